#include "lsp/uri.h"

#include <stdlib.h>
#include <string.h>

static int hex(char c)
{
	if (char_is_digit((unsigned char)c))
		return c - '0';
	c = char_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* TEXT with its escapes undone; false when one is wrong or is a NUL. */
static bool decode(struct slice text, struct builder *out)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (c == '%') {
			int high = i + 2 < text.len ? hex(text.ptr[i + 1]) : -1;
			int low = i + 2 < text.len ? hex(text.ptr[i + 2]) : -1;

			if (high < 0 || low < 0)
				return false;
			c = (char)(high << 4 | low);
			i += 2;
		}
		if (c == '\0')
			return false;
		builder_add_char(out, c);
	}
	return true;
}

char *uri_to_path(struct slice uri)
{
	struct builder decoded = {0};
	struct builder path = {0};
	struct slice host;
	size_t slash;

	if (uri.len < 8 || !slice_equal_fold(slice_sub(uri, 0, 7), slice_of("file://")))
		return NULL;
	uri = slice_sub(uri, 7, uri.len);
	uri = slice_sub(uri, 0, slice_find(uri, "#", 0));
	uri = slice_sub(uri, 0, slice_find(uri, "?", 0));
	slash = slice_find(uri, "/", 0);
	host = slice_sub(uri, 0, slash);
	if (slash == (size_t)-1 || (host.len && !slice_equal_fold(host, slice_of("localhost"))) ||
	    !decode(slice_sub(uri, slash, uri.len), &decoded)) {
		builder_release(&decoded);
		return NULL;
	}
	builder_add_path(&path, builder_slice(&decoded));
	builder_release(&decoded);
	if (path.len == 0)
		builder_add_char(&path, '/');
	return path.bytes;
}

void uri_add(struct builder *out, const char *path)
{
	builder_add_string(out, "file://");
	for (const char *c = path; *c; c++) {
		if (char_is_alnum((unsigned char)*c) || strchr("-._~/", *c))
			builder_add_char(out, *c);
		else
			builder_printf(out, "%%%02X", (unsigned)(unsigned char)*c);
	}
}
