/*
 * Help: the text of --help.
 */
#ifndef CLI_HELP_H
#define CLI_HELP_H

struct command;

/* Writes the help of COMMAND, or of them all when NULL; the exit status. */
int help_write(const struct command *command, int descriptor);

#endif
