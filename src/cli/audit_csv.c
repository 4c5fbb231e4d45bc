/*
 * csv, of an audit: the inventory for a spreadsheet. RFC 4180 with its line breaks,
 * a byte order mark for the programs that would take UTF-8 for something else,
 * and no cell that one of them would calculate.
 */
#include <string.h>

#include <draftlint_audit.h>

#include "cli/audit_words.h"
#include "cli/formats.h"

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

static const char heading[] =
    "path,title,persona,pain,stage,cta,channels,group,secondary,goal,format,kind,route,words,"
    "published,date,dated by,age in days,stale,review,inbound links,orphan,dead links,errors,"
    "warnings,infos,suppressed,answered,advice\r\n";

static const struct sink_escape quotes[] = {{'"', "\"\""}, {'\0', NULL}};

/* A cell of untrusted text, always in quotes. */
static void text(struct sink *sink, const char *value)
{
	sink_add(sink, "\"");
	if (value && strchr("=+-@\t\r\n", *value) && *value)
		sink_add(sink, "'");
	sink_text(sink, slice_of(value ? value : ""));
	sink_add(sink, "\",");
}

static void list(struct sink *sink, const struct draftlint_names *names)
{
	sink_add(sink, "\"");
	for (size_t i = 0; i < names->count; i++) {
		if (i)
			sink_add(sink, "; ");
		else if (strchr("=+-@", names->items[0][0]))
			sink_add(sink, "'");
		sink_text(sink, slice_of(names->items[i]));
	}
	sink_add(sink, "\",");
}

static void number(struct sink *sink, size_t value)
{
	sink_printf(sink, "%zu,", value);
}

static void flag(struct sink *sink, bool value)
{
	sink_add(sink, value ? "yes," : "no,");
}

static void write_piece(struct sink *sink, const struct draftlint_piece *piece)
{
	text(sink, piece->path);
	text(sink, piece->title);
	text(sink, piece->persona);
	text(sink, piece->pain);
	text(sink, piece->stage);
	text(sink, piece->cta);
	list(sink, &piece->channels);
	text(sink, piece->group);
	list(sink, &piece->secondary);
	text(sink, piece->goal);
	text(sink, piece->format);
	text(sink, piece->kind);
	text(sink, piece->route);
	number(sink, piece->words);
	flag(sink, piece->published);
	text(sink, piece->date);
	text(sink, audit_dated_word(piece->dated_by));
	if (piece->age >= 0)
		number(sink, (size_t)piece->age);
	else
		sink_add(sink, ",");
	flag(sink, piece->stale);
	text(sink, piece->review);
	number(sink, piece->inbound);
	flag(sink, piece->orphan);
	number(sink, piece->dead_links);
	number(sink, piece->errors);
	number(sink, piece->warnings);
	number(sink, piece->infos);
	number(sink, piece->suppressed);
	sink_printf(sink, "%zu of %zu,%s\r\n", piece->answered, piece->answer_count, piece->advice);
}

static void csv_end(struct output *output, const struct totals *totals)
{
	struct sink *sink = &output->sink;

	sink->escapes = quotes;
	sink_add(sink, BYTE_ORDER_MARK);
	sink_add(sink, heading);
	for (size_t i = 0; totals->audit && i < totals->audit->piece_count; i++)
		write_piece(sink, &totals->audit->pieces[i]);
}

const struct format audit_csv = {
    .name = "csv",
    .help = "the inventory for a spreadsheet",
    .has_summary = true,
    .end = csv_end,
};
