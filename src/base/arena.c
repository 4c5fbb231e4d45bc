#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FIRST_CHUNK = 16 * 1024, LARGEST_CHUNK = 1024 * 1024 };

struct chunk {
	struct chunk *next;
	size_t size;
	size_t used;
	alignas(max_align_t) unsigned char bytes[];
};

struct hook {
	struct hook *next;
	void (*release)(void *);
	void *object;
};

struct arena {
	struct chunk *chunks; /* newest first: the one that is being filled */
	struct hook *hooks;
};

void memory_exhausted(void)
{
	static const char text[] = "draftlint: out of memory\n";

	if (write(STDERR_FILENO, text, sizeof(text) - 1) < 0)
		_exit(2);
	_exit(2);
}

void *memory_alloc(size_t size)
{
	void *memory = malloc(size ? size : 1);

	if (!memory)
		memory_exhausted();
	return memory;
}

void *memory_realloc(void *old, size_t size)
{
	void *memory = realloc(old, size ? size : 1);

	if (!memory)
		memory_exhausted();
	return memory;
}

static struct chunk *chunk_new(size_t size)
{
	struct chunk *chunk;

	if (size > SIZE_MAX - sizeof(*chunk))
		memory_exhausted();
	chunk = memory_alloc(sizeof(*chunk) + size);
	chunk->next = NULL;
	chunk->size = size;
	chunk->used = 0;
	return chunk;
}

struct arena *arena_new(void)
{
	struct arena *arena = memory_alloc(sizeof(*arena));

	arena->chunks = chunk_new(FIRST_CHUNK);
	arena->hooks = NULL;
	return arena;
}

static void run_hooks(struct arena *arena)
{
	/* Hooks live in the arena itself: they must run before its memory goes. */
	for (struct hook *hook = arena->hooks; hook; hook = hook->next)
		hook->release(hook->object);
	arena->hooks = NULL;
}

void arena_reset(struct arena *arena)
{
	struct chunk *keep = arena->chunks;

	run_hooks(arena);
	for (struct chunk *chunk = keep->next, *next; chunk; chunk = next) {
		next = chunk->next;
		free(chunk);
	}
	keep->next = NULL;
	keep->used = 0;
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	run_hooks(arena);
	for (struct chunk *chunk = arena->chunks, *next; chunk; chunk = next) {
		next = chunk->next;
		free(chunk);
	}
	free(arena);
}

/* A chunk with room for SIZE bytes more, for the newest one has none. */
static struct chunk *add_chunk(struct arena *arena, size_t size)
{
	size_t room = arena->chunks->size;
	struct chunk *chunk;

	room = room < LARGEST_CHUNK ? room * 2 : LARGEST_CHUNK;
	chunk = chunk_new(size > room ? size : room);
	chunk->next = arena->chunks;
	arena->chunks = chunk;
	return chunk;
}

static inline void *take(struct arena *arena, size_t *bytes)
{
	struct chunk *chunk = arena->chunks;
	size_t size = *bytes;
	void *memory;

	if (size > SIZE_MAX - alignof(max_align_t))
		memory_exhausted();
	size = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	if (size > chunk->size - chunk->used)
		chunk = add_chunk(arena, size);
	memory = chunk->bytes + chunk->used;
	chunk->used += size;
	*bytes = size;
	return memory;
}

void *arena_room(struct arena *arena, size_t size)
{
	return take(arena, &size);
}

void *arena_alloc(struct arena *arena, size_t size)
{
	void *memory = take(arena, &size);

	return memset(memory, 0, size);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		memory_exhausted();
	return arena_alloc(arena, count * size);
}

void *arena_grow_full(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size)
{
	void *larger;

	*capacity = *capacity ? *capacity * 2 : 8;
	if (size && *capacity > SIZE_MAX / size)
		memory_exhausted();
	larger = arena_room(arena, *capacity * size);
	if (count)
		memcpy(larger, items, count * size);
	return larger;
}

char *arena_copy(struct arena *arena, const char *bytes, size_t len)
{
	char *copy = arena_room(arena, len + 1);

	if (len)
		memcpy(copy, bytes, len);
	copy[len] = '\0';
	return copy;
}

char *arena_strdup(struct arena *arena, const char *string)
{
	return arena_copy(arena, string, strlen(string));
}

char *arena_vprintf(struct arena *arena, const char *format, va_list args)
{
	char short_text[512]; /* most are: formatted once, then copied */
	va_list again;
	int len;
	char *text;

	va_copy(again, args);
	len = vsnprintf(short_text, sizeof(short_text), format, again);
	va_end(again);
	if (len < 0)
		return arena_strdup(arena, "");
	if ((size_t)len < sizeof(short_text))
		return arena_copy(arena, short_text, (size_t)len);
	text = arena_room(arena, (size_t)len + 1);
	vsnprintf(text, (size_t)len + 1, format, args);
	return text;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = arena_vprintf(arena, format, args);
	va_end(args);
	return text;
}

void arena_on_free(struct arena *arena, void (*release)(void *), void *object)
{
	struct hook *hook = arena_alloc(arena, sizeof(*hook));

	hook->release = release;
	hook->object = object;
	hook->next = arena->hooks;
	arena->hooks = hook;
}
