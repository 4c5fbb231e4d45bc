#include "audit/audit.h"

#include <limits.h>

#include "base/arena.h"

enum { MOST_TO_WRITE = 100000 };

/* ---- which of a mix's entries piece I belongs to; SIZE_MAX: none ---- */

static size_t group_of(const struct audit *audit, const struct goal *goal, size_t i)
{
	const struct persona *persona = audit->drafts[i]->persona;

	(void)goal;
	return persona && persona->group ? persona->group->entry.index : SIZE_MAX;
}

static size_t persona_of(const struct audit *audit, const struct goal *goal, size_t i)
{
	const struct facts *facts = audit->drafts[i];

	if (goal && facts->goal != goal)
		return SIZE_MAX;
	return facts->persona ? facts->persona->entry.index : SIZE_MAX;
}

static size_t stage_of(const struct audit *audit, const struct goal *goal, size_t i)
{
	const struct stage *stage = audit->drafts[i]->stage;

	(void)goal;
	return stage ? stage->entry.index : SIZE_MAX;
}

/* ---- shares and their targets ---- */

static bool drifts(const struct draftlint_share *share, size_t count, size_t total, long tolerance)
{
	long difference = (long)(count * 100) - share->target * (long)total;

	if (difference < 0)
		difference = -difference;
	/* Of three pieces none is a third: what is off by half a piece is not off. */
	return share->target >= 0 && difference > tolerance * (long)total && difference > 50;
}

/* So many of each that every share is what it should be, with none taken away. */
static void reach_target(struct draftlint_share *shares, size_t count)
{
	size_t total = 0;

	for (size_t i = 0; i < count; i++) {
		size_t target = shares[i].target > 0 ? (size_t)shares[i].target : 0;
		size_t needed = target ? (shares[i].count * 100 + target - 1) / target : 0;

		if (needed > total)
			total = needed;
	}
	for (size_t i = 0; i < count; i++) {
		size_t target = shares[i].target > 0 ? (size_t)shares[i].target : 0;
		size_t wanted = (total * target + 50) / 100;

		shares[i].to_target = wanted > shares[i].count ? wanted - shares[i].count : 0;
	}
}

/* One piece after the other where most is lacking, until none drifts. */
static void reach_tolerance(struct draftlint_share *shares, size_t count, size_t total,
                            long tolerance)
{
	for (size_t written = 0; written < MOST_TO_WRITE; written++, total++) {
		long most = 0;
		size_t where = count;
		bool drifting = false;

		for (size_t i = 0; i < count; i++) {
			size_t have = shares[i].count + shares[i].to_tolerance;
			long lack = shares[i].target * (long)(total + 1) - (long)(have * 100);

			drifting = drifting || drifts(&shares[i], have, total, tolerance);
			if (shares[i].target > 0 && lack > most) {
				most = lack;
				where = i;
			}
		}
		if (!drifting || where == count)
			return;
		shares[where].to_tolerance++;
	}
}

static void fill(struct audit *audit, struct draftlint_mix *mix, const struct taxonomy *taxonomy,
                 const struct goal *goal,
                 size_t (*of)(const struct audit *audit, const struct goal *goal, size_t i))
{
	struct draftlint_share *shares =
	    arena_array(audit->arena, taxonomy->count, sizeof(*shares));

	for (size_t i = 0; i < taxonomy->count; i++) {
		shares[i].id = taxonomy->items[i]->id;
		shares[i].name = taxonomy->items[i]->name;
		shares[i].target = -1;
	}
	for (size_t i = 0; i < audit->count; i++) {
		size_t share = audit_counts(audit, i) ? of(audit, goal, i) : SIZE_MAX;

		if (share == SIZE_MAX)
			continue;
		shares[share].count++;
		mix->count++;
	}
	for (size_t i = 0; i < taxonomy->count && mix->count; i++)
		shares[i].permille =
		    (unsigned)((shares[i].count * 1000 + mix->count / 2) / mix->count);
	mix->shares = shares;
	mix->share_count = taxonomy->count;
}

/* Of MIX, when its shares have their targets. */
static void compare(struct audit *audit, struct draftlint_mix *mix)
{
	struct draftlint_share *shares = (struct draftlint_share *)mix->shares;
	long tolerance = audit->settings.mix_tolerance;

	for (size_t i = 0; i < mix->share_count; i++) {
		mix->has_targets = mix->has_targets || shares[i].target >= 0;
		shares[i].drifts =
		    mix->count && drifts(&shares[i], shares[i].count, mix->count, tolerance);
		mix->drifts = mix->drifts || shares[i].drifts;
	}
	if (!mix->has_targets || !mix->count)
		return;
	reach_target(shares, mix->share_count);
	if (mix->drifts)
		reach_tolerance(shares, mix->share_count, mix->count, tolerance);
}

static void fill_goals(struct audit *audit)
{
	const struct taxonomy *goals = &audit->pack->goals;
	struct draftlint_mix *mixes = arena_array(audit->arena, goals->count, sizeof(*mixes));

	for (size_t i = 0; i < goals->count; i++) {
		const struct goal *goal = (const struct goal *)goals->items[i];
		struct draftlint_mix *mix = &mixes[i];
		struct draftlint_share *shares;
		bool stated = false;

		mix->what = "goal";
		mix->id = goal->entry.id;
		mix->name = goal->entry.name;
		fill(audit, mix, &audit->pack->personas, goal, persona_of);
		shares = (struct draftlint_share *)mix->shares;
		for (size_t p = 0; p < mix->share_count; p++)
			stated = stated || goal->mix[p] >= 0;
		/* Who is not in a goal's mix should get nothing of it. */
		for (size_t p = 0; p < mix->share_count && stated; p++)
			shares[p].target = goal->mix[p] < 0 ? 0 : goal->mix[p];
		compare(audit, mix);
	}
	audit->out.goals = mixes;
	audit->out.goal_count = goals->count;
}

static void fill_all(struct audit *audit, struct draftlint_mix *mix, const char *what,
                     const struct taxonomy *taxonomy,
                     size_t (*of)(const struct audit *audit, const struct goal *goal, size_t i))
{
	struct draftlint_share *shares;

	mix->what = what;
	fill(audit, mix, taxonomy, NULL, of);
	shares = (struct draftlint_share *)mix->shares;
	for (size_t i = 0; i < taxonomy->count; i++)
		shares[i].target = pack_share(taxonomy->items[i]);
	compare(audit, mix);
}

void mix_fill(struct audit *audit)
{
	const struct pack *pack = audit->pack;
	struct draftlint_audit *out = &audit->out;

	fill_all(audit, &out->groups, "group", &pack->groups, group_of);
	fill_all(audit, &out->personas, "persona", &pack->personas, persona_of);
	fill_all(audit, &out->stages, "stage", &pack->stages, stage_of);
	fill_goals(audit);
}
