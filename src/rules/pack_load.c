#include "rules/pack.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "parse/yaml.h"
#include "rules/pack_loader.h"
#include "rules/phrases.h"

enum { PACK_FILE_LIMIT = 4 * 1024 * 1024, PACK_NODE_LIMIT = 1000000 };

/* ---- files ---- */

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names in FOLDER that end in one of two suffixes, sorted; false when the
 * folder cannot be read. */
static bool list_files(struct arena *arena, const char *folder, char ***names, size_t *count)
{
	DIR *dir = opendir(folder);
	size_t capacity = 0;

	*names = NULL;
	*count = 0;
	if (!dir)
		return false;
	for (struct dirent *entry; (entry = readdir(dir));) {
		struct slice name = slice_of(entry->d_name);

		if (name.ptr[0] == '.' || (!slice_ends(name, ".yaml") && !slice_ends(name, ".yml")))
			continue;
		*names = arena_grow(arena, *names, *count, &capacity, sizeof(**names));
		(*names)[(*count)++] = arena_strdup(arena, entry->d_name);
	}
	closedir(dir);
	if (*count)
		qsort(*names, *count, sizeof(**names), by_name);
	return true;
}

/* An error about a file that could not be opened as a source. */
static void file_error(struct pack_loader *loader, const char *path, const char *what)
{
	struct source *empty = source_from_bytes(loader->decoder.arena, path, "", 0);

	report_add(loader->decoder.report, loader->decoder.rule, PLACE(empty, 0, 0), "%s", what);
	loader->decoder.failed = true;
}

/* Reads PATH; its problems become errors. NULL when there is no source. */
static struct source *read_source_file(struct pack_loader *loader, const char *path)
{
	struct source *source;
	enum source_status status = source_read_over(loader->decoder.overlay, loader->decoder.arena,
	                                             path, PACK_FILE_LIMIT, false, &source);

	if (status != SOURCE_OK) {
		file_error(loader, path,
		           source_status_text(loader->decoder.arena, status, PACK_FILE_LIMIT));
		return NULL;
	}
	loader->decoder.source = source;
	if (source->fault < source->size) {
		decode_error(&loader->decoder, (struct span){source->fault, source->fault + 1},
		             "not valid UTF-8");
		return NULL;
	}
	return source;
}

static void load_file(struct pack_loader *loader, const char *path)
{
	struct source *source = read_source_file(loader, path);
	struct problems problems = {.arena = loader->decoder.arena};
	struct node *root;

	if (!source)
		return;
	root = yaml_read(loader->decoder.arena, source, (struct span){source->bom, source->size},
	                 PACK_NODE_LIMIT, &problems, NULL);
	decode_problems(&loader->decoder, &problems);
	if (root && root->kind != NODE_NULL &&
	    decode_expect(&loader->decoder, root, NODE_MAP, "a pack file"))
		pack_read_sections(loader, root);
}

static void load_prose(struct pack_loader *loader, const char *folder)
{
	const struct prose_setting setting = {.phrases = loader->phrases};
	struct pack *pack = loader->pack;
	const char *path = arena_printf(loader->decoder.arena, "%s/prose", folder);
	char **names;
	size_t count;

	if (!list_files(loader->decoder.arena, path, &names, &count))
		return;
	pack->prose = arena_array(loader->decoder.arena, count, sizeof(*pack->prose));
	for (size_t i = 0; i < count; i++) {
		char *name = arena_strdup(loader->decoder.arena, names[i]);
		const char *file = arena_printf(loader->decoder.arena, "%s/%s", path, names[i]);
		struct source *source = read_source_file(loader, file);

		*strchr(name, '.') = '\0';
		if (!source)
			continue;
		struct prose_rule *rule = &pack->prose[pack->prose_count];

		switch (prose_load(loader->decoder.arena, source, name, &setting,
		                   loader->decoder.report, loader->decoder.rule, rule)) {
		case PROSE_LOADED:
			pack_link_when(loader, &pack->prose[pack->prose_count++]);
			break;
		case PROSE_UNSUPPORTED:
			decode_error(&loader->decoder, rule->problem_span, "%s", rule->problem);
			break;
		default:
			loader->decoder.failed = true;
		}
	}
}

static struct pack *pack_new(struct arena *arena, const char *folder)
{
	struct pack *pack = arena_alloc(arena, sizeof(*pack));

	pack->folder = arena_strdup(arena, folder);
	pack->personas.what = "persona";
	pack->groups.what = "group";
	pack->stages.what = "stage";
	pack->detectors.what = "proof";
	pack->channels.what = "channel";
	pack->ctas.what = "call to action";
	pack->formats.what = "format";
	pack->kinds.what = "kind";
	pack->goals.what = "goal";
	pack->kpis.what = "kpi";
	pack->journeys.what = "journey";
	pack->required.what = "required content";
	pack->terms.what = "term";
	pack->outcomes = pack->glosses = pack->claims = pack->bounds = NO_LIST;
	return pack;
}

struct pack *pack_load(struct arena *arena, const char *folder,
                       const struct source_overlay *overlay, struct report *report,
                       const struct rule *error_rule, struct phrases **phrases)
{
	struct pack_loader loader = {
	    .decoder = {.arena = arena, .report = report, .rule = error_rule, .overlay = overlay}};
	char **names;
	size_t count;

	loader.pack = pack_new(arena, folder);
	if (!list_files(arena, folder, &names, &count)) {
		file_error(&loader, folder, source_status_text(arena, SOURCE_UNREADABLE, 0));
		return NULL;
	}
	for (size_t i = 0; i < count; i++)
		load_file(&loader, arena_printf(arena, "%s/%s", folder, names[i]));
	if (!loader.pack->id && loader.decoder.failed)
		return NULL; /* what was reported may be the very reason */
	if (!loader.pack->id) {
		file_error(&loader, arena_printf(arena, "%s/pack.yaml", folder),
		           "a pack needs `pack:` with its id");
		return NULL;
	}
	loader.decoder.source = loader.pack->place.source;
	loader.phrases = phrases_new(arena, loader.pack->language);
	if (!loader.phrases) {
		decode_error(&loader.decoder, loader.pack->place.span,
		             "no stemmer for the language `%s`", loader.pack->language);
		return NULL;
	}
	pack_link(&loader);
	pack_link_words(&loader);
	pack_link_site(&loader);
	load_prose(&loader, folder);
	*phrases = loader.phrases;
	return loader.decoder.failed ? NULL : loader.pack;
}

bool pack_same(const struct pack *a, const struct pack *b)
{
	return a == b || (a && b && strcmp(a->folder, b->folder) == 0);
}

bool pack_knows(const struct persona *persona, const char *group)
{
	for (const struct node *k = strings_first(persona->knows); k;
	     k = strings_next(persona->knows, k))
		if (slice_is(node_text(k), group))
			return true;
	return false;
}

size_t pack_top(const struct pack *pack, const struct persona *persona)
{
	if (persona->top > 0)
		return (size_t)persona->top;
	return pack->top > 0 ? (size_t)pack->top : persona->pains.count;
}

bool pack_may_ask(const struct cta *cta, const struct persona *persona, const struct stage *stage)
{
	if (stage && !cta->stages[stage->entry.index])
		return false;
	return !persona || (cta->personas[persona->entry.index] &&
	                    (persona->authority < 0 || cta->authority <= persona->authority));
}

long pack_share(const struct entry *entry)
{
	const struct node *node = node_get(entry->node, "share");
	long share;

	return node && node_long(node, &share) ? share : -1;
}

const char *pack_authority(const struct pack *pack, long index)
{
	const struct node *item = pack->authorities ? pack->authorities->first : NULL;

	while (item && index-- > 0)
		item = item->next;
	return item ? item->map.text : "none";
}
