#include "lsp/markup.h"

#include <string.h>

enum { LABEL_WIDTH = 12 };

/* TEXT so that Markdown shows it as it is, on one line. */
static void add_text(struct markup *markup, const char *text)
{
	for (const char *c = text; *c; c++) {
		if (*c == '\n' || *c == '\r') {
			builder_add_char(&markup->text, ' ');
			continue;
		}
		/* Ids between backticks are meant to be code. */
		if (markup->markdown && strchr("\\*_{}[]<>#|~&", *c))
			builder_add_char(&markup->text, '\\');
		builder_add_char(&markup->text, *c);
	}
}

static void add_bold(struct markup *markup, const char *text)
{
	builder_add_string(&markup->text, markup->markdown ? "**" : "");
	add_text(markup, text);
	builder_add_string(&markup->text, markup->markdown ? "**" : "");
}

/* Between two things that are shown together. */
static void separate(struct markup *markup)
{
	if (markup->text.len)
		builder_add_string(&markup->text, markup->markdown ? "\n---\n\n" : "\n");
}

void markup_title(struct markup *markup, const char *kind, const char *id)
{
	separate(markup);
	builder_add_string(&markup->text, markup->markdown ? "**" : "");
	add_text(markup, kind);
	builder_add_char(&markup->text, ':');
	add_text(markup, id);
	builder_add_string(&markup->text, markup->markdown ? "**\n\n" : "\n");
}

void markup_line(void *context, const char *label, const char *text)
{
	struct markup *markup = context;
	size_t len = strlen(label);

	if (!markup->markdown) {
		builder_add_string(&markup->text, label);
		builder_add_repeated(&markup->text, ' ',
		                     len < LABEL_WIDTH ? LABEL_WIDTH - len + 2 : 2);
	} else if (len) {
		builder_add_string(&markup->text, "- ");
		add_bold(markup, label);
		builder_add_string(&markup->text, ": ");
	} else {
		builder_add_string(&markup->text, "  - ");
	}
	add_text(markup, text);
	builder_add_char(&markup->text, '\n');
}

/* TEXT of several lines as it stands, between fences that it cannot end. */
static void add_example(struct markup *markup, const char *heading, const char *text)
{
	struct slice rest = slice_of(text ? text : "");
	struct slice line;

	if (!text)
		return;
	builder_add_char(&markup->text, '\n');
	add_bold(markup, heading);
	builder_add_string(&markup->text, markup->markdown ? "\n\n" : "\n");
	while (rest.len && rest.ptr[rest.len - 1] == '\n')
		rest.len--;
	while (slice_split(&rest, '\n', &line)) {
		builder_add_string(&markup->text, "    ");
		builder_add_slice(&markup->text, line);
		builder_add_char(&markup->text, '\n');
	}
}

void markup_rule(struct markup *markup, const struct draftlint_rule *rule)
{
	static const char *const severities[] = {"off", "info", "warning", "error"};

	separate(markup);
	add_bold(markup, rule->name);
	builder_printf(&markup->text, " (%s%s%s%s)\n\n", severities[rule->severity],
	               rule->question ? ", " : "", rule->question ? rule->question : "",
	               rule->fixable ? ", fixable" : "");
	add_text(markup, rule->summary);
	builder_add_char(&markup->text, '\n');
	if (*rule->reason) {
		builder_add_char(&markup->text, '\n');
		add_text(markup, rule->reason);
		builder_add_char(&markup->text, '\n');
	}
	add_example(markup, "Not so", rule->bad);
	add_example(markup, "But so", rule->good);
}
