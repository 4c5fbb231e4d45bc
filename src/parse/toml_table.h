/*
 * TOML tables, for toml.c alone: who may add to which. A table or key that is
 * defined twice is reported; what stands in it is read, and left out.
 */
#ifndef PARSE_TOML_TABLE_H
#define PARSE_TOML_TABLE_H

#include "parse/scan.h"

/* What made a table or list (scan_group's origin): it decides who may add to it. */
enum toml_origin {
	TOML_PATH,   /* the header of a table inside it: its own may follow */
	TOML_HEADER, /* [table] */
	TOML_DOTTED, /* a key with dots */
	TOML_TABLES, /* [[list of tables]] */
	TOML_VALUE,  /* {…} or […]: whole as it stands */
};

/*
 * *GROUP becomes the table KEY in it, made when there is none; NULL (as it may be
 * already) when something else stands there, which was reported. DOTTED: KEY is
 * part of a key rather than of a header. False: a limit was reached.
 */
bool toml_descend(struct scan *scan, struct scan_group **group, struct scan_key key, bool dotted);

/* The table KEY of GROUP, whose header ends at the cursor (IS_LIST: one more of the
 * list KEY). One outside of the tree when GROUP is NULL or it cannot be, which was
 * reported. NULL: a limit was reached. */
struct scan_group *toml_begin(struct scan *scan, struct scan_group *group, struct scan_key key,
                              bool is_list);

/* GROUP and all tables that hold it reach as far as the cursor. */
void toml_extend(const struct scan *scan, struct scan_group *group);

#endif
