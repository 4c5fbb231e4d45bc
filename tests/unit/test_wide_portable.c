#define LANES_PORTABLE
#include "test_wide.c"
