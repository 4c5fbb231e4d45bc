#include "cli/audit_words.h"

const char *audit_step_word(enum draftlint_step_state state)
{
	static const char *const words[] = {
	    [DRAFTLINT_STEP_SERVED] = "served",   [DRAFTLINT_STEP_REDIRECT] = "redirect",
	    [DRAFTLINT_STEP_DRAFT] = "draft",     [DRAFTLINT_STEP_RETIRED] = "retired",
	    [DRAFTLINT_STEP_MISSING] = "missing",
	};

	return words[state];
}

const char *audit_supply_word(enum draftlint_supply supply)
{
	static const char *const words[] = {
	    [DRAFTLINT_SUPPLIED] = "supplied",
	    [DRAFTLINT_AT_ROUTE] = "at-route",
	    [DRAFTLINT_UNPUBLISHED] = "unpublished",
	    [DRAFTLINT_LACKING] = "lacking",
	};

	return words[supply];
}

const char *audit_dated_word(enum draftlint_dated_by by)
{
	static const char *const words[] = {
	    [DRAFTLINT_UNDATED] = NULL,         [DRAFTLINT_DATED_BY_UPDATE] = "updated",
	    [DRAFTLINT_DATED_BY_DATE] = "date", [DRAFTLINT_DATED_BY_NAME] = "name",
	    [DRAFTLINT_DATED_BY_GIT] = "git",
	};

	return words[by];
}
