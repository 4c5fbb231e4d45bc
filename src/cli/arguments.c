#include "cli/arguments.h"

#include <limits.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/complain.h"
#include "cli/options.h"

void string_list_add(struct arena *arena, struct string_list *list, const char *item)
{
	list->items =
	    arena_grow(arena, list->items, list->count, &list->capacity, sizeof(*list->items));
	list->items[list->count++] = item;
	list->items =
	    arena_grow(arena, list->items, list->count, &list->capacity, sizeof(*list->items));
	list->items[list->count] = NULL;
}

static bool complain_choice(const struct option *option, const char *value)
{
	struct builder what = {NULL, 0, 0};
	struct nearest nearest;

	nearest_init(&nearest, slice_of(value));
	builder_printf(&what, "--%s takes ", option->name);
	for (const char *const *choice = option->choices; *choice; choice++) {
		builder_printf(&what, "%s%s",
		               choice == option->choices ? ""
		               : choice[1]               ? ", "
		                                         : " or ",
		               *choice);
		nearest_try(&nearest, *choice);
	}
	builder_add_string(&what, ", not");
	complain_unknown(what.bytes, "", &nearest);
	builder_release(&what);
	return false;
}

static bool set_choice(const struct option *option, int *field, const char *value)
{
	for (int i = 0; option->choices[i]; i++)
		if (strcmp(option->choices[i], value) == 0) {
			*field = i;
			return true;
		}
	return complain_choice(option, value);
}

static bool set_number(const struct option *option, long *field, const char *value)
{
	if (slice_long(slice_of(value), field) && *field >= 0 && *field <= INT_MAX)
		return true;
	complain("--%s takes a whole number, not `%s`", option->name, value);
	return false;
}

static bool add_names(const struct option *option, struct string_list *list, const char *value,
                      struct arena *arena)
{
	struct slice rest = slice_of(value);
	struct slice part;

	while (slice_split(&rest, ',', &part)) {
		part = slice_trim(part);
		if (part.len)
			string_list_add(arena, list, arena_copy(arena, part.ptr, part.len));
	}
	if (list->count)
		return true;
	complain("--%s takes the names of rules", option->name);
	return false;
}

static bool set(struct arguments *arguments, const struct option *option, const char *value)
{
	void *field = (char *)arguments + option->field;

	switch (option->kind) {
	case OPTION_FLAG:
		*(bool *)field = true;
		return true;
	case OPTION_TEXT:
		*(const char **)field = value;
		return true;
	case OPTION_OPTIONAL:
		*(const char **)field = value ? value : "";
		return true;
	case OPTION_LIST:
		string_list_add(arguments->arena, field, value);
		return true;
	case OPTION_NAMES:
		return add_names(option, field, value, arguments->arena);
	case OPTION_NUMBER:
		return set_number(option, field, value);
	case OPTION_CHOICE:
		return set_choice(option, field, value);
	}
	return false;
}

static bool complain_option(const struct command *command, const char *name, size_t len)
{
	struct nearest nearest;

	nearest_init(&nearest, slice_from(name, len));
	for (const struct option *option = options; option->name; option++) {
		if (option->commands & command->bit) {
			nearest_try(&nearest, option->name);
		} else if (strlen(option->name) == len && memcmp(option->name, name, len) == 0) {
			complain("`draftlint %s` has no option `--%s`", command->name,
			         option->name);
			return false;
		}
	}
	complain_unknown("unknown option", "--", &nearest);
	return false;
}

/* "--name", "--name=value" or "--name" "value"; steps *ARGV over what it took. */
static bool parse_long(struct arguments *arguments, char ***argv)
{
	const char *name = **argv + 2;
	size_t len = strcspn(name, "=");
	const char *value = name[len] ? name + len + 1 : NULL;
	const struct option *option = option_find(arguments->command, name, len);

	if (!option)
		return complain_option(arguments->command, name, len);
	if (!option->argument && value) {
		complain("--%s takes no value", option->name);
		return false;
	}
	if (value && !*value && option->kind == OPTION_OPTIONAL) {
		complain("--%s= needs a value: %s", option->name, option->argument);
		return false;
	}
	if (option_takes_next(option) && !value) {
		value = (*argv)[1];
		if (!value) {
			complain("--%s needs a value: %s", option->name, option->argument);
			return false;
		}
		++*argv;
	}
	return set(arguments, option, value);
}

/* "-q", "-qj4" or "-j" "4". */
static bool parse_letters(struct arguments *arguments, char ***argv)
{
	for (const char *letter = **argv + 1; *letter; letter++) {
		const struct option *option = option_find_letter(arguments->command, *letter);
		const char *value = NULL;

		if (!option) {
			complain("unknown option `-%c`", *letter);
			return false;
		}
		if (option_takes_next(option)) {
			value = letter[1] ? letter + 1 : *++*argv;
			if (!value) {
				complain("-%c needs a value: %s", *letter, option->argument);
				return false;
			}
		}
		if (!set(arguments, option, value))
			return false;
		if (value)
			return true;
	}
	return true;
}

static bool count_operands(const struct arguments *arguments)
{
	const struct command *command = arguments->command;
	size_t count = arguments->operands.count;

	if (arguments->help || (count >= command->least && count <= command->most))
		return true;
	if (count < command->least)
		complain("usage: draftlint %s %s", command->name, command->operands);
	else
		complain("`%s` is one argument too many for `draftlint %s`",
		         arguments->operands.items[command->most], command->name);
	return false;
}

bool arguments_parse(struct arguments *arguments, const struct command *command, char **argv,
                     struct arena *arena)
{
	*arguments = (struct arguments){
	    .arena = arena, .command = command, .max_warnings = -1, .fail_on = -1};
	for (; *argv; argv++) {
		bool good = true;

		if (strcmp(*argv, "--") == 0) {
			while (*++argv)
				string_list_add(arena, &arguments->operands, *argv);
			break;
		}
		if (strncmp(*argv, "--", 2) == 0)
			good = parse_long(arguments, &argv);
		else if (**argv == '-' && (*argv)[1])
			good = parse_letters(arguments, &argv);
		else
			string_list_add(arena, &arguments->operands, *argv);
		if (!good)
			return false;
	}
	return count_operands(arguments);
}

bool arguments_have_input(const struct arguments *arguments)
{
	for (size_t i = 0; i < arguments->operands.count; i++)
		if (strcmp(arguments->operands.items[i], "-") == 0)
			return true;
	return false;
}

bool arguments_make_text(const struct arguments *arguments)
{
	return arguments->diff ||
	       ((arguments->fix || arguments->unsafe_fixes) && arguments_have_input(arguments));
}

static enum draftlint_fixing fixing(const struct arguments *arguments)
{
	if (arguments->unsafe_fixes)
		return DRAFTLINT_FIX_UNSAFE;
	return arguments->fix || arguments->diff ? DRAFTLINT_FIX_SAFE : DRAFTLINT_FIX_NONE;
}

struct draftlint_options arguments_session(const struct arguments *arguments)
{
	return (struct draftlint_options){
	    .config = arguments->config,
	    .no_config = arguments->no_config,
	    .pack = arguments->pack,
	    .select = arguments->select.items,
	    .ignore = arguments->ignore.items,
	    .fail_on = arguments->fail_on < 0
	                   ? DRAFTLINT_OFF
	                   : (enum draftlint_severity)(DRAFTLINT_ERROR - arguments->fail_on),
	    .max_warnings = arguments->max_warnings,
	    .jobs = (unsigned)arguments->jobs,
	    .baseline = arguments->baseline,
	    .no_baseline = arguments->no_baseline,
	    .deny_stale = arguments->deny_stale,
	    .staged = arguments->staged,
	    .changed = arguments->changed,
	    .no_ignore = arguments->no_ignore,
	    .force_exclude = arguments->force_exclude,
	    .exit_zero = arguments->exit_zero,
	    .fix = fixing(arguments),
	    .keep_files = arguments->diff,
	};
}
