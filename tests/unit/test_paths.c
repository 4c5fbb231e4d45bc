/* Which files a run is about: folders that are searched, paths that are named. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>

#include "lint/paths.h"
#include "support.h"

/*
 * NAMES (up to NULL) as they are found, sorted: a line for each, "path" with marks
 * behind it: "!" named, "@" a link, "x" failed, then why it is skipped or wrong.
 */
static const char *found(struct arena *arena, const char *const *names)
{
	struct paths paths = {.arena = arena};
	struct builder out = {0};
	const char *text;

	for (; *names; names++)
		paths_add(&paths, *names);
	paths_sort(&paths);
	for (size_t i = 0; i < paths.count; i++) {
		const struct path *path = &paths.items[i];

		builder_printf(&out, "%s%s%s", path->path, path->named ? "!" : "",
		               path->state == PATH_LINK     ? "@"
		               : path->state == PATH_FAILED ? "x"
		                                            : "");
		if (path->skip)
			builder_printf(&out, " (%s)", path->skip);
		if (path->error)
			builder_printf(&out, " [%s]", path->error);
		builder_add_char(&out, '\n');
	}
	text = builder_copy(&out, arena);
	builder_release(&out);
	return text;
}

#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})

static void folders_are_searched_in_order(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	write_file("b.md", "");
	write_file("a/z.md", "");
	write_file("a/b/c.txt", "");
	write_file("a.md", "");
	write_file("a-b.md", "");
	write_file("\xC3\xA9.md", "");
	write_file("with blank\n.md", "");
	make_folder("empty");
	/* By the bytes of the whole path. */
	assert_string_equal(found(arena, NAMES(".")),
	                    "a-b.md\na.md\na/b/c.txt\na/z.md\nb.md\nwith blank\n.md\n"
	                    "\xC3\xA9.md\n");
	assert_string_equal(found(arena, NAMES("a")), "a/b/c.txt\na/z.md\n");
	assert_string_equal(found(arena, NAMES("a/")), "a/b/c.txt\na/z.md\n");
	assert_string_equal(found(arena, NAMES("./a")), "a/b/c.txt\na/z.md\n");
	assert_string_equal(found(arena, NAMES(".//./a/b")), "a/b/c.txt\n");
	assert_string_equal(found(arena, NAMES("empty")), "");
	assert_string_equal(found(arena, NAMES("a/..")),
	                    "a/../a-b.md\na/../a.md\na/../a/b/c.txt\na/../a/z.md\na/../b.md\n"
	                    "a/../with blank\n.md\na/../\xC3\xA9.md\n");
	arena_free(arena);
}

static void the_folder_above_is_searched(void **state)
{
	struct arena *arena = arena_new();
	char *here = getcwd(NULL, 0);
	const char *whole;

	(void)state;
	write_file("x/one.md", "");
	make_folder("y");
	whole = arena_printf(arena, "%s/x", here);
	assert_string_equal(found(arena, NAMES(whole)), arena_printf(arena, "%s/x/one.md\n", here));
	assert_int_equal(chdir("y"), 0);
	assert_string_equal(found(arena, NAMES("../x")), "../x/one.md\n");
	assert_string_equal(found(arena, NAMES("..")), "../x/one.md\n");
	assert_string_equal(found(arena, NAMES(".")), "");
	free(here);
	arena_free(arena);
}

static void hidden_and_installed_folders_are_left_out(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	write_file(".git/config.md", "");
	write_file(".github/a.md", "");
	write_file("node_modules/p/README.md", "");
	write_file("sub/node_modules/p/README.md", "");
	write_file("sub/.hidden/b.md", "");
	write_file("sub/.hidden.md", "");
	write_file("node_modules_too/c.md", "");
	assert_string_equal(found(arena, NAMES(".")), "node_modules_too/c.md\nsub/.hidden.md\n");
	/* What is named is meant. */
	assert_string_equal(found(arena, NAMES(".github", "sub/node_modules")),
	                    ".github/a.md\nsub/node_modules/p/README.md\n");
	assert_string_equal(found(arena, NAMES(".github/a.md")), ".github/a.md!\n");
	arena_free(arena);
}

static void links_are_not_followed(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	write_file("in/a.md", "");
	write_file("work/b.md", "");
	write_file("work/.git/c.md", "");
	write_file("workshop/d.md", "");
	assert_int_equal(chdir("work"), 0);
	assert_int_equal(symlink("b.md", "inside.md"), 0);
	assert_int_equal(symlink("../in/a.md", "outside.md"), 0);
	assert_int_equal(symlink("../in", "folder"), 0);
	assert_int_equal(symlink(".", "loop"), 0);
	assert_int_equal(symlink("nowhere", "dangling.md"), 0);
	assert_int_equal(symlink(".git/c.md", "git.md"), 0);
	assert_string_equal(found(arena, NAMES(".")), "b.md\n"
	                                              "dangling.md (symbolic links)\n"
	                                              "folder (symbolic links)\n"
	                                              "git.md (symbolic links)\n"
	                                              "inside.md (symbolic links)\n"
	                                              "loop (symbolic links)\n"
	                                              "outside.md (symbolic links)\n");
	assert_string_equal(found(arena, NAMES("inside.md")), "inside.md!@\n");
	assert_string_equal(found(arena, NAMES("outside.md")), "outside.md!x\n");
	assert_string_equal(found(arena, NAMES("git.md")), "git.md!x\n");
	/* Beside the working directory, in one whose name only begins alike. */
	assert_int_equal(symlink("../workshop/d.md", "beside.md"), 0);
	assert_string_equal(found(arena, NAMES("beside.md")), "beside.md!x\n");
	assert_string_equal(found(arena, NAMES("dangling.md")), "dangling.md!x\n");
	assert_string_equal(found(arena, NAMES("folder", "loop")), "folder!x\nloop!x\n");
	arena_free(arena);
}

static void what_is_no_file_is_no_draft(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	make_folder("f");
	assert_int_equal(mkfifo("f/fifo.md", 0644), 0);
	assert_string_equal(found(arena, NAMES("f")), "f/fifo.md (not regular files)\n");
	assert_string_equal(found(arena, NAMES("f/fifo.md")), "f/fifo.md!x\n");
	assert_string_equal(found(arena, NAMES("none.md", "none/")), "none.md!x\nnone/!x\n");
	assert_string_equal(found(arena, NAMES("")), "!x\n");
	arena_free(arena);
}

static void each_path_is_one(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	write_file("a/b.md", "");
	write_file("a/c.md", "");
	assert_string_equal(found(arena, NAMES("a/b.md", "a", "a/", "./a/b.md")),
	                    "a/b.md!\na/c.md\n");
	assert_string_equal(found(arena, NAMES("a", "a/c.md", "none", "none")),
	                    "a/b.md\na/c.md!\nnone!x\n");
	arena_free(arena);
}

static void folders_that_cannot_be_searched_are_told(void **state)
{
	struct arena *arena;

	(void)state;
	write_file("a/b.md", "");
	write_file("a/shut/c.md", "");
	assert_int_equal(chmod("a/shut", 0), 0);
	if (!permissions_matter())
		skip();
	arena = arena_new();
	assert_string_equal(found(arena, NAMES("a")),
	                    "a/b.md\na/shutx [cannot be searched: Permission denied]\n");
	assert_string_equal(found(arena, NAMES("a/shut")),
	                    "a/shut!x [cannot be searched: Permission denied]\n");
	permissions_restore();
	assert_int_equal(chmod("a/shut", 0700), 0);
	arena_free(arena);
}

/* Makes folders "d" in each other and a file in the last, as deep as told; the
 * working directory is then the deepest. */
static void go_down(int depth)
{
	for (int i = 0; i < depth; i++) {
		assert_int_equal(mkdir("d", 0755), 0);
		assert_int_equal(chdir("d"), 0);
	}
	write_file("x.md", "");
}

static void deep_trees_have_a_limit(void **state)
{
	struct arena *arena = arena_new();
	struct scratch *scratch = *state;
	const char *text;

	go_down(200);
	assert_int_equal(chdir(scratch->folder), 0);
	text = found(arena, NAMES("."));
	assert_true(slice_ends(slice_of(text), "/d/x.md\n"));
	assert_int_equal(strlen(text), 200 * 2 + strlen("x.md\n"));
	assert_int_equal(mkdir("more", 0755), 0);
	assert_int_equal(rename("d", "more/d"), 0);
	text = found(arena, NAMES("."));
	assert_true(slice_ends(slice_of(text), "/dx [cannot be searched: nested too deep]\n"));
	arena_free(arena);
}

static void many_files_are_found(void **state)
{
	struct arena *arena = arena_new();
	struct paths paths = {.arena = arena};

	(void)state;
	for (int i = 0; i < 1200; i++) {
		char path[32];

		snprintf(path, sizeof(path), "%02d/%04d.md", i % 30, i);
		write_file(path, "");
	}
	paths_add(&paths, ".");
	paths_add(&paths, "07");
	assert_int_equal(paths.count, 1240);
	paths_sort(&paths);
	assert_int_equal(paths.count, 1200);
	for (size_t i = 1; i < paths.count; i++)
		assert_true(strcmp(paths.items[i - 1].path, paths.items[i].path) < 0);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    scratch_test(folders_are_searched_in_order),
	    scratch_test(the_folder_above_is_searched),
	    scratch_test(hidden_and_installed_folders_are_left_out),
	    scratch_test(links_are_not_followed),
	    scratch_test(what_is_no_file_is_no_draft),
	    scratch_test(each_path_is_one),
	    scratch_test(folders_that_cannot_be_searched_are_told),
	    scratch_test(deep_trees_have_a_limit),
	    scratch_test(many_files_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
