/* Any bytes as a draft, and a place of it that an editor asks about: whatever is named,
 * offered, listed, excused or mended lies in the text. */
#include <stdint.h>
#include <stdlib.h>

#include <draftlint.h>

#include "demand.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A draft, and one finding of it to ask about. */
struct patient {
	struct draftlint_reading *reading;
	size_t size;
	size_t asked;
};

static void check_range(const struct patient *patient, const struct draftlint_range *range)
{
	demand(range->start.byte <= range->end.byte, "a range that ends before it begins");
	demand(range->end.byte <= patient->size, "a range beyond the text");
}

static void check_offer(void *context, const struct draftlint_offer *offer)
{
	check_range(context, &offer->range);
	demand(offer->id && *offer->id && offer->text, "an offer of nothing");
}

static void check_heading(void *context, const struct draftlint_heading *heading)
{
	check_range(context, &heading->range);
	check_range(context, &heading->whole);
	demand(heading->level >= 1 && heading->level <= 6, "a heading of no level");
}

static void check_line(void *context, const char *label, const char *text)
{
	(void)context;
	demand(label && text, "a card without a line");
}

static void check_file(void *context, const struct draftlint_file *file)
{
	struct patient *patient = context;
	const struct draftlint_finding *finding;
	struct draftlint_edit edit;

	if (file->kind == DRAFTLINT_SETTINGS || !file->finding_count)
		return;
	finding = &file->findings[patient->asked % file->finding_count];
	draftlint_reading_remedies(patient->reading, finding, check_offer, patient);
	if (draftlint_reading_excuse(patient->reading, finding->rule, finding->range.start.byte,
	                             patient->asked % 2, &edit)) {
		check_range(patient, &edit.range);
		demand(edit.len > 0, "an excuse of nothing");
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct draftlint_options options = {
	    .pack = "fixtures/lsp/site/strategy", .no_config = true, .max_warnings = -1, .jobs = 1};
	static const struct draftlint_receiver nobody = {NULL, NULL, NULL, NULL, NULL};
	size_t offset = size > 1 ? (size_t)data[0] << 8 | data[1] : 0;
	const char *text = size > 2 ? (const char *)data + 2 : "";
	struct draftlint *session = draftlint_new(&options);
	struct patient patient = {.size = size > 2 ? size - 2 : 0, .asked = offset};
	struct draftlint_receiver receiver = {.context = &patient, .file = check_file};
	const char *path = offset % 3 ? "a.md" : "a.mdx";
	struct draftlint_mention mention;

	offset = patient.size ? offset % (patient.size + 1) : 0;
	patient.reading = draftlint_reading_new(session, path, text, patient.size, &nobody);
	demand(patient.reading != NULL, "the pack cannot be read");
	if (draftlint_reading_mention(patient.reading, offset, &mention)) {
		check_range(&patient, &mention.range);
		demand(mention.range.start.byte <= offset && offset <= mention.range.end.byte,
		       "something is named elsewhere");
	}
	draftlint_reading_card(patient.reading, offset, check_line, NULL);
	draftlint_reading_offers(patient.reading, offset, check_offer, &patient);
	draftlint_reading_outline(patient.reading, check_heading, &patient);
	draftlint_check_text(session, path, text, patient.size, &receiver);
	draftlint_reading_free(patient.reading);
	draftlint_free(session);
	return 0;
}
