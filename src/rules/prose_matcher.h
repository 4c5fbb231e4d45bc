/*
 * What a compiled prose rule holds: prose.c fills it, prose_find.c runs it.
 * Private to the prose_*.c. A kind of rule is one entry of prose_kinds, with the
 * function that reads its keys and the one that looks through a text.
 */
#ifndef RULES_PROSE_MATCHER_H
#define RULES_PROSE_MATCHER_H

#include "rules/alternation.h"
#include "rules/decode.h"
#include "rules/prose.h"

struct list_of_text {
	const struct slice *items;
	size_t count;
};

/* One pair of a substitution, in the order of rank. */
struct prose_swap {
	struct slice key;
	struct slice value;
	struct list_of_text options; /* value's alternatives at "|"; with action replace */
	struct pattern *key_pattern; /* for "$1" in the value; NULL when it has none */
	struct pattern *accepted;    /* the value as a pattern; NULL: it is plain text */
};

enum prose_action {
	ACTION_NONE,
	ACTION_REPLACE,
	ACTION_REMOVE,
	ACTION_SUGGEST,
	ACTION_CONVERT,
	ACTION_EDIT,
};

struct prose_matcher {
	const struct prose_kind *kind;
	const char *message;
	struct prose_scope scope;
	struct alternation *alternation; /* NULL: the kind has patterns of its own */
	struct alternation *exceptions;  /* found in a match they let it pass; or NULL */
	struct alternation *allowed;     /* phrases that let pass what lies in them; or NULL */
	enum prose_action action;
	struct list_of_text params;   /* of the action */
	struct pattern *edit_pattern; /* of `edit` by `regex` */
	bool capitalize;
	bool ignorecase;
	const struct prose_swap *swaps;
	const void *own; /* what only its kind knows */
};

struct finder {
	const struct prose_matcher *rule;
	struct prose_run *run;
	const struct prose_text *text;
};

/* The keys of a rule file, decoded; those of other kinds stay empty. */
struct rule_file {
	const char *extends;
	const char *message;
	const char *description;
	const char *link;
	const char *bad; /* examples, for `explain` */
	const char *good;
	enum severity level;
	long limit;
	const struct node *scope;
	const struct node *when;
	struct {
		const struct node *when;
	} draftlint;
	struct {
		const char *name;
		const struct node *params;
	} action;
	bool ignorecase;
	bool nonword;
	bool append;
	bool vocab;
	bool capitalize;
	bool alpha;
	bool custom;
	long max;
	long min;
	const char *token;
	const char *first;
	const char *second;
	const char *match;
	const char *style;
	const char *prefix;
	const char *threshold;
	const char *formula;
	const char *condition;
	const char *grade;
	const char *dicpath;
	const char *aff;
	const char *dic;
	const char *script;
	const struct node *tokens;
	const struct node *raw;
	const struct node *swap;
	const struct node *either;
	const struct node *exceptions;
	const struct node *indicators;
	const struct node *metrics;
	const struct node *dictionaries;
	const struct node *filters;
	const struct node *ignore;
};

struct prose_loader {
	struct decoder decoder;
	const struct prose_setting *setting;
	struct phrases *phrases; /* where the rule's go; NULL: it has none */
	const char *name;
	struct rule_file file;
	struct prose_rule *rule;
	struct prose_matcher *matcher;
	const struct node *root;
};

struct prose_kind {
	const char *name;
	/* Fills the loader's matcher; false when it cannot, which was reported. NULL:
	 * rules of this kind are not supported. */
	bool (*read)(struct prose_loader *loader);
	void (*find)(struct finder *finder);
	unsigned scope; /* the only one it may have; 0: any, `text` by default */
	struct decode_schema schema;
};

/* The kinds of Vale's rules; the end has no name. */
extern const struct prose_kind prose_kinds[];

/* ---- loading: prose.c ---- */

/* Reports a pattern's error at its own byte of NODE's text, or notes that it is
 * beyond what can run here; returns false. */
bool prose_pattern_failed(struct prose_loader *loader, const struct node *node,
                          const struct pattern_error *error);

/* Notes why the rule cannot run, at SPAN; returns false. */
bool prose_unsupported(struct prose_loader *loader, struct span span, const char *why);

/* Compiles the text of the key KEY; NULL when that failed. */
struct pattern *prose_pattern(struct prose_loader *loader, const char *key, unsigned flags);

/* The number in TEXT, KEY's value, or OTHERWISE when it is NULL. */
double prose_number(struct prose_loader *loader, const char *key, const char *text,
                    double otherwise);

/* The folder that holds the style: where Vale's StylesPath is. */
const char *prose_styles_path(struct prose_loader *loader);

struct list_of_text prose_list(struct prose_loader *loader, const struct node *strings);

/* The readers of each kind, and their finders. */
bool prose_read_existence(struct prose_loader *loader);
bool prose_read_substitution(struct prose_loader *loader);
bool prose_read_occurrence(struct prose_loader *loader);
bool prose_read_repetition(struct prose_loader *loader);
bool prose_read_consistency(struct prose_loader *loader);
bool prose_read_conditional(struct prose_loader *loader);
bool prose_read_capitalization(struct prose_loader *loader);
bool prose_read_metric(struct prose_loader *loader);
bool prose_read_readability(struct prose_loader *loader);
bool prose_read_spelling(struct prose_loader *loader);
bool prose_read_script(struct prose_loader *loader);
void prose_find_existence(struct finder *finder);
void prose_find_substitution(struct finder *finder);
void prose_find_occurrence(struct finder *finder);
void prose_find_repetition(struct finder *finder);
void prose_find_consistency(struct finder *finder);
void prose_find_conditional(struct finder *finder);
void prose_find_capitalization(struct finder *finder);
void prose_find_metric(struct finder *finder);
void prose_find_readability(struct finder *finder);
void prose_find_spelling(struct finder *finder);
void prose_find_script(struct finder *finder);

/* ---- finding: prose_find.c, prose_action.c ---- */

/* One argument of a message: a text, or a list that is shown as 'a' or 'b'. */
struct prose_argument {
	struct slice text;
	struct list_of_text list; /* when count > 0 */
	bool number;              /* "%d" shows it too */
};

/* Code is masked by '*': a match of nothing else is not about prose. */
bool prose_is_masked(struct slice text);

/* Begins a search of the finder's text with ALTERNATION. */
void finder_search(struct finder *finder, const struct alternation *alternation,
                   struct alternation_search *search);

/* Takes over what SEARCH says of limits. */
void finder_searched(struct finder *finder, const struct alternation_search *search);

/* The next match of PATTERN from *AT on; false at the end or at a limit. */
bool finder_next(struct finder *finder, const struct pattern *pattern, size_t *at,
                 struct span *found);

/* Whether an exception is found in the text's MATCH, or it lies in an allowed phrase. */
bool finder_excepts(struct finder *finder, struct span match);

/* Adds a match whose message has COUNT arguments; the rest of it can be filled
 * in through the result. */
struct prose_match *finder_report(struct finder *finder, struct span span,
                                  const struct prose_argument *arguments, size_t count);

/* What the action makes of FOUND; ptr NULL when it makes nothing of its own. */
struct slice finder_act(struct finder *finder, struct slice found);

/* VALUE's "$1", "${1}", "$&" and "$$" filled in for the last match in FOUND. */
void finder_fill(struct finder *finder, struct builder *out, struct slice value,
                 struct slice found);

/* Gives MATCH the replacement TEXT, and says whether it is a safe one. */
void prose_replace(struct prose_match *match, struct slice text);

/*
 * FORMAT with its %s, %[n]s, %d and %% filled in; a verb without an argument
 * gives nothing, a stray "%" itself, a line feed a blank. Where quotes of some
 * kind stand around a verb, a list takes those.
 */
const char *prose_message(struct arena *arena, const char *format,
                          const struct prose_argument *arguments, size_t count);

#endif
