#include "cli/sink.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/eight.h"
#include "base/temporary.h"
#include "base/utf8.h"
#include "cli/sanitise.h"

#define ZERO_WIDTH_SPACE "\xE2\x80\x8B"

/* The states of struct sink.command. */
enum { COMMAND_NONE, COMMAND_HASH, COMMAND_HASHES };

static bool in_ci(void)
{
	static const char *const names[] = {"CI", "GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (getenv(names[i]))
			return true;
	return false;
}

void sink_init(struct sink *sink, bool colour)
{
	*sink = (struct sink){.colour = colour, .break_commands = in_ci()};
}

void sink_release(struct sink *sink)
{
	builder_release(&sink->bytes);
}

/* True when BYTE completes "##[" or "##name[", whatever pieces it came in. */
static bool completes_command(unsigned *state, char byte)
{
	if (byte == '#') {
		*state = *state == COMMAND_NONE ? COMMAND_HASH : COMMAND_HASHES;
	} else if (*state != COMMAND_HASHES || !char_is_alpha(byte)) {
		bool complete = *state == COMMAND_HASHES && byte == '[';

		*state = COMMAND_NONE;
		return complete;
	}
	return false;
}

static void put(struct sink *sink, const char *bytes, size_t len)
{
	size_t from = 0;
	bool watched = sink->break_commands &&
	               (sink->command != COMMAND_NONE || (len && memchr(bytes, '#', len)));

	for (size_t i = 0; i < len && watched; i++)
		if (completes_command(&sink->command, bytes[i])) {
			builder_add(&sink->bytes, bytes + from, i - from);
			builder_add_string(&sink->bytes, ZERO_WIDTH_SPACE);
			from = i;
		}
	builder_add(&sink->bytes, bytes + from, len - from);
}

void sink_add(struct sink *sink, const char *text)
{
	size_t len = 0;

	for (; text[len]; len++)
		if (text[len] != ' ')
			sink->line_begun = text[len] != '\n';
	put(sink, text, len);
}

void sink_command(struct sink *sink, const char *text)
{
	builder_add_string(&sink->bytes, text);
	sink->line_begun = true;
	sink->command = COMMAND_NONE;
}

void sink_printf(struct sink *sink, const char *format, ...)
{
	char text[160];
	va_list args;

	/* Numbers and words of ours, never anything long. */
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	sink_add(sink, text);
}

void sink_blanks(struct sink *sink, size_t count)
{
	builder_add_repeated(&sink->bytes, ' ', count);
	if (count)
		sink->command = COMMAND_NONE;
}

void sink_repeat(struct sink *sink, char byte, size_t count)
{
	builder_add_repeated(&sink->bytes, byte, count);
	if (count) {
		sink->line_begun = true;
		sink->command = COMMAND_NONE;
	}
}

/* Writes NUMBER so that it ends before END; returns where it begins. */
static char *write_number(char *end, size_t number)
{
	do
		*--end = (char)('0' + number % 10);
	while (number /= 10);
	return end;
}

void sink_place(struct sink *sink, size_t line, size_t column)
{
	char text[48]; /* two numbers of 20 digits, three colons */
	char *at = text + sizeof(text);

	*--at = ':';
	at = write_number(at, column);
	*--at = ':';
	at = write_number(at, line);
	*--at = ':';
	put(sink, at, (size_t)(text + sizeof(text) - at));
	sink->line_begun = true;
}

void sink_number(struct sink *sink, size_t number, size_t width)
{
	char text[24]; /* a number of 20 digits */
	char *at = write_number(text + sizeof(text), number);
	size_t digits = (size_t)(text + sizeof(text) - at);

	if (width > digits)
		sink_blanks(sink, width - digits);
	put(sink, at, digits);
	sink->line_begun = true;
}

void sink_style(struct sink *sink, enum style style)
{
	static const char *const codes[] = {
	    [STYLE_PLAIN] = "\033[0m",    [STYLE_BOLD] = "\033[1m",
	    [STYLE_ERROR] = "\033[1;31m", [STYLE_WARNING] = "\033[1;35m",
	    [STYLE_INFO] = "\033[1;36m",  [STYLE_GOOD] = "\033[1;32m",
	};

	/* Not through put: a style ends a "##" that stands before it. */
	if (sink->colour) {
		builder_add_string(&sink->bytes, codes[style]);
		sink->command = COMMAND_NONE;
	}
}

/* Something that comes from untrusted text, as the sink's grammar wants it. */
static void put_escaped(struct sink *sink, const char *bytes, size_t len)
{
	size_t from = 0;

	for (size_t i = 0; i < len && sink->escapes; i++) {
		const struct sink_escape *escape = sink->escapes;

		while (escape->byte && escape->byte != bytes[i])
			escape++;
		if (!escape->byte)
			continue;
		put(sink, bytes + from, i - from);
		put(sink, escape->shown, strlen(escape->shown));
		from = i + 1;
	}
	put(sink, bytes + from, len - from);
}

/* One untrusted character that is harmless in itself. */
static void put_character(struct sink *sink, const char *bytes, size_t size)
{
	if (!sink->line_begun && bytes[0] == ':') {
		put_escaped(sink, "\\x3a", 4);
		sink->line_begun = true;
		return;
	}
	put_escaped(sink, bytes, size);
	if (!sink->line_begun) {
		size_t whole;

		sink->line_begun = !utf8_is_space(utf8_decode(bytes, size, &whole));
	}
}

/* How many bytes from AT on are printable ASCII: harmless, and most of any text. */
static size_t plain_length(struct slice text, size_t at)
{
	size_t end = at;

	while (text.len - end >= EIGHT && eight_all_printable(eight_load(text.ptr + end)))
		end += EIGHT;
	while (end < text.len && text.ptr[end] >= ' ' && text.ptr[end] < 0x7F)
		end++;
	return end - at;
}

void sink_text(struct sink *sink, struct slice text)
{
	char shown[SANITISED_MAX];

	/* A letter or the like may begin a line as it is. */
	if (text.len && text.ptr[0] > ' ' && text.ptr[0] < 0x7F && text.ptr[0] != ':')
		sink->line_begun = true;
	for (size_t i = 0, size; i < text.len; i += size) {
		size = sink->line_begun ? plain_length(text, i) : 0;
		if (size) {
			put_escaped(sink, text.ptr + i, size);
		} else if (sanitise_next(text.ptr + i, text.len - i, &size, shown)) {
			put_character(sink, text.ptr + i, size);
		} else {
			put_escaped(sink, shown, strlen(shown));
			sink->line_begun = true;
		}
	}
}

void sink_document(struct sink *sink, struct slice text)
{
	if (sink->exact) {
		builder_add_slice(&sink->bytes, text);
		return;
	}
	for (size_t at = 0, end; at < text.len; at = end) {
		for (end = at; end < text.len && text.ptr[end] != '\n' && text.ptr[end] != '\t';)
			end++;
		sink_text(sink, slice_sub(text, at, end));
		if (end < text.len)
			sink_add(sink, text.ptr[end++] == '\n' ? "\n" : "\t");
	}
}

size_t sink_columns(struct slice text)
{
	char shown[SANITISED_MAX];
	size_t columns = 0;

	for (size_t i = 0, size; i < text.len; i += size) {
		int width = 0;

		if (sanitise_next(text.ptr + i, text.len - i, &size, shown))
			width = utf8_width(utf8_decode(text.ptr + i, size, &size));
		else
			width = (int)strlen(shown);
		columns += (size_t)(width > 0 ? width : 0);
	}
	return columns;
}

/* Where the part of TEXT from AT on ends that can be shown as it is: before white
 * space that is more than one blank, and before a STOP. */
static size_t message_part(struct slice text, size_t at, unsigned char stop)
{
	/* Most words are parted by one blank, and nothing in them is foreign. */
	while (text.len - at > EIGHT) {
		uint64_t eight = eight_load(text.ptr + at);
		uint64_t blanks;

		if (!eight_all_printable(eight) || (stop && eight_between(eight, stop, stop)))
			break;
		blanks = eight_between(eight, ' ', ' ');
		if (blanks & blanks << 8)
			break;
		at += blanks >> 63 ? EIGHT - 1 : EIGHT;
	}
	while (at < text.len && (unsigned char)text.ptr[at] != stop &&
	       (!char_is_space(text.ptr[at]) ||
	        (text.ptr[at] == ' ' && at + 1 < text.len && !char_is_space(text.ptr[at + 1]))))
		at++;
	return at;
}

static void add_message(struct sink *sink, const char *text, bool unquoted)
{
	struct slice rest = slice_trim(slice_of(text));

	for (size_t i = 0, end; i < rest.len; i = end) {
		end = message_part(rest, i, unquoted ? '"' : '\0');
		if (end > i) {
			sink_text(sink, slice_sub(rest, i, end));
		} else if (char_is_space(rest.ptr[i])) {
			while (char_is_space(rest.ptr[end]))
				end++;
			sink_blanks(sink, 1);
		} else {
			sink_add(sink, "'");
			end++;
		}
	}
}

void sink_message(struct sink *sink, const char *text)
{
	add_message(sink, text, false);
}

void sink_message_unquoted(struct sink *sink, const char *text)
{
	add_message(sink, text, true);
}

/* ":3:4: ": a name with a place in it would pass for another file's finding. */
static bool begins_place(const char *at)
{
	for (int i = 0; i < 2; i++) {
		size_t digits = *at == ':' ? strspn(at + 1, "0123456789") : 0;

		if (!digits)
			return false;
		at += 1 + digits;
	}
	return at[0] == ':' && at[1] == ' ';
}

void sink_path(struct sink *sink, const char *path)
{
	struct slice name = slice_of(path);
	size_t from = 0;
	size_t size;

	if (name.len &&
	    (name.ptr[0] == ':' || utf8_is_space(utf8_decode(name.ptr, name.len, &size))))
		sink_add(sink, "./");
	for (const char *colon = strchr(path, ':'); colon; colon = strchr(colon + 1, ':')) {
		if (!begins_place(colon))
			continue;
		sink_text(sink, slice_sub(name, from, (size_t)(colon - path)));
		sink_text(sink, slice_of("\\x3a"));
		from = (size_t)(colon - path) + 1;
	}
	sink_text(sink, slice_sub(name, from, name.len));
}

static void add_escape(struct builder *out, uint32_t code)
{
	if (code > 0xFFFF) {
		code -= 0x10000;
		builder_printf(out, "\\u%04" PRIx32, 0xD800 + (code >> 10));
		code = 0xDC00 + (code & 0x3FF);
	}
	builder_printf(out, "\\u%04" PRIx32, code);
}

/* How many bytes from AT on, taken by eights, are printable and begin no command. */
static size_t harmless_length(struct slice document, size_t at)
{
	size_t end = at;

	while (document.len - end >= EIGHT) {
		uint64_t eight = eight_load(document.ptr + end);

		if (!eight_all_printable(eight) || eight_between(eight, '#', '#'))
			break;
		end += EIGHT;
	}
	return end - at;
}

void sink_json(struct sink *sink, struct slice document)
{
	unsigned command = COMMAND_NONE;
	size_t from = 0;

	for (size_t i = 0, size; i < document.len; i += size) {
		const char *at = document.ptr + i;
		uint32_t code;

		size = command == COMMAND_NONE ? harmless_length(document, i) : 0;
		if (size)
			continue;
		code = utf8_decode(at, document.len - i, &size);

		/* Outside of strings a document has neither '#' nor such characters. */
		if (!completes_command(&command, *at) &&
		    (code == '\n' || !sanitise_is_unsafe(code)))
			continue;
		builder_add(&sink->bytes, document.ptr + from, i - from);
		add_escape(&sink->bytes, code);
		from = i + size;
	}
	builder_add(&sink->bytes, document.ptr + from, document.len - from);
}

int sink_write(const struct sink *sink, int descriptor)
{
	return write_all(descriptor, builder_slice(&sink->bytes));
}
