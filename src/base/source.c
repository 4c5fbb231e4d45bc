#include "base/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/utf8.h"

/* What one walk over the bytes finds: where lines begin, and the first fault. */
struct survey {
	uint32_t *lines;
	size_t count;
	size_t capacity;
	size_t fault;   /* SIZE_MAX: none so far */
	size_t decoded; /* everything before is known to be valid */
};

static inline void add_line(struct survey *survey, struct arena *arena, size_t start)
{
	survey->lines = arena_grow(arena, survey->lines, survey->count, &survey->capacity,
	                           sizeof(*survey->lines));
	survey->lines[survey->count++] = (uint32_t)start;
}

/* The characters from AT up to the next of ASCII. */
static void decode_run(struct survey *survey, const char *bytes, size_t size, size_t at)
{
	size_t length;

	for (; at < size && (unsigned char)bytes[at] >= 0x80; at += length) {
		if (utf8_decode(bytes + at, size - at, &length) == UINT32_MAX) {
			survey->fault = at;
			return;
		}
	}
	survey->decoded = at;
}

/* Looks only at line breaks, NULs and what is not ASCII; the rest is passed over. */
static struct survey survey_bytes(struct arena *arena, const char *bytes, size_t size)
{
	struct survey survey = {.fault = SIZE_MAX};

	add_line(&survey, arena, 0);
	for (size_t start = 0; start < size; start += WIDE) {
		uint64_t marks = wide_marks(bytes + start, size - start);

		for (; marks; marks &= marks - 1) {
			size_t at = start + mask_before(marks);
			char c = bytes[at];

			if (c == '\n' || (c == '\r' && (at + 1 == size || bytes[at + 1] != '\n')))
				add_line(&survey, arena, at + 1);
			else if (survey.fault != SIZE_MAX || at < survey.decoded)
				continue;
			else if (c == '\0')
				survey.fault = at;
			else if ((unsigned char)c >= 0x80)
				decode_run(&survey, bytes, size, at);
		}
	}
	return survey;
}

/* SIZE bytes and the padding after them, to be filled. */
static char *padded_room(struct arena *arena, size_t size)
{
	char *bytes = arena_room(arena, size + SOURCE_PADDING);

	memset(bytes + size, '\0', SOURCE_PADDING);
	return bytes;
}

static char *padded_copy(struct arena *arena, const char *bytes, size_t size)
{
	char *copy = padded_room(arena, size);

	if (size)
		memcpy(copy, bytes, size);
	return copy;
}

/* A copy in which every NUL and invalid byte is '?', from FIRST_FAULT on. */
static const char *clean_copy(struct arena *arena, const char *bytes, size_t size,
                              size_t first_fault)
{
	char *copy = padded_copy(arena, bytes, size);
	size_t i = first_fault;

	while (i < size) {
		size_t length;
		uint32_t code = utf8_decode(bytes + i, size - i, &length);

		if (code == UINT32_MAX || code == 0)
			memset(copy + i, '?', length);
		i += length;
	}
	return copy;
}

/* BYTES stay where they are: they must live in ARENA and have their padding. */
static struct source *adopt(struct arena *arena, const char *shown, const char *bytes, size_t size)
{
	struct source *source = arena_alloc(arena, sizeof(*source));
	struct survey survey = survey_bytes(arena, bytes, size);

	source->path = arena_strdup(arena, shown);
	source->bytes = bytes;
	source->size = size;
	source->bom = size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	source->fault = survey.fault < size ? survey.fault : size;
	source->clean = bytes;
	if (source->fault < size)
		source->clean = clean_copy(arena, bytes, size, source->fault);
	source->lines = survey.lines;
	source->line_count = survey.count;
	return source;
}

struct source *source_from_bytes(struct arena *arena, const char *shown, const char *bytes,
                                 size_t size)
{
	return adopt(arena, shown, padded_copy(arena, bytes, size), size);
}

/* Reads up to SIZE bytes; *GOT tells how many came. A file of EXPECTED bytes ends
 * when that many have come and more were asked for. False on an error. */
static bool read_all(int fd, char *bytes, size_t size, size_t expected, size_t *got)
{
	*got = 0;
	while (*got < size) {
		ssize_t n = read(fd, bytes + *got, size - *got);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		if (n == 0)
			break;
		*got += (size_t)n;
		if (*got == expected)
			break;
	}
	return true;
}

static enum source_status read_regular(struct arena *arena, int fd, const char *shown, size_t limit,
                                       struct source **out)
{
	struct stat status;
	size_t size;
	size_t got;
	char *bytes;

	if (fstat(fd, &status) < 0)
		return SOURCE_UNREADABLE;
	if (!S_ISREG(status.st_mode))
		return SOURCE_NOT_REGULAR;
	if (status.st_size < 0 || (uintmax_t)status.st_size > limit)
		return SOURCE_TOO_LARGE;
	size = (size_t)status.st_size;
	/* One byte more than fstat promised: a file that grew is told from one that did not. */
	bytes = padded_room(arena, size);
	if (!read_all(fd, bytes, size + 1, size, &got))
		return SOURCE_UNREADABLE;
	if (got != size)
		return SOURCE_CHANGED;
	bytes[size] = '\0'; /* where one byte more was asked for */
	*out = adopt(arena, shown, bytes, size);
	return SOURCE_OK;
}

enum source_status source_read(struct arena *arena, const char *path, const char *shown,
                               size_t limit, bool follow, struct source **out)
{
	int flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY | (follow ? 0 : O_NOFOLLOW);
	int fd = open(path, flags);
	enum source_status status;
	int saved;

	if (fd < 0) {
		if (errno == ENOENT || errno == ENOTDIR)
			return SOURCE_MISSING;
		if (errno == ELOOP)
			return SOURCE_SYMLINK;
		return errno == ENXIO ? SOURCE_NOT_REGULAR : SOURCE_UNREADABLE;
	}
	status = read_regular(arena, fd, shown, limit, out);
	saved = errno;
	close(fd);
	errno = saved;
	return status;
}

enum source_status source_read_over(const struct source_overlay *overlay, struct arena *arena,
                                    const char *path, size_t limit, bool follow,
                                    struct source **out)
{
	size_t size = 0;
	const char *bytes = overlay ? overlay->find(overlay->context, path, &size) : NULL;

	if (!bytes)
		return source_read(arena, path, path, limit, follow, out);
	if (size > limit)
		return SOURCE_TOO_LARGE;
	*out = source_from_bytes(arena, path, bytes, size);
	return SOURCE_OK;
}

enum source_status source_read_fd(struct arena *arena, int fd, const char *shown, size_t limit,
                                  struct source **out)
{
	size_t capacity = 64 * 1024;
	size_t size = 0;
	char *bytes = memory_alloc(capacity);
	enum source_status status = SOURCE_OK;

	for (;;) {
		size_t got;

		if (!read_all(fd, bytes + size, capacity - size, SIZE_MAX, &got)) {
			status = SOURCE_UNREADABLE;
			break;
		}
		size += got;
		if (size > limit) {
			status = SOURCE_TOO_LARGE;
			break;
		}
		if (size < capacity)
			break;
		capacity *= 2;
		bytes = memory_realloc(bytes, capacity);
	}
	if (status == SOURCE_OK)
		*out = source_from_bytes(arena, shown, bytes, size);
	free(bytes);
	return status;
}

const char *source_status_text(struct arena *arena, enum source_status status, size_t limit)
{
	switch (status) {
	case SOURCE_OK:
		break;
	case SOURCE_MISSING:
		return "no such file";
	case SOURCE_NOT_REGULAR:
		return "not a regular file";
	case SOURCE_SYMLINK:
		return "a symbolic link, which is not followed";
	case SOURCE_TOO_LARGE:
		return arena_printf(arena, "larger than the limit of %zu bytes", limit);
	case SOURCE_CHANGED:
		return "changed while it was read";
	case SOURCE_UNREADABLE:
		return arena_printf(arena, "cannot be read: %s", strerror(errno));
	}
	return "read";
}

size_t source_line_at(const struct source *source, size_t offset)
{
	size_t low = 0;
	size_t high = source->line_count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (source->lines[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

const char *source_newline(const struct source *source, size_t at)
{
	size_t line = source_line_at(source, at);
	size_t next = line > 0 ? line : 1;

	if (next >= source->line_count)
		return "\n";
	if (source->bytes[source->lines[next] - 1] == '\r')
		return "\r";
	return slice_ends(slice_from(source->bytes, source->lines[next]), "\r\n") ? "\r\n" : "\n";
}

struct slice source_line_text(const struct source *source, size_t line)
{
	struct slice text = source_slice(source, source_line(source, line));

	if (line == 0)
		text = slice_sub(text, source->bom, text.len);
	while (text.len && char_is_space(text.ptr[text.len - 1]))
		text.len--;
	return text;
}

struct position source_position(const struct source *source, size_t offset)
{
	struct position position = {0};
	size_t line;
	size_t start;
	size_t len;
	size_t points;

	if (offset > source->size)
		offset = source->size;
	line = source_line_at(source, offset);
	start = source->lines[line];
	if (line == 0 && source->bom)
		start = offset < source->bom ? offset : source->bom;
	position.byte = offset;
	position.line = (uint32_t)line + 1;
	len = offset - start;
	points = utf8_count(source->bytes + start, len);
	position.column = (uint32_t)points + 1;
	/* Where every character is one byte, each is one unit too. */
	position.utf16 =
	    (uint32_t)(points == len ? len : utf8_count_utf16(source->bytes + start, len)) + 1;
	position.byte_column = (uint32_t)len + 1;
	return position;
}

struct slice source_slice(const struct source *source, struct span span)
{
	return slice_from(source->bytes + span.start, span.end - span.start);
}
