#include "rules/gates.h"

#include <stdbool.h>
#include <string.h>

extern inline size_t gate_of(uint32_t first);

/* A beginning of words, up to four bytes as gate_of takes them, that ends there or goes
 * on with one of the letters MORE; NULL: with any. */
struct beginning {
	uint32_t bytes;
	unsigned count;
	const char *more;
};

/* What a suffix begins with behind three letters or fewer. */
#define SUFFIX "defilnsuy"

/* The letters in such a suffix that may stand behind its FIRST one, or behind the last
 * one of the word again ("hopped"). */
static const char *suffix_after(char first, char last)
{
	switch (first == last ? '\0' : first) {
	case 'f':
		return "u"; /* "ful" */
	case 'i':
		return "en";
	case 'l':
		return "iy";
	case 'n':
		return "e"; /* "ness" */
	case 's':
		return "";
	case 'y':
		return "eis";
	default:
		return SUFFIX;
	}
}

/* Says of all words with such a BEGINNING that their stem may be of KIND. */
static void open_beginning(struct gates *gates, unsigned kind, struct beginning beginning,
                           bool suffix)
{
	enum { CODES = 32 }; /* that gate_of tells apart */
	struct beginning longer = {.count = beginning.count + 1};
	char last = (char)(beginning.bytes >> (beginning.count - 1) * 8);
	gates->kinds[gate_of(beginning.bytes)] |= (unsigned char)kind;
	if (longer.count > 4)
		return;
	for (uint32_t code = 1; code < CODES && !beginning.more; code++) {
		longer.bytes = beginning.bytes | code << beginning.count * 8;
		open_beginning(gates, kind, longer, false);
	}
	for (const char *c = beginning.more; c && *c; c++) {
		longer.bytes = beginning.bytes | (uint32_t)*c << beginning.count * 8;
		longer.more = suffix ? NULL : suffix_after(*c, last);
		open_beginning(gates, kind, longer, true);
	}
}

/*
 * Opens the gates of words that may have STEM, as the English stemmer makes them. It
 * cuts words short and may change what is then the last letter: of three letters to
 * an "e" ("using": "use"), "i" ("spy": "spi") or "y" ("skies": "sky"), of four or more
 * to an "l" too ("usability": "usabl"). "Dying", "lying" and "tying" have stems of
 * their own. It cuts nothing but the "es" of "sses" from what is then without a vowel,
 * and few suffixes from what is then of three letters or fewer.
 */
static void open_english(struct gates *gates, unsigned kind, struct slice stem)
{
	static const char changed[] = "eiy";
	char more[] = "?" SUFFIX;
	bool vowel = false;
	struct beginning all = {.count = stem.len < 4 ? (unsigned)stem.len : 4, .more = more};
	for (unsigned i = 0; i < all.count; i++) {
		all.bytes |= (uint32_t)stem.ptr[i] << i * 8;
		vowel |= strchr("aeiouy", stem.ptr[i]) != NULL;
	}
	char last = stem.ptr[all.count - 1];
	more[0] = last;
	if (!vowel)
		all.more = slice_ends(stem, "ss") ? "e" : "";
	open_beginning(gates, kind, all, false);
	if (stem.len == 4 && strchr("eiyl", last))
		open_beginning(gates, kind, (struct beginning){all.bytes & 0xffffff, 3, NULL},
		               false);
	for (const char *c = changed; stem.len == 3 && strchr(changed, last) && *c; c++) {
		all.bytes = (all.bytes & 0xffff) | (uint32_t)*c << 16;
		all.more = suffix_after(*c, '\0');
		open_beginning(gates, kind, all, true);
	}
	if (slice_is(stem, "die") || slice_is(stem, "lie") || slice_is(stem, "tie")) {
		all = (struct beginning){(all.bytes & 0xff) | 'y' << 8, 2, "i"};
		open_beginning(gates, kind, all, true);
	}
}

void gates_open(struct gates *gates, unsigned kind, struct slice stem)
{
	/* A word that is not of ASCII has no letters in its place; only such a word has a
	 * stem that is not. */
	gates->kinds[gate_of(0)] |= (unsigned char)kind;
	if (gates->english && slice_is_ascii(stem))
		open_english(gates, kind, stem);
	for (size_t i = 0; !gates->english && i < sizeof(gates->kinds); i++)
		gates->kinds[i] |= (unsigned char)kind;
}
