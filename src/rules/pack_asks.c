/* The globs of calls to action, in lists by what a link must begin with. */
#include "base/arena.h"
#include "rules/glob.h"
#include "rules/pack_loader.h"

/* The list of GLOB; CTA_LINK_OTHERS when it does not say what a link begins with. */
static size_t link_list_of(struct slice glob)
{
	bool path = glob.len && glob.ptr[0] == '/';
	struct slice rest = slice_sub(glob, path, glob.len);
	size_t list = path ? CTA_LINK_PATHS : 0;

	if (!rest.len || glob_is_special(rest.ptr[0]))
		return CTA_LINK_OTHERS;
	return list + (unsigned char)rest.ptr[0];
}

void pack_add_cta_links(struct pack_loader *loader, const struct cta *cta)
{
	struct pack *pack = loader->pack;

	pack_check_globs(loader, cta->links);
	for (const struct node *n = strings_first(cta->links); n; n = strings_next(cta->links, n)) {
		uint32_t *list = &pack->cta_link_lists[link_list_of(node_text(n))];

		pack->cta_links =
		    arena_grow(loader->decoder.arena, pack->cta_links, pack->cta_link_count,
		               &pack->cta_link_capacity, sizeof(*pack->cta_links));
		pack->cta_links[pack->cta_link_count++] =
		    (struct cta_link){node_text(n), cta->entry.index, *list};
		*list = (uint32_t)pack->cta_link_count;
	}
}
