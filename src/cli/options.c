#include "cli/options.h"

#include <string.h>

#include "cli/arguments.h"
#include "cli/command.h"

#define FIELD(member) offsetof(struct arguments, member)
#define FOR_SESSIONS                                                                               \
	(FOR_CHECK | FOR_AUDIT | FOR_BASELINE | FOR_RULES | FOR_EXPLAIN | FOR_CONFIG |             \
	 FOR_SCHEMA | FOR_BRIEF)

static const char *const severities[] = {"error", "warning", "info", NULL};
static const char *const colours[] = {"auto", "always", "never", NULL};
static const char *const units[] = {"codepoint", "byte", "utf16", "display", NULL};

/* clang-format off */
const struct option options[] = {
	{"config", 0, OPTION_TEXT, "FILE", NULL, FIELD(config), FOR_SESSIONS | FOR_LSP,
	 "use this configuration instead of the nearest draftlint.yaml"},
	{"no-config", 0, OPTION_FLAG, NULL, NULL, FIELD(no_config), FOR_SESSIONS | FOR_LSP,
	 "use no configuration file"},
	{"pack", 0, OPTION_TEXT, "NAME|DIR", NULL, FIELD(pack), FOR_SESSIONS | FOR_LSP,
	 "check against this pack, whatever the configuration says"},
	{"pack", 0, OPTION_TEXT, "NAME", NULL, FIELD(pack), FOR_INIT,
	 "copy this shipped pack into the folder strategy"},
	{"for", 0, OPTION_TEXT, "FILE", NULL, FIELD(for_file), FOR_CONFIG | FOR_SCHEMA,
	 "the draft whose settings or schema are shown"},
	{"coverage", 0, OPTION_FLAG, NULL, NULL, FIELD(coverage), FOR_RULES,
	 "list what each style has, what of it runs, and why the rest does not"},
	{"goal", 0, OPTION_TEXT, "GOAL", NULL, FIELD(goal), FOR_BRIEF,
	 "the goal that the draft is to serve"},
	{"persona", 0, OPTION_TEXT, "PERSONA", NULL, FIELD(persona), FOR_BRIEF,
	 "the reader it is to be for; without it, whom the goal targets first"},
	{"stage", 0, OPTION_TEXT, "STAGE", NULL, FIELD(stage), FOR_BRIEF,
	 "where that reader is to stand"},
	{"new", 0, OPTION_TEXT, "FILE", NULL, FIELD(new_file), FOR_BRIEF,
	 "write the draft's beginning to this file, which must not be there yet"},
	{"output", 'o', OPTION_TEXT, "FILE", NULL, FIELD(output), FOR_IMPORT,
	 "write to this file, in the same folder; `-` is standard output"},
	{"format", 'f', OPTION_LIST, "FORMAT[:FILE]", NULL, FIELD(formats),
	 FOR_CHECK | FOR_AUDIT | FOR_PACK | FOR_BRIEF,
	 "how the result is written, and where; may be repeated"},
	{"emit", 0, OPTION_TEXT, "FILE", NULL, FIELD(emit), FOR_AUDIT,
	 "write the facts of each draft to this file, and no report; `-` is standard output"},
	{"merge", 0, OPTION_FLAG, NULL, NULL, FIELD(merge), FOR_AUDIT,
	 "the operands are files of facts, not drafts"},
	{"since", 0, OPTION_TEXT, "REV|FILE", NULL, FIELD(since), FOR_AUDIT,
	 "compare with a former audit's JSON file, or with a revision of git"},
	{"today", 0, OPTION_TEXT, "DATE", NULL, FIELD(today), FOR_AUDIT,
	 "count ages to this day, as 2026-01-31"},
	{"fail-on", 0, OPTION_CHOICE, "SEVERITY", severities, FIELD(fail_on), FOR_CHECK | FOR_AUDIT,
	 "the least severity that makes the exit status 1"},
	{"max-warnings", 0, OPTION_NUMBER, "N", NULL, FIELD(max_warnings), FOR_CHECK,
	 "exit status 1 also when there are more warnings than this"},
	{"exit-zero", 0, OPTION_FLAG, NULL, NULL, FIELD(exit_zero), FOR_CHECK | FOR_AUDIT,
	 "exit status 0 where it would be 1"},
	{"select", 0, OPTION_NAMES, "RULE,...", NULL, FIELD(select), FOR_CHECK | FOR_AUDIT | FOR_LSP,
	 "only these rules; may be repeated"},
	{"ignore", 0, OPTION_NAMES, "RULE,...", NULL, FIELD(ignore), FOR_CHECK | FOR_AUDIT | FOR_LSP,
	 "all but these rules; may be repeated"},
	{"fix", 0, OPTION_FLAG, NULL, NULL, FIELD(fix), FOR_CHECK,
	 "mend what has a safe fix, in the files themselves"},
	{"unsafe-fixes", 0, OPTION_FLAG, NULL, NULL, FIELD(unsafe_fixes), FOR_CHECK,
	 "--fix, also with fixes that may change what is said"},
	{"diff", 0, OPTION_FLAG, NULL, NULL, FIELD(diff), FOR_CHECK,
	 "write what --fix would change to standard output, and change nothing"},
	{"stdin-filename", 0, OPTION_TEXT, "FILE", NULL, FIELD(stdin_filename), FOR_CHECK,
	 "what standard input (`-`) is to be taken for"},
	{"files-from", 0, OPTION_TEXT, "FILE", NULL, FIELD(files_from), FOR_CHECK | FOR_AUDIT,
	 "also check the paths in FILE, one on each line (`-`: input)"},
	{"null", '0', OPTION_FLAG, NULL, NULL, FIELD(null), FOR_CHECK | FOR_AUDIT,
	 "the paths of --files-from end in NUL bytes, not lines"},
	{"staged", 0, OPTION_FLAG, NULL, NULL, FIELD(staged), FOR_CHECK,
	 "only what the next commit changes, as it is in git's index"},
	{"changed", 0, OPTION_OPTIONAL, "REV", NULL, FIELD(changed), FOR_CHECK,
	 "only what differs from HEAD, or from where HEAD left REV"},
	{"baseline", 0, OPTION_TEXT, "FILE", NULL, FIELD(baseline), FOR_CHECK | FOR_BASELINE,
	 "the findings that are known, instead of draftlint-baseline.json"},
	{"no-baseline", 0, OPTION_FLAG, NULL, NULL, FIELD(no_baseline), FOR_CHECK,
	 "report known findings, too"},
	{"deny-stale", 0, OPTION_FLAG, NULL, NULL, FIELD(deny_stale), FOR_CHECK,
	 "exit status 1 also when the baseline has stale entries"},
	{"no-ignore", 0, OPTION_FLAG, NULL, NULL, FIELD(no_ignore), FOR_CHECK | FOR_AUDIT | FOR_BASELINE,
	 "also check what git ignores"},
	{"force-exclude", 0, OPTION_FLAG, NULL, NULL, FIELD(force_exclude), FOR_CHECK | FOR_AUDIT | FOR_BASELINE,
	 "leave out what the configuration leaves out, even when it is named"},
	{"jobs", 'j', OPTION_NUMBER, "N", NULL, FIELD(jobs), FOR_CHECK | FOR_AUDIT | FOR_BASELINE,
	 "threads; 0 (the default): one for each processor"},
	{"statistics", 0, OPTION_FLAG, NULL, NULL, FIELD(statistics), FOR_CHECK,
	 "add a table of the rules that found something"},
	{"quiet", 'q', OPTION_FLAG, NULL, NULL, FIELD(quiet), FOR_CHECK | FOR_AUDIT | FOR_PACK,
	 "findings only: no summary, no checklists, no notices"},
	{"column-unit", 0, OPTION_CHOICE, "UNIT", units, FIELD(column_unit),
	 FOR_CHECK | FOR_AUDIT | FOR_PACK,
	 "what the columns of text formats count"},
	{"color", 0, OPTION_CHOICE, "WHEN", colours, FIELD(colour),
	 FOR_SESSIONS | FOR_PACK | FOR_INIT | FOR_IMPORT,
	 "colours; auto: on a terminal, unless NO_COLOR is set"},
	{"stdio", 0, OPTION_FLAG, NULL, NULL, FIELD(stdio), FOR_LSP,
	 "standard input and output, as always; editors pass it"},
	{"clientProcessId", 0, OPTION_NUMBER, "PID", NULL, FIELD(client), FOR_LSP,
	 "end when that process ends; editors pass it"},
	{"help", 'h', OPTION_FLAG, NULL, NULL, FIELD(help), FOR_ALL,
	 "show this help"},
	{0},
};
/* clang-format on */

bool option_takes_next(const struct option *option)
{
	return option->argument && option->kind != OPTION_OPTIONAL;
}

const struct option *option_find(const struct command *command, const char *name, size_t len)
{
	for (const struct option *option = options; option->name; option++)
		if ((option->commands & command->bit) && strlen(option->name) == len &&
		    memcmp(option->name, name, len) == 0)
			return option;
	return NULL;
}

const struct option *option_find_letter(const struct command *command, char letter)
{
	for (const struct option *option = options; option->name; option++)
		if ((option->commands & command->bit) && letter && option->letter == letter)
			return option;
	return NULL;
}
