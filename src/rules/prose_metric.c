/* The kinds that reckon with the whole text: metric and readability. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "rules/formula.h"
#include "rules/prose_matcher.h"
#include "rules/statistics.h"

static const char *const names[] = {"words",
                                    "sentences",
                                    "syllables",
                                    "characters",
                                    "complex_words",
                                    "long_words",
                                    "polysyllabic_words",
                                    "paragraphs",
                                    "heading.h1",
                                    "heading.h2",
                                    "heading.h3",
                                    "heading.h4",
                                    "heading.h5",
                                    "heading.h6",
                                    "list",
                                    "blockquote",
                                    "pre",
                                    "value"};

enum { NAME_COUNT = sizeof(names) / sizeof(names[0]), VALUE = NAME_COUNT - 1 };

struct metric {
	const struct formula *formula;
	const struct formula *condition;
};

/* The formula under KEY; BEFORE is put before it, and lets it use the value. */
static const struct formula *read_formula(struct prose_loader *loader, const char *key,
                                          const char *before)
{
	const struct node *node = node_get(loader->root, key);
	struct slice text = slice_of(
	    arena_printf(loader->decoder.arena, "%s%.*s", before, SLICE_ARG(node_text(node))));
	struct formula_error error;
	const struct formula *formula =
	    formula_parse(loader->decoder.arena, text, names, *before ? NAME_COUNT : VALUE, &error);
	size_t at = error.offset > strlen(before) ? error.offset - strlen(before) : 0;

	if (!formula)
		decode_error(&loader->decoder, textmap_source(&node->map, at, at + 1),
		             "`%s` is no formula: %s", key, error.message);
	return formula;
}

bool prose_read_metric(struct prose_loader *loader)
{
	struct metric *own = arena_alloc(loader->decoder.arena, sizeof(*own));

	loader->matcher->own = own;
	own->formula = read_formula(loader, "formula", "");
	own->condition = read_formula(loader, "condition", "value ");
	return own->formula && own->condition;
}

static void report_value(struct finder *f, double value)
{
	struct prose_argument argument = {.text =
	                                      slice_of(arena_printf(f->run->arena, "%.2f", value))};

	finder_report(f, (struct span){0, 0}, &argument, 1);
}

void prose_find_metric(struct finder *f)
{
	const struct metric *own = f->rule->own;
	struct statistics s = statistics_of(f->text->text);
	const struct prose_counts *counts = &f->run->view->counts;
	double values[NAME_COUNT] = {(double)s.words,
	                             (double)s.sentences,
	                             (double)s.syllables,
	                             (double)s.characters,
	                             (double)s.complex,
	                             (double)s.long_words,
	                             (double)s.polysyllabic,
	                             (double)s.paragraphs,
	                             (double)counts->headings[0],
	                             (double)counts->headings[1],
	                             (double)counts->headings[2],
	                             (double)counts->headings[3],
	                             (double)counts->headings[4],
	                             (double)counts->headings[5],
	                             (double)counts->lists,
	                             (double)counts->quotes,
	                             (double)counts->codes,
	                             0};

	if (!s.words)
		return;
	values[VALUE] = formula_value(own->formula, values);
	if (formula_value(own->condition, values) != 0)
		report_value(f, values[VALUE]);
}

/* ---- readability ---- */

static double gunning_fog(const struct statistics *s)
{
	return 0.4 * ((double)s->words / (double)s->sentences +
	              100.0 * (double)s->complex / (double)s->words);
}

static double coleman_liau(const struct statistics *s)
{
	return 5.88 * (double)s->characters / (double)s->words -
	       29.6 * (double)s->sentences / (double)s->words - 15.8;
}

static double flesch_kincaid(const struct statistics *s)
{
	return 0.39 * (double)s->words / (double)s->sentences +
	       11.8 * (double)s->syllables / (double)s->words - 15.59;
}

static double smog(const struct statistics *s)
{
	return 1.0430 * sqrt((double)s->polysyllabic * 30.0 / (double)s->sentences) + 3.1291;
}

static double automated(const struct statistics *s)
{
	return 4.71 * (double)s->characters / (double)s->words +
	       0.5 * (double)s->words / (double)s->sentences - 21.43;
}

static const struct {
	const char *name;
	double (*grade)(const struct statistics *s);
} grades[] = {
    {"Gunning Fog", gunning_fog},         {"Coleman-Liau", coleman_liau},
    {"Flesch-Kincaid", flesch_kincaid},   {"SMOG", smog},
    {"Automated Readability", automated},
};

enum { GRADE_COUNT = sizeof(grades) / sizeof(grades[0]) };

struct readability {
	bool used[GRADE_COUNT];
	size_t count;
	double most;
};

bool prose_read_readability(struct prose_loader *loader)
{
	const struct node *metrics = loader->file.metrics;
	struct readability *own = arena_alloc(loader->decoder.arena, sizeof(*own));

	loader->matcher->own = own;
	own->most = prose_number(loader, "grade", loader->file.grade, 0);
	for (const struct node *n = strings_first(metrics); n; n = strings_next(metrics, n)) {
		size_t i = 0;

		while (i < GRADE_COUNT && !slice_is(node_text(n), grades[i].name))
			i++;
		if (i == GRADE_COUNT) {
			decode_error(&loader->decoder, node_value_span(n), "unknown metric `%.*s`",
			             SLICE_ARG(node_text(n)));
			return false;
		}
		own->count += !own->used[i];
		own->used[i] = true;
	}
	return true;
}

/* The mean of the grades that are asked for. */
void prose_find_readability(struct finder *f)
{
	const struct readability *own = f->rule->own;
	struct statistics s = statistics_of(f->text->text);
	double sum = 0;

	if (!s.words || !s.sentences)
		return;
	for (size_t i = 0; i < GRADE_COUNT; i++)
		if (own->used[i])
			sum += grades[i].grade(&s);
	if (sum / (double)own->count > own->most)
		report_value(f, sum / (double)own->count);
}
