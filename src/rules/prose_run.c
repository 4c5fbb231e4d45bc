/* Which texts of a draft a rule looks through; see prose.h. */
#include "rules/prose_matcher.h"

/* Of one rule in one draft: with what may pass unseen it ends within 50. */
enum { RULE_MILLISECONDS = 15 };

void prose_find_in(const struct prose_rule *rule, struct prose_run *run,
                   const struct prose_text *text)
{
	struct finder finder = {rule->matcher, run, text};

	rule->matcher->kind->find(&finder);
}

/* Whether neither phrases nor pairs of characters let the rule match in TEXT. */
static bool is_idle(const struct prose_rule *rule, const struct prose_run *run,
                    const struct prose_text *text)
{
	const struct alternation *alternation = rule->matcher->alternation;
	const struct need_pairs *pairs;

	if (!alternation || !run->hits)
		return false;
	pairs = prose_view_pairs(run->view, text);
	return pairs && !alternation_has_hit(alternation, run->hits, text->number) &&
	       alternation_is_idle(alternation, pairs);
}

/* HIT: one of its phrases is there. */
static void find_in_block(const struct prose_rule *rule, struct prose_run *run, uint32_t number,
                          bool hit)
{
	const struct prose_matcher *matcher = rule->matcher;
	const struct prose_text *text = prose_view_block(run->view, number);

	if (text && scope_holds(&matcher->scope, text->bits, text->field) &&
	    (hit || !is_idle(rule, run, text)))
		prose_find_in(rule, run, text);
}

static void find_in_blocks(const struct prose_rule *rule, struct prose_run *run)
{
	const struct alternation *alternation = rule->matcher->alternation;
	uint32_t end = run->view->number_count;
	bool idle;

	if (!alternation || !run->hits) {
		for (uint32_t i = 0; i < end && !run->aborted; i++)
			find_in_block(rule, run, i, false);
		return;
	}
	/* What the whole draft has not, no block has; phrases alone need no pairs read. */
	idle = !alternation_asks_pairs(alternation) ||
	       alternation_is_idle(alternation, prose_view_every_pair(run->view));
	for (uint32_t i = alternation_next_block(alternation, run->hits, 0, idle);
	     i < end && !run->aborted;
	     i = alternation_next_block(alternation, run->hits, i + 1, idle))
		find_in_block(rule, run, i, idle);
}

static void find_in(const struct prose_rule *rule, struct prose_run *run,
                    const struct prose_texts *texts)
{
	const struct prose_scope *scope = &rule->matcher->scope;

	for (size_t i = 0; i < texts->count && !run->aborted; i++)
		if (scope_holds(scope, texts->items[i].bits, texts->items[i].field) &&
		    !is_idle(rule, run, &texts->items[i]))
			prose_find_in(rule, run, &texts->items[i]);
}

void prose_find(const struct prose_rule *rule, struct prose_run *run)
{
	const struct prose_scope *scope = &rule->matcher->scope;

	run->count = 0;
	run->aborted = NULL;
	run->state = NULL;
	run->overlapping = (scope->blocks && scope->kinds) || scope->kinds & (scope->kinds - 1);
	/* Reading a dictionary takes longer than any pattern may. */
	if (rule->matcher->kind->find != prose_find_spelling)
		matcher_begin(run->matcher, RULE_MILLISECONDS);
	if (scope->blocks)
		find_in_blocks(rule, run);
	if (scope->kinds & SCOPE_SENTENCE)
		find_in(rule, run, prose_view_sentences(run->view));
	if (scope->kinds & SCOPE_INLINES)
		find_in(rule, run, prose_view_inlines(run->view));
	if (scope->kinds & SCOPE_SUMMARY && !run->aborted)
		prose_find_in(rule, run, prose_view_summary(run->view));
	if (scope->kinds & SCOPE_RAW && !run->aborted)
		prose_find_in(rule, run, prose_view_raw(run->view));
	matcher_end(run->matcher);
}
