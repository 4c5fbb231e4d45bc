/*
 * Session: the configurations, packs and plans that a program run has met.
 * Each is loaded once, on the caller's thread, and kept until the end.
 */
#ifndef LINT_SESSION_H
#define LINT_SESSION_H

#include <draftlint.h>

#include "lint/plan.h"

struct session {
	const struct draftlint_options *options;
	struct arena *arena;
	const struct source_overlay *overlay; /* of configurations and packs; NULL: none */
	struct report report; /* errors of configurations and packs, not yet delivered */
	const char *message;  /* an error without a place, not yet delivered; NULL: none */
	const char **notices; /* not yet delivered */
	size_t notice_count;
	size_t notice_capacity;
	struct session_asked *asked; /* the last path that was asked about */
	struct session_folder *folders;
	size_t folder_count;
	size_t folder_capacity;
	struct session_pack *packs;
	struct session_name *names;
	struct session_plan *plans;
	struct session_baseline *baselines;
	bool makes_baselines; /* files of baselines need not, and must not, be there yet */
};

struct session *session_new(const struct draftlint_options *options);
void session_free(struct session *session);

/*
 * The plan for the draft at PATH, and its path *RELATIVE to the configuration's
 * folder. NULL when its configuration or pack is wrong or absent: the errors
 * are then in session->report or session->message.
 */
const struct plan *session_plan(struct session *session, const char *path, const char **relative);

/* The configuration of the folder of PATH; *FAILED when it has errors. NULL
 * without failure: there is none. *RELATIVE as above. */
const struct config *session_config(struct session *session, const char *path,
                                    const char **relative, bool *failed);

/* The ruleset of a pack given by NAME (a shipped pack's or a folder's, relative
 * to BASE; NULL: none) with the styles of CONFIG (NULL: none); NULL and an error,
 * at PLACE if it has one, when it cannot be used. */
const struct ruleset *session_ruleset(struct session *session, const char *name, const char *base,
                                      const struct config *config, struct place place);

/* The baseline of drafts that CONFIG (NULL: none) governs, or NULL. *FAILED when
 * it has errors: they are then in session->report or session->message. */
const struct baseline *session_baseline(struct session *session, const struct config *config,
                                        bool *failed);

/* A name of options.select or options.ignore that no ruleset loaded so far
 * has, or NULL; *NEAREST is what may have been meant, or NULL. */
const char *session_unknown_rule(const struct session *session, const char **nearest);

#endif
