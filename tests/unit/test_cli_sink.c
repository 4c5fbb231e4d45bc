/*
 * The sink: whatever bytes go in, in whatever pieces, what comes out obeys the
 * promises of sink.h.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/cli/sanitise.c"
#include "../../src/cli/sink.c"

enum { ROUNDS = 30000, PIECES = 12 };

static const char *const hostile[] = {
    ":",          "::",       "#",    "##",     "[",       "[x]",         "vso[",     "teamcity[",
    " ",          "\t",       "\n",   "\r",     "\x1B[0m", "\x7F",        "\xC2\x9B", "\xC2\x85",
    "\xFF",       "\xE2\x80", "\xA8", "\u2028", "\u202E",  "\u200B",      "\u00A0",   "\uFEFF",
    "\U000E0041", "\"",       "a",    "é",      "語",      "👩‍👧", "error",    "\\",
};

/* The same numbers on every machine. */
static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static void random_text(struct builder *text, uint32_t *state)
{
	builder_clear(text);
	for (uint32_t i = next_random(state) % PIECES; i; i--)
		builder_add_string(
		    text, hostile[next_random(state) % (sizeof(hostile) / sizeof(*hostile))]);
	builder_add(text, "", 0);
}

static void expect_harmless(struct slice out)
{
	unsigned command = COMMAND_NONE;
	bool begun = false;

	for (size_t i = 0, size; i < out.len; i += size) {
		uint32_t code = utf8_decode(out.ptr + i, out.len - i, &size);

		assert_true(code != UINT32_MAX);
		/* The zero width space that breaks a command is the sink's own. */
		if (code != '\n' && code != 0x200B)
			assert_false(sanitise_is_unsafe(code));
		assert_false(completes_command(&command, out.ptr[i]));
		assert_false(!begun && code == ':');
		begun = code != '\n' && (begun || !utf8_is_space(code));
	}
}

static void test_harmless(void **state)
{
	struct builder text = {NULL, 0, 0};
	uint32_t random = 1;
	struct sink sink;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		sink_init(&sink, false);
		sink.break_commands = true;
		for (int part = 0; part < 4; part++) {
			random_text(&text, &random);
			switch (next_random(&random) % 5) {
			case 0:
				sink_text(&sink, builder_slice(&text));
				break;
			case 1:
				sink_message(&sink, text.bytes);
				break;
			case 2:
				sink_message_unquoted(&sink, text.bytes);
				break;
			case 3:
				sink_path(&sink, text.bytes);
				break;
			default:
				sink_add(&sink, "\n ");
			}
		}
		expect_harmless(builder_slice(&sink.bytes));
		sink_release(&sink);
	}
	builder_release(&text);
}

/* What is escaped in a JSON document is escaped as JSON reads it. */
static void test_json(void **state)
{
	struct sink sink;

	(void)state;
	sink_init(&sink, false);
	sink_json(&sink, slice_of("[\"##[x] ##vso[y] \u202E \xC2\x9B \U000E0041 é [\"]\n"));
	assert_string_equal(sink.bytes.bytes, "[\"##\\u005bx] ##vso\\u005by] \\u202e \\u009b "
	                                      "\\udb40\\udc41 é [\"]\n");
	sink_release(&sink);
}

static void test_text(void **state)
{
	struct sink sink;

	(void)state;
	sink_init(&sink, false);
	sink.break_commands = false;
	sink_text(&sink, slice_of("a\n##[x] \xFF\x1B"));
	sink_add(&sink, "\n");
	sink_message_unquoted(&sink, " \"a\"\n\t b ");
	sink_add(&sink, "\n  ");
	sink_message(&sink, "::x \"");
	sink_add(&sink, "\n");
	sink_path(&sink, ":x");
	assert_string_equal(sink.bytes.bytes, "a\\n##[x] \\xff\\x1b\n"
	                                      "'a' b\n"
	                                      "  \\x3a:x \"\n"
	                                      "./:x");
	sink_release(&sink);
}

static void test_columns(void **state)
{
	(void)state;
	assert_int_equal(sink_columns(slice_of("ab語\u0301")), 4);
	assert_int_equal(sink_columns(slice_of("\x1B\u202E")), 4 + 8);
	assert_int_equal(sink_columns(slice_of("")), 0);
}

/* What is shown in the place of a character is untrusted text, too. */
static void test_escapes(void **state)
{
	static const struct sink_escape escapes[] = {
	    {'<', "&lt;"}, {'\\', "\\\\"}, {'#', "[hash]"}, {'\0', NULL}};
	struct sink sink = {.escapes = escapes, .break_commands = true};

	(void)state;
	sink_add(&sink, "<a>");
	sink_text(&sink, slice_of("<\x1B\u202E##[x]"));
	sink_message(&sink, " b <\n c");
	sink_command(&sink, "\n##vso[ours]");
	sink_path(&sink, "#");
	assert_string_equal(sink.bytes.bytes, "<a>&lt;\\\\x1b&lt;U+202E>[hash][hash][x]b &lt; c"
	                                      "\n##vso[ours][hash]");
	sink_release(&sink);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_harmless), cmocka_unit_test(test_json),
	    cmocka_unit_test(test_text),     cmocka_unit_test(test_columns),
	    cmocka_unit_test(test_escapes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
