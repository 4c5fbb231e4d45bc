/*
 * Arena: memory that is given back all at once.
 *
 * A draft, a ruleset and a report each own one arena; nothing allocated from
 * it is freed alone. An arena belongs to one thread at a time. Allocation
 * never returns NULL: when the system has no memory left the process says so
 * on standard error and ends with status 2 (memory_exhausted).
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

/* A new, empty arena; the caller ends it with arena_free. */
struct arena *arena_new(void);

/* Runs the hooks, newest first, and gives all memory back. NULL is allowed. */
void arena_free(struct arena *arena);

/* Runs the hooks and forgets every object, but keeps memory for reuse. */
void arena_reset(struct arena *arena);

/* SIZE zeroed bytes, aligned for any type. SIZE 0 gives a valid pointer. */
void *arena_alloc(struct arena *arena, size_t size);

/* The same for a caller who fills all of it: what was there before is not cleared. */
void *arena_room(struct arena *arena, size_t size);

/* COUNT elements of SIZE bytes, zeroed; an overflowing product is exhaustion. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* arena_grow, when there is none left. */
void *arena_grow_full(struct arena *arena, void *items, size_t count, size_t *capacity,
                      size_t size);

/*
 * Makes room for one more element, not zeroed, in a growing array that lives in ARENA:
 *     v->items = arena_grow(arena, v->items, v->count, &v->capacity, sizeof(*v->items));
 *     v->items[v->count++] = item;
 */
static inline void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity,
                               size_t size)
{
	return count < *capacity ? items : arena_grow_full(arena, items, count, capacity, size);
}

/* A NUL-terminated copy of LEN bytes, or of a C string. */
char *arena_copy(struct arena *arena, const char *bytes, size_t len);
char *arena_strdup(struct arena *arena, const char *string);

char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* Calls RELEASE(OBJECT) when the arena is reset or freed: for foreign objects. */
void arena_on_free(struct arena *arena, void (*release)(void *), void *object);

/* Says "out of memory" on standard error and ends the process with status 2. */
_Noreturn void memory_exhausted(void);

/* malloc and realloc that end in memory_exhausted instead of returning NULL. */
void *memory_alloc(size_t size);
void *memory_realloc(void *old, size_t size);

#endif
