/*
 * The kind script: programs in Tengo. They are not run; but most only search, in
 * the text or in each of its lines, and those are read here for the patterns they
 * search for. Any other statement makes the rule one that cannot run.
 *
 * What is understood (any names, any layout, comments):
 *
 *     text := import("text")
 *     matches := []
 *     for m in text.re_find(`PATTERN`, scope, -1) {
 *       matches = append(matches, {begin: m[0].begin, end: m[0].end})
 *     }
 *
 * and the same within a loop over the lines, which adds where the line begins.
 * A switch that stays false cuts out what it guards; one that stays true, or that
 * only Vale's comments about this very rule turn, guards nothing: those comments
 * hold for every rule here.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "rules/prose_matcher.h"
#include "rules/tengo.h"

enum { SCRIPT_LIMIT = 64 * 1024, TOGGLES_MAX = 8, DEPTH_MAX = 8 };

struct searched {
	const struct pattern *pattern;
	bool by_line;
};

struct script {
	struct searched *items;
	size_t count;
	size_t capacity;
};

/* A variable that is true or false. */
struct toggle {
	struct slice name;
	bool value;
};

struct script_reader {
	struct prose_loader *loader;
	struct script *script;
	struct tengo tengo;
	struct toggle toggles[TOGGLES_MAX];
	size_t toggle_count;
	struct slice matches; /* the names of the list of matches … */
	struct slice line;    /* … of the line at hand; ptr NULL outside of the loop */
	struct slice cursor;  /* … and of where it begins */
	bool advanced;        /* the cursor stands at the next line: the loop must end */
	size_t failed;        /* where the statement that is none of these begins, + 1 */
	const struct node *node;
};

/* ---- statements ---- */

/* Where a statement stands: in how many groups, and whether the innermost is the
 * loop over the lines. */
struct standing {
	unsigned depth;
	bool loop;
};

static bool read_statements(struct script_reader *r, struct standing at);

static struct toggle *toggle_called(struct script_reader *r, struct slice name)
{
	for (size_t i = 0; i < r->toggle_count; i++)
		if (slice_equal(r->toggles[i].name, name))
			return &r->toggles[i];
	return NULL;
}

static bool add_toggle(struct script_reader *r, bool value)
{
	if (r->toggle_count == TOGGLES_MAX || toggle_called(r, r->tengo.names[0]))
		return false;
	r->toggles[r->toggle_count++] = (struct toggle){r->tengo.names[0], value};
	return true;
}

/* A name that stands for nothing yet. */
static bool set_name(struct script_reader *r, struct slice *name)
{
	if (name->ptr)
		return false;
	*name = r->tengo.names[0];
	return true;
}

static bool read_declaration(struct script_reader *r, struct standing at)
{
	if (at.depth)
		return false;
	if (tengo_takes(&r->tengo, "$0 : = import ( # )"))
		return true;
	if (tengo_takes(&r->tengo, "$0 : = true"))
		return add_toggle(r, true);
	if (tengo_takes(&r->tengo, "$0 : = false"))
		return add_toggle(r, false);
	if (tengo_takes(&r->tengo, "$0 : = [ ]"))
		return set_name(r, &r->matches);
	return tengo_takes(&r->tengo, "$0 : = 0") && set_name(r, &r->cursor);
}

static bool add_pattern(struct script_reader *r, bool by_line)
{
	struct script *script = r->script;
	struct arena *arena = r->loader->decoder.arena;
	struct pattern_error error;
	const struct pattern *pattern = pattern_compile(arena, r->tengo.string, 0, &error);

	if (!pattern)
		return prose_unsupported(r->loader, node_value_span(r->node),
		                         arena_strdup(arena, error.message));
	script->items = arena_grow(arena, script->items, script->count, &script->capacity,
	                           sizeof(*script->items));
	script->items[script->count++] = (struct searched){pattern, by_line};
	return true;
}

/* "for m in text.re_find(`…`, scope, -1) { matches = append(…) }" */
static bool read_search(struct script_reader *r, struct standing at)
{
	(void)at;
	return !r->line.ptr &&
	       tengo_takes(&r->tengo,
	                   "for $0 in $1 . re_find ( # , scope , - 1 ) { $2 = append ( $2 , { "
	                   "begin : $0 [ 0 ] . begin , end : $0 [ 0 ] . end } ) }") &&
	       slice_equal(r->tengo.names[2], r->matches) && add_pattern(r, false);
}

static bool read_line_search(struct script_reader *r, struct standing at)
{
	(void)at;
	return r->line.ptr &&
	       tengo_takes(&r->tengo,
	                   "for $0 in $1 . re_find ( # , $4 , - 1 ) { $2 = append ( $2 , { "
	                   "begin : $3 + $0 [ 0 ] . begin , end : $3 + $0 [ 0 ] . end } ) }") &&
	       slice_equal(r->tengo.names[2], r->matches) &&
	       slice_equal(r->tengo.names[3], r->cursor) &&
	       slice_equal(r->tengo.names[4], r->line) && add_pattern(r, true);
}

/* "for line in text.split(scope, "\n") {", the cursor at the beginning of each. */
static bool read_lines(struct script_reader *r, struct standing at)
{
	bool ok;

	if (at.depth || !tengo_takes(&r->tengo, "for $0 in $1 . split ( scope , # ) {") ||
	    !slice_is(r->tengo.string, "\n"))
		return false;
	r->line = r->tengo.names[0];
	ok = read_statements(r, (struct standing){1, true}) && r->advanced;
	r->line.ptr = NULL;
	r->cursor.ptr = NULL;
	r->advanced = false;
	return ok;
}

/* The last statement of the loop. */
static bool read_advance(struct script_reader *r, struct standing at)
{
	r->advanced = at.loop && tengo_takes(&r->tengo, "$0 + = len ( $1 ) + 1") &&
	              slice_equal(r->tengo.names[0], r->cursor) &&
	              slice_equal(r->tengo.names[1], r->line);
	return r->advanced;
}

/* "if text.re_find(`<!-- vale Style.Rule = NO -->`, line, -1) { active = false }" */
static bool read_comment(struct script_reader *r, struct standing at)
{
	bool off =
	    at.loop && tengo_takes(&r->tengo, "if $1 . re_find ( # , $4 , - 1 ) { $0 = false }");
	bool on = at.loop && !off &&
	          tengo_takes(&r->tengo, "if $1 . re_find ( # , $4 , - 1 ) { $0 = true }");
	const struct toggle *toggle = on || off ? toggle_called(r, r->tengo.names[0]) : NULL;

	return toggle && toggle->value &&
	       slice_is(r->tengo.string,
	                arena_printf(r->loader->decoder.arena, "<!-- vale %s = %s -->",
	                             r->loader->name, on ? "YES" : "NO"));
}

/* Goes behind the "}" that belongs to a "{" already read. */
static bool skip_group(struct script_reader *r)
{
	for (size_t depth = 1; depth;) {
		struct slice word = tengo_next(&r->tengo);

		if (!word.len)
			return false;
		depth += slice_is(word, "{");
		depth -= slice_is(word, "}");
	}
	return true;
}

static bool read_guarded(struct script_reader *r, struct standing at)
{
	const struct toggle *toggle;

	if (!tengo_takes(&r->tengo, "if $0 {"))
		return false;
	toggle = toggle_called(r, r->tengo.names[0]);
	if (!toggle)
		return false;
	return toggle->value ? read_statements(r, (struct standing){at.depth + 1, false})
	                     : skip_group(r);
}

static bool read_statement(struct script_reader *r, struct standing at)
{
	static bool (*const readers[])(struct script_reader *, struct standing) = {
	    read_declaration, read_search,  read_line_search, read_lines,
	    read_comment,     read_guarded, read_advance};
	size_t start = r->tengo.at;

	for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]) && !r->advanced; i++) {
		r->tengo.at = start;
		if (readers[i](r, at))
			return true;
	}
	if (!r->failed)
		r->failed = start + 1;
	return false;
}

static bool is_end(struct script_reader *r, unsigned depth)
{
	tengo_skip_blanks(&r->tengo);
	return depth ? tengo_takes(&r->tengo, "}") : r->tengo.at == r->tengo.text.len;
}

static bool read_statements(struct script_reader *r, struct standing at)
{
	while (at.depth < DEPTH_MAX && !is_end(r, at.depth))
		if (!read_statement(r, at))
			return false;
	return at.depth < DEPTH_MAX;
}

/* ---- reading and finding ---- */

/* What the key holds: a script, or the name of a file of Vale's folder of scripts. */
static bool read_text(struct script_reader *r)
{
	static const char extension[] = ".tengo";
	struct arena *arena = r->loader->decoder.arena;
	const char *path;
	struct source *source;

	r->tengo.text = node_text(r->node);
	if (r->tengo.text.len < sizeof(extension) ||
	    !slice_is(
	        slice_sub(r->tengo.text, r->tengo.text.len - strlen(extension), r->tengo.text.len),
	        extension))
		return true;
	path = arena_printf(arena, "%s/config/scripts/%.*s", prose_styles_path(r->loader),
	                    SLICE_ARG(r->tengo.text));
	if (source_read(arena, path, path, SCRIPT_LIMIT, true, &source) != SOURCE_OK)
		return prose_unsupported(r->loader, node_value_span(r->node),
		                         arena_printf(arena, "the file `%s` is not there", path));
	r->tengo.text = slice_from(source->bytes, source->size);
	return true;
}

/* Tells where the script does what is not understood. */
static bool refuse(const struct script_reader *r)
{
	struct arena *arena = r->loader->decoder.arena;
	struct span span = node_value_span(r->node);
	size_t at = r->failed ? r->failed - 1 : 0;
	size_t line = 1;

	if (r->tengo.text.ptr == node_text(r->node).ptr)
		return prose_unsupported(r->loader, textmap_source(&r->node->map, at, at + 1),
		                         "its script does more than search");
	for (size_t i = 0; i < at && i < r->tengo.text.len; i++)
		line += r->tengo.text.ptr[i] == '\n';
	return prose_unsupported(r->loader, span,
	                         arena_printf(arena, "`%.*s` does more than search, in line %zu",
	                                      SLICE_ARG(node_text(r->node)), line));
}

bool prose_read_script(struct prose_loader *loader)
{
	struct script *own = arena_alloc(loader->decoder.arena, sizeof(*own));
	struct script_reader r = {.loader = loader,
	                          .script = own,
	                          .tengo = {.arena = loader->decoder.arena},
	                          .node = node_get(loader->root, "script")};

	loader->matcher->own = own;
	return read_text(&r) && (read_statements(&r, (struct standing){0, false}) || refuse(&r));
}

/* PATTERN's matches in the bytes [START, END) of the text, by themselves. */
static void search(struct finder *f, const struct pattern *pattern, size_t start, size_t end)
{
	struct slice part = slice_sub(f->text->text, start, end);
	enum pattern_result result;
	struct span found;

	for (size_t at = 0;; at = pattern_after(part, found)) {
		struct prose_argument argument;

		result = pattern_find(pattern, f->run->matcher, part, at, &found);
		if (result != PATTERN_MATCH)
			break;
		argument = (struct prose_argument){.text = slice_sub(part, found.start, found.end)};
		if (!prose_is_masked(argument.text))
			finder_report(f, (struct span){start + found.start, start + found.end},
			              &argument, 1);
	}
	if (result == PATTERN_ABORTED)
		f->run->aborted = f->text;
}

static int compare_matches(const void *a, const void *b)
{
	const struct span *x = &((const struct prose_match *)a)->span;
	const struct span *y = &((const struct prose_match *)b)->span;

	return x->start != y->start ? (x->start < y->start ? -1 : 1)
	                            : (x->end > y->end) - (x->end < y->end);
}

void prose_find_script(struct finder *f)
{
	const struct script *own = f->rule->own;
	size_t first = f->run->count;
	struct slice text = f->text->text;

	for (size_t i = 0; i < own->count && !f->run->aborted; i++) {
		const struct searched *searched = &own->items[i];

		for (size_t start = 0, end; start < text.len; start = end + 1) {
			const char *feed = searched->by_line
			                       ? memchr(text.ptr + start, '\n', text.len - start)
			                       : NULL;

			end = feed ? (size_t)(feed - text.ptr) : text.len;
			search(f, searched->pattern, start, end);
		}
	}
	if (own->count > 1 && f->run->count > first)
		qsort(f->run->items + first, f->run->count - first, sizeof(*f->run->items),
		      compare_matches);
}
