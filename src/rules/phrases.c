#include "rules/phrases.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "rules/phrases_table.h"

extern inline uint64_t pair_key(uint64_t first, uint64_t second);
extern inline uint64_t stem_key(uint64_t stem);

static void release_stems(void *stems)
{
	stems_free(stems);
}

struct phrases *phrases_new(struct arena *arena, const char *language)
{
	struct stems *stems = NULL;
	if (language) {
		stems = stems_new(language);
		if (!stems)
			return NULL;
		arena_on_free(arena, release_stems, stems);
	}
	struct phrases *phrases = arena_alloc(arena, sizeof(*phrases));
	phrases->arena = arena;
	phrases->language = language ? arena_strdup(arena, language) : NULL;
	phrases->stems = stems;
	phrases->every_gate = language && strcmp(language, "english") != 0;
	return phrases;
}

uint32_t phrases_list(struct phrases *phrases, unsigned flags)
{
	assert(!phrases->frozen);
	assert(!(flags & PHRASES_STEMMED) || phrases->stems);
	phrases->flags = arena_grow(phrases->arena, phrases->flags, phrases->list_count,
	                            &phrases->list_capacity, sizeof(*phrases->flags));
	phrases->flags[phrases->list_count] = flags;
	return (uint32_t)phrases->list_count++;
}

/*
 * Lets words through that begin like STEM. The English stemmer keeps the first
 * letter, and the second but for y and i ("dying" is "die"); what it leaves of
 * one letter alone may have had any second one.
 */
static void open_gates(struct phrases *phrases, struct slice stem)
{
	struct word word;
	phrases->stemmed = true;
	if (phrases->every_gate || !word_next(stem, 0, &word)) {
		memset(phrases->gates, 0xff, sizeof(phrases->gates));
		return;
	}
	unsigned row = word.gate >> WORD_GATE_BITS;
	unsigned second = word.gate & ((1U << WORD_GATE_BITS) - 1);
	bool either =
	    word.gate == word_gate(stem.ptr[0], 'i') || word.gate == word_gate(stem.ptr[0], 'y');
	if (!second) {
		phrases->gates[row] = UINT64_MAX;
		return;
	}
	phrases->gates[row] |= UINT64_C(1) << second;
	if (either)
		phrases->gates[row] |=
		    UINT64_C(1) << word_gate('\0', 'i') | UINT64_C(1) << word_gate('\0', 'y');
}

/* Adds one word of a phrase to its reduced TEXT and returns the word's hash. */
static uint64_t reduce_word(struct phrases *phrases, struct slice word, unsigned flags, bool keyed,
                            struct builder *text)
{
	if (flags & PHRASES_STEMMED) {
		struct slice stem = stems_of(phrases->stems, word);
		builder_add_slice(text, stem);
		if (keyed)
			open_gates(phrases, stem);
		return word_hash(stem);
	}
	for (size_t at = 0, size; at < word.len; at += size) {
		char bytes[4];
		uint32_t code = utf8_decode(word.ptr + at, word.len - at, &size);
		if (!(flags & PHRASES_CASE_SENSITIVE))
			code = utf8_fold(code);
		builder_add(text, bytes, utf8_encode(code, bytes));
	}
	return word_hash(word);
}

/* Adds the gap at AT to TEXT, white space as one blank and none at the edges. */
static void reduce_gap(struct slice whole, size_t at, size_t end, struct builder *text)
{
	bool blank = false;
	for (size_t size; at < end; at += size) {
		char bytes[4];
		uint32_t code = word_gap(whole, at, &size);
		if (code == ' ') {
			blank = true;
			continue;
		}
		if (blank && text->len)
			builder_add_char(text, ' ');
		blank = false;
		if (code == UINT32_MAX)
			builder_add(text, whole.ptr + at, size);
		else
			builder_add(text, bytes, utf8_encode(code, bytes));
	}
	if (blank && text->len && end < whole.len)
		builder_add_char(text, ' ');
}

bool phrases_add(struct phrases *phrases, uint32_t list, struct slice text, uint32_t item)
{
	assert(!phrases->frozen && list < phrases->list_count);
	unsigned flags = phrases->flags[list];
	struct builder reduced = {0};
	struct phrase phrase = {.list = list, .item = item, .flags = flags};
	struct word word;
	size_t words = 0;
	size_t at = 0;
	for (; word_next(text, at, &word); at = word.end) {
		reduce_gap(text, at, word.start, &reduced);
		if (!words)
			phrase.prefix = (uint32_t)reduced.len;
		uint64_t hash = reduce_word(phrases, slice_sub(text, word.start, word.end), flags,
		                            words < 2, &reduced);
		if (words < 2)
			phrase.key = words ? pair_key(phrase.key, hash) : hash;
		words++;
	}
	size_t words_end = reduced.len;
	reduce_gap(text, at, text.len, &reduced);
	phrase.open_end = reduced.len > words_end;
	if (words) {
		if (flags & PHRASES_STEMMED)
			phrase.key = stem_key(phrase.key);
		phrase.text = builder_copy(&reduced, phrases->arena);
		phrase.len = (uint32_t)reduced.len;
		phrase.order = (uint32_t)phrases->count;
		phrases->items = arena_grow(phrases->arena, phrases->items, phrases->count,
		                            &phrases->capacity, sizeof(*phrases->items));
		phrases->items[phrases->count++] = phrase;
	}
	builder_release(&reduced);
	return words > 0;
}

static int compare_keys(const void *a, const void *b)
{
	const struct phrase *x = a;
	const struct phrase *y = b;
	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->order < y->order ? -1 : 1;
}

static struct slot *slot_of(const struct phrases *phrases, uint64_t key)
{
	size_t i = key & phrases->slot_mask;
	while (phrases->slots[i].count && phrases->slots[i].key != key)
		i = (i + 1) & phrases->slot_mask;
	return &phrases->slots[i];
}

void phrases_freeze(struct phrases *phrases)
{
	size_t slots = 16;
	size_t bits = 16384;
	while (slots < 2 * phrases->count)
		slots *= 2;
	while (bits < 32 * phrases->count)
		bits *= 2;
	phrases->slot_mask = slots - 1;
	phrases->slots = arena_array(phrases->arena, slots, sizeof(*phrases->slots));
	phrases->bitmap_mask = bits - 1;
	phrases->bitmap = arena_array(phrases->arena, bits / 64, sizeof(*phrases->bitmap));
	if (phrases->count)
		qsort(phrases->items, phrases->count, sizeof(*phrases->items), compare_keys);
	for (size_t i = 0; i < phrases->count; i++) {
		uint64_t key = phrases->items[i].key;
		size_t bit = (key >> 32) & phrases->bitmap_mask;
		struct slot *slot = slot_of(phrases, key);
		if (!slot->count)
			*slot = (struct slot){.key = key, .first = (uint32_t)i};
		slot->count++;
		phrases->bitmap[bit / 64] |= UINT64_C(1) << bit % 64;
	}
	phrases->frozen = true;
}
