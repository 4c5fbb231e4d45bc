#include "cli/asset.h"

#include <assert.h>
#include <string.h>

const struct asset *asset_find(const char *name)
{
	const struct asset *item = assets;

	while (item->name && strcmp(item->name, name) != 0)
		item++;
	assert(item->name);
	return item;
}

const char *asset(const char *name)
{
	return asset_find(name)->text;
}
