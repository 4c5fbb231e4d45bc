#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "rules/anchor.h"
#include "rules/pattern.h"
#include "rules/phrases.h"
#include "support.h"

enum { LIMIT = 16 };

/* EXPECTED: the anchor, behind '^' where it is a prefix; NULL: there is none. */
static void anchors(const char *token, bool whole, const char *expected)
{
	struct arena *arena = arena_new();
	struct anchor anchor;
	const char *found = NULL;

	if (anchor_find(arena, slice_of(token), whole, LIMIT, &anchor))
		found =
		    arena_printf(arena, "%s%.*s", anchor.prefix ? "^" : "", SLICE_ARG(anchor.text));
	if (!found != !expected || (found && strcmp(found, expected) != 0))
		fail_msg("%s: %s", token, found ? found : "none");
	arena_free(arena);
}

static void between_blanks(void **state)
{
	(void)state;
	anchors("state of \\w+", true, "^state of");
	anchors("\\w+ of the \\w+", true, "of the");
	anchors("\\w+ of the", true, "of the");
	anchors("\\w+ of the", false, "of");
	anchors("of the \\w+", false, "the");
	anchors("\\w+ (?:a|b)c \\w+", true, "(?:a|b)c");
	anchors("\\w+ ?of \\w+", true, NULL);
	anchors("\\w+ +of +\\w+", true, "of");
	anchors("of\\s+the", true, "^of");
}

static void at_boundaries(void **state)
{
	(void)state;
	anchors("\\bof\\b\\s*(?:x|y+)", false, "^of");
	anchors("\\bof\\w+", false, NULL);
	anchors("\\b(?:ie|i\\.e\\.)(?=[\\s,;])", false, "^(?:ie|i\\.e\\.)");
	anchors("\\b(?:ie|i\\.e\\.)[\\s,]", false, "^(?:ie|i\\.e\\.)");
	anchors("(?:^|\\s)I(?=,\\s)", false, "I");
	anchors("(?:^|\\s)I,\\s", false, "I,");
	anchors("that is(?![.,])", true, "^that is");
	anchors("(?<!not )that is", true, "^that is");
	anchors("(?i)that is(?=\\.)", true, "^that is");
	anchors("foo(?!bar)baz", true, NULL);
	anchors("foo(?=\\w)", false, NULL);
	anchors("\\bwe[,;-]x+", false, "^we");
	anchors("\\bwe[+-9]x+", false, NULL);
	anchors("\\bwe[^,]x+", false, NULL);
	anchors("\\bwe[\\w,]x+", false, NULL);
	anchors("\\bwe,?x+", false, NULL);
	anchors("\\bwe(?=,)?x+", false, NULL);
	anchors("\\bwe_\\w", false, NULL);
	anchors("\\bof [[:alpha:].]x", false, "^of");
	anchors("\\bof\\b\\p{L}x y", false, "^of");
	anchors("\\bof \\pLy-\\x41b\\x{e9} \\u2026a [\\u00e9,] ", false, "^of");
	anchors("of\\x2dx y \\R", true, "y");
}

static void of_alternatives(void **state)
{
	(void)state;
	anchors("so \\w+|thus \\w+", true, "^so|thus");
	anchors("(?:[;-]\\s)There\\s(is|are)|\\bThere\\s(is|are)\\b", false,
	        "There|There\\s(is|are)");
	anchors("so \\w+|\\w+", true, NULL);
	anchors("so|", true, NULL);
	anchors("(?:so|\\w+) \\w+", true, NULL);
}

static void what_is_not_understood(void **state)
{
	static const char *const tokens[] = {"\\bof\\b\\Q*\\E",   "\\bof\\b(?(1)a|b)",
	                                     "\\bof\\b(?>a)",     "\\bof\\b(?<n>a)",
	                                     "\\bof\\b(?x) a b",  "(*UCP)\\bof\\b",
	                                     "\\bof\\b\\k<a>",    "\\bof\\b(",
	                                     "\\bof\\b[[:alpha:", ""};

	(void)state;
	for (size_t i = 0; i < sizeof(tokens) / sizeof(tokens[0]); i++)
		anchors(tokens[i], false, NULL);
}

struct list {
	struct phrases *phrases;
	uint32_t number;
};

static void add_phrase(void *context, struct slice phrase)
{
	struct list *list = context;

	phrases_add(list->phrases, list->number, phrase, 0);
}

/* Whether a hit lies in FOUND, or (PREFIX) begins with it. */
static bool is_hit(const struct hits *hits, struct span found, bool prefix)
{
	for (size_t i = 0; i < hits->count; i++)
		if (prefix ? hits->items[i].start == found.start
		           : hits->items[i].start >= found.start && hits->items[i].end <= found.end)
			return true;
	return false;
}

/* Whatever is found holds one of the phrases of the anchor, at its start when that
 * is said. */
static void anchors_are_sound(void **state)
{
	static const char *const atoms[] = {
	    "a",        "b",       "ab",         " ",       "\\s",         "\\b",
	    "(?:a|bc)", "a?",      "\\w",        "c ",      "[,;]",        "(?:^|\\s)",
	    "(?=\\s)",  "(?!b)",   "\\.",        "-",       "(?<=,)",      "|",
	    "[ab]",     "\\s+",    "(?:,|\\s)?", "(?:a b)", "^",           "$",
	    "(?i)",     "'",       "(?= |,)",    "k",       "\\W",         "\\s*",
	    "(?<!a)",   "(a|c )",  "\\p{L}",     "\\pP",    "[[:alpha:]]", "[^[:space:]a]",
	    "\\x61",    "\\x{2d}", "\\h",        "\\u0062"};
	static const char *const pieces[] = {
	    "a",  "b", "ab", "c", "bc",           " ",       ", ", ".",
	    "\n", "-", "A",  "'", "\xe2\x84\xaa", "\xc3\xa9"};
	struct matcher *matcher = matcher_new(60000);
	uint64_t seed = 5;
	unsigned tried = 0;

	(void)state;
	for (int round = 0; round < 100000; round++) {
		struct arena *arena = arena_new();
		struct builder token = {0}, pattern = {0}, text = {0};
		bool whole = random_below(&seed, 2);
		struct pattern_error error;
		struct anchor anchor;
		struct pattern *compiled;

		random_add(&seed, &token, atoms, SUPPORT_COUNT(atoms), 1 + random_below(&seed, 5));
		builder_printf(&pattern, whole ? "(?m)\\b(?:%s)\\b" : "(?m)(?:%s)", token.bytes);
		random_add(&seed, &text, pieces, SUPPORT_COUNT(pieces),
		           4 + random_below(&seed, 24));
		compiled =
		    pattern_compile(arena, builder_slice(&pattern), PATTERN_CASELESS, &error);
		if (compiled && anchor_find(arena, builder_slice(&token), whole, LIMIT, &anchor)) {
			struct list list = {.phrases = phrases_new(arena, NULL)};
			struct hits hits = {0};
			struct span found;

			list.number = phrases_list(list.phrases, 0);
			phrases_expand(anchor.text, LIMIT, add_phrase, &list);
			phrases_freeze(list.phrases);
			hits_reset(&hits, list.phrases);
			phrases_scan(list.phrases, builder_slice(&text), 0, &hits);
			for (size_t at = 0; pattern_find(compiled, matcher, builder_slice(&text),
			                                 at, &found) == PATTERN_MATCH;
			     at = pattern_after(builder_slice(&text), found), tried++)
				if (!is_hit(&hits, found, anchor.prefix))
					fail_msg("%s is found in %s without %.*s", pattern.bytes,
					         text.bytes, SLICE_ARG(anchor.text));
			hits_release(&hits);
		}
		builder_release(&token);
		builder_release(&pattern);
		builder_release(&text);
		arena_free(arena);
	}
	if (tried < 1000)
		fail_msg("only %u matches", tried);
	matcher_free(matcher);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(between_blanks),    cmocka_unit_test(at_boundaries),
	    cmocka_unit_test(of_alternatives),   cmocka_unit_test(what_is_not_understood),
	    cmocka_unit_test(anchors_are_sound),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
