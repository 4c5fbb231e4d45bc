/*
 * For the tests of the Markdown layer: what must be true of every document it
 * makes, and a generator of Markdown-like soup. Used by test_markdown.c,
 * test_srcmap.c and fuzz_markdown.c.
 */
#ifndef MARKDOWN_GENERATOR_H
#define MARKDOWN_GENERATOR_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "parse/markdown.h"

struct parsed {
	struct arena *arena;
	struct source *source;
	struct document document;
	struct problems problems;
	bool complete;
};

static inline struct parsed parse_bytes(const char *bytes, size_t size, bool mdx)
{
	struct parsed parsed = {.arena = arena_new()};

	parsed.problems.arena = parsed.arena;
	parsed.source = source_from_bytes(parsed.arena, "draft.md", bytes, size);
	parsed.complete = markdown_parse(parsed.arena, parsed.source, 0, (struct span){0, 0}, mdx,
	                                 NULL, &parsed.document, &parsed.problems);
	return parsed;
}

static inline struct parsed parse_string(const char *text)
{
	return parse_bytes(text, strlen(text), false);
}

/* ---- properties: each returns NULL or what is wrong ---- */

static inline const char *wrong_piece(const struct parsed *p, const struct block *block,
                                      const struct textmap_piece *piece)
{
	const char *text = block->map.text + piece->text;
	const char *source = p->source->clean + piece->source;

	if (piece->source < block->span.start ||
	    piece->source + piece->source_len > block->span.end)
		return "a piece lies outside its block";
	switch (piece->kind) {
	case TEXTMAP_VERBATIM:
		if (piece->text_len != piece->source_len ||
		    memcmp(text, source, piece->text_len) != 0)
			return "verbatim bytes differ from the source";
		return memchr(text, '\n', piece->text_len) ? "a line break is verbatim" : NULL;
	case TEXTMAP_BREAK:
		if (piece->text_len != 1 || text[0] != ' ')
			return "a break is not one blank";
		return strchr("\n\r<!{", source[0]) ? NULL : "a break stands for no line break";
	case TEXTMAP_MASKED:
		return strspn(text, "*") < piece->text_len ? "masked text shows" : NULL;
	case TEXTMAP_DERIVED:
		return strchr("\\&\t", source[0]) ? NULL : "derived from no escape";
	}
	return "unknown kind";
}

static inline const char *wrong_map(const struct parsed *p, const struct block *block)
{
	const struct textmap *map = &block->map;
	size_t text = 0;
	size_t source = 0;

	for (size_t i = 0; i < map->count; i++) {
		const struct textmap_piece *piece = &map->pieces[i];
		const char *wrong = wrong_piece(p, block, piece);

		if (wrong)
			return wrong;
		if (piece->text != text || piece->text_len == 0)
			return "pieces do not adjoin";
		if (piece->source < source)
			return "pieces go backwards";
		text += piece->text_len;
		source = piece->source + piece->source_len;
	}
	return text == map->len && !map->text[map->len] ? NULL : "pieces do not cover the text";
}

static inline const char *wrong_link(const struct parsed *p, const struct link *link)
{
	const char *clean = p->source->clean;
	const struct block *block = &p->document.blocks[link->block];
	struct span destination = link->destination_span;
	size_t len = destination.end - destination.start;

	if (link->block >= p->document.block_count || link->start > link->end ||
	    link->end > block->map.len)
		return "a link's text lies outside its block";
	if (link->span.start >= link->span.end || link->span.end > p->source->size)
		return "a link's span is empty";
	if (!strchr(link->kind == LINK_IMAGE ? "!<" : "[<", clean[link->span.start]))
		return "a link begins elsewhere";
	if (link->kind == LINK_AUTO && clean[link->span.start] != '<')
		return "an autolink begins elsewhere";
	if (clean[link->span.start] != '<' && !strchr(")]", clean[link->span.end - 1]))
		return "a link ends elsewhere";
	if (destination.start < link->span.start || destination.end > link->span.end)
		return "a destination lies outside its link";
	if (len && len == link->destination.len && !memchr(clean + destination.start, '&', len) &&
	    !memchr(clean + destination.start, '\r', len) &&
	    !memchr(clean + destination.start, '\\', len) &&
	    memcmp(clean + destination.start, link->destination.ptr, len) != 0)
		return "a destination differs from the source";
	return NULL;
}

static inline const char *wrong_sections(const struct document *document)
{
	size_t next = document->section_count ? document->sections[0].first_block : 0;

	for (size_t i = 0; i < document->section_count; i++) {
		const struct section *section = &document->sections[i];

		if (section->first_block != next || section->end_block < section->first_block)
			return "sections do not adjoin";
		if (i && document->blocks[section->first_block].kind != BLOCK_HEADING)
			return "a section begins without a heading";
		for (size_t k = section->first_block; k < section->end_block; k++) {
			if (document->blocks[k].section != i)
				return "a block names another section";
		}
		next = section->end_block;
	}
	return next == document->block_count ? NULL : "blocks stand in no section";
}

static inline const char *wrong_document(const struct parsed *p)
{
	const struct document *document = &p->document;
	const char *wrong = NULL;
	size_t start = 0;

	if (document->unmapped)
		return "a block could not be mapped";
	for (size_t i = 0; i < document->block_count && !wrong; i++) {
		const struct block *block = &document->blocks[i];

		if (block->span.start > block->span.end || block->span.end > p->source->size)
			return "a block's span is no span";
		if (block->kind != BLOCK_ALT && block->span.start < start)
			return "blocks are not in source order";
		if (block->kind != BLOCK_ALT)
			start = block->span.start;
		wrong = wrong_map(p, block);
	}
	for (size_t i = 0; i < document->link_count && !wrong; i++) {
		const struct link *link = &document->links[i];

		wrong = wrong_link(p, link);
		if (!wrong && i &&
		    (link->block < link[-1].block ||
		     (link->block == link[-1].block && link->start < link[-1].start)))
			wrong = "links are not in order";
	}
	for (size_t i = 0; i < document->comments.count && !wrong; i++) {
		struct span span = document->comments.items[i].span;

		if (span.start >= span.end || span.end > p->source->size ||
		    !strchr("<{", p->source->clean[span.start]))
			wrong = "a comment begins elsewhere";
	}
	return wrong ? wrong : wrong_sections(document);
}

/* ---- soup ---- */

struct soup {
	uint64_t state;
	char bytes[600];
	size_t len;
};

static inline uint32_t soup_random(struct soup *soup, uint32_t below)
{
	soup->state ^= soup->state << 13;
	soup->state ^= soup->state >> 7;
	soup->state ^= soup->state << 17;
	return (uint32_t)((soup->state >> 20) % below);
}

static inline void soup_add(struct soup *soup, const char *text)
{
	size_t len = strlen(text);

	if (soup->len + len >= sizeof(soup->bytes))
		return;
	memcpy(soup->bytes + soup->len, text, len);
	soup->len += len;
}

/* A new document of random scraps; the same one for the same state. */
static inline void soup_make(struct soup *soup)
{
	static const char *const scraps[] = {"a",
	                                     "b",
	                                     "word",
	                                     " ",
	                                     "  ",
	                                     "\t",
	                                     "\n",
	                                     "\n",
	                                     "\n",
	                                     "\n\n",
	                                     "\r\n",
	                                     "\r",
	                                     "    ",
	                                     "> ",
	                                     ">",
	                                     "- ",
	                                     "* ",
	                                     "+ ",
	                                     "1. ",
	                                     "10) ",
	                                     "-\t",
	                                     ">\t",
	                                     "# ",
	                                     "## ",
	                                     " #",
	                                     "===\n",
	                                     "---\n",
	                                     "*",
	                                     "**",
	                                     "_",
	                                     "__",
	                                     "***",
	                                     "`",
	                                     "``",
	                                     "```\n",
	                                     "~~~\n",
	                                     "\\",
	                                     "\\\n",
	                                     "  \n",
	                                     "\\*",
	                                     "\\[",
	                                     "&amp;",
	                                     "&#35;",
	                                     "&nbsp;",
	                                     "&bogus;",
	                                     "&NotEqualTilde;",
	                                     "&",
	                                     "[",
	                                     "]",
	                                     "![",
	                                     "](",
	                                     ")",
	                                     "](u)",
	                                     "](<u v> \"t\")",
	                                     "](u 't\nt')",
	                                     "[a]",
	                                     "[a]: /u\n",
	                                     "[b]: <x> \"t\"\n",
	                                     "][a]",
	                                     "][]",
	                                     "<http://x.y>",
	                                     "<a@b.c>",
	                                     "<b>",
	                                     "</b>",
	                                     "<br>",
	                                     "<a href=\"u\">",
	                                     "</a>",
	                                     "<!-- c -->",
	                                     "<!-- c\nd -->",
	                                     "<div>\n",
	                                     "</div>\n",
	                                     "<img alt=\"x&amp;y\" src=u>",
	                                     "<button>",
	                                     "</button>",
	                                     "<script>\n",
	                                     "</script>\n",
	                                     "<?p?>",
	                                     "<code>",
	                                     "</code>",
	                                     "|",
	                                     "|-|\n",
	                                     "| a | b |\n",
	                                     "|---|:-:|\n",
	                                     "| `|` | \\| |\n",
	                                     "\xC3\xA9",
	                                     "\xE2\x80\x99",
	                                     "\xEF\xBB\xBF",
	                                     "{",
	                                     "}",
	                                     "{/* c */}",
	                                     "import x\n",
	                                     "<B c={d}>",
	                                     "\v",
	                                     "\f",
	                                     "\"",
	                                     "("};
	uint32_t count = 1 + soup_random(soup, 40);

	soup->len = 0;
	while (count--)
		soup_add(soup,
		         scraps[soup_random(soup, (uint32_t)(sizeof(scraps) / sizeof(scraps[0])))]);
}

#endif
