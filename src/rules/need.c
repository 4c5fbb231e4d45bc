#include "rules/need.h"

#include <string.h>

#include "base/arena.h"

/* What stands for the end of a text and for all that is not ASCII. */
enum { END = 0, FOREIGN = 127, DEPTH_MAX = 32, SETS_MAX = 3 };

/* Where a need is met by more texts than this, asking costs more than it saves. */
static const double WORTH = 0.9;

struct set {
	uint64_t bits[NEED_WORDS];
};

/* What is known of a part of the expression. */
struct part {
	struct set first;  /* of what may stand first in a match of it … */
	struct set last;   /* … and last */
	bool empty;        /* it may match nothing */
	struct need *need; /* NULL: none is known */
	bool ahead;        /* it takes no room, but FIRST must follow */
};

struct parser {
	struct arena *arena;
	struct slice text;
	size_t at;
	bool caseless;
	bool failed;
};

/* ---- sets ---- */

static bool has(const struct set *set, unsigned symbol)
{
	return set->bits[symbol / 64] >> symbol % 64 & 1;
}

static void put(struct set *set, unsigned symbol)
{
	set->bits[symbol / 64] |= UINT64_C(1) << symbol % 64;
}

static struct set either(struct set a, struct set b)
{
	return (struct set){{a.bits[0] | b.bits[0], a.bits[1] | b.bits[1]}};
}

static struct set everything(void)
{
	return (struct set){{UINT64_MAX, UINT64_MAX}};
}

static unsigned symbol_of(unsigned char c)
{
	return c < FOREIGN ? c : FOREIGN;
}

static void put_character(const struct parser *p, struct set *set, unsigned char c)
{
	put(set, symbol_of(c));
	/* "s" and "k" have kin beyond ASCII. */
	if (p->caseless && char_is_alpha(c)) {
		put(set, (unsigned)c ^ 0x20);
		if (char_lower((char)c) == 's' || char_lower((char)c) == 'k')
			put(set, FOREIGN);
	}
}

static bool in_class(char name, unsigned char c)
{
	switch (name) {
	case 'd':
		return char_is_digit(c);
	case 's':
		return char_is_space(c);
	default:
		return char_is_alnum(c) || c == '_';
	}
}

/* The set of \d, \s, \w; every one has members beyond ASCII. */
static struct set class_set(char name)
{
	char small = char_lower(name);
	struct set set = {{0, 0}};

	for (unsigned c = 1; c < FOREIGN; c++)
		if (in_class(small, (unsigned char)c) == (name == small))
			put(&set, c);
	put(&set, FOREIGN);
	return set;
}

/* ---- how often pairs are met ---- */

/* How many of a hundred thousand characters of English prose are this letter, and
 * how many words begin and end with it. */
static const unsigned short letters[26] = {6500, 1200, 2200, 3300, 10000, 1800, 1600, 4500, 5600,
                                           120,  650,  3200, 2000, 5600,  6100, 1600, 80,   4800,
                                           5100, 7400, 2300, 800,  1700,  150,  1600, 60};
static const unsigned short initials[26] = {1900, 700,  800, 500, 400,  650,  300, 900, 1200,
                                            90,   100,  400, 650, 350,  1100, 700, 30,  450,
                                            1100, 2700, 250, 120, 1000, 5,    250, 5};
static const unsigned short finals[26] = {500,  20,   100, 1600, 3300, 700, 450,  500, 25,
                                          2,    130,  650, 300,  1600, 800, 120,  2,   1000,
                                          2100, 1600, 130, 10,   150,  40,  1000, 8};

static double frequency(unsigned c)
{
	if (char_is_alpha((int)c))
		return letters[(c | 0x20) - 'a'] * (c & 0x20 ? 1.0 : 0.04);
	switch (c) {
	case ' ':
		return 16500;
	case '.':
	case ',':
		return 1000;
	case '\'':
	case '-':
		return 300;
	case FOREIGN:
		return 400;
	case END:
		return 200;
	default:
		return char_is_digit((int)c) ? 100 : 60;
	}
}

/* How often B follows A, of a hundred thousand. */
static double pair_frequency(unsigned a, unsigned b)
{
	if (a == ' ' && char_is_alpha((int)b))
		return initials[(b | 0x20) - 'a'] * (b & 0x20 ? 1.0 : 0.1);
	if (b == ' ' && char_is_alpha((int)a))
		return finals[(a | 0x20) - 'a'] * (a & 0x20 ? 1.0 : 0.05);
	if (a == ' ' && b == ' ')
		return 20;
	if (char_is_alpha((int)b) && (a == '.' || a == ',' || a == '!' || a == '?'))
		return 2;
	return frequency(a) * frequency(b) / 1e5;
}

/* The share of texts of some hundred characters that have one of the pairs. */
static double share_of(const struct need *need)
{
	enum { LENGTH = 200 };
	double sum = 0;

	for (size_t i = 0; i < need->count && sum < 1e5; i++) {
		for (unsigned w = 0; w < NEED_WORDS; w++) {
			for (uint64_t left = need->rows[i].second[w]; left; left &= left - 1)
				sum += LENGTH *
				       pair_frequency(need->rows[i].first,
				                      w * 64 + (unsigned)__builtin_ctzll(left));
		}
	}
	return sum < 1e5 ? sum / 1e5 : 1;
}

/* ---- needs ---- */

static struct need *pair_need(struct parser *p, const struct set *first, const struct set *second)
{
	struct need *need = arena_alloc(p->arena, sizeof(*need));
	size_t count = 0;

	for (unsigned w = 0; w < NEED_WORDS; w++)
		for (uint64_t left = first->bits[w]; left; left &= left - 1)
			count++;
	need->rows = arena_array(p->arena, count, sizeof(*need->rows));
	for (unsigned w = 0; w < NEED_WORDS; w++)
		for (uint64_t left = first->bits[w]; left; left &= left - 1)
			need->rows[need->count++] = (struct need_row){
			    (unsigned char)(w * 64 + (unsigned)__builtin_ctzll(left)),
			    {second->bits[0], second->bits[1]}};
	need->share = share_of(need);
	return need;
}

static struct need *join_sets(struct arena *arena, const struct need *a, const struct need *b)
{
	struct need *need = arena_alloc(arena, sizeof(*need));

	need->rows = arena_array(arena, a->count + b->count, sizeof(*need->rows));
	memcpy(need->rows, a->rows, a->count * sizeof(*a->rows));
	need->count = a->count;
	for (size_t i = 0; i < b->count; i++) {
		size_t same = 0;

		while (same < a->count && need->rows[same].first != b->rows[i].first)
			same++;
		if (same == a->count) {
			need->rows[need->count++] = b->rows[i];
			continue;
		}
		need->rows[same].second[0] |= b->rows[i].second[0];
		need->rows[same].second[1] |= b->rows[i].second[1];
	}
	need->share = share_of(need);
	return need;
}

/* Puts what ADDED asks for into LIST: the rarest first, and not too many. */
static struct need *insert(struct arena *arena, struct need *list, const struct need *added)
{
	for (; added; added = added->also) {
		struct need **at = &list;
		struct need *copy;
		size_t count = 1;

		while (*at && (*at)->share <= added->share) {
			at = &(*at)->also;
			count++;
		}
		if (count > SETS_MAX || added->share >= WORTH)
			continue;
		copy = arena_alloc(arena, sizeof(*copy));
		*copy = *added;
		copy->also = *at;
		*at = copy;
		for (; copy && count < SETS_MAX; count++)
			copy = copy->also;
		if (copy)
			copy->also = NULL;
	}
	return list;
}

struct need *need_join(struct arena *arena, const struct need *a, const struct need *b)
{
	struct need *list = NULL;

	while (a && b) {
		list = insert(arena, list, join_sets(arena, a, b));
		if (!a->also && !b->also)
			break;
		a = a->also ? a->also : a;
		b = b->also ? b->also : b;
	}
	return list;
}

/* ---- parts ---- */

static struct part nothing(void)
{
	return (struct part){.empty = true};
}

static struct part one_of(struct set set)
{
	return (struct part){.first = set, .last = set};
}

static struct part follow(struct parser *p, struct part a, struct part b)
{
	struct part out = {.first = a.first, .last = b.last, .empty = a.empty && b.empty};

	if (b.ahead) {
		if (!a.empty)
			a.need = insert(p->arena, a.need, pair_need(p, &a.last, &b.first));
		return a;
	}
	if (a.empty)
		out.first = either(a.first, b.first);
	if (b.empty)
		out.last = either(a.last, b.last);
	out.need = insert(p->arena, a.need, b.need);
	if (!a.empty && !b.empty)
		out.need = insert(p->arena, out.need, pair_need(p, &a.last, &b.first));
	return out;
}

static struct part choose(struct parser *p, struct part a, struct part b)
{
	if (a.ahead || b.ahead)
		return nothing();
	return (struct part){.first = either(a.first, b.first),
	                     .last = either(a.last, b.last),
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

/* The set of what an escape stands for, behind its backslash; false for one that is
 * no character. */
static bool escape_set(struct parser *p, struct set *set)
{
	char c = peek(p);

	p->at++;
	*set = (struct set){{0, 0}};
	if (c && strchr("dswDSW", c)) {
		*set = class_set(c);
	} else if (c && strchr("ntrfve", c)) {
		static const char codes[] = "n\nt\tr\rf\fv\ve\x1b";

		put(set, (unsigned)strchr(codes, c)[1]);
	} else if (c == 'x' || c == 'u' || c == 'p' || c == 'P' || c == 'h' || c == 'H' ||
	           c == 'N' || c == 'R' || c == 'V') {
		if (peek(p) == '{')
			while (more(p) && p->text.ptr[p->at++] != '}')
				;
		else if (c == 'x' || c == 'u')
			p->at += c == 'x' ? 2 : 4;
		else if (c == 'p' || c == 'P')
			p->at++;
		*set = everything();
	} else if (char_is_punct(c) || c == ' ' || (unsigned char)c >= 0x80) {
		put_character(p, set, (unsigned char)c);
	} else {
		return false;
	}
	return true;
}

static struct part parse_class(struct parser *p)
{
	bool negated = take(p, "^");
	struct set set = {{0, 0}};
	unsigned low = 0;

	for (bool first = true; more(p) && (first || peek(p) != ']'); first = false) {
		unsigned char c = (unsigned char)peek(p);
		struct set part;

		if (c == '[' && p->at + 1 < p->text.len && p->text.ptr[p->at + 1] == ':')
			return fail(p);
		p->at++;
		if (c == '\\') {
			if (!escape_set(p, &part))
				return fail(p);
			set = either(set, part);
			low = 0;
		} else if (c == '-' && low && more(p) && peek(p) != ']') {
			unsigned high = (unsigned char)p->text.ptr[p->at++];

			if (high == '\\')
				return fail(p);
			if (high >= FOREIGN)
				put(&set, FOREIGN);
			for (unsigned i = low; i <= high && i < FOREIGN; i++)
				put_character(p, &set, (unsigned char)i);
			low = 0;
		} else {
			put_character(p, &set, c);
			low = c < FOREIGN ? c : 0;
		}
	}
	if (!take(p, "]"))
		return fail(p);
	if (negated) {
		set.bits[0] = ~set.bits[0];
		set.bits[1] = ~set.bits[1];
		put(&set, FOREIGN);
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
	struct set set = {{0, 0}};
	char c = p->text.ptr[p->at++];

	switch (c) {
	case '(':
		return parse_group(p, depth);
	case '[':
		return parse_class(p);
	case '.':
		return one_of(everything());
	case '^':
	case '$':
		return nothing();
	case '\\':
		if (peek(p) && strchr("bBAzZG", peek(p))) {
			p->at++;
			return nothing();
		}
		return escape_set(p, &set) ? one_of(set) : fail(p);
	case '*':
	case '+':
	case '?':
	case ')':
		return fail(p);
	default:
		put_character(p, &set, (unsigned char)c);
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

static struct part parse_sequence(struct parser *p, unsigned depth)
{
	struct part out = nothing();

	while (more(p) && !p->failed && !strchr("|)", peek(p))) {
		bool foreign = (unsigned char)peek(p) >= 0x80;
		struct part atom = parse_atom(p, depth);
		struct part again;
		unsigned least;

		/* The bytes of one character are one atom. */
		while (foreign && more(p) && ((unsigned char)peek(p) & 0xc0) == 0x80)
			p->at++;
		least = parse_quantifier(p);
		again = atom;
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
	copy->also = copy_of(arena, need->also);
	return copy;
}

/* Whether SET has so few of a text's characters that stepping to them pays. */
static bool is_rare(const struct set *set)
{
	enum { MOST = 8000 }; /* of a hundred thousand */
	double sum = 0;

	for (unsigned c = 0; c < NEED_SYMBOLS; c++)
		if (has(set, c))
			sum += frequency(c);
	return sum < MOST;
}

size_t need_next(const struct need_first *first, struct slice text, size_t at)
{
	while (at < text.len) {
		unsigned symbol = symbol_of((unsigned char)text.ptr[at]);

		if (first->bits[symbol / 64] >> symbol % 64 & 1)
			break;
		at++;
	}
	return at;
}

struct need *need_of(struct arena *arena, struct slice pattern, bool caseless,
                     struct need_first *first)
{
	struct arena *scratch = arena_new();
	struct parser p = {.arena = scratch, .text = pattern, .caseless = caseless};
	struct set all = everything();
	struct need *need = NULL;
	struct part part = parse_choice(&p, 0);

	*first = (struct need_first){{UINT64_MAX, UINT64_MAX}, false};
	if (!p.failed && !more(&p)) {
		if (!part.empty)
			*first = (struct need_first){{part.first.bits[0], part.first.bits[1]},
			                             is_rare(&part.first)};
		/* A character alone is a pair with whatever follows. */
		if (!part.empty && !part.need)
			part.need = insert(scratch, NULL, pair_need(&p, &part.first, &all));
		need = copy_of(arena, part.need);
	}
	arena_free(scratch);
	return need;
}

void need_read(struct need_pairs *pairs, struct slice text)
{
	unsigned before = END;

	memset(pairs, 0, sizeof(*pairs));
	for (size_t i = 0; i < text.len; i++) {
		unsigned symbol = symbol_of((unsigned char)text.ptr[i]);

		pairs->rows[before][symbol / 64] |= UINT64_C(1) << symbol % 64;
		before = symbol;
	}
	pairs->rows[before][0] |= 1;
}
