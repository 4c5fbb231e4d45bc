#include "base/nearest.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"

enum { LETTERS_MAX = 64, CLOSE = 2, LIMIT_MAX = 3 };

/* Case-folded code points of TEXT; SIZE_MAX when there are more than fit. */
static size_t fold_letters(struct slice text, uint32_t letters[LETTERS_MAX])
{
	size_t count = 0;
	size_t at = 0;
	while (at < text.len) {
		size_t size;
		uint32_t code = utf8_decode(text.ptr + at, text.len - at, &size);
		if (count == LETTERS_MAX)
			return SIZE_MAX;
		/* Names are written with any separator: none is a mistake. */
		letters[count++] = code == UINT32_MAX           ? code
		                   : code == '_' || code == ' ' ? '-'
		                                                : utf8_fold(code);
		at += size;
	}
	return count;
}

/* One bit for each letter of TEXT, as fold_letters has them; all bits of what is not
 * ASCII, whose letters are not looked at. */
static uint64_t letters_of(struct slice text)
{
	uint64_t letters = 0;

	for (size_t i = 0; i < text.len; i++) {
		char c = char_lower(text.ptr[i]);

		if ((unsigned char)c >= 0x80)
			return UINT64_MAX;
		letters |= UINT64_C(1) << ((c == '_' || c == ' ' ? '-' : c) & 63);
	}
	return letters;
}

static bool has_more(uint64_t bits, size_t than)
{
	while (bits && than--)
		bits &= bits - 1;
	return bits != 0;
}

/* Whether A and B are more than MOST apart by their letters alone: each letter that
 * only one of them has is a change of its own. */
static bool are_far(uint64_t a, uint64_t b, size_t most)
{
	return a != UINT64_MAX && b != UINT64_MAX &&
	       (has_more(a & ~b, most) || has_more(b & ~a, most));
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Three rows of the table suffice: a swap looks two rows back. */
static size_t distance(const uint32_t *a, size_t a_len, const uint32_t *b, size_t b_len)
{
	size_t rows[3][LETTERS_MAX + 1];
	for (size_t j = 0; j <= b_len; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a_len; i++) {
		size_t *row = rows[i % 3];
		const size_t *above = rows[(i + 2) % 3];
		const size_t *above2 = rows[(i + 1) % 3];
		row[0] = i;
		for (size_t j = 1; j <= b_len; j++) {
			bool same = a[i - 1] == b[j - 1];
			row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + !same);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				row[j] = least(row[j], above2[j - 2] + 1);
		}
	}
	return rows[a_len % 3][b_len];
}

void nearest_init(struct nearest *nearest, struct slice wanted)
{
	size_t limit = utf8_count(wanted.ptr, wanted.len) / 3;
	*nearest = (struct nearest){
	    .wanted = wanted,
	    .distance = SIZE_MAX,
	    .limit = limit < 1 ? 1 : least(limit, LIMIT_MAX),
	    .letters = letters_of(wanted),
	};
}

void nearest_try(struct nearest *nearest, const char *candidate)
{
	uint32_t a[LETTERS_MAX], b[LETTERS_MAX];

	if (are_far(nearest->letters, letters_of(slice_of(candidate)),
	            nearest->limit > CLOSE ? nearest->limit : CLOSE))
		return;
	size_t a_len = fold_letters(nearest->wanted, a);
	size_t b_len = fold_letters(slice_of(candidate), b);
	if (a_len == SIZE_MAX || b_len == SIZE_MAX || a_len > b_len + LIMIT_MAX ||
	    b_len > a_len + LIMIT_MAX)
		return;
	size_t found = distance(a, a_len, b, b_len);
	if (found <= CLOSE && !(nearest->runner && strcmp(nearest->runner, candidate) == 0)) {
		nearest->close++;
		nearest->runner = candidate;
	}
	if (found <= nearest->limit && found < nearest->distance) {
		nearest->best = candidate;
		nearest->distance = found;
	}
}

/* The next word of *REST, letters and digits; false when there is none. */
static bool next_word(struct slice *rest, struct slice *word)
{
	size_t start = 0;
	size_t end;

	while (start < rest->len && !char_is_alnum(rest->ptr[start]) &&
	       (rest->ptr[start] & 0x80) == 0)
		start++;
	for (end = start;
	     end < rest->len && (char_is_alnum(rest->ptr[end]) || (rest->ptr[end] & 0x80) != 0);)
		end++;
	*word = slice_sub(*rest, start, end);
	*rest = slice_sub(*rest, end, rest->len);
	return word->len > 0;
}

static bool is_acronym(struct slice word)
{
	for (size_t i = 0; i < word.len; i++)
		if (word.ptr[i] < 'A' || word.ptr[i] > 'Z')
			return false;
	return word.len > 1;
}

/* Whether A and B are names of several words and an acronym differs: CFO is no
 * misspelt CTO. */
static bool differ_in_acronym(struct slice a, struct slice b)
{
	struct slice x;
	struct slice y;
	size_t words = 0;
	bool differ = false;

	while (next_word(&a, &x)) {
		if (!next_word(&b, &y))
			return false;
		words++;
		differ = differ || (!slice_equal_fold(x, y) && is_acronym(x) && is_acronym(y));
	}
	return words > 1 && differ;
}

const char *nearest_best(const struct nearest *nearest, bool *certain)
{
	if (certain)
		*certain = nearest->best &&
		           (nearest->distance == 0 ||
		            (nearest->distance <= CLOSE && nearest->close == 1 &&
		             !differ_in_acronym(nearest->wanted, slice_of(nearest->best))));
	return nearest->best;
}
