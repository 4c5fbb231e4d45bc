#include "audit/former.h"

#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"

/* What is being compared, and lists that grow. */
struct comparison {
	struct audit *audit;
	struct draftlint_trend *trend;
	size_t added_capacity;
	size_t removed_capacity;
	size_t changed_capacity;
	size_t *before; /* findings by rule of the ruleset */
	size_t *after;
};

static void add_name(struct comparison *c, struct draftlint_names *names, size_t *capacity,
                     const char *name)
{
	const char **items = (const char **)names->items;

	items = arena_grow(c->audit->arena, items, names->count, capacity, sizeof(*items));
	items[names->count++] = name;
	names->items = items;
}

static void count_rule(struct comparison *c, size_t *counts, const char *rule, size_t count)
{
	size_t index = ruleset_find(c->audit->plan->ruleset, slice_of(rule));

	if (index < c->audit->plan->ruleset->rule_count)
		counts[index] += count;
}

/* Two lists of rules, each by name: what is more now is new, what is less is fixed. */
static void compare_rules(struct comparison *c, const struct former_piece *before,
                          const struct former_piece *after)
{
	size_t b = 0;
	size_t a = 0;

	while (b < before->rule_count || a < after->rule_count) {
		int order = b == before->rule_count ? 1
		            : a == after->rule_count
		                ? -1
		                : strcmp(before->rules[b].rule, after->rules[a].rule);
		size_t was = order <= 0 ? before->rules[b].count : 0;
		size_t is = order >= 0 ? after->rules[a].count : 0;

		if (order <= 0)
			count_rule(c, c->before, before->rules[b++].rule, was);
		if (order >= 0)
			count_rule(c, c->after, after->rules[a++].rule, is);
		c->trend->new_findings += is > was ? is - was : 0;
		c->trend->fixed += was > is ? was - is : 0;
		c->trend->unchanged += was < is ? was : is;
	}
}

static bool same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static void compare_pieces(struct comparison *c, const struct former *before,
                           const struct former *after)
{
	static const struct former_piece none;
	struct draftlint_trend *trend = c->trend;
	size_t b = 0;
	size_t a = 0;

	while (b < before->count || a < after->count) {
		const struct former_piece *was = b < before->count ? &before->pieces[b] : NULL;
		const struct former_piece *is = a < after->count ? &after->pieces[a] : NULL;
		int order = !was ? 1 : !is ? -1 : strcmp(was->path, is->path);

		if (order < 0) {
			add_name(c, &trend->removed, &c->removed_capacity, was->path);
			b++;
			continue;
		}
		if (order > 0)
			add_name(c, &trend->added, &c->added_capacity, is->path);
		else if (!same(was->persona, is->persona) || !same(was->stage, is->stage))
			add_name(c, &trend->changed, &c->changed_capacity, is->path);
		compare_rules(c, order > 0 ? &none : was, is);
		b += order == 0;
		a++;
	}
}

static void compare_groups(struct comparison *c, const struct former *before)
{
	const struct draftlint_mix *mix = &c->audit->out.groups;
	struct draftlint_moved *groups =
	    arena_array(c->audit->arena, mix->share_count, sizeof(*groups));

	for (size_t i = 0; i < mix->share_count; i++) {
		groups[i] = (struct draftlint_moved){.id = mix->shares[i].id,
		                                     .name = mix->shares[i].name,
		                                     .after = mix->shares[i].permille};
		for (size_t b = 0; b < before->group_count; b++)
			if (strcmp(before->groups[b].id, groups[i].id) == 0)
				groups[i].before = before->groups[b].before;
	}
	c->trend->groups = groups;
	c->trend->group_count = mix->share_count;
}

static void list_rules(struct comparison *c)
{
	const struct ruleset *ruleset = c->audit->plan->ruleset;
	struct draftlint_moved *rules =
	    arena_array(c->audit->arena, ruleset->rule_count, sizeof(*rules));

	for (size_t i = 0; i < ruleset->rule_count; i++)
		if (c->before[i] != c->after[i])
			rules[c->trend->rule_count++] =
			    (struct draftlint_moved){.id = ruleset->rules[i]->name,
			                             .name = ruleset->rules[i]->summary,
			                             .before = (unsigned)c->before[i],
			                             .after = (unsigned)c->after[i]};
	c->trend->rules = rules;
}

static bool is_file(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

bool trend_fill(struct audit *audit)
{
	size_t rules = audit->plan->ruleset->rule_count;
	struct comparison c = {.audit = audit,
	                       .trend = arena_alloc(audit->arena, sizeof(*c.trend)),
	                       .before = arena_array(audit->arena, rules, sizeof(size_t)),
	                       .after = arena_array(audit->arena, rules, sizeof(size_t))};
	struct former before;
	struct former after;

	if (!audit->since)
		return true;
	if (is_file(audit->since) ? !former_read_file(audit, audit->since, &before)
	                          : !former_read_revision(audit, audit->since, &before))
		return false;
	former_of_audit(audit->arena, &audit->out, &after);
	c.trend->since = arena_strdup(audit->arena, audit->since);
	c.trend->today = before.today;
	c.trend->before = before.count;
	compare_pieces(&c, &before, &after);
	compare_groups(&c, &before);
	list_rules(&c);
	audit->out.trend = c.trend;
	return true;
}
