#include "rules/stems.h"

#include <stdlib.h>
#include <string.h>

#include <libstemmer.h>

#include "base/arena.h"
#include "rules/words.h"

/* The memory of a long text's vocabulary; a larger one begins anew. */
enum { WORD_ROOM = 64, MEMORY_FIRST = 1 << 10, MEMORY_LAST = 1 << 17 };

struct stems {
	struct sb_stemmer *stemmer;
	char *language;
	char folded[WORD_ROOM];
	struct {
		uint64_t word; /* 0: free */
		uint64_t stem;
	} * entries;
	size_t size; /* of entries, a power of two */
	size_t count;
};

struct stems *stems_new(const char *language)
{
	struct sb_stemmer *stemmer = sb_stemmer_new(language, NULL);
	if (!stemmer)
		return NULL;
	struct stems *stems = memory_alloc(sizeof(*stems));
	memset(stems, 0, sizeof(*stems));
	stems->stemmer = stemmer;
	size_t size = strlen(language) + 1;
	stems->language = memcpy(memory_alloc(size), language, size);
	return stems;
}

void stems_free(struct stems *stems)
{
	if (!stems)
		return;
	sb_stemmer_delete(stems->stemmer);
	free(stems->language);
	free(stems->entries);
	free(stems);
}

const char *stems_language(const struct stems *stems)
{
	return stems->language;
}

struct slice stems_of(struct stems *stems, struct slice word)
{
	size_t len = word_fold(word, stems->folded, WORD_ROOM);
	if (len == SIZE_MAX)
		return word;
	const sb_symbol *stem =
	    sb_stemmer_stem(stems->stemmer, (const sb_symbol *)stems->folded, (int)len);
	if (!stem)
		memory_exhausted();
	size_t stem_len = (size_t)sb_stemmer_length(stems->stemmer);
	return stem_len ? slice_from((const char *)stem, stem_len) : slice_from(stems->folded, len);
}

static size_t place_of(const struct stems *stems, uint64_t word)
{
	size_t i = (word >> 8) & (stems->size - 1);
	while (stems->entries[i].word && stems->entries[i].word != word)
		i = (i + 1) & (stems->size - 1);
	return i;
}

static void grow(struct stems *stems)
{
	struct stems old = *stems;
	bool full = old.size == MEMORY_LAST;
	if (!full)
		stems->size = old.size ? old.size * 2 : MEMORY_FIRST;
	stems->entries = memory_alloc(stems->size * sizeof(*stems->entries));
	memset(stems->entries, 0, stems->size * sizeof(*stems->entries));
	if (full)
		stems->count = 0;
	for (size_t i = 0; !full && i < old.size; i++) {
		if (old.entries[i].word)
			stems->entries[place_of(stems, old.entries[i].word)] = old.entries[i];
	}
	free(old.entries);
}

uint64_t stems_hash(struct stems *stems, struct slice word, uint64_t hash)
{
	if (stems->count * 2 >= stems->size)
		grow(stems);
	size_t i = place_of(stems, hash);
	if (!stems->entries[i].word) {
		stems->entries[i].word = hash;
		stems->entries[i].stem = word_hash(stems_of(stems, word));
		stems->count++;
	}
	return stems->entries[i].stem;
}
