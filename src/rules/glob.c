#include "rules/glob.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

/*
 * A pattern becomes a short program and all places it can have reached are
 * kept in one set, moved on character by character. Every step without a
 * character goes forward, so one upward pass completes a set.
 */
enum op_kind {
	OP_CHARACTER,
	OP_ANY,    /* ? */
	OP_CLASS,  /* [ */
	OP_STAR,   /* * */
	OP_STARS,  /* ** */
	OP_FOLDER, /* the double star and slash: none or more whole segments … */
	OP_INSIDE, /* … and the place within one of them */
	OP_OPEN,   /* { */
	OP_COMMA,  /* , between alternatives: the end of the one before it */
	OP_CLOSE,  /* } */
	OP_END,
};

struct op {
	enum op_kind kind;
	uint32_t code; /* character; class: where it stands in the pattern */
	uint16_t next; /* open, comma: the next comma or close of this group */
	uint16_t end;  /* comma: the close of its group */
};

enum { OPS_MAX = GLOB_LENGTH_LIMIT + 1, DEPTH_MAX = 16 };

struct program {
	struct slice pattern;
	struct op ops[OPS_MAX];
	size_t count;
	size_t open[DEPTH_MAX]; /* the groups we are in */
	size_t depth;
	const char *why;
};

struct set {
	uint64_t bits[OPS_MAX / 64 + 1];
};

static void set_add(struct set *set, size_t i)
{
	set->bits[i / 64] |= (uint64_t)1 << (i % 64);
}

static bool set_has(const struct set *set, size_t i)
{
	return set->bits[i / 64] >> (i % 64) & 1;
}

/* The first member at or after I, or COUNT: most sets hold two or three. */
static size_t set_next(const struct set *set, size_t i, size_t count)
{
	while (i < count) {
		uint64_t rest = set->bits[i / 64] >> (i % 64);
		if (rest)
			return i + (size_t)__builtin_ctzll(rest);
		i = (i | 63) + 1;
	}
	return count;
}

/* A byte that is not UTF-8 is a character of its own, above all others. */
static uint32_t character(struct slice text, size_t at, size_t *size)
{
	uint32_t code = utf8_decode(text.ptr + at, text.len - at, size);
	if (code == UINT32_MAX) {
		*size = 1;
		code = 0x110000 + (unsigned char)text.ptr[at];
	}
	return code;
}

/* One member character of a class, an escape resolved; *AT goes behind it. */
static uint32_t class_member(struct slice pattern, size_t *at)
{
	if (pattern.ptr[*at] == '\\' && *at + 1 < pattern.len)
		++*at;
	size_t size;
	uint32_t code = character(pattern, *at, &size);
	*at += size;
	return code;
}

/* Walks the class whose '[' is at AT; returns where it ends or SIZE_MAX, and in
 * *HOLDS whether CODE is one of its characters. */
static size_t class_walk(struct slice pattern, size_t at, uint32_t code, bool *holds)
{
	at++;
	bool negated = at < pattern.len && (pattern.ptr[at] == '!' || pattern.ptr[at] == '^');
	if (negated)
		at++;
	bool found = false;
	for (size_t first = at; at < pattern.len && (pattern.ptr[at] != ']' || at == first);) {
		uint32_t low = class_member(pattern, &at);
		uint32_t high = low;
		if (at + 1 < pattern.len && pattern.ptr[at] == '-' && pattern.ptr[at + 1] != ']') {
			at++;
			high = class_member(pattern, &at);
		}
		found = found || (low <= code && code <= high);
	}
	*holds = found != negated && code != '/';
	return at < pattern.len ? at + 1 : SIZE_MAX;
}

static struct op *add(struct program *program, enum op_kind kind, uint32_t code)
{
	struct op *op = &program->ops[program->count++];
	*op = (struct op){.kind = kind, .code = code};
	return op;
}

static void add_close(struct program *program)
{
	size_t close = program->count;
	add(program, OP_CLOSE, 0);
	size_t at = program->open[--program->depth];
	/* The chain of commas was built towards its end: tell each where that is. */
	for (size_t next; (next = program->ops[at].next) != 0; at = next)
		program->ops[next].end = (uint16_t)close;
	program->ops[at].next = (uint16_t)close;
}

static void add_comma(struct program *program)
{
	size_t at = program->open[program->depth - 1];
	while (program->ops[at].next)
		at = program->ops[at].next;
	program->ops[at].next = (uint16_t)program->count;
	add(program, OP_COMMA, 0);
}

static bool begins_segment(const struct program *program)
{
	if (!program->count)
		return true;
	const struct op *before = &program->ops[program->count - 1];
	return before->kind == OP_OPEN || before->kind == OP_COMMA || before->kind == OP_INSIDE ||
	       (before->kind == OP_CHARACTER && before->code == '/');
}

static size_t add_stars(struct program *program, size_t at)
{
	struct slice p = program->pattern;
	bool starts = begins_segment(program);
	size_t end = at;
	while (end < p.len && p.ptr[end] == '*')
		end++;
	if (end - at == 1) {
		add(program, OP_STAR, 0);
	} else if (starts && end < p.len && p.ptr[end] == '/') {
		add(program, OP_FOLDER, 0);
		add(program, OP_INSIDE, 0);
		end++;
	} else {
		add(program, OP_STARS, 0);
	}
	return end;
}

/* Adds what stands at AT and returns what follows it; sets why when it is wrong. */
static size_t add_item(struct program *program, size_t at)
{
	struct slice p = program->pattern;
	bool unused;
	size_t end;
	switch (p.ptr[at]) {
	case '*':
		return add_stars(program, at);
	case '?':
		add(program, OP_ANY, 0);
		return at + 1;
	case '[':
		add(program, OP_CLASS, (uint32_t)at);
		end = class_walk(p, at, 0, &unused);
		if (end == SIZE_MAX)
			program->why = "a `[` is not closed";
		return end;
	case '{':
		if (program->depth == DEPTH_MAX) {
			program->why = "braces are nested too deeply";
			return at;
		}
		program->open[program->depth++] = program->count;
		add(program, OP_OPEN, 0);
		return at + 1;
	case ',':
		if (program->depth) {
			add_comma(program);
			return at + 1;
		}
		break;
	case '}':
		if (program->depth) {
			add_close(program);
			return at + 1;
		}
		program->why = "a `}` closes nothing";
		return at;
	case '\\':
		if (++at == p.len) {
			program->why = "a backslash ends the pattern";
			return at;
		}
		break;
	default:
		break;
	}
	uint32_t code = character(p, at, &end);
	add(program, OP_CHARACTER, code);
	return at + end;
}

static bool compile(struct program *program, struct slice pattern)
{
	program->pattern = pattern;
	program->count = 0;
	program->depth = 0;
	program->why = NULL;
	if (pattern.len > GLOB_LENGTH_LIMIT)
		program->why = "the pattern is longer than 1,024 bytes";
	for (size_t at = 0; !program->why && at < pattern.len;)
		at = add_item(program, at);
	if (!program->why && program->depth)
		program->why = "a `{` is not closed";
	if (program->why)
		return false;
	add(program, OP_END, 0);
	return true;
}

/* Adds what can be reached from the places in SET without a character. */
static void complete(const struct program *program, struct set *set)
{
	size_t count = program->count;
	for (size_t i = set_next(set, 0, count); i < count; i = set_next(set, i + 1, count)) {
		const struct op *op = &program->ops[i];
		switch (op->kind) {
		case OP_STAR:
		case OP_STARS:
		case OP_CLOSE:
			set_add(set, i + 1);
			break;
		case OP_FOLDER:
			set_add(set, i + 1);
			set_add(set, i + 2);
			break;
		case OP_COMMA:
			set_add(set, op->end);
			break;
		case OP_OPEN:
			set_add(set, i + 1);
			for (size_t c = op->next; program->ops[c].kind == OP_COMMA;
			     c = program->ops[c].next)
				set_add(set, c + 1);
			break;
		default:
			break;
		}
	}
}

/* The places that CODE leads to from place I. */
static void step(const struct program *program, size_t i, uint32_t code, struct set *to)
{
	const struct op *op = &program->ops[i];
	bool holds = false;
	switch (op->kind) {
	case OP_CHARACTER:
		holds = code == op->code;
		break;
	case OP_ANY:
		holds = code != '/';
		break;
	case OP_CLASS:
		class_walk(program->pattern, op->code, code, &holds);
		break;
	case OP_STAR:
		if (code != '/')
			set_add(to, i);
		break;
	case OP_STARS:
		set_add(to, i);
		break;
	case OP_INSIDE:
		set_add(to, i);
		holds = code == '/';
		break;
	default:
		break;
	}
	if (holds)
		set_add(to, i + 1);
}

/* How many bytes of PATTERN stand for themselves. */
static size_t literal_prefix(struct slice pattern)
{
	size_t i = 0;
	while (i < pattern.len && !glob_is_special(pattern.ptr[i]))
		i++;
	return i;
}

/* Whether REST of a pattern, at the start of a segment, is "**" and "*" in the next
 * one before the *TAIL of a name: any file whose name ends in that. */
static bool is_any_file(struct slice rest, struct slice *tail)
{
	static const char any[] = "**/*";
	size_t i = sizeof(any) - 1;
	if (!slice_starts(rest, any))
		return false;
	*tail = slice_sub(rest, i, rest.len);
	while (i < rest.len && !glob_is_special(rest.ptr[i]) && rest.ptr[i] != '/')
		i++;
	return i == rest.len;
}

/* Whether the last bytes alone show that PATTERN does not match TEXT. */
static bool ends_otherwise(struct slice pattern, struct slice text)
{
	size_t end = text.len;
	for (size_t i = pattern.len; i-- > 0;) {
		char c = pattern.ptr[i];
		/* A double star may stand for nothing together with its slash. */
		if (glob_is_special(c) || c == ']' ||
		    (c == '/' && i > 0 && pattern.ptr[i - 1] == '*'))
			return false;
		if (end == 0 || text.ptr[--end] != c)
			return true;
	}
	return false;
}

enum answer { ANSWER_NO, ANSWER_YES, ANSWER_UNKNOWN };

/* What most patterns are is told without an automaton. The first PREFIX bytes of
 * PATTERN stand for themselves and are what TEXT begins with. */
static enum answer quick_answer(struct slice pattern, size_t prefix, struct slice text)
{
	struct slice rest = slice_sub(pattern, prefix, pattern.len);
	struct slice left = slice_sub(text, prefix, text.len);
	struct slice tail;
	if (rest.len == 0)
		return left.len == 0 ? ANSWER_YES : ANSWER_NO;
	if (slice_is(rest, "**"))
		return ANSWER_YES;
	if (slice_is(rest, "*"))
		return left.len && memchr(left.ptr, '/', left.len) ? ANSWER_NO : ANSWER_YES;
	if ((prefix == 0 || pattern.ptr[prefix - 1] == '/') && is_any_file(rest, &tail))
		return slice_equal(slice_sub(left, left.len - tail.len, left.len), tail)
		           ? ANSWER_YES
		           : ANSWER_NO;
	if (ends_otherwise(rest, left))
		return ANSWER_NO;
	return ANSWER_UNKNOWN;
}

static bool run(struct slice pattern, struct slice text)
{
	struct program program;
	if (!compile(&program, pattern))
		return false;
	struct set now = {{0}};
	set_add(&now, 0);
	complete(&program, &now);
	size_t count = program.count;
	size_t used = (count / 64 + 1) * sizeof(now.bits[0]);
	for (size_t at = 0, size; at < text.len; at += size) {
		uint32_t code = character(text, at, &size);
		struct set next;
		memset(&next, 0, used);
		size_t i = set_next(&now, 0, count);
		if (i == count)
			return false;
		for (; i < count; i = set_next(&now, i + 1, count))
			step(&program, i, code, &next);
		complete(&program, &next);
		memcpy(&now, &next, used);
	}
	return set_has(&now, program.count - 1);
}

bool glob_match(struct slice pattern, struct slice text)
{
	if (!glob_may_match(pattern, text))
		return false;
	size_t prefix = literal_prefix(pattern);
	enum answer answer = quick_answer(pattern, prefix, text);
	if (answer != ANSWER_UNKNOWN)
		return answer == ANSWER_YES;
	/* A double star looks back for the slash it may follow: leave that to it. */
	if (prefix > 0)
		prefix--;
	while (prefix > 0 && utf8_continues(text.ptr[prefix]))
		prefix--;
	return run(slice_sub(pattern, prefix, pattern.len), slice_sub(text, prefix, text.len));
}

bool glob_valid(struct slice pattern, const char **why)
{
	struct program program;
	bool valid = compile(&program, pattern);
	if (why)
		*why = program.why;
	return valid;
}
