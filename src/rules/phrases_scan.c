#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "rules/phrases_table.h"

void hits_reset(struct hits *hits, const struct phrases *phrases)
{
	size_t lists = phrases->list_count;
	if (lists > hits->list_count || !hits->first) {
		size_t size = (lists + 1) * sizeof(*hits->first);
		hits->first = memory_realloc(hits->first, size);
		hits->last = memory_realloc(hits->last, size);
		hits->cursor = memory_realloc(hits->cursor, size);
		hits->list_count = lists;
	}
	hits->count = 0;
	memset(hits->first, 0, hits->list_count * sizeof(*hits->first));
	memset(hits->last, 0, hits->list_count * sizeof(*hits->last));
	memset(hits->cursor, 0, hits->list_count * sizeof(*hits->cursor));
	if (!phrases->stemmed)
		return;
	if (hits->stems && strcmp(stems_language(hits->stems), phrases->language) != 0) {
		stems_free(hits->stems);
		hits->stems = NULL;
	}
	if (!hits->stems)
		hits->stems = stems_new(phrases->language);
	if (!hits->stems)
		memory_exhausted(); /* phrases_new has proved the language */
}

void hits_release(struct hits *hits)
{
	free(hits->items);
	free(hits->first);
	free(hits->last);
	free(hits->cursor);
	stems_free(hits->stems);
	*hits = (struct hits){0};
}

const struct hit *hits_first(const struct hits *hits, uint32_t list)
{
	if (list >= hits->list_count || !hits->first[list])
		return NULL;
	return &hits->items[hits->first[list] - 1];
}

const struct hit *hits_next(const struct hits *hits, const struct hit *hit)
{
	return hit->next ? &hits->items[hit->next - 1] : NULL;
}

const struct hit *hits_from(const struct hits *hits, uint32_t list, uint32_t block)
{
	const struct hit *hit = hits_first(hits, list);
	if (!hit || hits->items[hits->last[list] - 1].block < block)
		return NULL;
	/* The cursor stands at the first hit of its block: none before it is missed. */
	if (hits->cursor[list] && hits->items[hits->cursor[list] - 1].block <= block)
		hit = &hits->items[hits->cursor[list] - 1];
	while (hit->block < block)
		hit = hits_next(hits, hit);
	hits->cursor[list] = (uint32_t)(hit - hits->items) + 1;
	return hit;
}

const struct hit *hits_first_in(const struct hits *hits, uint32_t list, uint32_t block)
{
	const struct hit *hit = hits_from(hits, list, block);
	return hit && hit->block == block ? hit : NULL;
}

static void add_hit(struct hits *hits, const struct phrase *phrase, size_t start, size_t end,
                    uint32_t block)
{
	if (hits->count == hits->capacity) {
		hits->capacity = hits->capacity ? hits->capacity * 2 : 64;
		hits->items = memory_realloc(hits->items, hits->capacity * sizeof(*hits->items));
	}
	hits->items[hits->count++] = (struct hit){
	    .list = phrase->list,
	    .item = phrase->item,
	    .start = (uint32_t)start,
	    .end = (uint32_t)end,
	    .block = block,
	};
}

struct scan {
	const struct phrases *phrases;
	struct slice text;
	uint32_t block;
	struct hits *hits;
	size_t before; /* where the word before the one at hand begins … */
	uint64_t hash_before;
	size_t before_end; /* … and ends */
};

static size_t skip_blanks(struct slice text, size_t at)
{
	if (at + 1 < text.len && text.ptr[at] == ' ' && (unsigned char)text.ptr[at + 1] > ' ' &&
	    (unsigned char)text.ptr[at + 1] < 0x80)
		return at + 1; /* by far the most of them */
	for (size_t size; at < text.len && word_gap(text, at, &size) == ' ';)
		at += size;
	return at;
}

static bool is_ascii(char c)
{
	return (unsigned char)c < 0x80;
}

/* One character of PHRASE against one of the text; both steps go to *SIZES. */
static bool same_character(const struct phrase *phrase, size_t i, struct slice text, size_t at,
                           size_t sizes[2])
{
	uint32_t wanted = word_gap(slice_from(phrase->text, phrase->len), i, &sizes[0]);
	uint32_t found = word_gap(text, at, &sizes[1]);
	if (wanted == found)
		return true;
	return !(phrase->flags & PHRASES_CASE_SENSITIVE) && utf8_fold(found) == wanted;
}

/*
 * Compares PHRASE from its first word on with the text from AT, where a word
 * begins; returns where the text has matched it all, or SIZE_MAX. What ends a
 * word of the phrase ends the text's word as well, so that characters suffice.
 */
static size_t match_plain(const struct phrase *phrase, struct slice text, size_t at)
{
	bool exact = phrase->flags & PHRASES_CASE_SENSITIVE;
	for (size_t i = phrase->prefix; i < phrase->len;) {
		char wanted = phrase->text[i];
		if (at >= text.len)
			return SIZE_MAX;
		char found = text.ptr[at];
		if (wanted == ' ') {
			size_t end = skip_blanks(text, at);
			if (end == at)
				return SIZE_MAX;
			at = end;
			i++;
		} else if (is_ascii(wanted) && is_ascii(found)) {
			if (!exact && found >= 'A' && found <= 'Z')
				found = (char)(found + ('a' - 'A'));
			if (found != wanted)
				return SIZE_MAX;
			i++;
			at++;
		} else {
			size_t sizes[2];
			if (!same_character(phrase, i, text, at, sizes))
				return SIZE_MAX;
			i += sizes[0];
			at += sizes[1];
		}
	}
	return phrase->open_end || word_end(text, at) == at ? at : SIZE_MAX;
}

/* The same for a stemmed phrase, word by word. */
static size_t match_stems(const struct phrase *phrase, struct stems *stems, struct slice text,
                          size_t at)
{
	struct slice wanted = slice_from(phrase->text, phrase->len);
	for (size_t i = phrase->prefix; i < wanted.len;) {
		size_t i_end = word_end(wanted, i);
		size_t end;
		if (i_end > i) {
			end = word_end(text, at);
			if (end == at || !slice_equal(stems_of(stems, slice_sub(text, at, end)),
			                              slice_sub(wanted, i, i_end)))
				return SIZE_MAX;
		} else if (wanted.ptr[i] == ' ') {
			end = skip_blanks(text, at);
			i_end = i + 1;
			if (end == at)
				return SIZE_MAX;
		} else {
			size_t sizes[2];
			if (at >= text.len || !same_character(phrase, i, text, at, sizes))
				return SIZE_MAX;
			end = at + sizes[1];
			i_end = i + sizes[0];
		}
		i = i_end;
		at = end;
	}
	return at;
}

/* Compares the punctuation before PHRASE's first word with the text before AT;
 * returns where it begins in the text, or SIZE_MAX. */
static size_t match_backward(const struct scan *scan, const struct phrase *phrase, size_t at)
{
	struct slice wanted = slice_from(phrase->text, phrase->prefix);
	for (size_t i = wanted.len; i > 0;) {
		size_t size;
		size_t before = at ? utf8_before(scan->text.ptr, at) : 0;
		i = utf8_before(wanted.ptr, i);
		uint32_t code = word_gap(wanted, i, &size);
		if (!at || word_gap(scan->text, before, &size) != code)
			return SIZE_MAX;
		at = before;
		while (code == ' ' && at) {
			before = utf8_before(scan->text.ptr, at);
			if (word_gap(scan->text, before, &size) != ' ')
				break;
			at = before;
		}
	}
	return at;
}

/* Compares what is filed under KEY with the text from word AT on. */
static void compare_filed(struct scan *scan, uint64_t key, size_t at)
{
	const struct phrases *phrases = scan->phrases;
	size_t i = key & phrases->slot_mask;
	while (phrases->slots[i].count && phrases->slots[i].key != key)
		i = (i + 1) & phrases->slot_mask;
	const struct slot *slot = &phrases->slots[i];
	for (uint32_t n = 0; n < slot->count; n++) {
		const struct phrase *phrase = &phrases->items[slot->first + n];
		size_t end = phrase->flags & PHRASES_STEMMED
		                 ? match_stems(phrase, scan->hits->stems, scan->text, at)
		                 : match_plain(phrase, scan->text, at);
		size_t start = end == SIZE_MAX ? end : match_backward(scan, phrase, at);
		if (start != SIZE_MAX)
			add_hit(scan->hits, phrase, start, end, scan->block);
	}
}

static int compare_hits(const void *a, const void *b)
{
	const struct hit *x = a;
	const struct hit *y = b;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->end != y->end)
		return x->end < y->end ? -1 : 1;
	if (x->list != y->list)
		return x->list < y->list ? -1 : 1;
	return x->item < y->item ? -1 : x->item > y->item;
}

/* Puts the hits from index FIRST on in order and links them to their lists. */
static void link_hits(struct hits *hits, size_t first)
{
	for (size_t i = first + 1; i < hits->count; i++) {
		if (compare_hits(&hits->items[i - 1], &hits->items[i]) > 0) {
			qsort(&hits->items[first], hits->count - first, sizeof(*hits->items),
			      compare_hits);
			break;
		}
	}
	for (size_t i = first; i < hits->count; i++) {
		uint32_t list = hits->items[i].list;
		uint32_t number = (uint32_t)i + 1;
		if (hits->last[list])
			hits->items[hits->last[list] - 1].next = number;
		else
			hits->first[list] = number;
		hits->last[list] = number;
	}
}

/* ---- the words of a text ---- */

static inline bool may_be_pair(const struct phrases *phrases, uint64_t key)
{
	size_t bit = pair_of(phrases, key);
	return phrases->pairs[bit / 64] >> bit % 64 & 1;
}

/* Looks up the stem of WORD and, if PAIRED, what it makes with the one before. */
static void look_stem_up(struct scan *scan, struct word word, uint64_t hash, bool paired)
{
	const struct phrases *phrases = scan->phrases;
	struct stems *stems = scan->hits->stems;
	uint64_t stem = stems_hash(stems, slice_sub(scan->text, word.start, word.end), hash);
	unsigned kinds = phrases->kinds[kinds_of(phrases, stem_key(stem))];
	if (kinds & WORD_ALONE)
		compare_filed(scan, stem_key(stem), word.start);
	if (!paired || !(kinds & WORD_SECOND))
		return;
	uint64_t opener = stems_hash(stems, slice_sub(scan->text, scan->before, scan->before_end),
	                             scan->hash_before);
	uint64_t key = stem_key(pair_key(opener, stem));
	if (may_be_pair(phrases, key))
		compare_filed(scan, key, scan->before);
}

/* The kinds of a word that make it worth looking up after one of the kinds BEFORE: that it
 * is a phrase by itself; behind one that opens phrases, that it may go on. The product moves
 * the bit of either WORD_OPENS (of words, of stems) to that of WORD_SECOND. */
static inline unsigned wanted_after(unsigned before)
{
	const unsigned alone = WORD_ALONE | WORD_ALONE << AS_STEM;
	const unsigned opens = WORD_OPENS | WORD_OPENS << AS_STEM;
	return alone | (before & opens) * (WORD_SECOND / WORD_OPENS);
}

/* Looks WORD up, of whose KINDS something is wanted. */
static __attribute__((noinline)) void look_up(struct scan *scan, struct word word, uint64_t hash,
                                              unsigned kinds)
{
	if (kinds & WORD_SECOND)
		compare_filed(scan, pair_key(scan->hash_before, hash), scan->before);
	if (kinds & WORD_ALONE)
		compare_filed(scan, hash, word.start);
	if (kinds >> AS_STEM)
		look_stem_up(scan, word, hash, kinds & WORD_SECOND << AS_STEM);
}

void phrases_scan(const struct phrases *phrases, struct slice text, uint32_t block,
                  struct hits *hits)
{
	assert(phrases->frozen && hits->list_count >= phrases->list_count);
	struct scan scan = {.phrases = phrases, .text = text, .block = block, .hits = hits};
	struct words words = words_of(text);
	struct word word;
	struct word_hash hash;
	unsigned kinds_before = 0;
	size_t first = hits->count;
	while (words_next(&words, &word, &hash)) {
		unsigned kinds = phrases->kinds[kinds_of(phrases, hash.hash)] |
		                 (unsigned)phrases->gates.kinds[gate_of(hash.first)] << AS_STEM;
		unsigned wanted = kinds & wanted_after(kinds_before);
		if (wanted & WORD_SECOND &&
		    !may_be_pair(phrases, pair_key(scan.hash_before, hash.hash)))
			wanted &= ~(unsigned)WORD_SECOND;
		if (wanted)
			look_up(&scan, word, hash.hash, wanted);
		kinds_before = kinds;
		scan.before = word.start;
		scan.hash_before = hash.hash;
		scan.before_end = word.end;
	}
	if (hits->count > first)
		link_hits(hits, first);
}
