/*
 * The folders of fixtures/checks, one for each rule or pair of rules, and what
 * is in them. Tests are run from the root of the repository.
 */
#ifndef FIXTURE_FOLDERS_H
#define FIXTURE_FOLDERS_H

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define FIXTURE_FOLDERS "fixtures/checks"

struct names {
	char **items;
	size_t count;
};

static inline int names_compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names in FOLDER that WANTED holds for, sorted by their bytes. */
static inline struct names names_in(const char *folder, bool (*wanted)(const char *name))
{
	struct names names = {NULL, 0};
	DIR *dir = opendir(folder);

	for (struct dirent *entry; dir && (entry = readdir(dir));) {
		if (entry->d_name[0] == '.' || !wanted(entry->d_name))
			continue;
		names.items = realloc(names.items, (names.count + 1) * sizeof(char *));
		names.items[names.count++] = strdup(entry->d_name);
	}
	if (dir)
		closedir(dir);
	if (names.count)
		qsort(names.items, names.count, sizeof(char *), names_compare);
	return names;
}

static inline void names_release(struct names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->items[i]);
	free(names->items);
	*names = (struct names){NULL, 0};
}

static inline bool is_bad_draft(const char *name)
{
	return strncmp(name, "bad", 3) == 0 && strstr(name, ".md");
}

static inline bool is_good_draft(const char *name)
{
	return strncmp(name, "good", 4) == 0 && strstr(name, ".md");
}

/* A folder: what else lies beside them are files. */
static inline bool is_fixture_folder(const char *name)
{
	return !strchr(name, '.');
}

/* The bytes of PATH; nothing when it cannot be read. */
static inline struct builder file_bytes(const char *path)
{
	struct builder bytes = {0};
	FILE *file = fopen(path, "rb");
	char part[4096];

	for (size_t n; file && (n = fread(part, 1, sizeof(part), file)) > 0;)
		builder_add(&bytes, part, n);
	if (file)
		fclose(file);
	return bytes;
}

#endif
