/*
 * INI as Vale's configuration is written in it: a map of sections, each a map of
 * keys to text. What stands before the first section is one with an empty name;
 * of sections and keys that are given twice both stay, in their order.
 *
 *     # or ; begins a comment on a line of its own, after a blank also behind a value
 *     key = value    (or key : value); a final \ goes on in the next line
 *     key = `raw`    as it stands, also over several lines; so is """raw"""
 *
 * A reader of our own: the libraries for INI hand out names and values and not
 * where they stand, and each knows another dialect.
 */
#ifndef PARSE_INI_H
#define PARSE_INI_H

#include "base/node.h"
#include "parse/problem.h"

/* Reads all of SOURCE's clean bytes. NULL when a line cannot be read: PROBLEMS then
 * holds each of them. */
struct node *ini_read(struct arena *arena, const struct source *source, struct problems *problems);

#endif
