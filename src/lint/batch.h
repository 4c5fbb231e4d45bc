/*
 * Batch: many drafts on several threads. Jobs are known before the threads
 * start; an atomic counter hands them out, and results are delivered on the
 * caller's thread in the order of the jobs, so output does not depend on the
 * number of threads.
 */
#ifndef LINT_BATCH_H
#define LINT_BATCH_H

#include "lint/lint.h"

/*
 * Does JOBS and calls DELIVER for each result, in order; the result is released
 * afterwards. THREADS 0: as many as processors. Few jobs are done on the
 * caller's thread alone. While files are rewritten a signal that ends the program
 * waits for those at hand; false when one came and the other jobs were left.
 */
bool batch_run(const struct job *jobs, size_t count, unsigned threads,
               void (*deliver)(void *context, size_t index, const struct result *result),
               void *context);

#endif
