/*
 * Words: what reports of an audit call its states. The words of the machine
 * formats are these and never change.
 */
#ifndef CLI_AUDIT_WORDS_H
#define CLI_AUDIT_WORDS_H

#include <draftlint_audit.h>

/* "served", "redirect", "draft", "retired", "missing" */
const char *audit_step_word(enum draftlint_step_state state);

/* "supplied", "at-route", "unpublished", "lacking" */
const char *audit_supply_word(enum draftlint_supply supply);

/* "updated", "date", "name", "git"; NULL for a piece without a date */
const char *audit_dated_word(enum draftlint_dated_by by);

#endif
