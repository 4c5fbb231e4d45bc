#include "rules/phrases.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "rules/phrases_table.h"

extern inline uint64_t pair_key(uint64_t first, uint64_t second);
extern inline uint64_t stem_key(uint64_t stem);
extern inline size_t opener_bit(uint64_t stem);

static void release(void *object)
{
	struct phrases *phrases = object;
	stems_free(phrases->stems);
	builder_release(&phrases->reduced);
	free(phrases->added);
}

struct phrases *phrases_new(struct arena *arena, const char *language)
{
	struct stems *stems = NULL;
	if (language) {
		stems = stems_new(language);
		if (!stems)
			return NULL;
	}
	struct phrases *phrases = arena_alloc(arena, sizeof(*phrases));
	phrases->arena = arena;
	phrases->language = language ? arena_strdup(arena, language) : NULL;
	phrases->stems = stems;
	phrases->every_gate = language && strcmp(language, "english") != 0;
	arena_on_free(arena, release, phrases);
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

static unsigned gate_code(char letter)
{
	return (unsigned)(letter - 'a' + 1);
}

static bool is_ascii(struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] >= 0x80)
			return false;
	return true;
}

/* Opens the gates of two characters, GATE, and the THIRD one, 0 for any. */
static void open_gate(struct phrases *phrases, unsigned gate, unsigned third)
{
	unsigned last = third ? third : (1U << WORD_GATE_BITS) - 1;
	for (unsigned i = gate + third; i <= gate + last; i++)
		phrases->gates[i / 64] |= UINT64_C(1) << i % 64;
}

/*
 * Lets words through that begin like STEM. The English stemmer keeps the first
 * three letters when it leaves four or more. Of three it may have made the last
 * one ("using": "use", "spies": "spi"), and the first two are kept but for y and i
 * ("dying": "die"). What it leaves of one letter may have had any second one.
 */
static void open_gates(struct phrases *phrases, struct slice stem)
{
	static const char made[] = "eiy";
	const unsigned codes = 1U << WORD_GATE_BITS;
	struct word word;
	phrases->stemmed = true;
	if (phrases->every_gate || !word_next(stem, 0, &word)) {
		memset(phrases->gates, 0xff, sizeof(phrases->gates));
		return;
	}
	unsigned first = word.gate / codes / codes * codes * codes;
	unsigned second = word.gate / codes % codes * codes;
	unsigned third = word.gate % codes;
	bool is_short = utf8_count(stem.ptr, stem.len) <= 3;
	if (!second || (is_short && !is_ascii(stem))) {
		for (unsigned any = 0; any < codes; any++)
			open_gate(phrases, first + any * codes, 0);
		return;
	}
	open_gate(phrases, first + second, third);
	if (!is_short)
		return;
	bool last_made = third && strchr(made, stem.ptr[2]);
	bool second_made = strchr(made, stem.ptr[1]);
	for (const char *m = made; *m; m++) {
		unsigned other = second_made ? gate_code(*m) * codes : second;
		for (const char *n = made; last_made && *n; n++)
			open_gate(phrases, first + other, gate_code(*n));
		open_gate(phrases, first + other, third);
	}
}

/* Adds WORD to its phrase's reduced TEXT as it is compared: folded, unless the
 * list is exact. */
static void reduce_word(struct slice word, unsigned flags, struct builder *text)
{
	bool exact = flags & PHRASES_CASE_SENSITIVE;
	size_t start = text->len;
	if (exact || is_ascii(word)) {
		builder_add_slice(text, word);
		for (size_t i = start; i < text->len && !exact; i++)
			text->bytes[i] = char_lower(text->bytes[i]);
		return;
	}
	for (size_t at = 0, size; at < word.len; at += size) {
		char bytes[4];
		uint32_t code = utf8_fold(utf8_decode(word.ptr + at, word.len - at, &size));
		builder_add(text, bytes, utf8_encode(code, bytes));
	}
}

/* The same for the stem of WORD, whose hash it returns. FIRST: of its phrase. */
static uint64_t reduce_stem(struct phrases *phrases, struct slice word, bool first,
                            struct builder *text)
{
	struct slice stem = stems_of(phrases->stems, word);
	builder_add_slice(text, stem);
	if (first)
		open_gates(phrases, stem);
	return word_hash(stem);
}

/* Adds the gap at AT to TEXT, white space as one blank and none at the edges. */
static void reduce_gap(struct slice whole, size_t at, size_t end, struct builder *text)
{
	bool blank = end - at == 1 && whole.ptr[at] == ' '; /* by far the most of them */
	at += blank;
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
	struct builder *reduced = &phrases->reduced;
	struct phrase phrase = {.list = list, .item = item, .flags = flags};
	struct word word;
	size_t words = 0;
	size_t at = 0;
	builder_clear(reduced);
	for (; word_next(text, at, &word); at = word.end) {
		struct slice letters = slice_sub(text, word.start, word.end);
		uint64_t hash = word.hash;
		reduce_gap(text, at, word.start, reduced);
		if (!words)
			phrase.prefix = (uint32_t)reduced->len;
		if (flags & PHRASES_STEMMED)
			hash = reduce_stem(phrases, letters, words == 0, reduced);
		else
			reduce_word(letters, flags, reduced);
		if (words == 1 && flags & PHRASES_STEMMED)
			phrases->openers[opener_bit(phrase.key) / 64] |=
			    UINT64_C(1) << opener_bit(phrase.key) % 64;
		if (words < 2)
			phrase.key = words ? pair_key(phrase.key, hash) : hash;
		words++;
	}
	if (!words)
		return false;
	size_t words_end = reduced->len;
	reduce_gap(text, at, text.len, reduced);
	phrase.open_end = reduced->len > words_end;
	if (flags & PHRASES_STEMMED)
		phrase.key = stem_key(phrase.key);
	phrase.text = builder_copy(reduced, phrases->arena);
	phrase.len = (uint32_t)reduced->len;
	if (phrases->count == phrases->capacity) {
		phrases->capacity = phrases->capacity ? phrases->capacity * 2 : 64;
		phrases->added =
		    memory_realloc(phrases->added, phrases->capacity * sizeof(*phrases->added));
	}
	phrases->added[phrases->count++] = phrase;
	return true;
}

static struct slot *slot_of(const struct phrases *phrases, uint64_t key)
{
	size_t i = key & phrases->slot_mask;
	while (phrases->slots[i].count && phrases->slots[i].key != key)
		i = (i + 1) & phrases->slot_mask;
	return &phrases->slots[i];
}

/* Puts the phrases of one slot side by side, in the order of adding: each slot
 * is filled from its end. */
static struct phrase *grouped(struct phrases *phrases)
{
	struct phrase *items = arena_array(phrases->arena, phrases->count, sizeof(*items));
	uint32_t end = 0;
	for (size_t i = 0; i <= phrases->slot_mask; i++) {
		end += phrases->slots[i].count;
		phrases->slots[i].first = end;
	}
	for (size_t i = phrases->count; i-- > 0;)
		items[--slot_of(phrases, phrases->added[i].key)->first] = phrases->added[i];
	return items;
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
	for (size_t i = 0; i < phrases->count; i++) {
		uint64_t key = phrases->added[i].key;
		size_t bit = (key >> 32) & phrases->bitmap_mask;
		struct slot *slot = slot_of(phrases, key);
		slot->key = key;
		slot->count++;
		phrases->bitmap[bit / 64] |= UINT64_C(1) << bit % 64;
	}
	phrases->items = grouped(phrases);
	free(phrases->added);
	phrases->added = NULL;
	phrases->frozen = true;
}
