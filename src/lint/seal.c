#include "lint/seal.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "lint/fingerprint.h"

enum { EXCERPT_BEFORE = 400, EXCERPT_AFTER = 600 };

struct draftlint_position seal_position(const struct source *source, size_t offset)
{
	struct position p = source_position(source, offset);

	return (struct draftlint_position){p.byte, p.line, p.column, p.utf16, p.byte_column};
}

/* ---- order ---- */

static int compare(const struct finding *a, const struct finding *b)
{
	int order;

	if (a->place.source != b->place.source) {
		order = strcmp(a->place.source->path, b->place.source->path);
		if (order)
			return order;
	}
	if (a->place.span.start != b->place.span.start)
		return a->place.span.start < b->place.span.start ? -1 : 1;
	if (a->place.span.end != b->place.span.end)
		return a->place.span.end < b->place.span.end ? -1 : 1;
	order = strcmp(a->rule->name, b->rule->name);
	return order ? order : strcmp(a->message, b->message);
}

static int compare_items(const void *a, const void *b)
{
	return compare(*(struct finding *const *)a, *(struct finding *const *)b);
}

/* ---- positions ---- */

/* Counting columns from the start of a long line for each of its findings would
 * be quadratic: findings are sorted, so counting goes on from the last place. */
struct cursor {
	const struct source *source;
	struct draftlint_position last;
};

/* Whether OFFSET stands in the line of the cursor's last place, not before it. */
static bool goes_on(const struct cursor *cursor, const struct source *source, size_t offset)
{
	const struct draftlint_position *last = &cursor->last;

	return cursor->source == source && last->byte >= source->bom && offset >= last->byte &&
	       (last->line < source->line_count ? offset < source->lines[last->line]
	                                        : offset <= source->size);
}

static struct draftlint_position locate(struct cursor *cursor, const struct source *source,
                                        size_t offset)
{
	struct draftlint_position *last = &cursor->last;
	size_t points;
	const char *from;
	size_t len;

	if (!goes_on(cursor, source, offset)) {
		cursor->source = source;
		*last = seal_position(source, offset);
		return *last;
	}
	from = source->bytes + last->byte;
	len = offset - last->byte;
	points = utf8_count(from, len);
	last->column += (uint32_t)points;
	last->utf16 += (uint32_t)(points == len ? len : utf8_count_utf16(from, len));
	last->byte_column += (uint32_t)len;
	last->byte = offset;
	return *last;
}

static struct draftlint_range range_of(struct cursor *cursor, const struct place *place)
{
	struct draftlint_range range;
	struct cursor end;

	range.start = locate(cursor, place->source, place->span.start);
	end = *cursor;
	range.end = locate(&end, place->source, place->span.end);
	return range;
}

/* ---- excerpts ---- */

/* PLACE begins in the 1-based line NUMBER. */
static struct draftlint_excerpt excerpt_of(struct arena *arena, const struct place *place,
                                           size_t number)
{
	const struct source *source = place->source;
	struct span line = source_line(source, number - 1);
	struct draftlint_excerpt excerpt = {0};
	size_t start = line.start;
	size_t end = line.end;

	if (start == 0)
		start = source->bom < end ? source->bom : end;
	if (place->span.start > start + EXCERPT_BEFORE) {
		start = place->span.start - EXCERPT_BEFORE;
		while (utf8_continues(source->bytes[start]))
			start--;
		excerpt.cut_left = true;
	}
	if (end > place->span.start && end - place->span.start > EXCERPT_AFTER) {
		end = place->span.start + EXCERPT_AFTER;
		while (end > start && utf8_continues(source->bytes[end]))
			end--;
		excerpt.cut_right = true;
	}
	excerpt.text = arena_copy(arena, source->bytes + start, end - start);
	excerpt.len = end - start;
	excerpt.start = start;
	return excerpt;
}

/* ---- one finding ---- */

/* CURSOR is where the last note was: the pack is told of again and again. */
static void seal_notes(struct arena *arena, struct cursor *cursor, const struct finding *finding,
                       struct draftlint_finding *out)
{
	struct draftlint_note *notes;
	size_t count = 0;

	for (const struct note *n = finding->notes; n; n = n->next)
		count++;
	notes = arena_array(arena, count, sizeof(*notes));
	out->notes = notes;
	out->note_count = count;
	for (const struct note *n = finding->notes; n; n = n->next, notes++) {
		notes->text = arena_strdup(arena, n->text);
		if (!n->place.source)
			continue;
		notes->path = arena_strdup(arena, n->place.source->path);
		notes->range = range_of(cursor, &n->place);
	}
}

static const struct draftlint_fix *seal_fix(struct arena *arena, const struct finding *finding)
{
	const struct fix *fix = finding->fix;
	struct draftlint_fix *out;
	struct draftlint_edit *edits;

	if (!fix)
		return NULL;
	out = arena_alloc(arena, sizeof(*out));
	edits = arena_array(arena, fix->edit_count, sizeof(*edits));
	out->title = arena_strdup(arena, fix->title);
	out->safe = fix->safe;
	out->edits = edits;
	out->edit_count = fix->edit_count;
	for (size_t i = 0; i < fix->edit_count; i++) {
		struct place place = {finding->place.source, fix->edits[i].span};
		struct cursor cursor = {0};

		edits[i].range = range_of(&cursor, &place);
		edits[i].text = arena_copy(arena, fix->edits[i].text.ptr, fix->edits[i].text.len);
		edits[i].len = fix->edits[i].text.len;
	}
	return out;
}

/* A finding in another file (a default of the pack) is the draft's all the same. */
static void bring_home(struct arena *arena, const struct seal_options *options,
                       struct finding *finding)
{
	struct note *note;

	if (!options->source || finding->place.source == options->source)
		return;
	note = arena_alloc(arena, sizeof(*note));
	note->place = finding->place;
	note->text = "this default says so";
	note->next = finding->notes;
	finding->notes = note;
	finding->place = PLACE(options->source, options->source->bom, options->source->bom);
	finding->fix = NULL;
}

/* The findings that count, sorted, each once. */
static struct finding **collect(struct arena *arena, const struct report *report,
                                const struct seal_options *options, size_t *count)
{
	size_t listed = 0;
	size_t kept = 0;
	struct finding **all;

	for (struct finding *f = report->first; f; f = f->next)
		listed++;
	all = arena_array(arena, listed, sizeof(struct finding *));
	for (struct finding *f = report->first; f; f = f->next) {
		f->severity =
		    options->severity ? options->severity(options->context, f) : f->rule->severity;
		if (f->severity == SEVERITY_OFF)
			continue;
		bring_home(arena, options, f);
		all[kept++] = f;
	}
	if (kept)
		qsort(all, kept, sizeof(struct finding *), compare_items);
	*count = 0;
	for (size_t i = 0; i < kept; i++)
		if (i == 0 || compare(all[i], all[i - 1]) != 0)
			all[(*count)++] = all[i];
	return all;
}

/* The entry of a finding in the baseline. What tells that a draft was not checked
 * in full is never let pass. */
static const struct draftlint_known *known_of(const struct seal_options *options,
                                              const struct draftlint_finding *finding)
{
	struct draftlint_identity former;
	const struct draftlint_known *known;
	char print[FINGERPRINT_SIZE];

	if (!options->baseline || finding->incomplete)
		return NULL;
	fingerprint_write(finding->identity, print);
	known = baseline_find(options->baseline, print);
	if (known || !options->former)
		return known;
	former = *finding->identity;
	former.path = options->former;
	fingerprint_write(&former, print);
	return baseline_find(options->baseline, print);
}

void seal_findings(struct arena *arena, const struct report *report,
                   const struct seal_options *options, struct draftlint_file *file)
{
	struct cursor cursor = {0};
	struct cursor noted = {0};
	struct draftlint_finding *out;
	struct draftlint_identity *identities;
	struct finding **all;
	size_t count;

	all = collect(arena, report, options, &count);
	identities = fingerprints_of(arena, all, count, options->source ? options->relative : NULL,
	                             options->opening);
	out = arena_array(arena, count, sizeof(*out));
	file->findings = out;
	file->finding_count = count;
	for (size_t i = 0; i < count; i++, out++) {
		const struct finding *finding = all[i];

		out->rule = finding->rule->name;
		out->severity = (enum draftlint_severity)finding->severity;
		out->message = arena_strdup(arena, finding->message);
		out->path = options->source ? file->path : identities[i].path;
		out->range = range_of(&cursor, &finding->place);
		out->excerpt = excerpt_of(arena, &finding->place, out->range.start.line);
		out->help = finding->help ? arena_strdup(arena, finding->help) : NULL;
		out->link = finding->link;
		out->question = finding->rule->question;
		out->incomplete = finding->rule->incomplete;
		out->suppressed =
		    finding->suppressed_by ? arena_strdup(arena, finding->suppressed_by) : NULL;
		seal_notes(arena, &noted, finding, out);
		out->fix = seal_fix(arena, finding);
		out->identity = &identities[i];
		out->known = known_of(options, out);
	}
}
