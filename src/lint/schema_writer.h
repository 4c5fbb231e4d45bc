/*
 * What the parts of the schema share: schema.c writes which keys state a field
 * and which must be there, schema_values.c what may stand behind them, and
 * schema_fields.c knows what the pack and its rules ask of each.
 */
#ifndef LINT_SCHEMA_WRITER_H
#define LINT_SCHEMA_WRITER_H

#include "base/json_writer.h"
#include "lint/plan.h"

/* A field of front matter, and the rules that judge its values. */
struct subject {
	enum field_id field;
	const char *about;
	const char *unknown; /* the rules; NULL: none */
	const char *missing;
	const char *multiple; /* more than one value */
};

struct schema_writer {
	struct json_writer json;
	struct arena *arena;
	const struct plan *plan;
	const struct pack *pack;
	const char *relative; /* NULL: any draft */
	enum severity *levels;
	struct builder pattern; /* being made */
};

/* All fields, in the order of the schema; the last has no `about`. */
extern const struct subject subjects[];

/* As RULE is configured; off when there is no such rule. */
enum severity schema_level(const struct schema_writer *w, const char *rule);

/* Whether each persona has values of FIELD of its own. */
bool schema_is_own(enum field_id field);

/* Whether the pack gives FIELD a meaning. */
bool schema_asks(const struct schema_writer *w, enum field_id field);

/* Whether a draft without SUBJECT's field is an error; whether one for PERSONA (NULL:
 * for nobody known) is, where that depends on it. */
bool schema_requires(const struct schema_writer *w, const struct subject *subject);
bool schema_requires_own(const struct schema_writer *w, const struct persona *persona,
                         const struct subject *subject);

const struct persona *schema_persona(const struct schema_writer *w, size_t i);

/* What the values of FIELD are entries of, of all personas together where each has
 * its own; none for free text. */
struct taxonomy schema_values(const struct schema_writer *w, enum field_id field);

/* Whether more than one value is an error. */
bool schema_takes_one(const struct schema_writer *w, const struct subject *subject);

/* What the field is about: the team's own words where it is a question. */
const char *schema_about(const struct schema_writer *w, const struct subject *subject);

/* "KEY": "TEXT"; "KEY": what is in w->pattern, which is empty then. */
void schema_member(struct schema_writer *w, const char *key, const char *text);
void schema_pattern(struct schema_writer *w, const char *key);

/* {"$ref": …} to the definition that NAME and SUFFIX are together called. */
void schema_reference(struct schema_writer *w, const char *name, const char *suffix);

/* {"KEY": [ … ]}, for anyOf and allOf. */
void schema_choice(struct schema_writer *w, const char *key);
void schema_choice_end(struct schema_writer *w);

/* What all references lead to: "persona", "pain-of-ada", "persona-is-ada" … */
void schema_definitions(struct schema_writer *w);

/* Whether drafts for PERSONA have definitions "pain-of-" or "objection-of-" it; for
 * persona NULL ("pain-of-anybody") whether any have. */
bool schema_has_own(const struct schema_writer *w, const struct persona *persona,
                    enum field_id field);

#endif
