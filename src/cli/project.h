/*
 * Project: the folder that CI services and review tools count paths from, and
 * the paths of drafts as they want them, wherever draftlint was started.
 */
#ifndef CLI_PROJECT_H
#define CLI_PROJECT_H

#include "base/text.h"

struct arena;
struct view;

/* Sets the folders of VIEW: what the CI service says when the working directory
 * is in there, else the nearest folder with a .git, else the working directory. */
void project_find(struct arena *arena, struct view *view);

/* Adds PATH from the project's folder, or absolute when it is not in there. */
void project_path(struct builder *out, const struct view *view, const char *path);
void project_path_absolute(struct builder *out, const struct view *view, const char *path);

/* The nearest folder from FOLDER (absolute; "/" is "") up that has a .git, in
 * ARENA; NULL: there is none. */
const char *project_repository(struct arena *arena, const char *folder);

/* Adds PATH so that it stands in a URI as what it is, whatever bytes it holds. */
void project_add_uri(struct builder *out, const char *path);

#endif
