#include "lint/vale.h"

#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "lint/paths.h"
#include "rules/glob.h"
#include "rules/phrases.h"

static const char built_in[] = "Vale";

static bool is_there(const char *path, bool folder)
{
	struct stat status;

	return stat(path, &status) == 0 &&
	       (folder ? S_ISDIR(status.st_mode) : S_ISREG(status.st_mode));
}

/* ---- folders ---- */

static void check_paths(struct vale *vale)
{
	for (size_t i = 0; i < vale->paths.count; i++) {
		const char *path = vale_path(vale, vale->paths.items[i].folder);

		struct finding *finding;

		if (is_there(path, true))
			continue;
		finding = vale_say(vale, SEVERITY_ERROR, vale->paths.items[i].place,
		                   "no folder of styles at `%s`", path);
		if (vale->packages.count)
			finding_help(vale->report, finding, "let `vale sync` fetch the packages");
	}
}

/* NAME below the first folder of styles that has it; NULL: none has. */
static const char *find_folder(struct vale *vale, struct slice name)
{
	for (size_t i = 0; i < vale->paths.count; i++) {
		const char *base = vale->paths.items[i].folder;
		const char *folder =
		    slice_is(slice_of(base), ".")
		        ? arena_copy(vale->arena, name.ptr, name.len)
		        : arena_printf(vale->arena, "%s%s%.*s", base,
		                       slice_ends(slice_of(base), "/") ? "" : "/", SLICE_ARG(name));

		if (is_there(vale_path(vale, folder), true))
			return folder;
	}
	return NULL;
}

/* How what Vale brings along is named: below the folder whose words and dictionaries
 * it takes, if there are any. */
static const char *name_built_in(struct vale *vale)
{
	static const char *const places[] = {"config/ignore", "config/dictionaries"};

	for (size_t i = 0; i < 2; i++) {
		const char *folder = find_folder(vale, slice_of(places[i]));

		if (folder)
			return arena_printf(vale->arena, "%.*s%s",
			                    (int)(strlen(folder) - strlen(places[i])), folder,
			                    built_in);
	}
	return built_in;
}

static const char *find_style(struct vale *vale, struct slice name)
{
	const char *folder = find_folder(vale, name);

	return folder || !slice_is(name, built_in) ? folder : name_built_in(vale);
}

static bool is_package(struct vale *vale, struct slice style)
{
	for (size_t i = 0; i < vale->packages.count; i++)
		if (slice_equal(vale->packages.items[i].text, style))
			return true;
	return false;
}

static void find_list(struct vale *vale, struct vale_values *styles)
{
	for (size_t i = 0; i < styles->count; i++) {
		struct vale_value *value = &styles->items[i];
		struct finding *finding;

		value->folder = find_style(vale, value->text);
		if (value->folder) {
			if (!vale_get(&vale->named, value->text))
				vale_add(vale, &vale->named, *value);
			continue;
		}
		finding =
		    vale_say(vale, SEVERITY_WARNING, value->place,
		             "style `%.*s` is not there: it is left out", SLICE_ARG(value->text));
		if (is_package(vale, value->text))
			finding_help(
			    vale->report, finding,
			    "let `vale sync` fetch it, or copy its folder, and import again");
		else if (vale->paths.count)
			finding_help(vale->report, finding,
			             "a folder of that name is looked for in `%s`",
			             vale_path(vale, vale->paths.items[0].folder));
		else
			finding_help(vale->report, finding, "`StylesPath` says where styles are");
	}
}

/* The styles of rules that run alone. */
static void find_switched(struct vale *vale, const struct vale_section *section)
{
	for (size_t i = 0; i < section->count; i++) {
		struct slice name = section->switches[i].name;
		struct vale_value style = {.place = section->switches[i].place};

		if (!section->switches[i].on)
			continue;
		style.text = slice_sub(name, 0, slice_find(name, ".", 0));
		style.folder = find_style(vale, style.text);
		if (style.folder && !vale_get(&vale->named, style.text))
			vale_add(vale, &vale->named, style);
	}
}

/* ---- vocabularies and packages ---- */

static void find_vocabularies(struct vale *vale)
{
	static const char *const places[] = {"config/vocabularies", "Vocab"};
	static const char *const files[] = {"accept.txt", "reject.txt"};

	for (size_t i = 0; i < vale->vocabularies.count; i++) {
		struct vale_value *value = &vale->vocabularies.items[i];

		for (size_t n = 0; n < 4 && !value->folder; n++) {
			const char *name = arena_printf(vale->arena, "%s/%.*s", places[n / 2],
			                                SLICE_ARG(value->text));
			const char *folder = find_folder(vale, slice_of(name));

			if (folder && is_there(arena_printf(vale->arena, "%s/%s",
			                                    vale_path(vale, folder), files[n % 2]),
			                       false))
				value->folder = folder;
		}
		if (!value->folder)
			finding_help(vale->report,
			             vale_say(vale, SEVERITY_WARNING, value->place,
			                      "vocabulary `%.*s` is not there: it is left out",
			                      SLICE_ARG(value->text)),
			             "`accept.txt` or `reject.txt` is looked for in "
			             "`%s/%.*s` below `StylesPath`",
			             places[0], SLICE_ARG(value->text));
	}
}

/* "https://host/Hugo.zip" is the package Hugo. */
static struct slice package_name(struct slice text)
{
	for (size_t i = text.len; i-- > 0;)
		if (text.ptr[i] == '/') {
			text = slice_sub(text, i + 1, text.len);
			break;
		}
	return slice_ends(text, ".zip") ? slice_sub(text, 0, text.len - 4) : text;
}

static bool is_styled(const struct vale *vale, struct slice name)
{
	for (size_t i = 0; i < vale->count; i++)
		if (vale_get(&vale->sections[i].styles, name))
			return true;
	return vale_get(&vale->all.styles, name) != NULL;
}

/* A file of settings that `vale sync` wrote is called `0-Hugo.ini`. */
static bool has_settings(const struct vale *vale, struct slice name)
{
	for (size_t i = 0; i < vale->package_file_count; i++) {
		struct slice file = slice_of(vale->package_files[i]);
		size_t rest = slice_ends(file, ".ini") ? file.len - 4 : 0;

		if (rest > name.len && file.ptr[rest - name.len - 1] == '-' &&
		    slice_equal(slice_sub(file, rest - name.len, rest), name))
			return true;
	}
	return false;
}

static void check_packages(struct vale *vale)
{
	for (size_t i = 0; i < vale->packages.count; i++) {
		struct vale_value *value = &vale->packages.items[i];

		value->text = package_name(value->text);
	}
	for (size_t i = 0; i < vale->packages.count; i++) {
		const struct vale_value *value = &vale->packages.items[i];

		if (is_styled(vale, value->text) || find_folder(vale, value->text) ||
		    has_settings(vale, value->text))
			continue;
		finding_help(vale->report,
		             vale_say(vale, SEVERITY_WARNING, value->place,
		                      "package `%.*s` is not there: its settings are not known",
		                      SLICE_ARG(value->text)),
		             "let `vale sync` fetch it, or copy its folder, and import again");
	}
}

/* ---- rules ---- */

static struct config_list list_of(struct vale *vale, const struct vale_values *values)
{
	struct node *list = arena_alloc(vale->arena, sizeof(*list));
	struct node *last = NULL;

	list->kind = NODE_LIST;
	for (size_t i = 0; i < values->count; i++) {
		struct node *item = arena_alloc(vale->arena, sizeof(*item));

		if (!values->items[i].folder)
			continue;
		item->kind = NODE_SCALAR;
		item->map.text = values->items[i].folder;
		item->map.len = strlen(item->map.text);
		node_append(list, &last, item);
	}
	return (struct config_list){list, vale->source, NO_PLACE};
}

/* What is wrong in a rule is told when drafts are checked. */
static void load_styles(struct vale *vale)
{
	struct config config = {.styles = list_of(vale, &vale->named),
	                        .vocabularies = list_of(vale, &vale->vocabularies)};
	struct report unread = report_in(vale->arena);

	styles_load(vale->arena, &config, NULL, phrases_new(vale->arena, NULL), &unread,
	            &rule_vale_import, &rule_vale_import, &vale->styles);
}

static bool find_rule(const struct vale *vale, struct vale_switch *one)
{
	for (size_t s = 0; s < vale->styles.count; s++) {
		const struct style *style = &vale->styles.items[s];

		for (size_t r = 0; r < style->rule_count; r++)
			if (slice_is(one->name, style->rules[r].prose.rule.name)) {
				one->style = style;
				one->rule = &style->rules[r];
				return true;
			}
	}
	return false;
}

static void find_rules(struct vale *vale, struct vale_section *section)
{
	for (size_t i = 0; i < section->count; i++) {
		struct vale_switch *one = &section->switches[i];

		if (!find_rule(vale, one))
			vale_say(vale, SEVERITY_INFO, one->place,
			         one->on ? "there is no rule `%.*s`: Vale passes over it, too"
			                 : "no style that runs has a rule `%.*s`: there is nothing "
			                   "to switch off",
			         SLICE_ARG(one->name));
	}
}

/* Vale lets a level hold wherever the rule runs. */
static void check_levels(struct vale *vale, const struct vale_section *section)
{
	for (size_t i = 0; i < section->count; i++) {
		const struct vale_switch *one = &section->switches[i];

		if (one->level && one->rule)
			vale_say(vale, SEVERITY_INFO, one->place,
			         "in Vale the level of `%.*s` holds for all files, here for `%s`",
			         SLICE_ARG(one->name), section->files);
	}
}

/* Vale compares the extension alone with the glob. */
static void check_ignores(struct vale *vale, const struct vale_section *section)
{
	if (section->ignores.count && !glob_match(slice_of(section->files), slice_of(".md")) &&
	    !glob_match(slice_of(section->files), slice_of(".mdx")))
		vale_say(
		    vale, SEVERITY_INFO, section->ignores.items[0].place,
		    "Vale heeds patterns only in sections by extension, as `[*.md]`; here they "
		    "hold for `%s`",
		    section->files);
}

void vale_find(struct vale *vale)
{
	check_paths(vale);
	if (vale->failed)
		return;
	check_packages(vale);
	find_list(vale, &vale->all.styles);
	for (size_t i = 0; i < vale->count; i++)
		find_list(vale, &vale->sections[i].styles);
	find_switched(vale, &vale->all);
	for (size_t i = 0; i < vale->count; i++)
		find_switched(vale, &vale->sections[i]);
	find_vocabularies(vale);
	load_styles(vale);
	find_rules(vale, &vale->all);
	for (size_t i = 0; i < vale->count; i++) {
		find_rules(vale, &vale->sections[i]);
		if (vale->count > 1 || vale->all.glob.len)
			check_levels(vale, &vale->sections[i]);
		check_ignores(vale, &vale->sections[i]);
	}
}
