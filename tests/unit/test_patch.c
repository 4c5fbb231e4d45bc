/* A text under many edits: what it comes to, and which of its bytes are new. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lint/patch.h"
#include "support.h"

enum { ROUNDS = 3000, PASSES = 4, EDITS = 4 };

static struct draftlint_edit edit_of(size_t start, size_t end, const char *text)
{
	struct draftlint_edit edit = {.text = text, .len = strlen(text)};

	edit.range.start.byte = start;
	edit.range.end.byte = end;
	return edit;
}

/* TEXT with EDITS, sorted and apart. */
static struct builder edited(struct slice text, const struct draftlint_edit *const *edits,
                             size_t count)
{
	struct builder out = {0};
	size_t at = 0;

	for (size_t i = 0; i < count; i++) {
		builder_add_slice(&out, slice_sub(text, at, edits[i]->range.start.byte));
		builder_add(&out, edits[i]->text, edits[i]->len);
		at = edits[i]->range.end.byte;
	}
	builder_add_slice(&out, slice_sub(text, at, text.len));
	return out;
}

static bool is_boundary(struct slice text, size_t at)
{
	return at == text.len || ((unsigned char)text.ptr[at] & 0xC0) != 0x80;
}

/* Up to EDITS random edits of TEXT at the boundaries of its characters. */
static size_t choose(uint64_t *seed, struct slice text, struct draftlint_edit *edits)
{
	static const char *const texts[] = {
	    "", "x", "yz", "\n", "\xC3\xA9", "\xC3\xA8\xE2\x82\xAC", "abc"};
	size_t count = 0;
	size_t at = 0;

	while (count < EDITS && at <= text.len) {
		size_t start = at + random_below(seed, 5);
		size_t end = start + random_below(seed, 4);

		if (end > text.len || !is_boundary(text, start) || !is_boundary(text, end))
			break;
		edits[count++] =
		    edit_of(start, end, texts[random_below(seed, SUPPORT_COUNT(texts))]);
		at = end + 1;
	}
	return count;
}

static void check_edits(const struct patch *patch, const struct source *source)
{
	size_t count;
	const struct draftlint_edit *edits = patch_edits(patch, &count);
	const struct draftlint_edit *pointers[PASSES * EDITS + 1];
	struct slice text = patch_text(patch);
	struct builder again;

	assert_true(count < SUPPORT_COUNT(pointers));
	for (size_t i = 0; i < count; i++) {
		struct slice old = slice_from(source->bytes, source->size);

		pointers[i] = &edits[i];
		assert_true(is_boundary(old, edits[i].range.start.byte));
		assert_true(is_boundary(old, edits[i].range.end.byte));
		assert_true(edits[i].len > 0 ||
		            edits[i].range.end.byte > edits[i].range.start.byte);
		assert_true(i == 0 || edits[i - 1].range.end.byte < edits[i].range.start.byte);
	}
	again = edited(slice_from(source->bytes, source->size), pointers, count);
	assert_int_equal(again.len, text.len);
	assert_memory_equal(again.bytes ? again.bytes : "", text.ptr, text.len);
	builder_release(&again);
}

static void edits_add_up(void **state)
{
	static const char original[] = "one \xC3\xA9t\xC3\xA9\ntwo \xE2\x82\xAC three\r\nfour\n";
	uint64_t seed = 11;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct arena *arena = arena_new();
		struct source *source =
		    source_from_bytes(arena, "a.md", original, sizeof(original) - 1);
		struct patch patch = patch_of(arena, source);

		for (int pass = 0; pass < PASSES; pass++) {
			struct slice text = patch_text(&patch);
			struct draftlint_edit edits[EDITS];
			const struct draftlint_edit *pointers[EDITS];
			size_t count = choose(&seed, text, edits);
			struct builder expected;

			for (size_t i = 0; i < count; i++)
				pointers[i] = &edits[i];
			expected = edited(text, pointers, count);
			patch_apply(&patch, pointers, count);
			text = patch_text(&patch);
			assert_int_equal(text.len, expected.len);
			assert_memory_equal(text.ptr, expected.bytes ? expected.bytes : "",
			                    text.len);
			check_edits(&patch, source);
			builder_release(&expected);
		}
		arena_free(arena);
	}
}

static void what_is_new_is_known(void **state)
{
	struct arena *arena = arena_new();
	struct source *source = source_from_bytes(arena, "a.md", "abcdefgh", 8);
	struct patch patch = patch_of(arena, source);
	struct draftlint_edit edits[] = {edit_of(2, 4, "XYZ"), edit_of(7, 8, "")};
	const struct draftlint_edit *pointers[] = {&edits[0], &edits[1]};

	(void)state;
	assert_false(patch_touches(&patch, 0, 8));
	patch_apply(&patch, pointers, 2);
	assert_string_equal(patch_text(&patch).ptr, "abXYZefg");
	assert_false(patch_touches(&patch, 0, 1));
	assert_true(patch_touches(&patch, 0, 2));
	assert_true(patch_touches(&patch, 3, 4));
	assert_true(patch_touches(&patch, 5, 6));
	assert_false(patch_touches(&patch, 6, 7));
	assert_true(patch_touches(&patch, 7, 8));
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(edits_add_up),
	    cmocka_unit_test(what_is_new_is_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
