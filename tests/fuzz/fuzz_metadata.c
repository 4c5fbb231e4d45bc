/* Any bytes as a draft: its metadata lies inside it, read or broken. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "../unit/tree_check.h"
#include "base/arena.h"
#include "parse/metadata.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "%s\n", what);
	abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct source *source = source_from_bytes(arena, "fuzz", (const char *)data, size);
	struct span whole = {0, size};
	struct problems problems = {.arena = arena};
	struct comments comments = {0};
	struct metadata metadata;
	size_t nodes = 0;

	metadata_read(arena, source, &metadata, &problems, &comments);
	demand(tree_check_inside(metadata.span, whole), "container outside of the source");
	demand(metadata.body <= size && metadata.opening <= size && metadata.insertion <= size,
	       "offset outside of the source");
	demand(metadata.newline != NULL, "no line break");
	if (metadata.reader) {
		demand(metadata.broken == (metadata.root == NULL), "broken and read, or neither");
		demand(!metadata.broken || problems.count, "broken and nothing said");
		demand(metadata.insertion >= metadata.span.start &&
		           metadata.insertion <= metadata.span.end,
		       "insertion outside of the container");
	} else {
		demand(!metadata.broken && !metadata.root && metadata.body == source->bom,
		       "metadata without a container");
	}
	if (metadata.root) {
		const char *fault = tree_check(source, metadata.root, &nodes);

		demand(fault == NULL, fault);
	}
	for (const struct problem *p = problems.first; p; p = p->next) {
		demand(tree_check_inside(p->span, whole), "problem outside of the source");
		demand(!p->fix_title || tree_check_inside(p->fix_span, whole),
		       "fix outside of the source");
	}
	arena_free(arena);
	return 0;
}
