/* Elixir's atoms, numbers and sigils; see elixir_scalar.h. */
#include "parse/elixir_scalar.h"

#include <string.h>

#include "base/arena.h"

/* A letter or digit of an identifier; it may begin with those that are no digits. */
static bool is_name(char c)
{
	return char_is_alnum((unsigned char)c) || (unsigned char)c >= 0x80 || c == '_';
}

size_t elixir_name_end(const struct scan *scan, size_t at)
{
	size_t start = at;

	if (at < scan->end && char_is_digit((unsigned char)scan->bytes[at]))
		return at;
	while (at < scan->end &&
	       (is_name(scan->bytes[at]) || (at > start && scan->bytes[at] == '@')))
		at++;
	if (at > start && at < scan->end && (scan->bytes[at] == '?' || scan->bytes[at] == '!'))
		at++;
	return at;
}

/* ---- atoms ---- */

struct node *elixir_atom(struct scan *scan)
{
	size_t start = scan->at;
	size_t end = elixir_name_end(scan, start + 1);
	struct span whole = {start, scan_word(scan, start + 1).end};
	struct problem *problem;
	struct node *node;

	if (scan_peek(scan, 1) == '"' || scan_peek(scan, 1) == '\'') {
		scan->at++;
		node = elixir_text(scan);
		if (!node)
			return NULL;
		node->span.start = start;
		node->quoted = false;
		return node;
	}
	if (end == start + 1) {
		problem = scan_problem(scan, (struct span){start, start + 1},
		                       "a colon without the name of an atom");
		problem->help = "write an atom as `:name` or a text as `\"…\"`";
		return NULL;
	}
	if (end < scan->end && whole.end > end && scan->bytes[end] == '-') {
		problem = scan_problem(scan, whole, "the atom `%.*s` needs quotes for its hyphen",
		                       SLICE_ARG(scan_shown(scan, whole)));
		problem->help = "without them it is a subtraction, which a site build would run";
		scan_offer_quotes(scan, problem, (struct span){start + 1, whole.end});
		return NULL;
	}
	scan_verbatim(scan, start + 1, end);
	scan->at = end;
	node = scan_scalar(scan, start, false);
	if (node && slice_is(node_text(node), "nil"))
		node->kind = NODE_NULL;
	return node;
}

/* ---- numbers ---- */

/* Adds the digits at the cursor, without the underscores between them. */
static bool read_digits(struct scan *scan, size_t base)
{
	size_t start = scan->at;
	size_t from = start;
	uint32_t digit;

	for (;; scan->at++) {
		bool underscore = scan_peek(scan, 0) == '_' && scan->at > start &&
		                  scan->bytes[scan->at - 1] != '_' &&
		                  scan_hex(scan, scan->at + 1, 1, &digit) && digit < base;

		if (!underscore && (!scan_hex(scan, scan->at, 1, &digit) || digit >= base))
			break;
		if (underscore) {
			scan_verbatim(scan, from, scan->at);
			from = scan->at + 1;
		}
	}
	scan_verbatim(scan, from, scan->at);
	return scan->at > start;
}

static void read_fraction(struct scan *scan)
{
	size_t at = scan->at;
	size_t sign;

	if (scan_peek(scan, 0) != '.' || !char_is_digit((unsigned char)scan_peek(scan, 1)))
		return;
	scan_verbatim(scan, at, at + 1);
	scan->at++;
	read_digits(scan, 10);
	at = scan->at;
	sign = scan_peek(scan, 1) == '-' || scan_peek(scan, 1) == '+' ? 1 : 0;
	if (char_lower(scan_peek(scan, 0)) != 'e' ||
	    !char_is_digit((unsigned char)scan_peek(scan, 1 + sign)))
		return;
	scan_verbatim(scan, at, at + 1 + sign);
	scan->at += 1 + sign;
	read_digits(scan, 10);
}

/* "2026-01-31": a subtraction to Elixir. */
static bool is_date(struct slice text)
{
	if (text.len != 10)
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (i == 4 || i == 7 ? text.ptr[i] != '-'
		                     : !char_is_digit((unsigned char)text.ptr[i]))
			return false;
	return true;
}

struct node *elixir_number(struct scan *scan)
{
	struct span word = scan_word(scan, scan->at);
	struct slice shown = scan_shown(scan, word);
	size_t start = scan->at;
	struct problem *problem;
	char mark;
	bool whole;

	if (is_date(shown)) {
		problem =
		    scan_problem(scan, word, "`%.*s` is a subtraction to Elixir", SLICE_ARG(shown));
		problem->help = "write a date as `~D[…]` or in quotes";
		problem->fix_title = "write it as a date";
		problem->fix_span = word;
		problem->fix_text =
		    arena_printf(scan->problems->arena, "~D[%.*s]", SLICE_ARG(shown));
		return NULL;
	}
	if (scan_peek(scan, 0) == '-' || scan_peek(scan, 0) == '+') {
		scan_verbatim(scan, start, start + 1);
		scan->at++;
	}
	mark = scan_peek(scan, 1);
	if (scan_peek(scan, 0) == '0' && mark && strchr("xob", mark)) {
		scan_verbatim(scan, scan->at, scan->at + 2);
		scan->at += 2;
		whole = read_digits(scan, mark == 'x' ? 16 : mark == 'o' ? 8 : 2);
	} else {
		whole = read_digits(scan, 10);
		read_fraction(scan);
	}
	if (whole && !is_name(scan_peek(scan, 0)))
		return scan_scalar(scan, start, false);
	word = scan_word(scan, start);
	problem =
	    scan_problem(scan, word, "`%.*s` is no number", SLICE_ARG(scan_shown(scan, word)));
	problem->help = "text stands in double quotes";
	scan_offer_quotes(scan, problem, word);
	return NULL;
}

/* ---- sigils ---- */

/* The words of "~w(…)": text, or with the modifier "a" atoms. */
static struct node *read_words(struct scan *scan, size_t start, struct elixir_quote quote,
                               size_t depth)
{
	struct scan_group *group;
	size_t opening = scan->at;

	scan->at = start;
	group = scan_open(scan, NODE_LIST, depth);
	scan->at = opening;
	if (!group)
		return NULL;
	for (;;) {
		struct node *word;
		size_t from;

		scan_space(scan);
		from = scan->at;
		while (scan->at < scan->end && scan_peek(scan, 0) != quote.close &&
		       scan_peek(scan, 0) != ' ' && scan_peek(scan, 0) != '\t' &&
		       !scan_break(scan, scan->at))
			if (!elixir_step(scan, &quote))
				return NULL;
		if (scan->at == scan->end) {
			const char close[] = {quote.close, '\0'};

			scan_unclosed(scan, start, opening - start, "list of words", close);
			return NULL;
		}
		if (scan->at == from)
			break;
		word = scan_scalar(scan, from, true);
		if (!word)
			return NULL;
		scan_append(group, word);
	}
	if (scan_peek(scan, 1) == 'a')
		for (struct node *word = group->node.first; word; word = word->next)
			word->quoted = false;
	return &group->node;
}

static struct node *fail_sigil(struct scan *scan, size_t start, bool known)
{
	struct span span = {start, start + 1};
	struct problem *problem;

	if (is_name(scan_peek(scan, 1)))
		span.end = scan_word(scan, start + 1).end;
	problem = scan_problem(scan, span,
	                       known ? "the sigil `%.*s` has no delimiter"
	                             : "the sigil `%.*s` is not read",
	                       SLICE_ARG(scan_shown(scan, span)));

	problem->help = known ? "write it as in `~w(one two)` or `~D[2026-01-31]`"
	                      : "write the value as text in double quotes";
	return NULL;
}

struct node *elixir_sigil(struct scan *scan, size_t depth)
{
	static const char openers[] = "/|\"'([{<";
	static const char closers[] = "/|\"')]}>";
	size_t start = scan->at;
	char name = scan_peek(scan, 1);
	bool word = char_lower(name) == 'w';
	const char *opener = strchr(openers, scan_peek(scan, 2));
	struct elixir_quote quote = {.raw = char_lower(name) != name, .limit = scan->end};
	struct node *node;
	bool heredoc;
	bool reported;

	if (!name || !strchr("sScCwWDTUN", name) || is_name(scan_peek(scan, 2)))
		return fail_sigil(scan, start, false);
	if (!opener || !*opener)
		return fail_sigil(scan, start, true);
	scan->at += 2;
	heredoc = scan_is(scan, "\"\"\"") || scan_is(scan, "'''");
	if (heredoc && word)
		return fail_sigil(scan, start, false);
	quote.close = closers[opener - openers];
	if (heredoc) {
		if (!elixir_heredoc(scan, start, quote.raw))
			return NULL;
		node = scan_scalar(scan, start, true);
	} else if (word) {
		scan->at++;
		node = read_words(scan, start, quote, depth);
		if (node)
			scan->at++;
	} else {
		const char close[] = {quote.close, '\0'};

		scan->at++;
		if (!elixir_until(scan, &quote, &reported)) {
			if (!reported)
				scan_unclosed(scan, start, 3, "text", close);
			return NULL;
		}
		scan->at++;
		node = scan_scalar(scan, start, true);
	}
	while (node && char_is_alnum((unsigned char)scan_peek(scan, 0)))
		scan->at++;
	if (node)
		node->span.end = scan->at;
	return node;
}
