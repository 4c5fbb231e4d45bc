/*
 * Terminal: what the environment says about where output goes.
 */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

enum colour { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

/* Whether to colour what is written to DESCRIPTOR (negative: a file of its own).
 * The option beats NO_COLOR, that FORCE_COLOR and CLICOLOR_FORCE, those
 * TERM=dumb, and that whether it is a terminal. */
bool terminal_colour(enum colour option, int descriptor);

/* Columns of DESCRIPTOR: COLUMNS, the terminal's own, or 100; within reason. */
size_t terminal_width(int descriptor);

/* Whether what reads DESCRIPTOR takes bytes as they are: a file or a program, no
 * terminal. In a log that is OBEYED by a CI service, only a file. */
bool terminal_takes_bytes(int descriptor, bool obeyed);

#endif
