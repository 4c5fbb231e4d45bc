#include "parse/problem.h"

#include <stdarg.h>

#include "base/arena.h"

struct problem *problems_add(struct problems *problems, enum problem_kind kind, struct span span,
                             const char *format, ...)
{
	struct problem *problem = arena_alloc(problems->arena, sizeof(*problem));
	va_list args;

	problem->kind = kind;
	problem->span = span;
	va_start(args, format);
	problem->message = arena_vprintf(problems->arena, format, args);
	va_end(args);
	if (problems->last)
		problems->last->next = problem;
	else
		problems->first = problem;
	problems->last = problem;
	problems->count++;
	return problem;
}
