/*
 * TOML's scalars, for toml.c alone: each reads what begins at the cursor and
 * leaves the cursor behind it. NULL: it cannot be read, which was reported.
 */
#ifndef PARSE_TOML_SCALAR_H
#define PARSE_TOML_SCALAR_H

#include "parse/scan.h"

/* A string of any of the four kinds; in a key (ONE_LINE) only the two short ones. */
struct node *toml_text(struct scan *scan, bool one_line);

/* A number, a date or a boolean. ALONE: it stands at the end of a line, and what
 * is none can be put in quotes up to there. */
struct node *toml_plain(struct scan *scan, bool alone);

#endif
