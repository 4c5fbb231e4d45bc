/*
 * Import of Vale's configuration.
 */
#ifndef LINT_VALE_IMPORT_H
#define LINT_VALE_IMPORT_H

#include "lint/run.h"

/* As draftlint_import_vale. */
bool vale_import(struct run *run, const char *path, struct draftlint_import *out);

#endif
