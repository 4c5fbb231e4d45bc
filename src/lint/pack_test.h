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

#include "lint/run.h"

/*
 * Holds the pack given by PACK (a shipped one's name or a folder) against its examples and
 * tells RUN's receiver of each that does not prove what it says. False when one does not, or
 * the pack has errors; *RESULT counts.
 */
bool pack_test_run(struct run *run, const char *pack, struct draftlint_pack_test *result);

#endif
