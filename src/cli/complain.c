#include "cli/complain.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "cli/sink.h"

void complain(const char *format, ...)
{
	struct arena *arena = arena_new();
	struct sink sink;
	va_list args;

	sink_init(&sink, false);
	sink_add(&sink, "draftlint: ");
	va_start(args, format);
	sink_text(&sink, slice_of(arena_vprintf(arena, format, args)));
	va_end(args);
	sink_add(&sink, "\n");
	/* When standard error cannot be written there is nobody left to tell. */
	(void)sink_write(&sink, STDERR_FILENO);
	sink_release(&sink);
	arena_free(arena);
}

void complain_unknown(const char *what, const char *dashes, const struct nearest *nearest)
{
	const char *best = nearest_best(nearest, NULL);

	if (best)
		complain("%s `%s%.*s`; did you mean `%s%s`?", what, dashes,
		         SLICE_ARG(nearest->wanted), dashes, best);
	else
		complain("%s `%s%.*s`", what, dashes, SLICE_ARG(nearest->wanted));
}
