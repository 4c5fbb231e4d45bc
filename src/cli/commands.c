#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/complain.h"

const struct command *const commands[] = {
    &command_check,       &command_audit,  &command_baseline, &command_init,
    &command_import,      &command_brief,  &command_explain,  &command_rules,
    &command_pack,        &command_config, &command_schema,   &command_lsp,
    &command_completions, &command_help,   &command_version,  NULL,
};

const struct command *command_find(const char *name)
{
	for (const struct command *const *command = commands; *command; command++)
		if (strcmp((*command)->name, name) == 0)
			return *command;
	return NULL;
}

void command_complain_unknown(const char *name)
{
	struct nearest nearest;

	nearest_init(&nearest, slice_of(name));
	for (const struct command *const *command = commands; *command; command++)
		nearest_try(&nearest, (*command)->name);
	/* Other linters take paths straight away. */
	if (!nearest_best(&nearest, NULL) && access(name, F_OK) == 0)
		complain("unknown command `%s`; to check it: draftlint check %s", name, name);
	else
		complain_unknown("unknown command", "", &nearest);
}

int command_part(const struct command *command, const char *word, const char *const *names)
{
	struct builder what = {NULL, 0, 0};
	struct nearest nearest;

	nearest_init(&nearest, slice_of(word));
	for (int i = 0; names[i]; i++) {
		if (strcmp(names[i], word) == 0)
			return i;
		nearest_try(&nearest, names[i]);
	}
	builder_printf(&what, "%s ", command->name);
	complain_unknown("unknown command", what.bytes, &nearest);
	builder_release(&what);
	return -1;
}
