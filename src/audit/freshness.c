#include "audit/audit.h"

#include <limits.h>

#include "base/arena.h"

/* Half a year and a year and a half: what content audits usually ask for. */
static const struct {
	const char *label;
	long days; /* at most */
} buckets[] = {
    {"up to 6 months", 183},
    {"6 to 18 months", 548},
    {"over 18 months", LONG_MAX},
};

enum { BUCKETS = sizeof(buckets) / sizeof(buckets[0]) };

void freshness_fill(struct audit *audit)
{
	struct draftlint_freshness *out = &audit->out.freshness;
	struct draftlint_bucket *counts = arena_array(audit->arena, BUCKETS, sizeof(*counts));

	for (size_t b = 0; b < BUCKETS; b++)
		counts[b].label = buckets[b].label;
	for (size_t i = 0; i < audit->count; i++) {
		const struct draftlint_piece *piece = &audit->pieces[i];
		size_t b = 0;

		if (!audit_counts(audit, i))
			continue;
		out->review_due += piece->review_due;
		if (piece->age < 0) {
			out->undated++;
			continue;
		}
		out->dated++;
		out->by_git += piece->dated_by == DRAFTLINT_DATED_BY_GIT;
		out->stale += piece->stale;
		while (piece->age > buckets[b].days)
			b++;
		counts[b].count++;
	}
	out->stale_after = audit->settings.stale_after;
	out->buckets = counts;
	out->bucket_count = BUCKETS;
}
