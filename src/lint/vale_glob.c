#include "lint/vale.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"

/* What Vale reads as Markdown. */
static const char *const markdown[] = {"md", "mdown", "markdown", "markdn", "mdx"};

static bool is_markdown(const struct vale *vale, struct slice extension)
{
	for (size_t i = 0; i < vale->extensions.count; i++)
		if (slice_equal(vale->extensions.items[i].text, extension))
			return true;
	return SLICE_IN(extension, markdown);
}

const char *vale_extensions(const struct vale *vale)
{
	const char *text = "{md";

	for (size_t i = 1; i < sizeof(markdown) / sizeof(*markdown); i++)
		text = arena_printf(vale->arena, "%s,%s", text, markdown[i]);
	for (size_t i = 0; i < vale->extensions.count; i++)
		text = arena_printf(vale->arena, "%s,%.*s", text,
		                    SLICE_ARG(vale->extensions.items[i].text));
	return arena_printf(vale->arena, "%s}", text);
}

/* Vale's `*` crosses slashes, unless the glob has a `**`. MORE follows the glob. */
static void translate(struct builder *out, struct slice glob, bool crossing, bool more)
{
	for (size_t i = 0; i < glob.len; i++) {
		bool begins = i == 0 || glob.ptr[i - 1] == '/';

		if (glob.ptr[i] == '\\' && i + 1 < glob.len) {
			builder_add_char(out, glob.ptr[i++]);
			builder_add_char(out, glob.ptr[i]);
		} else if (glob.ptr[i] == '*' && crossing) {
			builder_add_string(out,
			                   begins && (more || i + 1 < glob.len) ? "**/*" : "**");
		} else {
			builder_add_char(out, glob.ptr[i]);
		}
	}
}

/* The extension, "md" or "{md,rst}", at the end of GLOB, and where its dot is;
 * SIZE_MAX when the glob leaves it open. */
static size_t extension_at(struct slice glob)
{
	size_t at = glob.len;

	while (at > 0 && !strchr("./", glob.ptr[at - 1]))
		at--;
	if (at == 0 || glob.ptr[at - 1] == '/')
		return SIZE_MAX;
	for (size_t i = at; i < glob.len; i++) {
		bool brace = (glob.ptr[i] == '{' && i == at) ||
		             (glob.ptr[i] == '}' && i + 1 == glob.len && glob.ptr[at] == '{');

		if (!brace && !char_is_alnum(glob.ptr[i]) && !strchr(",_-", glob.ptr[i]))
			return SIZE_MAX;
	}
	return at - 1;
}

/* Adds ".md" or ".{md,mdx}", those of LIST that are Markdown. */
static size_t add_extensions(const struct vale *vale, struct builder *out, struct slice list,
                             bool *partly)
{
	struct builder kept = {NULL, 0, 0};
	struct slice one;
	size_t count = 0;

	if (slice_starts(list, "{"))
		list = slice_sub(list, 1, list.len - 1);
	while (slice_split(&list, ',', &one)) {
		one = slice_trim(one);
		if (!is_markdown(vale, one)) {
			*partly = true;
			continue;
		}
		builder_add_string(&kept, count++ ? "," : "");
		builder_add_slice(&kept, one);
	}
	builder_printf(out, count > 1 ? ".{%.*s}" : ".%.*s", SLICE_ARG(builder_slice(&kept)));
	builder_release(&kept);
	return count;
}

/* GLOB leaves the extension open: DRAFTS gets those of Markdown. */
static void close_glob(const struct vale *vale, struct slice glob, bool crossing,
                       struct builder *drafts)
{
	size_t stars = 0;

	while (stars < glob.len && glob.ptr[glob.len - 1 - stars] == '*')
		stars++;
	glob.len -= stars;
	translate(drafts, glob, crossing, stars > 0);
	if (stars == 0)
		return;
	if (glob.len && glob.ptr[glob.len - 1] != '/')
		builder_add_string(drafts, crossing || stars > 1 ? "**" : "*");
	else
		builder_add_string(drafts, crossing || stars > 1 ? "**/*" : "*");
	builder_printf(drafts, ".%s", vale_extensions(vale));
}

static bool has_special(struct slice glob)
{
	for (size_t i = 0; i < glob.len; i++)
		if (strchr("*?[{\\", glob.ptr[i]))
			return true;
	return false;
}

bool vale_glob(const struct vale *vale, struct slice glob, struct vale_section *out, bool *partly)
{
	bool crossing = slice_find(glob, "**", 0) == SIZE_MAX;
	size_t dot = extension_at(glob);
	struct builder files = {NULL, 0, 0};
	struct builder drafts = {NULL, 0, 0};

	*partly = false;
	if (slice_starts(glob, "!"))
		return false;
	if (dot != SIZE_MAX) {
		struct slice list = slice_sub(glob, dot + 1, glob.len);

		translate(&files, slice_sub(glob, 0, dot), crossing, true);
		if (add_extensions(vale, &files, list, partly))
			out->drafts = out->files = builder_copy(&files, vale->arena);
	} else if (has_special(glob)) {
		translate(&files, glob, crossing, false);
		close_glob(vale, glob, crossing, &drafts);
		out->files = builder_copy(&files, vale->arena);
		out->drafts = builder_copy(&drafts, vale->arena);
	}
	builder_release(&files);
	builder_release(&drafts);
	return true;
}
