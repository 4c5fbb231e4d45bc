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
#include "base/utf8.h"

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

static size_t count_words(struct slice text)
{
	size_t words = 0;
	bool inside = false;

	for (size_t i = 0, size; i < text.len; i += size) {
		uint32_t code = utf8_decode(text.ptr + i, text.len - i, &size);
		/* Inside a word, joiners do not end it: "don't", "e-mail", "3.5". */
		bool word = code < 0x80 ? char_is_alnum((int)code) : utf8_is_word(code);
		bool joiner = inside && (code == '\'' || code == '-' || code == '.' ||
		                         code == ',' || code == 0x2019);

		words += word && !inside;
		inside = word || (joiner && i + size < text.len &&
		                  !utf8_is_space((unsigned char)text.ptr[i + size]));
	}
	return words;
}

static size_t prose_words(const struct check_context *context)
{
	const struct document *document = &context->draft->document;
	size_t words = 0;

	for (size_t i = context->first_block; i < context->end_block; i++)
		if (check_is_prose(context, i) && document->blocks[i].kind != BLOCK_ALT)
			words += count_words(block_text(&document->blocks[i]));
	return words;
}

/* "1500 to 2500", "at most 499", "at least 6" */
static const char *range_text(struct arena *arena, const struct range *range)
{
	if (range->min < 0)
		return arena_printf(arena, "at most %ld", range->max);
	if (range->max < 0)
		return arena_printf(arena, "at least %ld", range->min);
	return arena_printf(arena, "%ld to %ld", range->min, range->max);
}

static void check_range(const struct check_context *context, const struct rule *rule,
                        struct place place, const struct range *range, long value, const char *unit,
                        const struct format *format)
{
	struct finding *finding;

	if ((range->min < 0 || value >= range->min) && (range->max < 0 || value <= range->max))
		return;
	finding = report_add(context->report, rule, place, "%ld %s%s, expected %s for `%s`", value,
	                     unit, value == 1 ? "" : "s", range_text(context->report->arena, range),
	                     format->entry.id);
	finding_note(context->report, finding, range->place, "`%s` is declared here",
	             format->entry.id);
}

/* Minutes of "8", "8 min", "8.5", "8:30"; negative when TEXT begins with no number. */
static long minutes_of(struct slice text)
{
	long minutes = 0;
	size_t i = 0;

	for (; i < text.len && char_is_digit(text.ptr[i]) && minutes < 100000; i++)
		minutes = minutes * 10 + (text.ptr[i] - '0');
	return i ? minutes : -1;
}

static void check_duration(const struct check_context *context, const struct format *format)
{
	const struct field *field = &context->fields->of[FIELD_DURATION];
	long minutes;

	if (field->count == 0 || (format->minutes.min < 0 && format->minutes.max < 0))
		return;
	minutes = minutes_of(field->values[0].text);
	if (minutes < 0)
		report_add(context->report, &rules[FORMAT_DURATION], field->values[0].place,
		           "`%.*s` is no number of minutes", SLICE_ARG(field->values[0].text));
	else
		check_range(context, &rules[FORMAT_DURATION], field->values[0].place,
		            &format->minutes, minutes, "minute", format);
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
	if ((format->words.min >= 0 || format->words.max >= 0) && context->draft->complete)
		check_range(context, &rules[FORMAT_LENGTH], field->values[0].place, &format->words,
		            (long)prose_words(context), "word", format);
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
