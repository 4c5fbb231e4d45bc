#include "rules/vocabulary.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "rules/pattern.h"

enum { FILE_LIMIT = 4 * 1024 * 1024, TERMS_LIMIT = 20000 };

struct terms {
	struct slice **items;
	size_t *count;
	size_t *capacity;
	struct place *place;
};

static void add_term(struct decoder *decoder, struct terms *out, const struct source *source,
                     struct slice term, struct report *report, const struct rule *rule)
{
	size_t start = (size_t)(term.ptr - source->bytes);
	struct arena *arena = arena_new();
	struct pattern_error error;

	if (!pattern_compile(arena, term, 0, &error)) {
		report_add(report, rule,
		           PLACE(source, start + error.offset, start + error.offset + 1), "%s",
		           error.message);
	} else if (*out->count < TERMS_LIMIT) {
		*out->items = arena_grow(decoder->arena, *out->items, *out->count, out->capacity,
		                         sizeof(**out->items));
		(*out->items)[(*out->count)++] = term;
		if (!out->place->source)
			*out->place = PLACE(source, start, start + term.len);
	}
	arena_free(arena);
}

/* The terms of PATH; false when there is no such file. */
static bool read_file(struct decoder *decoder, const char *path, struct terms *out,
                      struct report *report, const struct rule *rule)
{
	struct source *source;
	enum source_status status =
	    source_read_over(decoder->overlay, decoder->arena, path, FILE_LIMIT, true, &source);

	if (status == SOURCE_MISSING)
		return false;
	if (status != SOURCE_OK) {
		source = source_from_bytes(decoder->arena, path, "", 0);
		report_add(report, rule, PLACE(source, 0, 0), "%s",
		           source_status_text(decoder->arena, status, FILE_LIMIT));
		return true;
	}
	for (size_t i = 0; i < source->line_count; i++) {
		struct span line = source_line(source, i);
		struct slice term =
		    slice_trim(slice_from(source->clean + line.start, line.end - line.start));

		if (!term.len || slice_starts(term, "# ") || slice_is(term, "#"))
			continue;
		term.ptr = source->bytes + (term.ptr - source->clean);
		if (source->fault == source->size)
			add_term(decoder, out, source, term, report, rule);
	}
	if (source->fault < source->size)
		report_add(report, rule, PLACE(source, source->fault, source->fault + 1),
		           "not valid UTF-8");
	return true;
}

const struct vocabulary *vocabulary_read(struct decoder *decoder, const struct config_list *folders,
                                         struct report *report, const struct rule *rule)
{
	struct vocabulary *all = arena_alloc(decoder->arena, sizeof(*all));
	struct terms accept = {&all->accept, &all->accept_count, &all->accept_capacity,
	                       &all->accept_place};
	struct terms reject = {&all->reject, &all->reject_count, &all->reject_capacity,
	                       &all->reject_place};

	for (const struct node *n = strings_first(folders->items); n;
	     n = strings_next(folders->items, n)) {
		const char *folder = config_path(decoder->arena, folders->source, n);
		bool any = read_file(decoder, arena_printf(decoder->arena, "%s/accept.txt", folder),
		                     &accept, report, rule);

		any = read_file(decoder, arena_printf(decoder->arena, "%s/reject.txt", folder),
		                &reject, report, rule) ||
		      any;
		decoder->source = folders->source;
		if (!any)
			decode_error(decoder, node_value_span(n),
			             "no vocabulary at `%s`: `accept.txt`, `reject.txt`", folder);
	}
	return all;
}

struct slice vocabulary_lower(struct arena *arena, struct slice term)
{
	struct builder out = {0};
	struct slice lower;

	builder_add_string(&out, "");
	for (size_t at = 0, size; at < term.len; at += size) {
		uint32_t code = utf8_decode(term.ptr + at, term.len - at, &size);
		char bytes[4];

		if (term.ptr[at] == '\\' && at + 1 < term.len) {
			size = 2;
			builder_add(&out, term.ptr + at, size);
		} else if (code == UINT32_MAX) {
			builder_add(&out, term.ptr + at, size);
		} else {
			builder_add(&out, bytes, utf8_encode(utf8_lower(code), bytes));
		}
	}
	lower = slice_from(builder_copy(&out, arena), out.len);
	builder_release(&out);
	return lower;
}
