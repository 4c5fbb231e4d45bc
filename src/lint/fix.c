#include "lint/fix.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "lint/patch.h"
#include "lint/rewrite.h"

/* Fixes that are made at once. */
struct choice {
	const struct draftlint_finding **findings; /* whose fixes they are */
	size_t finding_count;
	const struct draftlint_edit **edits;
	size_t edit_count;
};

/* Names of rules, each once. */
struct names {
	const char **items;
	size_t count;
	size_t capacity;
};

struct mending {
	struct worker *worker;
	const struct job *job;
	struct arena *arena;
	const struct source *source;
	struct patch patch;
	struct result now;     /* of the patch's text; the given result before the first pass */
	struct names mended;   /* rules whose fixes were made in any pass */
	struct names restless; /* … in the last one that is allowed */
	size_t fixed;
};

/* ---- one pass ---- */

static const struct draftlint_fix *wanted(const struct mending *m,
                                          const struct draftlint_finding *finding)
{
	const struct draftlint_fix *fix = finding->fix;

	if (!fix || finding->suppressed || finding->known ||
	    (!fix->safe && m->job->fixing != DRAFTLINT_FIX_UNSAFE))
		return NULL;
	return fix;
}

static int by_place(const void *a, const void *b)
{
	const struct draftlint_edit *x = *(const struct draftlint_edit *const *)a;
	const struct draftlint_edit *y = *(const struct draftlint_edit *const *)b;

	return (x->range.start.byte > y->range.start.byte) -
	       (x->range.start.byte < y->range.start.byte);
}

static bool is_same(const struct draftlint_edit *a, const struct draftlint_edit *b)
{
	return a->range.start.byte == b->range.start.byte &&
	       a->range.end.byte == b->range.end.byte &&
	       slice_equal(slice_from(a->text, a->len), slice_from(b->text, b->len));
}

/* Whether both can be made: text put in beside something else that is edited
 * could be meant for either side of it. */
static bool are_apart(const struct draftlint_edit *a, const struct draftlint_edit *b)
{
	size_t start = a->range.start.byte;
	size_t end = a->range.end.byte;
	size_t other_start = b->range.start.byte;
	size_t other_end = b->range.end.byte;

	if (start == end || other_start == other_end)
		return end < other_start || other_end < start;
	return end <= other_start || other_end <= start;
}

enum fitting { FITS, IS_THERE, WAITS };

static enum fitting fit_of(const struct choice *choice, const struct draftlint_fix *fix)
{
	size_t there = 0;

	for (size_t i = 0; i < fix->edit_count; i++) {
		bool same = false;

		for (size_t k = 0; k < choice->edit_count && !same; k++) {
			same = is_same(&fix->edits[i], choice->edits[k]);
			if (!same && !are_apart(&fix->edits[i], choice->edits[k]))
				return WAITS;
		}
		there += same;
	}
	/* Half of it is made by others: the other half when they are done. */
	return there == 0 ? FITS : there == fix->edit_count ? IS_THERE : WAITS;
}

/* What a fix may not do, whatever its rule thinks. */
static bool is_sound(const struct source *source, const struct draftlint_fix *fix)
{
	for (size_t i = 0; i < fix->edit_count; i++) {
		const struct draftlint_edit *edit = &fix->edits[i];

		if (edit->range.start.byte < source->bom ||
		    edit->range.end.byte < edit->range.start.byte)
			return false;
		for (size_t k = 0; k < i; k++)
			if (!are_apart(edit, &fix->edits[k]))
				return false;
	}
	return fix->edit_count > 0;
}

static struct choice choose(const struct mending *m)
{
	const struct draftlint_file *file = &m->now.file;
	struct choice choice = {0};
	size_t edits = 0;

	for (size_t i = 0; i < file->finding_count; i++)
		if (wanted(m, &file->findings[i]))
			edits += file->findings[i].fix->edit_count;
	choice.findings =
	    arena_array(m->arena, file->finding_count, sizeof(struct draftlint_finding *));
	choice.edits = arena_array(m->arena, edits, sizeof(struct draftlint_edit *));
	for (size_t i = 0; i < file->finding_count; i++) {
		const struct draftlint_fix *fix = wanted(m, &file->findings[i]);
		enum fitting fit;

		if (!fix || !is_sound(m->source, fix))
			continue;
		fit = fit_of(&choice, fix);
		if (fit == WAITS)
			continue;
		choice.findings[choice.finding_count++] = &file->findings[i];
		for (size_t k = 0; k < fix->edit_count && fit == FITS; k++)
			choice.edits[choice.edit_count++] = &fix->edits[k];
	}
	if (choice.edit_count)
		qsort(choice.edits, choice.edit_count, sizeof(choice.edits[0]), by_place);
	return choice;
}

static bool has_name(const struct names *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++)
		if (strcmp(names->items[i], name) == 0)
			return true;
	return false;
}

static void add_names(struct arena *arena, struct names *names, const struct choice *choice)
{
	for (size_t i = 0; i < choice->finding_count; i++) {
		const char *name = choice->findings[i]->rule;

		if (has_name(names, name))
			continue;
		names->items = arena_grow(arena, names->items, names->count, &names->capacity,
		                          sizeof(*names->items));
		names->items[names->count++] = name;
	}
}

/* Makes BATCH and checks what comes of it. */
static void pass(struct mending *m, const struct choice *choice)
{
	struct slice text;
	struct result next;

	patch_apply(&m->patch, choice->edits, choice->edit_count);
	patch_keep_end(&m->patch);
	add_names(m->arena, &m->mended, choice);
	m->fixed += choice->finding_count;
	text = patch_text(&m->patch);
	lint_source(m->worker, m->job,
	            source_from_bytes(m->worker->arena, m->job->shown, text.ptr, text.len), NULL,
	            &next);
	result_release(&m->now);
	m->now = next;
}

/* ---- what may not come of it ---- */

static size_t count_errors(const struct draftlint_file *file, const char *rule)
{
	size_t count = 0;

	for (size_t i = 0; i < file->finding_count; i++)
		count += !file->findings[i].suppressed &&
		         file->findings[i].severity == DRAFTLINT_ERROR &&
		         strcmp(file->findings[i].rule, rule) == 0;
	return count;
}

static bool is_missing(const struct draftlint_file *file, const char *question)
{
	for (size_t i = 0; i < file->answer_count; i++)
		if (!file->answers[i].answered && strcmp(file->answers[i].question, question) == 0)
			return strcmp(file->answers[i].problem, "missing") == 0;
	return false;
}

/*
 * A rule that has more errors than before, of which the fixes are the cause; NULL
 * when there is none. An error about a value is no such one when a mistake hid
 * it: of an unknown persona nothing else is asked.
 */
static const char *new_error(const struct mending *m, const struct result *before)
{
	const struct draftlint_file *file = &m->now.file;

	for (size_t i = 0; i < file->finding_count; i++) {
		const struct draftlint_finding *f = &file->findings[i];

		if (f->suppressed || f->severity != DRAFTLINT_ERROR ||
		    count_errors(file, f->rule) <= count_errors(&before->file, f->rule))
			continue;
		if (has_name(&m->mended, f->rule) ||
		    (!f->question &&
		     patch_touches(&m->patch, f->range.start.byte, f->range.end.byte)))
			return f->rule;
		if (before->readable && f->question && is_missing(file, f->question) &&
		    !is_missing(&before->file, f->question))
			return f->rule;
		if (before->readable && m->now.problems > before->problems)
			return f->rule;
	}
	return NULL;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *names_text(struct arena *arena, const struct names *names)
{
	struct builder out = {0};
	const char *text;

	qsort(names->items, names->count, sizeof(*names->items), by_name);
	for (size_t i = 0; i < names->count; i++)
		builder_printf(&out, "%s`%s`",
		               i == 0                 ? ""
		               : i + 1 < names->count ? ", "
		                                      : " and ",
		               names->items[i]);
	text = builder_copy(&out, arena);
	builder_release(&out);
	return text;
}

/* Why the new text must not be written; NULL when it may. */
static const char *judge(struct mending *m, const struct result *before)
{
	struct slice text = patch_text(&m->patch);
	const char *rule = new_error(m, before);

	if (utf8_valid_prefix(text.ptr, text.len) < text.len)
		return "not fixed: the text would not be valid UTF-8";
	if (m->now.file.kind == DRAFTLINT_DRAFT_PARTLY)
		return "not fixed: the new text could not be checked in full";
	if (rule)
		return arena_printf(m->arena,
		                    "not fixed: the fixes of %s would bring an error "
		                    "of `%s` into the draft",
		                    names_text(m->arena, &m->mended), rule);
	return NULL;
}

/* ---- the draft ---- */

static void keep_text(struct mending *m, struct result *result)
{
	struct draftlint_rewrite *rewrite;
	struct slice after;

	if (!result->arena)
		result->arena = arena_new();
	m->patch.arena = result->arena;
	after = patch_text(&m->patch);
	rewrite = arena_alloc(result->arena, sizeof(*rewrite));
	rewrite->before = arena_copy(result->arena, m->source->bytes, m->source->size);
	rewrite->before_len = m->source->size;
	rewrite->after = after.ptr;
	rewrite->after_len = after.len;
	rewrite->edits = patch_edits(&m->patch, &rewrite->edit_count);
	result->file.rewrite = rewrite;
}

/* The new text goes where the job wants it; RESULT becomes what is to be said. */
static void settle(struct mending *m, struct result *result)
{
	struct slice before = slice_from(m->source->bytes, m->source->size);
	struct slice after = patch_text(&m->patch);
	const char *failure = NULL;
	bool replaced = true;

	if (!m->job->bytes && !m->job->keep_file)
		failure = rewrite_file(m->arena, m->job->path, before, after, &replaced);
	if (failure) {
		const struct source *source =
		    replaced ? source_from_bytes(m->arena, m->job->shown, after.ptr, after.len)
		             : m->source;

		result_release(&m->now);
		result_release(result);
		lint_source(m->worker, m->job, source,
		            arena_printf(m->arena, "%s: %s", replaced ? "fixed, but" : "not fixed",
		                         failure),
		            result);
	} else if (m->job->keep_file) {
		result->left = m->now.left;
		result_release(&m->now);
	} else {
		result_release(result);
		*result = m->now;
	}
	if (replaced)
		result->file.fixed = m->fixed;
	if (m->job->bytes || m->job->keep_file)
		keep_text(m, result);
}

static void mend(struct mending *m, struct result *result)
{
	struct choice choice = choose(m);
	const char *failure = NULL;

	for (int i = 0; i < FIX_PASSES && choice.finding_count; i++) {
		if (i == FIX_PASSES - 1)
			add_names(m->arena, &m->restless, &choice);
		pass(m, &choice);
		choice = choose(m);
	}
	add_names(m->arena, &m->restless, &choice);
	if (choice.finding_count)
		failure = arena_printf(
		    m->arena, "not fixed: the fixes of %s do not come to rest within %d passes",
		    names_text(m->arena, &m->restless), FIX_PASSES);
	else if (m->fixed)
		failure = judge(m, result);
	if (failure) {
		result_release(&m->now);
		result_release(result);
		lint_source(m->worker, m->job, m->source, failure, result);
	} else if (m->fixed) {
		settle(m, result);
	}
}

void fix_job(struct worker *worker, const struct job *job, struct result *result)
{
	struct arena *arena = arena_new();
	struct source *source;

	if (lint_read(arena, job, &source, result)) {
		lint_source(worker, job, source, NULL, result);
		/* Of what was not checked in full nobody knows what a fix makes. */
		if (job->fixing && result->file.kind == DRAFTLINT_DRAFT) {
			struct mending mending = {.worker = worker,
			                          .job = job,
			                          .arena = arena,
			                          .source = source,
			                          .patch = patch_of(arena, source),
			                          .now = *result};

			/* It is released with RESULT, or not at all. */
			mending.now.arena = NULL;
			mend(&mending, result);
		}
	}
	arena_free(arena);
}
