/*
 * A draft under --unsafe-fixes, with each of the packs: the edits that are told
 * make the new text, which keeps the byte order mark, the kinds of line ends and
 * the end of the last line, and is valid; mending it again changes nothing.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <draftlint.h>

#include "base/text.h"
#include "base/utf8.h"

enum { PACKS = 3, INPUTS_PER_SESSION = 500 };

static const char *const packs[PACKS] = {"rules/iron-cage", "rules/jido", "fixtures/packs/words"};

static void require(bool holds)
{
	if (!holds)
		abort();
}

/* What one run made of a text. */
struct outcome {
	struct builder text;
	size_t fixed;
	bool rewritten;
	bool failed;
};

static void check_edits(const struct draftlint_rewrite *rewrite)
{
	struct builder text = {0};
	size_t at = 0;

	for (size_t i = 0; i < rewrite->edit_count; i++) {
		const struct draftlint_edit *edit = &rewrite->edits[i];

		require(edit->range.start.byte >= at &&
		        edit->range.end.byte >= edit->range.start.byte &&
		        edit->range.end.byte <= rewrite->before_len);
		builder_add(&text, rewrite->before + at, edit->range.start.byte - at);
		builder_add(&text, edit->text, edit->len);
		at = edit->range.end.byte;
	}
	builder_add(&text, rewrite->before + at, rewrite->before_len - at);
	require(text.len == rewrite->after_len &&
	        (text.len == 0 || memcmp(text.bytes, rewrite->after, text.len) == 0));
	builder_release(&text);
}

/* Bit 0: "\n", bit 1: "\r\n", bit 2: "\r". */
static unsigned line_ends(struct slice text)
{
	unsigned kinds = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '\n')
			kinds |= 1;
		if (text.ptr[i] != '\r')
			continue;
		kinds |= i + 1 < text.len && text.ptr[i + 1] == '\n' ? 2 : 4;
		i += i + 1 < text.len && text.ptr[i + 1] == '\n';
	}
	return kinds;
}

static bool ends_line(struct slice text)
{
	return slice_ends(text, "\n") || slice_ends(text, "\r");
}

static void check_form(struct slice before, struct slice after)
{
	unsigned kinds = line_ends(before);

	require(utf8_valid_prefix(after.ptr, after.len) == after.len);
	require(slice_starts(before, "\xEF\xBB\xBF") == slice_starts(after, "\xEF\xBB\xBF"));
	require(!kinds || (line_ends(after) & ~kinds) == 0);
	require(!after.len || ends_line(before) == ends_line(after));
}

static void receive(void *context, const struct draftlint_file *file)
{
	struct outcome *outcome = context;
	const struct draftlint_rewrite *rewrite = file->rewrite;

	for (size_t i = 0; i < file->finding_count; i++)
		outcome->failed |= strcmp(file->findings[i].rule, "fix-failed") == 0;
	outcome->fixed = file->fixed;
	outcome->rewritten = rewrite != NULL;
	require(outcome->rewritten == (outcome->fixed > 0));
	if (!rewrite)
		return;
	check_edits(rewrite);
	check_form(slice_from(rewrite->before, rewrite->before_len),
	           slice_from(rewrite->after, rewrite->after_len));
	builder_add(&outcome->text, rewrite->after, rewrite->after_len);
}

static struct outcome mend(struct draftlint *session, const char *path, struct slice text)
{
	struct outcome outcome = {0};
	struct draftlint_receiver receiver = {.context = &outcome, .file = receive};

	draftlint_check_text(session, path, text.len ? text.ptr : "", text.len, &receiver);
	return outcome;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct draftlint_options options[PACKS];
	static struct draftlint *sessions[PACKS];
	static size_t inputs;
	size_t pack = size % PACKS;
	const char *path = size & 4 ? "a.mdx" : "a.md";
	struct outcome first;
	struct outcome second;

	if (inputs++ % INPUTS_PER_SESSION == 0) {
		for (size_t i = 0; i < PACKS; i++) {
			draftlint_free(sessions[i]);
			options[i] = (struct draftlint_options){.no_config = true,
			                                        .pack = packs[i],
			                                        .max_warnings = -1,
			                                        .fix = DRAFTLINT_FIX_UNSAFE};
			sessions[i] = draftlint_new(&options[i]);
		}
	}
	first = mend(sessions[pack], path, slice_from((const char *)data, size));
	require(!first.failed || !first.rewritten);
	if (first.rewritten) {
		second = mend(sessions[pack], path, builder_slice(&first.text));
		require(!second.rewritten && !second.failed);
	}
	builder_release(&first.text);
	return 0;
}
