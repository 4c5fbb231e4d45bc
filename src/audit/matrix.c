#include "audit/audit.h"

#include "base/arena.h"

static const struct draftlint_label *labels(struct arena *arena, const struct taxonomy *taxonomy)
{
	struct draftlint_label *out = arena_array(arena, taxonomy->count, sizeof(*out));

	for (size_t i = 0; i < taxonomy->count; i++)
		out[i] = (struct draftlint_label){taxonomy->items[i]->id, taxonomy->items[i]->name};
	return out;
}

static struct draftlint_cell *begin(struct audit *audit, struct draftlint_matrix *matrix,
                                    const struct taxonomy *rows, const struct taxonomy *columns)
{
	struct draftlint_cell *cells =
	    arena_array(audit->arena, rows->count * columns->count, sizeof(*cells));

	*matrix = (struct draftlint_matrix){labels(audit->arena, rows), rows->count,
	                                    labels(audit->arena, columns), columns->count, cells};
	return cells;
}

/* Whether the pack says anywhere which kinds of content serve whom at a stage. */
static bool has_kinds(const struct pack *pack)
{
	for (size_t s = 0; s < pack->stages.count; s++)
		for (size_t p = 0; p < pack->personas.count; p++)
			if (((const struct stage *)pack->stages.items[s])->kinds[p])
				return true;
	return false;
}

static void fill_persona_stage(struct audit *audit)
{
	const struct pack *pack = audit->pack;
	struct draftlint_audit *out = &audit->out;
	struct draftlint_cell *cells =
	    begin(audit, &out->persona_stage, &pack->personas, &pack->stages);
	size_t stages = pack->stages.count;
	bool kinds = has_kinds(pack);

	for (size_t i = 0; i < audit->count; i++) {
		const struct facts *facts = audit->drafts[i];

		if (audit_counts(audit, i) && facts->persona && facts->stage)
			cells[facts->persona->entry.index * stages + facts->stage->entry.index]
			    .count++;
	}
	for (size_t p = 0; p < pack->personas.count; p++) {
		for (size_t s = 0; s < stages; s++) {
			const struct stage *stage = (const struct stage *)pack->stages.items[s];
			struct draftlint_cell *cell = &cells[p * stages + s];

			cell->wanted = !kinds || (stage->kinds[p] && stage->kinds[p][0]);
			out->cells_wanted += cell->wanted;
			out->cells_covered += cell->wanted && cell->count;
		}
	}
}

static void fill_stage_channel(struct audit *audit)
{
	const struct pack *pack = audit->pack;
	struct draftlint_cell *cells =
	    begin(audit, &audit->out.stage_channel, &pack->stages, &pack->channels);
	size_t channels = pack->channels.count;

	for (size_t i = 0; i < audit->count; i++) {
		const struct facts *facts = audit->drafts[i];

		for (size_t c = 0; c < facts->channels.count; c++)
			if (audit_counts(audit, i) && facts->stage)
				cells[facts->stage->entry.index * channels +
				      facts->channels.items[c]->index]
				    .count++;
	}
	for (size_t c = 0; c < channels; c++) {
		const struct channel *channel = (const struct channel *)pack->channels.items[c];
		bool main = false;

		for (size_t p = 0; p < pack->personas.count; p++)
			main = main || channel->fit[p].stars == 3;
		for (size_t s = 0; s < pack->stages.count; s++)
			cells[s * channels + c].wanted = main;
	}
}

static void fill_cta_stage(struct audit *audit)
{
	const struct pack *pack = audit->pack;
	struct draftlint_cell *cells =
	    begin(audit, &audit->out.cta_stage, &pack->ctas, &pack->stages);
	size_t stages = pack->stages.count;

	for (size_t i = 0; i < audit->count; i++) {
		const struct facts *facts = audit->drafts[i];

		if (audit_counts(audit, i) && facts->cta && facts->stage)
			cells[facts->cta->entry.index * stages + facts->stage->entry.index].count++;
	}
	for (size_t c = 0; c < pack->ctas.count; c++)
		for (size_t s = 0; s < stages; s++)
			cells[c * stages + s].wanted =
			    ((const struct cta *)pack->ctas.items[c])->stages[s];
}

void matrix_fill(struct audit *audit)
{
	fill_persona_stage(audit);
	fill_stage_channel(audit);
	fill_cta_stage(audit);
}
