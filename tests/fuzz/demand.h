/*
 * Demand: what must hold of every input of a fuzz target.
 */
#ifndef FUZZ_DEMAND_H
#define FUZZ_DEMAND_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

/* Ends the run, which keeps the input, and says WHAT does not hold. */
static inline void demand(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "%s\n", what);
	abort();
}

#endif
