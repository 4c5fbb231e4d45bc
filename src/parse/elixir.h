/*
 * Elixir: a literal map as a value tree. Nothing is ever evaluated.
 *
 * Read are strings, heredocs, charlists, the sigils ~s ~S ~c ~C ~w ~W ~D ~T ~U
 * ~N, atoms, integers and floats (their underscores dropped), true, false, nil,
 * lists and tuples (both lists), maps, and keyword lists (maps; in them a key may
 * stand twice, as Elixir has it). Pairs at the end of a list are a map that is its
 * last item. An atom and a string of the same text are the same key.
 *
 * "#{" in a text is a PROBLEM_EXECUTABLE; the text is read all the same, with the
 * code as it stands. Every other thing that would have to be run (calls, module
 * names, variables, operators, structs) is a PROBLEM_SYNTAX.
 */
#ifndef PARSE_ELIXIR_H
#define PARSE_ELIXIR_H

#include "base/node.h"
#include "parse/comment.h"
#include "parse/problem.h"

/*
 * Reads the map that begins at range.start ("%{"), which may be followed by
 * nothing but blanks and comments in RANGE of SOURCE's clean bytes. *END is the
 * offset behind the map, SIZE_MAX when it cannot be read so far. NULL when
 * anything cannot be read: PROBLEMS then says what, with a help. Comments are
 * added to COMMENTS (metadata is set) unless it is NULL.
 */
struct node *elixir_read(struct arena *arena, const struct source *source, struct span range,
                         size_t *end, struct problems *problems, struct comments *comments);

#endif
