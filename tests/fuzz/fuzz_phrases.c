/*
 * Lines before an empty one are phrases, the first byte of each its list; the
 * rest is the text. The table must find what the plain scanner finds.
 */
#include "../unit/naive_phrases.h"

#include "base/source.h"

enum { LISTS = 3, PHRASES_MAX = 64, TEXT_MAX = 4096 };

static const unsigned list_flags[LISTS] = {0, PHRASES_CASE_SENSITIVE, PHRASES_STEMMED};

static void require(bool holds)
{
	if (!holds)
		abort();
}

/* Takes the phrases from REST; returns how many. */
static size_t read_phrases(struct slice *rest, struct phrases *table, struct naive_phrase *naive)
{
	struct slice line;
	size_t count = 0;
	while (slice_split(rest, '\n', &line) && line.len && count < PHRASES_MAX) {
		uint32_t list = (unsigned char)line.ptr[0] % LISTS;
		/* A byte of a longer character is no beginning of a phrase. */
		if ((unsigned char)line.ptr[0] >= 0x80)
			continue;
		struct slice phrase = slice_sub(line, 1, line.len);
		uint32_t item = (uint32_t)count;
		require(phrases_add(table, list, phrase, item) == naive_has_word(phrase));
		naive[count++] = (struct naive_phrase){phrase, list_flags[list], list, item};
	}
	return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	const struct source *source = source_from_bytes(arena, "f", (const char *)data, size);
	struct slice rest = slice_from(source->clean, source->size);
	struct phrases *table = phrases_new(arena, "english");
	struct stems *stems = stems_new("english");
	struct naive_phrase naive[PHRASES_MAX];
	struct hits hits = {0};
	size_t expected_count;
	for (size_t i = 0; i < LISTS; i++)
		phrases_list(table, list_flags[i]);
	size_t count = read_phrases(&rest, table, naive);
	phrases_freeze(table);
	if (rest.ptr && rest.len <= TEXT_MAX) {
		hits_reset(&hits, table);
		phrases_scan(table, rest, 0, &hits);
		struct hit *expected = naive_scan(naive, count, rest, stems, &expected_count);
		require(hits.count == expected_count);
		for (size_t i = 0; i < expected_count; i++)
			require(naive_compare(&hits.items[i], &expected[i]) == 0);
		free(expected);
	}
	hits_release(&hits);
	stems_free(stems);
	arena_free(arena);
	return 0;
}
