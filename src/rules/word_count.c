#include "rules/word_count.h"

#include <stdbool.h>

#include "base/lanes.h"
#include "base/utf8.h"

/* What is rare stays out of line. */
#define RARE __attribute__((noinline, cold))

/* Of 64 bytes of the text. */
struct part {
	size_t start;
	unsigned count;  /* of its bytes; fewer before a character that is not all in it */
	uint64_t wordy;  /* its letters and digits */
	uint64_t blanks; /* plain ones */
	size_t alone;    /* its characters that are words */
};

/* Whether CODE, of a word, is one where words are not spaced. */
static bool is_alone(uint32_t code)
{
	return code >= 0x3040 && utf8_width(code) == 2 && !(code >= 0xAC00 && code <= 0xD7A3);
}

/* Adds to PART, whose BYTES begin as many BEFORE it, what is not of ASCII. */
RARE static void add_foreign(struct part *part, struct slice text, const char *bytes,
                             unsigned before)
{
	uint64_t foreign = lanes_foreign(bytes) >> before;
	while (foreign) {
		unsigned at = mask_before(foreign);
		size_t size;
		uint32_t code =
		    utf8_decode(text.ptr + part->start + at, text.len - part->start - at, &size);
		uint64_t its = mask_first((unsigned)size) << at;
		if (at + size > LANES_BYTES) {
			part->count = at;
			return;
		}
		foreign &= ~its;
		if (!utf8_is_word(code))
			continue;
		if (is_alone(code))
			part->alone++;
		else
			part->wordy |= its;
	}
}

static inline struct part read_part(struct slice text, size_t start)
{
	struct part part = {.start = start, .count = LANES_BYTES};
	struct lane all = {0};
	char copy[LANES_BYTES];
	unsigned before;
	const char *bytes = lanes_at(text, start, copy, &before);
#pragma GCC unroll 8
	for (unsigned i = 0; i < LANES_BYTES; i += LANE_BYTES) {
		struct lane lane = lane_load(bytes + i);
		part.wordy |= lane_mask(lane_alnum(lane)) << i;
		part.blanks |= lane_mask(lane_is(lane, ' ')) << i;
		all = lane_or(all, lane);
	}
	part.wordy >>= before;
	part.blanks >>= before;
	if (lane_foreign(all))
		add_foreign(&part, text, bytes, before);
	return part;
}

/* Where the joiner that ends at END begins; END when there is none. */
static size_t before_joiner(struct slice text, size_t end)
{
	static const char curly[] = "\xe2\x80\x99";
	switch (text.ptr[end - 1]) {
	case '\'':
	case '-':
	case '.':
	case ',':
		return end - 1;
	default:
		return slice_ends(slice_from(text.ptr, end), curly) ? end - 3 : end;
	}
}

/* Whether what begins at AT goes on with a word that ends before the joiners there. */
RARE static bool is_joined(struct slice text, size_t at)
{
	size_t end = at;
	size_t size;
	for (size_t next = end; next && (next = before_joiner(text, next)) != end;)
		end = next;
	if (end == at || !end)
		return false;
	size_t start = utf8_before(text.ptr, end);
	uint32_t code = utf8_decode(text.ptr + start, end - start, &size);
	return utf8_is_word(code) && !is_alone(code);
}

size_t word_count(struct slice text)
{
	size_t words = 0;
	uint64_t wordy_before = 0;
	uint64_t blank_before = 1;
	for (size_t start = 0; start < text.len;) {
		struct part part = read_part(text, start);
		uint64_t begins = part.wordy & ~(part.wordy << 1 | wordy_before);
		uint64_t doubtful = begins & ~(part.blanks << 1 | blank_before);
		words += mask_count(begins) + part.alone;
		for (; doubtful; doubtful &= doubtful - 1)
			words -= is_joined(text, start + mask_before(doubtful));
		wordy_before = part.wordy >> (part.count - 1) & 1;
		blank_before = part.blanks >> (part.count - 1) & 1;
		start += part.count;
	}
	return words;
}
