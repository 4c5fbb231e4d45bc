/* Any bytes as Vale's INI: a checked tree, or a problem inside the source. */
#include <stdint.h>
#include <stdlib.h>

#include "../unit/tree_check.h"
#include "base/arena.h"
#include "parse/ini.h"
#include "demand.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct source *source = source_from_bytes(arena, "fuzz", (const char *)data, size);
	struct problems problems = {.arena = arena};
	struct node *root = ini_read(arena, source, &problems);
	size_t nodes = 0;

	demand((root != NULL) == (problems.count == 0), "read and complained about, or neither");
	if (root) {
		const char *fault = tree_check(source, root, &nodes);

		demand(fault == NULL, fault);
		demand(nodes <= 2 * source->line_count + 2, "more nodes than lines");
	}
	for (const struct problem *p = problems.first; p; p = p->next)
		demand(tree_check_inside(p->span, (struct span){source->bom, size}),
		       "problem outside of the source");
	arena_free(arena);
	return 0;
}
