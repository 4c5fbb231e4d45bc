/* Names that stand for entries, however they are written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "parse/yaml.h"
#include "rules/taxonomy.h"
#include "support.h"

static void writings_of_a_name_are_equal(void **state)
{
	static const char *const alex[] = {"Alex Chen",    "alex-chen",   "alex_chen",
	                                   "AlexChen",     "alexChen",    "ALEX.CHEN",
	                                   " alex  chen ", "a-l-e-x-chen"};
	static const char *const others[] = {"alex",      "alex chens",       "alexchan",
	                                     "alex/chen", "alex,chen",        "",
	                                     "-",         "\xC3\x84lex chen", "alex\tchen"};

	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(alex); i++) {
		struct slice name = slice_of(alex[i]);

		for (size_t j = 0; j < SUPPORT_COUNT(alex); j++) {
			assert_true(name_equal(name, slice_of(alex[j])));
			assert_int_equal(name_hash(name), name_hash(slice_of(alex[j])));
		}
		for (size_t j = 0; j < SUPPORT_COUNT(others); j++) {
			assert_false(name_equal(name, slice_of(others[j])));
			assert_false(name_equal(slice_of(others[j]), name));
		}
	}
	/* Case is that of ASCII alone; separators alone are no name. */
	assert_false(name_equal(slice_of("\xC3\xA9t\xC3\xA9"), slice_of("\xC3\x89t\xC3\xA9")));
	assert_true(name_equal(slice_of("-"), slice_of("")));
}

static void equality_is_that_of_the_letters_left(void **state)
{
	uint64_t seed = 41;

	(void)state;
	for (int round = 0; round < 50000; round++) {
		char texts[2][8];
		char left[2][8];

		for (int t = 0; t < 2; t++) {
			size_t len = random_below(&seed, 7);
			size_t kept = 0;

			for (size_t i = 0; i < len; i++) {
				texts[t][i] = "abA -_."[random_below(&seed, 7)];
				if (char_is_alpha(texts[t][i]))
					left[t][kept++] = char_lower(texts[t][i]);
			}
			texts[t][len] = left[t][kept] = '\0';
		}
		assert_int_equal(name_equal(slice_of(texts[0]), slice_of(texts[1])),
		                 strcmp(left[0], left[1]) == 0);
		assert_int_equal(name_hash(slice_of(texts[0])) == name_hash(slice_of(texts[1])),
		                 strcmp(left[0], left[1]) == 0);
	}
}

/* ---- a taxonomy ---- */

static struct arena *arena;

static void add(struct taxonomy *taxonomy, const char *id, const char *name, const char *aliases)
{
	struct entry *entry = arena_alloc(arena, sizeof(*entry));
	struct source *source = source_from_bytes(arena, "x.yaml", aliases, strlen(aliases));
	struct problems problems = {.arena = arena};

	entry->id = id;
	entry->name = name ? name : id;
	if (*aliases)
		entry->aliases =
		    yaml_read(arena, source, (struct span){0, source->size}, 0, &problems, NULL);
	taxonomy_add(taxonomy, arena, entry);
	assert_int_equal(entry->index, taxonomy->count - 1);
}

static struct taxonomy personas(void)
{
	struct taxonomy taxonomy = {.what = "persona"};

	add(&taxonomy, "alex", "Alex Chen", "[Enterprise CTO, \"C.T.O.\"]");
	add(&taxonomy, "sarah", NULL, "startup founder");
	add(&taxonomy, "marcus", "Marcus", "");
	/* An earlier entry keeps a name that a later one claims too. */
	add(&taxonomy, "cto", "Fractional", "");
	return taxonomy;
}

static const char *found(const struct taxonomy *taxonomy, const char *name)
{
	const struct entry *entry = taxonomy_find(taxonomy, slice_of(name));

	return entry ? entry->id : "nobody";
}

static void names_are_found(void **state)
{
	struct taxonomy taxonomy = personas();
	struct taxonomy none = {.what = "persona"};

	(void)state;
	assert_string_equal(found(&taxonomy, "ALEX"), "alex");
	assert_string_equal(found(&taxonomy, "alex_chen"), "alex");
	assert_string_equal(found(&taxonomy, "enterprise-cto"), "alex");
	assert_string_equal(found(&taxonomy, "CTO"), "alex");
	assert_string_equal(found(&taxonomy, "StartupFounder"), "sarah");
	assert_string_equal(found(&taxonomy, "fractional"), "cto");
	assert_string_equal(found(&taxonomy, "alex c"), "nobody");
	assert_string_equal(found(&taxonomy, ""), "nobody");
	assert_string_equal(found(&none, "alex"), "nobody");
}

static void ids_are_exact(void **state)
{
	struct taxonomy taxonomy = personas();

	(void)state;
	assert_ptr_equal(taxonomy_by_id(&taxonomy, slice_of("cto")), taxonomy.items[3]);
	assert_ptr_equal(taxonomy_by_id(&taxonomy, slice_of("alex")), taxonomy.items[0]);
	assert_null(taxonomy_by_id(&taxonomy, slice_of("Alex")));
	assert_null(taxonomy_by_id(&taxonomy, slice_of("Alex Chen")));
	assert_null(taxonomy_by_id(&taxonomy, slice_of("")));
}

static void near_names_are_offered(void **state)
{
	struct taxonomy taxonomy = personas();
	bool certain = true;

	(void)state;
	assert_string_equal(taxonomy_nearest(&taxonomy, slice_of("marcsu"), &certain)->id,
	                    "marcus");
	assert_true(certain);
	assert_string_equal(taxonomy_nearest(&taxonomy, slice_of("Enterprise CT"), &certain)->id,
	                    "alex");
	assert_string_equal(taxonomy_nearest(&taxonomy, slice_of("startup foudner"), &certain)->id,
	                    "sarah");
	assert_null(taxonomy_nearest(&taxonomy, slice_of("everybody"), &certain));
	assert_null(taxonomy_nearest(&taxonomy, slice_of(""), &certain));
}

static void lists_are_cut(void **state)
{
	struct taxonomy taxonomy = personas();
	struct taxonomy none = {.what = "persona"};

	(void)state;
	assert_string_equal(taxonomy_list(&taxonomy, arena, 9), "`alex`, `sarah`, `marcus`, `cto`");
	assert_string_equal(taxonomy_list(&taxonomy, arena, 4), "`alex`, `sarah`, `marcus`, `cto`");
	assert_string_equal(taxonomy_list(&taxonomy, arena, 2), "`alex`, `sarah`, \xE2\x80\xA6");
	assert_string_equal(taxonomy_list(&none, arena, 2), "");
}

static int enter(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int leave(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

#define ARENA_TEST(function) cmocka_unit_test_setup_teardown(function, enter, leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(writings_of_a_name_are_equal),
	    cmocka_unit_test(equality_is_that_of_the_letters_left),
	    ARENA_TEST(names_are_found),
	    ARENA_TEST(ids_are_exact),
	    ARENA_TEST(near_names_are_offered),
	    ARENA_TEST(lists_are_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
