#include "cli/listing.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cli/terminal.h"

void listing_begin(struct listing *listing, const struct arguments *arguments)
{
	reporter_begin_aside(&listing->reporter, arguments);
	sink_init(&listing->sink, terminal_colour((enum colour)arguments->colour, STDOUT_FILENO));
	listing->options = arguments_session(arguments);
	listing->session = draftlint_new(&listing->options);
}

int listing_end(struct listing *listing, bool good)
{
	int error = sink_write(&listing->sink, STDOUT_FILENO);
	int status;

	if (error) {
		good = false;
		if (error != EPIPE)
			reporter_say(&listing->reporter, "standard output", strerror(error));
	}
	status = reporter_end(&listing->reporter, draftlint_summary(listing->session), NULL,
	                      good ? 0 : 2);
	sink_release(&listing->sink);
	draftlint_free(listing->session);
	return status;
}

void listing_cell(struct listing *listing, const char *text, size_t width)
{
	size_t used = sink_columns(slice_of(text));

	sink_text(&listing->sink, slice_of(text));
	sink_blanks(&listing->sink, (width > used ? width - used : 0) + 2);
}

void listing_block(struct listing *listing, const char *prefix, const char *text)
{
	struct slice rest = slice_of(text);
	struct slice line;

	while (rest.len && rest.ptr[rest.len - 1] == '\n')
		rest.len--;
	while (slice_split(&rest, '\n', &line)) {
		sink_add(&listing->sink, prefix);
		sink_text(&listing->sink, line);
		sink_add(&listing->sink, "\n");
	}
}

void listing_heading(struct listing *listing, const char *text)
{
	sink_style(&listing->sink, STYLE_BOLD);
	sink_add(&listing->sink, text);
	sink_style(&listing->sink, STYLE_PLAIN);
	sink_add(&listing->sink, "\n");
}
