#include "rules/phrases.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "rules/phrases_table.h"

extern inline uint64_t pair_key(uint64_t first, uint64_t second);
extern inline uint64_t stem_key(uint64_t stem);
extern inline size_t kinds_of(const struct phrases *phrases, uint64_t key);
extern inline size_t pair_of(const struct phrases *phrases, uint64_t key);

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
	phrases->gates.english = language && strcmp(language, "english") == 0;
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

/* Adds WORD to its phrase's reduced TEXT as it is compared: folded, unless the
 * list is exact. */
static void reduce_word(struct slice word, unsigned flags, struct builder *text)
{
	bool exact = flags & PHRASES_CASE_SENSITIVE;
	size_t start = text->len;
	if (exact || slice_is_ascii(word)) {
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

/* Makes PHRASE's text of the whole TEXT. */
static void reduce(struct phrases *phrases, struct slice text, struct phrase *phrase)
{
	struct builder *reduced = &phrases->reduced;
	struct word word;
	size_t at = 0;
	builder_clear(reduced);
	for (bool first = true; word_next(text, at, &word); first = false) {
		struct slice letters = slice_sub(text, word.start, word.end);
		reduce_gap(text, at, word.start, reduced);
		if (first)
			phrase->prefix = (uint32_t)reduced->len;
		if (phrase->flags & PHRASES_STEMMED)
			builder_add_slice(reduced, stems_of(phrases->stems, letters));
		else
			reduce_word(letters, phrase->flags, reduced);
		at = word.end;
	}
	size_t words_end = reduced->len;
	reduce_gap(text, at, text.len, reduced);
	phrase->open_end = reduced->len > words_end;
	phrase->text = builder_copy(reduced, phrases->arena);
	phrase->len = (uint32_t)reduced->len;
}

/* The same of a TEXT of ASCII that has but one blank between two words and no stems. */
static void reduce_plain(struct phrases *phrases, struct slice text, struct phrase *phrase)
{
	char *bytes = arena_copy(phrases->arena, text.ptr, text.len);
	bool exact = phrase->flags & PHRASES_CASE_SENSITIVE;
	for (size_t i = 0; i < text.len && !exact; i++)
		bytes[i] = char_lower(bytes[i]);
	phrase->text = bytes;
	phrase->len = (uint32_t)text.len;
}

/* The words of a phrase. */
struct cut {
	struct word words[2]; /* the first ones */
	uint64_t hashes[2];
	size_t count;
	bool plain; /* they are of ASCII, and there is nothing but a blank between two */
};

static struct cut cut(struct slice text)
{
	struct cut cut = {.plain = true};
	struct words words = words_of(text);
	struct word word;
	struct word_hash hash;
	size_t end = 0;
	for (; words_next(&words, &word, &hash); cut.count++) {
		bool follows = word.start == 0;
		if (cut.count)
			follows = word.start == end + 1 && text.ptr[end] == ' ';
		cut.plain = cut.plain && follows && hash.first;
		if (cut.count < 2) {
			cut.words[cut.count] = word;
			cut.hashes[cut.count] = hash.hash;
		}
		end = word.end;
	}
	cut.plain = cut.plain && end == text.len;
	return cut;
}

/* The key of the word INDEX of TEXT, which is of KIND in a phrase with FLAGS. */
static uint64_t key_of(struct phrases *phrases, struct slice text, const struct cut *cut,
                       size_t index, unsigned flags, unsigned kind)
{
	const struct word *word = &cut->words[index];
	if (!(flags & PHRASES_STEMMED))
		return cut->hashes[index];
	struct slice stem = stems_of(phrases->stems, slice_sub(text, word->start, word->end));
	phrases->stemmed = true;
	gates_open(&phrases->gates, kind, stem);
	return word_hash(stem);
}

static unsigned first_kind(const struct phrase *phrase)
{
	return phrase->several ? WORD_OPENS : WORD_ALONE;
}

bool phrases_add(struct phrases *phrases, uint32_t list, struct slice text, uint32_t item)
{
	assert(!phrases->frozen && list < phrases->list_count);
	unsigned flags = phrases->flags[list];
	struct phrase phrase = {.list = list, .item = item, .flags = flags};
	struct cut words = cut(text);
	if (!words.count)
		return false;
	phrase.several = words.count > 1;
	phrase.key = key_of(phrases, text, &words, 0, flags, first_kind(&phrase));
	phrase.first = phrase.key;
	if (phrase.several) {
		phrase.second = key_of(phrases, text, &words, 1, flags, WORD_SECOND);
		phrase.key = pair_key(phrase.key, phrase.second);
	}
	if (flags & PHRASES_STEMMED) {
		phrase.key = stem_key(phrase.key);
		phrase.first = stem_key(phrase.first);
		phrase.second = stem_key(phrase.second);
	}
	if (words.plain && !(flags & PHRASES_STEMMED))
		reduce_plain(phrases, text, &phrase);
	else
		reduce(phrases, text, &phrase);
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

static void mark(struct phrases *phrases, uint64_t key, unsigned kind)
{
	phrases->kinds[kinds_of(phrases, key)] |= (unsigned char)kind;
}

/* Makes the small tables that say what need not be asked of the slots. */
static void make_tables(struct phrases *phrases)
{
	size_t kinds = 8192;
	size_t pairs = 8192;
	while (kinds < 2 * phrases->count)
		kinds *= 2;
	while (pairs < 8 * phrases->count)
		pairs *= 2;
	phrases->kinds_mask = kinds - 1;
	phrases->kinds = arena_alloc(phrases->arena, kinds);
	phrases->pairs_mask = pairs - 1;
	phrases->pairs = arena_array(phrases->arena, pairs / 64, sizeof(*phrases->pairs));
	for (size_t i = 0; i < phrases->count; i++) {
		const struct phrase *phrase = &phrases->added[i];
		size_t pair = pair_of(phrases, phrase->key);
		mark(phrases, phrase->first, first_kind(phrase));
		if (!phrase->several)
			continue;
		mark(phrases, phrase->second, WORD_SECOND);
		phrases->pairs[pair / 64] |= UINT64_C(1) << pair % 64;
	}
}

void phrases_freeze(struct phrases *phrases)
{
	size_t slots = 16;
	while (slots < 2 * phrases->count)
		slots *= 2;
	phrases->slot_mask = slots - 1;
	phrases->slots = arena_array(phrases->arena, slots, sizeof(*phrases->slots));
	for (size_t i = 0; i < phrases->count; i++) {
		struct slot *slot = slot_of(phrases, phrases->added[i].key);
		slot->key = phrases->added[i].key;
		slot->count++;
	}
	make_tables(phrases);
	phrases->items = grouped(phrases);
	free(phrases->added);
	phrases->added = NULL;
	phrases->frozen = true;
}
