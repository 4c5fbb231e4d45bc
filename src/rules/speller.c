#include "rules/speller.h"

#include <dlfcn.h>
#include <iconv.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "rules/words.h"

enum { WORD_MAX = 100, LEAST_LENGTH = 3, CACHE_LIMIT = 1 << 16 };

/* Hunspell's functions, as its manual page hunspell(3) has them. */
static const char *const library_names[] = {"libhunspell-1.7.so.0", "libhunspell-1.7.dylib",
                                            "libhunspell.so"};

struct library {
	void *(*create)(const char *affixes, const char *words);
	void (*destroy)(void *handle);
	int (*spell)(void *handle, const char *word);
	char *(*encoding)(void *handle);
};

struct dictionary {
	const char *path;
	void *handle;    /* NULL until the first question */
	iconv_t convert; /* (iconv_t)-1: it is in UTF-8 */
};

struct cached {
	uint64_t hash;
	struct slice word;
	bool known;
	bool asked; /* for what it may have meant */
	const char *near;
};

struct speller {
	struct arena *arena; /* its own: threads add to it, under the mutex */
	struct library library;
	struct dictionary *dictionaries;
	size_t count;
	size_t capacity;
	struct slice *words;
	size_t word_count;
	size_t word_capacity;
	pthread_mutex_t mutex;
	bool opened;
	struct cached *cache;
	size_t cached;
};

static void release(void *object)
{
	struct speller *speller = object;

	for (size_t i = 0; i < speller->count; i++) {
		struct dictionary *dictionary = &speller->dictionaries[i];

		if (dictionary->handle)
			speller->library.destroy(dictionary->handle);
		if (dictionary->convert != (iconv_t)-1)
			iconv_close(dictionary->convert);
	}
	free(speller->cache);
	pthread_mutex_destroy(&speller->mutex);
	arena_free(speller->arena);
}

/* A function of the library. POSIX says that the conversion is right. */
static bool find(void *library, const char *name, void *function)
{
	void *symbol = dlsym(library, name);

	memcpy(function, &symbol, sizeof(symbol));
	return symbol != NULL;
}

static bool load(struct library *out)
{
	void *library = NULL;

	for (size_t i = 0; i < sizeof(library_names) / sizeof(library_names[0]) && !library; i++)
		library = dlopen(library_names[i], RTLD_NOW | RTLD_LOCAL);
	/* It stays loaded: what it has of its own cannot be taken down safely. */
	return library && find(library, "Hunspell_create", &out->create) &&
	       find(library, "Hunspell_destroy", &out->destroy) &&
	       find(library, "Hunspell_spell", &out->spell) &&
	       find(library, "Hunspell_get_dic_encoding", &out->encoding);
}

struct speller *speller_new(struct arena *arena, const char **why)
{
	struct library library;
	struct speller *speller;

	if (!load(&library)) {
		*why = "the library Hunspell is not installed (libhunspell-1.7)";
		return NULL;
	}
	speller = arena_alloc(arena, sizeof(*speller));
	speller->arena = arena_new();
	speller->library = library;
	pthread_mutex_init(&speller->mutex, NULL);
	arena_on_free(arena, release, speller);
	return speller;
}

void speller_add(struct speller *speller, const char *path)
{
	speller->dictionaries = arena_grow(speller->arena, speller->dictionaries, speller->count,
	                                   &speller->capacity, sizeof(*speller->dictionaries));
	speller->dictionaries[speller->count++] =
	    (struct dictionary){.path = arena_strdup(speller->arena, path), .convert = (iconv_t)-1};
}

void speller_add_word(struct speller *speller, struct slice word)
{
	speller->words = arena_grow(speller->arena, speller->words, speller->word_count,
	                            &speller->word_capacity, sizeof(*speller->words));
	speller->words[speller->word_count++] =
	    slice_from(arena_copy(speller->arena, word.ptr, word.len), word.len);
}

static int by_bytes(const void *a, const void *b)
{
	return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

/* Reads the dictionaries, under the mutex. */
static void open_all(struct speller *speller)
{
	for (size_t i = 0; i < speller->count; i++) {
		struct dictionary *dictionary = &speller->dictionaries[i];
		const char *encoding;

		dictionary->handle = speller->library.create(
		    arena_printf(speller->arena, "%s.aff", dictionary->path),
		    arena_printf(speller->arena, "%s.dic", dictionary->path));
		encoding =
		    dictionary->handle ? speller->library.encoding(dictionary->handle) : "UTF-8";
		if (strcasecmp(encoding, "UTF-8") != 0)
			dictionary->convert = iconv_open(encoding, "UTF-8");
	}
	if (speller->word_count)
		qsort(speller->words, speller->word_count, sizeof(*speller->words), by_bytes);
	speller->cache = memory_alloc(CACHE_LIMIT * sizeof(*speller->cache));
	memset(speller->cache, 0, CACHE_LIMIT * sizeof(*speller->cache));
	speller->opened = true;
}

/* WORD as the dictionary is written; false when it cannot be. */
static bool encode(const struct dictionary *dictionary, const char *word, char *out, size_t room)
{
	char *from = (char *)word;
	size_t left = strlen(word);

	if (dictionary->convert == (iconv_t)-1) {
		memcpy(out, word, left + 1);
		return true;
	}
	room--;
	iconv(dictionary->convert, NULL, NULL, NULL, NULL);
	if (iconv(dictionary->convert, &from, &left, &out, &room) == (size_t)-1)
		return false;
	*out = '\0';
	return true;
}

static bool ask(const struct speller *speller, const char *word)
{
	struct slice text = slice_of(word);

	if (speller->word_count &&
	    bsearch(&text, speller->words, speller->word_count, sizeof(*speller->words), by_bytes))
		return true;
	for (size_t i = 0; i < speller->count; i++) {
		const struct dictionary *dictionary = &speller->dictionaries[i];
		char encoded[4 * WORD_MAX];

		if (dictionary->handle && encode(dictionary, word, encoded, sizeof(encoded)) &&
		    speller->library.spell(dictionary->handle, encoded))
			return true;
	}
	return false;
}

static bool ask_both(const struct speller *speller, struct slice word)
{
	char text[WORD_MAX + 1];
	char folded[WORD_MAX + 1];
	size_t len = word_fold(word, folded, WORD_MAX);

	memcpy(text, word.ptr, word.len);
	text[word.len] = '\0';
	if (ask(speller, text))
		return true;
	if (len == SIZE_MAX)
		return false;
	folded[len] = '\0';
	return ask(speller, folded);
}

static uint64_t hash_of(struct slice word)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < word.len; i++)
		hash = (hash ^ (unsigned char)word.ptr[i]) * UINT64_C(0x100000001b3);
	return hash | 1;
}

/* The place of WORD, or the free one where it belongs. */
static struct cached *slot_of(struct speller *speller, struct slice word, uint64_t hash)
{
	size_t i = hash & (CACHE_LIMIT - 1);

	while (speller->cache[i].hash &&
	       (speller->cache[i].hash != hash || !slice_equal(speller->cache[i].word, word)))
		i = (i + 1) & (CACHE_LIMIT - 1);
	return &speller->cache[i];
}

bool speller_knows(struct speller *speller, struct slice word)
{
	uint64_t hash = hash_of(word);
	struct cached *slot;
	bool known;

	if (word.len > WORD_MAX)
		return true;
	pthread_mutex_lock(&speller->mutex);
	if (!speller->opened)
		open_all(speller);
	slot = slot_of(speller, word, hash);
	known = slot->hash ? slot->known : ask_both(speller, word);
	if (!slot->hash && speller->cached < CACHE_LIMIT / 2) {
		char *copy = arena_copy(speller->arena, word.ptr, word.len);

		*slot = (struct cached){
		    .hash = hash, .word = slice_from(copy, word.len), .known = known};
		speller->cached++;
	}
	pthread_mutex_unlock(&speller->mutex);
	return known;
}

/* Whether the LEN bytes of TEXT are a word. */
static bool is_word(struct speller *speller, const char *text, size_t len)
{
	return len > 0 && len <= WORD_MAX && ask(speller, text);
}

/*
 * A word that is one slip away: two letters changed places, one too many, a wrong
 * one, one left out, in this order. The library's own suggestions take ten times
 * as long, and a draft may have hundreds of names.
 */
static bool find_near(struct speller *speller, struct slice word, char out[WORD_MAX + 2])
{
	for (size_t i = 0; i + 1 < word.len; i++) {
		memcpy(out, word.ptr, word.len);
		out[i] = word.ptr[i + 1];
		out[i + 1] = word.ptr[i];
		out[word.len] = '\0';
		if (is_word(speller, out, word.len))
			return true;
	}
	for (size_t i = 0; i < word.len; i++) {
		memcpy(out, word.ptr, i);
		memcpy(out + i, word.ptr + i + 1, word.len - i - 1);
		out[word.len - 1] = '\0';
		if (is_word(speller, out, word.len - 1))
			return true;
	}
	for (size_t i = 0; i < word.len; i++) {
		memcpy(out, word.ptr, word.len);
		out[word.len] = '\0';
		for (out[i] = 'a'; out[i] <= 'z'; out[i]++)
			if (is_word(speller, out, word.len))
				return true;
	}
	for (size_t i = 0; i <= word.len; i++) {
		memcpy(out, word.ptr, i);
		memcpy(out + i + 1, word.ptr + i, word.len - i);
		out[word.len + 1] = '\0';
		for (out[i] = 'a'; out[i] <= 'z'; out[i]++)
			if (is_word(speller, out, word.len + 1))
				return true;
	}
	return false;
}

static const char *suggest(struct speller *speller, struct slice word)
{
	char near[WORD_MAX + 2];

	for (size_t i = 0; i < word.len; i++)
		if ((unsigned char)word.ptr[i] >= 0x80)
			return NULL;
	if (word.len < LEAST_LENGTH || !find_near(speller, word, near))
		return NULL;
	return arena_printf(speller->arena, "did you mean `%s`?", near);
}

const char *speller_suggest(struct speller *speller, struct slice word)
{
	const char *near = NULL;
	struct cached *slot;

	if (word.len > WORD_MAX)
		return NULL;
	pthread_mutex_lock(&speller->mutex);
	slot = slot_of(speller, word, hash_of(word));
	if (slot->hash && !slot->asked) {
		slot->near = suggest(speller, word);
		slot->asked = true;
	}
	near = slot->near;
	pthread_mutex_unlock(&speller->mutex);
	return near;
}
