#include <draftlint.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit/audit.h"
#include "base/arena.h"
#include "base/utf8.h"
#include "lint/beside.h"
#include "lint/brief.h"
#include "lint/coverage.h"
#include "lint/fingerprint.h"
#include "lint/guess.h"
#include "lint/jobs.h"
#include "lint/ledger.h"
#include "lint/pack_test.h"
#include "lint/reading.h"
#include "lint/rule_list.h"
#include "lint/schema.h"
#include "lint/settings.h"
#include "lint/shipped.h"
#include "lint/site.h"
#include "lint/vale_import.h"
#include "parse/markdown.h"
#include "parse/metadata.h"
#include "parse/yaml.h"
#include "rules/card.h"
#include "rules/pattern.h"

struct draftlint {
	struct run run;
};

static const char no_pack[] = "no pack is configured here: pass --pack";

struct draftlint *draftlint_new(const struct draftlint_options *options)
{
	struct draftlint *d = memory_alloc(sizeof(*d));

	memset(d, 0, sizeof(*d));
	d->run.session = session_new(options);
	d->run.totals.arena = d->run.session->arena;
	d->run.totals.options = options;
	return d;
}

void draftlint_free(struct draftlint *session)
{
	if (!session)
		return;
	session_free(session->run.session);
	free(session);
}

/* A call that tells RECEIVER. */
static struct run *begin(struct draftlint *session, const struct draftlint_receiver *receiver)
{
	session->run.receiver = receiver;
	return &session->run;
}

const struct draftlint_summary *draftlint_summary(const struct draftlint *session)
{
	return &session->run.totals.summary;
}

/* ---- checking ---- */

void draftlint_check_paths(struct draftlint *session, const char *const *paths, size_t count,
                           const struct draftlint_receiver *receiver)
{
	jobs_check_paths(begin(session, receiver), paths, count);
}

void draftlint_check_text(struct draftlint *session, const char *path, const char *bytes,
                          size_t size, const struct draftlint_receiver *receiver)
{
	const struct draftlint_options *options = session->run.session->options;

	jobs_check_text(begin(session, receiver), path, bytes, size, options->fix,
	                options->keep_files);
}

void draftlint_fix_text(struct draftlint *session, const char *path, const char *bytes, size_t size,
                        enum draftlint_fixing fixing, const struct draftlint_receiver *receiver)
{
	jobs_check_text(begin(session, receiver), path, bytes, size, fixing, false);
}

bool draftlint_baseline_make(
    struct draftlint *session, enum draftlint_baseline_work work, const char *const *paths,
    size_t count, const struct draftlint_receiver *receiver,
    void (*write)(void *context, const struct draftlint_baseline *baseline), void *context)
{
	return ledger_make(begin(session, receiver), work, paths, count, write, context);
}

void draftlint_fingerprint(const struct draftlint_finding *finding, char out[65])
{
	fingerprint_write(finding->identity, out);
}

/* ---- rules and cards ---- */

/* The plan of the working directory; without a configuration, the rules that
 * need none. */
static const struct plan *here(struct run *run)
{
	const struct plan *plan;
	const char *relative;
	bool failed;

	if (!run->session->options->pack &&
	    !session_config(run->session, CONFIG_NAME, &relative, &failed) && !failed) {
		struct plan_selection all = {NULL, NULL};
		const struct ruleset *ruleset =
		    session_ruleset(run->session, NULL, "", NULL, NO_PLACE);

		return plan_new(run->session->arena, NULL, ruleset, &all, &run->session->report);
	}
	plan = session_plan(run->session, CONFIG_NAME, &relative);
	run_deliver_settings(run);
	totals_finish(&run->totals);
	return plan;
}

bool draftlint_rules(struct draftlint *session, const struct draftlint_receiver *receiver,
                     void (*rule)(void *context, const struct draftlint_rule *rule), void *context)
{
	struct run *run = begin(session, receiver);
	const struct plan *plan = here(run);

	if (plan)
		rule_list(plan, run->session->arena, NULL, rule, context);
	return plan != NULL;
}

bool draftlint_coverage(struct draftlint *session, const struct draftlint_receiver *receiver,
                        void (*rule)(void *context, const struct draftlint_style_rule *rule),
                        void *context)
{
	const struct plan *plan = here(begin(session, receiver));

	if (plan)
		coverage_list(plan->ruleset, rule, context);
	return plan != NULL;
}

bool draftlint_card(struct draftlint *session, const char *reference,
                    const struct draftlint_receiver *receiver,
                    void (*line)(void *context, const char *label, const char *text), void *context)
{
	struct run *run = begin(session, receiver);
	const struct plan *plan = here(run);
	const char *why = no_pack;

	if (!plan)
		return false;
	if (plan->ruleset->pack &&
	    card_print(plan->ruleset->pack, run->session->arena, reference, line, context, &why)) {
		site_print_steps(run->session, plan->ruleset->pack, reference, line, context);
		return true;
	}
	run_fail(run, why);
	totals_finish(&run->totals);
	return false;
}

struct entry_call {
	void (*entry)(void *context, const struct draftlint_entry *entry);
	void *context;
};

static void call_entry(void *context, const char *kind, const struct entry *entry)
{
	const struct entry_call *call = context;

	call->entry(call->context, &(struct draftlint_entry){kind, entry->id, entry->name});
}

bool draftlint_entries(struct draftlint *session, const struct draftlint_receiver *receiver,
                       void (*entry)(void *context, const struct draftlint_entry *entry),
                       void *context)
{
	const struct plan *plan = here(begin(session, receiver));
	struct entry_call call = {entry, context};

	if (plan && plan->ruleset->pack)
		card_list(plan->ruleset->pack, call_entry, &call);
	return plan != NULL;
}

/* ---- packs ---- */

void draftlint_shipped_packs(void (*pack)(void *context, const char *name, const char *folder),
                             void *context)
{
	struct arena *arena = arena_new();

	pack_shipped(arena, pack, context);
	arena_free(arena);
}

bool draftlint_pack_check(struct draftlint *session, const char *folder,
                          const struct draftlint_receiver *receiver)
{
	struct run *run = begin(session, receiver);
	const struct ruleset *ruleset = session_ruleset(run->session, folder, "", NULL, NO_PLACE);

	run_deliver_settings(run);
	if (ruleset)
		review_deliver(run, ruleset);
	totals_finish(&run->totals);
	return ruleset != NULL;
}

bool draftlint_pack_test(struct draftlint *session, const char *folder,
                         const struct draftlint_receiver *receiver,
                         struct draftlint_pack_test *result)
{
	return pack_test_run(begin(session, receiver), folder, result);
}

/* ---- a whole library ---- */

struct draftlint_library {
	struct draftlint *session;
	struct library *facts;
};

struct draftlint_library *draftlint_library_new(struct draftlint *session)
{
	struct draftlint_library *library = memory_alloc(sizeof(*library));

	library->session = session;
	library->facts = library_new(&session->run);
	return library;
}

void draftlint_library_free(struct draftlint_library *library)
{
	if (!library)
		return;
	library_free(library->facts);
	free(library);
}

void draftlint_library_add_paths(struct draftlint_library *library, const char *const *paths,
                                 size_t count, const struct draftlint_receiver *receiver)
{
	begin(library->session, receiver);
	library_add_paths(library->facts, paths, count);
}

bool draftlint_library_add_facts(struct draftlint_library *library, const char *path,
                                 const struct draftlint_receiver *receiver)
{
	begin(library->session, receiver);
	return library_add_facts(library->facts, path);
}

bool draftlint_library_write_facts(struct draftlint_library *library,
                                   const struct draftlint_receiver *receiver,
                                   void (*write)(void *context, const char *bytes, size_t len),
                                   void *context)
{
	begin(library->session, receiver);
	return library_write_facts(library->facts, write, context);
}

const struct draftlint_audit *draftlint_library_audit(struct draftlint_library *library,
                                                      const struct draftlint_audit_options *options,
                                                      const struct draftlint_receiver *receiver)
{
	begin(library->session, receiver);
	return audit_make(library->facts, options);
}

/* ---- settings ---- */

bool draftlint_settings_for(struct draftlint *session, const char *path,
                            const struct draftlint_receiver *receiver,
                            void (*setting)(void *context, const struct draftlint_setting *setting),
                            void *context)
{
	struct run *run = begin(session, receiver);
	const char *relative;
	const struct plan *plan = session_plan(run->session, path, &relative);

	run_deliver_settings(run);
	totals_finish(&run->totals);
	if (!plan)
		return false;
	settings_list(run->session->arena, plan, run->session->options, relative, setting, context);
	return true;
}

/* ---- before there is a draft ---- */

bool draftlint_import_vale(struct draftlint *session, const char *path,
                           const struct draftlint_receiver *receiver,
                           struct draftlint_import *import)
{
	struct run *run = begin(session, receiver);
	bool good = vale_import(run, path, import);

	totals_finish(&run->totals);
	return good;
}

void draftlint_find_content(void (*folder)(void *context, const struct draftlint_content *content),
                            void *context)
{
	struct arena *arena = arena_new();

	guess_content(arena, folder, context);
	arena_free(arena);
}

/* The plan for a draft at PATH (NULL: any here), which must have a pack. */
static const struct plan *plan_of(struct run *run, const char *path, const char **relative)
{
	const struct plan *plan = path ? session_plan(run->session, path, relative) : here(run);

	run_deliver_settings(run);
	if (plan && !plan->ruleset->pack)
		run_fail(run, no_pack);
	totals_finish(&run->totals);
	return plan && plan->ruleset->pack ? plan : NULL;
}

struct draftlint_container draftlint_container_at(const char *path)
{
	struct arena *arena = arena_new();
	const struct metadata_reader *reader = beside_reader(arena, path);

	arena_free(arena);
	return (struct draftlint_container){reader->opening, reader->closing, reader->field_format,
	                                    reader->comment};
}

const char *draftlint_schema(struct draftlint *session, const char *path,
                             const struct draftlint_receiver *receiver)
{
	struct run *run = begin(session, receiver);
	const char *relative = NULL;
	const struct plan *plan = plan_of(run, path, &relative);

	return plan ? schema_text(run->session->arena, plan, relative) : NULL;
}

bool draftlint_brief(struct draftlint *session, const struct draftlint_wish *wish,
                     const struct draftlint_receiver *receiver,
                     void (*item)(void *context, const struct draftlint_brief_item *item),
                     void *context)
{
	struct run *run = begin(session, receiver);
	const char *relative = NULL;
	const struct plan *plan = plan_of(run, wish->path, &relative);
	const char *why;

	if (!plan)
		return false;
	if (brief_print(run->session->arena, plan, wish, item, context, &why))
		return true;
	run_fail(run, why);
	totals_finish(&run->totals);
	return false;
}

/* ---- a draft that is being written ---- */

struct draftlint_reading *draftlint_reading_new(struct draftlint *session, const char *path,
                                                const char *bytes, size_t size,
                                                const struct draftlint_receiver *receiver)
{
	struct run *run = begin(session, receiver);
	const char *relative;
	const struct plan *plan = session_plan(run->session, path, &relative);

	run_deliver_settings(run);
	return plan ? reading_new(plan, path, relative, bytes, size) : NULL;
}

void draftlint_reading_free(struct draftlint_reading *reading)
{
	if (reading)
		arena_free(reading->arena);
}

bool draftlint_reading_mention(const struct draftlint_reading *reading, size_t offset,
                               struct draftlint_mention *mention)
{
	return reading_mention(reading, offset, mention);
}

bool draftlint_reading_card(const struct draftlint_reading *reading, size_t offset,
                            void (*line)(void *context, const char *label, const char *text),
                            void *context)
{
	return reading_card(reading, offset, line, context);
}

void draftlint_reading_rules(const struct draftlint_reading *reading,
                             void (*rule)(void *context, const struct draftlint_rule *rule),
                             void *context)
{
	rule_list(reading->plan, reading->arena, reading->relative, rule, context);
}

void draftlint_reading_offers(struct draftlint_reading *reading, size_t offset,
                              void (*offer)(void *context, const struct draftlint_offer *offer),
                              void *context)
{
	reading_offers(reading, offset, offer, context);
}

void draftlint_reading_remedies(struct draftlint_reading *reading,
                                const struct draftlint_finding *finding,
                                void (*offer)(void *context, const struct draftlint_offer *offer),
                                void *context)
{
	reading_remedies(reading, finding, offer, context);
}

bool draftlint_reading_excuse(struct draftlint_reading *reading, const char *rule, size_t offset,
                              bool whole_file, struct draftlint_edit *edit)
{
	return reading_excuse(reading, rule, offset, whole_file, edit);
}

void draftlint_reading_outline(const struct draftlint_reading *reading,
                               void (*heading)(void *context,
                                               const struct draftlint_heading *heading),
                               void *context)
{
	reading_outline(reading, heading, context);
}

/* ---- versions ---- */

const char *draftlint_version(void)
{
	return DRAFTLINT_VERSION;
}

void draftlint_libraries(char text[256])
{
	void (*const libraries[])(char text[64]) = {markdown_library, yaml_library, pattern_library,
	                                            utf8_library};
	size_t used = 0;

	for (size_t i = 0; i < sizeof(libraries) / sizeof(libraries[0]); i++) {
		char name[64];

		libraries[i](name);
		used += (size_t)snprintf(text + used, 256 - used, "%s%s", used ? ", " : "", name);
	}
}
