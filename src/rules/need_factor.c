#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "rules/need_parse.h"

enum { CUTS_MAX = 64 };

/* What is shorter finds more: it must begin with characters that are so much rarer. */
static const double RARER = 0.7;

/* A place where a factor may begin: between two atoms of the expression, or of the
 * last round of a group that is repeated. */
struct cut {
	size_t at;
	size_t close;  /* where the group's bracket stands … */
	size_t resume; /* … and what follows it; 0: it is in no group */
	struct symbols first;
	bool empty;  /* the atom may match nothing */
	size_t next; /* what follows the atom: a cut, by number */
};

struct cuts {
	struct cut items[CUTS_MAX];
	size_t count;
};

static bool add_cut(struct cuts *cuts, size_t at, const struct part *part, unsigned least)
{
	if (cuts->count + 1 >= CUTS_MAX)
		return false;
	cuts->items[cuts->count++] =
	    (struct cut){.at = at, .first = part->first, .empty = part->empty || !least};
	return true;
}

/* Whether ATOM matches the same without what stands before it: flags hold for what
 * follows them; what "\G" means hangs on where a search begins. */
static bool is_portable(struct slice atom)
{
	if (slice_starts(atom, "\\G"))
		return false;
	return !slice_starts(atom, "(?") || slice_find(atom, ":", 0) != SIZE_MAX ||
	       (atom.len > 2 && strchr("=!<>", atom.ptr[2]));
}

/* Cuts within the group ATOM, when it is no more than a sequence. */
static void cut_group(struct cuts *cuts, const struct parser *outer, struct slice atom)
{
	size_t start = (size_t)(atom.ptr - outer->text.ptr);
	struct parser p = *outer;
	size_t count = cuts->count;
	bool fine = slice_starts(atom, "(?:") || !slice_starts(atom, "(?");

	p.at = start + (slice_starts(atom, "(?:") ? 3 : 1);
	while (fine && p.at < p.text.len && p.text.ptr[p.at] != ')') {
		size_t at = p.at;
		unsigned least;
		struct part part;

		if (p.text.ptr[at] == '|')
			break;
		part = need_parse_atom(&p, 1, &least);
		fine = !p.failed && is_portable(slice_sub(p.text, at, p.at)) &&
		       add_cut(cuts, at, &part, least);
	}
	if (!fine || p.at >= p.text.len || p.text.ptr[p.at] != ')') {
		cuts->count = count;
		return;
	}
	for (size_t i = count; i < cuts->count; i++) {
		cuts->items[i].close = p.at;
		cuts->items[i].resume = start + atom.len;
		cuts->items[i].next = i + 1;
	}
}

/* Reads one alternative; false when it is not understood. */
static bool read_cuts(struct parser *p, struct cuts *cuts)
{
	cuts->count = 0;
	while (p->at < p->text.len && p->text.ptr[p->at] != '|') {
		size_t at = p->at;
		size_t cut = cuts->count;
		unsigned least;
		struct part part;
		struct slice atom;

		if (p->text.ptr[at] == ')')
			return false;
		part = need_parse_atom(p, 0, &least);
		atom = slice_sub(p->text, at, p->at);
		if (p->failed || !is_portable(atom) || !add_cut(cuts, at, &part, least))
			return false;
		if (least && atom.ptr[0] == '(')
			cut_group(cuts, p, atom);
		cuts->items[cut].next = cuts->count;
	}
	return true;
}

/* What the factor from cut number I on may begin with: INFINITY when it may match
 * nothing. */
static double begins(const struct cuts *cuts, size_t i)
{
	struct symbols first = {{0, 0}};

	for (; i < cuts->count; i = cuts->items[i].next) {
		first = symbols_either(first, cuts->items[i].first);
		if (!cuts->items[i].empty)
			return symbols_frequency(&first);
	}
	return INFINITY;
}

bool need_factor(struct arena *arena, struct slice pattern, bool caseless,
                 struct need_factor *factor)
{
	struct arena *scratch = arena_new();
	struct parser p = {.arena = scratch, .text = pattern, .caseless = caseless};
	struct builder out = {0};
	struct cuts cuts;
	bool fine = true;

	factor->begins = factor->whole = 0;
	for (bool first = true; fine && (first || p.at < pattern.len); first = false) {
		const struct cut *best = &cuts.items[0];
		double least;

		p.at += !first;
		fine = read_cuts(&p, &cuts) && cuts.count;
		if (!fine)
			break;
		least = begins(&cuts, 0);
		factor->whole += least;
		for (size_t i = 1; i < cuts.count; i++) {
			double other = begins(&cuts, i);

			if (other < RARER * least) {
				best = &cuts.items[i];
				least = other;
			}
		}
		factor->begins += least;
		builder_add_string(&out, first ? "" : "|");
		builder_add_slice(&out,
		                  slice_sub(pattern, best->at, best->resume ? best->close : p.at));
		if (best->resume)
			builder_add_slice(&out, slice_sub(pattern, best->resume, p.at));
	}
	if (fine)
		factor->text = slice_from(builder_copy(&out, arena), out.len);
	builder_release(&out);
	arena_free(scratch);
	return fine;
}
