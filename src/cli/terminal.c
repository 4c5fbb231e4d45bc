#include "cli/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

enum { DEFAULT_WIDTH = 100, LEAST_WIDTH = 40, MOST_WIDTH = 160 };

static bool is_set(const char *name, const char *but)
{
	const char *value = getenv(name);

	return value && *value && (!but || strcmp(value, but) != 0);
}

bool terminal_colour(enum colour option, int descriptor)
{
	const char *term = getenv("TERM");

	if (option != COLOUR_AUTO)
		return option == COLOUR_ALWAYS;
	if (is_set("NO_COLOR", NULL))
		return false;
	if (is_set("FORCE_COLOR", "0") || is_set("CLICOLOR_FORCE", "0"))
		return descriptor >= 0;
	if (term && strcmp(term, "dumb") == 0)
		return false;
	return descriptor >= 0 && isatty(descriptor);
}

size_t terminal_width(int descriptor)
{
	struct winsize size;
	long width = 0;

	if (!slice_long(slice_of(getenv("COLUMNS")), &width) || width <= 0) {
		width = DEFAULT_WIDTH;
		if (descriptor >= 0 && isatty(descriptor) &&
		    ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col)
			width = size.ws_col;
	}
	if (width < LEAST_WIDTH)
		width = LEAST_WIDTH;
	return (size_t)(width > MOST_WIDTH ? MOST_WIDTH : width);
}

bool terminal_takes_bytes(int descriptor, bool obeyed)
{
	struct stat status;

	if (isatty(descriptor))
		return false;
	return !obeyed || (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode));
}
