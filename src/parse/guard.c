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
	size_t size;
	size_t used;
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
	guard->last = NULL;
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
static void look_at_clock(struct guard *guard)
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

static void count_work(struct guard *guard, size_t bytes)
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

static void add_chunk(struct guard *guard, size_t size)
{
	struct guard_chunk *chunk;
	size_t room = guard->chunks ? guard->chunks->size * 2 : FIRST_CHUNK;

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
	chunk->size = room;
	chunk->used = 0;
	guard->chunks = chunk;
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

/* Which list of freed blocks SIZE belongs to; GUARD_CLASSES: to none. */
static size_t size_class(size_t size)
{
	return size / CLASS_STEP < GUARD_CLASSES ? size / CLASS_STEP : GUARD_CLASSES;
}

static void *allocate(struct guard *guard, size_t size)
{
	struct guard_chunk *chunk = guard->chunks;
	size_t class;
	char *block;

	count_work(guard, CALL_WORK);
	if (size > SIZE_MAX / 2)
		longjmp(guard->escape, GUARD_MEMORY);
	/* A class holds one size: a freed block fits whoever asks for that class. */
	class = size_class(size + CLASS_STEP - 1);
	if (class < GUARD_CLASSES) {
		size = class * CLASS_STEP;
		block = guard->freed[class];
		if (block && class) {
			memcpy(&guard->freed[class], block, sizeof(void *));
			return block;
		}
	} else {
		size = (size + HEADER - 1) & ~(size_t)(HEADER - 1);
	}
	if (!chunk || size + HEADER > chunk->size - chunk->used) {
		add_chunk(guard, size + HEADER);
		chunk = guard->chunks;
	}
	block = (char *)chunk->bytes + chunk->used + HEADER;
	chunk->used += size + HEADER;
	set_block_size(block, size);
	guard->last = block;
	return block;
}

void *guard_calloc(size_t count, size_t size)
{
	void *block;

	if (size && count > SIZE_MAX / size)
		longjmp(open_guard->escape, GUARD_MEMORY);
	block = allocate(open_guard, count * size);
	return memset(block, 0, count * size);
}

void *guard_realloc(void *block, size_t size)
{
	struct guard *guard = open_guard;
	size_t old = block ? block_size(block) : 0;
	void *larger;

	if (block && size <= old)
		return block;
	if (block && block == guard->last && size < SIZE_MAX / 2) {
		size_t more = ((size + HEADER - 1) & ~(size_t)(HEADER - 1)) - old;

		if (more <= guard->chunks->size - guard->chunks->used) {
			guard->chunks->used += more;
			set_block_size(block, old + more);
			return block;
		}
	}
	larger = allocate(guard, size);
	if (old)
		memcpy(larger, block, old);
	return larger;
}

void guard_free(void *block)
{
	struct guard *guard = open_guard;
	size_t class;

	/* cmark's long walks over its delimiters do not allocate, but they free. */
	count_work(guard, CALL_WORK);
	if (!block)
		return;
	class = size_class(block_size(block));
	if (block == guard->last) {
		guard->chunks->used -= block_size(block) + HEADER;
		guard->last = NULL;
	} else if (class && class < GUARD_CLASSES && block_size(block) % CLASS_STEP == 0) {
		memcpy(block, &guard->freed[class], sizeof(void *));
		guard->freed[class] = block;
	}
}
