#include "cli/reporter.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/complain.h"
#include "cli/diagnostic.h"
#include "cli/diff.h"
#include "cli/project.h"
#include "cli/replace.h"
#include "cli/summary.h"
#include "cli/terminal.h"

enum { SUMMARY_LIMIT = 1 << 20, SUMMARY_LEAST = 1 << 12 };

static void receive_file(void *context, const struct draftlint_file *file)
{
	struct reporter *reporter = context;
	bool faulty = false;

	for (size_t i = 0; i < file->finding_count; i++)
		faulty |= diagnostic_is_open(&file->findings[i]);
	reporter->faulty += faulty && file->kind != DRAFTLINT_SETTINGS;
	for (size_t i = 0; i < reporter->output_count; i++)
		format_write_file(&reporter->outputs[i], file);
	if (!file->rewrite || !reporter->makes_text)
		return;
	if (reporter->view.diff)
		diff_write(&reporter->text, file->path, file->rewrite);
	else
		reporter_make(reporter, slice_from(file->rewrite->after, file->rewrite->after_len));
}

void reporter_make(struct reporter *reporter, struct slice document)
{
	sink_document(&reporter->text, document);
	reporter->made = true;
}

void reporter_add_findings(struct reporter *reporter, const struct draftlint_finding *findings,
                           size_t count)
{
	size_t start = 0;

	for (size_t i = 1; i <= count; i++) {
		struct draftlint_file file = {.kind = DRAFTLINT_DRAFT,
		                              .path = findings[start].path,
		                              .findings = findings + start,
		                              .finding_count = i - start};

		if (i < count && strcmp(findings[i].path, findings[start].path) == 0)
			continue;
		receive_file(reporter, &file);
		start = i;
	}
}

void reporter_say(struct reporter *reporter, const char *what, const char *text)
{
	sink_add(&reporter->errors, "draftlint: ");
	sink_path(&reporter->errors, what);
	sink_add(&reporter->errors, ": ");
	sink_message(&reporter->errors, text);
	sink_add(&reporter->errors, "\n");
}

static void receive_message(void *context, const char *text)
{
	struct reporter *reporter = context;

	reporter->status = 2;
	sink_add(&reporter->errors, "draftlint: ");
	sink_message(&reporter->errors, text);
	sink_add(&reporter->errors, "\n");
	for (size_t i = 0; i < reporter->output_count; i++) {
		struct output *output = &reporter->outputs[i];

		if (output->format->message)
			output->format->message(output, text);
	}
}

static void receive_notice(void *context, const char *text)
{
	struct reporter *reporter = context;

	if (!reporter->view.quiet)
		reporter_say(reporter, "note", text);
}

static void receive_progress(void *context, size_t done, size_t total)
{
	struct reporter *reporter = context;

	progress_show(&reporter->progress, done, total);
}

static void begin(struct reporter *reporter, const struct arguments *arguments)
{
	*reporter = (struct reporter){
	    .view =
	        {
	            .unit = (enum column_unit)arguments->column_unit,
	            .quiet = arguments->quiet,
	            .statistics = arguments->statistics,
	            .diff = arguments->diff,
	            .fix = arguments->fix || arguments->unsafe_fixes || arguments->diff,
	        },
	    .makes_text = arguments_make_text(arguments),
	    .receiver = {.context = reporter,
	                 .file = receive_file,
	                 .message = receive_message,
	                 .progress = receive_progress,
	                 .notice = receive_notice},
	};
	project_find(arguments->arena, &reporter->view);
	sink_init(&reporter->errors,
	          terminal_colour((enum colour)arguments->colour, STDERR_FILENO));
	sink_init(&reporter->text, terminal_colour((enum colour)arguments->colour, STDOUT_FILENO));
	reporter->text.exact =
	    terminal_takes_bytes(STDOUT_FILENO, arguments->diff && reporter->text.break_commands);
	progress_begin(&reporter->progress, arguments->quiet);
}

/* Where findings go that have no file of their own. */
static int usual_descriptor(const struct reporter *reporter)
{
	return reporter->makes_text ? STDERR_FILENO : STDOUT_FILENO;
}

static void add_output(struct reporter *reporter, const struct format *format, const char *path,
                       int descriptor)
{
	size_t size = (reporter->output_count + 1) * sizeof(*reporter->outputs);

	reporter->outputs = memory_realloc(reporter->outputs, size);
	reporter->outputs[reporter->output_count++] =
	    (struct output){.format = format, .path = path, .descriptor = descriptor};
}

/* GitHub's annotations are few: the whole list goes where the job's summary is
 * collected, which takes 1 MiB from a step. */
static void add_job_summary(struct reporter *reporter)
{
	const char *path = getenv("GITHUB_STEP_SUMMARY");
	struct stat status = {0};
	struct output *output;
	size_t used = 0;
	bool wanted = false;

	for (size_t i = 0; i < reporter->output_count; i++)
		wanted |= reporter->outputs[i].format == &format_github;
	if (!wanted || !path || !*path)
		return;
	if (stat(path, &status) == 0 && status.st_size > 0)
		used = (size_t)status.st_size;
	/* One byte too many and the service shows nothing of it. */
	if (used + SUMMARY_LEAST > SUMMARY_LIMIT)
		return;
	add_output(reporter, format_find(reporter->formats, slice_of("markdown")), path, -1);
	output = &reporter->outputs[reporter->output_count - 1];
	output->append = true;
	output->limit = SUMMARY_LIMIT - used;
}

/* Only when all of them are known to be good is there something to release. */
static void open_outputs(struct reporter *reporter, int colour)
{
	for (size_t i = 0; i < reporter->output_count; i++) {
		struct output *output = &reporter->outputs[i];

		output->view = reporter->view;
		output->view.width = terminal_width(output->descriptor);
		sink_init(&output->sink, terminal_colour((enum colour)colour, output->descriptor));
		if (output->format->begin)
			output->format->begin(output);
	}
}

static void complain_format(const struct reporter *reporter, struct slice name, const char *origin)
{
	struct builder what = {NULL, 0, 0};
	struct nearest nearest;

	nearest_init(&nearest, name);
	for (const struct format *const *format = reporter->formats; *format; format++)
		nearest_try(&nearest, (*format)->name);
	builder_printf(&what, "%s: unknown format", origin);
	complain_unknown(what.bytes, "", &nearest);
	builder_release(&what);
}

/* FORMAT or FORMAT:PATH, from the option or the variable that ORIGIN names. */
static bool parse_output(struct reporter *reporter, const char *text, const char *origin)
{
	struct slice whole = slice_of(text);
	struct slice name = whole;
	const char *path = strchr(text, ':');
	const struct format *format;

	if (path)
		name = slice_sub(whole, 0, (size_t)(path++ - text));
	format = format_find(reporter->formats, name);
	if (!format) {
		complain_format(reporter, name, origin);
		return false;
	}
	if (path && !*path) {
		complain("%s: the file name after `%s` is missing", origin, text);
		return false;
	}
	if (path && strcmp(path, "-") == 0)
		path = NULL;
	for (size_t i = 0; i < reporter->output_count; i++) {
		const char *other = reporter->outputs[i].path;

		if (path && other && strcmp(path, other) == 0) {
			complain("%s: two formats would be written to `%s`", origin, path);
			return false;
		}
		if (!path && !other) {
			complain("%s: only one format can go to standard output; give the "
			         "other a file: `%s:FILE`",
			         origin, text);
			return false;
		}
	}
	add_output(reporter, format, path, path ? -1 : usual_descriptor(reporter));
	return true;
}

static void release(struct reporter *reporter)
{
	for (size_t i = 0; i < reporter->output_count; i++)
		sink_release(&reporter->outputs[i].sink);
	free(reporter->outputs);
	sink_release(&reporter->errors);
	sink_release(&reporter->text);
}

bool reporter_begin(struct reporter *reporter, const struct arguments *arguments)
{
	const char *variable = "DRAFTLINT_OUTPUT_FORMAT";
	const char *usual = arguments->command->formats == formats ? getenv(variable) : NULL;
	bool good = true;

	begin(reporter, arguments);
	reporter->formats = arguments->command->formats;
	for (size_t i = 0; i < arguments->formats.count && good; i++)
		good = parse_output(reporter, arguments->formats.items[i], "--format");
	if (!arguments->formats.count) {
		if (usual && *usual)
			good = parse_output(reporter, usual, variable);
		else
			add_output(reporter, reporter->formats[0], NULL,
			           usual_descriptor(reporter));
	}
	if (good)
		add_job_summary(reporter);
	if (good)
		open_outputs(reporter, arguments->colour);
	else
		release(reporter);
	return good;
}

void reporter_begin_aside(struct reporter *reporter, const struct arguments *arguments)
{
	begin(reporter, arguments);
	reporter->view.quiet = true;
	reporter->view.failures = true;
	add_output(reporter, formats[0], NULL, STDERR_FILENO);
	open_outputs(reporter, arguments->colour);
}

/* False after it has been said that NAME could not be written. */
static bool is_written(struct reporter *reporter, const char *name, int error)
{
	/* Whoever closed the pipe knows that he did. */
	if (error && error != EPIPE)
		reporter_say(reporter, name, strerror(error));
	return error == 0;
}

static bool write_output(struct reporter *reporter, const struct output *output)
{
	int error = !output->path    ? sink_write(&output->sink, output->descriptor)
	            : output->append ? append_file(output->path, &output->sink)
	                             : replace_file(output->path, &output->sink);

	return is_written(reporter, output->path ? output->path : "standard output", error);
}

struct rules {
	struct arena *arena;
	struct draftlint_rule *items;
	size_t count;
	size_t capacity;
};

static const char *keep(struct arena *arena, const char *text)
{
	return text ? arena_strdup(arena, text) : NULL;
}

static void keep_rule(void *context, const struct draftlint_rule *rule)
{
	struct rules *rules = context;
	struct draftlint_rule copy = *rule;

	copy.name = keep(rules->arena, rule->name);
	copy.question = keep(rules->arena, rule->question);
	copy.summary = keep(rules->arena, rule->summary);
	copy.reason = keep(rules->arena, rule->reason);
	copy.bad = keep(rules->arena, rule->bad);
	copy.good = keep(rules->arena, rule->good);
	copy.path = NULL;
	rules->items = arena_grow(rules->arena, rules->items, rules->count, &rules->capacity,
	                          sizeof(*rules->items));
	rules->items[rules->count++] = copy;
}

void reporter_learn_rules(struct reporter *reporter, struct draftlint *session, struct arena *arena)
{
	/* Whatever is wrong with them has been reported by the check. */
	static const struct draftlint_receiver nobody;
	struct rules rules = {.arena = arena};
	bool wanted = false;

	for (size_t i = 0; i < reporter->output_count; i++)
		wanted |= reporter->outputs[i].format->wants_rules;
	if (!wanted)
		return;
	draftlint_rules(session, &nobody, keep_rule, &rules);
	reporter->rules = rules.items;
	reporter->rule_count = rules.count;
}

int reporter_end(struct reporter *reporter, const struct draftlint_summary *summary,
                 const char *closing, int status)
{
	struct totals totals = {
	    .summary = summary,
	    .faulty = reporter->faulty,
	    .rules = reporter->rules,
	    .rule_count = reporter->rule_count,
	    .closing = closing,
	    .status = status,
	    .audit = reporter->audit,
	};
	bool summed = false;
	bool written =
	    is_written(reporter, "standard output", sink_write(&reporter->text, STDOUT_FILENO));

	if (reporter->status > totals.status)
		totals.status = reporter->status;
	progress_clear(&reporter->progress);
	for (size_t i = 0; i < reporter->output_count; i++) {
		struct output *output = &reporter->outputs[i];

		output->format->end(output, &totals);
		summed |= !output->path && output->format->has_summary;
		written &= write_output(reporter, output);
	}
	if (!summed)
		summary_write(&reporter->errors, &reporter->view, &totals);
	if (!closing && !reporter->status && !reporter->view.quiet)
		summary_write_nothing(&reporter->errors, summary, reporter->idle);
	(void)sink_write(&reporter->errors, STDERR_FILENO);
	release(reporter);
	return written ? totals.status : 2;
}
