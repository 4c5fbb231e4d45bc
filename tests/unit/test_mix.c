/*
 * The mix: what has a share, what drifts, and that writing what is said to be written
 * mends it, whatever the library is like.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "audit/audit.h"
#include "base/arena.h"
#include "support.h"

enum { GROUPS = 3 };

/* An audit of COUNTS pieces for the first persona of each group: 60, 30 and 10 %. */
static const struct draftlint_mix *mix_of(struct arena *arena, const struct ruleset *ruleset,
                                          const size_t counts[GROUPS])
{
	static const char *const readers[GROUPS] = {"alex", "marcus", "elena"};
	struct audit *audit = arena_alloc(arena, sizeof(*audit));
	size_t total = counts[0] + counts[1] + counts[2];

	audit->arena = arena;
	audit->pack = ruleset->pack;
	audit->settings = config_audit_default();
	audit->drafts = arena_array(arena, total, sizeof(*audit->drafts));
	audit->pieces = arena_array(arena, total, sizeof(*audit->pieces));
	for (size_t g = 0; g < GROUPS; g++) {
		struct facts *facts = arena_alloc(arena, sizeof(*facts));

		facts->persona = (const struct persona *)taxonomy_by_id(&ruleset->pack->personas,
		                                                        slice_of(readers[g]));
		assert_non_null(facts->persona);
		for (size_t i = 0; i < counts[g]; i++) {
			audit->pieces[audit->count] =
			    (struct draftlint_piece){.published = true, .complete = true};
			audit->drafts[audit->count++] = facts;
		}
	}
	mix_fill(audit);
	assert_int_equal(audit->out.groups.share_count, GROUPS);
	return &audit->out.groups;
}

static const struct ruleset *load(struct arena *arena)
{
	struct report report = report_in(arena);
	const struct ruleset *ruleset = ruleset_load(arena, "rules/iron-cage", NULL, NULL, &report);

	assert_non_null(ruleset);
	return ruleset;
}

static void shares_and_what_they_lack(void **state)
{
	static const struct {
		size_t counts[GROUPS];
		unsigned permille[GROUPS];
		bool drifts[GROUPS];
		size_t to_tolerance[GROUPS];
		size_t to_target[GROUPS];
	} cases[] = {
	    {{0, 0, 0}, {0, 0, 0}, {false, false, false}, {0, 0, 0}, {0, 0, 0}},
	    /* one piece cannot be shared out */
	    {{1, 0, 0}, {1000, 0, 0}, {false, false, false}, {0, 0, 0}, {0, 1, 0}},
	    {{6, 3, 1}, {600, 300, 100}, {false, false, false}, {0, 0, 0}, {0, 0, 0}},
	    /* the strategy's own six examples */
	    {{4, 1, 1}, {667, 167, 167}, {false, true, false}, {0, 1, 0}, {2, 2, 0}},
	    {{0, 0, 10}, {0, 0, 1000}, {true, true, true}, {0, 0, 0}, {60, 30, 0}},
	};
	struct arena *arena = arena_new();
	const struct ruleset *ruleset = load(arena);

	(void)state;
	for (size_t c = 0; c < SUPPORT_COUNT(cases); c++) {
		const struct draftlint_mix *mix = mix_of(arena, ruleset, cases[c].counts);

		for (size_t g = 0; g < GROUPS; g++) {
			assert_int_equal(mix->shares[g].permille, cases[c].permille[g]);
			assert_int_equal(mix->shares[g].drifts, cases[c].drifts[g]);
			assert_int_equal(mix->shares[g].to_target, cases[c].to_target[g]);
			if (c + 1 < SUPPORT_COUNT(cases))
				assert_int_equal(mix->shares[g].to_tolerance,
				                 cases[c].to_tolerance[g]);
		}
	}
	arena_free(arena);
}

static void what_is_said_mends_it(void **state)
{
	struct arena *arena = arena_new();
	const struct ruleset *ruleset = load(arena);
	uint64_t seed = 47;

	(void)state;
	for (size_t round = 0; round < 300; round++) {
		size_t counts[GROUPS];
		size_t within[GROUPS];
		size_t exact[GROUPS];
		const struct draftlint_mix *mix;

		for (size_t g = 0; g < GROUPS; g++)
			counts[g] = random_below(&seed, round % 7 ? 12 : 60);
		mix = mix_of(arena, ruleset, counts);
		for (size_t g = 0; g < GROUPS; g++) {
			within[g] = counts[g] + mix->shares[g].to_tolerance;
			exact[g] = counts[g] + mix->shares[g].to_target;
		}
		assert_false(mix_of(arena, ruleset, within)->drifts);
		if (mix->count)
			assert_false(mix_of(arena, ruleset, exact)->drifts);
	}
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(shares_and_what_they_lack),
	    cmocka_unit_test(what_is_said_mends_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
