/*
 * Settings: the effective settings of one path, each with its place, as
 * `config --for` shows them.
 */
#ifndef LINT_SETTINGS_H
#define LINT_SETTINGS_H

#include <draftlint.h>

#include "lint/plan.h"

/* Calls SETTING for each. RELATIVE is the path that PLAN's globs see; overrides
 * that depend on a draft's metadata are left out. */
void settings_list(struct arena *arena, const struct plan *plan,
                   const struct draftlint_options *options, const char *relative,
                   void (*setting)(void *context, const struct draftlint_setting *setting),
                   void *context);

#endif
