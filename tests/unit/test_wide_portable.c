#define LANES_PORTABLE 1
#include "test_wide.c"
