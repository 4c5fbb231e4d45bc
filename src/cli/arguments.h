/*
 * Arguments: a command line after it has been read. All strings belong to
 * main's argv or to the arena.
 */
#ifndef CLI_ARGUMENTS_H
#define CLI_ARGUMENTS_H

#include <stdbool.h>
#include <stddef.h>

#include <draftlint.h>

struct arena;
struct command;

/* NULL-terminated once it holds something; items is NULL when empty. */
struct string_list {
	const char **items;
	size_t count;
	size_t capacity;
};

void string_list_add(struct arena *arena, struct string_list *list, const char *item);

struct arguments {
	struct arena *arena;
	const struct command *command;
	struct string_list operands;
	struct string_list formats;
	struct string_list select;
	struct string_list ignore;
	const char *config;
	const char *pack;
	const char *for_file;
	const char *goal;
	const char *persona;
	const char *stage;
	const char *new_file;
	const char *output;
	const char *emit;
	const char *since;
	const char *today;
	const char *stdin_filename;
	const char *files_from;
	const char *baseline;
	const char *changed; /* NULL: not given; "": without a revision */
	long jobs;
	long client;       /* process that lsp serves; 0: not given */
	long max_warnings; /* -1: no limit */
	int fail_on;       /* 0 error, 1 warning, 2 info; -1: not given */
	int colour;        /* enum colour */
	int column_unit;   /* enum column_unit */
	bool merge;
	bool no_config;
	bool null;
	bool staged;
	bool fix;
	bool unsafe_fixes;
	bool diff;
	bool no_baseline;
	bool deny_stale;
	bool no_ignore;
	bool force_exclude;
	bool exit_zero;
	bool statistics;
	bool coverage;
	bool stdio;
	bool quiet;
	bool help;
};

/* Reads ARGV (what follows the command's name, NULL-terminated) into
 * ARGUMENTS. Options may stand anywhere before "--". False when the command
 * line is wrong: it has been said, and the status is 2. */
bool arguments_parse(struct arguments *arguments, const struct command *command, char **argv,
                     struct arena *arena);

/* Whether `-`, standard input, is one of the operands. */
bool arguments_have_input(const struct arguments *arguments);

/* Whether standard output is for what fixes make: a diff, or the document that
 * came from standard input. */
bool arguments_make_text(const struct arguments *arguments);

/* What the library needs to know of them. */
struct draftlint_options arguments_session(const struct arguments *arguments);

#endif
