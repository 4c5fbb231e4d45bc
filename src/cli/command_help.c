/*
 * help: what there is, made from the tables of commands, options and formats.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/complain.h"
#include "cli/formats.h"
#include "cli/help.h"
#include "cli/options.h"

enum { LEFT = 28 };

/* TEXT, then WHAT from column LEFT on. */
static void add_entry(struct sink *sink, const char *text, const char *what)
{
	size_t len = strlen(text);

	sink_add(sink, text);
	sink_blanks(sink, len + 2 > LEFT ? 2 : LEFT - len);
	sink_add(sink, what);
}

static void add_option(struct sink *sink, const struct option *option)
{
	struct builder left = {NULL, 0, 0};

	if (option->letter)
		builder_printf(&left, "  -%c, ", option->letter);
	else
		builder_add_string(&left, "      ");
	builder_printf(&left, "--%s", option->name);
	if (option->argument)
		builder_printf(&left, option_takes_next(option) ? " %s" : "[=%s]",
		               option->argument);
	if (left.len + 2 > LEFT) {
		builder_add_char(&left, '\n');
		sink_add(sink, left.bytes);
		builder_clear(&left);
		builder_add_string(&left, "  ");
	}
	add_entry(sink, left.bytes, option->help);
	builder_release(&left);
	for (const char *const *choice = option->choices; choice && *choice; choice++) {
		sink_add(sink, choice == option->choices ? " (" : ", ");
		sink_add(sink, *choice);
	}
	sink_add(sink, option->choices ? ")\n" : "\n");
}

static void add_formats(struct sink *sink, const struct format *const *table)
{
	sink_add(sink, "\nFormats:\n");
	for (const struct format *const *format = table; *format; format++) {
		char left[LEFT];

		snprintf(left, sizeof(left), "  %s", (*format)->name);
		add_entry(sink, left, (*format)->help);
		sink_add(sink, "\n");
	}
}

static void add_command(struct sink *sink, const struct command *command)
{
	sink_printf(sink, "Usage: draftlint %s%s%s\n", command->name, *command->operands ? " " : "",
	            command->operands);
	sink_printf(sink, "%c", command->summary[0] - 'a' + 'A');
	sink_add(sink, command->summary + 1);
	sink_add(sink, ".\n");
	if (command->description) {
		sink_add(sink, "\n");
		sink_add(sink, command->description);
		sink_add(sink, "\n");
	}
	sink_add(sink, "\nOptions:\n");
	for (const struct option *option = options; option->name; option++)
		if (option->commands & command->bit)
			add_option(sink, option);
	if (command->formats)
		add_formats(sink, command->formats);
}

static void add_overview(struct sink *sink)
{
	sink_add(sink, "Usage: draftlint COMMAND [OPTION...] [ARGUMENT...]\n"
	               "Checks drafts against a content strategy.\n\nCommands:\n");
	for (const struct command *const *command = commands; *command; command++) {
		char left[LEFT];

		snprintf(left, sizeof(left), "  %s", (*command)->name);
		add_entry(sink, left, (*command)->summary);
		sink_add(sink, "\n");
	}
	sink_add(sink, "\n`draftlint COMMAND --help` shows the options of a command.\n");
}

int help_write(const struct command *command, int descriptor)
{
	struct sink sink;
	int error;

	sink_init(&sink, false);
	if (command)
		add_command(&sink, command);
	else
		add_overview(&sink);
	error = sink_write(&sink, descriptor);
	sink_release(&sink);
	return error ? 2 : 0;
}

static int run(struct arguments *arguments)
{
	const struct command *command;

	if (!arguments->operands.count)
		return help_write(NULL, STDOUT_FILENO);
	command = command_find(arguments->operands.items[0]);
	if (command)
		return help_write(command, STDOUT_FILENO);
	command_complain_unknown(arguments->operands.items[0]);
	return 2;
}

const struct command command_help = {
    .name = "help",
    .bit = FOR_HELP,
    .operands = "[COMMAND]",
    .most = 1,
    .summary = "what there is to say about a command",
    .run = run,
};
