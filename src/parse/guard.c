#include "parse/guard.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"

enum {
	FIRST_CHUNK = 64 * 1024,
	LARGEST_CHUNK = 4 * 1024 * 1024,
	HEADER = sizeof(uint64_t), /* before each block: its size, for realloc */
	CLASS_STEP = 16,
	CALL_WORK = 256, /* one call counts as so many bytes looked at */
	LOOK_WORK = CALL_WORK * 256,
};

struct guard_chunk {
	struct guard_chunk *next;
	uint64_t bytes[]; /* cmark stores pointers and integers: 8 bytes align all of it */
};

/* Foreign allocators carry no context; see the head of guard.h. */
static _Thread_local struct guard *open_guard;

static uint64_t clock_now(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

void guard_open(struct guard *guard, unsigned milliseconds, size_t memory, size_t document_size)
{
	guard->chunks = NULL;
	guard->next = NULL;
	guard->last = NULL;
	guard->left = 0;
	guard->memory = 0;
	memset(guard->freed, 0, sizeof(guard->freed));
	guard->memory_limit = memory;
	guard->work = 0;
	/* One call may look through the whole document: a long one is timed more often. */
	guard->interval = LOOK_WORK;
	for (size_t size = document_size; size > LOOK_WORK && guard->interval > CALL_WORK;
	     size /= 2)
		guard->interval /= 2;
	guard->budget = (uint64_t)milliseconds * 1000000u;
	guard->wall_end = clock_now(CLOCK_MONOTONIC) + guard->budget;
	guard->thread_start = clock_now(CLOCK_THREAD_CPUTIME_ID);
	open_guard = guard;
}

void guard_close(struct guard *guard)
{
	while (guard->chunks) {
		struct guard_chunk *next = guard->chunks->next;

		free(guard->chunks);
		guard->chunks = next;
	}
	open_guard = NULL;
}

/* Out of line, so that the setjmp state stays out of the allocator's fast path. */
__attribute__((noinline)) static void look_at_clock(struct guard *guard)
{
	uint64_t wall = clock_now(CLOCK_MONOTONIC);
	uint64_t spent;

	guard->work = 0;
	if (wall < guard->wall_end)
		return;
	spent = clock_now(CLOCK_THREAD_CPUTIME_ID) - guard->thread_start;
	if (spent >= guard->budget)
		longjmp(guard->escape, GUARD_TIME);
	/* The machine was busy with others: the rest of the budget is still ours. */
	guard->wall_end = wall + (guard->budget - spent);
}

static inline void count_work(struct guard *guard, size_t bytes)
{
	guard->work += bytes;
	if (guard->work >= guard->interval)
		look_at_clock(guard);
}

void guard_tick(size_t bytes)
{
	if (open_guard)
		count_work(open_guard, bytes);
}

size_t guard_steps(const struct guard *guard)
{
	return guard->interval / CALL_WORK;
}

void guard_step(size_t count)
{
	count_work(open_guard, count * CALL_WORK);
}

static void add_chunk(struct guard *guard, size_t size)
{
	struct guard_chunk *chunk;
	size_t room = guard->chunks ? guard->chunk_size * 2 : FIRST_CHUNK;

	if (room > LARGEST_CHUNK)
		room = LARGEST_CHUNK;
	if (room < size)
		room = size;
	if (room > guard->memory_limit - guard->memory) {
		room = size;
		if (room > guard->memory_limit - guard->memory)
			longjmp(guard->escape, GUARD_MEMORY);
	}
	chunk = malloc(sizeof(*chunk) + room);
	if (!chunk)
		longjmp(guard->escape, GUARD_MEMORY);
	chunk->next = guard->chunks;
	guard->chunks = chunk;
	guard->chunk_size = room;
	guard->next = (char *)chunk->bytes;
	guard->left = room;
	guard->memory += room;
}

static size_t block_size(const void *block)
{
	uint64_t size;

	memcpy(&size, (const char *)block - HEADER, sizeof(size));
	return (size_t)size;
}

static void set_block_size(void *block, size_t size)
{
	uint64_t stored = size;

	memcpy((char *)block - HEADER, &stored, sizeof(stored));
}

/* What a block of SIZE bytes takes: steps of one size, so that a freed block fits
 * whoever asks for as many. */
static size_t rounded(size_t size)
{
	return (size + CLASS_STEP - 1) & ~(size_t)(CLASS_STEP - 1);
}

/* A block of SIZE, which is rounded; NULL when the newest chunk has no room for it. */
static inline void *take(struct guard *guard, size_t size)
{
	size_t class = size / CLASS_STEP;
	char *block;

	if (class < GUARD_CLASSES && guard->freed[class]) {
		block = guard->freed[class];
		memcpy(&guard->freed[class], block, sizeof(void *));
		return block;
	}
	if (size + HEADER > guard->left)
		return NULL;
	block = guard->next + HEADER;
	guard->next += size + HEADER;
	guard->left -= size + HEADER;
	set_block_size(block, size);
	guard->last = block;
	return block;
}

/* The same for nearly every call: NULL also when it is time to look at the clock. */
static inline void *take_quickly(struct guard *guard, size_t size)
{
	guard->work += CALL_WORK;
	if (guard->work >= guard->interval || size > SIZE_MAX / 2)
		return NULL;
	return take(guard, rounded(size));
}

/* For the others, and out of the way: the quick need no stack for it. */
__attribute__((noinline)) static void *take_slowly(struct guard *guard, size_t size)
{
	void *block;

	count_work(guard, 0);
	if (size > SIZE_MAX / 2)
		longjmp(guard->escape, GUARD_MEMORY);
	size = rounded(size);
	block = take(guard, size);
	if (block)
		return block;
	add_chunk(guard, size + HEADER);
	return take(guard, size);
}

__attribute__((noinline)) static void *calloc_slowly(struct guard *guard, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		longjmp(guard->escape, GUARD_MEMORY);
	return memset(take_slowly(guard, count * size), 0, count * size);
}

void *guard_calloc(size_t count, size_t size)
{
	struct guard *guard = open_guard;
	size_t total = count * size;
	void *block = NULL;

	if ((count | size) <= SIZE_MAX >> sizeof(size_t) * 4)
		block = take_quickly(guard, total);
	return block ? memset(block, 0, total) : calloc_slowly(guard, count, size);
}

static void *reallocate(struct guard *guard, void *block, size_t size)
{
	size_t old = block_size(block);
	void *larger;

	if (size <= old)
		return block;
	if (block == guard->last && size < SIZE_MAX / 2) {
		size_t more = rounded(size) - old;

		if (more <= guard->left) {
			guard->next += more;
			guard->left -= more;
			set_block_size(block, old + more);
			return block;
		}
	}
	larger = take_quickly(guard, size);
	if (!larger)
		larger = take_slowly(guard, size);
	return memcpy(larger, block, old);
}

void *guard_realloc(void *block, size_t size)
{
	struct guard *guard = open_guard;
	void *taken;

	if (block)
		return reallocate(guard, block, size);
	taken = take_quickly(guard, size);
	return taken ? taken : take_slowly(guard, size);
}

void guard_free(void *block)
{
	struct guard *guard = open_guard;
	size_t class;

	/* cmark's long walks over its delimiters do not allocate, but they free. */
	count_work(guard, CALL_WORK);
	if (!block)
		return;
	class = block_size(block) / CLASS_STEP;
	if (block == guard->last) {
		guard->next = (char *)block - HEADER;
		guard->left += block_size(block) + HEADER;
		guard->last = NULL;
	} else if (class && class < GUARD_CLASSES) {
		memcpy(block, &guard->freed[class], sizeof(void *));
		guard->freed[class] = block;
	}
}
