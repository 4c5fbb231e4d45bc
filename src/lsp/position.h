/*
 * Position: places of a text as the protocol has them: a line and how many units
 * into it, both from 0. Lines end at "\n", "\r\n" or a lone "\r".
 */
#ifndef LSP_POSITION_H
#define LSP_POSITION_H

#include <stdint.h>

#include <draftlint.h>

#include "base/text.h"

/* What a unit of a line is. */
enum encoding {
	ENCODING_UTF16, /* what every client knows */
	ENCODING_UTF8,
	ENCODING_UTF32,
};

struct position_pair {
	uint64_t line;
	uint64_t character;
};

const char *encoding_name(enum encoding encoding);

/*
 * The byte of TEXT at PAIR. What is behind the end of its line is that end, what is
 * behind the last line the end of the text; a place within a character is its start.
 * An invalid byte of the text is a character.
 */
size_t position_offset(struct slice text, struct position_pair pair, enum encoding encoding);

/* POSITION, of a text that begins with a byte order mark when HAS_BOM says so. */
struct position_pair position_pair_of(const struct draftlint_position *position,
                                      enum encoding encoding, bool has_bom);

#endif
