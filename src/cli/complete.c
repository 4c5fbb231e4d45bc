#include "cli/complete.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/formats.h"
#include "cli/options.h"

/* What a command line that is not finished says so far. */
struct line {
	struct arguments *arguments;
	struct sink *sink;
	const struct command *command; /* NULL: none, or unknown */
	const struct option *pending;  /* the word is its value */
	bool options_ended;            /* "--" has been */
	size_t position;               /* operands before the word */
	struct slice word;
	size_t kept;      /* bytes of the word that stand before what is looked for */
	const char *kind; /* of entries; NULL: all, as references */
};

/* ---- candidates ---- */

static void offer(struct line *line, const char *text, const char *what)
{
	sink_text(line->sink, slice_sub(line->word, 0, line->kept));
	sink_text(line->sink, slice_of(text));
	if (what && *what) {
		sink_add(line->sink, "\t");
		sink_message(line->sink, what);
	}
	sink_add(line->sink, "\n");
}

static void offer_place(struct line *line, const char *what)
{
	size_t size;
	size_t characters = 0;

	for (size_t i = 0; i < line->kept; i += size, characters++)
		utf8_decode(line->word.ptr + i, line->word.len - i, &size);
	sink_printf(line->sink, ":%s %zu\n", what, characters);
}

static void offer_files(struct line *line)
{
	offer_place(line, "files");
}

static void offer_shipped(void *context, const char *name, const char *folder)
{
	(void)folder;
	offer(context, name, "a shipped pack");
}

static void offer_shipped_packs(struct line *line)
{
	draftlint_shipped_packs(offer_shipped, line);
}

static void offer_packs(struct line *line)
{
	offer_shipped_packs(line);
	offer_place(line, "folders");
}

static void offer_commands(struct line *line)
{
	for (const struct command *const *command = commands; *command; command++)
		offer(line, (*command)->name, (*command)->summary);
}

/* FORMAT, or the file after FORMAT:. */
static void offer_formats(struct line *line)
{
	struct slice rest = slice_sub(line->word, line->kept, line->word.len);
	const char *colon = rest.len ? memchr(rest.ptr, ':', rest.len) : NULL;

	if (colon) {
		line->kept = (size_t)(colon + 1 - line->word.ptr);
		offer_files(line);
		return;
	}
	for (const struct format *const *format = line->command->formats; *format; format++)
		offer(line, (*format)->name, (*format)->help);
}

static void offer_rule(void *context, const struct draftlint_rule *rule)
{
	offer(context, rule->name, rule->summary);
}

static void offer_entry(void *context, const struct draftlint_entry *entry)
{
	struct line *line = context;

	if (line->kind && strcmp(line->kind, entry->kind) == 0)
		offer(line, entry->id, entry->name);
	else if (!line->kind)
		offer(line, arena_printf(line->arguments->arena, "%s:%s", entry->kind, entry->id),
		      entry->name);
}

/* What the pack and the configuration at hand have. Whatever is wrong with them
 * is told by the command, not while it is typed. */
static void offer_from_session(struct line *line, bool entries)
{
	static const struct draftlint_receiver nobody;
	struct draftlint_options asked = arguments_session(line->arguments);
	struct draftlint *session = draftlint_new(&asked);

	if (entries)
		draftlint_entries(session, &nobody, offer_entry, line);
	else
		draftlint_rules(session, &nobody, offer_rule, line);
	draftlint_free(session);
}

static void offer_rules(struct line *line)
{
	offer_from_session(line, false);
}

/* The last of names that commas separate. */
static void offer_rule_list(struct line *line)
{
	for (size_t i = line->kept; i < line->word.len; i++)
		if (line->word.ptr[i] == ',')
			line->kept = i + 1;
	offer_from_session(line, false);
}

static void offer_entries(struct line *line)
{
	offer_from_session(line, true);
}

static void offer_goals(struct line *line)
{
	line->kind = "goal";
	offer_from_session(line, true);
}

static void offer_personas(struct line *line)
{
	line->kind = "persona";
	offer_from_session(line, true);
}

static void offer_stages(struct line *line)
{
	line->kind = "stage";
	offer_from_session(line, true);
}

/* ---- arguments, by the word that help shows for them ---- */

static const struct {
	const char *word;
	void (*offer)(struct line *line); /* NULL: anything */
} meanings[] = {
    {"COMMAND", offer_commands},
    {"DATE", NULL},
    {"DIR", offer_packs},
    {"FILE", offer_files},
    {"FORMAT[:FILE]", offer_formats},
    {"GOAL", offer_goals},
    {"KIND:ID", offer_entries},
    {"N", NULL},
    {"PID", NULL},
    {"NAME", offer_shipped_packs},
    {"NAME|DIR", offer_packs},
    {"PATH", offer_files},
    {"PERSONA", offer_personas},
    {"REV", NULL},
    {"REV|FILE", offer_files},
    {"RULE", offer_rules},
    {"RULE,...", offer_rule_list},
    {"STAGE", offer_stages},
};

static void offer_meaning(struct line *line, struct slice word)
{
	for (size_t i = 0; i < sizeof(meanings) / sizeof(*meanings); i++)
		if (slice_is(word, meanings[i].word) && meanings[i].offer)
			meanings[i].offer(line);
}

static void offer_value(struct line *line, const struct option *option)
{
	for (const char *const *choice = option->choices; choice && *choice; choice++)
		offer(line, *choice, NULL);
	if (!option->choices)
		offer_meaning(line, slice_of(option->argument));
}

/* "check|test", "PATH" */
static void offer_operand(struct line *line, struct slice word)
{
	struct slice part;

	if (!word.len || word.ptr[0] < 'a') {
		offer_meaning(line, word);
		return;
	}
	while (slice_split(&word, '|', &part))
		offer(line, arena_copy(line->arguments->arena, part.ptr, part.len), NULL);
}

/* Reads the command's operands as help shows them: "RULE | KIND:ID..." is one
 * place for two things, any number of times; "--for FILE" is an option's. */
static void offer_operands(struct line *line)
{
	struct slice rest = slice_of(line->command->operands);
	struct slice word;
	size_t place = 0;
	bool repeated = false;
	bool joined = false;

	while (slice_split(&rest, ' ', &word)) {
		if (slice_is(word, "|")) {
			joined = true;
			continue;
		}
		if (word.len && word.ptr[0] == '[')
			word = slice_sub(word, 1, word.len - slice_ends(word, "]"));
		if (slice_starts(word, "--")) {
			slice_split(&rest, ' ', &word);
			continue;
		}
		repeated = slice_ends(word, "...");
		if (repeated)
			word.len -= 3;
		place += !joined;
		joined = false;
		/* Of alternatives it is the last that has the dots. */
		if (place == line->position + 1 || (repeated && place <= line->position))
			offer_operand(line, word);
	}
}

static void offer_options(struct line *line)
{
	bool letters = line->word.len < 2;

	for (const struct option *option = options; option->name; option++) {
		char letter[] = {'-', option->letter, '\0'};

		if (!(option->commands & line->command->bit))
			continue;
		if (letters && option->letter)
			offer(line, letter, option->help);
		offer(line, arena_printf(line->arguments->arena, "--%s", option->name),
		      option->help);
	}
}

/* ---- the words before ---- */

/* Which configuration and which pack decides what rules there are. */
static void note(struct line *line, const struct option *option, const char *value)
{
	void *field = (char *)line->arguments + option->field;

	if (option->kind == OPTION_TEXT)
		*(const char **)field = value;
	else if (option->kind == OPTION_FLAG)
		*(bool *)field = true;
}

static void read_word(struct line *line, const char *word)
{
	size_t len = strcspn(word, "=");
	const struct option *option = NULL;

	if (line->pending) {
		note(line, line->pending, word);
		line->pending = NULL;
		return;
	}
	if (line->options_ended || word[0] != '-' || !word[1]) {
		line->position++;
		return;
	}
	if (strcmp(word, "--") == 0)
		line->options_ended = true;
	else if (word[1] == '-')
		option = option_find(line->command, word + 2, len - 2);
	else if (!word[2])
		option = option_find_letter(line->command, word[1]);
	if (!option)
		return;
	if (word[len])
		note(line, option, word + len + 1);
	else if (option_takes_next(option))
		line->pending = option;
	else
		note(line, option, NULL);
}

static void offer_word(struct line *line)
{
	const char *word = line->word.ptr;
	size_t len = strcspn(word, "=");
	const struct option *option;

	if (line->pending) {
		offer_value(line, line->pending);
	} else if (line->options_ended || word[0] != '-') {
		offer_operands(line);
	} else if (!word[len]) {
		offer_options(line);
	} else if (len > 2) {
		option = option_find(line->command, word + 2, len - 2);
		line->kept = len + 1;
		if (option && option->argument)
			offer_value(line, option);
	}
}

void complete(struct arguments *arguments, const struct string_list *words, struct sink *sink)
{
	struct line line = {.arguments = arguments, .sink = sink};
	size_t last = words->count - 1;

	line.word = slice_of(words->items[last]);
	if (last == 0) {
		offer_commands(&line);
		return;
	}
	line.command = command_find(words->items[0]);
	if (!line.command)
		return;
	for (size_t i = 1; i < last; i++)
		read_word(&line, words->items[i]);
	offer_word(&line);
}
