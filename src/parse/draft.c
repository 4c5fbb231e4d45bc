#include "parse/draft.h"

#include <string.h>

#include "base/arena.h"
#include "parse/markdown.h"

/* Metadata whose text readers see: prose rules and pains look at it. */
static const char *const prose_fields[] = {"title", "subtitle", "description", "summary",
                                           "excerpt"};

bool draft_path_is_mdx(const char *path)
{
	return slice_ends(slice_of(path), ".mdx");
}

static void add_fields(struct draft *draft)
{
	struct document *document = &draft->document;

	if (!draft->metadata.root)
		return;
	for (const struct node *item = draft->metadata.root->first; item; item = item->next) {
		if (!SLICE_IN(item->key, prose_fields) || node_is_empty(item) ||
		    item->kind != NODE_SCALAR)
			continue;
		document->blocks = arena_grow(draft->arena, document->blocks, document->block_count,
		                              &document->block_capacity, sizeof(*document->blocks));
		document->blocks[document->block_count++] = (struct block){
		    .kind = BLOCK_FIELD, .span = item->span, .map = item->map, .name = item->key};
	}
}

struct draft *draft_parse(struct arena *arena, const struct source *source, bool plain_lines)
{
	struct draft *draft = arena_alloc(arena, sizeof(*draft));

	draft->arena = arena;
	draft->source = source;
	draft->problems.arena = arena;
	metadata_read(arena, source, plain_lines, &draft->metadata, &draft->problems,
	              &draft->comments);
	add_fields(draft);
	draft->complete = markdown_parse(arena, source, draft->metadata.body, draft->metadata.span,
	                                 draft_path_is_mdx(source->path), NULL, &draft->document,
	                                 &draft->problems);
	for (size_t i = 0; i < draft->document.comments.count; i++)
		comments_add(&draft->comments, arena, draft->document.comments.items[i]);
	for (struct problem *p = draft->problems.first; p; p = p->next)
		draft->complete = draft->complete && p->kind != PROBLEM_LIMIT;
	return draft;
}
