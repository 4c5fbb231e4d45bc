/*
 * Elixir's scalars, for elixir.c alone: each reads what begins at the cursor and
 * leaves the cursor behind it. NULL: it cannot be read, which was reported.
 */
#ifndef PARSE_ELIXIR_SCALAR_H
#define PARSE_ELIXIR_SCALAR_H

#include "parse/scan.h"

/* How a text ends and what is special in it. */
struct elixir_quote {
	char close;    /* NUL: a heredoc, which ends at limit */
	bool raw;      /* a sigil in capitals: no escapes, no interpolation */
	size_t limit;  /* nothing behind this is looked at */
	size_t indent; /* blanks that are no text at the start of each line */
};

/* Offset behind the identifier at AT, with its "?" or "!"; AT when there is none. */
size_t elixir_name_end(const struct scan *scan, size_t at);

/* elixir_text.c: "…", '…' and both heredocs. */
struct node *elixir_text(struct scan *scan);

/* The heredoc whose three quotes stand at the cursor, of a value that begins at START. */
bool elixir_heredoc(struct scan *scan, size_t start, bool raw);

/* Adds text up to quote->close, where the cursor then stands; false when it does
 * not come or something before it cannot be read: only the latter was reported. */
bool elixir_until(struct scan *scan, const struct elixir_quote *quote, bool *reported);

/* Adds the escape, interpolation, line break or run of bytes at the cursor. */
bool elixir_step(struct scan *scan, const struct elixir_quote *quote);

/* elixir_scalar.c. */
struct node *elixir_atom(struct scan *scan);
struct node *elixir_number(struct scan *scan);
struct node *elixir_sigil(struct scan *scan, size_t depth);

#endif
