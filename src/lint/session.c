#include "lint/session.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/nearest.h"
#include "lint/baseline.h"
#include "lint/coverage.h"
#include "lint/paths.h"
#include "lint/session_config.h"
#include "lint/shipped.h"

struct session_pack {
	struct session_pack *next;
	const char *folder;            /* NULL: no pack */
	const struct config *config;   /* whose styles it has; NULL: none */
	const struct ruleset *ruleset; /* NULL: it has errors, and they were reported */
	bool told;                     /* which of its rules do not run */
};

/* A pack as it was asked for, and where it is: finding that asks the system many
 * times. */
struct session_name {
	struct session_name *next;
	const char *name;
	const char *base;
	const char *folder;
};

struct session_plan {
	struct session_plan *next;
	const struct config *config;
	const struct ruleset *ruleset;
	const struct plan *plan; /* NULL: its errors were reported */
};

struct session_baseline {
	struct session_baseline *next;
	const char *path;
	const struct baseline *baseline; /* NULL: its errors were reported */
};

struct session *session_new(const struct draftlint_options *options)
{
	struct arena *arena = arena_new();
	struct session *session = arena_alloc(arena, sizeof(*session));

	session->arena = arena;
	session->options = options;
	if (options->overlay) {
		struct source_overlay *overlay = arena_alloc(arena, sizeof(*overlay));

		*overlay =
		    (struct source_overlay){options->overlay->context, options->overlay->find};
		session->overlay = overlay;
	}
	session->report = report_in(arena);
	return session;
}

void session_free(struct session *session)
{
	if (session)
		arena_free(session->arena);
}

/* ---- packs ---- */

static void unknown_pack(struct session *session, const char *name, struct place place)
{
	struct arena *arena = session->arena;
	const char *nearest = pack_name_is_path(name) ? NULL : pack_nearest(arena, name);
	struct finding *finding;
	const char *text;

	if (pack_name_is_path(name))
		text = arena_printf(arena, "no pack at `%s`: the folder needs a `pack.yaml`", name);
	else
		text = arena_printf(
		    arena, "unknown pack `%s`: neither shipped nor a folder with a `pack.yaml`",
		    name);
	if (!place.source) {
		session->message =
		    nearest ? arena_printf(arena, "%s; did you mean `%s`?", text, nearest) : text;
		return;
	}
	finding = report_add(&session->report, &rule_config_error, place, "%s", text);
	if (nearest)
		finding_help(&session->report, finding, "did you mean `%s`?", nearest);
}

/* CONFIG where it names styles, else NULL: rulesets without are shared by all. */
static const struct config *with_styles(const struct config *config)
{
	bool any = config && config->styles.items;

	for (size_t i = 0; config && i < config->override_count; i++)
		any = any || config->overrides[i].styles.items;
	return any ? config : NULL;
}

static const struct session_pack *load_pack(struct session *session, const char *folder,
                                            const struct config *config)
{
	struct session_pack *pack;

	config = with_styles(config);
	for (pack = session->packs; pack; pack = pack->next)
		if (pack->config == config &&
		    (folder && pack->folder ? strcmp(pack->folder, folder) == 0
		                            : folder == pack->folder))
			return pack;
	pack = arena_alloc(session->arena, sizeof(*pack));
	pack->folder = folder;
	pack->config = config;
	pack->ruleset =
	    ruleset_load(session->arena, folder, config, session->overlay, &session->report);
	pack->next = session->packs;
	session->packs = pack;
	return pack;
}

const struct ruleset *session_ruleset(struct session *session, const char *name, const char *base,
                                      const struct config *config, struct place place)
{
	struct session_name *known;
	const char *folder;

	if (!name)
		return load_pack(session, NULL, config)->ruleset;
	for (known = session->names; known; known = known->next)
		if (strcmp(known->name, name) == 0 && strcmp(known->base, base) == 0)
			return load_pack(session, known->folder, config)->ruleset;
	folder = pack_folder(session->arena, name, base);
	if (!folder) {
		unknown_pack(session, name, place);
		return NULL;
	}
	known = arena_alloc(session->arena, sizeof(*known));
	known->name = arena_strdup(session->arena, name);
	known->base = arena_strdup(session->arena, base);
	known->folder = folder;
	known->next = session->names;
	session->names = known;
	return load_pack(session, folder, config)->ruleset;
}

/* ---- plans ---- */

static void add_notice(void *context, const char *text)
{
	struct session *session = context;

	session->notices = arena_grow(session->arena, session->notices, session->notice_count,
	                              &session->notice_capacity, sizeof(*session->notices));
	session->notices[session->notice_count++] = text;
}

/* Notices what a ruleset leaves out, once. */
static void tell_coverage(struct session *session, const struct plan *plan)
{
	struct session_pack *pack = session->packs;

	while (pack && pack->ruleset != plan->ruleset)
		pack = pack->next;
	if (!pack || pack->told)
		return;
	pack->told = true;
	coverage_notices(session->arena, plan, add_notice, session);
}

static const struct plan *plan_for(struct session *session, const struct config *config,
                                   const struct ruleset *ruleset)
{
	struct plan_selection selection = {session->options->select, session->options->ignore};
	struct session_plan *plan;

	for (plan = session->plans; plan; plan = plan->next)
		if (plan->config == config && plan->ruleset == ruleset)
			return plan->plan;
	plan = arena_alloc(session->arena, sizeof(*plan));
	plan->config = config;
	plan->ruleset = ruleset;
	plan->plan = plan_new(session->arena, config, ruleset, &selection, &session->report);
	plan->next = session->plans;
	session->plans = plan;
	if (plan->plan)
		tell_coverage(session, plan->plan);
	return plan->plan;
}

const struct plan *session_plan(struct session *session, const char *path, const char **relative)
{
	bool failed;
	const struct config *config = session_config(session, path, relative, &failed);
	const char *name = session->options->pack;
	const char *base = "";
	struct place place = NO_PLACE;
	const struct ruleset *ruleset;
	const struct plan *plan;

	if (failed)
		return NULL;
	if (session_was_asked(session, path) && session->asked->plan)
		return session->asked->plan;
	if (!name && config) {
		name = config_pack(config, *relative, &place);
		/* Of an extended file the pack is beside that file. */
		base = place.source ? paths_folder(session->arena, place.source->path) : "";
	}
	if (!name && !config) {
		if (session->message)
			return NULL;
		session->message = arena_printf(
		    session->arena,
		    "no strategy to check against: no %s governs `%s`; `draftlint init` "
		    "writes one, or pass --pack",
		    CONFIG_NAME, path);
		return NULL;
	}
	ruleset = session_ruleset(session, name, base, config, place);
	plan = ruleset ? plan_for(session, config, ruleset) : NULL;
	if (session_was_asked(session, path))
		session->asked->plan = plan;
	return plan;
}

/* ---- baselines ---- */

/* Where the baseline of CONFIG's drafts is; NULL: nowhere. *PLACE: where that is said. */
static const char *baseline_path(struct session *session, const struct config *config,
                                 struct place *place)
{
	const struct draftlint_options *options = session->options;
	struct arena *arena = session->arena;

	*place = NO_PLACE;
	if (options->no_baseline)
		return NULL;
	if (options->baseline)
		return options->baseline;
	if (!config)
		return NULL;
	if (config->baseline) {
		*place = config->baseline_place;
		/* Of an extended file it is beside that file. */
		return config->baseline[0] == '/'
		           ? config->baseline
		           : paths_in(arena, paths_folder(arena, place->source->path),
		                      config->baseline);
	}
	if (!session->makes_baselines && !session_exists(arena, config->folder, BASELINE_NAME))
		return NULL;
	return paths_in(arena, config->folder, BASELINE_NAME);
}

static const struct baseline *make_baseline(struct session *session, const char *path)
{
	if (!session_exists(session->arena, "", path))
		return baseline_new(session->arena, path);
	session->message =
	    arena_printf(session->arena,
	                 "`%s` is there already: `draftlint baseline update` writes it anew", path);
	return NULL;
}

const struct baseline *session_baseline(struct session *session, const struct config *config,
                                        bool *failed)
{
	struct place place;
	const char *path = baseline_path(session, config, &place);
	struct session_baseline *known = session->baselines;

	*failed = false;
	if (!path)
		return NULL;
	while (known && strcmp(known->path, path) != 0)
		known = known->next;
	if (!known) {
		known = arena_alloc(session->arena, sizeof(*known));
		known->path = path;
		known->baseline = session->makes_baselines
		                      ? make_baseline(session, path)
		                      : baseline_load(session->arena, path, place, &session->report,
		                                      &rule_config_error);
		known->next = session->baselines;
		session->baselines = known;
	}
	*failed = !known->baseline;
	return known->baseline;
}

/* ---- names on the command line ---- */

/* Whether NAME is a rule's or a style's; else NEAREST is offered what is. */
static bool is_rule(const struct session *session, const char *name, struct nearest *nearest)
{
	for (const struct session_pack *p = session->packs; p; p = p->next) {
		const struct ruleset *ruleset = p->ruleset;

		if (!ruleset)
			continue;
		if (ruleset_find(ruleset, slice_of(name)) < ruleset->rule_count)
			return true;
		for (size_t i = 0; i < ruleset->prose_count; i++)
			if (ruleset_is_in(&ruleset->prose[i], slice_of(name)))
				return true;
		ruleset_offer_names(ruleset, nearest);
	}
	return false;
}

const char *session_unknown_rule(const struct session *session, const char **best)
{
	const char *const *lists[] = {session->options->select, session->options->ignore};

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		for (const char *const *name = lists[i]; name && *name; name++) {
			struct nearest nearest;

			nearest_init(&nearest, slice_of(*name));
			if (is_rule(session, *name, &nearest))
				continue;
			*best = nearest_best(&nearest, NULL);
			return *name;
		}
	}
	return NULL;
}
