/*
 * Entity: HTML character references, "&amp;" "&#8217;" "&#x2019;".
 *
 * The 2,125 names are cmark's knowledge, not repeated here: who owns a parser
 * lends its look-up. The cache makes that look-up rare.
 */
#ifndef PARSE_ENTITY_H
#define PARSE_ENTITY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct arena;

enum {
	ENTITY_TEXT = 16, /* most bytes one entity decodes to, with room to spare */
	ENTITY_NAME = 32, /* longest name */
	ENTITY_CACHE = 64,
};

struct entity_entry {
	unsigned char name_len; /* 0: an empty entry */
	unsigned char text_len; /* 0: the name is no entity */
	char name[ENTITY_NAME];
	char text[ENTITY_TEXT];
};

struct entities {
	/* Decodes "&NAME;" into TEXT; returns the bytes written, 0 when it is none. */
	size_t (*named)(void *context, struct slice name, char text[ENTITY_TEXT]);
	void *context;
	struct arena *arena;
	struct entity_entry *cache; /* ENTITY_CACHE of them, once a name was met */
};

/*
 * The entity at BYTES[0] == '&', of at most LEN bytes. Returns the source bytes
 * it takes (0: none) and its text in TEXT, TEXT_LEN.
 */
size_t entity_decode(struct entities *entities, const char *bytes, size_t len,
                     char text[ENTITY_TEXT], size_t *text_len);

#endif
