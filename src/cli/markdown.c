#include "cli/markdown.h"

/* A mention is found in what a reader sees: only a space without width ends it. */
const struct sink_escape markdown_escapes[] = {
    {'\\', "\\\\"}, {'`', "\\`"},  {'*', "\\*"},           {'_', "\\_"}, {'[', "\\["}, {']', "\\]"},
    {'<', "&lt;"},  {'>', "&gt;"}, {'&', "&amp;"},         {'|', "\\|"}, {'~', "\\~"}, {'#', "\\#"},
    {'!', "\\!"},   {':', "\\:"},  {'@', "@\xE2\x80\x8B"}, {'$', "\\$"}, {'\0', NULL}};
