/*
 * Files from: the list of paths that --files-from names, written by another
 * program.
 */
#ifndef CLI_FILES_FROM_H
#define CLI_FILES_FROM_H

#include <stdbool.h>

struct arguments;
struct string_list;

/* Adds the paths of the list to PATHS. False when it cannot be read: *WHY, in
 * the arguments' arena, is the message. */
bool files_from_add(const struct arguments *arguments, struct string_list *paths, const char **why);

#endif
