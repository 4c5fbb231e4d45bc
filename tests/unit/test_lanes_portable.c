#define LANES_PORTABLE
#include "test_lanes.c"
