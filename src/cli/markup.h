/*
 * Markup: what the sections of an audit's page are made of. Text that came from a
 * draft, a pack or a file name goes in through markup_text, markup_prose, markup_label
 * or page_link (a value of an attribute through xml_attribute); what is ours,
 * through sink_add and sink_printf.
 */
#ifndef CLI_MARKUP_H
#define CLI_MARKUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/sink.h"

struct draftlint_audit;
struct view;

struct page {
	struct sink *sink; /* its escapes are those of xml.h */
	const struct draftlint_audit *audit;
	const struct view *view;
	const char *folder; /* that the page is written to, absolute: links start there */
	size_t tables;      /* so far */
};

struct markup_column {
	const char *title;
	bool number; /* set to the right, sorted as numbers */
};

/* Runs of white space are one blank; NULL is nothing. */
void markup_text(struct sink *sink, const char *text);

/* A message: what stands between backticks is code. */
void markup_prose(struct sink *sink, const char *text);

/* An entry of the pack: its name and, where that says something else, its id. */
void markup_label(struct sink *sink, const char *id, const char *name);

/* "1 piece", "3 pieces" */
void markup_count(struct sink *sink, size_t count, const char *noun);

/* "16.7 %" */
void markup_permille(struct sink *sink, unsigned permille);

/* A cell with a number, and one with text, "none" in place of NULL. */
void markup_number_cell(struct sink *sink, size_t number);
void markup_text_cell(struct sink *sink, const char *text);

/* A section up to its heading, whose anchor is ID. */
void page_section(struct page *page, const char *id, const char *title);
void page_section_end(struct page *page);

/* A table with its CLASS up to its caption, which the caller writes. */
void page_table(struct page *page, const char *class);
/* … from there to its first row … */
void page_columns(struct page *page, const struct markup_column *columns, size_t count);
#define PAGE_COLUMNS(page, columns)                                                                \
	page_columns(page, columns, sizeof(columns) / sizeof(*(columns)))
/* … and its end. */
void page_table_end(struct page *page);

/* A link to the file at PATH that shows "path:line"; LINE 0: the path alone. Outside of
 * the project, where nobody else has the file, there is no link. */
void page_link(struct page *page, const char *path, uint32_t line);
/* The same with a text of its own; NULL: the path. */
void page_link_text(struct page *page, const char *path, const char *text);

#endif
