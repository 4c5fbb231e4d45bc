/*
 * The readers of metadata containers, one in each metadata_*.c; metadata.c
 * alone looks at them.
 */
#ifndef PARSE_METADATA_READERS_H
#define PARSE_METADATA_READERS_H

#include "parse/metadata.h"

extern const struct metadata_reader metadata_yaml;
extern const struct metadata_reader metadata_bold;

/* The line break of the 0-based LINE; of the line before for the last one, and
 * "\n" when the source has none. */
const char *metadata_newline(const struct source *source, size_t line);

#endif
