/*
 * Complain: what is wrong with a command line, on standard error, at once.
 */
#ifndef CLI_COMPLAIN_H
#define CLI_COMPLAIN_H

#include "base/nearest.h"

/* "draftlint: …" and a line break; the text may hold foreign names. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* "draftlint: unknown option `--fromat`; did you mean `--format`?". WHAT is
 * "unknown option"; DASHES stand before both names and may be "". */
void complain_unknown(const char *what, const char *dashes, const struct nearest *nearest);

#endif
