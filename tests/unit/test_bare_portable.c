/* The file itself, in place of the library's. */
#define LANES_PORTABLE 1
#include "../../src/rules/bare.c"

#include "test_bare.c"
