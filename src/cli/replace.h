/*
 * Replace: writes a report to a file in one step, so that nobody ever reads
 * half of one and a failure leaves the old one as it was.
 */
#ifndef CLI_REPLACE_H
#define CLI_REPLACE_H

struct sink;

/* Writes SINK to PATH through a temporary file beside it (fsync, rename); a
 * device or a FIFO is written as it is. 0, or the errno of what failed. */
int replace_file(const char *path, const struct sink *sink);

/* Writes SINK to a file at PATH that is not there yet: EEXIST when it is. What it
 * began is removed when it fails. */
int create_file(const char *path, const struct sink *sink);

/* Adds SINK to the end of the file at PATH, which is made when there is none. */
int append_file(const char *path, const struct sink *sink);

#endif
