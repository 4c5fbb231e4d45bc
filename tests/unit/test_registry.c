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

static void check_words(const char *rule, const char *what, const char *words)
{
	if (!words || !*words)
		fail_msg("rule %s has no %s", rule, what);
}

static void check_rule(void *context, const struct draftlint_rule *rule)
{
	char tag[120];
	struct builder expected = expected_of(rule->name);

	(void)context;
	rule_count++;
	if (strcmp(rule->name, last_name) <= 0)
		fail_msg("rule %s after %s: twice, or not sorted", rule->name, last_name);
	snprintf(last_name, sizeof(last_name), "%s", rule->name);
	check_words(rule->name, "summary", rule->summary);
	check_words(rule->name, "reason", rule->reason);
	check_words(rule->name, "bad example", rule->bad);
	check_words(rule->name, "good example", rule->good);
	snprintf(tag, sizeof(tag), " [%s]\n", rule->name);
	if (slice_find(builder_slice(&expected), tag, 0) == SIZE_MAX)
		fail_msg("%s/%s/expected does not name the rule", FIXTURE_FOLDERS, rule->name);
	if (!exists(rule->name, "bad.md") && !exists(rule->name, "bad.mdx"))
		fail_msg("%s/%s has no bad.md", FIXTURE_FOLDERS, rule->name);
	if (!exists(rule->name, "good.md") && !exists(rule->name, "good.mdx"))
		fail_msg("%s/%s has no good.md", FIXTURE_FOLDERS, rule->name);
	builder_release(&expected);
}

static void fail_with_message(void *context, const char *text)
{
	(void)context;
	fail_msg("%s", text);
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
	draftlint_free(session);
}

static bool is_rule(const char *name)
{
	struct builder expected = expected_of(name);
	bool named;
	char tag[120];

	snprintf(tag, sizeof(tag), " [%s]\n", name);
	named = slice_find(builder_slice(&expected), tag, 0) != SIZE_MAX;
	builder_release(&expected);
	return named;
}

static void each_folder_is_about_a_rule(void **state)
{
	struct names folders = names_in(FIXTURE_FOLDERS, is_fixture_folder);

	(void)state;
	for (size_t i = 0; i < folders.count; i++)
		if (strncmp(folders.items[i], "combine-", 8) != 0 && !is_rule(folders.items[i]))
			fail_msg("%s/%s is about no rule", FIXTURE_FOLDERS, folders.items[i]);
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

/* What the text before the first backtick, and that between others, is made of. */
static void check_message(const char *folder, struct slice message)
{
	const char *fault = NULL;

	if (slice_find(message, "\"", 0) != SIZE_MAX)
		fault = "holds a double quote";
	if (message.ptr[0] >= 'A' && message.ptr[0] <= 'Z')
		fault = "begins with a capital";
	if (slice_ends(message, ".") && !slice_ends(message, "…"))
		fault = "ends in a full stop";
	if (fault)
		fail_msg("%s: a message %s: %.*s", folder, fault, SLICE_ARG(message));
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
	names_release(&folders);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_rule_is_explained_and_proven),
	    cmocka_unit_test(each_folder_is_about_a_rule),
	    cmocka_unit_test(each_message_keeps_the_style),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
