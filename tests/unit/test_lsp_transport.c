/* Frames, JSON, messages and URIs, each with what is wrong about it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lsp/frame.h"
#include "lsp/message.h"
#include "lsp/uri.h"
#include "support.h"

static void frames_are_told_apart(void **state)
{
	static const struct {
		const char *input;
		enum frame_state expected;
		size_t size;
		const char *body;
	} inputs[] = {
	    {"Content-Length: 2\r\n\r\n{}", FRAME_WHOLE, 23, "{}"},
	    {"content-length:2\r\n\r\n{}Content", FRAME_WHOLE, 22, "{}"},
	    {"Content-Length: 0\r\n\r\n", FRAME_WHOLE, 21, ""},
	    {"Content-Type: application/vscode-jsonrpc; charset=utf8\r\nContent-Length: 1\r\n\r\n1",
	     FRAME_WHOLE, 78, "1"},
	    {"X-Other: a\r\nContent-Length: 1\r\n\r\n1", FRAME_WHOLE, 34, "1"},
	    {"Content-Length: 3\r\n\r\n{}", FRAME_PARTLY, 24, ""},
	    {"Content-Length: 2\r\n\r", FRAME_PARTLY, 0, ""},
	    {"Content-Len", FRAME_PARTLY, 0, ""},
	    {"Content-Length: 2\n\n{}", FRAME_BROKEN, 0, ""},
	    {"Content-Length: -2\r\n\r\n{}", FRAME_BROKEN, 0, ""},
	    {"Content-Length: +2\r\n\r\n{}", FRAME_BROKEN, 0, ""},
	    {"Content-Length: 2 2\r\n\r\n{}", FRAME_BROKEN, 0, ""},
	    {"Content-Length: \r\n\r\n{}", FRAME_BROKEN, 0, ""},
	    {"Content-Length: 0x2\r\n\r\n{}", FRAME_BROKEN, 0, ""},
	    {"Content-Length: 67108865\r\n\r\n{}", FRAME_BROKEN, 0, ""},
	    {"Content-Length: 67108864\r\n\r\n{}", FRAME_PARTLY, 67108892, ""},
	    {"Content-Length: 99999999999999999999999999\r\n\r\n{}", FRAME_BROKEN, 0, ""},
	    {"Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", FRAME_BROKEN, 0, ""},
	    {"Content-Type: a\r\n\r\n{}", FRAME_BROKEN, 0, ""},
	    {"Content-Type: a; charset=utf-16\r\nContent-Length: 2\r\n\r\n{}", FRAME_BROKEN, 0, ""},
	    {"\r\n\r\n{}", FRAME_BROKEN, 0, ""},
	    {"{}\r\n\r\n{}", FRAME_BROKEN, 0, ""},
	    {"Content-Length 2\r\n\r\n{}", FRAME_BROKEN, 0, ""},
	    {"Content Length: 2\r\n\r\n{}", FRAME_BROKEN, 0, ""},
	};

	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(inputs); i++) {
		struct frame frame;

		if (frame_find(slice_of(inputs[i].input), &frame) != inputs[i].expected)
			fail_msg("%s", inputs[i].input);
		assert_int_equal(frame.size, inputs[i].size);
		assert_true(slice_is(frame.body, inputs[i].body));
		assert_int_equal(frame.fault != NULL, inputs[i].expected == FRAME_BROKEN);
	}
}

static void headers_end_in_time(void **state)
{
	struct builder input = {0};
	struct frame frame;

	(void)state;
	builder_add_string(&input, "A: ");
	builder_add_repeated(&input, 'a', FRAME_HEADER_LIMIT - 4);
	assert_int_equal(frame_find(builder_slice(&input), &frame), FRAME_PARTLY);
	builder_add_char(&input, 'a');
	assert_int_equal(frame_find(builder_slice(&input), &frame), FRAME_BROKEN);
	builder_release(&input);
}

/* ---- JSON ---- */

/* TEXT as a value; false when it is none. */
static bool parse(struct slice text, struct value **root)
{
	char *bytes = malloc(text.len + 1);
	struct value_fault fault = {""};
	bool good;

	memcpy(bytes, text.ptr, text.len);
	good = value_parse(bytes, text.len, root, &fault);
	free(bytes);
	assert_int_equal(good, fault.text[0] == '\0');
	if (!good)
		assert_null(*root);
	return good;
}

static void what_is_not_json_is_refused(void **state)
{
	static const char *const wrong[] = {
	    "",
	    " ",
	    "{",
	    "}",
	    "[1,]",
	    "{\"a\":1,}",
	    "{'a':1}",
	    "'a'",
	    "{a:1}",
	    "[1] 2",
	    "{}{}",
	    "01",
	    "-01",
	    "1.",
	    "[1.e1]",
	    "1e",
	    "+1",
	    ".5",
	    "-",
	    "--1",
	    "1-1",
	    "nul",
	    "nullx",
	    "True",
	    "NULL",
	    "NaN",
	    "nan",
	    "Infinity",
	    "-Infinity",
	    "\"a",
	    "\"\\x\"",
	    "\"\\u12\"",
	    "\"\t\"",
	    "\"\n\"",
	    "\"\x01\"",
	    "// a\n1",
	    "/* a */ 1",
	    "1 // a",
	    "\xFF",
	    "\"\xC3\"",
	    "\"\xED\xA0\x80\"",
	    "\"\xC0\x80\"",
	    "[1 2]",
	    "{\"a\" 1}",
	    "{\"a\":1,,\"b\":2}",
	    "[,1]",
	    "{,}",
	    "\v1",
	    "[1}",
	    "{\"a\":}",
	    "{:1}",
	    "{1:1}",
	    "{\"a\"}",
	    "\xEF\xBB\xBF{}",
	    "[",
	    "{\"a\":1,\"a\":2}",
	    "99999999999999999999",
	    "1e999",
	};
	struct value *root;

	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(wrong); i++)
		if (parse(slice_of(wrong[i]), &root))
			fail_msg("taken: %s", wrong[i]);
	assert_false(parse(slice_from("{}\0{}", 5), &root));
	assert_false(parse(slice_from("{}\0", 3), &root));
	assert_false(parse(slice_from("\"\0\"", 3), &root));
}

static void depth_is_limited(void **state)
{
	static const size_t depths[] = {1, VALUE_DEPTH, VALUE_DEPTH + 1, 2048, 200000};

	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(depths); i++) {
		struct builder text = {0};
		struct value *root;

		builder_add_repeated(&text, '[', depths[i]);
		builder_add_string(&text, "\"[[[\\\"[[\"");
		builder_add_repeated(&text, ']', depths[i]);
		assert_int_equal(parse(builder_slice(&text), &root), depths[i] <= VALUE_DEPTH);
		value_free(root);
		builder_release(&text);
	}
}

static void values_are_read(void **state)
{
	static const char text[] =
	    " {\"a\": {\"b\": {\"c\": -12}}, \"n\": null, \"t\": true, \"x\": 1.5,"
	    " \"l\": [1, \"two\"]} \r\n";
	struct value *root;
	int64_t number = 0;

	(void)state;
	assert_true(parse(slice_of(text), &root));
	assert_true(value_integer(value_get3(root, "a", "b", "c"), &number));
	assert_int_equal(number, -12);
	assert_true(value_has(root, "n"));
	assert_null(value_get(root, "n"));
	assert_false(value_has(root, "m"));
	assert_true(value_true(value_get(root, "t")));
	assert_false(value_integer(value_get(root, "x"), &number));
	assert_int_equal(value_kind(value_get(root, "x")), VALUE_NUMBER);
	assert_int_equal(value_count(value_get(root, "l")), 2);
	assert_true(value_is(value_at(value_get(root, "l"), 1), "two"));
	/* Nothing of a wrong kind is there. */
	assert_null(value_get(value_get(root, "t"), "a"));
	assert_null(value_at(value_get(root, "a"), 0));
	assert_int_equal(value_count(root), 0);
	assert_int_equal(value_text(value_get(root, "a")).len, 0);
	value_free(root);
	assert_true(parse(slice_of("null"), &root));
	assert_null(root);
	assert_true(parse(slice_of("17"), &root));
	assert_true(value_integer(root, &number));
	value_free(root);
}

/* Half a pair of surrogates is U+FFFD, and nothing else is touched. */
static void surrogates_are_mended(void **state)
{
	static const struct {
		const char *text;
		struct slice expected;
	} texts[] = {
	    {"\"\\ud83d\\ude00\"", {"\xF0\x9F\x98\x80", 4}},
	    {"\"\\ud83d\"", {"\xEF\xBF\xBD", 3}},
	    {"\"\\uDE00!\"", {"\xEF\xBF\xBD!", 4}},
	    {"\"\\ud83d\\ud83d\\ude00\"", {"\xEF\xBF\xBD\xF0\x9F\x98\x80", 7}},
	    {"\"\\ud83d\\n\"", {"\xEF\xBF\xBD\n", 4}},
	    {"\"\\\\ud83d\"", {"\\ud83d", 6}},
	    {"\"\\u0000\\ufffe\"", {"\0\xEF\xBF\xBE", 4}},
	};

	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(texts); i++) {
		struct value *root;

		assert_true(parse(slice_of(texts[i].text), &root));
		assert_true(slice_equal(value_text(root), texts[i].expected));
		value_free(root);
	}
}

/* ---- messages ---- */

static void messages_are_told_apart(void **state)
{
	static const struct {
		const char *text;
		enum message_kind kind;
	} messages[] = {
	    {"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\"}", MESSAGE_REQUEST},
	    {"{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"a\"}", MESSAGE_REQUEST},
	    {"{\"jsonrpc\":\"2.0\",\"method\":\"a\"}", MESSAGE_NOTIFICATION},
	    {"{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":null}", MESSAGE_RESPONSE},
	    {"{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{}}", MESSAGE_RESPONSE},
	    {"{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"a\"}", MESSAGE_INVALID},
	    {"{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"a\"}", MESSAGE_INVALID},
	    {"{\"jsonrpc\":\"2.0\",\"id\":[],\"method\":\"a\"}", MESSAGE_INVALID},
	    {"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":1}", MESSAGE_INVALID},
	    {"{\"jsonrpc\":\"2.0\",\"id\":1}", MESSAGE_INVALID},
	    {"{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"a\"}", MESSAGE_INVALID},
	    {"{\"id\":1,\"method\":\"a\"}", MESSAGE_INVALID},
	    {"[]", MESSAGE_INVALID},
	    {"null", MESSAGE_INVALID},
	    {"\"a\"", MESSAGE_INVALID},
	};

	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(messages); i++) {
		struct value *root;
		struct message *message;

		assert_true(parse(slice_of(messages[i].text), &root));
		message = message_new(root, 1);
		if (message->kind != messages[i].kind)
			fail_msg("%s", messages[i].text);
		message_free(message);
	}
}

static struct message *message_of(const char *text)
{
	struct value *root;

	assert_true(parse(slice_of(text), &root));
	return message_new(root, strlen(text));
}

static void what_waits_can_be_cancelled(void **state)
{
	struct queue queue = {0};
	struct message *first;

	(void)state;
	queue_add(&queue, message_of("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"a\"}"));
	queue_add(&queue, message_of("{\"jsonrpc\":\"2.0\",\"id\":\"7\",\"method\":\"a\"}"));
	queue_add(&queue, message_of("{\"jsonrpc\":\"2.0\",\"method\":\"$/cancelRequest\","
	                             "\"params\":{\"id\":7}}"));
	assert_int_equal(queue.count, 3);
	first = queue_take(&queue);
	assert_true(queue_cancels(&queue, first->id));
	message_free(first);
	first = queue_take(&queue);
	assert_false(queue_cancels(&queue, first->id));
	message_free(first);
	queue_clear(&queue);
	assert_int_equal(queue.count, 0);
	assert_int_equal(queue.size, 0);
	assert_null(queue_take(&queue));
}

/* ---- URIs ---- */

static void uris_of_files_are_paths(void **state)
{
	static const struct {
		const char *uri;
		const char *path;
	} uris[] = {
	    {"file:///a/b.md", "/a/b.md"},
	    {"file://localhost/a", "/a"},
	    {"FILE:///a%20b/%C3%A9.md", "/a b/\xC3\xA9.md"},
	    {"file:///a/../../etc/./x", "/etc/x"},
	    {"file:///%2e%2e/a", "/a"},
	    {"file:///a#b", "/a"},
	    {"file:////", "/"},
	    {"file:///a%00b", NULL},
	    {"file:///a%0", NULL},
	    {"file:///a%zz", NULL},
	    {"file://other/a", NULL},
	    {"file://", NULL},
	    {"http://a/b", NULL},
	    {"untitled:Untitled-1", NULL},
	    {"/a/b", NULL},
	    {"", NULL},
	};

	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(uris); i++) {
		char *path = uri_to_path(slice_of(uris[i].uri));

		if (uris[i].path)
			assert_string_equal(path, uris[i].path);
		else
			assert_null(path);
		free(path);
	}
}

static void paths_survive_as_uris(void **state)
{
	uint64_t seed = 7;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		char path[20] = "/x";
		size_t len = 2 + random_below(&seed, 16);
		struct builder uri = {0};
		char *back;

		for (size_t i = 2; i < len; i++)
			path[i] = (char)(1 + random_below(&seed, 255));
		for (size_t i = 2; i < len; i++)
			path[i] = path[i] == '/' || path[i] == '.' ? 'y' : path[i];
		uri_add(&uri, path);
		back = uri_to_path(builder_slice(&uri));
		assert_string_equal(back, path);
		free(back);
		builder_release(&uri);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(frames_are_told_apart),
	    cmocka_unit_test(headers_end_in_time),
	    cmocka_unit_test(what_is_not_json_is_refused),
	    cmocka_unit_test(depth_is_limited),
	    cmocka_unit_test(values_are_read),
	    cmocka_unit_test(surrogates_are_mended),
	    cmocka_unit_test(messages_are_told_apart),
	    cmocka_unit_test(what_waits_can_be_cancelled),
	    cmocka_unit_test(uris_of_files_are_paths),
	    cmocka_unit_test(paths_survive_as_uris),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
