/* INI as Vale has it: what is read, where it stands, and what globs mean. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lint/vale.h"
#include "parse/ini.h"
#include "support.h"
#include "tree_check.h"

struct fixture {
	struct arena *arena;
	struct source *source;
	struct problems problems;
	struct node *root;
};

static struct fixture read_text(const char *text)
{
	struct fixture f = {.arena = arena_new()};
	size_t nodes = 0;

	f.source = source_from_bytes(f.arena, "x.ini", text, strlen(text));
	f.problems.arena = f.arena;
	f.root = ini_read(f.arena, f.source, &f.problems);
	if (f.root)
		assert_null(tree_check(f.source, f.root, &nodes));
	return f;
}

static void values_are_read(void **state)
{
	static const struct {
		const char *text;
		const char *value;
		const char *source; /* the bytes it stands in */
	} cases[] = {
	    {"k = a", "a", "a"},
	    {"k=a b \t", "a b", "a b"},
	    {"  k : a = b", "a = b", "a = b"},
	    {"\xEF\xBB\xBFk = a\r\n", "a", "a"},
	    {"k = a # c", "a", "a"},
	    {"k = a ; c # d", "a ; c", "a ; c"},
	    {"k = a#b;c", "a#b;c", "a#b;c"},
	    {"k = 'a # b'", "'a", "'a"},
	    {"k = 'a, b'", "a, b", "a, b"},
	    {"k = \"a\" ; c", "a", "a"},
	    {"k = \"a", "\"a", "\"a"},
	    {"k = a, \\\n  b, \\\r\n\tc\nd = 1", "a, b, c", "a, \\\n  b, \\\r\n\tc"},
	    {"k = a\\\n\nd = 1", "a", "a"},
	    {"k = a\\", "a", "a"},
	    {"k = \\", "", "\\"},
	    {"k =", "", ""},
	    {"k = a\\\n \v b", "a\v b", "a\\\n \v b"},
	    {"k = `a\n[b] # c` d", "a\n[b] # c", "a\n[b] # c"},
	    {"k = \"\"\"a \"b\"\"\"\"", "a \"b", "a \"b"},
	    {"# c\n; d\n\n`k` = a", "a", "a"},
	    {"\"k\" = a", "a", "a"},
	};

	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(cases); i++) {
		struct fixture f = read_text(cases[i].text);
		const struct node *value;

		assert_non_null(f.root);
		value = node_get(f.root->first, "k");
		assert_non_null(value);
		assert_string_equal(value->map.text, cases[i].value);
		assert_true(
		    slice_is(source_slice(f.source, node_value_span(value)), cases[i].source));
		arena_free(f.arena);
	}
}

static void sections_keep_their_order(void **state)
{
	struct fixture f = read_text("a = 1\n[*.md]\nb = 2\nb = 3\n[[!.]*.{md,adoc}] # c\n[*.md]\n"
	                             "c : 4\n");
	static const char *const names[] = {"", "*.md", "[!.]*.{md,adoc}", "*.md"};
	static const size_t counts[] = {1, 2, 0, 1};
	const struct node *section = f.root->first;

	(void)state;
	assert_int_equal(f.root->count, SUPPORT_COUNT(names));
	for (size_t i = 0; i < SUPPORT_COUNT(names); i++, section = section->next) {
		assert_true(slice_is(section->key, names[i]));
		assert_true(slice_is(source_slice(f.source, section->key_span), names[i]));
		assert_int_equal(section->count, counts[i]);
	}
	arena_free(f.arena);
}

static void wrong_lines_are_told_all(void **state)
{
	struct fixture f = read_text("a = 1\n[*.md\n[]\nword\n = 2\nb = `c\nd\n");
	static const size_t lines[] = {2, 3, 4, 5, 6};
	const struct problem *problem = f.problems.first;

	(void)state;
	assert_null(f.root);
	assert_int_equal(f.problems.count, SUPPORT_COUNT(lines));
	for (size_t i = 0; i < SUPPORT_COUNT(lines); i++, problem = problem->next)
		assert_int_equal(source_position(f.source, problem->span.start).line, lines[i]);
	arena_free(f.arena);
}

static void globs_mean_the_same(void **state)
{
	static const struct {
		const char *glob;
		const char *files;  /* NULL: for no draft */
		const char *drafts; /* NULL: the same */
		bool partly;
	} cases[] = {
	    {"*.md", "**/*.md", NULL, false},
	    {"*.{md,adoc,mdx}", "**/*.{md,mdx}", NULL, true},
	    {"*.{md}", "**/*.md", NULL, false},
	    {"*.{rst,adoc}", NULL, NULL, true},
	    {"*.adoc", NULL, NULL, true},
	    {"*.qmd", "**/*.qmd", NULL, false},
	    {"README.md", "README.md", NULL, false},
	    {"README", NULL, NULL, false},
	    {"docs/*.md", "docs/**/*.md", NULL, false},
	    {"docs/a*.md", "docs/a**.md", NULL, false},
	    {"docs/*", "docs/**", "docs/**/*.{md,mdown,markdown,markdn,mdx,qmd}", false},
	    {"docs/**", "docs/**", "docs/**/*.{md,mdown,markdown,markdn,mdx,qmd}", false},
	    {"docs/**/*", "docs/**/*", "docs/**/*.{md,mdown,markdown,markdn,mdx,qmd}", false},
	    {"docs/**/*.md", "docs/**/*.md", NULL, false},
	    {"{a,b}/*/c.md", "{a,b}/**/*/c.md", NULL, false},
	    {"[!.]*.md", "[!.]**.md", NULL, false},
	    {"v1.2/a*", "v1.2/a**", "v1.2/a**.{md,mdown,markdown,markdn,mdx,qmd}", false},
	};
	struct vale vale = {.arena = arena_new()};

	(void)state;
	vale_add(&vale, &vale.extensions, (struct vale_value){.text = slice_of("qmd")});
	for (size_t i = 0; i < SUPPORT_COUNT(cases); i++) {
		struct vale_section section = {.files = NULL};
		const char *drafts = cases[i].drafts ? cases[i].drafts : cases[i].files;
		bool partly;

		assert_true(vale_glob(&vale, slice_of(cases[i].glob), &section, &partly));
		assert_int_equal(partly, cases[i].partly);
		assert_int_equal(section.files != NULL, cases[i].files != NULL);
		if (section.files) {
			assert_string_equal(section.files, cases[i].files);
			assert_string_equal(section.drafts, drafts);
		}
	}
	arena_free(vale.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(values_are_read),
	    cmocka_unit_test(sections_keep_their_order),
	    cmocka_unit_test(wrong_lines_are_told_all),
	    cmocka_unit_test(globs_mean_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
