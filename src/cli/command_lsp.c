/*
 * lsp: a language server on standard input and output.
 */
#include <unistd.h>

#include "cli/arguments.h"
#include "cli/command.h"
#include "lsp/server.h"

static int run(struct arguments *arguments)
{
	struct draftlint_options options = arguments_session(arguments);

	options.jobs = 1;
	options.force_exclude = true;
	return server_run(&options, STDIN_FILENO, STDOUT_FILENO, (pid_t)arguments->client);
}

const struct command command_lsp = {
    .name = "lsp",
    .bit = FOR_LSP,
    .operands = "",
    .summary = "a language server, for editors",
    .description =
        "Speaks the Language Server Protocol 3.17 on standard input and output: findings while a\n"
        "draft is written, fixes, what the pack offers for front matter, cards of its entries.\n"
        "The exit status is 0 after the client's `shutdown` and `exit`, else 1.",
    .run = run,
};
