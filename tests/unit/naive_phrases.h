/*
 * A second, plain implementation of what rules/phrases.h promises: every
 * phrase is tried at every place. Tests and the fuzzer compare the two.
 */
#ifndef NAIVE_PHRASES_H
#define NAIVE_PHRASES_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "rules/phrases.h"
#include "rules/stems.h"

struct naive_phrase {
	struct slice text;
	unsigned flags;
	uint32_t list;
	uint32_t item;
};

enum naive_kind { NAIVE_END, NAIVE_WORD, NAIVE_SPACE, NAIVE_OTHER };

static inline uint32_t naive_code(struct slice text, size_t at, size_t *size)
{
	uint32_t code = utf8_decode(text.ptr + at, text.len - at, size);
	if (code == 0x2018 || code == 0x2019)
		return '\'';
	if (code == 0x201c || code == 0x201d)
		return '"';
	return code == 0x2010 || code == 0x2011 ? '-' : code;
}

static inline enum naive_kind naive_kind_at(struct slice text, size_t at)
{
	size_t size;
	if (at >= text.len)
		return NAIVE_END;
	uint32_t code = utf8_decode(text.ptr + at, text.len - at, &size);
	if (code == '_' || utf8_is_word(code))
		return NAIVE_WORD;
	return utf8_is_space(code) ? NAIVE_SPACE : NAIVE_OTHER;
}

/* End of the run of one kind from AT. */
static inline size_t naive_run(struct slice text, size_t at, enum naive_kind kind)
{
	size_t size;
	for (; naive_kind_at(text, at) == kind; at += size)
		utf8_decode(text.ptr + at, text.len - at, &size);
	return at;
}

static inline bool naive_words_equal(struct slice a, struct slice b, unsigned flags,
                                     struct stems *stems)
{
	if (flags & PHRASES_STEMMED) {
		struct slice stem = stems_of(stems, a);
		char copy[256];
		size_t len = stem.len < sizeof(copy) ? stem.len : sizeof(copy);
		memcpy(copy, stem.ptr, len);
		return slice_equal(slice_from(copy, len), stems_of(stems, b));
	}
	size_t i = 0, j = 0, i_size, j_size;
	for (; i < a.len && j < b.len; i += i_size, j += j_size) {
		uint32_t x = utf8_decode(a.ptr + i, a.len - i, &i_size);
		uint32_t y = utf8_decode(b.ptr + j, b.len - j, &j_size);
		if (x != y && ((flags & PHRASES_CASE_SENSITIVE) || utf8_fold(x) != utf8_fold(y)))
			return false;
	}
	return i == a.len && j == b.len;
}

static inline struct slice naive_trim(struct slice text)
{
	size_t start = naive_run(text, 0, NAIVE_SPACE);
	size_t end = start;
	for (size_t at = start, size; at < text.len; at += size) {
		utf8_decode(text.ptr + at, text.len - at, &size);
		if (naive_kind_at(text, at) != NAIVE_SPACE)
			end = at + size;
	}
	return slice_sub(text, start, end);
}

/* End of PHRASE in TEXT at AT, or SIZE_MAX. */
static inline size_t naive_match(struct slice phrase, unsigned flags, struct slice text, size_t at,
                                 struct stems *stems)
{
	for (size_t i = 0, i_end; i < phrase.len; i = i_end) {
		enum naive_kind kind = naive_kind_at(phrase, i);
		size_t end;
		if (naive_kind_at(text, at) != kind)
			return SIZE_MAX;
		if (kind == NAIVE_OTHER) {
			size_t i_size, size;
			if (naive_code(phrase, i, &i_size) != naive_code(text, at, &size))
				return SIZE_MAX;
			i_end = i + i_size;
			end = at + size;
		} else {
			i_end = naive_run(phrase, i, kind);
			end = naive_run(text, at, kind);
			if (kind == NAIVE_WORD &&
			    !naive_words_equal(slice_sub(phrase, i, i_end),
			                       slice_sub(text, at, end), flags, stems))
				return SIZE_MAX;
		}
		at = end;
	}
	return at;
}

static inline bool naive_has_word(struct slice text)
{
	for (size_t at = 0, size; at < text.len; at += size) {
		utf8_decode(text.ptr + at, text.len - at, &size);
		if (naive_kind_at(text, at) == NAIVE_WORD)
			return true;
	}
	return false;
}

static inline int naive_compare(const void *a, const void *b)
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

/* All hits of PHRASES in TEXT, by place, list and item; free() it. */
static inline struct hit *naive_scan(const struct naive_phrase *phrases, size_t phrase_count,
                                     struct slice text, struct stems *stems, size_t *count)
{
	size_t capacity = 16;
	struct hit *hits = memory_alloc(capacity * sizeof(*hits));
	*count = 0;
	for (size_t i = 0; i < phrase_count; i++) {
		struct slice phrase = naive_trim(phrases[i].text);
		enum naive_kind first = naive_kind_at(phrase, 0);
		enum naive_kind before = NAIVE_END;
		if (!naive_has_word(phrase))
			continue;
		for (size_t at = 0, size; at < text.len; at += size) {
			enum naive_kind kind = naive_kind_at(text, at);
			size_t end = SIZE_MAX;
			utf8_decode(text.ptr + at, text.len - at, &size);
			if (kind == first && (kind != NAIVE_WORD || before != NAIVE_WORD))
				end = naive_match(phrase, phrases[i].flags, text, at, stems);
			before = kind;
			if (end == SIZE_MAX)
				continue;
			if (*count == capacity)
				hits = memory_realloc(hits, (capacity *= 2) * sizeof(*hits));
			hits[(*count)++] = (struct hit){
			    .list = phrases[i].list,
			    .item = phrases[i].item,
			    .start = (uint32_t)at,
			    .end = (uint32_t)end,
			};
		}
	}
	qsort(hits, *count, sizeof(*hits), naive_compare);
	return hits;
}

#endif
