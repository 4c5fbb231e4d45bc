/*
 * Pack test: a pack's examples against what they say of themselves.
 *
 * `examples/good/` must lint clean. In `examples/bad/` a comment names the
 * findings of the next line, `<!-- expect: RULE, RULE -->` or `# expect: RULE` in
 * front matter; `<!-- expect-file: RULE -->` names one that may stand anywhere.
 */
#ifndef LINT_PACK_TEST_H
#define LINT_PACK_TEST_H

#include <draftlint.h>

#include "lint/lint.h"

/*
 * Lints the example at PATH with PLAN and compares. OUT's findings, in
 * result->arena, are what was expected and not found or found and not
 * expected; none when the example proves what it says.
 */
void pack_test_example(struct worker *worker, const struct plan *plan, const char *path,
                       struct result *out);

/* What a wrong example is reported as. */
extern const struct rule rule_pack_example;

#endif
