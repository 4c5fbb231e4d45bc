/*
 * Format: article, video, quick post …: whether it has the length the strategy
 * gives it and is meant for the persona.
 *
 * Words are those of published prose: code, front matter, alt texts and what
 * stands outside the published section do not count. A video's length is what
 * its metadata says.
 */
#include "checks/check.h"

#include "base/arena.h"
#include "rules/pack_text.h"

enum { FORMAT_UNKNOWN, FORMAT_LENGTH, FORMAT_DURATION, FORMAT_PERSONA_MISMATCH };

static const struct rule rules[] = {
    [FORMAT_UNKNOWN] = {"format-unknown", SEVERITY_ERROR, NULL,
                        "the format is not one the strategy declares",
                        "An unknown format has no length to keep.", "format: <misspelt id>",
                        "format: <id>", true, false},
    [FORMAT_LENGTH] = {"format-length", SEVERITY_WARNING, NULL,
                       "the prose is shorter or longer than the format asks",
                       "Readers of a format expect its length: a long quick post is left, a short "
                       "article does not convince.",
                       "a draft with fewer words than its format's minimum",
                       "a draft within its format's range", false, false},
    [FORMAT_DURATION] = {"format-duration", SEVERITY_WARNING, NULL,
                         "the video is shorter or longer than the format asks",
                         "Viewers of the channel leave long videos and skip short ones.",
                         "duration: <minutes above the format's maximum>",
                         "duration: <minutes in the format's range>", false, false},
    [FORMAT_PERSONA_MISMATCH] = {"format-persona-mismatch", SEVERITY_INFO, NULL,
                                 "the strategy does not give this format to the persona",
                                 "The persona takes in content in other forms.",
                                 "format: <one meant for other personas>",
                                 "format: <one meant for the persona>", false, false},
};

static void check_length(const struct check_context *context, struct place place,
                         const struct format *format)
{
	const struct range *range = &format->words;
	long words;
	struct finding *finding;

	if (range->min < 0 && range->max < 0)
		return;
	words = (long)check_words(context);
	if ((range->min < 0 || words >= range->min) && (range->max < 0 || words <= range->max))
		return;
	finding = report_add(context->report, &rules[FORMAT_LENGTH], place,
	                     "%ld word%s, expected %s for `%s`", words, words == 1 ? "" : "s",
	                     pack_range_text(context->report->arena, range), format->entry.id);
	finding_note(context->report, finding, range->place, "`%s` is declared here",
	             format->entry.id);
}

/* Seconds in one of the unit that begins with C. */
static double unit_seconds(char c)
{
	switch (char_lower(c)) {
	case 'h':
		return 3600;
	case 's':
		return 1;
	default:
		return 60;
	}
}

/* The number at *AT, a decimal one too; false when none stands there. */
static bool read_number(struct slice text, size_t *at, double *number)
{
	size_t start = *at;
	double scale = 1;

	*number = 0;
	for (; *at < text.len && char_is_digit(text.ptr[*at]); ++*at)
		*number = *number * 10 + (text.ptr[*at] - '0');
	if (*at > start && *at + 1 < text.len && text.ptr[*at] == '.')
		for (++*at; *at < text.len && char_is_digit(text.ptr[*at]); ++*at)
			*number += (text.ptr[*at] - '0') * (scale /= 10);
	return *at > start && *at - start < 12;
}

/* Seconds of "8", "8 min", "12.5", "8:30", "1:02:03", "480 seconds", "1h 5m",
 * "PT8M30S": a bare number is minutes. Negative when TEXT is no duration. */
static double seconds_of(struct slice text)
{
	double seconds = 0;
	double number;
	size_t at = slice_starts(text, "PT") ? 2 : 0;

	if (!read_number(text, &at, &number))
		return -1;
	if (at < text.len && text.ptr[at] == ':') {
		unsigned parts = 1;

		for (seconds = number; at < text.len && text.ptr[at] == ':'; parts++) {
			at++;
			if (!read_number(text, &at, &number))
				return -1;
			seconds = seconds * 60 + number;
		}
		return parts <= 3 ? seconds : -1;
	}
	do {
		while (at < text.len && char_is_space(text.ptr[at]))
			at++;
		seconds += number * unit_seconds(at < text.len ? text.ptr[at] : 'm');
		while (at < text.len && !char_is_digit(text.ptr[at]))
			at++;
	} while (read_number(text, &at, &number));
	return seconds;
}

static void check_duration(const struct check_context *context, const struct format *format)
{
	const struct field *field = &context->fields->of[FIELD_DURATION];
	const struct range *range = &format->minutes;
	struct finding *finding;
	double seconds;

	if (field->count == 0 || (range->min < 0 && range->max < 0))
		return;
	seconds = seconds_of(field->values[0].text);
	if (seconds < 0) {
		report_add(context->report, &rules[FORMAT_DURATION], field->values[0].place,
		           "`%.*s` is no number of minutes", SLICE_ARG(field->values[0].text));
		return;
	}
	if ((range->min < 0 || seconds >= (double)range->min * 60) &&
	    (range->max < 0 || seconds <= (double)range->max * 60))
		return;
	finding = report_add(context->report, &rules[FORMAT_DURATION], field->values[0].place,
	                     "%.3g minute%s, expected %s for `%s`", seconds / 60,
	                     seconds == 60 ? "" : "s",
	                     pack_range_text(context->report->arena, range), format->entry.id);
	finding_note(context->report, finding, range->place, "`%s` is declared here",
	             format->entry.id);
}

static void check_persona_fit(const struct check_context *context, const struct format *format,
                              struct place place)
{
	const struct persona *persona = context->fields->persona;
	struct finding *finding;

	if (!persona || !format->personas || format->personas[persona->entry.index])
		return;
	finding = report_add(context->report, &rules[FORMAT_PERSONA_MISMATCH], place,
	                     "`%s` is not a format for %s", format->entry.id, persona->entry.id);
	finding_note(context->report, finding, format->personas_place,
	             "whom `%s` is for is declared here", format->entry.id);
}

static void run(const struct check_context *context, const void *settings)
{
	const struct field *field = &context->fields->of[FIELD_FORMAT];
	const struct format *format = context->fields->format;

	(void)settings;
	if (context->pack->formats.count == 0)
		return;
	for (size_t i = 0; i < field->count; i++)
		if (!field->values[i].entry)
			check_report_unknown(context, &rules[FORMAT_UNKNOWN], &field->values[i],
			                     &context->pack->formats);
	if (!format)
		return;
	if (context->draft->complete)
		check_length(context, field->values[0].place, format);
	check_duration(context, format);
	check_persona_fit(context, format, field->values[0].place);
}

const struct check check_format = {
    .name = "format",
    .rules = rules,
    .rule_count = sizeof(rules) / sizeof(rules[0]),
    .needs_pack = true,
    .run = run,
};
