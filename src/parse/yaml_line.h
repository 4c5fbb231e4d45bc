/*
 * YAML lines: what the author of a line that YAML refused is likely to have
 * meant by it, told from the line alone.
 */
#ifndef PARSE_YAML_LINE_H
#define PARSE_YAML_LINE_H

#include <stdbool.h>

#include "base/source.h"

struct arena;

/* One line of a block map or list: offsets in the source. */
struct yaml_line {
	size_t start;
	size_t indent; /* the first byte that is not blank */
	bool has_key;
	size_t key;     /* behind "- " */
	size_t key_end; /* the colon; as key when there is none */
	size_t value;   /* the first byte of the value, or of the text without a key */
	size_t value_end;
	size_t end;
};

/* The line of BYTES that holds AT; nothing outside RANGE is looked at. */
struct yaml_line yaml_line_at(const char *bytes, struct span range, size_t at);

/* TEXT as a double-quoted scalar, in ARENA; quotes that were meant to stand
 * around all of it are taken off first. */
char *yaml_quoted(struct arena *arena, struct slice text);

#endif
