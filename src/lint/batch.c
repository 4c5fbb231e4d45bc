#include "lint/batch.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/interrupt.h"
#include "lint/fix.h"

enum {
	THREADS_LIMIT = 64,
	JOBS_WORTH_A_THREAD = 32,
	GROUP = 16, /* results delivered at once: a thread that wakes for each costs more */
};

struct slot {
	struct result result;
	bool done; /* guarded by the batch's lock */
};

struct batch {
	const struct job *jobs;
	size_t count;
	struct slot *slots;
	atomic_size_t next;                /* the first job nobody has taken */
	const struct interrupt *interrupt; /* NULL: signals do not wait */
	pthread_mutex_t lock;
	pthread_cond_t finished;
	size_t awaited; /* guarded by the lock: the job whose end is waited for */
	bool stopped;   /* the same: jobs are left */
};

static bool is_stopped(const struct batch *batch)
{
	return batch->interrupt && interrupt_came(batch->interrupt);
}

static void stop(struct batch *batch)
{
	pthread_mutex_lock(&batch->lock);
	batch->stopped = true;
	pthread_cond_signal(&batch->finished);
	pthread_mutex_unlock(&batch->lock);
}

static void *work(void *argument)
{
	struct batch *batch = argument;
	struct worker *worker = worker_new();

	for (;;) {
		size_t index = atomic_fetch_add(&batch->next, 1);
		struct result result;

		if (index >= batch->count)
			break;
		if (is_stopped(batch)) {
			stop(batch);
			break;
		}
		fix_job(worker, &batch->jobs[index], &result);
		pthread_mutex_lock(&batch->lock);
		batch->slots[index].result = result;
		batch->slots[index].done = true;
		if (index == batch->awaited)
			pthread_cond_signal(&batch->finished);
		pthread_mutex_unlock(&batch->lock);
	}
	worker_free(worker);
	return NULL;
}

static void run_alone(struct batch *batch, void (*deliver)(void *, size_t, const struct result *),
                      void *context)
{
	struct worker *worker = worker_new();

	for (size_t i = 0; i < batch->count && !batch->stopped; i++) {
		struct result result;

		batch->stopped = is_stopped(batch);
		if (batch->stopped)
			break;
		fix_job(worker, &batch->jobs[i], &result);
		deliver(context, i, &result);
		result_release(&result);
	}
	worker_free(worker);
}

/* Waits for the end of job INDEX; the lock is held. */
static void await(struct batch *batch, size_t index)
{
	batch->awaited = index;
	while (!batch->slots[index].done && !batch->stopped)
		pthread_cond_wait(&batch->finished, &batch->lock);
}

/* Whether job INDEX has a result; when it has to be waited for, then for some more
 * of them. */
static bool has_result(struct batch *batch, size_t index)
{
	size_t last = batch->count - index > GROUP ? index + GROUP - 1 : batch->count - 1;
	bool done;

	pthread_mutex_lock(&batch->lock);
	if (!batch->slots[index].done)
		await(batch, last);
	await(batch, index);
	done = batch->slots[index].done;
	pthread_mutex_unlock(&batch->lock);
	return done;
}

static void deliver_all(struct batch *batch, void (*deliver)(void *, size_t, const struct result *),
                        void *context)
{
	for (size_t i = 0; i < batch->count && has_result(batch, i); i++) {
		struct slot *slot = &batch->slots[i];

		deliver(context, i, &slot->result);
		result_release(&slot->result);
	}
}

static unsigned thread_count(size_t jobs, unsigned wanted)
{
	size_t most = jobs / JOBS_WORTH_A_THREAD;
	unsigned threads = wanted;

	/* A number that was asked for is kept: it is how races are looked for. */
	if (!wanted && most > 1) {
		long processors = sysconf(_SC_NPROCESSORS_ONLN);

		threads = processors > 0 ? (unsigned)processors : 1;
		if (threads > most)
			threads = (unsigned)most;
	}
	if (threads > THREADS_LIMIT)
		threads = THREADS_LIMIT;
	return threads > jobs ? (unsigned)jobs : threads;
}

static void run_threads(struct batch *batch, unsigned threads,
                        void (*deliver)(void *, size_t, const struct result *), void *context)
{
	pthread_t ids[THREADS_LIMIT];
	unsigned started = 0;

	batch->slots = memory_alloc(batch->count * sizeof(*batch->slots));
	memset(batch->slots, 0, batch->count * sizeof(*batch->slots));
	atomic_init(&batch->next, 0);
	pthread_mutex_init(&batch->lock, NULL);
	pthread_cond_init(&batch->finished, NULL);
	while (started < threads && pthread_create(&ids[started], NULL, work, batch) == 0)
		started++;
	if (started == 0)
		work(batch); /* the system gives no threads: the work is done all the same */
	deliver_all(batch, deliver, context);
	for (unsigned i = 0; i < started; i++)
		pthread_join(ids[i], NULL);
	/* What was finished after the stop is not delivered any more. */
	for (size_t i = 0; i < batch->count; i++)
		if (batch->slots[i].done)
			result_release(&batch->slots[i].result);
	pthread_cond_destroy(&batch->finished);
	pthread_mutex_destroy(&batch->lock);
	free(batch->slots);
}

bool batch_run(const struct job *jobs, size_t count, unsigned threads,
               void (*deliver)(void *, size_t, const struct result *), void *context)
{
	struct batch batch = {.jobs = jobs, .count = count};
	struct interrupt interrupt;

	for (size_t i = 0; i < count && !batch.interrupt; i++)
		if (jobs[i].fixing && !jobs[i].bytes && !jobs[i].keep_file)
			batch.interrupt = &interrupt;
	if (batch.interrupt)
		interrupt_hold(&interrupt);
	threads = thread_count(count, threads);
	if (threads < 2)
		run_alone(&batch, deliver, context);
	else
		run_threads(&batch, threads, deliver, context);
	if (batch.interrupt)
		interrupt_release(&interrupt);
	return !batch.stopped;
}
