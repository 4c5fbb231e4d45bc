#include "base/finding.h"

#include <stdarg.h>
#include <string.h>

#include "base/arena.h"

/* What was put together elsewhere comes as "%s": there is nothing to format. */
static const char *text_of(struct arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

static const char *text_of(struct arena *arena, const char *format, va_list args)
{
	if (strcmp(format, "%s") == 0)
		return arena_strdup(arena, va_arg(args, const char *));
	return arena_vprintf(arena, format, args);
}

struct report report_in(struct arena *arena)
{
	return (struct report){.arena = arena};
}

struct finding *report_add(struct report *report, const struct rule *rule, struct place place,
                           const char *format, ...)
{
	struct finding *finding = arena_alloc(report->arena, sizeof(*finding));
	size_t number;
	va_list args;

	finding->rule = rule;
	finding->place = place;
	va_start(args, format);
	finding->message = text_of(report->arena, format, args);
	va_end(args);
	number = report->is_aside && report->is_aside(report->context, rule) ? ++report->aside
	                                                                     : ++report->count;
	if (report->limit && number > report->limit)
		return finding; /* filled in by the caller, but never listed */
	if (report->last)
		report->last->next = finding;
	else
		report->first = finding;
	report->last = finding;
	return finding;
}

void finding_note(struct report *report, struct finding *finding, struct place place,
                  const char *format, ...)
{
	struct note *note = arena_alloc(report->arena, sizeof(*note));
	va_list args;

	note->place = place;
	va_start(args, format);
	note->text = text_of(report->arena, format, args);
	va_end(args);
	if (finding->last_note)
		finding->last_note->next = note;
	else
		finding->notes = note;
	finding->last_note = note;
}

void finding_help(struct report *report, struct finding *finding, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	finding->help = text_of(report->arena, format, args);
	va_end(args);
}

void finding_fix(struct report *report, struct finding *finding, bool safe, struct span span,
                 struct slice text, const char *title_format, ...)
{
	struct fix *fix = arena_alloc(report->arena, sizeof(*fix));
	va_list args;

	fix->safe = safe;
	fix->edits = arena_alloc(report->arena, sizeof(*fix->edits));
	fix->edit_count = 1;
	fix->edits[0].span = span;
	fix->edits[0].text = slice_from(arena_copy(report->arena, text.ptr, text.len), text.len);
	va_start(args, title_format);
	fix->title = arena_vprintf(report->arena, title_format, args);
	va_end(args);
	finding->fix = fix;
}

const char *severity_name(enum severity severity)
{
	static const char *const names[] = {"off", "info", "warning", "error"};

	return names[severity];
}

bool severity_parse(struct slice text, enum severity *severity)
{
	for (enum severity s = SEVERITY_OFF; s <= SEVERITY_ERROR; s++) {
		if (slice_is(text, severity_name(s))) {
			*severity = s;
			return true;
		}
	}
	if (!slice_is(text, "suggestion"))
		return false;
	*severity = SEVERITY_INFO;
	return true;
}
