/*
 * Diff: what fixes change in a draft, in the unified form that patch(1) and
 * git-apply(1) read.
 */
#ifndef CLI_DIFF_H
#define CLI_DIFF_H

struct draftlint_rewrite;
struct sink;

/* Nothing when REWRITE has no edits. Lines end in "\n" alone here: a carriage
 * return is a part of its line. */
void diff_write(struct sink *sink, const char *path, const struct draftlint_rewrite *rewrite);

#endif
