#include "audit/library.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "lint/git_dates.h"
#include "lint/jobs.h"
#include "lint/seal.h"

enum { FACTS_FILE_LIMIT = 1024 * 1024 * 1024 };

struct library *library_new(struct run *run)
{
	struct arena *arena = arena_new();
	struct library *library = arena_alloc(arena, sizeof(*library));

	library->run = run;
	library->arena = arena;
	return library;
}

void library_free(struct library *library)
{
	if (!library)
		return;
	library_free(library->former);
	arena_free(library->arena);
}

static void add(struct library *library, const struct facts *facts, const char *origin)
{
	library->items = arena_grow(library->arena, library->items, library->count,
	                            &library->capacity, sizeof(*library->items));
	library->items[library->count++] = (struct library_item){*facts, origin};
}

/* ---- what it is held against ---- */

/* The plan of the working directory, if anything says which pack holds there. */
static void find_plan(struct library *library)
{
	struct session *session = library->run->session;
	const struct plan *plan;
	const char *relative;
	bool failed;

	if (library->plan || (!session->options->pack &&
	                      !session_config(session, CONFIG_NAME, &relative, &failed) && !failed))
		return;
	plan = session_plan(session, CONFIG_NAME, &relative);
	if (!plan)
		library->failed = true;
	else if (plan->ruleset->pack)
		library->plan = plan;
	run_deliver_settings(library->run);
}

static bool belongs(struct library *library, const struct job *job)
{
	if (!library->plan && job->plan->ruleset->pack)
		library->plan = job->plan;
	return library->plan && pack_same(job->plan->ruleset->pack, library->plan->ruleset->pack);
}

/* ---- drafts ---- */

static void skip(struct library *library, const char *path, const char *reason)
{
	struct facts facts = {.path = arena_strdup(library->arena, path), .skipped = reason};

	add(library, &facts, NULL);
}

void library_take(struct library *library, struct arena *scratch, const struct result *result)
{
	struct report report = report_in(scratch);
	struct facts_reader reader = {
	    .ruleset = library->plan->ruleset,
	    .others = &library->others,
	    .arena = library->arena,
	    .scratch = scratch,
	    .decoder = {.arena = scratch, .report = &report, .rule = &rule_facts_error}};
	size_t len = strlen(result->extract) - 1;
	struct facts facts = {0};

	reader.decoder.source = source_from_bytes(scratch, result->file.path, result->extract, len);
	if (facts_read(&reader, (struct span){0, len}, &facts) == FACTS_RECORD) {
		add(library, &facts, NULL);
		/* What `check` finds nothing wrong with. */
		if (facts.incomplete && result->file.kind == DRAFTLINT_DRAFT)
			run_fail(library->run,
			         arena_printf(scratch,
			                      "`%s` links to more than %d pages: the rest was not "
			                      "followed",
			                      facts.path, FACTS_LINKS_LIMIT));
	} else {
		library->failed = true;
		run_fail(library->run,
		         arena_printf(scratch, "the facts of `%s` cannot be kept: %s",
		                      result->file.path,
		                      report.first ? report.first->message : "no record"));
	}
	arena_reset(scratch);
}

/* What the batch needs to hand its records over. */
struct intake {
	struct library *library;
	struct arena *scratch;
};

static void take(void *context, const struct result *result)
{
	struct intake *intake = context;

	library_take(intake->library, intake->scratch, result);
}

/* What nothing else dates is dated by the commit that touched it last. */
static void date_by_git(struct library *library, size_t first)
{
	struct git_date *dates =
	    arena_array(library->arena, library->count - first, sizeof(*dates));
	size_t count = 0;

	for (size_t i = first; i < library->count; i++) {
		const struct facts *facts = &library->items[i].facts;

		if (!facts->skipped && facts->updated == DATE_NONE && facts->date == DATE_NONE &&
		    facts->named == DATE_NONE)
			dates[count++] = (struct git_date){facts->path, DATE_NONE, i};
	}
	if (count)
		git_date_files(dates, count);
	for (size_t i = 0; i < count; i++)
		library->items[dates[i].tag].facts.committed = dates[i].day;
}

/* Notes what is left out, and leaves out what is held against another pack. */
static void choose(void *context, const struct paths *paths, struct jobs *jobs)
{
	struct intake *intake = context;
	struct library *library = intake->library;
	size_t kept = 0;

	for (size_t i = 0; i < paths->count; i++)
		if (paths->items[i].skip)
			skip(library, paths->items[i].path, paths->items[i].skip);
	for (size_t i = 0; i < jobs->count; i++) {
		struct job *job = &jobs->items[i];

		if (!belongs(library, job)) {
			skip(library, job->shown, "held against another pack");
			continue;
		}
		job->extract = facts_extract;
		jobs->items[kept++] = *job;
	}
	jobs->count = kept;
}

void library_add_paths(struct library *library, const char *const *paths, size_t count)
{
	struct intake intake = {library, arena_new()};
	const struct run_watch watch = {&intake, choose, take};
	size_t first = library->count;

	find_plan(library);
	library->run->watch = &watch;
	jobs_check_paths(library->run, paths, count);
	library->run->watch = NULL;
	date_by_git(library, first);
	arena_free(intake.scratch);
}

/* ---- files of facts ---- */

/* Where the reading of a file of facts stands. */
struct stretch {
	bool open; /* a header has come, and no end */
	long records;
};

static void report_line(struct facts_reader *reader, struct span span, const char *what)
{
	struct finding *finding = decode_error(&reader->decoder, span, "%s", what);

	finding_help(reader->decoder.report, finding,
	             "gather these facts again with `draftlint audit --emit`");
}

/* False, and it has been reported, when the line does not fit where it stands. */
static bool follow(struct facts_reader *reader, struct stretch *stretch, enum facts_line line,
                   struct span span)
{
	switch (line) {
	case FACTS_HEADER:
		if (stretch->open)
			report_line(reader, span, "a header before the end of the facts above it");
		*stretch = (struct stretch){.open = true};
		break;
	case FACTS_RECORD:
		if (!stretch->open)
			report_line(reader, span, "a record before any header");
		stretch->records++;
		break;
	case FACTS_END:
		if (!stretch->open)
			report_line(reader, span, "an end of facts without their header");
		else if (stretch->records != reader->records)
			decode_error(&reader->decoder, span,
			             "%ld records, of %ld that were written", stretch->records,
			             reader->records);
		stretch->open = false;
		break;
	case FACTS_WRONG:
		break;
	}
	return !reader->decoder.failed;
}

static bool read_lines(struct library *library, struct facts_reader *reader, const char *origin)
{
	const struct source *source = reader->decoder.source;
	struct stretch stretch = {0};
	struct span end = {source->size, source->size};
	bool any = false;

	for (size_t i = 0; i < source->line_count; i++) {
		struct span span = source_line(source, i);
		enum facts_line line;
		struct facts facts;

		if (slice_trim(source_slice(source, span)).len == 0)
			continue;
		any = true;
		line = facts_read(reader, span, &facts);
		if (!follow(reader, &stretch, line, span))
			return false;
		if (line == FACTS_RECORD)
			add(library, &facts, origin);
		arena_reset(reader->scratch);
	}
	if (stretch.open)
		report_line(reader, end,
		            "the facts break off here: the line that counts them "
		            "is missing");
	else if (!any)
		report_line(reader, end, "no facts");
	return !reader->decoder.failed;
}

/* Errors of a file of facts, handed over before its bytes are forgotten. */
void library_deliver_errors(struct library *library, const struct report *report, const char *path)
{
	struct seal_options options = {.path = path, .relative = path};
	struct draftlint_file file = {.kind = DRAFTLINT_SETTINGS, .path = path};

	seal_findings(library->arena, report, &options, &file);
	run_deliver(library->run, &file);
	totals_add_errors(&library->run->totals, file.finding_count);
}

bool library_add_facts(struct library *library, const char *path)
{
	struct arena *arena = arena_new();
	struct report report = report_in(arena);
	struct facts_reader reader = {
	    .others = &library->others,
	    .arena = library->arena,
	    .scratch = arena_new(),
	    .decoder = {.arena = arena, .report = &report, .rule = &rule_facts_error}};
	size_t before = library->count;
	struct source *source;
	enum source_status status;
	bool good = false;

	find_plan(library);
	status = source_read(arena, path, path, FACTS_FILE_LIMIT, true, &source);
	if (status != SOURCE_OK) {
		report_add(&report, &rule_facts_error,
		           PLACE(source_from_bytes(arena, path, "", 0), 0, 0), "%s",
		           source_status_text(arena, status, FACTS_FILE_LIMIT));
	} else if (!library->plan) {
		if (!library->failed)
			run_fail(library->run,
			         "no strategy to sum up against: run where a " CONFIG_NAME
			         " names the pack, or pass --pack");
	} else {
		reader.ruleset = library->plan->ruleset;
		reader.decoder.source = source;
		good = read_lines(library, &reader, arena_strdup(library->arena, path));
	}
	if (report.count)
		library_deliver_errors(library, &report, path);
	if (!good) {
		library->count = before;
		library->failed = true;
	}
	totals_finish(&library->run->totals);
	arena_free(reader.scratch);
	arena_free(arena);
	return good;
}

/* ---- all of it ---- */

static int by_path(const void *a, const void *b)
{
	const struct library_item *x = a;
	const struct library_item *y = b;
	int order = strcmp(x->facts.path, y->facts.path);

	/* What was checked somewhere beats that it was left out elsewhere. */
	if (order == 0)
		order = (x->facts.skipped != NULL) - (y->facts.skipped != NULL);
	if (order == 0 && x->facts.skipped)
		order = strcmp(x->facts.skipped, y->facts.skipped);
	return order;
}

static bool equal(const struct library *library, const struct facts *a, const struct facts *b)
{
	const struct pack *pack = library->plan->ruleset->pack;
	struct builder x = {0};
	struct builder y = {0};
	bool same;

	facts_write(&x, a, pack);
	facts_write(&y, b, pack);
	same = slice_equal(builder_slice(&x), builder_slice(&y));
	builder_release(&x);
	builder_release(&y);
	return same;
}

static const char *origin_name(const char *origin)
{
	return origin ? origin : "this run";
}

bool library_settle(struct library *library)
{
	size_t kept = 0;

	if (!library->plan) {
		if (!library->failed)
			run_fail(library->run,
			         "no drafts were found, and no pack to audit against");
		return false;
	}
	for (size_t i = 0; i < library->count; i++)
		if (library->items[i].origin && library->items[i].facts.incomplete)
			run_fail(library->run,
			         arena_printf(library->arena,
			                      "`%s` was not checked in full where its facts were "
			                      "gathered, in %s",
			                      library->items[i].facts.path,
			                      library->items[i].origin));
	if (library->count)
		qsort(library->items, library->count, sizeof(*library->items), by_path);
	for (size_t i = 0; i < library->count; i++) {
		const struct library_item *item = &library->items[i];
		const struct library_item *last = kept ? &library->items[kept - 1] : NULL;

		if (!last || strcmp(last->facts.path, item->facts.path) != 0) {
			library->items[kept++] = *item;
		} else if (!item->facts.skipped && !equal(library, &last->facts, &item->facts)) {
			run_fail(
			    library->run,
			    arena_printf(library->arena,
			                 "two facts about `%s` differ: in %s and in %s; gather "
			                 "them again from the same drafts",
			                 item->facts.path, origin_name(last->origin),
			                 origin_name(item->origin)));
			library->failed = true;
		}
	}
	library->count = kept;
	totals_finish(&library->run->totals);
	return !library->failed;
}

bool library_write_facts(struct library *library,
                         void (*write)(void *context, const char *bytes, size_t len), void *context)
{
	struct builder out = {0};
	const struct pack *pack;

	if (!library_settle(library))
		return false;
	pack = library->plan->ruleset->pack;
	facts_write_header(&out, pack);
	for (size_t i = 0; i < library->count; i++) {
		facts_write(&out, &library->items[i].facts, pack);
		write(context, out.bytes, out.len);
		builder_clear(&out);
	}
	facts_write_end(&out, library->count);
	write(context, out.bytes, out.len);
	builder_release(&out);
	return true;
}
