/*
 * completions: the script by which a shell completes draftlint's command line,
 * or, asked by that script, the candidates for the last of some words.
 */
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "cli/arguments.h"
#include "cli/asset.h"
#include "cli/command.h"
#include "cli/complain.h"
#include "cli/complete.h"

static bool find_shell(const char *name)
{
	static const char *const shells[] = {"bash", "zsh", "fish"};
	struct nearest nearest;

	nearest_init(&nearest, slice_of(name));
	for (size_t i = 0; i < sizeof(shells) / sizeof(*shells); i++) {
		if (strcmp(shells[i], name) == 0)
			return true;
		nearest_try(&nearest, shells[i]);
	}
	complain_unknown("completions are for bash, zsh and fish, not", "", &nearest);
	return false;
}

static int run(struct arguments *arguments)
{
	struct string_list words = arguments->operands;
	const char *shell = words.items[0];
	struct sink sink;
	int error;

	if (!find_shell(shell))
		return 2;
	sink_init(&sink, false);
	words.items++;
	words.count--;
	if (words.count)
		complete(arguments, &words, &sink);
	else
		sink_add(&sink,
		         asset(arena_printf(arguments->arena, "completions/draftlint.%s", shell)));
	error = sink_write(&sink, STDOUT_FILENO);
	sink_release(&sink);
	return error ? 2 : 0;
}

const struct command command_completions = {
    .name = "completions",
    .bit = FOR_COMPLETIONS,
    .operands = "bash|zsh|fish [-- WORD...]",
    .least = 1,
    .most = SIZE_MAX,
    .summary = "what a shell needs to complete commands and options",
    .description =
        "Writes the script that completes draftlint's command line in that shell; `make install`\n"
        "puts it where the shell looks for it. For this session: eval \"$(draftlint completions\n"
        "bash)\", the same with zsh, or draftlint completions fish | source.\n"
        "\n"
        "Behind `--` follow the words of a command line that is being typed, as the script calls\n"
        "it: the candidates for the last of them are written, one on each line.",
    .run = run,
};
