/* The file itself, in place of the library's. */
#define LANES_PORTABLE 1
#include "../../src/rules/words.c"

#include "test_words.c"
