/*
 * Guard: the memory and the time that one run of a foreign parser may take.
 *
 * cmark can neither be interrupted nor told that memory ran out. It does ask
 * its allocator for every node, so the allocator is where it is stopped: when
 * the cap or the deadline is reached, the guard leaves by longjmp to the place
 * that opened it, and everything the parser held goes at once.
 *
 * Allocators of foreign parsers get no context, so an open guard is its
 * thread's: one per thread at a time.
 */
#ifndef PARSE_GUARD_H
#define PARSE_GUARD_H

#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>

enum guard_limit { GUARD_TIME = 1, GUARD_MEMORY };

enum { GUARD_CLASSES = 33 };

struct guard_chunk;

struct guard {
	jmp_buf escape; /* set by the owner after guard_open; gets a guard_limit */
	struct guard_chunk *chunks;
	size_t chunk_size;          /* of the newest */
	char *next;                 /* where its next block begins */
	size_t left;                /* and how much room there is */
	char *last;                 /* the newest block: it can grow and shrink in place */
	void *freed[GUARD_CLASSES]; /* small blocks to be used again, by size */
	size_t memory;              /* taken from the system */
	size_t memory_limit;
	size_t interval;       /* work between two looks at the clock */
	size_t work;           /* work since the last look */
	uint64_t budget;       /* nanoseconds of this thread's time */
	uint64_t wall_end;     /* when the clock on the wall says to look closer */
	uint64_t thread_start; /* this thread's time when the guard was opened */
};

/*
 * Opens GUARD for this thread. DOCUMENT_SIZE tells how far one step of the
 * parser may look ahead, so how often the clock must be read. The time counted
 * is the thread's own: a busy machine makes no document fail.
 */
void guard_open(struct guard *guard, unsigned milliseconds, size_t memory, size_t document_size);

/* Gives all memory back. */
void guard_close(struct guard *guard);

/* How many steps may pass between two looks at the clock: lines that are read, say. */
size_t guard_steps(const struct guard *guard);

/* Tells this thread's guard, which is open, of COUNT such steps; may leave by longjmp. */
void guard_step(size_t count);

/* Tells this thread's guard, if one is open, of BYTES looked at outside the
 * allocator; may leave by longjmp. */
void guard_tick(size_t bytes);

/* The allocator of this thread's open guard. Never returns NULL. */
void *guard_calloc(size_t count, size_t size);
void *guard_realloc(void *block, size_t size);
void guard_free(void *block);

#endif
