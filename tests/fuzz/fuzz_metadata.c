/*
 * Any bytes as a draft: its metadata lies inside it, read or broken. A first byte
 * that begins no text puts the rest into a container, so that all are reached.
 */
#include <stdint.h>
#include <stdlib.h>

#include "../unit/tree_check.h"
#include "base/arena.h"
#include "parse/metadata.h"
#include "demand.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The draft in ARENA that DATA stands for. */
static struct source *make_draft(struct arena *arena, const uint8_t *data, size_t size)
{
	static const struct {
		const char *before;
		const char *after;
	} containers[] = {
	    {"---\n", "\n---\n"},
	    {"+++\n", "\n+++\n"},
	    {"{\n\"a\": ", "\n}\n"},
	    {"%{\n a: ", "\n}\n---\n"},
	    {"<!-- %{\n a: ", "\n} -->\n"},
	    {"%{\n", "\n---\n"},
	    {"**a:** ", "\n"},
	    {"{\n", ""},
	};
	struct builder text = {0};
	struct source *source;

	if (size == 0 || data[0] >= sizeof(containers) / sizeof(containers[0]))
		return source_from_bytes(arena, "fuzz", (const char *)data, size);
	builder_add_string(&text, containers[data[0]].before);
	builder_add(&text, (const char *)data + 1, size - 1);
	builder_add_string(&text, containers[data[0]].after);
	source = source_from_bytes(arena, "fuzz", text.bytes, text.len);
	builder_release(&text);
	return source;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct source *source = make_draft(arena, data, size);
	struct span whole = {0, source->size};
	struct problems problems = {.arena = arena};
	struct comments comments = {0};
	struct metadata metadata;
	size_t nodes = 0;

	metadata_read(arena, source, true, &metadata, &problems, &comments);
	demand(tree_check_inside(metadata.span, whole), "container outside of the source");
	demand(metadata.body <= source->size && metadata.opening <= source->size &&
	           metadata.insertion <= source->size,
	       "offset outside of the source");
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
