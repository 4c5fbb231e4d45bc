/*
 * What parsing Markdown costs at the least: reads each file named on the command
 * line and lets cmark parse it with its default allocator, nothing else.
 */
#include <stdio.h>
#include <stdlib.h>

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
	for (int i = 1; i < argc; i++) {
		size_t size = 0;
		char *bytes = read_file(argv[i], &size);
		cmark_node *root;

		if (!bytes) {
			perror(argv[i]);
			return 2;
		}
		root = cmark_parse_document(bytes, size, CMARK_OPT_DEFAULT);
		cmark_node_free(root);
		free(bytes);
	}
	return 0;
}
