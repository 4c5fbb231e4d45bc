#include "rules/formula.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { DEPTH_MAX = 64 };

enum operation {
	NUMBER,
	NAME,
	NEGATE,
	NOT,
	ADD,
	SUBTRACT,
	MULTIPLY,
	DIVIDE,
	REMAINDER,
	LESS,
	LESS_EQUAL,
	GREATER,
	GREATER_EQUAL,
	EQUAL,
	UNEQUAL,
	AND,
	OR,
	CALL_ONE,
	CALL_TWO,
};

struct formula {
	enum operation operation;
	double number;
	size_t name; /* NAME: of the values; CALL_…: of the functions */
	const struct formula *left;
	const struct formula *right;
};

static const struct {
	const char *name;
	double (*call)(double);
} functions[] = {
    {"math.sqrt", sqrt}, {"math.abs", fabs},    {"math.ceil", ceil},   {"math.floor", floor},
    {"math.log", log},   {"math.log10", log10}, {"math.log2", log2},   {"math.exp", exp},
    {"math.cbrt", cbrt}, {"math.trunc", trunc}, {"math.round", round},
};

static const struct {
	const char *name;
	double (*call)(double, double);
} pair_functions[] = {
    {"math.pow", pow}, {"math.min", fmin}, {"math.max", fmax}, {"math.mod", fmod}};

/* By how tightly they bind; the longer of two that begin alike goes first. */
static const struct {
	const char *sign;
	enum operation operation;
	int rank;
} signs[] = {
    {"||", OR, 1},         {"&&", AND, 2},           {"==", EQUAL, 3},   {"!=", UNEQUAL, 3},
    {"<=", LESS_EQUAL, 3}, {">=", GREATER_EQUAL, 3}, {"<", LESS, 3},     {">", GREATER, 3},
    {"+", ADD, 4},         {"-", SUBTRACT, 4},       {"*", MULTIPLY, 5}, {"/", DIVIDE, 5},
    {"%", REMAINDER, 5},
};

struct parser {
	struct arena *arena;
	struct slice text;
	size_t at;
	const char *const *names;
	size_t name_count;
	const char *why;
	unsigned depth;
};

static const struct formula *fail(struct parser *p, const char *why)
{
	if (!p->why)
		p->why = why;
	return NULL;
}

static const struct formula *node(struct parser *p, struct formula formula)
{
	struct formula *made = arena_alloc(p->arena, sizeof(*made));

	*made = formula;
	return made;
}

static char peek(struct parser *p)
{
	while (p->at < p->text.len && char_is_space(p->text.ptr[p->at]))
		p->at++;
	return p->at < p->text.len ? p->text.ptr[p->at] : '\0';
}

static bool take(struct parser *p, const char *sign)
{
	peek(p);
	if (!slice_starts(slice_sub(p->text, p->at, p->text.len), sign))
		return false;
	p->at += strlen(sign);
	return true;
}

static const struct formula *parse(struct parser *p, int rank);

static const struct formula *parse_number(struct parser *p)
{
	char digits[64] = "";
	size_t start = p->at;

	while (p->at < p->text.len &&
	       (char_is_digit(p->text.ptr[p->at]) || p->text.ptr[p->at] == '.'))
		p->at++;
	if (p->at - start >= sizeof(digits))
		return fail(p, "a number is too long");
	memcpy(digits, p->text.ptr + start, p->at - start);
	return node(p, (struct formula){.operation = NUMBER, .number = strtod(digits, NULL)});
}

/* The arguments of a function, after its name. */
static const struct formula *parse_call(struct parser *p, enum operation operation, size_t name)
{
	struct formula call = {.operation = operation, .name = name};

	if (!take(p, "("))
		return fail(p, "a function needs its arguments in parentheses");
	call.left = parse(p, 0);
	if (call.left && operation == CALL_TWO) {
		if (!take(p, ","))
			return fail(p, "this function needs two arguments");
		call.right = parse(p, 0);
	}
	if (!call.left || (operation == CALL_TWO && !call.right))
		return NULL;
	return take(p, ")") ? node(p, call) : fail(p, "a parenthesis is not closed");
}

static const struct formula *parse_name(struct parser *p)
{
	size_t start = p->at;
	struct slice name;

	while (p->at < p->text.len && (char_is_alnum(p->text.ptr[p->at]) ||
	                               p->text.ptr[p->at] == '_' || p->text.ptr[p->at] == '.'))
		p->at++;
	name = slice_sub(p->text, start, p->at);
	for (size_t i = 0; i < p->name_count; i++)
		if (slice_is(name, p->names[i]))
			return node(p, (struct formula){.operation = NAME, .name = i});
	for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++)
		if (slice_is(name, functions[i].name))
			return parse_call(p, CALL_ONE, i);
	for (size_t i = 0; i < sizeof(pair_functions) / sizeof(pair_functions[0]); i++)
		if (slice_is(name, pair_functions[i].name))
			return parse_call(p, CALL_TWO, i);
	p->at = start;
	return fail(p, "unknown name");
}

static const struct formula *parse_one(struct parser *p)
{
	const struct formula *inner;
	char c = peek(p);

	if (p->depth++ == DEPTH_MAX)
		return fail(p, "it is nested too deep");
	if (take(p, "(")) {
		inner = parse(p, 0);
		if (inner && !take(p, ")"))
			inner = fail(p, "a parenthesis is not closed");
	} else if (c == '-' || c == '+' || c == '!') {
		p->at++;
		inner = parse_one(p);
		if (inner && c != '+')
			inner = node(p, (struct formula){.operation = c == '-' ? NEGATE : NOT,
			                                 .left = inner});
	} else if (char_is_digit(c) || c == '.') {
		inner = parse_number(p);
	} else if (char_is_alpha(c) || c == '_') {
		inner = parse_name(p);
	} else {
		inner = fail(p, "a number or a name is missing");
	}
	p->depth--;
	return inner;
}

static const struct formula *parse(struct parser *p, int rank)
{
	const struct formula *left = parse_one(p);

	while (left) {
		size_t i = 0;
		size_t count = sizeof(signs) / sizeof(signs[0]);
		size_t start = p->at;

		while (i < count && !take(p, signs[i].sign))
			i++;
		if (i == count)
			return left;
		if (signs[i].rank <= rank) {
			p->at = start;
			return left;
		}
		const struct formula *right = parse(p, signs[i].rank);
		if (!right)
			return NULL;
		left = node(p, (struct formula){
		                   .operation = signs[i].operation, .left = left, .right = right});
	}
	return NULL;
}

struct formula *formula_parse(struct arena *arena, struct slice text, const char *const *names,
                              size_t count, struct formula_error *error)
{
	struct parser p = {.arena = arena, .text = text, .names = names, .name_count = count};
	const struct formula *formula = parse(&p, 0);

	if (formula && peek(&p))
		formula = fail(&p, "an operator is missing");
	error->offset = p.at;
	error->message = p.why;
	return (struct formula *)formula;
}

static double combine(const struct formula *f, double left, double right)
{
	switch (f->operation) {
	case ADD:
		return left + right;
	case SUBTRACT:
		return left - right;
	case MULTIPLY:
		return left * right;
	case DIVIDE:
		return left / right;
	case REMAINDER:
		return fmod(left, right);
	case LESS:
		return left < right;
	case LESS_EQUAL:
		return left <= right;
	case GREATER:
		return left > right;
	case GREATER_EQUAL:
		return left >= right;
	case EQUAL:
		return !(left < right) && !(left > right);
	case UNEQUAL:
		return left < right || left > right;
	case AND:
		return left != 0 && right != 0;
	case OR:
		return left != 0 || right != 0;
	default:
		return pair_functions[f->name].call(left, right);
	}
}

double formula_value(const struct formula *f, const double *values)
{
	switch (f->operation) {
	case NUMBER:
		return f->number;
	case NAME:
		return values[f->name];
	case NEGATE:
		return -formula_value(f->left, values);
	case NOT:
		return !(formula_value(f->left, values) != 0);
	case CALL_ONE:
		return functions[f->name].call(formula_value(f->left, values));
	default:
		return combine(f, formula_value(f->left, values), formula_value(f->right, values));
	}
}
