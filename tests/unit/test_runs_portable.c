/* The file itself, in place of the library's. */
#define LANES_PORTABLE 1
#include "../../src/rules/runs.c"

#include "test_runs.c"
