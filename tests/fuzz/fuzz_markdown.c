/*
 * Any bytes as Markdown, plain and MDX: whatever they are, the document keeps
 * the properties of markdown_generator.h or a limit is said.
 */
#include <stdint.h>
#include <stdlib.h>

#include "../unit/markdown_generator.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* The first byte chooses the dialect. */
	bool mdx = size && data[0] % 2;
	struct parsed parsed;
	const char *wrong;

	if (size == 0)
		return 0;
	parsed = parse_bytes((const char *)data + 1, size - 1, mdx);
	wrong = wrong_document(&parsed);
	if (wrong || parsed.complete != (parsed.problems.count == 0)) {
		fprintf(stderr, "%s\n", wrong ? wrong : "a limit is not said");
		abort();
	}
	arena_free(parsed.arena);
	return 0;
}
