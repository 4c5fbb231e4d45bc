/*
 * Lines and positions, against a reader that walks the file from its start; and
 * what the system gives or refuses when a path is read.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>

#include "base/source.h"
#include "base/utf8.h"
#include "support.h"

/* ---- lines ---- */

static const struct lines {
	const char *text;
	const char *lines; /* each between bars */
} line_cases[] = {
    {"", "||"},
    {"a", "|a|"},
    {"a\n", "|a||"},
    {"a\nb", "|a|b|"},
    {"a\r\nb\r\n", "|a|b||"},
    {"a\rb", "|a|b|"},
    {"a\r", "|a||"},
    {"\n\n", "||||"},
    {"\r\r\n\n", "|||||"},
    {"\n\r", "||||"},
    {"a\r\rb\nc\r\nd\re", "|a||b|c|d|e|"},
    {"\xEF\xBB\xBF"
     "a\nb",
     "|\xEF\xBB\xBF"
     "a|b|"},
};

static void lines_end_in_each_way(void **state)
{
	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(line_cases); i++) {
		const struct lines *c = &line_cases[i];
		struct arena *arena = arena_new();
		struct source *source = source_from_bytes(arena, "x.md", c->text, strlen(c->text));
		struct builder found = {0};

		builder_add_char(&found, '|');
		for (size_t line = 0; line < source->line_count; line++) {
			builder_add_slice(&found, source_slice(source, source_line(source, line)));
			builder_add_char(&found, '|');
		}
		assert_string_equal(found.bytes, c->lines);
		builder_release(&found);
		arena_free(arena);
	}
}

/* ---- positions ---- */

/* Of OFFSET, by walking there. A line break belongs to the line it ends; of a
 * CRLF the line feed does too. A character that OFFSET cuts counts as one. */
static struct position walk_to(const char *bytes, size_t size, size_t offset)
{
	struct position p = {offset, 1, 1, 1, 1};
	size_t at = 0;

	if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
		if (offset <= 3)
			return p;
		at = 3;
	}
	while (at < offset) {
		size_t len;
		uint32_t code = utf8_decode(bytes + at, size - at, &len);

		if (code == '\n' || (code == '\r' && !(at + 1 < size && bytes[at + 1] == '\n'))) {
			p.line++;
			p.column = p.utf16 = p.byte_column = 1;
			at++;
			continue;
		}
		if (at + len > offset) {
			len = offset - at;
			code = 0;
		}
		p.column++;
		p.utf16 += code != UINT32_MAX && code > 0xFFFF ? 2 : 1;
		p.byte_column += (uint32_t)len;
		at += len;
	}
	return p;
}

static void compare_positions(const char *bytes, size_t size)
{
	struct arena *arena = arena_new();
	struct source *source = source_from_bytes(arena, "x.md", bytes, size);
	size_t line = 0;

	for (size_t offset = 0; offset <= size; offset++) {
		struct position wanted = walk_to(bytes, size, offset);
		struct position p = source_position(source, offset);
		struct span span;

		if (p.byte != wanted.byte || p.line != wanted.line || p.column != wanted.column ||
		    p.utf16 != wanted.utf16 || p.byte_column != wanted.byte_column)
			fail_msg("offset %zu: %u:%u (%u, %u), not %u:%u (%u, %u)", offset, p.line,
			         p.column, p.utf16, p.byte_column, wanted.line, wanted.column,
			         wanted.utf16, wanted.byte_column);
		line = source_line_at(source, offset);
		assert_int_equal(line + 1, wanted.line);
		span = source_line(source, line);
		assert_true(span.start <= offset && span.start <= span.end && span.end <= size);
		for (size_t i = span.start; i < span.end; i++)
			assert_true(bytes[i] != '\n' && bytes[i] != '\r');
	}
	assert_int_equal(line + 1, source->line_count);
	assert_int_equal(source_position(source, size + 99).byte, size);
	arena_free(arena);
}

static void positions_are_those_of_a_walk(void **state)
{
	static const char *const parts[] = {
	    "a",    "\n",   "\r", "\r\n",         "\xC3\xA9",         "\xE4\xB8\x96", "e\xCC\x81",
	    "\xFF", "\xC3", "\t", "\xF0\x9F\x98", "\xF0\x9F\x98\x80", "\xEF\xBB\xBF", "long text "};
	uint64_t seed = 5;

	(void)state;
	compare_positions("", 0);
	for (int round = 0; round < 3000; round++) {
		struct builder text = {0};

		if (round % 3 == 0)
			builder_add_string(&text, "\xEF\xBB\xBF");
		for (size_t n = random_below(&seed, 24); n > 0; n--)
			builder_add_string(&text, parts[random_below(&seed, SUPPORT_COUNT(parts))]);
		if (round % 5 == 0)
			builder_add(&text, "\0x", 2);
		compare_positions(text.bytes ? text.bytes : "", text.len);
		builder_release(&text);
	}
}

static void many_lines_are_counted(void **state)
{
	static const char *const breaks[] = {"\n", "\r\n", "\r"};
	enum { LINES = 300000 };

	(void)state;
	for (size_t b = 0; b < SUPPORT_COUNT(breaks); b++) {
		struct arena *arena = arena_new();
		struct builder text = {0};
		struct source *source;

		for (int i = 0; i < LINES; i++)
			builder_add_string(&text, breaks[b]);
		source = source_from_bytes(arena, "x.md", text.bytes, text.len);
		assert_int_equal(source->line_count, LINES + 1);
		assert_int_equal(source->lines[LINES], text.len);
		builder_release(&text);
		arena_free(arena);
	}
}

/* ---- faults ---- */

static const struct fault {
	const char *bytes;
	size_t size;
	size_t fault;
	const char *clean;
} faults[] = {
    {"plain", 5, 5, "plain"},
    {"", 0, 0, ""},
    {"a\0b", 3, 1, "a?b"},
    {"\0\0", 2, 0, "??"},
    {"a\xFF\0b", 4, 1, "a??b"},
    {"a\0\xFF"
     "b",
     4, 1, "a??b"},
    {"\xC3\xA9\xC3", 3, 2, "\xC3\xA9?"},
    {"\xC3\xA9\xE2\x82"
     "a",
     5, 2, "\xC3\xA9??a"},
    {"\xF0\x9F\x98", 3, 0, "???"},
    {"\xED\xA0\x80!", 4, 0,
     "??"
     "?!"},
    {"\xC0\xAF", 2, 0, "??"},
    {"\xEF\xBB\xBF\xFF", 4, 3, "\xEF\xBB\xBF?"},
    {"\xF4\x90\x80\x80", 4, 0, "????"},
};

static void faults_are_cleaned_in_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(faults); i++) {
		const struct fault *f = &faults[i];
		struct arena *arena = arena_new();
		struct source *source = source_from_bytes(arena, "x.md", f->bytes, f->size);

		assert_int_equal(source->size, f->size);
		assert_int_equal(source->fault, f->fault);
		assert_memory_equal(source->bytes, f->bytes, f->size);
		assert_int_equal(source->bytes[f->size], '\0');
		assert_memory_equal(source->clean, f->clean, f->size + 1);
		assert_int_equal(source->clean == source->bytes, f->fault == f->size);
		assert_int_equal(source->bom, strncmp(f->clean, "\xEF\xBB\xBF", 3) ? 0 : 3);
		arena_free(arena);
	}
}

/* The clean bytes are valid, hold no NUL, and differ only where a fault is. */
static void clean_bytes_are_valid(void **state)
{
	static const char alphabet[] = "a\0\n\x80\xBF\xC3\xA9\xE2\x82\xF0\x9F\xED\xFF";
	uint64_t seed = 9;
	char bytes[32];

	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct arena *arena = arena_new();
		size_t size = random_below(&seed, sizeof(bytes));
		struct source *source;

		for (size_t i = 0; i < size; i++)
			bytes[i] = alphabet[random_below(&seed, sizeof(alphabet) - 1)];
		source = source_from_bytes(arena, "x.md", bytes, size);
		assert_int_equal(strlen(source->clean), size);
		assert_int_equal(utf8_valid_prefix(source->clean, size), size);
		for (size_t i = 0; i < size; i++)
			assert_true(source->clean[i] == bytes[i] ||
			            (source->clean[i] == '?' && i >= source->fault));
		if (source->fault < size)
			assert_int_equal(source->clean[source->fault], '?');
		arena_free(arena);
	}
}

/* ---- reading ---- */

static enum source_status read_path(struct arena *arena, const char *path, size_t limit,
                                    bool follow, struct source **out)
{
	return source_read(arena, path, "shown.md", limit, follow, out);
}

static void regular_files_are_read(void **state)
{
	struct arena *arena = arena_new();
	struct source *source = NULL;

	(void)state;
	write_bytes("a.md", "one\n\0two", 8);
	assert_int_equal(read_path(arena, "a.md", 8, false, &source), SOURCE_OK);
	assert_string_equal(source->path, "shown.md");
	assert_int_equal(source->size, 8);
	assert_memory_equal(source->bytes, "one\n\0two", 9);
	assert_int_equal(read_path(arena, "a.md", 7, false, &source), SOURCE_TOO_LARGE);
	write_file("empty.md", "");
	assert_int_equal(read_path(arena, "empty.md", 0, false, &source), SOURCE_OK);
	assert_int_equal(source->size, 0);
	assert_int_equal(source->line_count, 1);
	arena_free(arena);
}

static void what_is_no_file_is_refused(void **state)
{
	struct arena *arena = arena_new();
	struct source *source = NULL;

	(void)state;
	write_file("a.md", "text");
	assert_int_equal(mkdir("folder", 0755), 0);
	assert_int_equal(mkfifo("fifo", 0644), 0);
	assert_int_equal(symlink("a.md", "link"), 0);
	assert_int_equal(symlink("loop", "loop"), 0);
	assert_int_equal(symlink("nowhere", "dangling"), 0);
	assert_int_equal(read_path(arena, "none.md", 99, false, &source), SOURCE_MISSING);
	assert_int_equal(read_path(arena, "a.md/b", 99, false, &source), SOURCE_MISSING);
	assert_int_equal(read_path(arena, "", 99, false, &source), SOURCE_MISSING);
	assert_int_equal(read_path(arena, "folder", 99, false, &source), SOURCE_NOT_REGULAR);
	assert_int_equal(read_path(arena, "fifo", 99, false, &source), SOURCE_NOT_REGULAR);
	assert_int_equal(read_path(arena, "/dev/null", 99, false, &source), SOURCE_NOT_REGULAR);
	assert_int_equal(read_path(arena, "link", 99, false, &source), SOURCE_SYMLINK);
	assert_int_equal(read_path(arena, "dangling", 99, false, &source), SOURCE_SYMLINK);
	assert_int_equal(read_path(arena, "dangling", 99, true, &source), SOURCE_MISSING);
	assert_int_equal(read_path(arena, "loop", 99, true, &source), SOURCE_SYMLINK);
	assert_null(source);
	assert_int_equal(read_path(arena, "link", 99, true, &source), SOURCE_OK);
	assert_int_equal(source->size, 4);
	assert_int_equal(chmod("a.md", 0), 0);
	if (permissions_matter()) {
		assert_int_equal(read_path(arena, "a.md", 99, false, &source), SOURCE_UNREADABLE);
		assert_int_equal(errno, EACCES);
		permissions_restore();
	}
	arena_free(arena);
}

static void statuses_are_told_in_words(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	assert_string_equal(source_status_text(arena, SOURCE_MISSING, 9), "no such file");
	assert_string_equal(source_status_text(arena, SOURCE_TOO_LARGE, 9),
	                    "larger than the limit of 9 bytes");
	assert_string_equal(source_status_text(arena, SOURCE_NOT_REGULAR, 9), "not a regular file");
	errno = EACCES;
	assert_string_equal(source_status_text(arena, SOURCE_UNREADABLE, 9),
	                    "cannot be read: Permission denied");
	arena_free(arena);
}

/* Linux says of its own files that they are empty, and they are not: such a
 * file is one that grew while it was read. */
static void a_file_that_grew_is_told(void **state)
{
	static const char path[] = "/proc/self/status";
	struct source *source = NULL;
	struct arena *arena;
	struct stat status;

	(void)state;
	if (stat(path, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size != 0)
		skip();
	arena = arena_new();
	assert_int_equal(read_path(arena, path, SOURCE_LIMIT, false, &source), SOURCE_CHANGED);
	assert_null(source);
	arena_free(arena);
}

static atomic_bool stop;

/* Makes the file longer and shorter. */
static void *change_file(void *unused)
{
	int fd = open("busy.md", O_WRONLY | O_APPEND);

	(void)unused;
	for (int i = 0; !stop; i++) {
		ssize_t n = write(fd, "line of text\n", 13);

		if (n != 13 || (i % 500 == 499 && ftruncate(fd, 13) != 0))
			break;
	}
	close(fd);
	return NULL;
}

static void a_changing_file_is_right_or_refused(void **state)
{
	pthread_t thread;

	(void)state;
	write_file("busy.md", "line of text\n");
	stop = false;
	assert_int_equal(pthread_create(&thread, NULL, change_file, NULL), 0);
	for (int i = 0; i < 3000; i++) {
		struct arena *arena = arena_new();
		struct source *source = NULL;
		enum source_status status =
		    read_path(arena, "busy.md", SOURCE_LIMIT, false, &source);

		if (status == SOURCE_OK) {
			for (size_t at = 0; at < source->size; at++)
				assert_int_equal(source->bytes[at], "line of text\n"[at % 13]);
		} else {
			assert_int_equal(status, SOURCE_CHANGED);
		}
		arena_free(arena);
	}
	stop = true;
	pthread_join(thread, NULL);
}

struct feed {
	int fd;
	size_t size;
};

static void *write_feed(void *context)
{
	const struct feed *feed = context;
	char bytes[1000];

	memset(bytes, 'x', sizeof(bytes));
	for (size_t done = 0; done < feed->size;) {
		size_t part = feed->size - done < sizeof(bytes) ? feed->size - done : sizeof(bytes);
		ssize_t n = write(feed->fd, bytes, part);

		if (n < 0)
			break;
		done += (size_t)n;
	}
	close(feed->fd);
	return NULL;
}

static void pipes_are_read_to_their_end(void **state)
{
	static const struct {
		size_t size;
		size_t limit;
		enum source_status status;
	} cases[] = {{0, 0, SOURCE_OK},
	             {0, 10, SOURCE_OK},
	             {10, 10, SOURCE_OK},
	             {11, 10, SOURCE_TOO_LARGE},
	             {64 * 1024, 64 * 1024, SOURCE_OK},
	             {64 * 1024 + 1, 64 * 1024, SOURCE_TOO_LARGE},
	             {300 * 1000, 1000 * 1000, SOURCE_OK}};

	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(cases); i++) {
		struct arena *arena = arena_new();
		struct source *source = NULL;
		struct feed feed = {0, cases[i].size};
		pthread_t thread;
		int fds[2];

		assert_int_equal(pipe(fds), 0);
		feed.fd = fds[1];
		assert_int_equal(pthread_create(&thread, NULL, write_feed, &feed), 0);
		assert_int_equal(source_read_fd(arena, fds[0], "<stdin>", cases[i].limit, &source),
		                 cases[i].status);
		if (cases[i].status == SOURCE_OK) {
			assert_int_equal(source->size, cases[i].size);
			assert_int_equal(strspn(source->bytes, "x"), cases[i].size);
		}
		/* The writer has room for what was not read: a pipe holds 64 KiB. */
		pthread_join(thread, NULL);
		close(fds[0]);
		arena_free(arena);
	}
}

static void a_new_line_ends_as_the_one_before(void **state)
{
	static const struct {
		const char *text;
		size_t at;
		const char *newline;
	} cases[] = {
	    {"", 0, "\n"},          {"a", 0, "\n"},       {"a\r\nb", 0, "\r\n"},
	    {"a\r\nb", 3, "\r\n"},  {"a\rb\nc", 2, "\r"}, {"a\rb\nc", 4, "\n"},
	    {"a\rb\n\nc", 4, "\n"}, /* "\r" would make one line break of two */
	    {"a\r\nb\r", 5, "\r"},  {"\n\r", 1, "\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct arena *arena = arena_new();
		struct source *source =
		    source_from_bytes(arena, "a.md", cases[i].text, strlen(cases[i].text));

		assert_string_equal(source_newline(source, cases[i].at), cases[i].newline);
		arena_free(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines_end_in_each_way),
	    cmocka_unit_test(positions_are_those_of_a_walk),
	    cmocka_unit_test(many_lines_are_counted),
	    cmocka_unit_test(faults_are_cleaned_in_place),
	    cmocka_unit_test(clean_bytes_are_valid),
	    scratch_test(regular_files_are_read),
	    scratch_test(what_is_no_file_is_refused),
	    cmocka_unit_test(a_new_line_ends_as_the_one_before),
	    cmocka_unit_test(statuses_are_told_in_words),
	    cmocka_unit_test(a_file_that_grew_is_told),
	    scratch_test(a_changing_file_is_right_or_refused),
	    cmocka_unit_test(pipes_are_read_to_their_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
