/* What is written, byte by byte; and any text at all, as another program reads it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/json_writer.h"
#include "base/utf8.h"
#include "support.h"

static void commas_stand_between(void **state)
{
	struct builder out = {0};
	struct json_writer json = {.out = &out};

	(void)state;
	json_object_begin(&json);
	json_key(&json, "empty");
	json_array_begin(&json);
	json_array_end(&json);
	json_key(&json, "list");
	json_array_begin(&json);
	json_number(&json, 0);
	json_number(&json, UINT64_MAX);
	json_bool(&json, true);
	json_bool(&json, false);
	json_null_value(&json);
	json_text_of(&json, NULL);
	json_text_of(&json, "a");
	json_object_begin(&json);
	json_object_end(&json);
	json_array_begin(&json);
	json_array_begin(&json);
	json_array_end(&json);
	json_number(&json, 1);
	json_array_end(&json);
	json_array_end(&json);
	json_key(&json, "k\"\n");
	json_text(&json, slice_from("xyz", 2));
	json_object_end(&json);
	assert_string_equal(out.bytes,
	                    "{\"empty\":[],\"list\":[0,18446744073709551615,true,false,null,null,"
	                    "\"a\",{},[[],1]],\"k\\\"\\n\":\"xy\"}");
	builder_release(&out);
}

static const struct escape {
	const char *bytes;
	size_t size;
	const char *json;
} escapes[] = {
    {"", 0, "\"\""},
    {"a/b", 3, "\"a/b\""},
    {"\"\\", 2, "\"\\\"\\\\\""},
    {"\n\r\t", 3, "\"\\n\\r\\t\""},
    {"\0\x01\x1B\x1F\x7F", 5, "\"\\u0000\\u0001\\u001b\\u001f\\u007f\""},
    {"\xC3\xA9\xF0\x9F\x98\x80", 6, "\"\xC3\xA9\xF0\x9F\x98\x80\""},
    {"\xC2\x80\xC2\x85\xC2\x9F\xC2\xA0", 8, "\"\\u0080\\u0085\\u009f\xC2\xA0\""},
    {"\xE2\x80\xA8\xE2\x80\xA9", 6, "\"\\u2028\\u2029\""},
    {"a\xFF"
     "b",
     3,
     "\"a\xEF\xBF\xBD"
     "b\""},
    {"\xF0\x9F\x98", 3, "\"\xEF\xBF\xBD\""},
    {"\xED\xA0\x80", 3, "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""},
};

static void hostile_bytes_are_escaped(void **state)
{
	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(escapes); i++) {
		struct builder out = {0};
		struct json_writer json = {.out = &out};

		json_text(&json, slice_from(escapes[i].bytes, escapes[i].size));
		assert_string_equal(out.bytes, escapes[i].json);
		builder_release(&out);
	}
}

/* The code points that a reader must get back for TEXT: "[97,65533]". */
static void add_code_points(struct json_writer *json, struct slice text)
{
	json_array_begin(json);
	for (size_t i = 0, size; i < text.len; i += size) {
		uint32_t code = utf8_decode(text.ptr + i, text.len - i, &size);

		json_number(json, code == UINT32_MAX ? 0xFFFD : code);
	}
	json_array_end(json);
}

/* Each line is an object: under the text itself as key, the text and its code
 * points. The reader refuses what is not JSON, control characters included. */
static const char reader[] =
    "import json, sys\n"
    "for number, line in enumerate(open('lines.json', 'rb')):\n"
    "    text = line.decode('utf-8')\n"
    "    assert text.endswith('\\n') and len(text.splitlines()) == 1, number\n"
    "    (key, (value, codes)), = json.loads(text).items()\n"
    "    assert value == ''.join(map(chr, codes)), number\n"
    "    assert key == value.split('\\0')[0], number\n"
    "print(number + 1)\n";

static void any_text_returns_from_another_reader(void **state)
{
	static const char *const parts[] = {"a",
	                                    "\"",
	                                    "\\",
	                                    "/",
	                                    "\n",
	                                    "\r",
	                                    "\t",
	                                    "\x1B[31m",
	                                    "\x7F",
	                                    "\xC3\xA9",
	                                    "\xFF",
	                                    "\xE2",
	                                    "\xE2\x80\xA8",
	                                    "</script>",
	                                    "\\u0041",
	                                    "\xF0\x9F\x98\x80",
	                                    "\xEF\xBF\xBE",
	                                    "\xC2\x85"};
	enum { TEXTS = 2000 };
	uint64_t seed = 31;
	struct builder file = {0};
	char answer[64] = "";
	FILE *child;

	(void)state;
	for (int i = 0; i < TEXTS; i++) {
		struct json_writer json = {.out = &file};
		struct builder text = {0};
		struct slice slice;

		for (size_t n = random_below(&seed, 12); n > 0; n--) {
			if (random_below(&seed, 4) == 0)
				builder_add_char(&text, (char)random_below(&seed, 256));
			else
				builder_add_string(
				    &text, parts[random_below(&seed, SUPPORT_COUNT(parts))]);
		}
		slice = text.len ? builder_slice(&text) : slice_of("");
		json_object_begin(&json);
		json_key(&json, slice.ptr);
		json_array_begin(&json);
		json_text(&json, slice);
		add_code_points(&json, slice);
		json_array_end(&json);
		json_object_end(&json);
		builder_add_char(&file, '\n');
		builder_release(&text);
	}
	write_bytes("lines.json", file.bytes, file.len);
	write_file("reader.py", reader);
	builder_release(&file);
	if (system("python3 -c 'import json' 2>/dev/null") != 0)
		skip();
	child = popen("python3 reader.py", "r");
	assert_non_null(child);
	assert_non_null(fgets(answer, sizeof(answer), child));
	assert_int_equal(pclose(child), 0);
	assert_string_equal(answer, "2000\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(commas_stand_between),
	    cmocka_unit_test(hostile_bytes_are_escaped),
	    scratch_test(any_text_returns_from_another_reader),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
