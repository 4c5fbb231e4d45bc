/*
 * Asset: files of share/ that the program carries with it, so that what it
 * prints and what is installed are one. Static data.
 */
#ifndef CLI_ASSET_H
#define CLI_ASSET_H

struct asset {
	const char *name; /* the file's, below share/ */
	const char *text;
	const char *sha256; /* of the text, in base64 */
};

/* Made by the build from the files (generate_assets.sh); the last has no name. */
extern const struct asset assets[];

/* The asset NAME, which must be one; and its text alone. */
const struct asset *asset_find(const char *name);
const char *asset(const char *name);

#endif
