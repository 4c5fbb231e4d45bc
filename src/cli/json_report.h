/*
 * JSON report: the objects that json and jsonl are made of, as
 * share/report-1.schema.json describes them. Fields may be added, never
 * changed or removed.
 */
#ifndef CLI_JSON_REPORT_H
#define CLI_JSON_REPORT_H

#include "base/json_writer.h"

struct draftlint_finding;
struct draftlint_file;
struct draftlint_summary;

#define JSON_REPORT_SCHEMA "draftlint-report-1"

enum { JSON_REPORT_VERSION = 1 };

/* The value for a path: file:// when it is absolute, else relative. */
void json_report_uri(struct json_writer *json, const char *path);

/* The members of an object, without its brackets. BASELINE: there is one, which may
 * know the finding. */
void json_report_tool(struct json_writer *json);
void json_report_finding(struct json_writer *json, const struct draftlint_finding *finding,
                         bool baseline);
void json_report_file(struct json_writer *json, const struct draftlint_file *file);
void json_report_summary(struct json_writer *json, const struct draftlint_summary *summary);

/* One reason why the run cannot be trusted; PATH may be NULL. */
void json_report_error(struct json_writer *json, const char *kind, const char *path,
                       const char *message);

/* The same for a file that is not a draft checked in full. */
void json_report_file_error(struct json_writer *json, const struct draftlint_file *file);

#endif
