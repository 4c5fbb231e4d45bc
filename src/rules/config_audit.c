#include "rules/config.h"

#include "base/date.h"
#include "rules/decode.h"

enum { MIX_TOLERANCE = 10, STALE_AFTER = 180 };

/* The keys of `audit:`, as they are read. */
struct raw {
	long mix_tolerance;
	const char *stale_after;
	const struct node *gates;
};

static const struct decode_field fields[] = {
    {"mix-tolerance", DECODE_LONG, offsetof(struct raw, mix_tolerance), false, NULL},
    {"stale-after", DECODE_STRING, offsetof(struct raw, stale_after), false, NULL},
    {"gates", DECODE_MAP, offsetof(struct raw, gates), false, NULL},
};
static const struct decode_schema schema = DECODE_SCHEMA("audit", fields);

#define GATE(gate) offsetof(struct config_audit, gates) + (gate) * sizeof(long)

static const struct decode_field gate_fields[] = {
    [GATE_ANSWERS] = {"answers", DECODE_LONG, GATE(GATE_ANSWERS), false, NULL},
    [GATE_COVERAGE] = {"coverage", DECODE_LONG, GATE(GATE_COVERAGE), false, NULL},
    [GATE_ERRORS] = {"errors", DECODE_LONG, GATE(GATE_ERRORS), false, NULL},
    [GATE_FINDINGS] = {"findings", DECODE_LONG, GATE(GATE_FINDINGS), false, NULL},
    [GATE_JOURNEYS] = {"journeys", DECODE_LONG, GATE(GATE_JOURNEYS), false, NULL},
    [GATE_LINKS] = {"links", DECODE_LONG, GATE(GATE_LINKS), false, NULL},
    [GATE_MIX] = {"mix", DECODE_LONG, GATE(GATE_MIX), false, NULL},
    [GATE_ORPHANS] = {"orphans", DECODE_LONG, GATE(GATE_ORPHANS), false, NULL},
    [GATE_REQUIRED] = {"required", DECODE_LONG, GATE(GATE_REQUIRED), false, NULL},
    [GATE_STALE] = {"stale", DECODE_LONG, GATE(GATE_STALE), false, NULL},
};
static const struct decode_schema gate_schema = DECODE_SCHEMA("the audit's gates", gate_fields);

struct config_audit config_audit_default(void)
{
	struct config_audit audit = {.mix_tolerance = MIX_TOLERANCE, .stale_after = STALE_AFTER};

	for (size_t i = 0; i < GATE_COUNT; i++)
		audit.gates[i] = -1;
	return audit;
}

const char *config_gate_name(enum config_gate gate)
{
	return gate_fields[gate].key;
}

/* The place of KEY's value, or OLD when MAP does not have it. */
static struct place place_of(const struct decoder *decoder, const struct node *map, const char *key,
                             struct place old)
{
	const struct node *node = node_get(map, key);

	return node ? (struct place){decoder->source, node_value_span(node)} : old;
}

static bool is_percentage(enum config_gate gate)
{
	return gate == GATE_ANSWERS || gate == GATE_COVERAGE || gate == GATE_JOURNEYS ||
	       gate == GATE_REQUIRED || gate == GATE_STALE;
}

static void read_gates(struct decoder *decoder, const struct node *map, struct config_audit *audit)
{
	decode(decoder, map, &gate_schema, audit);
	for (enum config_gate i = 0; i < GATE_COUNT; i++) {
		const struct node *node = node_get(map, gate_fields[i].key);

		audit->gate_places[i] =
		    place_of(decoder, map, gate_fields[i].key, audit->gate_places[i]);
		if (node && is_percentage(i) && audit->gates[i] > 100)
			decode_error(decoder, node->span, "`%s` is a percentage, at most 100",
			             gate_fields[i].key);
	}
}

void config_read_audit(struct decoder *decoder, const struct node *map, struct config_audit *audit)
{
	struct raw raw = {.mix_tolerance = audit->mix_tolerance};

	decode(decoder, map, &schema, &raw);
	audit->mix_tolerance = raw.mix_tolerance;
	audit->mix_place = place_of(decoder, map, "mix-tolerance", audit->mix_place);
	audit->stale_place = place_of(decoder, map, "stale-after", audit->stale_place);
	if (raw.stale_after && !date_days(slice_of(raw.stale_after), &audit->stale_after))
		decode_error(decoder, node_get(map, "stale-after")->span,
		             "`stale-after` must be a number of days like `180d`");
	if (raw.gates)
		read_gates(decoder, raw.gates, audit);
}
