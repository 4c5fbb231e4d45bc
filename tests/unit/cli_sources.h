/*
 * The parts of the program that are tried here. A unit test is linked with the
 * library alone, so they are compiled into it.
 */
#ifndef CLI_SOURCES_H
#define CLI_SOURCES_H

#include "../../src/cli/diagnostic.c"
#include "../../src/cli/excerpt.c"
#include "../../src/cli/format_azure.c"
#include "../../src/cli/format_checkstyle.c"
#include "../../src/cli/format_concise.c"
#include "../../src/cli/format_full.c"
#include "../../src/cli/format_github.c"
#include "../../src/cli/format_gitlab.c"
#include "../../src/cli/format_grouped.c"
#include "../../src/cli/format_json.c"
#include "../../src/cli/format_jsonl.c"
#include "../../src/cli/format_junit.c"
#include "../../src/cli/format_markdown.c"
#include "../../src/cli/format_rdjson.c"
#include "../../src/cli/format_sarif.c"
#include "../../src/cli/formats.c"
#include "../../src/cli/json_report.c"
#include "../../src/cli/markdown.c"
#include "../../src/cli/project.c"
#include "../../src/cli/sanitise.c"
#include "../../src/cli/sink.c"
#include "../../src/cli/summary.c"
#include "../../src/cli/xml.c"

#endif
