/*
 * What an editor asks about places of a draft, with a shipped pack: what is named, what
 * could be written, how a finding is excused. What is offered is tried: the draft with
 * it must be as good as was said.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <draftlint.h>

#include "support.h"

#define DRAFT                                                                                      \
	"---\npersona: sarah\nstage: awareness\npain: openai-burn\ncta: subscribe\n"               \
	"channels:\n  - hackernews\n---\n\n# One\n\nText.\n\n## Two\n\n"                           \
	"<!-- draftlint-disable-next-line sales-pitch -->\nMore.\n"

static const struct draftlint_receiver nobody = {NULL, NULL, NULL, NULL, NULL};

struct desk {
	struct draftlint_options options;
	struct draftlint *session;
	struct draftlint *aside; /* for callbacks of the other */
	struct draftlint_reading *reading;
	struct builder lines; /* what a callback was given */
	char *text;
	size_t count;
};

static int open_desk(void **state)
{
	struct desk *desk = calloc(1, sizeof(*desk));

	desk->options = (struct draftlint_options){
	    .pack = "rules/iron-cage", .no_config = true, .max_warnings = -1};
	desk->session = draftlint_new(&desk->options);
	desk->aside = draftlint_new(&desk->options);
	*state = desk;
	return 0;
}

static int close_desk(void **state)
{
	struct desk *desk = *state;

	draftlint_reading_free(desk->reading);
	draftlint_free(desk->session);
	draftlint_free(desk->aside);
	builder_release(&desk->lines);
	free(desk->text);
	free(desk);
	return 0;
}

static void read_text(struct desk *desk, const char *text)
{
	draftlint_reading_free(desk->reading);
	free(desk->text);
	desk->text = strdup(text);
	desk->reading = draftlint_reading_new(desk->session, "draft.md", desk->text,
	                                      strlen(desk->text), &nobody);
	assert_non_null(desk->reading);
}

/* The offset behind the first PLACE of the text. */
static size_t behind(const struct desk *desk, const char *place)
{
	const char *found = strstr(desk->text, place);

	assert_non_null(found);
	return (size_t)(found - desk->text) + strlen(place);
}

/* ---- names ---- */

static void entries_and_rules_are_named(void **state)
{
	static const struct {
		const char *place;
		const char *kind;
		const char *id;
	} places[] = {
	    {"persona: s", "persona", "sarah"},
	    {"persona: sarah", "persona", "sarah"},
	    {"stage: a", "stage", "awareness"},
	    {"pain: openai", "pain", "openai-burn"},
	    {"- hacker", "channel", "hackernews"},
	    {"cta: ", "cta", "subscribe"},
	    {"line sales", "rule", "sales-pitch"},
	    {"pers", "field", "persona"},
	    {"Text", NULL, NULL},
	    {"draftlint-dis", NULL, NULL},
	};
	struct desk *desk = *state;

	read_text(desk, DRAFT);
	for (size_t i = 0; i < SUPPORT_COUNT(places); i++) {
		struct draftlint_mention mention;
		bool named = draftlint_reading_mention(desk->reading, behind(desk, places[i].place),
		                                       &mention);

		if (named != (places[i].kind != NULL))
			fail_msg("%s", places[i].place);
		if (!named)
			continue;
		assert_string_equal(mention.kind, places[i].kind);
		assert_string_equal(mention.id, places[i].id);
		if (strcmp(mention.kind, "field") == 0)
			continue;
		assert_non_null(mention.path);
		assert_true(mention.declared.start.line > 0);
		assert_int_equal(mention.range.end.byte - mention.range.start.byte,
		                 strlen(mention.id));
	}
}

static void add_line(void *context, const char *label, const char *text)
{
	builder_printf(&((struct desk *)context)->lines, "%s|%s\n", label, text);
}

/* A card by its place is the card by its name. */
static void cards_are_those_of_explain(void **state)
{
	struct desk *desk = *state;
	char *by_name;

	read_text(desk, DRAFT);
	assert_true(draftlint_card(desk->session, "persona:sarah", &nobody, add_line, desk));
	by_name = strdup(desk->lines.bytes);
	builder_clear(&desk->lines);
	assert_true(
	    draftlint_reading_card(desk->reading, behind(desk, "persona: s"), add_line, desk));
	assert_string_equal(desk->lines.bytes, by_name);
	free(by_name);
	builder_clear(&desk->lines);
	assert_true(draftlint_reading_card(desk->reading, behind(desk, "pain: o"), add_line, desk));
	assert_non_null(strstr(desk->lines.bytes, "id|openai-burn\n"));
	builder_clear(&desk->lines);
	assert_true(draftlint_reading_card(desk->reading, behind(desk, "\nst"), add_line, desk));
	assert_non_null(strstr(desk->lines.bytes, "|`adoption` "));
	assert_false(draftlint_reading_card(desk->reading, 0, add_line, desk));
}

static void add_heading(void *context, const struct draftlint_heading *heading)
{
	builder_printf(&((struct desk *)context)->lines, "%u %s %u-%u\n", heading->level,
	               heading->text, heading->whole.start.line, heading->whole.end.line);
}

static void headings_are_listed(void **state)
{
	struct desk *desk = *state;

	read_text(desk, DRAFT);
	draftlint_reading_outline(desk->reading, add_heading, desk);
	assert_string_equal(desk->lines.bytes, "1 One 10-18\n2 Two 14-18\n");
}

/* ---- offers ---- */

struct trial {
	struct desk *desk;
	size_t offered;
	size_t fitting;
};

static void count_problems(void *context, const struct draftlint_file *file)
{
	size_t *problems = context;

	for (size_t i = 0; i < file->finding_count; i++)
		problems[strstr(file->findings[i].rule, "-unknown") ? 0 : 1] +=
		    strstr(file->findings[i].rule, "-unknown") ||
		    strstr(file->findings[i].rule, "-mismatch") ||
		    strcmp(file->findings[i].rule, "pain-not-persona") == 0 ||
		    strcmp(file->findings[i].rule, "front-matter-missing") == 0 ||
		    strcmp(file->findings[i].rule, "front-matter-syntax") == 0;
}

/* Makes the edit that is offered and checks the text. */
static void try_offer(void *context, const struct draftlint_offer *offer)
{
	struct trial *trial = context;
	size_t problems[2] = {0, 0};
	struct draftlint_receiver receiver = {.context = problems, .file = count_problems};
	const char *text = trial->desk->text;
	struct builder edited = {0};

	assert_true(offer->range.start.byte <= offer->range.end.byte);
	assert_true(offer->range.end.byte <= strlen(text));
	builder_add(&edited, text, offer->range.start.byte);
	builder_add_string(&edited, offer->text);
	builder_add_string(&edited, text + offer->range.end.byte);
	draftlint_check_text(trial->desk->session, "draft.md", edited.bytes, edited.len, &receiver);
	if (problems[0] || (offer->fits && problems[1]))
		fail_msg("`%s` at %zu in\n%s", offer->text, offer->range.start.byte, text);
	builder_release(&edited);
	trial->offered++;
	trial->fitting += offer->fits;
}

/* What stands where `|` does is replaced by each offer in turn. */
static void offers_are_as_good_as_they_say(void **state)
{
	static const struct {
		const char *text;
		size_t least;
	} drafts[] = {
	    {"---\npersona: |\n---\n", 4},
	    {"---\npersona:|\n---\n", 4},
	    {"---\npersona: sa|rah\nstage: awareness\n---\n", 4},
	    {"---\npersona: \"sa|\"\n---\n", 4},
	    {"---\npersona: 'sa|\nstage: decision\n---\n", 4},
	    {"---\npersona: alex\npain: |\n---\n", 5},
	    {"---\npersona: elena\nstage: adoption\ncta: | # why\n---\n", 5},
	    {"---\npersona: marcus\nstage: decision\ncta: s|\nchannels: [email]\n---\n", 5},
	    {"---\npersona: sarah\nchannels: [|]\n---\n", 5},
	    {"---\npersona: sarah\nchannels: [hackernews, t|]\n---\n", 5},
	    {"---\npersona: sarah\nchannels:\n  - hackernews\n  - |\n---\n", 5},
	    {"---\npersona: sarah\nchannels:\n- |\n---\n", 5},
	    {"---\npersona: alex\nstage: |\n---\n", 4},
	    {"---\npersona: alex\ngoal: |\n---\n", 2},
	    {"---\ngoal: community\npersona: |\n---\n", 4},
	    {"---\nstage: awareness\npersona: alex\nkind: |\n---\n", 5},
	    {"---\npersona: alex\nformat: |\n---\n", 3},
	    {"+++\npersona = \"sa|rah\"\nstage = \"decision\"\n+++\n", 4},
	    {"+++\npersona = \"sarah\"\nchannels = [\"hackernews\", \"em|ail\"]\n+++\n", 5},
	    {"%{\n  persona: \"sarah\",\n  stage: :awa|reness\n}\n---\n", 4},
	    {"%{\n  persona: \"sarah\",\n  pain: :hi|ring\n}\n---\n", 5},
	    {"{\"persona\": \"alex\", \"pain\": \"fire|fighting\"}\n", 5},
	    {"# Title\n\n**Persona:** sa|rah\n**Stage:** awareness\n\nText.\n", 4},
	    {"\xEF\xBB\xBF---\r\npersona: alex\r\npain: |\r\n---\r\n", 5},
	};
	struct desk *desk = *state;

	for (size_t i = 0; i < SUPPORT_COUNT(drafts); i++) {
		struct trial trial = {.desk = desk};
		char *text = strdup(drafts[i].text);
		char *mark = strchr(text, '|');
		size_t at = (size_t)(mark - text);

		memmove(mark, mark + 1, strlen(mark));
		read_text(desk, text);
		draftlint_reading_offers(desk->reading, at, try_offer, &trial);
		if (trial.offered < drafts[i].least || !trial.fitting)
			fail_msg("%zu offers, %zu fit in\n%s", trial.offered, trial.fitting,
			         drafts[i].text);
		free(text);
	}
}

static void add_offer(void *context, const struct draftlint_offer *offer)
{
	struct desk *desk = context;

	builder_printf(&desk->lines, "%s ", offer->id);
	desk->count++;
}

static const char *offers_at(struct desk *desk, const char *text, const char *place)
{
	read_text(desk, text);
	builder_clear(&desk->lines);
	desk->count = 0;
	draftlint_reading_offers(desk->reading, behind(desk, place), add_offer, desk);
	return desk->lines.bytes ? desk->lines.bytes : "";
}

static void nothing_is_offered_elsewhere(void **state)
{
	static const struct {
		const char *text;
		const char *place;
	} places[] = {
	    {"---\npersona: alex\n---\n\nText # text.\n", "Text #"},
	    {"---\ntitle: a\n---\n", "title: "},
	    {"---\nunknown: a\n---\n", "unknown: "},
	    {"---\npersona: alex\n---\n", "pers"},
	    {"---\npersona: alex\n---\n", "--"},
	    {"Text.\n", "T"},
	    {"", ""},
	    {"<!-- draftlint-disable-next-line hype -- because s", "because s"},
	    {"<!-- done -->", "done -->"},
	    {"---\nmap:\n  persona: \n---\n", "map:\n  persona: "},
	};
	struct desk *desk = *state;

	for (size_t i = 0; i < SUPPORT_COUNT(places); i++)
		if (*offers_at(desk, places[i].text, places[i].place))
			fail_msg("%s: %s", places[i].text, desk->lines.bytes);
}

static void what_is_there_is_not_offered_again(void **state)
{
	struct desk *desk = *state;
	const char *offers;

	offers = offers_at(desk, "---\nchannels:\n  - email\n  - \n---\n", "email\n  - ");
	assert_null(strstr(offers, "email "));
	assert_non_null(strstr(offers, "hackernews "));
	offers = offers_at(desk, "---\npersona: alex\nst\n---\n", "\nst");
	assert_null(strstr(offers, "persona "));
	assert_non_null(strstr(offers, "stage "));
	offers =
	    offers_at(desk, "<!-- draftlint-disable-line sales-pitch, buz -->", "sales-pitch, b");
	assert_non_null(strstr(offers, "buzzwords "));
}

/* Another line that is not finished: what simple lines say still counts. */
static void unfinished_lines_do_not_hide_the_others(void **state)
{
	struct desk *desk = *state;
	const char *offers = offers_at(
	    desk, "---\npersona: sarah\ntitle: \"What\nchannels: [a\npain: \n---\n", "pain: ");

	assert_int_equal(strncmp(offers, "openai-burn ", 12), 0);
	assert_int_equal(desk->count, 5);
}

/* ---- remedies ---- */

/* Each remedy of a finding is made: what was found is gone, and nothing is unknown. */
struct cure {
	struct desk *desk;
	const struct draftlint_finding *finding;
	size_t count;
};

struct symptom {
	const char *rule;
	size_t same;
	size_t broken;
};

static void look_for(void *context, const struct draftlint_file *file)
{
	struct symptom *symptom = context;

	for (size_t i = 0; i < file->finding_count; i++) {
		symptom->same += strcmp(file->findings[i].rule, symptom->rule) == 0;
		symptom->broken += strstr(file->findings[i].rule, "front-matter") != NULL;
	}
}

static struct symptom symptoms(struct desk *desk, const char *text, size_t len, const char *rule)
{
	struct symptom symptom = {.rule = rule};
	struct draftlint_receiver receiver = {.context = &symptom, .file = look_for};

	draftlint_check_text(desk->aside, "draft.md", text, len, &receiver);
	return symptom;
}

static void try_remedy(void *context, const struct draftlint_offer *offer)
{
	struct cure *cure = context;
	const char *text = cure->desk->text;
	struct symptom before = symptoms(cure->desk, text, strlen(text), cure->finding->rule);
	struct builder edited = {0};
	struct symptom after;

	builder_add(&edited, text, offer->range.start.byte);
	builder_add_string(&edited, offer->text);
	builder_add_string(&edited, text + offer->range.end.byte);
	after = symptoms(cure->desk, edited.bytes, edited.len, cure->finding->rule);
	if (after.same >= before.same || after.broken > before.broken)
		fail_msg("`%s` does not mend %s:\n%s", offer->text, cure->finding->rule,
		         edited.bytes);
	builder_release(&edited);
	cure->count++;
}

static void try_remedies(void *context, const struct draftlint_file *file)
{
	struct desk *desk = context;

	for (size_t i = 0; i < file->finding_count; i++) {
		struct cure cure = {.desk = desk, .finding = &file->findings[i]};

		draftlint_reading_remedies(desk->reading, &file->findings[i], try_remedy, &cure);
		if (cure.count)
			builder_printf(&desk->lines, "%s ", file->findings[i].rule);
	}
}

static void remedies_mend(void **state)
{
	static const struct {
		const char *text;
		const char *rules;
	} drafts[] = {
	    {"---\npersona: sarah\n---\n",
	     "channel-missing cta-missing pain-missing stage-missing "},
	    {"---\npersona: sarah\nstage:\npain: \"\"\n---\n",
	     "channel-missing cta-missing pain-missing stage-missing "},
	    {"---\npersona: sarah\nstage: awareness\npain: on-call\ncta: contact-sales\n"
	     "channels: [linkedin]\n---\n",
	     "pain-not-persona cta-persona-mismatch cta-stage-mismatch channel-weak "},
	    {"+++\npersona = \"sarah\"\nstage = \"xyz\"\n+++\n",
	     "channel-missing cta-missing pain-missing stage-unknown "},
	    {"---\npersona: [\n---\n", ""},
	    {"No front matter.\n", ""},
	};
	struct desk *desk = *state;

	for (size_t i = 0; i < SUPPORT_COUNT(drafts); i++) {
		struct draftlint_receiver receiver = {.context = desk, .file = try_remedies};

		builder_clear(&desk->lines);
		read_text(desk, drafts[i].text);
		draftlint_check_text(desk->session, "draft.md", desk->text, strlen(desk->text),
		                     &receiver);
		assert_string_equal(desk->lines.bytes ? desk->lines.bytes : "", drafts[i].rules);
	}
}

/* ---- excuses ---- */

struct excused {
	struct desk *desk;
	size_t found;
	size_t here;
	size_t in_file;
	size_t lacking;
};

struct count {
	const char *rule;
	size_t open;
	size_t excused;
	size_t others;
};

static void count_findings(void *context, const struct draftlint_file *file)
{
	struct count *count = context;

	for (size_t i = 0; i < file->finding_count; i++) {
		bool same = strcmp(file->findings[i].rule, count->rule) == 0;

		if (file->findings[i].suppressed)
			count->excused++;
		else
			*(same ? &count->open : &count->others) += 1;
	}
}

static struct count count_in(struct desk *desk, const char *text, size_t len, const char *rule)
{
	struct count count = {.rule = rule};
	struct draftlint_receiver receiver = {.context = &count, .file = count_findings};

	draftlint_check_text(desk->aside, "draft.md", text, len, &receiver);
	return count;
}

static bool try_excuse(struct desk *desk, const struct draftlint_finding *finding, bool whole_file)
{
	struct count before = count_in(desk, desk->text, strlen(desk->text), finding->rule);
	struct draftlint_edit edit;
	struct builder edited = {0};
	struct count after;

	if (!draftlint_reading_excuse(desk->reading, finding->rule, finding->range.start.byte,
	                              whole_file, &edit))
		return false;
	builder_add(&edited, desk->text, edit.range.start.byte);
	builder_add(&edited, edit.text, edit.len);
	builder_add_string(&edited, desk->text + edit.range.end.byte);
	after = count_in(desk, edited.bytes, edited.len, finding->rule);
	assert_true(after.open < before.open);
	assert_true(!whole_file || after.open == 0);
	assert_int_equal(after.others, before.others);
	builder_release(&edited);
	return true;
}

static void try_excuses(void *context, const struct draftlint_file *file)
{
	struct excused *excused = context;

	for (size_t i = 0; i < file->finding_count; i++) {
		if (file->findings[i].suppressed || file->findings[i].incomplete)
			continue;
		/* What front matter lacks stands at its first line, which takes no comment. */
		if (strstr(file->findings[i].rule, "-missing") && excused->desk->text[0] == '-') {
			excused->in_file += try_excuse(excused->desk, &file->findings[i], true);
			excused->lacking++;
			continue;
		}
		excused->found++;
		excused->here += try_excuse(excused->desk, &file->findings[i], false);
		excused->in_file += try_excuse(excused->desk, &file->findings[i], true);
	}
}

static void findings_can_be_excused(void **state)
{
	static const char *const drafts[] = {
	    "---\npersona: sarah\nstage: awarness\ncta: contact-sales\nchannels: "
	    "[linkedin]\n---\n\n"
	    "Our award-winning platform gives you peace of mind.\nAnd peace of mind.\n\n"
	    "- peace of mind\n- more\n\n> peace of mind\n\n| a | b |\n|---|---|\n| peace of mind | "
	    "c |\n\n"
	    "# Peace of mind\n\n1. one\n   peace of mind\n",
	    "---\r\npersona: bob\r\nstage: decision # draftlint-disable-line "
	    "persona-unknown\r\n---\r\n\r\nText.",
	    "Peace of mind without front matter.\n",
	    "---\npersona: [alex, sarah,\n  elena]\ntitle: >\n  peace of mind\n  for "
	    "all\n---\nText\n",
	    "",
	};
	struct desk *desk = *state;
	struct excused excused = {.desk = desk};

	for (size_t i = 0; i < SUPPORT_COUNT(drafts); i++) {
		struct draftlint_receiver receiver = {.context = &excused, .file = try_excuses};

		read_text(desk, drafts[i]);
		draftlint_check_text(desk->session, "draft.md", desk->text, strlen(desk->text),
		                     &receiver);
	}
	/* But for two: within a folded title, and about another comment. */
	assert_true(excused.found >= 15);
	assert_int_equal(excused.here, excused.found - 2);
	assert_int_equal(excused.in_file, excused.found + excused.lacking - 1);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, open_desk, close_desk)
	const struct CMUnitTest tests[] = {
	    TEST(entries_and_rules_are_named),
	    TEST(cards_are_those_of_explain),
	    TEST(headings_are_listed),
	    TEST(offers_are_as_good_as_they_say),
	    TEST(nothing_is_offered_elsewhere),
	    TEST(what_is_there_is_not_offered_again),
	    TEST(unfinished_lines_do_not_hide_the_others),
	    TEST(remedies_mend),
	    TEST(findings_can_be_excused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
