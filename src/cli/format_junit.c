/*
 * junit: XML of test results. Each draft is a suite, each finding a case that
 * failed, a draft without any a case that passed. Findings of severity info
 * fail nothing and are told as the suite's output.
 */
#include <stdlib.h>
#include <string.h>

#include <draftlint.h>

#include "base/arena.h"
#include "cli/diagnostic.h"
#include "cli/formats.h"
#include "cli/xml.h"

struct counts {
	size_t tests;
	size_t failures;
	size_t errors;
	size_t skipped;
};

struct suites {
	struct sink sink; /* the counts stand before what they count */
	struct counts counts;
};

static void junit_begin(struct output *output)
{
	struct suites *suites = memory_alloc(sizeof(*suites));

	*suites = (struct suites){.sink = {.escapes = xml_escapes}};
	suites->sink.break_commands = output->sink.break_commands;
	output->sink.escapes = xml_escapes;
	output->state = suites;
}

static void junit_write_counts(struct sink *sink, const struct counts *counts)
{
	xml_attribute_number(sink, "tests", counts->tests);
	xml_attribute_number(sink, "failures", counts->failures);
	xml_attribute_number(sink, "errors", counts->errors);
	xml_attribute_number(sink, "skipped", counts->skipped);
	sink_add(sink, " time=\"0\">\n");
}

static void open_suite(struct suites *suites, const char *name, const struct counts *counts)
{
	suites->counts.tests += counts->tests;
	suites->counts.failures += counts->failures;
	suites->counts.errors += counts->errors;
	suites->counts.skipped += counts->skipped;
	sink_add(&suites->sink, "  <testsuite");
	xml_attribute(&suites->sink, "name", name);
	junit_write_counts(&suites->sink, counts);
}

/* PATH without its ending, as a name of a class: "posts.a". */
static void junit_write_class(struct sink *sink, const char *path)
{
	const char *dot = strrchr(path, '.');
	const char *slash = strrchr(path, '/');
	size_t len =
	    dot && dot > path && (!slash || dot > slash + 1) ? (size_t)(dot - path) : strlen(path);
	struct builder name = {NULL, 0, 0};

	for (size_t i = 0; i < len; i++)
		builder_add_char(&name, path[i] == '/' ? '.' : path[i]);
	sink_add(sink, "    <testcase classname=\"");
	sink_text(sink, builder_slice(&name));
	sink_add(sink, "\"");
	builder_release(&name);
}

/* "path:3:8: error: message [rule]", and what else there is to say. */
static void junit_write_body(struct sink *sink, const struct draftlint_finding *finding)
{
	struct output plain = {.sink = *sink};

	diagnostic_write(&plain, finding, false);
	*sink = plain.sink;
	for (size_t i = 0; i < finding->note_count; i++) {
		sink_add(sink, "  note: ");
		sink_message(sink, finding->notes[i].text);
		sink_add(sink, "\n");
	}
	if (finding->help) {
		sink_add(sink, "  help: ");
		sink_message(sink, finding->help);
		sink_add(sink, "\n");
	}
}

static void junit_write_case(struct sink *sink, const struct draftlint_finding *finding)
{
	size_t line = finding->range.start.line ? finding->range.start.line : 1;

	junit_write_class(sink, finding->path);
	sink_add(sink, " name=\"");
	sink_text(sink, slice_of(finding->rule));
	sink_printf(sink, " (%zu:%u)\"", line,
	            finding->range.start.column ? (unsigned)finding->range.start.column : 1);
	xml_attribute(sink, "file", finding->path);
	xml_attribute_number(sink, "line", line);
	sink_add(sink, " time=\"0\">\n");
	if (finding->suppressed) {
		sink_add(sink, "      <skipped");
		xml_attribute(sink, "message", finding->suppressed);
		sink_add(sink, "/>\n    </testcase>\n");
		return;
	}
	sink_add(sink, "      <failure");
	xml_attribute(sink, "type", finding->rule);
	xml_attribute(sink, "message", finding->message);
	sink_add(sink, ">");
	junit_write_body(sink, finding);
	sink_add(sink, "</failure>\n    </testcase>\n");
}

static bool is_told(const struct draftlint_finding *finding)
{
	return diagnostic_is_open(finding) && finding->severity == DRAFTLINT_INFO;
}

static struct counts count_cases(const struct draftlint_file *file)
{
	struct counts counts = {.errors = file->kind != DRAFTLINT_DRAFT};

	for (size_t i = 0; i < file->finding_count; i++) {
		if (file->findings[i].suppressed)
			counts.skipped++;
		else if (!is_told(&file->findings[i]))
			counts.failures++;
	}
	counts.tests = counts.errors + counts.failures + counts.skipped;
	return counts;
}

static void junit_write_told(struct sink *sink, const struct draftlint_file *file)
{
	bool opened = false;

	for (size_t i = 0; i < file->finding_count; i++) {
		if (!is_told(&file->findings[i]))
			continue;
		sink_add(sink, opened ? "" : "    <system-out>");
		opened = true;
		junit_write_body(sink, &file->findings[i]);
	}
	sink_add(sink, opened ? "</system-out>\n" : "");
}

static void junit_file(struct output *output, const struct draftlint_file *file)
{
	struct suites *suites = output->state;
	struct counts counts = count_cases(file);
	bool passed = counts.tests == 0;

	counts.tests += passed;
	open_suite(suites, file->path, &counts);
	if (passed || file->kind != DRAFTLINT_DRAFT) {
		junit_write_class(&suites->sink, file->path);
		sink_add(&suites->sink, " name=\"draftlint\"");
		xml_attribute(&suites->sink, "file", file->path);
		sink_add(&suites->sink, passed ? " time=\"0\"/>\n" : " time=\"0\">\n");
	}
	if (file->kind != DRAFTLINT_DRAFT)
		sink_printf(&suites->sink,
		            "      <error type=\"incomplete\" message=\"%s\"/>\n    </testcase>\n",
		            file->kind == DRAFTLINT_SETTINGS ? "configuration or pack in error"
		                                             : "not checked in full");
	for (size_t i = 0; i < file->finding_count; i++)
		if (!is_told(&file->findings[i]))
			junit_write_case(&suites->sink, &file->findings[i]);
	junit_write_told(&suites->sink, file);
	sink_add(&suites->sink, "  </testsuite>\n");
}

static void junit_message(struct output *output, const char *text)
{
	struct suites *suites = output->state;

	open_suite(suites, "draftlint", &(struct counts){.tests = 1, .errors = 1});
	sink_add(&suites->sink, "    <testcase classname=\"draftlint\" name=\"run\" time=\"0\">\n"
	                        "      <error type=\"run\"");
	xml_attribute(&suites->sink, "message", text);
	sink_add(&suites->sink, "/>\n    </testcase>\n  </testsuite>\n");
}

static void junit_end(struct output *output, const struct totals *totals)
{
	struct suites *suites = output->state;

	(void)totals;
	sink_add(&output->sink, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	                        "<testsuites name=\"draftlint\"");
	junit_write_counts(&output->sink, &suites->counts);
	builder_add_slice(&output->sink.bytes, builder_slice(&suites->sink.bytes));
	sink_add(&output->sink, "</testsuites>\n");
	sink_release(&suites->sink);
	free(suites);
	output->state = NULL;
}

const struct format format_junit = {
    .name = "junit",
    .help = "XML of test results",
    .wants_suppressed = true,
    .begin = junit_begin,
    .file = junit_file,
    .message = junit_message,
    .end = junit_end,
};
