#include "lint/patch.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "lint/seal.h"

static void add(struct patch *patch, struct slice bytes, size_t from)
{
	if (!bytes.len)
		return;
	patch->pieces = arena_grow(patch->arena, patch->pieces, patch->count, &patch->capacity,
	                           sizeof(*patch->pieces));
	patch->pieces[patch->count++] = (struct piece){bytes, from};
}

struct patch patch_of(struct arena *arena, const struct source *original)
{
	struct patch patch = {.arena = arena, .original = original};

	add(&patch, slice_from(original->bytes, original->size), 0);
	return patch;
}

/* Where a walk over the pieces has come to. */
struct cursor {
	size_t piece;
	size_t inside; /* bytes of the piece that are behind */
	size_t at;     /* offset in the text */
};

/* Goes on to offset END; what lies on the way goes to OUT, unless that is NULL. */
static void walk(const struct patch *patch, struct cursor *cursor, size_t end, struct patch *out)
{
	while (cursor->at < end && cursor->piece < patch->count) {
		const struct piece *piece = &patch->pieces[cursor->piece];
		size_t step = piece->bytes.len - cursor->inside;

		if (step > end - cursor->at)
			step = end - cursor->at;
		if (out)
			add(out, slice_sub(piece->bytes, cursor->inside, cursor->inside + step),
			    piece->from == SIZE_MAX ? SIZE_MAX : piece->from + cursor->inside);
		cursor->at += step;
		cursor->inside += step;
		if (cursor->inside == piece->bytes.len) {
			cursor->piece++;
			cursor->inside = 0;
		}
	}
}

void patch_apply(struct patch *patch, const struct draftlint_edit *const *edits, size_t count)
{
	struct patch next = {.arena = patch->arena, .original = patch->original};
	struct cursor cursor = {0};

	for (size_t i = 0; i < count; i++) {
		const struct draftlint_edit *edit = edits[i];

		walk(patch, &cursor, edit->range.start.byte, &next);
		add(&next, slice_from(arena_copy(patch->arena, edit->text, edit->len), edit->len),
		    SIZE_MAX);
		walk(patch, &cursor, edit->range.end.byte, NULL);
	}
	walk(patch, &cursor, SIZE_MAX, &next);
	*patch = next;
}

static bool is_break(char c)
{
	return c == '\n' || c == '\r';
}

static bool ends_line(struct slice text)
{
	return text.len && is_break(text.ptr[text.len - 1]);
}

/* The first line break of TEXT, which has one. */
static struct slice first_break(struct slice text)
{
	size_t at = 0;

	while (!is_break(text.ptr[at]))
		at++;
	return slice_sub(text, at,
	                 at + (slice_starts(slice_sub(text, at, text.len), "\r\n") ? 2 : 1));
}

void patch_keep_end(struct patch *patch)
{
	struct slice original = slice_from(patch->original->bytes, patch->original->size);
	struct slice text = patch_text(patch);
	struct draftlint_edit edit = {0};
	const struct draftlint_edit *edits[] = {&edit};

	if (!text.len || ends_line(text) == ends_line(original))
		return;
	edit.range.start.byte = edit.range.end.byte = text.len;
	if (ends_line(original)) {
		struct slice end = first_break(original);

		edit.text = end.ptr;
		edit.len = end.len;
	} else {
		while (edit.range.start.byte && is_break(text.ptr[edit.range.start.byte - 1]))
			edit.range.start.byte--;
	}
	patch_apply(patch, edits, 1);
}

struct slice patch_text(const struct patch *patch)
{
	struct builder text = {0};
	struct slice copy;

	for (size_t i = 0; i < patch->count; i++)
		builder_add_slice(&text, patch->pieces[i].bytes);
	copy = slice_from(builder_copy(&text, patch->arena), text.len);
	builder_release(&text);
	return copy;
}

/* Adds the edit that puts TEXT in place of SPAN, without what both have in common
 * at their ends; nothing when they are the same. */
static void add_edit(const struct patch *patch, struct span span, struct slice text,
                     struct draftlint_edit *edits, size_t *count)
{
	const char *bytes = patch->original->bytes;
	size_t start = 0;
	struct draftlint_edit *edit = &edits[*count];

	while (span.start < span.end && start < text.len && bytes[span.start] == text.ptr[start]) {
		span.start++;
		start++;
	}
	while (span.start < span.end && start < text.len &&
	       bytes[span.end - 1] == text.ptr[text.len - 1]) {
		span.end--;
		text.len--;
	}
	/* Not in the middle of a character. */
	while (start > 0 && utf8_continues(bytes[span.start])) {
		span.start--;
		start--;
	}
	while (utf8_continues(bytes[span.end])) {
		span.end++;
		text.len++;
	}
	text = slice_sub(text, start, text.len);
	if (span.start == span.end && !text.len)
		return;
	edit->range.start = seal_position(patch->original, span.start);
	edit->range.end = seal_position(patch->original, span.end);
	edit->text = text.ptr;
	edit->len = text.len;
	++*count;
}

const struct draftlint_edit *patch_edits(const struct patch *patch, size_t *count)
{
	/* At most one before each piece and one at the end. */
	struct draftlint_edit *edits = arena_array(patch->arena, patch->count + 1, sizeof(*edits));
	struct builder text = {0};
	size_t at = 0; /* in the original */

	*count = 0;
	for (size_t i = 0; i <= patch->count; i++) {
		bool end = i == patch->count;
		size_t from = end ? patch->original->size : patch->pieces[i].from;

		if (from == SIZE_MAX) {
			builder_add_slice(&text, patch->pieces[i].bytes);
			continue;
		}
		if (from > at || text.len)
			add_edit(patch, (struct span){at, from},
			         slice_from(builder_copy(&text, patch->arena), text.len), edits,
			         count);
		builder_clear(&text);
		at = end ? from : from + patch->pieces[i].bytes.len;
	}
	builder_release(&text);
	return edits;
}

bool patch_touches(const struct patch *patch, size_t start, size_t end)
{
	size_t at = 0;       /* in the text */
	size_t expected = 0; /* in the original, if nothing was taken out before */

	for (size_t i = 0; i < patch->count && at <= end; i++) {
		const struct piece *piece = &patch->pieces[i];
		size_t next = at + piece->bytes.len;

		if (piece->from == SIZE_MAX) {
			if (at <= end && next >= start)
				return true;
		} else {
			if (piece->from != expected && at >= start)
				return true;
			expected = piece->from + piece->bytes.len;
		}
		at = next;
	}
	return expected != patch->original->size && at <= end && at >= start;
}
