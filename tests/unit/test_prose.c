#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "rules/pattern.h"
#include "rules/phrases.h"
#include "rules/prose.h"
#include "support.h"

static const struct rule error_rule = {.name = "pack-error", .severity = SEVERITY_ERROR};

struct bench {
	struct arena *arena;
	struct phrases *phrases;
	struct report report;
	struct prose_rule rule;
	enum prose_loaded loaded;
};

static struct bench load(const char *file)
{
	struct bench b = {.arena = arena_new()};
	b.phrases = phrases_new(b.arena, NULL);
	b.report = report_in(b.arena);
	const struct source *source = source_from_bytes(b.arena, "r.yml", file, strlen(file));
	const struct prose_setting setting = {.phrases = b.phrases};
	b.loaded = prose_load(b.arena, source, "r", &setting, &b.report, &error_rule, &b.rule);
	assert_int_equal(b.loaded != PROSE_BROKEN, b.report.count == 0);
	assert_int_equal(b.loaded == PROSE_UNSUPPORTED, b.report.count == 0 && b.rule.problem);
	phrases_freeze(b.phrases);
	return b;
}

/* FILE's matches in TEXT as "start-end message[=replacement]; ". */
static void finds(const char *file, const char *text, const char *expected)
{
	struct bench b = load(file);
	if (b.loaded != PROSE_LOADED)
		fail_msg("%s: %s", file, b.report.first ? b.report.first->message : b.rule.problem);
	struct hits hits = {0};
	struct matcher *matcher = matcher_new(0);
	struct prose_run matches = {.arena = b.arena, .hits = &hits, .matcher = matcher};
	struct prose_text block = {.text = slice_of(text), .number = 1, .bits = SCOPE_TEXT};
	struct builder found = {0};
	hits_reset(&hits, b.phrases);
	phrases_scan(b.phrases, slice_of("noise a b before"), 0, &hits);
	phrases_scan(b.phrases, slice_of(text), 1, &hits);
	prose_find_in(&b.rule, &matches, &block);
	builder_add_string(&found, "");
	for (size_t i = 0; i < matches.count; i++) {
		struct prose_match *m = &matches.items[i];
		builder_printf(&found, "%s%zu-%zu %s", found.len ? "; " : "", m->span.start,
		               m->span.end, m->message);
		if (m->replacement.ptr)
			builder_printf(&found, "%s%.*s", m->safe ? "==" : "=",
			               SLICE_ARG(m->replacement));
	}
	assert_null(matches.aborted);
	if (strcmp(found.bytes, expected) != 0)
		fail_msg("in %s: %s, not %s", text, found.bytes, expected);
	builder_release(&found);
	matcher_free(matcher);
	hits_release(&hits);
	arena_free(b.arena);
}

#define EXISTENCE    "extends: existence\nmessage: \"%s\"\n"
#define SUBSTITUTION "extends: substitution\nmessage: \"use '%s' not '%s'\"\n"

static void tokens(void **state)
{
	(void)state;
	finds(EXISTENCE "tokens: [foo, 'ba[rz]', 'q\\w+x']", "foo bar baz qux Foo food qqqx",
	      "0-3 foo; 4-7 bar; 8-11 baz; 12-15 qux; 25-29 qqqx");
	finds(EXISTENCE "ignorecase: true\ntokens: foo", "FOO Foo", "0-3 FOO; 4-7 Foo");
	finds(EXISTENCE "IgnoreCase: true\nTokens: foo", "FOO", "0-3 FOO");
	finds(EXISTENCE "nonword: true\ntokens: [foo, '\\.{3}']", "afoob ...", "1-4 foo; 6-9 ...");
	finds(EXISTENCE "tokens: ['C\\+\\+']", "C++ C", "0-3 C++");
	finds(EXISTENCE "ignorecase: true\ntokens: [φως, 'φως \\d']", "ΦΩΣ ΦΩΣ 1",
	      "0-6 ΦΩΣ; 7-13 ΦΩΣ");
	finds(EXISTENCE "tokens: [x*]", "a b", "");
	finds(EXISTENCE "nonword: true\ntokens: ['\\S+']", "*** a*", "4-6 a*");
	finds(EXISTENCE "tokens: ['(?i)foo', bar]", "FOO BAR", "0-3 FOO; 4-7 BAR");
	finds(EXISTENCE "tokens: [bar, '(?i)foo']", "FOO BAR bar", "0-3 FOO; 8-11 bar");
	finds(EXISTENCE "tokens: ['(a)b\\1', '(c)d\\1', 'e\\d']", "aba cdc e1",
	      "0-3 aba; 4-7 cdc; 8-10 e1");
}

/* As one alternation would: earliest place, earliest token, no overlaps. */
static void order_of_tokens(void **state)
{
	(void)state;
	finds(EXISTENCE "tokens: [a b, a b c]", "a b c", "0-3 a b");
	finds(EXISTENCE "tokens: [a b c, a b]", "a b c", "0-5 a b c");
	finds(EXISTENCE "tokens: ['a b( c)?']", "a b c", "0-5 a b c");
	finds(EXISTENCE "tokens: [b c d, a b]", "a b c d", "0-3 a b");
	finds(EXISTENCE "tokens: ['a \\w+', a]", "a b a", "0-3 a b; 4-5 a");
	finds(EXISTENCE "tokens: [a, 'a \\w+']", "a b a c", "0-1 a; 4-5 a");
	finds(EXISTENCE "tokens: ['\\w+ c', 'b \\w']", "b c b x", "0-3 b c; 4-7 b x");
}

/* A gate is no part of the meaning: with or without one, the same is found. */
static void gated_patterns(void **state)
{
	(void)state;
	finds(EXISTENCE
	      "ignorecase: true\ntokens: ['unlock(?:s|ed)? (?:the |your )*(?:power|value)',"
	      " 'take your (?:[\\w-]+ ){1,3}to the next level']",
	      "Unlocked the your power; take your very own-made team to the next level, unlock",
	      "0-23 Unlocked the your power; 25-71 take your very own-made team to the next level");
	finds(EXISTENCE "tokens: ['very \\w+', 'x\\d+']", "very good x1",
	      "0-9 very good; 10-12 x1");
	finds(EXISTENCE "tokens: ['(?:a )*b']", "a a b", "0-5 a a b");
	finds(EXISTENCE "tokens: ['don''t \\w+']", "don't go", "0-8 don't go");
}

static void raw(void **state)
{
	(void)state;
	finds(EXISTENCE "raw: ['fo+']", "xfoo", "1-4 foo");
	finds(EXISTENCE "raw: [fo, 'o+']", "xfooo", "1-5 fooo");
	finds(EXISTENCE "raw: ['\\d ']\ntokens: [a, b]", "1 a 2 bc b", "0-3 1 a");
	/* Without a group around them its branches are the whole pattern's. */
	finds(EXISTENCE "raw: ['one|x ']\ntokens: [a, b]", "one", "0-3 one");
	finds(EXISTENCE "append: true\nraw: [' \\d']\ntokens: [a, b]", "a 1 ba 2", "0-3 a 1");
}

static void exceptions(void **state)
{
	(void)state;
	finds(EXISTENCE "ignorecase: true\nexceptions: [FOO]\ntokens: ['\\w+oo']", "foo FOO boo",
	      "0-3 foo; 8-11 boo");
	finds(EXISTENCE "exceptions: [bar]\ntokens: [foo bar, foo]", "foo bar foo", "8-11 foo");
	finds(EXISTENCE "exceptions: [Big Foo thing]\ntokens: [foo]", "big foo thing, foo",
	      "15-18 foo");
}

static void substitution(void **state)
{
	(void)state;
	finds(SUBSTITUTION "swap: {utilize: use, 'in order to': to}", "utilize it in order to",
	      "0-7 use 'use' not 'utilize'=use; 11-22 use 'to' not 'in order to'=to");
}

static void substitution_values(void **state)
{
	(void)state;
	finds(SUBSTITUTION "swap: {'(\\d+) ?percent': '$1%'}", "50 percent",
	      "0-10 use '50%' not '50 percent'=50%");
	finds(SUBSTITUTION "swap: {'(?:a|an) (apple|pear)': 'the $1'}", "an apple a pear",
	      "0-8 use 'the apple' not 'an apple'=the apple; "
	      "9-15 use 'the pear' not 'a pear'=the pear");
	finds(SUBSTITUTION "ignorecase: true\nswap: {github: GitHub}", "github GitHub GITHUB",
	      "0-6 use 'GitHub' not 'github'==GitHub; 14-20 use 'GitHub' not 'GITHUB'==GitHub");
	finds(SUBSTITUTION "ignorecase: true\nswap: {'oauth2?': 'OAuth2?'}", "oauth OAuth2 Oauth2",
	      "0-5 use 'OAuth' not 'oauth'==OAuth; 13-19 use 'OAuth2' not 'Oauth2'==OAuth2");
	finds(SUBSTITUTION "swap: {leverage: use|apply}", "leverage",
	      "0-8 use 'use|apply' not 'leverage'");
	finds(SUBSTITUTION "swap: {foo: ''}", "foo", "0-3 use '' not 'foo'=");
	finds(SUBSTITUTION "swap: {dont: don't, vs: vs.}", "dont vs",
	      "0-4 use 'don't' not 'dont'==don't; 5-7 use 'vs.' not 'vs'==vs.");
	finds(SUBSTITUTION "capitalize: true\nignorecase: true\nswap: {utilize: use}",
	      "Utilize utilize",
	      "0-7 use 'Use' not 'Utilize'=Use; 8-15 use 'use' not 'utilize'=use");
	finds(SUBSTITUTION "swap:\n - a b: x\n - a b c: y", "a b c a b",
	      "0-5 use 'y' not 'a b c'=y; 6-9 use 'x' not 'a b'=x");
}

static void actions(void **state)
{
	(void)state;
	finds(SUBSTITUTION "action: {name: replace}\nswap: {leverage: use|apply, x: y}",
	      "leverage x", "0-8 use 'use' or 'apply' not 'leverage'; 9-10 use 'y' not 'x'=y");
	finds("extends: substitution\nmessage: use %s\naction: {name: replace}\nswap: {x: a|b|c}",
	      "x", "0-1 use 'a', 'b', or 'c'");
	finds(SUBSTITUTION "ignorecase: true\naction: {name: replace}\nswap: {x: a|X}", "X x",
	      "2-3 use 'a' or 'X' not 'x'");
	finds(EXISTENCE "action: {name: remove}\ntokens: [very]", "very", "0-4 very=");
	finds("extends: existence\nmessage: \"%s: '%s'\"\naction: {name: replace, params: [one]}\n"
	      "tokens: [an]",
	      "an", "0-2 an: 'one'=one");
}

static void messages(void **state)
{
	(void)state;
	finds("extends: existence\nmessage: \"100%% of `%s`, %d 5% %[1]s%[9]s|%s\"\ntokens: [a]",
	      "a", "0-1 100% of `a`, %d 5% a|");
	finds("extends: existence\nmessage: |\n  one\n  two %s\ntokens: [a]", "a", "0-1 one two a");
	finds("extends: substitution\nmessage: \"%[2]s: %[1]s\"\nswap: {a: b}", "a", "0-1 a: b=b");
	finds("extends: existence\nmessage: \"%n%s\"\ntokens: ['%s%n\\w']", "x", "");
}

static void the_rest_of_a_file(void **state)
{
	(void)state;
	struct bench b =
	    load("extends: existence\n"
	         "message: m\nlevel: suggestion\nlink: https://x.example\n"
	         "description: why\nlimit: 3\nname: ignored\nscope: text\nvocab: false\n"
	         "when:\n  - {persona: alex}\n"
	         "  - {secondary: [a, b], stage: s, level: error}\n"
	         "tokens: [a]\n");
	assert_int_equal(b.loaded, PROSE_LOADED);
	assert_string_equal(b.rule.rule.name, "r");
	assert_string_equal(b.rule.rule.summary, "m");
	assert_string_equal(b.rule.rule.reason, "why");
	assert_int_equal(b.rule.rule.severity, SEVERITY_INFO);
	assert_string_equal(b.rule.see, "see https://x.example");
	assert_int_equal(b.rule.limit, 3);
	assert_int_equal(b.rule.place.span.start, 9);
	assert_string_equal(b.rule.kind, "existence");
	assert_int_equal(b.rule.when_count, 2);
	assert_true(slice_is(node_text(b.rule.when[0].persona), "alex"));
	assert_null(b.rule.when[0].secondary);
	assert_int_equal(b.rule.when[0].severity, SEVERITY_OFF);
	assert_int_equal(b.rule.when[1].severity, SEVERITY_ERROR);
	assert_int_equal(b.rule.when[1].secondary->count, 2);
	assert_false(b.rule.rule.fixable);
	arena_free(b.arena);
}

/* FILE's findings as "line:column message"; PART must be one of them. */
static void fails(const char *file, const char *part)
{
	struct bench b = load(file);
	struct builder all = {0};
	builder_add_string(&all, "");
	for (const struct finding *f = b.report.first; f; f = f->next) {
		struct position p = source_position(f->place.source, f->place.span.start);
		builder_printf(&all, "%u:%u %s%s%s\n", p.line, p.column, f->message,
		               f->help ? "; " : "", f->help ? f->help : "");
		assert_ptr_equal(f->rule, &error_rule);
	}
	if (b.rule.problem) {
		struct position p = source_position(b.rule.place.source, b.rule.problem_span.start);
		builder_printf(&all, "%u:%u not run: %s\n", p.line, p.column, b.rule.problem);
	}
	if (b.loaded == PROSE_LOADED || !strstr(all.bytes, part))
		fail_msg("%s: %s", file, all.bytes);
	builder_release(&all);
	arena_free(b.arena);
}

static void errors(void **state)
{
	(void)state;
	fails("message: m\ntokens: [a]", "1:1 a rule without `extends`");
	fails("extends: exitence\nmessage: m",
	      "1:10 unknown kind of rule `exitence`; did you mean `existence`?");
	fails("extends: script\nmessage: m", "without `script`");
	fails("extends: sequence\nmessage: m\ntokens: [{tag: NN}]", "1:10 not run: rules of kind");
	fails("extends: occurrence\nmessage: m", "without `token`");
	fails("extends: existence\ntokens: [a]", "without `message`");
	fails("extends: existence\nmessage: m\ntoken: [a]",
	      "3:1 unknown key `token` in a rule; did you mean `tokens`?");
	fails(EXISTENCE "tokens: {a: b}", "3:9 `tokens` must be");
	fails(EXISTENCE, "1:10 a rule without `tokens` and `raw`");
	fails(EXISTENCE "tokens:\n  - fine\n  - 'a(b'", "5:9 missing closing parenthesis");
	fails(EXISTENCE "tokens:\n  - \"\\u00e4(?<=(?<=a+)b+)\"", "4:16 not run: lookbehind");
	fails(EXISTENCE "tokens: ['(*ACCEPT)']", "3:11 verbs are not supported");
	fails(EXISTENCE "raw: ['ab', 'c(']", "missing closing parenthesis");
	fails(EXISTENCE "scope: [text, a b]\ntokens: [a]", "3:15 `a b` is no scope");
	fails(EXISTENCE "scope: comment\ntokens: [a]", "3:8 not run: no Markdown has the text");
	fails(EXISTENCE "level: fatal\ntokens: [a]", "3:8 `level` must be");
	fails(EXISTENCE "ignorecase: maybe\ntokens: [a]", "3:13 `ignorecase` must be");
	fails(EXISTENCE "action: {name: edt}\ntokens: [a]", "3:16 unknown action `edt`");
	fails(EXISTENCE "when: alex\ntokens: [a]", "3:7 `when` must be");
	fails(EXISTENCE "when: [{persna: a}]\ntokens: [a]",
	      "3:9 unknown key `persna` in a condition; did you mean `persona`?");
	fails(EXISTENCE "when: [{persona: {a: b}}]\ntokens: [a]", "`persona` must be");
	fails(EXISTENCE "when: [{persona: a, level: off}]\ntokens: [a]",
	      "cannot turn its rule off");
	fails(EXISTENCE "exceptions: ['(']\ntokens: [a]", "3:16 missing closing parenthesis");
	fails("extends: substitution\nmessage: m", "without `swap`");
	fails(SUBSTITUTION "swap: [a]", "must be a map");
	fails(SUBSTITUTION "swap: {a: [b]}", "3:11 a replacement must be text, not a list");
	fails(SUBSTITUTION "swap:\n  ab(: c", "4:3 missing closing parenthesis");
	fails("", "must be a map");
	fails("a: [", "");
	fails(EXISTENCE "tokens: [a]\ntokens: [b]", "4:1 ");
}

#define SCRIPT  "extends: script\nmessage: \"%s\"\nscript: |\n"
#define MATCHES "  text := import(\"text\")\n  matches := []\n"
#define SEARCH(pattern)                                                                            \
	"  for m in text.re_find(" pattern ", scope, -1) {\n"                                      \
	"    matches = append(matches, {begin: m[0].begin, end: m[0].end})\n  }\n"
#define LINES "  at := 0\n  for line in text.split(scope, \"\\n\") {\n"
#define LINE_SEARCH                                                                                \
	"    for m in text.re_find(`^#+ \\w`, line, -1) {\n"                                       \
	"      matches = append(matches, {begin: at + m[0].begin, end: at + m[0].end})\n    }\n"
#define LINE_END "    at += len(line) + 1\n"

/* Scripts that only search are read for what they search for. */
static void scripts(void **state)
{
	(void)state;
	finds(SCRIPT MATCHES SEARCH("`b+`"), "abba\nb", "1-3 bb; 5-6 b");
	finds(SCRIPT MATCHES SEARCH("`x`") SEARCH("\"b\\\\b\""), "ab x", "1-2 b; 3-4 x");
	finds(SCRIPT MATCHES "  // for x\n" SEARCH("`(?m)^b.*`"), "b1\nb2", "0-2 b1; 3-5 b2");
	finds(SCRIPT MATCHES SEARCH("`b*`"), "abb", "1-3 bb");
	finds(SCRIPT MATCHES LINES LINE_SEARCH LINE_END "  }\n", "# a\n\nb # b\n## c",
	      "0-3 # a; 11-15 ## c");
	finds(SCRIPT "  debug := false\n" MATCHES LINES
	             "    if debug { print(\"}\", line) }\n" LINE_SEARCH LINE_END "  }\n"
	             "  if debug { for m in matches { print(m) } }\n",
	      "# a", "0-3 # a");
	finds(SCRIPT "  on := true\n" MATCHES LINES
	             "    if text.re_find(`<!-- vale r = NO -->`, line, -1) { on = false }\n"
	             "    if text.re_find(`<!-- vale r = YES -->`, line, -1) { on = true }\n"
	             "    if on {\n" LINE_SEARCH "    }\n" LINE_END "  }\n",
	      "# a", "0-3 # a");
}

static void scripts_that_do_more(void **state)
{
	(void)state;
	fails(SCRIPT MATCHES SEARCH("`a`") "  count := len(matches)\n",
	      "9:3 not run: its script does more than search");
	fails(SCRIPT MATCHES LINES "    if x {\n" LINE_SEARCH "    }\n" LINE_END "  }\n",
	      "8:5 not run");
	fails(SCRIPT MATCHES LINES LINE_END LINE_SEARCH "  }\n", "9:5 not run");
	fails(SCRIPT MATCHES LINES LINE_SEARCH "  }\n", "does more than search");
	fails(SCRIPT MATCHES LINES LINE_SEARCH, "does more than search");
	fails(SCRIPT MATCHES LINES SEARCH("`a`") LINE_END "  }\n", "8:3 not run");
	fails(SCRIPT MATCHES LINES "    at += len(at) + 1\n  }\n", "8:5 not run");
	fails(SCRIPT
	      "  on := true\n" MATCHES LINES
	      "    if text.re_find(`<!-- vale s = NO -->`, line, -1) { on = false }\n" LINE_SEARCH
	          LINE_END "  }\n",
	      "9:5 not run");
	fails(SCRIPT MATCHES "  found := []\n" SEARCH("`a`"), "6:3 not run");
	fails(SCRIPT "  text := import(\"text\")\n" SEARCH("`a`"), "5:3 not run");
	fails(SCRIPT MATCHES SEARCH("\"\\u0041\""), "6:3 not run");
	fails(SCRIPT MATCHES SEARCH("`a"), "6:3 not run");
	fails(SCRIPT MATCHES SEARCH("`a(`"), "4:3 not run: missing closing parenthesis");
	fails("extends: script\nmessage: m\nscript: none.tengo",
	      "3:9 not run: the file `./config/scripts/none.tengo` is not there");
}

#define TITLE "extends: capitalization\nmessage: \"%[2]s\"\nmatch: $title\n"

static void title_case(void **state)
{
	(void)state;
	/* The final sigma is small as it is. */
	finds("extends: capitalization\nmessage: m\nmatch: $lower\n", "φως", "");
	finds(TITLE, "How to Write", "");
	finds(TITLE, "How To Write", "");
	finds(TITLE, "How to write", "0-12 How to Write");
	finds(TITLE, "how To write", "0-12 How To Write");
	finds(TITLE, "to Where To", "0-11 To Where To");
	finds(TITLE "style: Chicago\n", "How To Write", "0-12 How to Write");
	finds(TITLE, "Write: a Tale", "0-13 Write: A Tale");
	finds(TITLE, "Write - a Tale", "0-14 Write - A Tale");
	finds(TITLE, "Write \u2013 a Tale", "0-16 Write \u2013 A Tale");
	finds(TITLE, "Write \u2014 a Tale", "0-16 Write \u2014 A Tale");
}

static void many_tokens(void **state)
{
	(void)state;
	struct builder file = {0};
	struct builder text = {0};
	builder_add_string(&file, EXISTENCE "tokens:\n");
	for (int i = 0; i < 600; i++)
		builder_printf(&file, "  - 'w%d(x)\\d+'\n", i);
	builder_add_string(&text, "w0x1 w599x22 w600x1");
	finds(file.bytes, text.bytes, "0-4 w0x1; 5-12 w599x22");
	for (int i = 0; i < 600; i++)
		builder_printf(&file, "  - 'v%d(x)\\d+'\n", i);
	fails(file.bytes, "too many regular expressions in one rule");
	builder_release(&file);
	builder_release(&text);
}

/* Digits are tried one by one, but not too many of them. */
static void many_beginnings(void **state)
{
	(void)state;
	struct builder text = {0};
	for (int i = 0; i < 100; i++)
		builder_add_string(&text, "1 a ");
	builder_add_string(&text, "7pm 8pm");
	finds(EXISTENCE "nonword: true\ntokens: ['\\d{1,2}[ap]m']", text.bytes,
	      "400-403 7pm; 404-407 8pm");
	builder_release(&text);
}

static void a_runaway_pattern_is_told(void **state)
{
	(void)state;
	struct bench b = load(EXISTENCE "nonword: true\ntokens: ['(?:a|aa|aaa)+$', b]");
	char bytes[200];
	struct hits hits = {0};
	struct matcher *matcher = matcher_new(0);
	struct prose_run matches = {.arena = b.arena, .hits = &hits, .matcher = matcher};
	struct prose_text text = {.text = {bytes, sizeof(bytes)}, .bits = SCOPE_TEXT};
	memset(bytes, 'a', sizeof(bytes));
	bytes[199] = '!';
	hits_reset(&hits, b.phrases);
	prose_find_in(&b.rule, &matches, &text);
	assert_ptr_equal(matches.aborted, &text);
	matcher_free(matcher);
	hits_release(&hits);
	arena_free(b.arena);
}

static const char *one_of(uint64_t *seed, const char *const *choices, size_t count)
{
	return choices[random_below(seed, count)];
}

/* Literal, finite, gated and plain regular tokens give what one alternation of
 * them all gives: how they are found is nobody's business. */
static void equals_one_alternation(void **state)
{
	(void)state;
	static const char *const atoms[] = {
	    "a",        "b",          "c",     "ab",       "a?b",         "[ab]c",
	    "a|b",      "\\w+",       "\\bc",  "(?:a|bc)", "(?:a )*c",    "b{1,2}",
	    "(?:a )?b", "c-a",        "a'?b",  "(b)\\w",   "a(?![.'])",   "(?:[^ ]+-){1,}",
	    "b\\sc",    "(?:^|\\s)b", "[-']c", "a\\b",     "(?:\\w+'b)+", "[^b]+'"};
	static const char *const words[] = {"a",  "b", "c",  "ab", "bc",
	                                    "bb", "A", "ca", "ac", "bbc"};
	static const char *const gaps[] = {" ", " ", " ", "-", "'", ". "};
	uint64_t seed = 7;
	for (int round = 0; round < 1500; round++) {
		struct builder file = {0}, all = {0}, text = {0};
		const char *fold = random_below(&seed, 2) ? "true" : "false";
		const char *nonword = random_below(&seed, 2) ? "true" : "false";
		builder_printf(&file, "%signorecase: %s\nnonword: %s\ntokens:\n", EXISTENCE, fold,
		               nonword);
		builder_add_string(&all, nonword[0] == 't' ? "(?m)(?:" : "(?m)\\b(?:");
		size_t count = 1 + random_below(&seed, 5);
		for (size_t i = 0; i < count; i++) {
			struct builder token = {0};
			for (size_t n = 1 + random_below(&seed, 3); n; n--)
				builder_printf(&token, "%s%s", one_of(&seed, atoms, 24),
				               n > 1 && random_below(&seed, 4) ? " " : "");
			builder_printf(&file, "  - \"");
			for (size_t k = 0; k < token.len; k++)
				builder_printf(&file, "%s%c", token.bytes[k] == '\\' ? "\\" : "",
				               token.bytes[k]);
			builder_printf(&file, "\"\n");
			builder_printf(&all, "%s%s", i ? "|" : "", token.bytes);
			builder_release(&token);
		}
		builder_add_string(&all, nonword[0] == 't' ? ")" : ")\\b");
		for (int n = 0; n < 12; n++)
			builder_printf(&text, "%s%s", one_of(&seed, words, 10),
			               one_of(&seed, gaps, 6));
		struct arena *arena = arena_new();
		struct pattern_error error;
		struct pattern *pattern = pattern_compile(
		    arena, builder_slice(&all), fold[0] == 't' ? PATTERN_CASELESS : 0, &error);
		struct matcher *matcher = matcher_new(0);
		struct builder expected = {0};
		struct span span;
		assert_non_null(pattern);
		builder_add_string(&expected, "");
		for (size_t at = 0; pattern_find(pattern, matcher, builder_slice(&text), at,
		                                 &span) == PATTERN_MATCH;
		     at = pattern_after(builder_slice(&text), span))
			builder_printf(&expected, "%s%zu-%zu %.*s", expected.len ? "; " : "",
			               span.start, span.end, (int)(span.end - span.start),
			               text.bytes + span.start);
		finds(file.bytes, text.bytes, expected.bytes);
		matcher_free(matcher);
		arena_free(arena);
		builder_release(&file);
		builder_release(&all);
		builder_release(&text);
		builder_release(&expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tokens),
	    cmocka_unit_test(order_of_tokens),
	    cmocka_unit_test(gated_patterns),
	    cmocka_unit_test(raw),
	    cmocka_unit_test(exceptions),
	    cmocka_unit_test(substitution),
	    cmocka_unit_test(substitution_values),
	    cmocka_unit_test(actions),
	    cmocka_unit_test(messages),
	    cmocka_unit_test(the_rest_of_a_file),
	    cmocka_unit_test(equals_one_alternation),
	    cmocka_unit_test(errors),
	    cmocka_unit_test(scripts),
	    cmocka_unit_test(scripts_that_do_more),
	    cmocka_unit_test(title_case),
	    cmocka_unit_test(many_tokens),
	    cmocka_unit_test(many_beginnings),
	    cmocka_unit_test(a_runaway_pattern_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
