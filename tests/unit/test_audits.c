/*
 * Each folder of fixtures/audits that is named after a rule is one test: an audit
 * of its tree `bad` finds by that rule what `expected` says, line by line, and one
 * of its tree `good` nothing. Either way the facts, written and read again, give
 * the same. UPDATE=1 rewrites `expected`: read the difference.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <unistd.h>

#include <draftlint_audit.h>

#include "fixture_folders.h"

#define AUDIT_FOLDERS "fixtures/audits"
#define TODAY         "2026-07-01"

static const char *const severities[] = {"off", "info", "warning", "error"};

static char root[4096]; /* of the repository */

/* The pack lies outside of the trees: its path is absolute, but for this. */
static const char *from_root(const char *path)
{
	size_t len = strlen(root);

	return strncmp(path, root, len) == 0 ? path + len + 1 : path;
}

static void write_message(void *context, const char *text)
{
	builder_printf(context, "draftlint: %s\n", text);
}

static void add_bytes(void *context, const char *bytes, size_t len)
{
	builder_add(context, bytes, len);
}

/* Findings as concise lines, and whether they are excused. */
static void write_findings(struct builder *lines, const struct draftlint_audit *audit)
{
	for (size_t i = 0; i < audit->finding_count; i++) {
		const struct draftlint_finding *finding = &audit->findings[i];

		if (!finding->suppressed)
			builder_printf(lines, "%s:%u:%u: %s: %s [%s]\n", from_root(finding->path),
			               (unsigned)finding->range.start.line,
			               (unsigned)finding->range.start.column,
			               severities[finding->severity], finding->message,
			               finding->rule);
	}
}

/* What an audit of the working directory, or of the file FACTS, finds by RULE;
 * the facts are added to OUT. */
static struct builder audit(const char *rule, const char *facts, struct builder *out)
{
	const char *const select[] = {rule, NULL};
	struct draftlint_options options = {.max_warnings = -1, .select = select};
	struct draftlint_audit_options how = {.today = TODAY};
	struct draftlint *session = draftlint_new(&options);
	struct draftlint_library *library = draftlint_library_new(session);
	struct builder lines = {0};
	struct draftlint_receiver receiver = {.context = &lines, .message = write_message};
	const struct draftlint_audit *result;

	if (facts)
		assert_true(draftlint_library_add_facts(library, facts, &receiver));
	else
		draftlint_library_add_paths(library, NULL, 0, &receiver);
	assert_true(draftlint_library_write_facts(library, &receiver, add_bytes, out));
	result = draftlint_library_audit(library, &how, &receiver);
	assert_non_null(result);
	write_findings(&lines, result);
	draftlint_library_free(library);
	draftlint_free(session);
	return lines;
}

static void compare(const char *what, struct slice expected, struct slice found)
{
	if (slice_equal(expected, found))
		return;
	print_error("%s\n- expected\n%.*s+ found\n%.*s", what, SLICE_ARG(expected),
	            SLICE_ARG(found));
	fail();
}

/* Audits the tree SIDE of the folder for RULE, twice: the second time from facts. */
static struct builder audit_tree(const char *side, const char *rule)
{
	char facts[] = "/tmp/draftlint-facts-XXXXXX";
	int file = mkstemp(facts);
	struct builder first = {0};
	struct builder second = {0};
	struct builder found;
	struct builder again;

	assert_true(file >= 0);
	assert_int_equal(chdir(side), 0);
	found = audit(rule, NULL, &first);
	assert_int_equal(write(file, first.bytes, first.len), first.len);
	assert_int_equal(close(file), 0);
	again = audit(rule, facts, &second);
	compare("findings of facts", builder_slice(&found), builder_slice(&again));
	compare("facts of facts", builder_slice(&first), builder_slice(&second));
	assert_int_equal(chdir(".."), 0);
	unlink(facts);
	builder_release(&first);
	builder_release(&second);
	builder_release(&again);
	return found;
}

static void update(struct slice found)
{
	FILE *file = fopen("expected", "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(found.ptr, 1, found.len, file), found.len);
	assert_int_equal(fclose(file), 0);
}

static void test_folder(void **state)
{
	const char *rule = *state;
	struct builder bad = audit_tree("bad", rule);
	struct builder good = audit_tree("good", rule);
	struct builder expected = file_bytes("expected");

	assert_true(bad.len > 0);
	if (getenv("UPDATE"))
		update(builder_slice(&bad));
	else
		compare(rule, builder_slice(&expected), builder_slice(&bad));
	compare(rule, slice_of(""), builder_slice(&good));
	builder_release(&bad);
	builder_release(&good);
	builder_release(&expected);
}

static int enter(void **state)
{
	return chdir(AUDIT_FOLDERS) != 0 || chdir(*state) != 0;
}

static int leave(void **state)
{
	(void)state;
	return chdir("../../..");
}

static bool is_rule_folder(const char *name)
{
	return is_fixture_folder(name) && strcmp(name, "strategy") != 0;
}

int main(void)
{
	struct names folders = names_in(AUDIT_FOLDERS, is_rule_folder);
	struct CMUnitTest tests[64] = {{0}};
	size_t count = 0;
	int failed;

	if (!getcwd(root, sizeof(root)))
		return 1;
	for (size_t i = 0; i < folders.count && count < 64; i++)
		tests[count++] = (struct CMUnitTest){.name = folders.items[i],
		                                     .test_func = test_folder,
		                                     .setup_func = enter,
		                                     .teardown_func = leave,
		                                     .initial_state = folders.items[i]};
	failed = _cmocka_run_group_tests("audits", tests, count, NULL, NULL);
	names_release(&folders);
	return failed || count == 0;
}
