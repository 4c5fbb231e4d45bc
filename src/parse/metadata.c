#include "parse/metadata.h"

#include "parse/metadata_readers.h"

/* The first that finds its mark is taken: containers at the first byte come
 * before those inside the body. */
static const struct metadata_reader *const readers[] = {
    &metadata_yaml,         &metadata_toml,         &metadata_json, &metadata_elixir,
    &metadata_elixir_texts, &metadata_elixir_atoms, &metadata_bold, &metadata_plain,
};

size_t metadata_after(const struct source *source, size_t at)
{
	size_t line = source_line_at(source, at);
	struct span rest = {at, source_line(source, line).end};

	return slice_trim(source_slice(source, rest)).len == 0 && line + 1 < source->line_count
	           ? source->lines[line + 1]
	           : at;
}

size_t metadata_text_begins(const struct source *source, size_t at)
{
	size_t line = source_line_at(source, metadata_after(source, at));

	/* The opening may stand alone, and blank lines between it and its fields. */
	if (source_line(source, line).start > at)
		while (line < source->line_count && source_line_text(source, line).len == 0)
			line++;
	while (line < source->line_count && source_line_text(source, line).len > 0)
		line++;
	return source_line_start(source, line);
}

void metadata_read(struct arena *arena, const struct source *source, bool plain_lines,
                   struct metadata *out, struct problems *problems, struct comments *comments)
{
	*out = (struct metadata){0};
	for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++) {
		if ((readers[i] == &metadata_plain && !plain_lines) ||
		    !readers[i]->find(source, out, problems)) {
			*out = (struct metadata){0};
			continue;
		}
		out->reader = readers[i];
		if (!out->broken)
			readers[i]->read(arena, source, out, problems, comments);
		return;
	}
	out->span = (struct span){source->bom, source->bom};
	out->body = source->bom;
	out->opening = source->bom;
	out->insertion = source->bom;
}
