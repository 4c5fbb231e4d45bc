#include "lint/batch.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"

enum { THREADS_LIMIT = 64, JOBS_WORTH_A_THREAD = 32 };

struct slot {
	struct result result;
	bool done; /* guarded by the batch's lock */
};

struct batch {
	const struct job *jobs;
	size_t count;
	struct slot *slots;
	atomic_size_t next; /* the first job nobody has taken */
	pthread_mutex_t lock;
	pthread_cond_t finished;
};

static void *work(void *argument)
{
	struct batch *batch = argument;
	struct worker *worker = worker_new();

	for (;;) {
		size_t index = atomic_fetch_add(&batch->next, 1);
		struct result result;

		if (index >= batch->count)
			break;
		lint_job(worker, &batch->jobs[index], &result);
		pthread_mutex_lock(&batch->lock);
		batch->slots[index].result = result;
		batch->slots[index].done = true;
		pthread_cond_signal(&batch->finished);
		pthread_mutex_unlock(&batch->lock);
	}
	worker_free(worker);
	return NULL;
}

static void run_alone(const struct job *jobs, size_t count,
                      void (*deliver)(void *, size_t, const struct result *), void *context)
{
	struct worker *worker = worker_new();

	for (size_t i = 0; i < count; i++) {
		struct result result;

		lint_job(worker, &jobs[i], &result);
		deliver(context, i, &result);
		result_release(&result);
	}
	worker_free(worker);
}

static void deliver_all(struct batch *batch, void (*deliver)(void *, size_t, const struct result *),
                        void *context)
{
	for (size_t i = 0; i < batch->count; i++) {
		struct slot *slot = &batch->slots[i];

		pthread_mutex_lock(&batch->lock);
		while (!slot->done)
			pthread_cond_wait(&batch->finished, &batch->lock);
		pthread_mutex_unlock(&batch->lock);
		deliver(context, i, &slot->result);
		result_release(&slot->result);
	}
}

static unsigned thread_count(size_t jobs, unsigned wanted)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	size_t most = jobs / JOBS_WORTH_A_THREAD;
	unsigned threads = wanted ? wanted : processors > 0 ? (unsigned)processors : 1;

	/* A number that was asked for is kept: it is how races are looked for. */
	if (!wanted && threads > most)
		threads = (unsigned)most;
	if (threads > THREADS_LIMIT)
		threads = THREADS_LIMIT;
	return threads > jobs ? (unsigned)jobs : threads;
}

void batch_run(const struct job *jobs, size_t count, unsigned threads,
               void (*deliver)(void *, size_t, const struct result *), void *context)
{
	struct batch batch = {.jobs = jobs, .count = count};
	pthread_t ids[THREADS_LIMIT];
	unsigned started = 0;

	threads = thread_count(count, threads);
	if (threads < 2) {
		run_alone(jobs, count, deliver, context);
		return;
	}
	batch.slots = memory_alloc(count * sizeof(*batch.slots));
	memset(batch.slots, 0, count * sizeof(*batch.slots));
	atomic_init(&batch.next, 0);
	pthread_mutex_init(&batch.lock, NULL);
	pthread_cond_init(&batch.finished, NULL);
	while (started < threads && pthread_create(&ids[started], NULL, work, &batch) == 0)
		started++;
	if (started == 0)
		work(&batch); /* the system gives no threads: the work is done all the same */
	deliver_all(&batch, deliver, context);
	for (unsigned i = 0; i < started; i++)
		pthread_join(ids[i], NULL);
	pthread_cond_destroy(&batch.finished);
	pthread_mutex_destroy(&batch.lock);
	free(batch.slots);
}
