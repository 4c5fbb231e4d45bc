/* Where a comment goes that excuses a finding: what could work is tried, and the
 * first that does just that is taken. */
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "lint/fingerprint.h"
#include "lint/lint.h"
#include "lint/reading.h"

struct excuse {
	struct draftlint_reading *reading;
	struct worker *worker;
	const char *rule;
	size_t at; /* of the finding */
	bool whole_file;
	struct result before;
	const struct draftlint_finding *finding; /* in BEFORE */
	char fingerprint[FINGERPRINT_SIZE];      /* its name */
	struct span span;                        /* what is replaced … */
	const char *text;                        /* … and by what */
};

static void check(const struct excuse *e, const char *bytes, size_t size, struct result *result)
{
	const struct draftlint_reading *reading = e->reading;
	struct job job = {.path = reading->path,
	                  .shown = reading->path,
	                  .relative = reading->relative,
	                  .plan = reading->plan,
	                  .bytes = bytes,
	                  .size = size};

	lint_job(e->worker, &job, result);
}

static size_t open_findings(const struct result *result)
{
	return result->counts[1] + result->counts[2] + result->counts[3];
}

static bool is_found(const struct excuse *e, const struct result *result)
{
	for (size_t i = 0; i < result->file.finding_count; i++) {
		const struct draftlint_finding *finding = &result->file.findings[i];
		char fingerprint[FINGERPRINT_SIZE];

		if (finding->suppressed || strcmp(finding->rule, e->rule) != 0)
			continue;
		fingerprint_write(finding->identity, fingerprint);
		if (e->whole_file || strcmp(fingerprint, e->fingerprint) == 0)
			return true;
	}
	return false;
}

/* Whether the edit excuses findings of the rule and changes no others. */
static bool works(struct excuse *e)
{
	const struct source *source = e->reading->source;
	struct builder text = {0};
	struct result after;
	bool good;

	builder_add(&text, source->bytes, e->span.start);
	builder_add_string(&text, e->text);
	builder_add(&text, source->bytes + e->span.end, source->size - e->span.end);
	check(e, text.bytes, text.len, &after);
	good = !is_found(e, &after) && after.suppressed > e->before.suppressed &&
	       open_findings(&after) + (after.suppressed - e->before.suppressed) ==
	           open_findings(&e->before);
	result_release(&after);
	builder_release(&text);
	return good;
}

/* ---- what could work ---- */

static bool put(struct excuse *e, size_t at, const char *text)
{
	e->span = (struct span){at, at};
	e->text = text;
	return works(e);
}

static const char *comment(const struct excuse *e, const char *word)
{
	bool mdx = draft_path_is_mdx(e->reading->path);

	return arena_printf(e->reading->arena, mdx ? "{/* %s %s */}" : "<!-- %s %s -->", word,
	                    e->rule);
}

/* Behind the rules that a comment on the finding's line excuses already. */
static bool join(struct excuse *e)
{
	static const char word[] = "draftlint-disable-line ";
	const struct source *source = e->reading->source;
	struct span line = source_line(source, source_line_at(source, e->at));
	size_t found = slice_find(source_slice(source, line), word, 0);

	if (found == SIZE_MAX)
		return false;
	return put(e, line.start + found + sizeof(word) - 1,
	           arena_printf(e->reading->arena, "%s, ", e->rule));
}

/* At the end of the finding's line. */
static bool behind_line(struct excuse *e, bool metadata)
{
	const struct source *source = e->reading->source;
	struct span line = source_line(source, source_line_at(source, e->at));
	const char *text =
	    metadata ? arena_printf(e->reading->arena, "# %s %s", "draftlint-disable-line", e->rule)
	             : comment(e, "draftlint-disable-line");
	size_t end = line.end;

	while (end > line.start && char_is_space((unsigned char)source->bytes[end - 1]))
		end--;
	/* Blanks there are a hard line break: they stay. */
	return put(e, metadata ? end : line.end, arena_printf(e->reading->arena, " %s", text));
}

/* A line of its own above the finding's, with the line break that the draft has. */
static bool above_line(struct excuse *e)
{
	const struct source *source = e->reading->source;
	size_t start = source_line(source, source_line_at(source, e->at)).start;

	return put(e, start > source->bom ? start : source->bom,
	           arena_printf(e->reading->arena, "%s%s",
	                        comment(e, "draftlint-disable-next-line"),
	                        source_newline(source, start)));
}

/* Whether the finding's line begins a paragraph or heading that stands in nothing. */
static bool begins_block(const struct excuse *e)
{
	const struct source *source = e->reading->source;
	const struct document *document = &e->reading->draft->document;
	size_t start = source_line(source, source_line_at(source, e->at)).start;

	for (size_t i = 0; i < document->block_count; i++) {
		const struct block *block = &document->blocks[i];

		if (block->span.start == start && block->list_depth == 0 && !block->quoted &&
		    (block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_HEADING))
			return true;
	}
	return false;
}

/* Where the body begins, behind the metadata if that comes first. */
static bool for_file(struct excuse *e)
{
	const struct draftlint_reading *reading = e->reading;
	const struct metadata *metadata = &reading->draft->metadata;
	size_t at = metadata->body;
	const char *newline = source_newline(reading->source, at);
	const char *text = comment(e, "draftlint-disable-file");
	bool closed = at == reading->source->bom || strchr("\r\n", reading->source->bytes[at - 1]);

	return put(e, at,
	           arena_printf(reading->arena, "%s%s%s", closed ? "" : newline, text, newline)) ||
	       put(e, at,
	           arena_printf(reading->arena, "%s%s%s%s", newline, text, newline, newline));
}

static bool for_line(struct excuse *e)
{
	const struct metadata *metadata = &e->reading->draft->metadata;
	bool inside = metadata->reader && e->at >= metadata->span.start &&
	              e->at < metadata->span.end && e->at < metadata->body;

	if (join(e))
		return true;
	if (inside)
		return behind_line(e, true);
	if (begins_block(e))
		return above_line(e) || behind_line(e, false);
	return behind_line(e, false) || above_line(e);
}

bool reading_excuse(struct draftlint_reading *reading, const char *rule, size_t offset,
                    bool whole_file, struct draftlint_edit *edit)
{
	struct excuse e = {.reading = reading,
	                   .worker = worker_new(),
	                   .rule = rule,
	                   .at = offset,
	                   .whole_file = whole_file};
	bool good = false;

	check(&e, reading->source->bytes, reading->source->size, &e.before);
	for (size_t i = 0; i < e.before.file.finding_count && !e.finding; i++) {
		const struct draftlint_finding *finding = &e.before.file.findings[i];

		if (finding->range.start.byte == offset && strcmp(finding->rule, rule) == 0 &&
		    !finding->suppressed && !finding->incomplete)
			e.finding = finding;
	}
	if (e.finding) {
		fingerprint_write(e.finding->identity, e.fingerprint);
		good = whole_file ? for_file(&e) : for_line(&e);
	}
	if (good)
		*edit = (struct draftlint_edit){.range = reading_range(reading->source, e.span),
		                                .text = e.text,
		                                .len = strlen(e.text)};
	result_release(&e.before);
	worker_free(e.worker);
	return good;
}
