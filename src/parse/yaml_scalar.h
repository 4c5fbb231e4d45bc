/*
 * YAML scalars: where each byte of a decoded scalar stands in the source.
 *
 * libyaml gives a scalar's decoded text and the source range it came from, but
 * not what came from where. This reads the range once more, guided by the
 * decoded text and checked against it byte by byte, so that a map is either
 * exact or refused. Knows nothing of libyaml.
 */
#ifndef PARSE_YAML_SCALAR_H
#define PARSE_YAML_SCALAR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/textmap.h"

enum yaml_style {
	YAML_STYLE_PLAIN,
	YAML_STYLE_SINGLE,  /* '…' */
	YAML_STYLE_DOUBLE,  /* "…" */
	YAML_STYLE_LITERAL, /* | */
	YAML_STYLE_FOLDED,  /* > */
};

/*
 * A decoded scalar and its source bytes[start, end), tag and anchor left out:
 * quotes included, a block from its indicator to where libyaml ended it.
 */
struct yaml_scalar {
	enum yaml_style style;
	struct slice value;
	const char *bytes; /* the whole source */
	size_t start;
	size_t end;
};

/*
 * Adds SCALAR's value to BUILDER (empty before). When the source does not
 * explain the value, adds it as one derived piece of the whole range and
 * returns false: that would be a mistake of this file.
 */
bool yaml_scalar_map(const struct yaml_scalar *scalar, struct textmap_builder *builder);

/* The same for a byte that may begin a line break. */
size_t yaml_break_at(const char *bytes, size_t at, size_t end);

/* Length of the line break at bytes[at], 0 when there is none: YAML 1.1 also
 * breaks lines at U+0085, U+2028 and U+2029. Here, because every byte is asked. */
static inline size_t yaml_break(const char *bytes, size_t at, size_t end)
{
	unsigned char c = at < end ? (unsigned char)bytes[at] : 0;

	return c > '\r' && c < 0x80 ? 0 : yaml_break_at(bytes, at, end);
}

#endif
