#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/complain.h"
#include "cli/help.h"

/* Started with one of them closed, the first draft would be opened in its
 * place and findings written into it. */
static bool open_standard_descriptors(void)
{
	for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; descriptor++)
		if (fcntl(descriptor, F_GETFD) < 0 && errno == EBADF &&
		    open("/dev/null", O_RDWR) != descriptor)
			return false;
	return true;
}

/* Options may only stand before the command when they replace it. */
static const struct command *find_command(const char *word)
{
	static const struct {
		const char *word;
		const struct command *command;
	} replacing[] = {
	    {"--help", &command_help},
	    {"-h", &command_help},
	    {"--version", &command_version},
	    {"-V", &command_version},
	};

	for (size_t i = 0; i < sizeof(replacing) / sizeof(*replacing); i++)
		if (strcmp(replacing[i].word, word) == 0)
			return replacing[i].command;
	if (word[0] != '-')
		return command_find(word);
	return NULL;
}

static int run(char **argv)
{
	struct arena *arena = arena_new();
	struct arguments arguments;
	const struct command *command = find_command(argv[0]);
	int status = 2;

	if (!command && argv[0][0] == '-')
		complain("`%s` stands before the command", argv[0]);
	else if (!command)
		command_complain_unknown(argv[0]);
	else if (arguments_parse(&arguments, command, argv + 1, arena))
		status =
		    arguments.help ? help_write(command, STDOUT_FILENO) : command->run(&arguments);
	arena_free(arena);
	return status;
}

int main(int argc, char **argv)
{
	if (!open_standard_descriptors())
		return 2;
	if (argc < 2) {
		help_write(NULL, STDERR_FILENO);
		return 2;
	}
	return run(argv + 1);
}
