/*
 * Channel: where the draft will be distributed.
 *
 * Hunts channels that are missing or unknown, that the persona does not use or
 * hardly uses, and a distribution without any of the persona's main channels.
 * A channel that is not rated for the persona is never reported.
 */
#include "checks/check.h"

#include "base/arena.h"

enum {
	CHANNEL_MISSING,
	CHANNEL_UNKNOWN,
	CHANNEL_UNUSED,
	CHANNEL_WEAK,
	CHANNEL_PRIMARY_MISSING,
};

enum { STARS_UNUSED = 0, STARS_WEAK = 1, STARS_PRIMARY = 3 };

static const struct rule rules[] = {
    [CHANNEL_MISSING] = {"channel-missing", SEVERITY_ERROR, "channel",
                         "the draft does not say where it will be distributed",
                         "What nobody plans to distribute nobody will see.", "persona: <id>",
                         "persona: <id>\nchannels: [<id>]", false, false},
    [CHANNEL_UNKNOWN] = {"channel-unknown", SEVERITY_ERROR, "channel",
                         "the channel is not one the strategy declares",
                         "A misspelt channel would be rated for nobody.",
                         "channels: [<misspelt id>]", "channels: [<id>]", true, false},
    [CHANNEL_UNUSED] = {"channel-unused", SEVERITY_ERROR, "channel",
                        "the persona does not use the channel",
                        "The effort is spent where this reader is not.",
                        "channels: [<rated 0 for the persona>]",
                        "channels: [<rated 3 for the persona>]", false, false},
    [CHANNEL_WEAK] = {"channel-weak", SEVERITY_WARNING, "channel",
                      "the channel hardly reaches the persona",
                      "One star in the strategy's table: there are better places for this text.",
                      "channels: [<rated 1 for the persona>]",
                      "channels: [<rated 3 for the persona>]", false, false},
    [CHANNEL_PRIMARY_MISSING] = {"channel-primary-missing", SEVERITY_WARNING, "channel",
                                 "none of the persona's main channels is used",
                                 "The reader may see it, but not where they look first.",
                                 "channels: [<rated 2 for the persona>]",
                                 "channels: [<rated 3>, <rated 2>]", false, false},
};

/* "`a`, `b`": the persona's main channels; NULL when it has none. */
static const char *primary_list(const struct check_context *context, const struct persona *persona)
{
	const struct taxonomy *channels = &context->pack->channels;
	struct taxonomy list = {.what = "channel"};

	for (size_t i = 0; i < channels->count; i++) {
		const struct channel *channel = (const struct channel *)channels->items[i];

		if (channel->fit[persona->entry.index].stars != STARS_PRIMARY)
			continue;
		list.items = arena_grow(context->arena, list.items, list.count, &list.capacity,
		                        sizeof(struct entry *));
		list.items[list.count++] = channels->items[i];
	}
	return list.count ? taxonomy_list(&list, context->report->arena, 12) : NULL;
}

/* Reports VALUE when it is no place for PERSONA; true when it did. */
static bool check_fit(const struct check_context *context, const struct field_value *value,
                      const struct persona *persona)
{
	const struct fit *fit = &((const struct channel *)value->entry)->fit[persona->entry.index];
	struct finding *finding;
	const char *primary;

	if (fit->stars != STARS_UNUSED && fit->stars != STARS_WEAK)
		return false;
	finding = report_add(
	    context->report, &rules[fit->stars == STARS_UNUSED ? CHANNEL_UNUSED : CHANNEL_WEAK],
	    value->place,
	    fit->stars == STARS_UNUSED ? "%s does not use `%s`" : "%s is hardly reached by `%s`",
	    persona->entry.id, value->entry->id);
	finding_note(context->report, finding, fit->place, "%s for %s: %ld of 3 stars%s%s%s",
	             value->entry->id, persona->entry.id, fit->stars, fit->note ? " (" : "",
	             fit->note ? fit->note : "", fit->note ? ")" : "");
	primary = primary_list(context, persona);
	if (primary)
		finding_help(context->report, finding, "%s's main channels: %s", persona->entry.id,
		             primary);
	return true;
}

static void check_primary(const struct check_context *context, const struct field *field,
                          const struct persona *persona)
{
	struct finding *finding;
	const char *primary;

	for (size_t i = 0; i < field->count; i++) {
		const struct channel *channel = (const struct channel *)field->values[i].entry;

		if (!channel || channel->fit[persona->entry.index].stars == STARS_PRIMARY)
			return;
	}
	primary = primary_list(context, persona);
	if (!primary)
		return;
	finding = report_add(context->report, &rules[CHANNEL_PRIMARY_MISSING], field->place,
	                     "none of %s's main channels", persona->entry.id);
	finding_note(context->report, finding, persona->entry.place, "%s's main channels: %s",
	             persona->entry.id, primary);
}

static void run(const struct check_context *context, const void *settings)
{
	const struct field *field = &context->fields->of[FIELD_CHANNELS];
	const struct persona *persona = context->fields->persona;
	bool reported = false;

	(void)settings;
	if (context->pack->channels.count == 0)
		return;
	if (field->count == 0) {
		const char *primary = persona ? primary_list(context, persona) : NULL;

		if (check_metadata_readable(context))
			check_report_missing(context, &rules[CHANNEL_MISSING], FIELD_CHANNELS,
			                     primary ? primary
			                             : taxonomy_list(&context->pack->channels,
			                                             context->report->arena, 12),
			                     NULL);
		return;
	}
	for (size_t i = 0; i < field->count; i++) {
		const struct field_value *value = &field->values[i];

		if (!value->entry)
			check_report_unknown(context, &rules[CHANNEL_UNKNOWN], value,
			                     &context->pack->channels);
		else if (persona)
			reported = check_fit(context, value, persona) || reported;
	}
	if (persona && !reported)
		check_primary(context, field, persona);
}

const struct check check_channel = {
    .name = "channel",
    .rules = rules,
    .rule_count = sizeof(rules) / sizeof(rules[0]),
    .needs_pack = true,
    .run = run,
};
