/*
 * What holds for every rule: a name of its own, words that explain it, a
 * fixture folder that proves it both ways; and for every message that the
 * fixtures show: the style of the house.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sys/stat.h>

#include <draftlint.h>

#include "fixture_folders.h"

static char last_name[100]; /* of the rules, which come sorted */
static size_t rule_count;
static size_t fault_count;

/* Every fault is told, not the first alone. */
static void complain(const char *who, const char *what)
{
	print_error("%s %s\n", who, what);
	fault_count++;
}

static bool exists(const char *folder, const char *name)
{
	struct stat status;
	char path[400];

	snprintf(path, sizeof(path), "%s/%s/%s", FIXTURE_FOLDERS, folder, name);
	return lstat(path, &status) == 0;
}

static struct builder expected_of(const char *folder)
{
	char path[400];

	snprintf(path, sizeof(path), "%s/%s/expected", FIXTURE_FOLDERS, folder);
	return file_bytes(path);
}

static void check_words(const struct draftlint_rule *rule)
{
	if (!rule->summary || !*rule->summary)
		complain(rule->name, "has no summary");
	if (!rule->reason || !*rule->reason)
		complain(rule->name, "has no reason");
	if (!rule->bad || !*rule->bad || !rule->good || !*rule->good)
		complain(rule->name, "has no bad and good example");
}

/* Whether the folder NAME has findings of the rule of its name. */
static bool proves(const char *name)
{
	struct builder expected = expected_of(name);
	char tag[120];
	bool named;

	snprintf(tag, sizeof(tag), " [%s]\n", name);
	named = slice_find(builder_slice(&expected), tag, 0) != SIZE_MAX;
	builder_release(&expected);
	return named;
}

/* A rule of the audit is proven by whole trees (test_audits.c). */
static void check_audit_folder(const char *rule)
{
	static const char *const names[] = {"expected", "bad/draftlint.yaml",
	                                    "good/draftlint.yaml"};
	struct stat status;
	char path[400];

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(path, sizeof(path), "fixtures/audits/%s/%s", rule, names[i]);
		if (stat(path, &status) != 0)
			complain(rule, path);
	}
}

/* Whether a finding of the rule NAME has a fix in any of the folders. */
static bool mends(const char *name)
{
	struct names folders = names_in(FIXTURE_FOLDERS, is_fixture_folder);
	char tag[120];
	bool found = false;

	snprintf(tag, sizeof(tag), " [%s]\n", name);
	for (size_t i = 0; i < folders.count && !found; i++) {
		char path[256];
		struct builder fixes;

		snprintf(path, sizeof(path), "%s/%s/fixes", FIXTURE_FOLDERS, folders.items[i]);
		fixes = file_bytes(path);
		found = slice_find(builder_slice(&fixes), tag, 0) != SIZE_MAX;
		builder_release(&fixes);
	}
	names_release(&folders);
	return found;
}

static void check_rule(void *context, const struct draftlint_rule *rule)
{
	/* No draft breaks it: fixtures/cli/check-fix-refused proves it. */
	bool of_runs = strcmp(rule->name, "fix-failed") == 0;

	(void)context;
	rule_count++;
	if (strcmp(rule->name, last_name) <= 0)
		complain(rule->name, "is there twice, or not sorted");
	snprintf(last_name, sizeof(last_name), "%s", rule->name);
	check_words(rule);
	if (rule->fixable != mends(rule->name))
		complain(rule->name, rule->fixable ? "is called fixable, and no `fixes` shows it"
		                                   : "has fixes, and is not called fixable");
	if (of_runs)
		return;
	if (rule->of_audit) {
		check_audit_folder(rule->name);
		return;
	}
	if (!proves(rule->name))
		complain(rule->name, "has no `expected` that names it in " FIXTURE_FOLDERS);
	if (!exists(rule->name, "bad.md") && !exists(rule->name, "bad.mdx"))
		complain(rule->name, "has no bad.md in " FIXTURE_FOLDERS);
	if (!exists(rule->name, "good.md") && !exists(rule->name, "good.mdx"))
		complain(rule->name, "has no good.md in " FIXTURE_FOLDERS);
}

static void fail_with_message(void *context, const char *text)
{
	(void)context;
	fail_msg("%s", text);
}

static int forget_faults(void **state)
{
	(void)state;
	fault_count = 0;
	return 0;
}

static void each_rule_is_explained_and_proven(void **state)
{
	struct draftlint_options options = {
	    .no_config = true, .pack = "rules/iron-cage", .max_warnings = -1};
	struct draftlint_receiver receiver = {.message = fail_with_message};
	struct draftlint *session = draftlint_new(&options);

	(void)state;
	assert_true(draftlint_rules(session, &receiver, check_rule, NULL));
	assert_true(rule_count > 50);
	assert_int_equal(fault_count, 0);
	draftlint_free(session);
}

static void each_folder_is_about_a_rule(void **state)
{
	struct names folders = names_in(FIXTURE_FOLDERS, is_fixture_folder);

	(void)state;
	for (size_t i = 0; i < folders.count; i++)
		if (strncmp(folders.items[i], "combine-", 8) != 0 && !proves(folders.items[i]))
			complain(folders.items[i], "is a folder about no rule");
	assert_int_equal(fault_count, 0);
	names_release(&folders);
}

/* "PATH:LINE:COLUMN: SEVERITY: MESSAGE [RULE]" */
static struct slice message_of(struct slice line)
{
	size_t start = slice_find(line, ": ", 0);
	size_t end = line.len;

	start = slice_find(line, ": ", start + 2);
	assert_true(start < line.len);
	while (end > start && line.ptr[end - 1] != '[')
		end--;
	assert_true(end > start + 4);
	return slice_sub(line, start + 2, end - 2);
}

static void check_message(const char *folder, struct slice message)
{
	if (slice_find(message, "\"", 0) != SIZE_MAX)
		complain(folder, "has a message with a double quote");
	if (message.ptr[0] >= 'A' && message.ptr[0] <= 'Z')
		complain(folder, "has a message that begins with a capital");
	if (slice_ends(message, "."))
		complain(folder, "has a message that ends in a full stop");
}

static void each_message_keeps_the_style(void **state)
{
	struct names folders = names_in(FIXTURE_FOLDERS, is_fixture_folder);
	size_t count = 0;

	(void)state;
	for (size_t i = 0; i < folders.count; i++) {
		struct builder expected = expected_of(folders.items[i]);
		struct slice rest = builder_slice(&expected);
		struct slice line;

		while (slice_split(&rest, '\n', &line)) {
			if (line.len == 0)
				continue;
			check_message(folders.items[i], message_of(line));
			count++;
		}
		builder_release(&expected);
	}
	assert_true(count > 100);
	assert_int_equal(fault_count, 0);
	names_release(&folders);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup(each_rule_is_explained_and_proven, forget_faults),
	    cmocka_unit_test_setup(each_folder_is_about_a_rule, forget_faults),
	    cmocka_unit_test_setup(each_message_keeps_the_style, forget_faults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
