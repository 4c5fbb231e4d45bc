#include "lint/vale.h"

#include <string.h>

#include "base/arena.h"
#include "lint/paths.h"

struct writer {
	struct vale *vale;
	struct builder out;
	bool all; /* some setting is for all files */
};

/* ---- pieces ---- */

/* Backslashes are read best where they are no escapes. */
static bool is_literal(struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] < ' ' || text.ptr[i] == 0x7f)
			return false;
	return memchr(text.ptr, '\\', text.len) != NULL;
}

/* Text as YAML has it: plain where that is a path or a name with a dot. */
static void add_text(struct builder *out, struct slice text)
{
	bool plain = slice_is(text, "Vale");

	for (size_t i = 0; i < text.len && !plain; i++)
		plain = text.ptr[i] == '/' || (text.ptr[i] == '.' && i > 0);
	for (size_t i = 0; i < text.len && plain; i++)
		plain = char_is_alpha(text.ptr[i]) || strchr("_./", text.ptr[i]) ||
		        (i > 0 && (char_is_digit(text.ptr[i]) || text.ptr[i] == '-'));
	if (plain) {
		builder_add_slice(out, text);
		return;
	}
	if (is_literal(text)) {
		builder_add_char(out, '\'');
		for (size_t i = 0; i < text.len; i++)
			builder_add_repeated(out, text.ptr[i], text.ptr[i] == '\'' ? 2 : 1);
		builder_add_char(out, '\'');
		return;
	}
	builder_add_char(out, '"');
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];

		if (c < ' ' || c == 0x7f)
			builder_printf(out, "\\x%02x", c);
		else
			builder_printf(out, c == '"' || c == '\\' ? "\\%c" : "%c", c);
	}
	builder_add_char(out, '"');
}

/* A comment with the line of PLACE, and the end of the line. */
static void end_line(struct writer *writer, struct place place)
{
	const char *path;

	if (!place.source) {
		builder_add_char(&writer->out, '\n');
		return;
	}
	path = paths_from(writer->vale->arena, writer->vale->folder, place.source->path);
	builder_add_string(&writer->out, " # ");
	for (; *path; path++)
		builder_add_char(&writer->out, (unsigned char)*path < ' ' ? '?' : *path);
	builder_printf(&writer->out, ":%u\n",
	               (unsigned)source_position(place.source, place.span.start).line);
}

static void add_line(struct writer *writer, const char *indent, struct slice text,
                     struct place place)
{
	builder_printf(&writer->out, "%s- ", indent);
	add_text(&writer->out, text);
	end_line(writer, place);
}

/* `KEY:` and those of VALUES that are there. */
static void add_values(struct writer *writer, const char *indent, const char *key,
                       const struct vale_values *values)
{
	bool any = false;

	for (size_t i = 0; i < values->count; i++)
		any = any || values->items[i].folder;
	builder_printf(&writer->out, any ? "%s%s:\n" : "%s%s: []\n", indent, key);
	for (size_t i = 0; i < values->count; i++) {
		const struct vale_value *value = &values->items[i];

		if (value->folder)
			add_line(writer, arena_printf(writer->vale->arena, "%s  ", indent),
			         slice_of(value->folder), value->place);
		else
			builder_printf(&writer->out, "%s  # %.*s is not there\n", indent,
			               SLICE_ARG(value->text));
	}
}

/* `KEY:` and the texts of VALUES; nothing when there are none. */
static void add_texts(struct writer *writer, const char *indent, const char *key,
                      const struct vale_values *values)
{
	if (values->count)
		builder_printf(&writer->out, "%s%s:\n", indent, key);
	for (size_t i = 0; i < values->count; i++)
		add_line(writer, arena_printf(writer->vale->arena, "%s  ", indent),
		         values->items[i].text, values->items[i].place);
}

static void add_ignores(struct writer *writer, const char *indent,
                        const struct vale_section *section)
{
	add_texts(writer, indent, "ignore-text", &section->ignores);
}

/* ---- rules ---- */

static bool names_style(const struct vale_values *styles, const struct style *style)
{
	return vale_get(styles, slice_of(style->name)) != NULL;
}

/* Of a rule that is switched on and nothing more: what [*] says, else its own. */
static enum severity level_of(const struct vale *vale, const struct vale_switch *one)
{
	if (!one->on)
		return SEVERITY_OFF;
	if (one->level)
		return one->level;
	for (size_t i = 0; i < vale->all.count; i++)
		if (slice_equal(vale->all.switches[i].name, one->name) &&
		    vale->all.switches[i].level)
			return vale->all.switches[i].level;
	return one->rule->prose.rule.severity ? one->rule->prose.rule.severity : SEVERITY_WARNING;
}

static void add_rule(struct writer *writer, const char *indent, struct slice name,
                     enum severity severity, struct place place)
{
	builder_printf(&writer->out, "%s  ", indent);
	add_text(&writer->out, name);
	builder_printf(&writer->out, ": %s", severity_name(severity));
	end_line(writer, place);
}

static bool has_rules(const struct vale_section *section)
{
	for (size_t i = 0; i < section->count; i++)
		if (section->switches[i].rule)
			return true;
	return false;
}

static void add_switches(struct writer *writer, const char *indent,
                         const struct vale_section *section)
{
	for (size_t i = 0; i < section->count; i++) {
		const struct vale_switch *one = &section->switches[i];

		if (one->rule)
			add_rule(writer, indent, one->name, level_of(writer->vale, one),
			         one->place);
	}
}

static void add_rules(struct writer *writer, const char *indent, const struct vale_section *section)
{
	if (!has_rules(section))
		return;
	builder_printf(&writer->out, "%srules:\n", indent);
	add_switches(writer, indent, section);
}

/* Whether SECTION switches on a rule of a style that is not among STYLES. */
static bool goes_beyond(const struct vale_section *section, const struct vale_values *styles)
{
	for (size_t i = 0; i < section->count; i++)
		if (section->switches[i].on && section->switches[i].rule &&
		    !names_style(styles, section->switches[i].style))
			return true;
	return false;
}

/* ---- one section says everything ---- */

/* A style of which only single rules run is named, and off but for those. */
static void add_only(struct writer *writer, const struct vale_section *section)
{
	const struct vale_values *named = &writer->vale->named;
	struct vale_values run = {NULL, 0, 0};
	struct vale_values single = {NULL, 0, 0};

	for (size_t i = 0; i < named->count; i++) {
		const struct vale_value *style = vale_get(&section->styles, named->items[i].text);
		bool on = false;

		for (size_t s = 0; s < section->count; s++)
			on = on ||
			     (section->switches[s].on && section->switches[s].rule &&
			      slice_is(named->items[i].text, section->switches[s].style->name));
		if (!style && on)
			vale_add(writer->vale, &single, named->items[i]);
	}
	for (size_t i = 0; i < section->styles.count; i++)
		vale_add(writer->vale, &run, section->styles.items[i]);
	for (size_t i = 0; i < single.count; i++)
		vale_add(writer->vale, &run, single.items[i]);
	add_values(writer, "", "styles", &run);
	add_ignores(writer, "", section);
	if (!single.count && !has_rules(section))
		return;
	builder_add_string(&writer->out, "rules:\n");
	for (size_t i = 0; i < single.count; i++)
		add_rule(writer, "", single.items[i].text, SEVERITY_OFF, NO_PLACE);
	add_switches(writer, "", section);
}

/* ---- several sections ---- */

/* Whether styles must be named that are for no draft as a whole. */
static bool needs_more(const struct writer *writer)
{
	const struct vale *vale = writer->vale;
	struct vale_values whole = {NULL, 0, 0};

	for (size_t s = 0; s <= vale->count; s++) {
		const struct vale_section *section = s ? &vale->sections[s - 1] : &vale->all;

		if (s && section->drafts && !section->styled && !writer->all)
			return true;
		for (size_t i = 0; i < section->styles.count; i++)
			vale_add(writer->vale, &whole, section->styles.items[i]);
	}
	for (size_t s = 0; s <= vale->count; s++)
		if (goes_beyond(s ? &vale->sections[s - 1] : &vale->all, &whole))
			return true;
	return false;
}

static void add_override(struct writer *writer, const struct vale_section *section, bool styles)
{
	if (!styles && !has_rules(section) && !section->ignores.count)
		return;
	builder_add_string(&writer->out, "  - files: ");
	add_text(&writer->out, slice_of(section->files));
	end_line(writer, section->place);
	if (styles)
		add_values(writer, "    ", "styles", &section->styles);
	add_ignores(writer, "    ", section);
	add_rules(writer, "    ", section);
}

/* What holds for all drafts beats the styles of a section only in an override
 * before it. */
static void add_several(struct writer *writer)
{
	struct vale *vale = writer->vale;
	struct vale_section all = vale->all;
	bool more = needs_more(writer);
	bool early = more || goes_beyond(&vale->all, &vale->all.styles);

	for (size_t i = 0; i < vale->count; i++)
		early = early || (vale->sections[i].styled && vale->sections[i].drafts);
	if (more)
		add_values(writer, "", "styles", &vale->named);
	else if (writer->all)
		add_values(writer, "", "styles", &vale->all.styles);
	add_ignores(writer, "", &vale->all);
	all.ignores.count = 0;
	if (!early)
		add_rules(writer, "", &vale->all);
	builder_add_string(&writer->out, "overrides:\n");
	all.files = "**";
	if (early)
		add_override(writer, &all, more);
	for (size_t i = 0; i < vale->count; i++)
		if (vale->sections[i].drafts)
			add_override(writer, &vale->sections[i], vale->sections[i].styled);
}

/* ---- the file ---- */

static void add_include(struct writer *writer)
{
	const struct vale *vale = writer->vale;
	bool any = false;

	for (size_t i = 0; i < vale->count; i++)
		any = any || vale->sections[i].drafts;
	builder_add_string(&writer->out, writer->all || any ? "include:\n" : "include: []\n");
	if (writer->all) {
		add_line(writer, "  ", slice_of(vale->all.drafts), vale->all.place);
		return;
	}
	for (size_t i = 0; i < vale->count; i++)
		if (vale->sections[i].drafts)
			add_line(writer, "  ", slice_of(vale->sections[i].drafts),
			         vale->sections[i].place);
}

/* The one section that says everything; NULL: there are several, or none. */
static const struct vale_section *only_section(const struct writer *writer)
{
	const struct vale *vale = writer->vale;
	const struct vale_section *only = writer->all ? &vale->all : NULL;

	for (size_t i = 0; i < vale->count; i++) {
		if (!vale->sections[i].drafts)
			continue;
		if (only)
			return NULL;
		only = &vale->sections[i];
	}
	return only;
}

const char *vale_write(struct vale *vale, size_t *size)
{
	struct writer writer = {.vale = vale};
	const struct vale_section *only;
	const char *text;

	/* Without such settings Vale opens only the files of sections. */
	writer.all = vale->all.styles.count || vale->all.count;
	builder_add_string(&writer.out, "# What Vale's configuration says of Markdown, see "
	                                "draftlint-config(5).\n");
	add_include(&writer);
	if (vale->least > SEVERITY_INFO) {
		builder_printf(&writer.out, "min-severity: %s", severity_name(vale->least));
		end_line(&writer, vale->least_place);
	}
	if (vale->vocabularies.count)
		add_values(&writer, "", "vocabularies", &vale->vocabularies);
	add_texts(&writer, "", "ignore-scopes", &vale->scopes);
	only = only_section(&writer);
	if (only)
		add_only(&writer, only);
	else if (vale->count)
		add_several(&writer);
	*size = writer.out.len;
	text = builder_copy(&writer.out, vale->arena);
	builder_release(&writer.out);
	return text;
}
