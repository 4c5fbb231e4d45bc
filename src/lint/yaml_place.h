/*
 * YAML place: what stands at a place of YAML front matter, told from its lines alone:
 * while it is being written it can often not be read.
 */
#ifndef LINT_YAML_PLACE_H
#define LINT_YAML_PLACE_H

#include <stdbool.h>

#include "base/source.h"

struct arena;

struct yaml_place {
	struct span lines; /* of the front matter, without its first and its closing line */
	struct span line;  /* that the place is in, with its line break */
	struct slice key;  /* whose value stands there: "a", or "a.b" where it is nested;
	                      empty: a key of the outermost map */
	struct span word;  /* what stands there, quotes included */
	bool is_comment;
};

/* Whether OFFSET of SOURCE lies in YAML front matter, closed or not, where a value or
 * a key of the outermost map can stand. Memory: ARENA. */
bool yaml_place_at(struct arena *arena, const struct source *source, size_t offset,
                   struct yaml_place *place);

#endif
