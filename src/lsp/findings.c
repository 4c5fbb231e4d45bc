#include "lsp/findings.h"

#include <string.h>

#include "base/arena.h"

static const char *keep(struct arena *arena, const char *text)
{
	return text ? arena_strdup(arena, text) : NULL;
}

static const struct draftlint_fix *keep_fix(struct arena *arena, const struct draftlint_fix *fix)
{
	struct draftlint_fix *out = arena_alloc(arena, sizeof(*out));
	struct draftlint_edit *edits = arena_array(arena, fix->edit_count, sizeof(*edits));

	*out = *fix;
	out->title = keep(arena, fix->title);
	out->edits = edits;
	for (size_t i = 0; i < fix->edit_count; i++) {
		edits[i] = fix->edits[i];
		edits[i].text = arena_copy(arena, fix->edits[i].text, fix->edits[i].len);
	}
	return out;
}

static struct draftlint_finding keep_finding(struct arena *arena,
                                             const struct draftlint_finding *finding)
{
	struct draftlint_finding out = *finding;
	struct draftlint_note *notes = arena_array(arena, finding->note_count, sizeof(*notes));

	out.rule = keep(arena, finding->rule);
	out.message = keep(arena, finding->message);
	out.path = keep(arena, finding->path);
	out.help = keep(arena, finding->help);
	out.question = keep(arena, finding->question);
	out.link = keep(arena, finding->link);
	out.excerpt = (struct draftlint_excerpt){0};
	out.identity = NULL;
	out.fix = finding->fix ? keep_fix(arena, finding->fix) : NULL;
	out.notes = notes;
	for (size_t i = 0; i < finding->note_count; i++) {
		notes[i] = finding->notes[i];
		notes[i].text = keep(arena, finding->notes[i].text);
		notes[i].path = keep(arena, finding->notes[i].path);
	}
	return out;
}

static void digest(uint64_t *sum, const void *bytes, size_t len)
{
	const unsigned char *byte = bytes;

	for (size_t i = 0; i < len; i++)
		*sum = (*sum ^ byte[i]) * UINT64_C(1099511628211);
}

static void digest_finding(uint64_t *sum, const struct draftlint_finding *finding)
{
	digest(sum, finding->rule, strlen(finding->rule) + 1);
	digest(sum, finding->message, strlen(finding->message) + 1);
	digest(sum, &finding->severity, sizeof(finding->severity));
	digest(sum, &finding->range, sizeof(finding->range));
	for (size_t i = 0; i < finding->note_count; i++) {
		digest(sum, finding->notes[i].text, strlen(finding->notes[i].text) + 1);
		digest(sum, &finding->notes[i].range, sizeof(finding->notes[i].range));
	}
	if (finding->help)
		digest(sum, finding->help, strlen(finding->help) + 1);
}

static void keep_found(struct findings *findings, const struct draftlint_finding *finding)
{
	struct found *found = &findings->items[findings->count++];

	found->finding = keep_finding(findings->arena, finding);
	draftlint_fingerprint(finding, found->fingerprint);
	digest_finding(&findings->digest, finding);
}

void findings_keep(struct findings *findings, const struct draftlint_file *file)
{
	findings_release(findings);
	findings->arena = arena_new();
	findings->digest = UINT64_C(14695981039346656037);
	findings->items =
	    arena_array(findings->arena, file->finding_count, sizeof(*findings->items));
	for (size_t i = 0; i < file->finding_count; i++) {
		if (file->findings[i].suppressed || file->findings[i].known)
			continue;
		keep_found(findings, &file->findings[i]);
	}
	findings->answers =
	    arena_array(findings->arena, file->answer_count, sizeof(*findings->answers));
	findings->answer_count = file->answer_count;
	for (size_t i = 0; i < file->answer_count; i++) {
		findings->answers[i] = file->answers[i];
		findings->answers[i].question = keep(findings->arena, file->answers[i].question);
		findings->answers[i].problem = keep(findings->arena, file->answers[i].problem);
	}
}

void findings_release(struct findings *findings)
{
	arena_free(findings->arena);
	memset(findings, 0, sizeof(*findings));
}
