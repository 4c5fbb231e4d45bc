#include "rules/style.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "rules/decode.h"
#include "rules/pattern.h"
#include "rules/vocabulary.h"
#include "rules/words.h"

enum { FILE_LIMIT = 4 * 1024 * 1024, RULES_LIMIT = 10000, DEPTH_LIMIT = 8 };

struct loader {
	struct decoder decoder; /* of the configuration */
	struct styles *styles;
	struct style *style; /* at hand */
	struct prose_setting setting;
	const struct vocabulary *vocabulary;
	struct report *report;
	const struct rule *rule;
};

/* ---- one rule ---- */

static struct style_rule *add_rule(struct loader *loader, const struct source *source,
                                   const char *name)
{
	struct style *style = loader->style;
	struct style_rule *rule;

	for (size_t i = 0; i < style->rule_count; i++)
		if (strcmp(style->rules[i].prose.rule.name, name) == 0)
			return NULL;
	style->rules = arena_grow(loader->decoder.arena, style->rules, style->rule_count,
	                          &style->rule_capacity, sizeof(*style->rules));
	rule = &style->rules[style->rule_count++];
	*rule = (struct style_rule){0};
	rule->loaded = prose_load(loader->decoder.arena, source, name, &loader->setting,
	                          loader->report, loader->rule, &rule->prose);
	return rule;
}

/* The last part of a path, up to its first dot when it is a file's. */
static struct slice last_part(const char *path, bool file)
{
	const char *slash = strrchr(path, '/');
	struct slice part = slice_of(slash ? slash + 1 : path);

	return file ? slice_sub(part, 0, slice_find(part, ".", 0)) : part;
}

static void load_file(struct loader *loader, const char *folder, const char *path)
{
	struct arena *arena = loader->decoder.arena;
	struct slice style = last_part(folder, false);
	struct slice file = last_part(path, true);
	struct source *source;
	enum source_status status =
	    source_read_over(loader->decoder.overlay, arena, path, FILE_LIMIT, true, &source);

	if (status != SOURCE_OK) {
		source = source_from_bytes(arena, path, "", 0);
		report_add(loader->report, loader->rule, PLACE(source, 0, 0), "%s",
		           source_status_text(arena, status, FILE_LIMIT));
	} else if (source->fault < source->size) {
		report_add(loader->report, loader->rule,
		           PLACE(source, source->fault, source->fault + 1), "not valid UTF-8");
	} else if (loader->style->rule_count < RULES_LIMIT) {
		add_rule(loader, source,
		         arena_printf(arena, "%.*s.%.*s", SLICE_ARG(style), SLICE_ARG(file)));
	}
}

/* ---- folders ---- */

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool is_folder(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* The paths of what stands in FOLDER, sorted. */
static char **list_folder(struct arena *arena, const char *folder, size_t *count)
{
	DIR *dir = opendir(folder);
	char **paths = NULL;
	size_t capacity = 0;

	*count = 0;
	for (struct dirent *entry; dir && (entry = readdir(dir));) {
		if (entry->d_name[0] == '.')
			continue;
		paths = arena_grow(arena, paths, *count, &capacity, sizeof(*paths));
		paths[(*count)++] = arena_printf(arena, "%s/%s", folder, entry->d_name);
	}
	if (dir)
		closedir(dir);
	if (*count)
		qsort(paths, *count, sizeof(*paths), by_name);
	return paths;
}

static void load_folder(struct loader *loader, const char *folder, unsigned depth)
{
	size_t count;
	char **paths = list_folder(loader->decoder.arena, folder, &count);

	for (size_t i = 0; i < count; i++) {
		struct slice path = slice_of(paths[i]);

		if (is_folder(paths[i])) {
			if (depth < DEPTH_LIMIT)
				load_folder(loader, paths[i], depth + 1);
		} else if (slice_ends(path, ".yml") || slice_ends(path, ".yaml")) {
			load_file(loader, folder, paths[i]);
		}
	}
}

/* ---- what Vale brings along ---- */

static const char repetition_rule[] = "extends: repetition\n"
                                      "message: \"'%s' is repeated!\"\n"
                                      "level: error\n"
                                      "ignorecase: true\n"
                                      "alpha: true\n"
                                      "tokens: ['[^\\s.!?]+']\n";

static void add_built_in(struct loader *loader, const char *name, const char *text, size_t len,
                         struct place place)
{
	struct source *source = source_from_bytes(loader->decoder.arena, name, text, len);
	struct style_rule *rule = add_rule(loader, source, name);

	if (rule)
		rule->prose.place = place;
}

static void add_quoted(struct builder *out, struct slice text)
{
	builder_add_char(out, '\'');
	for (size_t i = 0; i < text.len; i++)
		builder_add_repeated(out, text.ptr[i], text.ptr[i] == '\'' ? 2 : 1);
	builder_add_char(out, '\'');
}

/* Adds each file below FOLDER that ends in EXTENSION as an item of a list: by its path
 * from byte SKIP on, without the extension's bytes from KEPT on. */
static void add_files(struct loader *loader, struct builder *out, const char *folder,
                      const char *extension, size_t skip, size_t kept, unsigned depth)
{
	size_t count;
	char **paths = list_folder(loader->decoder.arena, folder, &count);

	for (size_t i = 0; i < count; i++) {
		struct slice path = slice_of(paths[i]);

		if (is_folder(paths[i]) && depth)
			add_files(loader, out, paths[i], extension, skip, kept, depth - 1);
		if (is_folder(paths[i]) || !slice_ends(path, extension))
			continue;
		builder_add_string(out, "  - ");
		add_quoted(out, slice_sub(path, skip, path.len - strlen(extension) + kept));
		builder_add_char(out, '\n');
	}
}

/* Vale's own spelling rule takes every dictionary and every list of words that
 * stands in the configuration beside the styles. */
static void add_spelling(struct loader *loader, struct place place)
{
	struct arena *arena = loader->decoder.arena;
	const char *own = last_part(loader->setting.folder, false).ptr;
	size_t len = (size_t)(own - loader->setting.folder);
	const char *styles = len ? arena_copy(arena, loader->setting.folder, len) : "./";
	const char *dictionaries = arena_printf(arena, "%sconfig/dictionaries", styles);
	const char *words = arena_printf(arena, "%sconfig/ignore", styles);
	struct builder text = {0};

	builder_add_string(&text, "extends: spelling\n"
	                          "message: \"Did you really mean '%s'?\"\n"
	                          "level: error\n"
	                          "action: {name: suggest, params: [spellings]}\n"
	                          "append: true\n"
	                          "dictionaries:\n");
	add_files(loader, &text, dictionaries, ".dic", strlen(dictionaries) + 1, 0, 0);
	builder_add_string(&text, "ignore:\n");
	add_files(loader, &text, words, ".txt", strlen(styles), strlen(".txt"), DEPTH_LIMIT);
	add_built_in(loader, "Vale.Spelling", text.bytes, text.len, place);
	builder_release(&text);
}

/* Whether a later term of the vocabulary says the same of another spelling. */
static bool is_outdone(const struct vocabulary *vocabulary, size_t index)
{
	for (size_t i = index + 1; i < vocabulary->accept_count; i++)
		if (words_equal_fold(vocabulary->accept[i], vocabulary->accept[index]))
			return true;
	return false;
}

/* Any other case of an accepted term is wrong. */
static void add_terms(struct loader *loader)
{
	const struct vocabulary *vocabulary = loader->vocabulary;
	struct builder text = {0};

	builder_add_string(&text, "extends: substitution\n"
	                          "message: \"Use '%s' instead of '%s'.\"\n"
	                          "level: error\nignorecase: true\nvocab: false\nswap:\n");
	for (size_t i = 0; i < vocabulary->accept_count; i++) {
		struct slice term = vocabulary->accept[i];

		if (is_outdone(vocabulary, i))
			continue;
		builder_add_string(&text, "  - ");
		add_quoted(&text, vocabulary_lower(loader->decoder.arena, term));
		builder_add_string(&text, ": ");
		add_quoted(&text, term);
		builder_add_char(&text, '\n');
	}
	if (vocabulary->accept_count)
		add_built_in(loader, "Vale.Terms", text.bytes, text.len, vocabulary->accept_place);
	builder_release(&text);
}

static void add_avoid(struct loader *loader)
{
	const struct vocabulary *vocabulary = loader->vocabulary;
	struct builder text = {0};

	builder_add_string(&text, "extends: existence\nmessage: \"Avoid using '%s'.\"\n"
	                          "level: error\nvocab: false\ntokens:\n");
	for (size_t i = 0; i < vocabulary->reject_count; i++) {
		builder_add_string(&text, "  - ");
		add_quoted(&text, vocabulary->reject[i]);
		builder_add_char(&text, '\n');
	}
	if (vocabulary->reject_count)
		add_built_in(loader, "Vale.Avoid", text.bytes, text.len, vocabulary->reject_place);
	builder_release(&text);
}

static void load_built_in(struct loader *loader, struct place place)
{
	add_built_in(loader, "Vale.Repetition", repetition_rule, sizeof(repetition_rule) - 1,
	             place);
	add_spelling(loader, place);
	add_terms(loader);
	add_avoid(loader);
}

/* ---- styles ---- */

static const char built_in[] = "Vale";

static struct style *add_style(struct loader *loader, const char *name, const char *folder)
{
	struct styles *styles = loader->styles;

	for (size_t i = 0; i < styles->count; i++) {
		const char *other = styles->items[i].folder;

		if (folder && other ? strcmp(folder, other) == 0 : folder == other)
			return NULL;
	}
	styles->items = arena_grow(loader->decoder.arena, styles->items, styles->count,
	                           &styles->capacity, sizeof(*styles->items));
	loader->style = &styles->items[styles->count++];
	*loader->style = (struct style){.name = name, .folder = folder};
	return loader->style;
}

/* Whether ITEM names what Vale brings along, if there is no such folder. */
static bool is_built_in(const struct node *item)
{
	return slice_is(last_part(item->map.text, false), built_in);
}

/* Loads what ITEM names, unless another item did. */
static void load_item(struct loader *loader, const struct node *item, const struct source *source)
{
	struct arena *arena = loader->decoder.arena;
	const char *folder = config_path(arena, source, item);
	const char *name = arena_strdup(arena, last_part(folder, false).ptr);

	loader->decoder.source = source;
	loader->setting.folder = folder;
	if (is_folder(folder)) {
		if (add_style(loader, name, folder))
			load_folder(loader, folder, 0);
	} else if (is_built_in(item)) {
		if (add_style(loader, built_in, NULL))
			load_built_in(loader, (struct place){source, node_value_span(item)});
	} else {
		decode_error(&loader->decoder, node_value_span(item),
		             "no style at `%s`: a folder of rules", folder);
	}
}

static void load_list(struct loader *loader, const struct config_list *list)
{
	for (const struct node *n = strings_first(list->items); n; n = strings_next(list->items, n))
		load_item(loader, n, list->source);
}

bool styles_load(struct arena *arena, const struct config *config,
                 const struct source_overlay *overlay, struct phrases *phrases,
                 struct report *report, const struct rule *rule, const struct rule *config_rule,
                 struct styles *out)
{
	struct loader loader = {
	    .decoder = {.arena = arena, .report = report, .rule = config_rule, .overlay = overlay},
	    .styles = out,
	    .setting = {.phrases = phrases},
	    .report = report,
	    .rule = rule,
	};

	*out = (struct styles){0};
	loader.vocabulary = vocabulary_read(&loader.decoder, &config->vocabularies, report, rule);
	loader.setting.accept = loader.vocabulary->accept;
	loader.setting.accept_count = loader.vocabulary->accept_count;
	load_list(&loader, &config->styles);
	for (size_t i = 0; i < config->override_count; i++)
		load_list(&loader, &config->overrides[i].styles);
	return !loader.decoder.failed;
}

const struct style *styles_find(struct arena *arena, const struct styles *styles,
                                const struct source *source, const struct node *item)
{
	const char *folder = config_path(arena, source, item);

	for (size_t i = 0; i < styles->count; i++) {
		const struct style *style = &styles->items[i];

		if (style->folder ? strcmp(style->folder, folder) == 0 : is_built_in(item))
			return style;
	}
	return NULL;
}
