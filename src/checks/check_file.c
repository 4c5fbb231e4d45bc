/*
 * File: whether the whole file could be read and checked.
 *
 * Hunts bytes that are not UTF-8, NUL bytes, and limits that were reached.
 * Every finding here means that the file was not fully checked, and that the
 * run ends with status 2: never silence. Files that cannot be opened, and fixes
 * that cannot be made, are reported by the linter, by these rules.
 */
#include "checks/check.h"

#include "base/utf8.h"
#include "checks/lint_rules.h"

enum { ENCODING_INVALID, FILE_UNREADABLE, FIX_FAILED, LIMIT_REACHED, RULE_ABORTED };

static const struct rule rules[] = {
    [ENCODING_INVALID] = {"encoding-invalid", SEVERITY_ERROR, NULL,
                          "the file is not valid UTF-8, or holds a NUL byte",
                          "Words that cannot be decoded cannot be checked, and sites show them as "
                          "question marks.",
                          "a file saved as Latin-1 or UTF-16", "the same file saved as UTF-8",
                          false, true},
    [FILE_UNREADABLE] = {"file-unreadable", SEVERITY_ERROR, NULL, "the file cannot be read",
                         "A file that was named and not checked must not pass.",
                         "draftlint check no-such-file.md", "draftlint check draft.md", false,
                         true},
    [FIX_FAILED] = {"fix-failed", SEVERITY_ERROR, NULL,
                    "fixes were not made as they were asked for",
                    "A draft that was to be mended and was not must not pass for mended.",
                    "--fix on a draft that is a symbolic link", "--fix on the draft itself", false,
                    true},
    [LIMIT_REACHED] = {"limit-reached", SEVERITY_ERROR, NULL,
                       "the file reaches a limit and was not fully checked",
                       "Limits keep a hostile or broken file from stopping the whole run.",
                       "front matter nested 65 levels deep", "front matter of plain fields", false,
                       true},
    [RULE_ABORTED] = {"rule-aborted", SEVERITY_ERROR, NULL,
                      "a rule's pattern took too long and was stopped",
                      "A rule that gives up has not seen the text: that is no pass.",
                      "a pattern with nested repetition, like (a+)+$",
                      "a pattern that can match in one way only", false, true},
};

const struct rule *const rule_file_unreadable = &rules[FILE_UNREADABLE];
const struct rule *const rule_fix_failed = &rules[FIX_FAILED];
const struct rule *const rule_limit_reached = &rules[LIMIT_REACHED];
const struct rule *const rule_aborted = &rules[RULE_ABORTED];

/* The name of a byte order mark or pattern of UTF-16 or UTF-32, or NULL. */
static const char *other_encoding(const struct source *source)
{
	const unsigned char *b = (const unsigned char *)source->bytes;

	if (source->size < 4)
		return NULL;
	if (b[0] == 0xFF && b[1] == 0xFE)
		return b[2] == 0 && b[3] == 0 ? "UTF-32" : "UTF-16";
	if (b[0] == 0xFE && b[1] == 0xFF)
		return "UTF-16";
	if (b[0] == 0 && b[1] == 0 && b[2] == 0xFE && b[3] == 0xFF)
		return "UTF-32";
	if ((b[0] == 0 && b[1] && b[2] == 0 && b[3]) || (b[0] && b[1] == 0 && b[2] && b[3] == 0))
		return "UTF-16";
	return NULL;
}

static void check_encoding(const struct check_context *context)
{
	const struct source *source = context->draft->source;
	const char *encoding = other_encoding(source);
	struct place place = PLACE(source, source->fault, source->fault + 1);
	struct finding *finding;
	unsigned char byte;
	size_t size;

	if (source->fault >= source->size)
		return;
	byte = (unsigned char)source->bytes[source->fault];
	utf8_decode(source->bytes + source->fault, source->size - source->fault, &size);
	place.span.end = source->fault + size;
	if (encoding)
		finding = report_add(context->report, &rules[ENCODING_INVALID], place,
		                     "the file is %s, not UTF-8", encoding);
	else if (byte == 0)
		finding = report_add(context->report, &rules[ENCODING_INVALID], place,
		                     "a NUL byte in the text");
	else
		finding = report_add(context->report, &rules[ENCODING_INVALID], place,
		                     "byte 0x%02x is not valid UTF-8 here", byte);
	finding_help(context->report, finding, "save the file as UTF-8");
}

static void run(const struct check_context *context, const void *settings)
{
	(void)settings;
	check_encoding(context);
	for (const struct problem *p = context->draft->problems.first; p; p = p->next) {
		struct finding *finding;

		if (p->kind != PROBLEM_LIMIT)
			continue;
		finding =
		    report_add(context->report, &rules[LIMIT_REACHED],
		               (struct place){context->draft->source, p->span}, "%s", p->message);
		if (p->help)
			finding_help(context->report, finding, "%s", p->help);
	}
}

const struct check check_file = {
    .name = "file",
    .rules = rules,
    .rule_count = sizeof(rules) / sizeof(rules[0]),
    .run = run,
};
