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

static bool are_equal(const struct draftlint_identity *a, const struct draftlint_identity *b)
{
	return a->hash == b->hash && a->rule == b->rule && strcmp(a->text, b->text) == 0 &&
	       strcmp(a->path, b->path) == 0;
}

/* The text that FINDING is about. */
static struct slice matched(const struct finding *finding, struct span opening)
{
	const struct span span = finding->place.span;

	if (span.start == opening.start && span.end == opening.end)
		return slice_of("");
	return source_slice(finding->place.source, span);
}

struct draftlint_identity *fingerprints_of(struct arena *arena, struct finding *const *findings,
                                           size_t count, const char *path, struct span opening)
{
	struct draftlint_identity *all = arena_array(arena, count, sizeof(*all));
	const char *shared = path && count ? arena_strdup(arena, path) : NULL;

	for (size_t i = 0; i < count; i++) {
		const struct finding *finding = findings[i];
		struct draftlint_identity *identity = &all[i];

		identity->path = shared ? shared : arena_strdup(arena, finding->place.source->path);
		identity->rule = finding->rule->name;
		identity->text = normalised(arena, matched(finding, opening));
		identity->hash =
		    hash_text(hash_text(14695981039346656037u, identity->rule), identity->text);
		for (size_t j = i; j-- > 0;) {
			if (!are_equal(&all[j], identity))
				continue;
			identity->ordinal = all[j].ordinal + 1;
			break;
		}
	}
	return all;
}

static void add_part(SHA2_CTX *hash, const char *text)
{
	SHA256Update(hash, (const uint8_t *)text, strlen(text) + 1);
}

void fingerprint_write(const struct draftlint_identity *identity, char out[FINGERPRINT_SIZE])
{
	char number[24];
	SHA2_CTX hash;

	snprintf(number, sizeof(number), "%zu", identity->ordinal);
	SHA256Init(&hash);
	add_part(&hash, "v1");
	add_part(&hash, identity->path);
	add_part(&hash, identity->rule);
	add_part(&hash, identity->text);
	add_part(&hash, number);
	SHA256End(&hash, out);
}
