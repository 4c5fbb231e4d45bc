/*
 * What a check of drafts is measured against: reads each file named behind the
 * first operand, "read" or "cmark"; with "cmark" it lets cmark parse it with its
 * default allocator and gives the tree back. Nothing else.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmark.h>

static char *read_file(const char *path, size_t *size)
{
	FILE *file = fopen(path, "rb");
	char *bytes;
	long length;

	if (!file || fseek(file, 0, SEEK_END) != 0 || (length = ftell(file)) < 0)
		return NULL;
	rewind(file);
	bytes = malloc((size_t)length + 1);
	if (bytes && fread(bytes, 1, (size_t)length, file) != (size_t)length) {
		free(bytes);
		bytes = NULL;
	}
	fclose(file);
	*size = (size_t)length;
	return bytes;
}

int main(int argc, char **argv)
{
	int parse = argc > 1 && strcmp(argv[1], "cmark") == 0;

	for (int i = 2; i < argc; i++) {
		size_t size = 0;
		char *bytes = read_file(argv[i], &size);

		if (!bytes) {
			perror(argv[i]);
			return 2;
		}
		if (parse)
			cmark_node_free(cmark_parse_document(bytes, size, CMARK_OPT_DEFAULT));
		free(bytes);
	}
	return 0;
}
