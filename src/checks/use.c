#include "checks/use.h"

#include <stdint.h>

#include <string.h>

#include "base/arena.h"
#include "rules/sentence.h"
#include "rules/words.h"

/* How far around a phrase is looked for the address it may be part of. */
enum { TOKEN_REACH = 200 };

/* What is known of the block at hand; hits come in ascending order, so that each
 * of these moves on only. */
struct walk {
	struct slice text;
	uint32_t block;
	bool skipped;
	struct span sentence;
	size_t before;
	struct span quotation;
	bool quotations; /* there may be more */
	size_t covered;  /* the end of the last use */
};

static void enter(const struct check_context *context, struct walk *walk, uint32_t index)
{
	const struct block *block = &context->draft->document.blocks[index];

	*walk = (struct walk){.text = block_text(block), .block = index};
	walk->skipped = block->quoted || block->kind == BLOCK_ALT ||
	                (block->kind != BLOCK_FIELD && !check_is_prose(context, index));
	walk->quotations = !walk->skipped;
}

static bool in_quotation(struct walk *walk, struct span at)
{
	while (walk->quotations && walk->quotation.end <= at.start)
		walk->quotations =
		    quotation_next(walk->text, walk->quotation.end, &walk->quotation);
	return walk->quotations && walk->quotation.start < at.start;
}

static void find_sentence(struct walk *walk, size_t at)
{
	struct span next;

	while (walk->sentence.end <= at && sentence_next(walk->text, walk->sentence.end, &next)) {
		walk->before = walk->sentence.end ? walk->sentence.start : next.start;
		walk->sentence = next;
	}
}

static bool is_name_byte(struct slice text, size_t at)
{
	return at < text.len && (char_is_alnum(text.ptr[at]) || text.ptr[at] == '_');
}

/* Whether the bytes around the phrase make a slug of it: small letters joined by
 * hyphens ("why-otp-matters"); one hyphen alone joins a word ("otp-based"). */
static bool is_slug(struct slice before, struct slice after)
{
	size_t hyphens = 0;

	for (size_t i = 0; i < before.len + after.len; i++) {
		char c = i < before.len ? before.ptr[i] : after.ptr[i - before.len];

		if (c >= 'A' && c <= 'Z')
			return false;
		hyphens += c == '-';
	}
	return hyphens > 1;
}

/* Whether the phrase is a part of something that is no prose: an address, a
 * path, a name with dots in it, a slug, a handle. */
static bool in_name(struct slice text, struct span at)
{
	size_t start = at.start;
	size_t end = at.end;
	struct slice token;

	while (start > 0 && at.start - start < TOKEN_REACH && !char_is_space(text.ptr[start - 1]) &&
	       !strchr("([{<", text.ptr[start - 1]))
		start--;
	token = slice_sub(text, start, at.start);
	if (slice_find(token, "://", 0) != SIZE_MAX || slice_starts(token, "/") ||
	    slice_starts(token, "./") || slice_starts(token, "~") || slice_starts(token, "www."))
		return true;
	if (slice_ends(token, "@") || slice_ends(token, "#") || slice_ends(token, "_"))
		return true;
	if (slice_ends(token, ".") && token.len > 1 && is_name_byte(token, token.len - 2))
		return true;
	if (end < text.len && text.ptr[end] == '@')
		return true;
	while (end < text.len && end - start < TOKEN_REACH &&
	       (text.ptr[end] == '-' || is_name_byte(text, end)))
		end++;
	return is_slug(token, slice_sub(text, at.end, end)) ||
	       (end < text.len && text.ptr[end] == '.' && is_name_byte(text, end + 1));
}

/* For each phrase list: 0, or its place in LISTS plus one. */
static uint32_t *map_lists(const struct check_context *context, const uint32_t *lists, size_t count)
{
	uint32_t *map = arena_array(context->arena, context->hits->list_count, sizeof(*map));

	for (size_t i = 0; i < count; i++)
		if (lists[i] != NO_LIST)
			map[lists[i]] = (uint32_t)i + 1;
	return map;
}

/* The hit at I, or a longer one of the lists that begins at the same place. */
static size_t longest(const struct hits *hits, const uint32_t *map, size_t i)
{
	size_t best = i;

	for (size_t j = i + 1; j < hits->count && hits->items[j].block == hits->items[i].block &&
	                       hits->items[j].start == hits->items[i].start;
	     j++)
		if (map[hits->items[j].list])
			best = j;
	return best;
}

struct uses uses_find(const struct check_context *context, const uint32_t *lists, size_t count)
{
	const struct hits *hits = context->hits;
	const uint32_t *map = map_lists(context, lists, count);
	struct walk walk = {.block = UINT32_MAX};
	struct uses uses = {0};

	for (size_t i = 0; i < hits->count; i++) {
		const struct hit *hit;
		struct span at;

		if (!map[hits->items[i].list])
			continue;
		i = longest(hits, map, i);
		hit = &hits->items[i];
		at = (struct span){hit->start, hit->end};
		if (hit->block != walk.block)
			enter(context, &walk, hit->block);
		if (walk.skipped || at.start < walk.covered)
			continue;
		walk.covered = at.end;
		if (in_name(walk.text, at) || in_quotation(&walk, at))
			continue;
		find_sentence(&walk, at.start);
		uses.items = arena_grow(context->arena, uses.items, uses.count, &uses.capacity,
		                        sizeof(*uses.items));
		uses.items[uses.count++] =
		    (struct use){map[hit->list] - 1, hit->block, at, walk.sentence, walk.before};
	}
	return uses;
}

bool use_says(const struct check_context *context, uint32_t list, size_t block, struct span span)
{
	const struct hit *hit =
	    list == NO_LIST ? NULL : hits_first_in(context->hits, list, (uint32_t)block);

	for (; hit && hit->block == block && hit->start < span.end;
	     hit = hits_next(context->hits, hit))
		if (hit->start >= span.start && hit->end <= span.end)
			return true;
	return false;
}

bool use_bound(const struct check_context *context, const struct hit **cursor,
               const struct use *use)
{
	while (*cursor &&
	       ((*cursor)->block < use->block ||
	        ((*cursor)->block == use->block && (*cursor)->start < use->sentence.start)))
		*cursor = hits_next(context->hits, *cursor);
	return *cursor && (*cursor)->block == use->block && (*cursor)->end <= use->sentence.end;
}

size_t use_words(struct slice text, struct span span, size_t limit)
{
	struct slice part = slice_sub(text, span.start, span.end);
	struct word word;
	size_t count = 0;

	for (size_t at = 0; count < limit && word_next(part, at, &word); at = word.end)
		count++;
	return count;
}

bool use_is_page_name(const struct check_context *context, const struct use *use)
{
	const struct document *document = &context->draft->document;
	struct slice text = block_text(&document->blocks[use->block]);
	const struct link *link;
	size_t low = 0;
	size_t high = document->link_count;

	/* The last link that begins at or before the phrase. */
	while (low < high) {
		size_t middle = (low + high) / 2;

		link = &document->links[middle];
		if (link->block < use->block ||
		    (link->block == use->block && link->start <= use->text.start))
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0)
		return false;
	link = &document->links[low - 1];
	return link->block == use->block && link->end >= use->text.end &&
	       use_words(text, (struct span){link->start, link->end}, SIZE_MAX) >
	           use_words(text, use->text, SIZE_MAX);
}
