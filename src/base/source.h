/*
 * Source: the bytes of one file and where its lines begin.
 *
 * Every position in draftlint is a byte offset into a source, 0-based, ends
 * exclusive (struct span). Lines and columns are made from offsets when they
 * are printed. A line ends at "\n", "\r\n" or a lone "\r".
 *
 * A source is immutable once made and may then be read by many threads. Its
 * memory belongs to the arena it was made in.
 */
#ifndef BASE_SOURCE_H
#define BASE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "base/wide.h"

struct arena;

/* Bytes [start, end) of a source. */
struct span {
	size_t start;
	size_t end;
};

struct source {
	const char *path;  /* as it is shown to the user; may hold any byte but NUL */
	const char *bytes; /* as read, then SOURCE_PADDING NULs that are not counted */
	size_t size;
	size_t bom;   /* 3 when the file begins with a UTF-8 byte order mark, else 0 */
	size_t fault; /* offset of the first NUL or invalid UTF-8 byte; size when none */
	/*
	 * The same number of bytes with every NUL and invalid byte replaced by
	 * '?': what parsers and PCRE2 are given, so that offsets stay. The same
	 * pointer as bytes when there is no fault; the same NULs at its end.
	 */
	const char *clean;
	const uint32_t *lines; /* offset of the first byte of each line */
	size_t line_count;     /* at least 1 */
};

/* One place of a source in the units that people and programs count in. */
struct position {
	size_t byte;          /* 0-based offset in the file */
	uint32_t line;        /* 1-based */
	uint32_t column;      /* 1-based, code points; a BOM does not count */
	uint32_t utf16;       /* 1-based, UTF-16 units */
	uint32_t byte_column; /* 1-based, bytes */
};

enum source_status {
	SOURCE_OK,
	SOURCE_MISSING,     /* no such file */
	SOURCE_UNREADABLE,  /* permission, input/output error: see errno */
	SOURCE_NOT_REGULAR, /* directory, FIFO, device */
	SOURCE_SYMLINK,     /* the last component is a symbolic link and was not followed */
	SOURCE_TOO_LARGE,   /* larger than the limit */
	SOURCE_CHANGED,     /* its size changed while it was read */
};

enum { SOURCE_PADDING = WIDE }; /* so that text can be looked at in large steps */

enum { SOURCE_LIMIT = 16 * 1024 * 1024 }; /* default limit of a draft, in bytes */

/*
 * Reads the regular file at PATH (relative to the working directory), shown as
 * SHOWN, never waiting on a FIFO and never reading more than LIMIT bytes.
 * On success *OUT is a source in ARENA; on failure errno tells what failed.
 */
enum source_status source_read(struct arena *arena, const char *path, const char *shown,
                               size_t limit, bool follow, struct source **out);

/* Texts that count instead of those of some files: what is open in an editor. */
struct source_overlay {
	void *context;
	/* The *SIZE bytes that count for the file at PATH; NULL: its own do. */
	const char *(*find)(void *context, const char *path, size_t *size);
};

/* The same for a file that OVERLAY (NULL: none) may have another text for. */
enum source_status source_read_over(const struct source_overlay *overlay, struct arena *arena,
                                    const char *path, size_t limit, bool follow,
                                    struct source **out);

/* All of a file descriptor (standard input), up to LIMIT bytes. */
enum source_status source_read_fd(struct arena *arena, int fd, const char *shown, size_t limit,
                                  struct source **out);

/* What STATUS means, for a message: "no such file"; of SOURCE_UNREADABLE, with
 * the reason that errno holds. In ARENA. */
const char *source_status_text(struct arena *arena, enum source_status status, size_t limit);

/* A source over a copy of SIZE (< 4 GiB) bytes. */
struct source *source_from_bytes(struct arena *arena, const char *shown, const char *bytes,
                                 size_t size);

/* The 0-based line that holds OFFSET (offset <= size). */
size_t source_line_at(const struct source *source, size_t offset);

/* Bytes of the 0-based LINE without its line break. */
static inline struct span source_line(const struct source *source, size_t line)
{
	size_t start = source->lines[line];
	size_t end = line + 1 < source->line_count ? source->lines[line + 1] : source->size;

	if (line + 1 < source->line_count) {
		end--;
		if (end > start && source->bytes[end] == '\n' && source->bytes[end - 1] == '\r')
			end--;
	}
	return (struct span){start, end};
}

/* Where the 0-based LINE begins; the size when there is no such line. */
static inline size_t source_line_start(const struct source *source, size_t line)
{
	return line < source->line_count ? source->lines[line] : source->size;
}

/*
 * The line break for a new line at AT, where a line begins: that of the line before,
 * so that it never joins what follows; else the first one; "\n" when there is none.
 */
const char *source_newline(const struct source *source, size_t at);

/* The bytes of the 0-based LINE without a byte order mark and without blanks at its end. */
struct slice source_line_text(const struct source *source, size_t line);

/* OFFSET (clamped to size) in lines and columns. */
struct position source_position(const struct source *source, size_t offset);

struct slice source_slice(const struct source *source, struct span span);

#endif
