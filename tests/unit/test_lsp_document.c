/*
 * The text of a document under edits, in each encoding, beside a model that keeps
 * characters in an array and knows no offsets.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/utf8.h"
#include "lsp/document.h"
#include "support.h"

enum { ROUNDS = 400, EDITS = 60, MODEL_LIMIT = 20000 };

struct model {
	uint32_t codes[MODEL_LIMIT];
	size_t count;
};

static const uint32_t alphabet[] = {'a',   'b',    ' ',     '\n',     '\r', 0xE9,
                                    0x301, 0x8A9E, 0x1F469, 0x10FFFF, '\n'};

static size_t width(uint32_t code, enum encoding encoding)
{
	char bytes[4];

	if (encoding == ENCODING_UTF8)
		return utf8_encode(code, bytes);
	return encoding == ENCODING_UTF16 && code > 0xFFFF ? 2 : 1;
}

/* The index of the character at PAIR, one step after the other. */
static size_t model_index(const struct model *model, struct position_pair pair,
                          enum encoding encoding)
{
	size_t i = 0;
	uint64_t units = 0;

	while (pair.line > 0) {
		if (i == model->count)
			return i;
		if (model->codes[i] == '\n' ||
		    (model->codes[i] == '\r' &&
		     (i + 1 == model->count || model->codes[i + 1] != '\n')))
			pair.line--;
		i++;
	}
	while (i < model->count && model->codes[i] != '\n' && model->codes[i] != '\r') {
		units += width(model->codes[i], encoding);
		if (units > pair.character)
			break;
		i++;
	}
	return i;
}

static void model_replace(struct model *model, size_t from, size_t to, const uint32_t *codes,
                          size_t count)
{
	memmove(model->codes + from + count, model->codes + to,
	        (model->count - to) * sizeof(*codes));
	if (count)
		memcpy(model->codes + from, codes, count * sizeof(*codes));
	model->count = model->count - (to - from) + count;
}

static void add_codes(struct builder *out, const uint32_t *codes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char bytes[4];

		builder_add(out, bytes, utf8_encode(codes[i], bytes));
	}
}

static struct position_pair any_pair(uint64_t *seed)
{
	return (struct position_pair){random_below(seed, 12), random_below(seed, 14)};
}

static void edit(struct document *document, struct model *model, enum encoding encoding,
                 uint64_t *seed)
{
	struct position_pair start = any_pair(seed);
	struct position_pair end = random_below(seed, 3) ? any_pair(seed) : start;
	size_t from = model_index(model, start, encoding);
	size_t to = model_index(model, end, encoding);
	size_t count = random_below(seed, 7);
	uint32_t codes[8];
	struct builder text = {0};

	for (size_t i = 0; i < count; i++)
		codes[i] = alphabet[random_below(seed, SUPPORT_COUNT(alphabet))];
	add_codes(&text, codes, count);
	document_replace(document, start, end, builder_slice(&text), encoding);
	model_replace(model, from < to ? from : to, from < to ? to : from, codes, count);
	builder_release(&text);
}

static void edits_are_those_of_a_model(void **state)
{
	uint64_t seed = 20261126;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		enum encoding encoding = (enum encoding)(round % 3);
		struct documents documents = {0};
		struct document *document =
		    documents_open(&documents, slice_of("untitled:a"), 1, slice_of(""));
		struct model model = {.count = 0};

		for (int i = 0; i < EDITS; i++) {
			struct builder expected = {0};

			edit(document, &model, encoding, &seed);
			add_codes(&expected, model.codes, model.count);
			assert_int_equal(document_text(document).len, expected.len);
			assert_memory_equal(document_text(document).ptr,
			                    expected.bytes ? expected.bytes : "", expected.len);
			builder_release(&expected);
		}
		documents_release(&documents);
	}
}

static void places_outside_are_clamped(void **state)
{
	static const struct {
		struct position_pair pair;
		size_t expected;
	} places[] = {
	    {{0, 0}, 0},  {{0, 2}, 1}, {{0, 3}, 5},
	    {{0, 99}, 5}, {{1, 0}, 7}, {{1, UINT64_MAX}, 8},
	    {{2, 0}, 9},  {{3, 0}, 9}, {{UINT64_MAX, UINT64_MAX}, 9},
	};

	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(places); i++)
		assert_int_equal(position_offset(slice_of("a\xF0\x9F\x91\xA9\r\nb\n"),
		                                 places[i].pair, ENCODING_UTF16),
		                 places[i].expected);
}

static void too_much_is_lost_until_all_is_sent(void **state)
{
	struct documents documents = {0};
	struct document *document;
	struct builder much = {0};

	(void)state;
	builder_add_repeated(&much, 'a', DOCUMENT_LIMIT);
	document = documents_open(&documents, slice_of("untitled:a"), 1, builder_slice(&much));
	assert_false(document->lost);
	document_replace(document, (struct position_pair){0, 1}, (struct position_pair){0, 2},
	                 slice_of("b"), ENCODING_UTF8);
	assert_false(document->lost);
	document_replace(document, (struct position_pair){0, 1}, (struct position_pair){0, 1},
	                 slice_of("b"), ENCODING_UTF8);
	assert_true(document->lost);
	document_replace(document, (struct position_pair){0, 0}, (struct position_pair){0, 0},
	                 slice_of("b"), ENCODING_UTF8);
	assert_true(document->lost);
	document_set(document, slice_of("c"));
	assert_false(document->lost);
	assert_true(slice_is(document_text(document), "c"));
	builder_release(&much);
	documents_release(&documents);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(edits_are_those_of_a_model),
	    cmocka_unit_test(places_outside_are_clamped),
	    cmocka_unit_test(too_much_is_lost_until_all_is_sent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
