/*
 * Hidden text: characters that a reader does not see but a machine obeys, and
 * links whose host only looks like another.
 *
 * Hunts bidirectional controls, zero-width and other invisible characters, tag
 * characters, C0 and C1 controls, anywhere in the file; and link hosts that
 * mix Latin letters with look-alikes of other scripts. Joiners inside emoji
 * and inside scripts that need them are left alone, as are the flags spelt in
 * tag characters. A host wholly in one other script is taken for what it is.
 */
#include "checks/check.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "base/wide.h"

enum { HIDDEN_CHARACTER, HOMOGLYPH_LINK };

static const struct rule rules[] = {
    [HIDDEN_CHARACTER] = {"hidden-character", SEVERITY_WARNING, NULL,
                          "an invisible or direction-changing character",
                          "Text can be made to read differently from what it is, and copied "
                          "commands to do something else.",
                          "a zero-width space inside a word", "the word without it", true, false},
    [HOMOGLYPH_LINK] = {"homoglyph-link", SEVERITY_WARNING, NULL,
                        "a link's host mixes letters that look alike",
                        "The reader believes to know where the link goes.",
                        "a host with a Cyrillic letter among Latin ones",
                        "the host in the letters it is known by", false, false},
};

static const char *hidden_name(uint32_t code)
{
	if ((code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069))
		return "a bidirectional control";
	if (code == 0x200B || code == 0xFEFF)
		return "a zero-width space";
	if (code >= 0x2060 && code <= 0x2064)
		return "an invisible character";
	if (code >= 0xE0000 && code <= 0xE007F)
		return "a tag character";
	if (code < 0x20 || (code >= 0x7F && code <= 0x9F))
		return "a control character";
	return NULL;
}

/* Tag characters that follow the black flag spell a regional flag. */
static bool skips_flag(uint32_t previous, uint32_t code)
{
	return code >= 0xE0000 && code <= 0xE007F &&
	       (previous == 0x1F3F4 || (previous >= 0xE0020 && previous <= 0xE007F));
}

/* Reports the character at AT with the ones like it that follow at once: a run
 * of them is one mistake. Returns where the run ends. */
static size_t report_hidden(const struct check_context *context, uint32_t code, size_t at,
                            size_t size)
{
	const struct source *source = context->draft->source;
	size_t end = at + size;
	unsigned count = 1;
	struct place place;
	struct finding *finding;

	for (; end < source->size; end += size, count++) {
		uint32_t next = utf8_decode(source->clean + end, source->size - end, &size);

		if (next != code)
			break;
	}
	place = PLACE(source, at, end);
	if (count == 1)
		finding = report_add(context->report, &rules[HIDDEN_CHARACTER], place,
		                     "%s (U+%04X) in the text", hidden_name(code), (unsigned)code);
	else
		finding = report_add(context->report, &rules[HIDDEN_CHARACTER], place,
		                     "%s (U+%04X), %u in a row, in the text", hidden_name(code),
		                     (unsigned)code, count);
	finding_fix(context->report, finding, false, place.span, slice_of(""), "remove it");
	return end;
}

/* Where the metadata could not be read further: perhaps for such a character. */
static size_t syntax_fault(const struct check_context *context)
{
	for (const struct problem *p = context->draft->problems.first; p; p = p->next)
		if (p->kind == PROBLEM_SYNTAX)
			return p->span.start;
	return SIZE_MAX;
}

/* Where the walk over a draft's characters stands. */
struct walk {
	size_t told;       /* a character that has been spoken of */
	uint32_t previous; /* the character before */
	bool in_flag;
};

/* What is no printable ASCII and no line feed, at AT; returns where it ends, with
 * others like it when it was reported. */
static size_t check_character(const struct check_context *context, struct walk *walk, size_t at)
{
	const struct source *source = context->draft->source;
	size_t size;
	uint32_t code = utf8_decode(source->clean + at, source->size - at, &size);

	walk->in_flag = code == 0x1F3F4 || (walk->in_flag && skips_flag(walk->previous, code));
	walk->previous = code;
	if (walk->in_flag || at == walk->told || code == '\t' || code == '\f' || code == '\r' ||
	    !hidden_name(code))
		return at + size;
	return report_hidden(context, code, at, size);
}

/* Nearly all of a draft is passed over here, 64 bytes at a time. */
static void check_characters(const struct check_context *context)
{
	const struct source *source = context->draft->source;
	struct walk walk = {.told = syntax_fault(context)};
	size_t next = source->bom;

	for (size_t start = 0; start < source->size; start += WIDE) {
		uint64_t strange = wide_strange(source->clean + start, source->size - start);

		for (; strange; strange &= strange - 1) {
			size_t at = start + mask_before(strange);

			if (at < next)
				continue;
			if (at > next)
				walk.in_flag = false;
			next = check_character(context, &walk, at);
		}
	}
}

/* Letters of other scripts that are drawn like a Latin one. */
static bool looks_latin(uint32_t code)
{
	/* clang-format off */
	static const uint32_t letters[] = {
	    /* Cyrillic */ 0x430, 0x435, 0x43E, 0x440, 0x441, 0x443, 0x445, 0x455, 0x456, 0x458, 0x4BB,
	    0x4CF, 0x501, 0x51B, 0x51D, 0x410, 0x412, 0x415, 0x41A, 0x41C, 0x41D, 0x41E, 0x420, 0x421,
	    0x422, 0x425, 0x405, 0x406, 0x408,
	    /* Greek */ 0x3B1, 0x3B9, 0x3BA, 0x3BD, 0x3BF, 0x3C1, 0x3C5, 0x3F2, 0x391, 0x392, 0x395,
	    0x396, 0x397, 0x399, 0x39A, 0x39C, 0x39D, 0x39F, 0x3A1, 0x3A4, 0x3A5, 0x3A7,
	    /* Armenian, Latin extensions */ 0x585, 0x57D, 0x251, 0x261, 0x269, 0x131, 0x1C0};
	/* clang-format on */

	if (code >= 0xFF21 && code <= 0xFF5A)
		return true; /* fullwidth forms */
	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
		if (letters[i] == code)
			return true;
	return false;
}

/* The host of a URL; empty when there is none. */
static struct slice host_of(struct slice url)
{
	size_t start = slice_find(url, "//", 0);
	size_t end;

	if (start >= url.len)
		return slice_of("");
	start += 2;
	for (end = start;
	     end < url.len && url.ptr[end] != '/' && url.ptr[end] != '?' && url.ptr[end] != '#';)
		end++;
	return slice_sub(url, start, end);
}

static bool mixes_scripts(struct slice host)
{
	bool latin = false;
	bool lookalike = false;

	for (size_t i = 0, size; i < host.len; i += size) {
		uint32_t code = utf8_decode(host.ptr + i, host.len - i, &size);

		if (code == '.') {
			latin = false;
			lookalike = false;
			continue;
		}
		latin = latin || (code < 0x80 && char_is_alpha((int)code));
		lookalike = lookalike || (code >= 0x80 && looks_latin(code));
		if (latin && lookalike)
			return true;
	}
	return false;
}

static void check_links(const struct check_context *context)
{
	const struct document *document = &context->draft->document;

	for (size_t i = 0; i < document->link_count; i++) {
		const struct link *link = &document->links[i];
		struct finding *finding;
		struct slice host;

		if (slice_is_ascii(link->destination))
			continue;
		host = host_of(link->destination);
		if (!mixes_scripts(host))
			continue;
		finding = report_add(
		    context->report, &rules[HOMOGLYPH_LINK],
		    (struct place){context->draft->source,
		                   link->destination_span.end > link->destination_span.start
		                       ? link->destination_span
		                       : link->span},
		    "the host `%.*s` mixes look-alike letters", SLICE_ARG(host));
		finding_help(context->report, finding, "type the host again in plain letters");
	}
}

static void run(const struct check_context *context, const void *settings)
{
	(void)settings;
	check_characters(context);
	check_links(context);
}

const struct check check_hidden = {
    .name = "hidden",
    .rules = rules,
    .rule_count = sizeof(rules) / sizeof(rules[0]),
    .run = run,
};
