#include "rules/runs.h"

#include <string.h>

#include "base/lanes.h"
#include "base/utf8.h"

static const char *const word_patterns[] = {"\\w+",         "(\\w+)",       "\\b\\w+\\b",
                                            "\\b(\\w+)\\b", "(\\b\\w+\\b)", "\\b(?:\\w+)\\b"};

/* Whether PATTERN is one; *APART: the marks that its runs have not. */
static bool read_pattern(struct slice pattern, bool *words, struct slice *apart)
{
	*words = true;
	*apart = slice_from("", 0);
	for (size_t i = 0; i < sizeof(word_patterns) / sizeof(word_patterns[0]); i++)
		if (slice_is(pattern, word_patterns[i]))
			return true;
	*words = false;
	if (slice_is(pattern, "\\S+"))
		return true;
	if (!slice_starts(pattern, "[^\\s") || !slice_ends(pattern, "]+"))
		return false;
	*apart = slice_sub(pattern, strlen("[^\\s"), pattern.len - strlen("]+"));
	for (size_t i = 0; i < apart->len; i++)
		if (!strchr(".,;:!?", apart->ptr[i]))
			return false;
	return true;
}

bool runs_of(struct slice pattern, struct runs *out)
{
	*out = (struct runs){.words = false};
	if (!read_pattern(pattern, &out->words, &out->apart))
		return false;
	memset(out->of, RUNS_FOREIGN, sizeof(out->of));
	for (int c = 0; c < 0x80; c++) {
		bool inside = out->words
		                  ? char_is_alnum(c) || c == '_'
		                  : !char_is_space(c) && !memchr(out->apart.ptr, c, out->apart.len);

		out->of[c] = inside ? RUNS_INSIDE : RUNS_APART;
	}
	return true;
}

static bool belongs(const struct runs *runs, uint32_t code)
{
	return runs->words ? utf8_is_word(code) : !utf8_is_space(code);
}

/* The character at AT, or what begins there of one that is broken: whether it belongs
 * to a run, and its *SIZE. */
static bool is_inside(const struct runs *runs, struct slice text, size_t at, size_t *size)
{
	unsigned char byte = (unsigned char)text.ptr[at];

	*size = 1;
	if (runs->of[byte] != RUNS_FOREIGN)
		return runs->of[byte] == RUNS_INSIDE;
	return belongs(runs, utf8_decode(text.ptr + at, text.len - at, size));
}

/* The mask of the bytes of LANE that are of ASCII and belong to a run. */
static uint64_t inside(const struct runs *runs, struct lane lane)
{
	struct lane out;

	if (runs->words)
		return lane_mask(lane_or(lane_alnum(lane), lane_is(lane, '_')));
	out = lane_or(lane_is(lane, ' '), lane_between(lane, '\t', '\r'));
	for (size_t i = 0; i < runs->apart.len; i++)
		out = lane_or(out, lane_is(lane, runs->apart.ptr[i]));
	return ~(lane_mask(out) | lane_foreign(lane)) & mask_first(LANE_BYTES);
}

/* Where the run at AT ends: words are short, one step is nearly always the last. */
static size_t run_end(const struct runs *runs, struct slice text, size_t at)
{
	size_t size;

	while (at < text.len) {
		if (text.len - at >= LANE_BYTES) {
			uint64_t in = inside(runs, lane_load(text.ptr + at));

			if (in == mask_first(LANE_BYTES)) {
				at += LANE_BYTES;
				continue;
			}
			at += mask_before(~in);
		}
		if (!is_inside(runs, text, at, &size))
			break;
		at += size;
	}
	return at;
}

bool runs_next(const struct runs *runs, struct slice text, size_t from, struct span *found)
{
	for (size_t size; from < text.len && !is_inside(runs, text, from, &size);)
		from += size;
	found->start = from;
	found->end = run_end(runs, text, from);
	return found->end > found->start;
}

size_t runs_count(const struct runs *runs, struct slice text, size_t from)
{
	bool was_inside = false;
	size_t count = 0;

	while (from < text.len) {
		bool fits = text.len - from >= LANE_BYTES;
		struct lane lane;

		if (fits)
			lane = lane_load(text.ptr + from);
		if (!fits || lane_foreign(lane)) {
			size_t size;
			bool is = is_inside(runs, text, from, &size);

			count += is && !was_inside;
			was_inside = is;
			from += size;
		} else {
			uint64_t in = inside(runs, lane);

			count += mask_count(in & ~(in << 1 | was_inside));
			was_inside = in >> (LANE_BYTES - 1);
			from += LANE_BYTES;
		}
	}
	return count;
}
