#include "rules/stems.h"

#include <stdlib.h>
#include <string.h>

#include <libstemmer.h>

#include "base/arena.h"
#include "rules/words.h"

/* The memory of a long text's vocabulary; a larger one begins anew. */
enum { WORD_ROOM = 64, MEMORY_FIRST = 1 << 10, MEMORY_LAST = 1 << 17 };

struct stem {
	uint64_t word; /* its hash; 0: free */
	uint64_t hash;
};

/* Where a stem stands among the texts; apart, so that more hashes are looked at
 * in the same memory. */
struct place {
	uint32_t at;
	uint32_t len;
};

struct stems {
	struct sb_stemmer *stemmer;
	char *language;
	char folded[WORD_ROOM];
	struct stem *entries;
	struct place *places; /* of entries */
	struct builder texts;
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
	free(stems->places);
	builder_release(&stems->texts);
	free(stems);
}

const char *stems_language(const struct stems *stems)
{
	return stems->language;
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
	stems->places = memory_alloc(stems->size * sizeof(*stems->places));
	for (size_t i = 0; !full && i < old.size; i++) {
		if (old.entries[i].word) {
			size_t place = place_of(stems, old.entries[i].word);
			stems->entries[place] = old.entries[i];
			stems->places[place] = old.places[i];
		}
	}
	if (full) {
		stems->count = 0;
		builder_clear(&stems->texts);
	}
	free(old.entries);
	free(old.places);
}

/* Asks Snowball for the stem of the word of LEN bytes in stems->folded. */
static struct slice make(struct stems *stems, size_t len)
{
	const sb_symbol *stem =
	    sb_stemmer_stem(stems->stemmer, (const sb_symbol *)stems->folded, (int)len);
	if (!stem)
		memory_exhausted();
	size_t stem_len = (size_t)sb_stemmer_length(stems->stemmer);
	return stem_len ? slice_from((const char *)stem, stem_len) : slice_from(stems->folded, len);
}

/* The entry of WORD, which is made when it is not there yet; SIZE_MAX: the word is
 * too long to be one. */
static size_t remember(struct stems *stems, struct slice word, uint64_t hash)
{
	if (stems->count * 2 >= stems->size)
		grow(stems);
	size_t i = place_of(stems, hash);
	if (stems->entries[i].word)
		return i;
	size_t len = word_fold(word, stems->folded, WORD_ROOM);
	if (len == SIZE_MAX)
		return SIZE_MAX;
	struct slice stem = make(stems, len);
	stems->entries[i] = (struct stem){hash, word_hash(stem)};
	stems->places[i] = (struct place){(uint32_t)stems->texts.len, (uint32_t)stem.len};
	builder_add_slice(&stems->texts, stem);
	stems->count++;
	return i;
}

struct slice stems_of(struct stems *stems, struct slice word)
{
	size_t i = remember(stems, word, word_hash(word));
	if (i == SIZE_MAX)
		return word;
	return slice_from(stems->texts.bytes + stems->places[i].at, stems->places[i].len);
}

uint64_t stems_hash(struct stems *stems, struct slice word, uint64_t hash)
{
	size_t i = stems->count ? place_of(stems, hash) : 0;
	if (!stems->count || !stems->entries[i].word)
		i = remember(stems, word, hash);
	return i == SIZE_MAX ? hash : stems->entries[i].hash;
}
