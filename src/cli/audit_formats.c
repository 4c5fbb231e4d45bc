#include "cli/formats.h"

const struct format *const audit_formats[] = {
    &audit_text,     &audit_json,        &audit_csv,
    &audit_html,     &audit_markdown,    &format_full,
    &format_concise, &format_grouped,    &format_jsonl,
    &format_github,  &format_gitlab,     &format_azure,
    &format_sarif,   &format_checkstyle, &format_junit,
    &format_rdjson,  &format_rdjsonl,    NULL,
};
