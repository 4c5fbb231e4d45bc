#include "cli/xml.h"

/* The bracket, so that a log shows the report and no runner obeys "##[". */
const struct sink_escape xml_escapes[] = {
    {'<', "&lt;"},   {'>', "&gt;"},  {'&', "&amp;"}, {'"', "&quot;"},
    {'\'', "&#39;"}, {'[', "&#91;"}, {'\0', NULL},
};

void xml_attribute(struct sink *sink, const char *name, const char *text)
{
	sink_printf(sink, " %s=\"", name);
	sink_text(sink, slice_of(text));
	sink_add(sink, "\"");
}

void xml_attribute_number(struct sink *sink, const char *name, size_t number)
{
	sink_printf(sink, " %s=\"%zu\"", name, number);
}
