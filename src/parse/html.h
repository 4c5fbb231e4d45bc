/*
 * HTML: a light tokenizer of HTML and JSX. It knows tags, attributes, comments
 * and entities; it builds no tree and judges nothing. Text between tags becomes
 * prose, and tags that take a reader elsewhere become links.
 */
#ifndef PARSE_HTML_H
#define PARSE_HTML_H

#include "parse/prose.h"

struct html_tag {
	struct slice name;
	bool closing;        /* </a> */
	bool empty;          /* <br/> */
	bool acts_as_button; /* its class or role says so */
	bool has_target;     /* href, to or url, perhaps an expression */
	struct range target; /* value of the first of them; empty for an expression */
	struct range image;  /* value of src */
	struct range alt;
};

/* Where prose, comments and positions go while content is read. */
struct html {
	struct prose *prose;
	struct content *content;
	struct entities *entities;
	bool jsx;         /* {expressions} as well */
	size_t run_start; /* html_block: source offset where the run of text at hand begins */
};

/* The tag at BYTES[AT] == '<'; returns its end, or AT when there is none. */
size_t html_read_tag(struct slice bytes, size_t at, bool jsx, struct html_tag *tag);

/* The end of the braces that open at BYTES[AT] == '{' (strings, templates and
 * comments inside are stepped over), or AT when they do not close. */
size_t html_read_braces(struct slice bytes, size_t at);

/* A comment of the source; its text is trimmed. */
void html_add_comment(struct prose *prose, struct span span, size_t opener, size_t closer);

/* True when WORD is one of COUNT names in the order of strcmp; ASCII case is ignored
 * in WORD, the names are lower case. */
bool html_name_in(struct slice word, const char *const *names, size_t count);
#define HTML_NAME_IN(word, names) html_name_in(word, names, sizeof(names) / sizeof((names)[0]))

/* Text with its entities decoded; line breaks and what indents after them are one blank. */
void html_text(struct html *html, struct range range);

/* True when TAG takes a reader elsewhere. */
bool html_is_link(const struct html_tag *tag);

/* What TAG, which stands at SPAN, means for the prose: a link, an image, code, a blank. */
void html_apply(struct html *html, const struct html_tag *tag, struct span span);

/* One tag or comment inside a paragraph. */
void html_inline(struct html *html, struct range range);

/* Braces inside JSX text: a comment is kept, everything else is skipped. */
void html_braces(struct html *html, struct range range);

/* The whole content as HTML: one block like MODEL for each run of text between
 * block-level tags. */
void html_block(struct html *html, const struct block *model);

#endif
