/* Any bytes as YAML: a checked tree, or a problem inside the source; and what is read
 * without libyaml is what libyaml makes of it. */
#include <stdint.h>
#include <stdlib.h>

#include "../unit/tree_check.h"
#include "../unit/tree_same.h"
#include "base/arena.h"
#include "parse/yaml.h"
#include "parse/yaml_simple.h"
#include "demand.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void compare(struct arena *arena, const struct source *source)
{
	struct span range = {source->bom, source->size};
	struct problems problems = {.arena = arena};
	struct comments ours = {0};
	struct comments theirs = {0};
	const struct node *simple = yaml_simple_read(arena, source, range, YAML_NODE_LIMIT, &ours);
	const struct node *full;

	if (!simple || source->size > YAML_SIZE_LIMIT)
		return;
	full = yaml_read_events(arena, source, range, 0, &problems, &theirs);
	demand(full && !problems.count, "libyaml refuses it");
	demand(!tree_other(simple, full), "another tree than libyaml's");
	demand(tree_same_comments(&ours, &theirs), "other comments than libyaml's");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct source *source = source_from_bytes(arena, "fuzz", (const char *)data, size);
	struct span whole = {0, size};
	struct problems problems = {.arena = arena};
	struct comments comments = {0};
	struct node *root = yaml_read(arena, source, whole, 0, &problems, &comments);
	size_t nodes = 0;
	size_t at = 0;

	demand(root || problems.count, "nothing read and nothing said");
	if (root) {
		const char *fault = tree_check(source, root, &nodes);

		demand(fault == NULL, fault);
		demand(nodes <= YAML_NODE_LIMIT + 1, "more nodes than the limit");
	}
	for (const struct problem *p = problems.first; p; p = p->next) {
		demand(tree_check_inside(p->span, whole), "problem outside of the source");
		demand(!p->related_text || tree_check_inside(p->related, whole),
		       "related place outside of the source");
		demand(!p->fix_title || tree_check_inside(p->fix_span, whole),
		       "fix outside of the source");
	}
	for (size_t i = 0; i < comments.count; i++) {
		struct span span = comments.items[i].span;

		demand(span.start >= at && tree_check_inside(span, whole) &&
		           source->clean[span.start] == '#',
		       "comment out of place");
		at = span.end;
	}
	compare(arena, source);
	arena_free(arena);
	return 0;
}
