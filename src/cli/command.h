/*
 * Command: what main, help and completions know of a command. Each is one file
 * command_<name>.c with its descriptor at the end; adding one is that file and
 * a line in commands.c.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <stddef.h>

struct arguments;
struct format;

/* Who takes an option (options.c). */
enum {
	FOR_CHECK = 1 << 0,
	FOR_AUDIT = 1 << 1,
	FOR_BASELINE = 1 << 2,
	FOR_BRIEF = 1 << 3,
	FOR_COMPLETIONS = 1 << 4,
	FOR_CONFIG = 1 << 5,
	FOR_EXPLAIN = 1 << 6,
	FOR_HELP = 1 << 7,
	FOR_IMPORT = 1 << 8,
	FOR_INIT = 1 << 9,
	FOR_PACK = 1 << 10,
	FOR_RULES = 1 << 11,
	FOR_SCHEMA = 1 << 12,
	FOR_VERSION = 1 << 13,
	FOR_LSP = 1 << 14,
	FOR_ALL = (1 << 15) - 1,
};

struct command {
	const char *name;
	unsigned bit;
	const char *operands;                /* as help shows them; "" for none */
	const struct format *const *formats; /* of --format, the default first; NULL: none */
	size_t least;                        /* operands */
	size_t most;
	const char *summary;
	const char *description;                 /* more paragraphs for help; NULL: none */
	int (*run)(struct arguments *arguments); /* the exit status */
};

extern const struct command command_check;
extern const struct command command_audit;
extern const struct command command_baseline;
extern const struct command command_rules;
extern const struct command command_explain;
extern const struct command command_pack;
extern const struct command command_config;
extern const struct command command_schema;
extern const struct command command_init;
extern const struct command command_import;
extern const struct command command_lsp;
extern const struct command command_brief;
extern const struct command command_completions;
extern const struct command command_help;
extern const struct command command_version;

/* All of them in the order of help; NULL-terminated. */
extern const struct command *const commands[];

/* NULL when there is none of that name. */
const struct command *command_find(const char *name);

/* The place of WORD among NAMES (NULL-terminated), the parts of COMMAND; negative
 * when it is none: it has been said, with the nearest name. */
int command_part(const struct command *command, const char *word, const char *const *names);

/* Says so on standard error, with the nearest name. */
void command_complain_unknown(const char *name);

#endif
