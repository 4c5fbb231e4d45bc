/*
 * Interrupt: signals that end a program (SIGINT, SIGTERM, SIGHUP) wait while
 * something must not be left half done. No handler, no state of the process but
 * its signal mask.
 */
#ifndef BASE_INTERRUPT_H
#define BASE_INTERRUPT_H

#include <signal.h>
#include <stdbool.h>

struct interrupt {
	sigset_t held; /* those that are not ignored */
	sigset_t before;
};

/* From here on they wait, in this thread and in those it starts. */
void interrupt_hold(struct interrupt *interrupt);

/* Whether one of them came: what can wait is left undone. Any thread. */
bool interrupt_came(const struct interrupt *interrupt);

/* They are delivered, which as a rule does not return when one came. */
void interrupt_release(const struct interrupt *interrupt);

#endif
