/*
 * Samples of every shape a finding can have, in the most unfriendly text that
 * could be thought of: what the formats of the command line are tried on.
 * Everything is made from real offsets, so that places and excerpts agree.
 */
#ifndef CLI_SAMPLES_H
#define CLI_SAMPLES_H

#include <stdio.h>
#include <string.h>

#include <draftlint.h>

#include "base/arena.h"
#include "base/source.h"
#include "lint/fingerprint.h"

struct sample {
	const char *path;
	const char *before; /* the text of the draft; NULL: 250 words */
	const char *marked; /* the span of the finding; NULL: there is no text */
	const char *after;
	const char *rule;
	enum draftlint_severity severity;
	const char *message;
};

/* clang-format off */
static const struct sample samples[] = {
	{"posts/agent-loop.md", "---\ntitle: Loop\npersona: alex\nstage: decision\npain: ",
	 "on-call", "\n---\n", "pain-not-persona", DRAFTLINT_ERROR,
	 "pain `on-call` is elena's, not alex's"},
	{"posts/cjk.md", "日本語の文章で", "leverage", "を使う。\n", "buzzwords", DRAFTLINT_WARNING,
	 "`leverage` is a buzzword"},
	{"posts/wide.md", "日本語の", "文章", "で\n", "buzzwords", DRAFTLINT_WARNING,
	 "`文章` is a buzzword"},
	{"posts/emoji.md", "👩‍👩‍👧 ☎️ e\u0301te\u0301 🏴 ", "synergy", "\n", "buzzwords",
	 DRAFTLINT_INFO, "`synergy` is a buzzword"},
	{"posts/tabs.md", "\tif\t", "leverage", "\tthen\n", "buzzwords", DRAFTLINT_WARNING,
	 "`leverage` is a buzzword"},
	{"posts/crlf.md", "---\r\nstage: ", "awarness", "\r\n---\r\n", "stage-unknown",
	 DRAFTLINT_ERROR, "unknown stage `awarness`"},
	{"posts/bom.md", "\xEF\xBB\xBFpersona: ", "zoe", "\n", "persona-unknown", DRAFTLINT_ERROR,
	 "unknown persona `zoe`"},
	{"posts/long.md", NULL, "leverage", NULL, "buzzwords", DRAFTLINT_WARNING,
	 "`leverage` is a buzzword"},
	{"posts/zero.md", "---\ntitle: x\n", "", "---\n", "persona-missing", DRAFTLINT_ERROR,
	 "no persona is named"},
	{"posts/end-of-line.md", "A line", "", "\nand more\n", "cta-absent", DRAFTLINT_WARNING,
	 "the ask is never made"},
	{"posts/empty.md", "", "", "", "front-matter-missing", DRAFTLINT_ERROR,
	 "no front matter"},
	{"posts/many-lines.md", "One two ", "three\nfour", " five\nsix\n", "cta-buried",
	 DRAFTLINT_INFO, "the ask is not in the last section"},
	{"posts/escape.md", "A \x1B[31mred\x1B[0m \x07 \x7F \xC2\x9B ", "word", "\n",
	 "hidden-character", DRAFTLINT_WARNING, "hidden \x1B[31m in \xC2\x9B and \x7F"},
	{"posts/bidi.md", "A \u202Etxet\u202C and \u200B\u2066 \U000E0041 ", "word", "\n",
	 "hidden-character", DRAFTLINT_WARNING, "bidi \u202E and \u2028 and \uFEFF"},
	{"posts/invalid.md", "bad \xFF\xFE \xE2\x82 ", "bytes", "\n", "encoding-invalid",
	 DRAFTLINT_ERROR, "not UTF-8: \xFF"},
	{"posts/commands.md", "::error file=app.js::owned ", "##[add-mask]x",
	 " ##vso[task.complete]\n", "buzzwords", DRAFTLINT_WARNING,
	 "`##[add-mask]x` and ##teamcity[x] and ###[error]"},
	{"posts/quotes.md", "the ", "\"agentic\"", " way\n", "buzzwords", DRAFTLINT_WARNING,
	 "the word \"agentic\"\n\tis, \"as such\",  empty: 3:4: error: no [nothing]"},
	{"::error file=x::owned.md", "", "word", "\n", "buzzwords", DRAFTLINT_WARNING,
	 "::error::path begins a command"},
	{" ::warning::blank.md", "", "word", "\n", "buzzwords", DRAFTLINT_WARNING,
	 "path begins with a blank"},
	{"evil\n::error file=app.js::x\x1B]0;t\x07\xFF.md", "", "word", "\n", "buzzwords",
	 DRAFTLINT_WARNING, "path with a line break"},
	{"\u00A0\u2028##[error]x.md", "", "word", "\n", "Google.We", DRAFTLINT_WARNING,
	 "path with other blanks"},
	{"posts/100%,a;b]&<c>|d.md", "=cmd() ", "{0} [x](1)", " ]]>\n", "buzzwords",
	 DRAFTLINT_WARNING, "`{0}` %0A %25 [x](1) ]]> | a, b; @nobody <b>'&amp; \uFFFE"},
	{"posts/unreadable.md", "", NULL, "", "file-unreadable", DRAFTLINT_ERROR,
	 "permission denied"},
};
/* clang-format on */

enum { SAMPLE_COUNT = sizeof(samples) / sizeof(*samples) };

static struct draftlint_position sample_position(const struct source *source, size_t offset)
{
	struct position place = source_position(source, offset);

	return (struct draftlint_position){place.byte, place.line, place.column, place.utf16,
	                                   place.byte_column};
}

static struct draftlint_range sample_range(const struct source *source, size_t start, size_t end)
{
	return (struct draftlint_range){sample_position(source, start),
	                                sample_position(source, end)};
}

static void add_text(struct builder *text, const char *string)
{
	if (string)
		builder_add_string(text, string);
	else
		for (int i = 0; i < 250; i++)
			builder_printf(text, " word%d ", i);
}

static struct draftlint_finding sample_finding(struct arena *arena, const struct sample *sample)
{
	struct draftlint_finding finding = {
	    .rule = sample->rule,
	    .severity = sample->severity,
	    .message = sample->message,
	    .path = sample->path,
	};
	struct builder text = {NULL, 0, 0};
	struct draftlint_identity *identity;
	struct source *source;
	struct span line;
	size_t start, end;

	add_text(&text, sample->before);
	start = text.len;
	add_text(&text, sample->marked ? sample->marked : "");
	end = text.len;
	add_text(&text, sample->after);
	source = source_from_bytes(arena, sample->path, text.bytes, text.len);
	builder_release(&text);
	finding.range = sample_range(source, start, end);
	line = source_line(source, source_line_at(source, start));
	if (sample->marked)
		finding.excerpt = (struct draftlint_excerpt){
		    source->bytes + line.start, line.end - line.start, line.start, false, false};
	identity = arena_alloc(arena, sizeof(*identity));
	*identity = (struct draftlint_identity){.path = sample->path,
	                                        .rule = sample->rule,
	                                        .text = "",
	                                        .ordinal = (size_t)(sample - samples)};
	finding.identity = identity;
	return finding;
}

/* What some findings have more than the others. */
static void sample_adorn(struct arena *arena, struct draftlint_finding *finding)
{
	static const char personas[] =
	    "personas:\n  - id: alex\n    pains: [production-failures]\n";
	static const char line_break[] = "front\n\"matter\"";
	struct source *pack =
	    source_from_bytes(arena, "rules/iron-cage/personas.yaml", personas, strlen(personas));
	struct draftlint_note *notes = arena_array(arena, 2, sizeof(*notes));
	struct draftlint_edit *edit = arena_alloc(arena, sizeof(*edit));
	struct draftlint_fix *fix = arena_alloc(arena, sizeof(*fix));

	notes[0] =
	    (struct draftlint_note){"alex's top pain is `production-failures`\n::error::##[x]",
	                            "rules/iron-cage/personas.yaml", sample_range(pack, 36, 55)};
	notes[1] = (struct draftlint_note){.text = "allowed: `production-failures`"};
	*edit = (struct draftlint_edit){finding->range, line_break, strlen(line_break)};
	*fix = (struct draftlint_fix){"replace by `production-failures`", true, edit, 1};
	finding->notes = notes;
	finding->note_count = 2;
	finding->help = "name one of alex's pains";
	finding->question = "pain";
	finding->fix = fix;
}

static const struct draftlint_answer sample_answers[] = {
    {"persona", true, NULL},   {"pain", false, "unknown"}, {"stage", true, NULL},
    {"cta", false, "missing"}, {"channel", true, NULL},
};

/* The file of sample INDEX; a file without findings when it is SAMPLE_COUNT,
 * one whose only finding is suppressed when it is one more. */
static struct draftlint_file sample_file(struct arena *arena, size_t index)
{
	struct draftlint_finding *finding = arena_alloc(arena, sizeof(*finding));
	struct draftlint_file file = {.kind = DRAFTLINT_DRAFT, .findings = finding};

	if (index == SAMPLE_COUNT) {
		file.path = "posts/clean.md";
		return file;
	}
	file.finding_count = 1;
	if (index > SAMPLE_COUNT) {
		*finding = sample_finding(arena, &samples[0]);
		finding->suppressed = "a \"reason\" ##[x]";
		finding->path = file.path = "posts/suppressed.md";
		return file;
	}
	*finding = sample_finding(arena, &samples[index]);
	file.path = finding->path;
	if (index == 0) {
		sample_adorn(arena, finding);
		file.answers = sample_answers;
		file.answer_count = 5;
	}
	if (strcmp(finding->rule, "encoding-invalid") == 0 ||
	    strcmp(finding->rule, "file-unreadable") == 0)
		file.kind = DRAFTLINT_DRAFT_PARTLY;
	return file;
}

#endif
