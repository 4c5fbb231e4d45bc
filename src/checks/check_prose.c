/*
 * Prose: the word rules (rules/prose.h) of the pack, where their `when:` holds,
 * and of the styles.
 *
 * Each prose rule is a rule of its own; this check only decides whether it
 * applies to the draft and turns matches into findings. It reads published prose
 * and the metadata's prose; inline code, addresses and code blocks are seen by
 * rules that ask for them (`scope: raw`, `scope: code`). A rule that a limit
 * stopped is reported, not passed over.
 */
#include "checks/check.h"
#include "checks/lint_rules.h"
#include "checks/mend.h"

#include "checks/ruleset.h"

/* Whether one of NAMES (ids) is one of FIELD's entries. */
static bool names_any(const struct node *names, const struct field *field)
{
	for (const struct node *n = strings_first(names); n; n = strings_next(names, n))
		for (size_t i = 0; i < field->count; i++)
			if (field->values[i].entry &&
			    slice_is(node_text(n), field->values[i].entry->id))
				return true;
	return false;
}

static bool holds(const struct prose_when *when, const struct fields *fields)
{
	const struct {
		const struct node *names;
		enum field_id field;
	} conditions[] = {{when->persona, FIELD_PERSONA},
	                  {when->secondary, FIELD_SECONDARY},
	                  {when->stage, FIELD_STAGE},
	                  {when->channel, FIELD_CHANNELS},
	                  {when->format, FIELD_FORMAT}};

	for (size_t i = 0; i < sizeof(conditions) / sizeof(conditions[0]); i++)
		if (conditions[i].names &&
		    !names_any(conditions[i].names, &fields->of[conditions[i].field]))
			return false;
	return true;
}

/* Whether RULE applies; *SEVERITY is what its first alternative asks for. */
static bool applies(const struct prose_rule *rule, const struct fields *fields,
                    enum severity *severity)
{
	*severity = SEVERITY_OFF;
	for (size_t i = 0; i < rule->when_count; i++) {
		if (!holds(&rule->when[i], fields))
			continue;
		*severity = rule->when[i].severity;
		return true;
	}
	return rule->when_count == 0;
}

/* A rule about the whole draft is told where it begins. */
static struct place place_of(const struct check_context *context, const struct prose_text *text,
                             struct span match)
{
	if (text->bits & (SCOPE_SUMMARY | SCOPE_RAW) && match.start == match.end)
		return check_opening(context);
	if (match.start == match.end)
		match.end = text->text.len;
	return (struct place){context->draft->source, prose_text_source(text, match)};
}

/* Whether the match can be replaced where it stands; the file as such can. */
static bool fits(const struct check_context *context, const struct prose_match *match)
{
	const struct document *document = &context->draft->document;
	const struct prose_text *text = match->text;
	struct block value = {.kind = BLOCK_FIELD};

	if (!text->map || text->approximate)
		return !text->approximate;
	if (text->number < document->block_count)
		value = document->blocks[text->number];
	else
		value.map = *text->map;
	return mend_fits(
	    context, &value,
	    (struct span){text->offset + match->span.start, text->offset + match->span.end},
	    match->replacement);
}

static void add_fix(const struct check_context *context, struct finding *finding,
                    const struct prose_match *match)
{
	struct span span = finding->place.span;
	bool safe = match->safe && match->text->map;

	if (!match->replacement.ptr || !fits(context, match))
		return;
	/* A word that goes takes a blank with it. */
	if (!match->replacement.len && span.end < context->draft->source->size &&
	    context->draft->source->bytes[span.end] == ' ')
		span.end++;
	if (match->replacement.len)
		finding_fix(context->report, finding, safe, span, match->replacement,
		            "replace with `%.*s`", SLICE_ARG(match->replacement));
	else
		finding_fix(context->report, finding, safe, span, match->replacement, "remove it");
}

static void report_match(const struct check_context *context, const struct prose_rule *rule,
                         const struct prose_match *match, enum severity severity)
{
	struct place place = place_of(context, match->text, match->span);
	struct finding *finding =
	    report_add(context->report, &rule->rule, place, "%s", match->message);

	finding->severity = severity;
	finding->approximate = match->text->approximate;
	finding->link = rule->link;
	finding_note(context->report, finding, rule->place, "%s", rule->declared);
	if (match->help)
		finding_help(context->report, finding, "%s", match->help);
	else if (rule->see)
		finding_help(context->report, finding, "%s", rule->see);
	add_fix(context, finding, match);
}

/* The same place may be seen as a block and as a part of it. */
static bool is_reported(const struct prose_run *run, size_t index)
{
	struct prose_match *match = &run->items[index];
	struct span span = prose_text_source(match->text, match->span);

	for (size_t i = 0; i < index; i++) {
		const struct prose_match *other = &run->items[i];
		struct span at;

		if (other->text->bits == match->text->bits)
			continue;
		at = prose_text_source(other->text, other->span);
		if (at.start == span.start && at.end == span.end)
			return true;
	}
	return false;
}

static void report_aborted(const struct check_context *context, const struct prose_rule *rule,
                           const struct prose_text *text)
{
	report_add(context->report, rule_aborted,
	           place_of(context, text, (struct span){0, text->text.len}),
	           "rule `%s` was stopped in this %s: its pattern takes too long", rule->rule.name,
	           text->map ? "block" : "text");
}

/* Whether the byte AT of the source is ignored. */
static bool in_ignored(const struct check_context *context, size_t at)
{
	size_t low = 0;
	size_t high = context->ignored_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (at < context->ignored[middle].start)
			high = middle;
		else if (at >= context->ignored[middle].end)
			low = middle + 1;
		else
			return true;
	}
	return false;
}

/* Whether the match begins or ends in text that is ignored; what is said of a whole
 * text, or of the file as it is written, does not. */
static bool is_ignored(const struct check_context *context, const struct prose_match *match)
{
	struct span span;

	if (!context->ignored_count || match->text->bits & (SCOPE_SUMMARY | SCOPE_RAW) ||
	    match->span.start == match->span.end)
		return false;
	span = prose_text_source(match->text, match->span);
	return in_ignored(context, span.start) || (span.end && in_ignored(context, span.end - 1));
}

static void run_rule(const struct check_context *context, const struct prose_rule *rule,
                     struct prose_run *run)
{
	enum severity severity;
	long reported = 0;

	if (!applies(rule, context->fields, &severity))
		return;
	prose_find(rule, run);
	for (size_t i = 0; i < run->count && (!rule->limit || reported < rule->limit); i++) {
		if (is_ignored(context, &run->items[i]) ||
		    (run->overlapping && is_reported(run, i)))
			continue;
		report_match(context, rule, &run->items[i], severity);
		reported++;
	}
	if (run->aborted)
		report_aborted(context, rule, run->aborted);
}

static void run(const struct check_context *context, const void *settings)
{
	const struct ruleset *ruleset = context->ruleset;
	struct prose_run work = {.arena = context->arena,
	                         .view = context->view,
	                         .hits = context->hits,
	                         .matcher = context->matcher};

	(void)settings;
	for (size_t i = 0; i < ruleset->prose_count; i++)
		if (ruleset->prose[i].loaded == PROSE_LOADED &&
		    context->levels[ruleset->prose[i].index] != SEVERITY_OFF)
			run_rule(context, ruleset->prose[i].rule, &work);
}

const struct check check_prose = {
    .name = "prose",
    .run = run,
};
