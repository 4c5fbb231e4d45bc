#include "lint/vale.h"

#include <dirent.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "lint/paths.h"
#include "parse/ini.h"

enum { FILE_LIMIT = 1024 * 1024 };

const struct rule rule_vale_import = {
    .name = "vale-import",
    .severity = SEVERITY_WARNING,
    .summary = "a setting of Vale has no counterpart",
    .reason = "Drafts are checked in another way than before.",
    .bad = "",
    .good = "",
};

struct finding *vale_say(struct vale *vale, enum severity severity, struct place place,
                         const char *format, ...)
{
	struct finding *finding;
	va_list args;

	va_start(args, format);
	finding = report_add(vale->report, &rule_vale_import, place, "%s",
	                     arena_vprintf(vale->arena, format, args));
	va_end(args);
	finding->severity = severity;
	vale->lost += severity == SEVERITY_WARNING;
	vale->failed = vale->failed || severity == SEVERITY_ERROR;
	return finding;
}

void vale_add(struct vale *vale, struct vale_values *values, struct vale_value value)
{
	values->items = arena_grow(vale->arena, values->items, values->count, &values->capacity,
	                           sizeof(*values->items));
	values->items[values->count++] = value;
}

const struct vale_value *vale_get(const struct vale_values *values, struct slice text)
{
	for (size_t i = 0; i < values->count; i++)
		if (slice_equal(values->items[i].text, text))
			return &values->items[i];
	return NULL;
}

const char *vale_path(const struct vale *vale, const char *path)
{
	return path[0] == '/' ? path : paths_in(vale->arena, vale->folder, path);
}

/* ---- sections ---- */

static void place_section(struct vale *vale, struct vale_section *section)
{
	struct finding *finding;
	bool partly;

	if (!vale_glob(vale, section->glob, section, &partly)) {
		finding = vale_say(
		    vale, SEVERITY_WARNING, section->place,
		    "a glob that begins with `!` has no counterpart: the section is left out");
		finding_help(vale->report, finding,
		             "write an override for the files that are meant, or `exclude`");
	} else if (!section->drafts) {
		vale_say(vale, SEVERITY_WARNING, section->place,
		         "only Markdown is read: the section is left out");
	} else if (partly) {
		vale_say(vale, SEVERITY_INFO, section->place,
		         "only Markdown is read: of these files `%s`", section->files);
	}
}

static struct vale_section *find_section(struct vale *vale, const struct node *node)
{
	bool all = slice_is(node->key, "*");
	struct vale_section *section = &vale->all;

	if (all && section->glob.len)
		return section;
	for (size_t i = 0; !all && i < vale->count; i++)
		if (slice_equal(vale->sections[i].glob, node->key))
			return &vale->sections[i];
	if (!all) {
		vale->sections = arena_grow(vale->arena, vale->sections, vale->count,
		                            &vale->capacity, sizeof(*vale->sections));
		section = &vale->sections[vale->count++];
	}
	*section = (struct vale_section){.glob = node->key, .place = vale_key(vale, node)};
	if (all)
		section->files = section->drafts =
		    arena_printf(vale->arena, "**/*.%s", vale_extensions(vale));
	else
		place_section(vale, section);
	return section;
}

/* What Vale reads as code stays code, whatever its comments are written in. */
static void read_formats(struct vale *vale, const struct node *node)
{
	static const char *const code[] = {"c",    "cc",    "cpp",   "cs",  "css",  "go",  "h",
	                                   "hs",   "java",  "js",    "jl",  "less", "lua", "php",
	                                   "pl",   "proto", "ps1",   "py",  "r",    "rb",  "rs",
	                                   "sass", "scala", "swift", "tsx", "ts",   "jsx"};

	for (const struct node *item = node->first; item; item = item->next) {
		if (!slice_is(node_text(item), "md") && !slice_is(node_text(item), "mdx")) {
			vale_say(vale, SEVERITY_INFO, vale_key(vale, item),
			         "`%.*s` is not taken over: only Markdown is read",
			         SLICE_ARG(item->key));
		} else if (SLICE_IN(item->key, code)) {
			vale_say(vale, SEVERITY_WARNING, vale_key(vale, item),
			         "`%.*s` has no counterpart: comments in code are not read",
			         SLICE_ARG(item->key));
		} else {
			vale_add(vale, &vale->extensions,
			         (struct vale_value){item->key, vale_key(vale, item), NULL});
		}
	}
}

static void read_section(struct vale *vale, const struct node *node)
{
	struct vale_section *section = NULL;

	if (slice_is(node->key, "formats"))
		return;
	if (slice_is(node->key, "asciidoctor")) {
		vale_say(vale, SEVERITY_INFO, vale_key(vale, node),
		         "`asciidoctor` is not needed: AsciiDoc is not read");
		return;
	}
	if (node->key.len && !slice_is(node->key, "DEFAULT")) {
		section = find_section(vale, node);
		if (!section->drafts)
			return;
	}
	for (const struct node *item = node->first; item; item = item->next)
		vale_setting(vale, item, section);
}

/* ---- files ---- */

static struct node *open_file(struct vale *vale, const char *path)
{
	struct problems problems = {.arena = vale->arena};
	struct source *source;
	enum source_status status = source_read(vale->arena, path, path, FILE_LIMIT, true, &source);
	struct node *root;

	if (status != SOURCE_OK) {
		source = source_from_bytes(vale->arena, path, "", 0);
		vale_say(vale, SEVERITY_ERROR, PLACE(source, 0, 0), "%s",
		         source_status_text(vale->arena, status, FILE_LIMIT));
		return NULL;
	}
	vale->source = source;
	if (source->fault < source->size)
		vale_say(vale, SEVERITY_ERROR, PLACE(source, source->fault, source->fault + 1),
		         "not valid UTF-8");
	root = ini_read(vale->arena, source, &problems);
	for (const struct problem *p = problems.first; p; p = p->next)
		vale_say(vale, SEVERITY_ERROR, (struct place){source, p->span}, "%s", p->message);
	return root;
}

struct file {
	struct node *root;
	const struct source *source;
};

static int is_ini(const struct dirent *entry)
{
	return entry->d_name[0] != '.' && slice_ends(slice_of(entry->d_name), ".ini");
}

/* The files that came with packages, in the order of their names. */
static size_t open_packages(struct vale *vale, const struct node *root, struct file **files)
{
	const struct node *path = node_get(root->first, "StylesPath");
	const char *folder;
	struct dirent **entries;
	size_t capacity = 0;
	size_t used = 0;
	int count;

	if (node_is_empty(path))
		return 0;
	folder = arena_printf(vale->arena, "%s/.vale-config", vale_path(vale, path->map.text));
	count = scandir(folder, &entries, is_ini, alphasort);
	for (int i = 0; i < count; i++) {
		*files = arena_grow(vale->arena, *files, used, &capacity, sizeof(**files));
		(*files)[used].root =
		    open_file(vale, paths_in(vale->arena, folder, entries[i]->d_name));
		(*files)[used].source = vale->source;
		used += (*files)[used].root != NULL;
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	return used;
}

bool vale_read(struct vale *vale, const char *path)
{
	struct file own = {.root = NULL};
	struct file *files = NULL;
	size_t count;

	vale->path = path;
	vale->folder = paths_folder(vale->arena, path);
	own.root = open_file(vale, path);
	own.source = vale->source;
	if (!own.root)
		return false;
	count = open_packages(vale, own.root, &files);
	vale->package_files = arena_array(vale->arena, count, sizeof(*vale->package_files));
	for (size_t i = 0; i < count; i++)
		vale->package_files[vale->package_file_count++] = files[i].source->path;
	/* Which files are Markdown decides what the sections are for. */
	for (size_t pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i <= count; i++) {
			const struct file *file = i < count ? &files[i] : &own;

			vale->source = file->source;
			for (const struct node *n = file->root->first; n; n = n->next) {
				if (pass == 1)
					read_section(vale, n);
				else if (slice_is(n->key, "formats"))
					read_formats(vale, n);
			}
		}
	}
	return !vale->failed;
}
