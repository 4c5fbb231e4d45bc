/* Random Elixir maps: every byte of every value is found where it was written. */
#include "scribe.h"

static void space(struct scribe *s)
{
	static const char *const all[] = {"", "", " ", "\n", "\r\n  ", "\t", " # c \" }\n"};

	put(s, ONE_OF(s, all));
}

static const struct unit words[] = {{"word", "word"}, {" ", " "}, {"é", "é"},   {"😀", "😀"},
                                    {"# x", "# x"},   {"{", "{"}, {"字", "字"}, {"--", "--"}};
static const struct unit escapes[] = {
    {"\\n", "\n"},      {"\\\"", "\""}, {"\\\\", "\\"},      {"\\u00e9", "é"}, {"\\u{1F600}", "😀"},
    {"\\t", "\t"},      {"\\s", " "},   {"\\xC3\\xA9", "é"}, {"\\q", "q"},     {"\\x41", "A"},
    {"\\#{x}", "#{x}"}, {"\\'", "'"},   {"\\é", "é"}};
static const struct unit breaks[] = {
    {"\n", "\n"}, {"\r\n", "\n"}, {"\\\n", ""}, {"\\\r\n", ""}, {"x", "x"}};

static void write_escape(struct scribe *s)
{
	const struct unit *unit = &escapes[scribe_pick(s, sizeof(escapes) / sizeof(escapes[0]))];

	if (strcmp(unit->source, "\\#{x}") != 0) {
		say(s, unit->source, unit->text);
	} else {
		say(s, "\\#", "#");
		say(s, "{x}", "{x}");
	}
}

static void write_quoted(struct scribe *s, const char *open, const char *close, bool raw)
{
	put(s, open);
	value_begins(s, NODE_SCALAR, true);
	for (size_t i = scribe_pick(s, 6); i > 0; i--) {
		UNITS(s, words, 2);
		if (raw)
			say(s, "\\n#{", "\\n#{");
		else
			write_escape(s);
		if (!raw)
			UNITS(s, breaks, 1);
	}
	put(s, close);
}

static void write_heredoc(struct scribe *s)
{
	static const char *const openers[] = {"\"\"\"\n", "'''\r\n", "~s\"\"\"\n", "~S'''\n"};
	size_t kind = scribe_pick(s, 4);
	size_t indent = scribe_pick(s, 5);

	put(s, openers[kind]);
	value_begins(s, NODE_SCALAR, true);
	for (size_t i = scribe_pick(s, 5); i > 0; i--) {
		/* Of a line that holds nothing else, fewer blanks are stripped too. */
		bool blank = scribe_pick(s, 4) == 0;

		builder_add_repeated(&s->out, ' ', blank ? scribe_pick(s, indent + 1) : indent);
		if (!blank) {
			say(s, "w", "w");
			UNITS(s, words, 3);
			if (kind == 3)
				say(s, "\\t", "\\t");
			else
				write_escape(s);
		}
		if (scribe_pick(s, 2))
			say(s, "\n", "\n");
		else
			say(s, "\r\n", "\n");
	}
	builder_add_repeated(&s->out, ' ', indent);
	put(s, kind % 2 ? "'''" : "\"\"\"");
}

static void write_words(struct scribe *s)
{
	static const char *const gaps[] = {" ", "\n ", "  ", "\r\n"};
	bool atoms = scribe_pick(s, 2);

	put(s, "~w(");
	for (size_t i = scribe_pick(s, 4); i > 0; i--) {
		value_begins(s, NODE_SCALAR, !atoms);
		say(s, "wé", "wé");
		if (scribe_pick(s, 3) == 0)
			say(s, "\\)", ")");
		put(s, ONE_OF(s, gaps));
	}
	put(s, atoms ? ")a" : ")");
}

static void write_number(struct scribe *s)
{
	static const char *const signs[] = {"", "-", "+"};

	plain(s, ONE_OF(s, signs));
	say(s, "12", "12");
	put(s, "_");
	say(s, "345", "345");
	if (scribe_pick(s, 2)) {
		say(s, ".5", ".5");
		put(s, "_");
		say(s, "0e-7", "0e-7");
	}
}

static void write_value(struct scribe *s, size_t depth);

static void write_key(struct scribe *s, bool arrow)
{
	switch (arrow ? scribe_pick(s, 4) : 4 + scribe_pick(s, 2)) {
	case 0:
		builder_printf(&s->out, "\"k é%zu\" => ", s->keys++);
		break;
	case 1:
		builder_printf(&s->out, ":k%zu?=>", s->keys++);
		break;
	case 2:
		builder_printf(&s->out, ":\"k-%zu\"\n=> ", s->keys++);
		break;
	case 3:
		builder_printf(&s->out, "%zu =>\n", s->keys++);
		break;
	case 4:
		builder_printf(&s->out, "k_%zu: ", s->keys++);
		break;
	default:
		builder_printf(&s->out, "\"k %zu\":\n ", s->keys++);
	}
}

static void write_items(struct scribe *s, size_t depth, char close, bool pairs, size_t least)
{
	size_t count = least + scribe_pick(s, 4);
	size_t arrows = pairs && close == '}' ? scribe_pick(s, count + 1) : 0;

	for (size_t i = 0; i < count; i++) {
		space(s);
		if (pairs)
			write_key(s, i < arrows);
		write_value(s, depth + 1);
		space(s);
		put(s, i + 1 < count || scribe_pick(s, 2) ? "," : "");
	}
	space(s);
	builder_add_char(&s->out, close);
}

static void write_value(struct scribe *s, size_t depth)
{
	static const char *const plains[] = {"true", "false", "0", "0x1F", "3.25"};
	size_t kind = scribe_pick(s, depth < 4 ? 16 : 12);

	switch (kind) {
	case 0:
	case 1:
		write_quoted(s, "\"", "\"", false);
		break;
	case 2:
		write_quoted(s, "~s[", "]", false);
		break;
	case 3:
		write_quoted(s, "~S<", ">", true);
		break;
	case 4:
		write_quoted(s, "~D|", "|", true);
		break;
	case 5:
		write_heredoc(s);
		break;
	case 6:
		write_words(s);
		break;
	case 7:
		write_number(s);
		break;
	case 8:
		value_begins(s, NODE_NULL, false);
		put(s, "nil");
		break;
	case 9:
		put(s, ":");
		plain(s, "atom_é!");
		break;
	case 10:
	case 11:
		plain(s, ONE_OF(s, plains));
		break;
	case 12:
		put(s, "[");
		write_items(s, depth, ']', false, 0);
		break;
	case 13:
		put(s, "[");
		write_items(s, depth, ']', true, 0);
		break;
	case 14:
		put(s, "{");
		write_items(s, depth, '}', false, 0);
		break;
	default:
		put(s, "%{");
		write_items(s, depth, '}', true, 0);
	}
}

static void write_block(struct scribe *s)
{
	put(s, "%{\n");
	write_items(s, 0, '}', true, 1);
	put(s, "\n\n# c\n---\n");
}

static void write_comment(struct scribe *s)
{
	put(s, "<!-- %{\"k\" => ");
	plain(s, "1");
	put(s, ",");
	write_items(s, 0, '}', true, 1);
	put(s, " -->\n");
}

static void random_maps_map_exactly(void **state)
{
	(void)state;
	assert_true(scribe_run(write_block, 4000) > 12000);
	assert_true(scribe_run(write_comment, 1000) > 3000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(random_maps_map_exactly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
