/*
 * Tables: cmark knows none, so a GFM table comes as a paragraph. Its lines are
 * told apart in the paragraph's content, its cells in the paragraph's prose.
 */
#ifndef PARSE_TABLE_H
#define PARSE_TABLE_H

#include "parse/prose.h"

/* The columns of the delimiter row LINE ("| --- | :-: |"); 0 when it is none. */
size_t table_delimiter_columns(struct slice line);

/*
 * When the paragraph with PROSE, whose lines are CONTENT's from START on, holds
 * a table, adds what stands
 * before it as a block like MODEL and every cell that is not empty as a
 * BLOCK_CELL, and returns true. False: the paragraph is no table, nothing was
 * added.
 */
bool table_emit(struct prose *prose, struct content *content, size_t start,
                const struct block *model);

#endif
