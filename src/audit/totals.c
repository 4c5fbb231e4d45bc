#include "audit/audit.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static int by_frequency(const void *a, const void *b)
{
	const struct draftlint_rule_count *x = a;
	const struct draftlint_rule_count *y = b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return strcmp(x->rule, y->rule);
}

/* The place of RULE among those of the ruleset, then of the others. */
static size_t index_of(const struct audit *audit, const struct rule *rule)
{
	const struct ruleset *ruleset = audit->plan->ruleset;
	size_t index = ruleset_find(ruleset, slice_of(rule->name));

	for (size_t i = 0; i < audit->library->others.count && index == ruleset->rule_count; i++)
		if (audit->library->others.items[i] == rule)
			return ruleset->rule_count + i;
	return index;
}

static void fill_rules(struct audit *audit)
{
	size_t most = audit->plan->ruleset->rule_count + audit->library->others.count;
	struct draftlint_rule_count *all = arena_array(audit->arena, most, sizeof(*all));
	size_t *last = arena_array(audit->arena, most, sizeof(*last));
	size_t kept = 0;

	for (size_t i = 0; i < audit->count; i++) {
		for (size_t r = 0; r < audit->drafts[i]->rule_count; r++) {
			const struct facts_rule *found = &audit->drafts[i]->rules[r];
			size_t index = index_of(audit, found->rule);

			all[index].rule = found->rule->name;
			all[index].fixable = found->rule->fixable;
			all[index].count += found->count;
			/* A rule may stand there once for each of its severities. */
			all[index].files += last[index] != i + 1;
			last[index] = i + 1;
			if ((enum draftlint_severity)found->severity > all[index].severity)
				all[index].severity = (enum draftlint_severity)found->severity;
		}
	}
	for (size_t i = 0; i < most; i++)
		if (all[i].count)
			all[kept++] = all[i];
	if (kept)
		qsort(all, kept, sizeof(*all), by_frequency);
	audit->out.rules = all;
	audit->out.rule_count = kept;
}

static void fill_questions(struct audit *audit)
{
	const struct pack *pack = audit->pack;
	struct draftlint_question_count *out =
	    arena_array(audit->arena, pack->question_count, sizeof(*out));

	for (size_t q = 0; q < pack->question_count; q++) {
		out[q].question = pack->questions[q].id;
		out[q].ask = pack->questions[q].ask;
		for (size_t i = 0; i < audit->count; i++)
			out[q].answered +=
			    audit->pieces[i].complete && audit->pieces[i].answers[q].answered;
	}
	audit->out.questions = out;
	audit->out.question_count = pack->question_count;
}

struct ranked {
	const struct draftlint_piece *piece;
	size_t index;
};

static int by_badness(const void *a, const void *b)
{
	const struct ranked *x = a;
	const struct ranked *y = b;

	if (x->piece->errors != y->piece->errors)
		return x->piece->errors > y->piece->errors ? -1 : 1;
	if (x->piece->warnings != y->piece->warnings)
		return x->piece->warnings > y->piece->warnings ? -1 : 1;
	return x->index < y->index ? -1 : 1;
}

static void fill_worst(struct audit *audit)
{
	struct ranked *ranked = arena_array(audit->scratch, audit->count, sizeof(*ranked));
	size_t count = 0;
	size_t *worst;

	for (size_t i = 0; i < audit->count; i++)
		if (audit->pieces[i].errors + audit->pieces[i].warnings)
			ranked[count++] = (struct ranked){&audit->pieces[i], i};
	if (count)
		qsort(ranked, count, sizeof(*ranked), by_badness);
	worst = arena_array(audit->arena, count, sizeof(*worst));
	for (size_t i = 0; i < count; i++)
		worst[i] = ranked[i].index;
	arena_reset(audit->scratch);
	audit->out.worst = worst;
	audit->out.worst_count = count;
}

void totals_fill(struct audit *audit)
{
	fill_rules(audit);
	fill_questions(audit);
	fill_worst(audit);
}
