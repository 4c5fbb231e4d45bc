/*
 * Complete: what may stand at the end of a command line that is being typed,
 * from the tables of commands, options and formats and from the pack at hand.
 * The shells' scripts (share/completions) only ask and show.
 */
#ifndef CLI_COMPLETE_H
#define CLI_COMPLETE_H

#include "cli/sink.h"

struct arguments;
struct string_list;

/*
 * Writes the candidates for the last of WORDS (what follows the program's name)
 * into SINK: each on a line with its description behind a tab. A line ":files N"
 * or ":folders N" says that the word goes on with the name of one, behind its
 * first N characters. ARGUMENTS are those of the command that asks; the
 * configuration and the pack that WORDS name are put into them.
 */
void complete(struct arguments *arguments, const struct string_list *words, struct sink *sink);

#endif
