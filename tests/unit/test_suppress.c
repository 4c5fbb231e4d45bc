/*
 * Comments that silence findings. In a draft here the word PAIN, HYPE or BROKEN
 * is a finding: of `pain-not-top`, of the pack's prose rule `hype`, and of
 * `encoding-invalid`, which nothing silences.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lint/suppress.h"
#include "tiny_pack.h"

static struct arena *pack_arena;
static const struct ruleset *ruleset;

static const struct rule *rule_called(const char *name)
{
	size_t index = ruleset_find(ruleset, slice_of(name));

	assert_true(index < ruleset->rule_count);
	return ruleset->rules[index];
}

static void add_findings(struct report *report, const struct source *source, const char *word,
                         const char *rule)
{
	struct slice text = slice_from(source->bytes, source->size);

	for (size_t at = 0; (at = slice_find(text, word, at)) != SIZE_MAX; at++)
		report_add(report, rule_called(rule), PLACE(source, at, at + strlen(word)), "%s",
		           word);
}

/*
 * What becomes of the findings of TEXT: "8 PAIN" for one that stays, "8 PAIN (why)"
 * for one that is silenced, then what is said of the comments.
 */
static const char *suppress(struct arena *arena, const char *path, const char *text, size_t size)
{
	struct source *source = source_from_bytes(arena, path, text, size);
	struct draft *draft = draft_parse(arena, source, false);
	struct report report = report_in(arena);
	struct builder out = {0};
	const struct finding *f;
	const char *result;
	size_t own;

	add_findings(&report, source, "PAIN", "pain-not-top");
	add_findings(&report, source, "HYPE", "hype");
	add_findings(&report, source, "BROKEN", "encoding-invalid");
	own = report.count;
	suppress_apply(draft, ruleset, ruleset->levels, &report);
	for (f = report.first; own; f = f->next, own--) {
		struct position p = source_position(source, f->place.span.start);

		if (f->suppressed_by)
			builder_printf(&out, "%u %s (%s)\n", p.line, f->message, f->suppressed_by);
		else
			builder_printf(&out, "%u %s\n", p.line, f->message);
	}
	for (; f; f = f->next)
		add_finding_text(&out, f);
	result = builder_copy(&out, arena);
	builder_release(&out);
	return result;
}

struct suppress_case {
	const char *path;
	const char *text;
	const char *result;
};

static void compare(const struct suppress_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct suppress_case *c = &cases[i];
		struct arena *arena = arena_new();
		const char *found = suppress(arena, c->path, c->text, strlen(c->text));

		if (strcmp(found, c->result) != 0)
			print_error("%s\n", c->text);
		assert_string_equal(found, c->result);
		arena_free(arena);
	}
}

#define COMPARE(cases) compare(cases, SUPPORT_COUNT(cases))

static const struct suppress_case lines[] = {
    {"a.md", "PAIN\n", "1 PAIN\n"},
    {"a.md", "<!-- a comment -->\n\nPAIN\n", "3 PAIN\n"},
    {"a.md", "<!-- draftlint-disable-next-line pain-not-top -->\nPAIN HYPE\n\nPAIN\n",
     "2 PAIN ()\n4 PAIN\n2 HYPE\n"},
    /* blank lines do not count: a comment stands in a block of its own */
    {"a.md", "<!-- draftlint-disable-next-line pain-not-top -- why -->\n\n \nPAIN\n",
     "4 PAIN (why)\n"},
    {"a.md", "<!-- draftlint-disable-next-line -->\n\nPAIN HYPE\n", "3 PAIN ()\n3 HYPE ()\n"},
    {"a.md", "<!-- draftlint-disable-next-line pain-not-top, hype -- both -->\nPAIN HYPE\n",
     "2 PAIN (both)\n2 HYPE (both)\n"},
    {"a.md", "<!-- draftlint-disable-next-line pain-not-top hype -->\nPAIN HYPE\n",
     "2 PAIN ()\n2 HYPE ()\n"},
    {"a.md", "<!--\ndraftlint-disable-next-line\n  pain-not-top\n-- two\nlines -->\nPAIN\n",
     "6 PAIN (two\nlines)\n"},
    {"a.md", "PAIN <!-- draftlint-disable-line pain-not-top -->\nPAIN\n", "1 PAIN ()\n2 PAIN\n"},
    {"a.md", "PAIN <!-- draftlint-disable-line\npain-not-top --> PAIN\nPAIN\n",
     "1 PAIN ()\n2 PAIN ()\n3 PAIN\n"},
    {"a.md", "- one\n\n  <!-- draftlint-disable-next-line pain-not-top -->\n\n  PAIN\n",
     "5 PAIN ()\n"},
    {"a.md", "\r\n<!-- draftlint-disable-next-line pain-not-top -->\r\n\r\nPAIN\r\n",
     "4 PAIN ()\n"},
    /* not a comment of ours, or not a comment */
    {"a.md", "`<!-- draftlint-disable-next-line -->`\nPAIN\n", "2 PAIN\n"},
    {"a.md", "<!-- draftlint-disable-next-liner pain-not-top -->\nPAIN\n",
     "2 PAIN\na.md:1:1: unknown directive `draftlint-disable-next-liner`\n"
     "  help: did you mean `draftlint-disable-next-line`?\n"},
    {"a.md", "<!-- Draftlint-disable-next-line pain-not-top -->\nPAIN\n", "2 PAIN\n"},
    {"a.md", "<!-- see draftlint-disable-next-line -->\nPAIN\n", "2 PAIN\n"},
};

static const struct suppress_case ranges[] = {
    {"a.md",
     "PAIN\n\n<!-- draftlint-disable pain-not-top -- r -->\n\nPAIN HYPE\n\n"
     "<!-- draftlint-enable pain-not-top -->\n\nPAIN\n",
     "1 PAIN\n5 PAIN (r)\n9 PAIN\n5 HYPE\n"},
    {"a.md", "<!-- draftlint-disable -->\n\nPAIN\n\nHYPE\n", "3 PAIN ()\n5 HYPE ()\n"},
    {"a.md", "<!-- draftlint-disable -->\n\nPAIN\n\n<!-- draftlint-enable -->\n\nPAIN\n",
     "3 PAIN ()\n7 PAIN\n"},
    /* an enable without names ends every one; with a name only that one */
    {"a.md",
     "<!-- draftlint-disable pain-not-top, hype -->\n\nPAIN HYPE\n\n"
     "<!-- draftlint-enable hype -->\n\nPAIN HYPE\n\n<!-- draftlint-enable -->\n\nPAIN HYPE\n",
     "3 PAIN ()\n7 PAIN ()\n11 PAIN\n3 HYPE ()\n7 HYPE\n11 HYPE\n"},
    {"a.md",
     "<!-- draftlint-disable hype -- 1 -->\n\nHYPE\n\n<!-- draftlint-enable hype -->\n\n"
     "HYPE\n\n<!-- draftlint-disable hype -- 2 -->\n\nHYPE\n",
     "3 HYPE (1)\n7 HYPE\n11 HYPE (2)\n"},
    /* the first that covers a finding gives the reason; both are used */
    {"a.md",
     "<!-- draftlint-disable hype -- outer -->\n\n"
     "<!-- draftlint-disable-next-line hype -- inner -->\n\nHYPE\n",
     "5 HYPE (outer)\n"},
    {"a.md", "PAIN\n\n<!-- draftlint-disable-file pain-not-top -- all of it -->\n\nPAIN HYPE\n",
     "1 PAIN (all of it)\n5 PAIN (all of it)\n5 HYPE\n"},
    {"a.md", "<!-- draftlint-enable pain-not-top -->\n\nPAIN\n", "3 PAIN\n"},
};

static const struct suppress_case containers[] = {
    {"a.md", "---\npain: PAIN # draftlint-disable-line pain-not-top -- asked\nb: PAIN\n---\n",
     "2 PAIN (asked)\n3 PAIN\n"},
    {"a.md", "---\n# draftlint-disable-next-line\n\npain: PAIN\n---\n\nPAIN\n",
     "4 PAIN ()\n7 PAIN\n"},
    {"a.md", "---\n# draftlint-disable-file pain-not-top\na: b\n---\n\nPAIN\n", "6 PAIN ()\n"},
    {"a.md", "---\n## draftlint-disable pain-not-top\na: PAIN\n# draftlint-enable\n---\n\nPAIN\n",
     "3 PAIN ()\n7 PAIN\n"},
    {"a.md", "---\na: 'x # draftlint-disable-file'\n---\n\nPAIN\n", "5 PAIN\n"},
    {"a.mdx",
     "{/* draftlint-disable-next-line hype -- quoted */}\n\nHYPE\n\n"
     "{/* draftlint-disable hype */}\n\nHYPE\n\n{/* draftlint-enable hype */}\n\nHYPE\n",
     "3 HYPE (quoted)\n7 HYPE ()\n11 HYPE\n"},
    {"a.md", "{/* draftlint-disable-next-line hype */}\n\nHYPE\n", "3 HYPE\n"},
};

static const struct suppress_case vale[] = {
    {"a.md", "HYPE\n\n<!-- vale off -->\n\nHYPE PAIN\n\n<!-- vale on -->\n\nHYPE\n",
     "5 PAIN\n1 HYPE\n5 HYPE ()\n9 HYPE\n"},
    {"a.md", "<!-- vale hype = NO -->\n\nHYPE\n\n<!-- vale hype = YES -->\n\nHYPE\n",
     "3 HYPE ()\n7 HYPE\n"},
    {"a.md", "<!-- vale hype=no -->\n\nHYPE\n", "3 HYPE ()\n"},
    {"a.md", "<!-- vale Other.Rule = NO -->\n\nHYPE\n", "3 HYPE\n"},
    {"a.md", "<!-- vale off -->\n\n<!-- draftlint-enable -->\n\nHYPE\n", "5 HYPE ()\n"},
    {"a.md", "<!-- draftlint-disable hype -->\n\n<!-- vale on -->\n\nHYPE\n", "5 HYPE ()\n"},
    {"a.md", "<!-- valet off -->\n\nHYPE\n", "3 HYPE\n"},
    /* other tools read them too: one that silences nothing is no finding */
    {"a.md", "<!-- vale off -->\n\ntext\n", ""},
};

static const struct suppress_case never[] = {
    {"a.md", "<!-- draftlint-disable-file -->\n\nBROKEN PAIN\n", "3 PAIN ()\n3 BROKEN\n"},
    {"a.md", "<!-- draftlint-disable-file encoding-invalid -->\n\nBROKEN\n",
     "3 BROKEN\na.md:1:29: no finding of `encoding-invalid` is suppressed here\n"
     "  help: remove it\n  fix: remove the suppression\n"},
};

#define UNUSED(place) place ": no finding is suppressed here\n  help: remove it\n"
#define FIX           "  fix: remove the suppression\n"

static const struct suppress_case useless[] = {
    {"a.md", "<!-- draftlint-disable-next-line -->\n\ntext\n\nPAIN\n",
     "5 PAIN\n" UNUSED("a.md:1:1") FIX},
    {"a.md", "<!-- draftlint-disable-next-line pain-not-top -->\n\nHYPE\n",
     "3 HYPE\na.md:1:34: no finding of `pain-not-top` is suppressed here\n"
     "  help: remove it\n" FIX},
    /* of several names in one comment that one goes */
    {"a.md", "<!-- draftlint-disable-file pain-not-top, hype -->\n\nHYPE\n",
     "3 HYPE ()\na.md:1:29: no finding of `pain-not-top` is suppressed here\n"
     "  help: remove it\n" FIX},
    {"a.md", "<!-- draftlint-disable -->\n\n<!-- draftlint-enable -->\n\nPAIN\n",
     "5 PAIN\n" UNUSED("a.md:1:1") FIX},
    {"a.md", "<!-- draftlint-disable-next-line hype -->\n",
     "a.md:1:34: no finding of `hype` is "
     "suppressed here\n"
     "  help: remove it\n" FIX},
    /* a rule that is off, as the pack says, may be excused for when it is on */
    {"a.md", "<!-- draftlint-disable-file cta-absent -->\n\ntext\n", ""},
    {"a.md", "<!-- draftlint-disable-next-line pain-not-tpo -->\n\nPAIN\n",
     "3 PAIN\na.md:1:34: unknown rule `pain-not-tpo`\n  help: did you mean `pain-not-top`?\n"
     "  fix: replace with `pain-not-top`\n"},
    {"a.md", "<!-- draftlint-disable qqqqqqqqqqqq, pain-not-top -->\n\nPAIN\n",
     "3 PAIN ()\na.md:1:24: unknown rule `qqqqqqqqqqqq`\n"},
    {"a.md", "---\na: b # draftlint-disable-line hipe\n---\n",
     "a.md:2:31: unknown rule `hipe`\n  help: did you mean `hype`?\n"
     "  fix: replace with `hype`\n"},
};

static void next_lines_and_lines(void **state)
{
	(void)state;
	COMPARE(lines);
}

static void ranges_and_files(void **state)
{
	(void)state;
	COMPARE(ranges);
}

static void comments_of_each_container(void **state)
{
	(void)state;
	COMPARE(containers);
}

static void comments_of_vale(void **state)
{
	(void)state;
	COMPARE(vale);
}

static void what_was_not_checked_is_never_silenced(void **state)
{
	(void)state;
	COMPARE(never);
}

static void what_silences_nothing_is_reported(void **state)
{
	(void)state;
	COMPARE(useless);
}

/* A draft that is not UTF-8 has two texts, and the place is the same in both. */
static void places_hold_in_a_draft_with_invalid_bytes(void **state)
{
	static const char text[] = "---\nstage: x\xFF\nb: c # draftlint-disable-line hipe\n---\n\n"
	                           "A \0 byte.\n\n<!-- draftlint-disable-file qqqqqqqqqqqq -->\n";
	struct arena *arena = arena_new();

	(void)state;
	assert_string_equal(suppress(arena, "a.md", text, sizeof(text) - 1),
	                    "a.md:3:31: unknown rule `hipe`\n  help: did you mean `hype`?\n"
	                    "  fix: replace with `hype`\n"
	                    "a.md:8:29: unknown rule `qqqqqqqqqqqq`\n");
	arena_free(arena);
}

/* What the mend takes away: the comment with the line only it stands on. */
static const struct mend {
	const char *before;
	const char *after;
} mends[] = {
    {"one\n\n<!-- draftlint-disable-next-line hype -->\n\ntwo\n", "one\n\ntwo\n"},
    {"one <!-- draftlint-disable-line hype -->\ntwo\n", "one\ntwo\n"},
    {"one <!-- draftlint-disable-line hype --> more\n", "one more\n"},
    {"one\r\n\r\n  <!-- draftlint-disable-line hype -->  \r\ntwo\r\n", "one\r\n\r\ntwo\r\n"},
    {"one\n\n<!-- draftlint-disable-line hype -->", "one"},
    {"one\n\n<!-- draftlint-disable-line hype -->\n\n", "one\n\n"},
    {"---\na: b # draftlint-disable-line hype\n---\n", "---\na: b\n---\n"},
    {"---\n# draftlint-disable-file hype\na: b\n---\n", "---\na: b\n---\n"},
    {"<!-- draftlint-disable-file hype, pain-not-top -- no -->\n\nHYPE\n",
     "<!-- draftlint-disable-file hype -- no -->\n\nHYPE\n"},
    {"<!-- draftlint-disable-file pain-not-top, hype -->\n\nHYPE\n",
     "<!-- draftlint-disable-file hype -->\n\nHYPE\n"},
    {"one\n\n<!-- draftlint-disable-line hype, pain-not-top -->\n\ntwo\n", "one\n\ntwo\n"},
};

static void mending_takes_the_comment_away(void **state)
{
	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(mends); i++) {
		struct arena *arena = arena_new();
		struct source *source =
		    source_from_bytes(arena, "a.md", mends[i].before, strlen(mends[i].before));
		struct report report = report_in(arena);
		const struct finding *unused;
		const struct edit *edit;
		struct builder after = {0};

		add_findings(&report, source, "HYPE", "hype");
		suppress_apply(draft_parse(arena, source, false), ruleset, ruleset->levels,
		               &report);
		for (unused = report.first; unused && unused->suppressed_by;)
			unused = unused->next;
		assert_non_null(unused);
		assert_non_null(unused->fix);
		assert_true(unused->fix->safe);
		assert_int_equal(unused->fix->edit_count, 1);
		edit = unused->fix->edits;
		builder_add(&after, source->bytes, edit->span.start);
		builder_add_slice(&after, edit->text);
		builder_add(&after, source->bytes + edit->span.end, source->size - edit->span.end);
		assert_string_equal(after.bytes, mends[i].after);
		builder_release(&after);
		arena_free(arena);
	}
}

static int load_pack(void **state)
{
	struct report report;
	void *scratch = NULL;

	(void)state;
	pack_arena = arena_new();
	report = report_in(pack_arena);
	if (scratch_enter(&scratch) != 0)
		return -1;
	write_tiny_pack("tiny", NULL);
	ruleset = ruleset_load(pack_arena, "tiny", NULL, NULL, &report);
	if (!ruleset)
		print_error("%s", report_text(&report));
	return scratch_leave(&scratch) != 0 || !ruleset;
}

static int free_pack(void **state)
{
	(void)state;
	arena_free(pack_arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(next_lines_and_lines),
	    cmocka_unit_test(ranges_and_files),
	    cmocka_unit_test(comments_of_each_container),
	    cmocka_unit_test(comments_of_vale),
	    cmocka_unit_test(what_was_not_checked_is_never_silenced),
	    cmocka_unit_test(what_silences_nothing_is_reported),
	    cmocka_unit_test(places_hold_in_a_draft_with_invalid_bytes),
	    cmocka_unit_test(mending_takes_the_comment_away),
	};

	return cmocka_run_group_tests(tests, load_pack, free_pack);
}
