#include "parse/metadata_readers.h"

#include <string.h>

#include "base/arena.h"
#include "parse/yaml.h"

static const char yaml_name[] = "YAML front matter";

static bool closes(struct slice line)
{
	return slice_is(line, "---") || slice_is(line, "...");
}

/*
 * Whether LINE begins with "key:": a key in quotes, or a word or a few. Prose
 * has longer ones before its colon, and markup in them.
 */
static bool is_field(struct slice line)
{
	size_t colon = slice_find(line, ":", 0);

	if (colon == SIZE_MAX || colon == 0 || colon > 60 ||
	    (colon + 1 < line.len && !char_is_space(line.ptr[colon + 1])))
		return false;
	if (line.ptr[0] == '"' || line.ptr[0] == '\'')
		return true;
	for (size_t i = 0; i < colon; i++) {
		unsigned char c = (unsigned char)line.ptr[i];

		if (!char_is_alnum(c) && c < 0x80 && !strchr("_-. /", c))
			return false;
	}
	return !char_is_space(line.ptr[0]);
}

/* What stands between the lines OPENING and CLOSING. */
enum content {
	CONTENT_EMPTY, /* blank lines and comments */
	CONTENT_FIELDS,
	CONTENT_OTHER,
};

static enum content content_between(const struct source *source, size_t opening, size_t closing)
{
	enum content content = CONTENT_EMPTY;

	for (size_t line = opening + 1; line < closing; line++) {
		struct slice text = source_line_text(source, line);

		if (text.len && is_field(text))
			return CONTENT_FIELDS;
		if (text.len && text.ptr[0] != '#')
			content = CONTENT_OTHER;
	}
	return content;
}

/*
 * The 0-based line after the fields of a block that is never closed: up to the
 * first blank line, or the first that cannot belong to a map. That line is
 * meant to close it, perhaps, when it holds nothing but dashes or dots.
 */
static size_t end_of_fields(const struct source *source)
{
	size_t line;

	for (line = 1; line < source->line_count; line++) {
		struct slice text = source_line_text(source, line);

		if (text.len == 0 || !(is_field(text) || char_is_space(text.ptr[0]) ||
		                       text.ptr[0] == '#' || slice_starts(text, "- ")))
			break;
		if (text.ptr[0] == ' ' && closes(slice_trim(text)))
			break;
	}
	return line;
}

static bool is_near_closing(struct slice line)
{
	bool dashes = line.len >= 2;

	line = slice_trim(line);
	for (size_t i = 0; i < line.len; i++)
		dashes = dashes && (line.ptr[i] == '-' || line.ptr[i] == '.' ||
		                    line.ptr[i] == '+' || line.ptr[i] == '=');
	return dashes && line.len >= 2;
}

/* Fields that are never closed may also be more than is read: such a file is not
 * fully checked, and that has to be said. */
static void report_limit(const struct source *source, const struct metadata *out,
                         struct problems *problems)
{
	struct problems aside = {.arena = problems->arena};
	struct span range = {source_line_start(source, 1), out->body};

	yaml_read(problems->arena, source, range, 0, &aside, NULL);
	for (const struct problem *p = aside.first; p; p = p->next)
		if (p->kind == PROBLEM_LIMIT)
			problems_add(problems, p->kind, p->span, "%s", p->message)->help = p->help;
}

/* A block whose end is missing: its fields are left out of the body, no more. */
static void report_unterminated(const struct source *source, struct metadata *out,
                                struct problems *problems)
{
	size_t line = end_of_fields(source);
	struct slice text =
	    line < source->line_count ? source_line_text(source, line) : slice_of("");
	struct problem *problem =
	    problems_add(problems, PROBLEM_SYNTAX, (struct span){out->opening, out->opening + 3},
	                 "the front matter that begins here is never closed");
	const char *newline;

	out->broken = true;
	out->body = source_line_start(source, line);
	problem->help = "close it with a line `---` after its last field";
	problem->fix_title = "close the front matter";
	problem->fix_span = (struct span){out->body, out->body};
	newline = source_newline(source, out->body);
	problem->fix_text = arena_printf(problems->arena, "---%s", newline);
	if (line < source->line_count && is_near_closing(text)) {
		problem->related = source_line(source, line);
		problem->related_text =
		    "this line does not close it: it takes exactly three dashes";
		problem->fix_span = problem->related;
		problem->fix_text = "---";
		out->body = source_line_start(source, line + 1);
	} else if (out->body == source->size && source_line_at(source, source->size) == line - 1 &&
	           text.len == 0 && source_line_start(source, line - 1) != source->size) {
		problem->fix_text = arena_printf(problems->arena, "%s---%s", newline, newline);
	}
	out->span = (struct span){out->opening, out->body};
	out->insertion = out->body;
	report_limit(source, out, problems);
}

/*
 * What follows the three dashes of the first line names the language of the
 * block, which some site builders then run (gray-matter: "---js"). Other words
 * there make the line prose.
 */
static bool is_language(struct slice word, bool *yaml, bool *executable)
{
	static const struct {
		const char *name;
		bool executable;
	} languages[] = {
	    {"yaml", false},  {"yml", false},         {"json", false},      {"json5", false},
	    {"toml", false},  {"js", true},           {"javascript", true}, {"jsx", true},
	    {"mjs", true},    {"cjs", true},          {"ts", true},         {"typescript", true},
	    {"coffee", true}, {"coffeescript", true}, {"cson", true},       {"ruby", true},
	    {"rb", true},     {"python", true},       {"py", true},         {"php", true},
	    {"lisp", true},   {"elixir", true}};

	for (size_t i = 0; i < sizeof(languages) / sizeof(languages[0]); i++) {
		if (!slice_equal_fold(word, slice_of(languages[i].name)))
			continue;
		*yaml = i < 2;
		*executable = languages[i].executable;
		return true;
	}
	return false;
}

static void report_language(const struct source *source, struct slice word, bool executable,
                            struct metadata *out, struct problems *problems)
{
	size_t start = (size_t)(word.ptr - source->bytes);
	struct problem *problem =
	    problems_add(problems, executable ? PROBLEM_EXECUTABLE : PROBLEM_TYPE,
	                 (struct span){start, start + word.len},
	                 executable ? "front matter in `%.*s`, which a site build would run"
	                            : "front matter in `%.*s` is not read between `---` lines",
	                 SLICE_ARG(word));

	problem->help = "write the fields in YAML between plain `---` lines";
	out->broken = true;
}

/* The line that closes the block, or line_count. */
static size_t find_closing(const struct source *source)
{
	size_t line = 1;

	while (line < source->line_count) {
		const char *text = source->bytes + source->lines[line];

		if ((*text == '-' || *text == '.') && closes(source_line_text(source, line)))
			break;
		line++;
	}
	return line;
}

static bool find(const struct source *source, struct metadata *out, struct problems *problems)
{
	struct slice opening = source_line_text(source, 0);
	struct slice word;
	bool yaml = true;
	bool executable = false;
	size_t closing;
	enum content content;

	if (!slice_starts(opening, "---") || source->line_count < 2)
		return false;
	word = slice_trim(slice_sub(opening, 3, opening.len));
	if (word.len && !is_language(word, &yaml, &executable))
		return false;
	out->opening = source->bom;
	closing = find_closing(source);
	content = content_between(source, 0, closing);
	if (!word.len && content != CONTENT_FIELDS &&
	    (closing == source->line_count ||
	     (content == CONTENT_OTHER && source_line_text(source, 1).len == 0)))
		return false; /* a thematic break */
	if (closing == source->line_count) {
		/* Prose further down may look like a field; a block begins with one. */
		if (!word.len && end_of_fields(source) < 2)
			return false;
		if (yaml) {
			report_unterminated(source, out, problems);
			return true;
		}
		closing = end_of_fields(source) - 1;
	}
	if (!yaml)
		report_language(source, word, executable, out, problems);
	out->body = source_line_start(source, closing + 1);
	out->insertion = closing ? source_line_start(source, closing) : out->body;
	out->span = (struct span){out->opening, out->body};
	return true;
}

/*
 * When a block that is closed far below by a thematic break cannot be read,
 * the likely mistake is the missing line, not the prose that YAML stumbled on.
 */
static void suspect_missing_close(const struct source *source, struct problem *problem)
{
	size_t last = source_line_at(source, problem->span.start);
	bool blank = false;

	for (size_t line = 1; line <= last; line++) {
		struct slice text = source_line_text(source, line);

		/* Comments and items may follow a blank line in YAML as well. */
		if (blank && text.len && !is_field(text) && !strchr(" \t#-]}\"'", text.ptr[0])) {
			problem->fix_title = NULL;
			problem->help = "is the line `---` missing that closes the front matter?";
			problem->related = source_line(source, line);
			problem->related_text = "the text seems to begin here";
			return;
		}
		blank = text.len == 0;
	}
}

static void read(struct arena *arena, const struct source *source, struct metadata *out,
                 struct problems *problems, struct comments *comments)
{
	struct span range = {source_line_start(source, 1), out->insertion};
	struct problem *last = problems->last;
	struct node *root = yaml_read(arena, source, range, 0, problems, comments);

	if (!root && problems->last != last && problems->last->kind == PROBLEM_SYNTAX)
		suspect_missing_close(source, problems->last);
	if (root && root->kind == NODE_NULL) {
		struct span span = root->span;

		root = arena_alloc(arena, sizeof(*root));
		root->kind = NODE_MAP;
		root->span = span;
	} else if (root && root->kind != NODE_MAP) {
		struct problem *problem = problems_add(
		    problems, PROBLEM_TYPE, root->span,
		    "front matter must be fields (`key: value`), not %s", node_kind_name(root));

		problem->help = root->kind == NODE_LIST
		                    ? "write lines `key: value`, without dashes"
		                    : "write lines `key: value`; a rule that opens a text is `***`";
		root = NULL;
	}
	out->root = root;
	out->broken = root == NULL;
}

const struct metadata_reader metadata_yaml = {yaml_name, find,    read, "%s: %s",
                                              "---\n",   "---\n", "# "};
