/*
 * Options: one table that the command line is parsed by, and that help, the
 * manual and shell completions are made from. Static data.
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

struct command;

enum option_kind {
	OPTION_FLAG,     /* bool, no argument */
	OPTION_TEXT,     /* const char * */
	OPTION_OPTIONAL, /* const char *; only ever after "=": without it, "" */
	OPTION_LIST,     /* struct string_list, one more each time */
	OPTION_NAMES,    /* the same, the argument is split at commas */
	OPTION_NUMBER,   /* long, not negative */
	OPTION_CHOICE,   /* int: the place of the argument in choices */
};

struct option {
	const char *name; /* without its dashes */
	char letter;      /* '\0': none */
	enum option_kind kind;
	const char *argument;       /* as help shows it; NULL: takes none */
	const char *const *choices; /* NULL-terminated; NULL: none */
	size_t field;               /* offset in struct arguments */
	unsigned commands;          /* FOR_… */
	const char *help;
};

/* In the order of help; the last has no name. */
extern const struct option options[];

/* Whether the next argument is OPTION's value when it has none after "=". */
bool option_takes_next(const struct option *option);

/* The option of that name or letter that COMMAND takes; NULL when none. */
const struct option *option_find(const struct command *command, const char *name, size_t len);
const struct option *option_find_letter(const struct command *command, char letter);

#endif
