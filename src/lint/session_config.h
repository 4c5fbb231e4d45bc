/*
 * Which configuration governs a path: session_config.c looks for it in the folders
 * above, session.c finds the pack and the plan that go with it. Private to the two.
 */
#ifndef LINT_SESSION_CONFIG_H
#define LINT_SESSION_CONFIG_H

#include "lint/session.h"

/* What is known of one folder: the configuration that governs its files. */
struct session_folder {
	const char *path; /* "" is the working directory */
	const struct config *config;
	bool failed;
};

/* What is known of one path: an editor asks about it again with every key stroke, and
 * nothing in an arena is given back. */
struct session_asked {
	const char *path;
	struct session_folder folder;
	const char *relative;
	const struct plan *plan; /* NULL: there is none, or nobody has asked */
};

/* Whether PATH is the one that session->asked tells of. */
bool session_was_asked(const struct session *session, const char *path);

/* Whether FOLDER ("": the working directory) has NAME, be it a link to nothing. */
bool session_exists(struct arena *arena, const char *folder, const char *name);

#endif
