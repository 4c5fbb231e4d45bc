#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/utf8.h"
#include "rules/need_parse.h"

enum { DEPTH_MAX = 32 };

/* ---- parts ---- */

static struct part nothing(void)
{
	return (struct part){.empty = true};
}

static struct part one_of(struct symbols set)
{
	return (struct part){.first = set, .last = set};
}

static struct part follow(struct parser *p, struct part a, struct part b)
{
	struct part out = {.first = a.first, .last = b.last, .empty = a.empty && b.empty};

	if (b.ahead) {
		if (!a.empty)
			a.need = need_rarer(a.need, need_pair(p->arena, &a.last, &b.first));
		return a;
	}
	if (a.empty)
		out.first = symbols_either(a.first, b.first);
	if (b.empty)
		out.last = symbols_either(a.last, b.last);
	out.need = need_rarer(a.need, b.need);
	if (!a.empty && !b.empty)
		out.need = need_rarer(out.need, need_pair(p->arena, &a.last, &b.first));
	return out;
}

static struct part choose(struct parser *p, struct part a, struct part b)
{
	if (a.ahead || b.ahead)
		return nothing();
	return (struct part){.first = symbols_either(a.first, b.first),
	                     .last = symbols_either(a.last, b.last),
	                     .empty = a.empty || b.empty,
	                     .need = need_join(p->arena, a.need, b.need)};
}

/* ---- parsing ---- */

static bool more(const struct parser *p)
{
	return p->at < p->text.len;
}

static char peek(const struct parser *p)
{
	return more(p) ? p->text.ptr[p->at] : '\0';
}

static bool take(struct parser *p, const char *text)
{
	if (!slice_starts(slice_sub(p->text, p->at, p->text.len), text))
		return false;
	p->at += strlen(text);
	return true;
}

static struct part fail(struct parser *p)
{
	p->failed = true;
	return nothing();
}

/* The character at hand, which it steps over. */
static uint32_t next_character(struct parser *p)
{
	size_t size;
	uint32_t code = utf8_decode(p->text.ptr + p->at, p->text.len - p->at, &size);

	p->at += size;
	return code;
}

/* The set of what an escape stands for, behind its backslash; false for one that is
 * no character. *EXACT becomes false when it has more than that. */
static bool escape_set(struct parser *p, struct symbols *set, bool *exact)
{
	char c = peek(p);

	*set = (struct symbols){{0, 0}};
	if ((unsigned char)c >= 0x80) {
		symbols_put_character(set, next_character(p), p->caseless);
		return true;
	}
	p->at++;
	if (c && strchr("dswDSW", c)) {
		*set = symbols_of_class(c);
	} else if (c && strchr("ntrfve", c)) {
		static const char codes[] = "n\nt\tr\rf\fv\ve\x1b";

		symbols_put(set, (unsigned)strchr(codes, c)[1]);
	} else if (c == 'x' || c == 'u' || c == 'p' || c == 'P' || c == 'h' || c == 'H' ||
	           c == 'N' || c == 'R' || c == 'V') {
		if (peek(p) == '{')
			while (more(p) && p->text.ptr[p->at++] != '}')
				;
		else if (c == 'x' || c == 'u')
			p->at += c == 'x' ? 2 : 4;
		else if (c == 'p' || c == 'P')
			p->at++;
		*set = symbols_all();
		*exact = false;
	} else if (char_is_punct(c) || c == ' ') {
		symbols_put_character(set, (unsigned char)c, p->caseless);
	} else {
		return false;
	}
	return true;
}

/* Puts in what LOW to HIGH are, ends included. */
static void put_range(const struct parser *p, struct symbols *set, uint32_t low, uint32_t high)
{
	enum { KIN_LAST = 0x212A }; /* no character above has another case in ASCII */

	for (uint32_t c = low; c <= high && c <= KIN_LAST; c++)
		symbols_put_character(set, c, p->caseless);
	if (high >= SYMBOL_FOREIGN)
		symbols_put(set, SYMBOL_FOREIGN);
}

static struct part parse_class(struct parser *p)
{
	bool negated = take(p, "^");
	struct symbols set = {{0, 0}};
	uint32_t low = 0;
	bool exact = true;

	for (bool first = true; more(p) && (first || peek(p) != ']'); first = false) {
		uint32_t c = next_character(p);
		struct symbols part;

		if (c == '[' && peek(p) == ':')
			return fail(p);
		if (c == '\\') {
			if (!escape_set(p, &part, &exact))
				return fail(p);
			set = symbols_either(set, part);
			low = 0;
		} else if (c == '-' && low && more(p) && peek(p) != ']') {
			uint32_t high = next_character(p);

			if (high == '\\')
				return fail(p);
			put_range(p, &set, low, high);
			low = 0;
		} else {
			symbols_put_character(&set, c, p->caseless);
			low = c;
		}
	}
	if (!take(p, "]"))
		return fail(p);
	if (negated && !exact)
		return one_of(symbols_all());
	if (negated) {
		set.bits[0] = ~set.bits[0];
		set.bits[1] = ~set.bits[1];
		symbols_put(&set, SYMBOL_FOREIGN);
	}
	return one_of(set);
}

static struct part parse_choice(struct parser *p, unsigned depth);

/* What stands behind "(": a group, or something that takes no room. */
static struct part parse_group(struct parser *p, unsigned depth)
{
	bool caseless = p->caseless;
	bool ahead = take(p, "?=");
	bool around = ahead || take(p, "?!") || take(p, "?<=") || take(p, "?<!");
	struct part part;

	if (!around && take(p, "?")) {
		if (!take(p, ":") && !take(p, ">")) {
			for (bool on = true; more(p) && !strchr(":)", peek(p)); p->at++) {
				if (!strchr("imsnx-", peek(p)) || peek(p) == 'x')
					return fail(p);
				if (peek(p) == '-')
					on = false;
				if (peek(p) == 'i')
					p->caseless = on;
			}
			/* It holds for what follows, in the group that it stands in. */
			if (take(p, ")"))
				return nothing();
			if (!take(p, ":"))
				return fail(p);
		}
	} else if (peek(p) == '*') {
		return fail(p);
	}
	part = parse_choice(p, depth + 1);
	p->caseless = caseless;
	if (!take(p, ")"))
		return fail(p);
	if (ahead && !part.empty && !part.ahead)
		return (struct part){.first = part.first, .empty = true, .ahead = true};
	return around ? nothing() : part;
}

static struct part parse_atom(struct parser *p, unsigned depth)
{
	struct symbols set = {{0, 0}};
	bool exact = true;
	uint32_t c = next_character(p);

	switch (c) {
	case '(':
		return parse_group(p, depth);
	case '[':
		return parse_class(p);
	case '.':
		return one_of(symbols_all());
	case '^':
	case '$':
		return nothing();
	case '\\':
		if (peek(p) && strchr("bBAzZG", peek(p))) {
			p->at++;
			return nothing();
		}
		return escape_set(p, &set, &exact) ? one_of(set) : fail(p);
	case '*':
	case '+':
	case '?':
	case ')':
		return fail(p);
	default:
		symbols_put_character(&set, c, p->caseless);
		return one_of(set);
	}
}

/* How often at least the atom stands there by the quantifier that follows: two is
 * also more. */
static unsigned parse_quantifier(struct parser *p)
{
	unsigned least = 1;
	size_t start = p->at;
	bool any = true;

	if (take(p, "*") || take(p, "?")) {
		least = 0;
	} else if (!take(p, "+")) {
		any = take(p, "{") && char_is_digit(peek(p));
		if (any && peek(p) != '1')
			least = peek(p) == '0' ? 0 : 2;
		while (any && more(p) && (char_is_digit(peek(p)) || peek(p) == ','))
			p->at++;
		any = any && take(p, "}");
		/* A brace that is none. */
		if (!any)
			p->at = start;
	}
	if (any && !take(p, "?"))
		take(p, "+");
	return any ? least : 1;
}

struct part need_parse_atom(struct parser *p, unsigned depth, unsigned *least)
{
	struct part atom = parse_atom(p, depth);

	*least = parse_quantifier(p);
	return atom;
}

static struct part parse_sequence(struct parser *p, unsigned depth)
{
	struct part out = nothing();

	while (more(p) && !p->failed && !strchr("|)", peek(p))) {
		unsigned least;
		struct part atom = need_parse_atom(p, depth, &least);
		struct part again = atom;

		again.need = NULL;
		if (least == 0) {
			atom.empty = true;
			atom.need = NULL;
			atom.ahead = false;
		} else if (least > 1 && !atom.empty) {
			atom = follow(p, atom, again);
		}
		out = follow(p, out, atom);
	}
	return out;
}

static struct part parse_choice(struct parser *p, unsigned depth)
{
	struct part out;

	if (depth > DEPTH_MAX)
		return fail(p);
	out = parse_sequence(p, depth);
	while (!p->failed && take(p, "|"))
		out = choose(p, out, parse_sequence(p, depth));
	return out;
}

static struct need *copy_of(struct arena *arena, const struct need *need)
{
	struct need *copy;

	if (!need)
		return NULL;
	copy = arena_alloc(arena, sizeof(*copy));
	*copy = *need;
	copy->rows = arena_array(arena, need->count, sizeof(*need->rows));
	memcpy(copy->rows, need->rows, need->count * sizeof(*need->rows));
	return copy;
}

/* Whether SET has so few of a text's characters that stepping to them pays. */
static bool is_rare(const struct symbols *set)
{
	enum { MOST = 8000 }; /* of a hundred thousand */

	return symbols_frequency(set) < MOST;
}

struct need *need_of(struct arena *arena, struct slice pattern, bool caseless,
                     struct need_first *first)
{
	struct arena *scratch = arena_new();
	struct parser p = {.arena = scratch, .text = pattern, .caseless = caseless};
	struct symbols all = symbols_all();
	struct need *need = NULL;
	struct part part = parse_choice(&p, 0);

	*first = (struct need_first){all, false};
	if (!p.failed && !more(&p)) {
		if (!part.empty)
			*first = (struct need_first){part.first, is_rare(&part.first)};
		/* A character alone is a pair with whatever follows. */
		if (!part.empty && !part.need)
			part.need = need_pair(scratch, &part.first, &all);
		need = copy_of(arena, part.need);
	}
	arena_free(scratch);
	return need;
}
