/*
 * The readers of metadata containers, one in each metadata_*.c, for metadata.c, which
 * tries them in turn; and what they have in common.
 */
#ifndef PARSE_METADATA_READERS_H
#define PARSE_METADATA_READERS_H

#include "parse/metadata.h"

extern const struct metadata_reader metadata_toml;
extern const struct metadata_reader metadata_json;
extern const struct metadata_reader metadata_elixir;
extern const struct metadata_reader metadata_elixir_texts; /* its keys are "key" => */
extern const struct metadata_reader metadata_elixir_atoms; /* its keys are :key => */
extern const struct metadata_reader metadata_bold;
extern const struct metadata_reader metadata_plain; /* only where it is asked for */

/* AT, or the line after it when nothing but blanks follows on its own: where a
 * new line goes behind an opening that ends at AT. */
size_t metadata_after(const struct source *source, size_t at);

/* Where the text begins, as far as can be told, behind a container that never ends
 * and whose opening ends at AT: the first blank line after its first fields, or the
 * source's size. */
size_t metadata_text_begins(const struct source *source, size_t at);

#endif
