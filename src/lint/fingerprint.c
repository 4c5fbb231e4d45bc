#include "lint/fingerprint.h"

#include <sha256.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"

/* The matched text without regard to white space and case. */
static char *normalised(struct arena *arena, struct slice text)
{
	char *out = arena_alloc(arena, text.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < text.len; i++) {
		bool space = char_is_space(text.ptr[i]);

		if (space && (len == 0 || out[len - 1] == ' '))
			continue;
		out[len++] = space ? ' ' : char_lower(text.ptr[i]);
	}
	return out;
}

/* FNV-1a, going on from HASH. */
static uint64_t hash_text(uint64_t hash, const char *text)
{
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 1099511628211u;
	return hash;
}

static bool are_equal(const struct fingerprint *a, const struct fingerprint *b)
{
	return a->hash == b->hash && a->finding->rule == b->finding->rule &&
	       a->finding->place.source == b->finding->place.source &&
	       strcmp(a->text, b->text) == 0;
}

/* The text that FINDING is about. */
static struct slice matched(const struct finding *finding, struct span opening)
{
	const struct span span = finding->place.span;

	if (span.start == opening.start && span.end == opening.end)
		return slice_of("");
	return source_slice(finding->place.source, span);
}

struct fingerprint *fingerprints_of(struct arena *arena, struct finding *const *findings,
                                    size_t count, struct span opening)
{
	struct fingerprint *prints = arena_array(arena, count, sizeof(*prints));

	for (size_t i = 0; i < count; i++) {
		struct fingerprint *print = &prints[i];

		print->finding = findings[i];
		print->text = normalised(arena, matched(findings[i], opening));
		print->hash = hash_text(hash_text(14695981039346656037u, findings[i]->rule->name),
		                        print->text);
		for (size_t j = i; j-- > 0;) {
			if (!are_equal(&prints[j], print))
				continue;
			print->ordinal = prints[j].ordinal + 1;
			break;
		}
	}
	return prints;
}

static void add_part(SHA2_CTX *hash, const char *text)
{
	SHA256Update(hash, (const uint8_t *)text, strlen(text) + 1);
}

void fingerprint_write(const struct fingerprint *print, const char *path,
                       char out[FINGERPRINT_SIZE])
{
	char number[24];
	SHA2_CTX hash;

	snprintf(number, sizeof(number), "%zu", print->ordinal);
	SHA256Init(&hash);
	add_part(&hash, "v1");
	add_part(&hash, path);
	add_part(&hash, print->finding->rule->name);
	add_part(&hash, print->text);
	add_part(&hash, number);
	SHA256End(&hash, out);
}
