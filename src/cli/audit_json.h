/*
 * Audit JSON: the sections of the object that `audit --format json` writes, each as
 * one or more members of it.
 */
#ifndef CLI_AUDIT_JSON_H
#define CLI_AUDIT_JSON_H

#include <draftlint_audit.h>

#include "base/json_writer.h"

/* A number that is null when it is negative: not known. */
void audit_json_maybe(struct json_writer *json, const char *key, long value);

void audit_json_names(struct json_writer *json, const char *key,
                      const struct draftlint_names *list);

void audit_json_mix(struct json_writer *json, const struct draftlint_audit *audit);
void audit_json_matrices(struct json_writer *json, const struct draftlint_audit *audit);
void audit_json_pains(struct json_writer *json, const struct draftlint_audit *audit);
void audit_json_journeys(struct json_writer *json, const struct draftlint_audit *audit);
void audit_json_objections(struct json_writer *json, const struct draftlint_audit *audit);
void audit_json_upkeep(struct json_writer *json, const struct draftlint_audit *audit);
void audit_json_trend(struct json_writer *json, const struct draftlint_trend *trend);

#endif
