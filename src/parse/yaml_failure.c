#include "parse/yaml_failure.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/utf8.h"
#include "parse/yaml_line.h"

struct explainer {
	const struct source *source;
	const char *bytes;
	struct span range;
	const struct yaml_failure *failure;
	struct problems *problems;
};

static struct span whole_value(const struct yaml_line *line)
{
	return (struct span){line->value, line->value_end};
}

static void offer_quotes(const struct explainer *explainer, struct problem *problem,
                         struct span value)
{
	problem->help = "put the value in quotes";
	problem->fix_title = "quote this value";
	problem->fix_span = value;
	problem->fix_text =
	    yaml_quoted(explainer->problems->arena,
	                slice_from(explainer->bytes + value.start, value.end - value.start));
}

static struct problem *add(const struct explainer *explainer, size_t start, size_t end,
                           const char *message)
{
	size_t limit = explainer->range.end;

	if (start > limit)
		start = limit;
	if (end > limit)
		end = limit;
	return problems_add(explainer->problems, PROBLEM_SYNTAX,
	                    (struct span){start, end < start ? start : end}, "%s", message);
}

/* LINE's value cannot stand as it is for the sake of how it begins. */
static bool explain_value_start(const struct explainer *explainer, const struct yaml_line *line,
                                size_t at)
{
	char first = line->value < line->value_end ? explainer->bytes[line->value] : '\0';
	struct problem *problem;
	const char *message;

	if (at < line->value || at > line->end || !first)
		return false;
	if (first == '"' || first == '\'')
		message = "text stands behind the closing quote of this value";
	else if (first == '{' && explainer->bytes[line->value + 1] == '{')
		message = "`{{` begins two YAML maps, not a placeholder";
	else if (first == '[' || first == '{')
		message = first == '['
		              ? "a value that begins with `[` is a list and ends at its `]`"
		              : "a value that begins with `{` is a map and ends at its `}`";
	else if (strchr("*&!%@`|>?", first))
		message = arena_printf(explainer->problems->arena,
		                       "a value without quotes cannot begin with `%c`", first);
	else
		return false;
	if (first == '`')
		message = "a value without quotes cannot begin with a backtick";
	problem = add(explainer, line->value, line->value_end, message);
	offer_quotes(explainer, problem, whole_value(line));
	return true;
}

/* A tab in the indentation of LINE. */
static bool explain_tab(const struct explainer *explainer, const struct yaml_line *line)
{
	size_t start = line->start;
	size_t end;
	struct builder spaces = {0};
	struct problem *problem;

	while (start < line->indent && explainer->bytes[start] != '\t')
		start++;
	if (start == line->indent)
		return false;
	for (end = start; end < line->indent && explainer->bytes[end] == '\t'; end++)
		builder_add_string(&spaces, "  ");
	problem = add(explainer, start, end, "a tab in the indentation");
	problem->help = "YAML indents with spaces";
	problem->fix_title = "replace tabs by spaces";
	problem->fix_span = problem->span;
	problem->fix_text = builder_copy(&spaces, explainer->problems->arena);
	builder_release(&spaces);
	return true;
}

static void relate(const struct explainer *explainer, struct problem *problem, const char *text)
{
	size_t at = explainer->failure->context_at;

	if (at >= explainer->range.end)
		return;
	problem->related = (struct span){at, at + 1};
	problem->related_text = text;
}

/* "mapping values are not allowed in this context": at the second colon. */
static void explain_colon(const struct explainer *explainer)
{
	size_t at = explainer->failure->at;
	struct yaml_line line = yaml_line_at(explainer->bytes, explainer->range, at);
	struct problem *problem;

	if (line.has_key && line.key_end < at) {
		problem =
		    add(explainer, line.value, line.value_end, "`: ` in a value without quotes");
		offer_quotes(explainer, problem, whole_value(&line));
		return;
	}
	if (explain_tab(explainer, &line))
		return;
	problem = add(explainer, line.key, line.key_end, "a key stands inside the value above it");
	problem->help = line.key_end - line.key > 1024
	                    ? "a key can have 1,024 characters"
	                    : "indent it like the key above, or put the value above in quotes";
	if (line.start > explainer->range.start) {
		struct yaml_line above =
		    yaml_line_at(explainer->bytes, explainer->range, line.start - 1);

		problem->related = whole_value(&above);
		problem->related_text = "it goes on from this value";
	}
}

static void explain_unclosed_quote(const struct explainer *explainer)
{
	size_t at = explainer->failure->context_at;
	struct yaml_line line = yaml_line_at(explainer->bytes, explainer->range, at);
	struct problem *problem = add(explainer, at, at + 1, "this quote is never closed");

	if (line.value == at && explainer->bytes[at] == '\'' &&
	    memchr(explainer->bytes + at + 1, '\'', line.value_end - at - 1))
		problem->help = "close it; an apostrophe inside single quotes is written twice";
	else
		problem->help = "close it, or put the whole value in the other kind of quotes";
}

static void explain_escape(const struct explainer *explainer)
{
	size_t at = explainer->failure->at;
	size_t size = 1;
	struct problem *problem;

	while (at > explainer->range.start && explainer->bytes[at] != '\\')
		at--;
	if (at + 1 < explainer->range.end)
		utf8_decode(explainer->bytes + at + 1, explainer->range.end - at - 1, &size);
	problem = add(explainer, at, at + 1 + size,
	              "a backslash in double quotes begins an escape, and this is none");
	problem->help = "write two backslashes, or use single quotes";
	problem->fix_title = "double the backslash";
	problem->fix_span = (struct span){at, at + 1};
	problem->fix_text = "\\\\";
}

static void explain_missing_colon(const struct explainer *explainer)
{
	struct yaml_line line =
	    yaml_line_at(explainer->bytes, explainer->range, explainer->failure->context_at);
	struct problem *problem;

	if (explain_value_start(explainer, &line, explainer->failure->at))
		return;
	problem = add(explainer, line.indent, line.value_end, "a line without a `:`");
	problem->help = "write `key: value`, or indent the line to go on with the value above";
}

static void explain_bracket(const struct explainer *explainer, bool list)
{
	size_t opening = explainer->failure->context_at;
	size_t at = explainer->failure->at;
	struct yaml_line line = yaml_line_at(explainer->bytes, explainer->range, opening);
	struct problem *problem;

	if (at >= line.end) {
		problem = add(explainer, opening, opening + 1,
		              list ? "this `[` is never closed" : "this `{` is never closed");
		problem->help = list ? "close it with `]`, or put the value in quotes"
		                     : "close it with `}`, or put the value in quotes";
		return;
	}
	problem = add(explainer, at, at + 1, list ? "expected `,` or `]`" : "expected `,` or `}`");
	problem->help = list ? "put quotes around the whole of each item that needs them"
	                     : "put quotes around the whole of each value that needs them";
	relate(explainer, problem,
	       list ? "in the list that begins here" : "in the map that begins here");
}

/* A key or an item was expected and something else came. */
static void explain_structure(const struct explainer *explainer)
{
	size_t at = explainer->failure->at;
	struct yaml_line line = yaml_line_at(explainer->bytes, explainer->range, at);
	struct problem *problem;

	if (at > line.indent && explain_value_start(explainer, &line, at))
		return;
	if (explain_tab(explainer, &line))
		return;
	problem = add(explainer, at, at < line.value_end ? line.value_end : at + 1,
	              "this line does not fit the indentation of the lines above");
	problem->help = "give the keys of one map, and the items of one list, the same indentation";
	relate(explainer, problem, "what it should go on with begins here");
}

static void explain_token(const struct explainer *explainer)
{
	size_t at = explainer->failure->at;
	struct yaml_line line = yaml_line_at(explainer->bytes, explainer->range, at);
	struct problem *problem;

	if (explain_tab(explainer, &line))
		return;
	if (at >= line.value && explain_value_start(explainer, &line, at))
		return;
	problem = add(explainer, at, at + 1, "nothing in YAML can begin with this character");
	problem->help = "put the value in quotes";
}

static void explain_item(const struct explainer *explainer)
{
	size_t at = explainer->failure->at;
	struct problem *problem =
	    add(explainer, at, at + 1, "a list item cannot stand behind its key");

	problem->help = "put each item on a line of its own, or the value in quotes";
}

static void explain_absent(const struct explainer *explainer)
{
	size_t at = explainer->failure->at;
	struct yaml_line line = yaml_line_at(explainer->bytes, explainer->range, at);
	struct problem *problem;
	char found = at < explainer->range.end ? explainer->bytes[at] : '\0';

	if (found != ',' && found != ']' && found != '}' &&
	    explain_value_start(explainer, &line, at))
		return;
	problem = add(explainer, at, at + 1, "a value is missing before this");
	problem->help = "write the value, or remove the comma; an empty text is `''`";
}

/* Whatever is not known: the scanner's own words. */
static void explain_other(const struct explainer *explainer)
{
	const struct yaml_failure *failure = explainer->failure;
	size_t at = failure->at;
	struct yaml_line line = yaml_line_at(explainer->bytes, explainer->range,
	                                     failure->context_at < at ? failure->context_at : at);

	/* A tag, an anchor or an alias that went wrong: text was meant. */
	if ((strstr(failure->context, "tag") || strstr(failure->context, "anchor") ||
	     strstr(failure->context, "alias") || strstr(failure->context, "block scalar")) &&
	    explain_value_start(explainer, &line, at < line.end ? at : line.end))
		return;
	line = yaml_line_at(explainer->bytes, explainer->range, at);
	if (explain_tab(explainer, &line))
		return;
	add(explainer, at, at + 1,
	    arena_printf(explainer->problems->arena, "not YAML: %s", failure->problem));
}

void yaml_explain(const struct source *source, struct span range,
                  const struct yaml_failure *failure, struct problems *problems)
{
	struct explainer explainer = {source, source->clean, range, failure, problems};
	const char *what = failure->problem;
	bool has_context = failure->context_at < range.end;

	if (strstr(what, "mapping values are not allowed"))
		explain_colon(&explainer);
	else if (strstr(failure->context, "quoted scalar") && strstr(what, "found unexpected"))
		explain_unclosed_quote(&explainer);
	else if (strstr(failure->context, "parsing a quoted scalar") ||
	         strstr(failure->context, "scanning a double-quoted"))
		explain_escape(&explainer);
	else if (has_context && strstr(what, "could not find expected ':'"))
		explain_missing_colon(&explainer);
	else if (has_context && strstr(what, "',' or ']'"))
		explain_bracket(&explainer, true);
	else if (has_context && strstr(what, "',' or '}'"))
		explain_bracket(&explainer, false);
	else if (strstr(what, "expected key") || strstr(what, "expected '-' indicator") ||
	         strstr(what, "<document start>"))
		explain_structure(&explainer);
	else if (strstr(what, "cannot start any token") || strstr(what, "undefined tag handle"))
		explain_token(&explainer);
	else if (strstr(what, "expected node content"))
		explain_absent(&explainer);
	else if (strstr(what, "block sequence entries are not allowed"))
		explain_item(&explainer);
	else
		explain_other(&explainer);
}

void yaml_explain_character(const struct source *source, size_t at, struct problems *problems)
{
	size_t size = 1;
	uint32_t code = 0xFFFD;
	struct problem *problem;

	if (at < source->size)
		code = utf8_decode(source->clean + at, source->size - at, &size);
	problem = problems_add(problems, PROBLEM_SYNTAX, (struct span){at, at + size},
	                       "the control character U+%04X cannot stand in YAML", (unsigned)code);
	problem->help = "remove it; inside double quotes it can be written as an escape";
	problem->fix_title = "remove the character";
	problem->fix_span = problem->span;
	problem->fix_text = "";
}

void yaml_explain_alias(const struct source *source, struct span range, struct span span,
                        struct problems *problems)
{
	struct explainer explainer = {source, source->clean, range, NULL, problems};
	struct yaml_line line = yaml_line_at(source->clean, range, span.start);
	struct slice name = source_slice(source, span);
	struct problem *problem;

	problem = problems_add(problems, PROBLEM_SYNTAX, span,
	                       "`%.*s` is an alias, and no anchor `&%.*s` stands before it",
	                       (int)utf8_advance(name.ptr, name.len, 40), name.ptr,
	                       (int)utf8_advance(name.ptr + 1, name.len - 1, 39), name.ptr + 1);
	offer_quotes(&explainer, problem, line.value == span.start ? whole_value(&line) : span);
}

void yaml_explain_key(const struct source *source, struct span range, size_t at,
                      struct problems *problems)
{
	struct explainer explainer = {source, source->clean, range, NULL, problems};
	struct yaml_line line = yaml_line_at(source->clean, range, at);
	struct problem *problem;

	/* A placeholder in double braces is a map whose key is a map. */
	if (line.value + 1 == at && explain_value_start(&explainer, &line, at))
		return;
	problem = add(&explainer, at, at + 1, "a key must be text, not a list or a map");
	problem->help = "put the key in quotes";
}
