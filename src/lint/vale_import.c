#include "lint/vale_import.h"

#include <sys/stat.h>

#include "base/arena.h"
#include "lint/paths.h"
#include "lint/vale.h"

/* What Vale looks for, in its order. */
static const char *const names[] = {".vale", "_vale", "vale.ini", ".vale.ini", "_vale.ini"};

static const char *find_file(void)
{
	struct stat status;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (stat(names[i], &status) == 0 && S_ISREG(status.st_mode))
			return names[i];
	return NULL;
}

bool vale_import(struct run *run, const char *path, struct draftlint_import *out)
{
	struct session *session = run->session;
	struct report report = report_in(session->arena);
	struct vale vale = {.arena = session->arena, .report = &report};

	*out = (struct draftlint_import){0};
	if (!path)
		path = find_file();
	if (!path) {
		run_fail(run, "there is no .vale.ini here: name the file");
		return false;
	}
	if (vale_read(&vale, path))
		vale_find(&vale);
	if (!vale.failed) {
		out->bytes = vale_write(&vale, &out->size);
		out->path = paths_in(vale.arena, vale.folder, CONFIG_NAME);
		out->source = path;
		out->lost = vale.lost;
	}
	run_deliver_report(run, &report);
	return !vale.failed;
}
