#include "base/interrupt.h"

#include <pthread.h>
#include <stddef.h>

static const int endings[] = {SIGINT, SIGTERM, SIGHUP};

enum { ENDINGS = sizeof(endings) / sizeof(endings[0]) };

void interrupt_hold(struct interrupt *interrupt)
{
	sigemptyset(&interrupt->held);
	for (size_t i = 0; i < ENDINGS; i++) {
		struct sigaction action;

		/* One that is ignored (nohup) would be kept while it is held. */
		if (sigaction(endings[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
			sigaddset(&interrupt->held, endings[i]);
	}
	pthread_sigmask(SIG_BLOCK, &interrupt->held, &interrupt->before);
}

bool interrupt_came(const struct interrupt *interrupt)
{
	sigset_t waiting;

	if (sigpending(&waiting) != 0)
		return false;
	for (size_t i = 0; i < ENDINGS; i++)
		if (sigismember(&interrupt->held, endings[i]) == 1 &&
		    sigismember(&waiting, endings[i]) == 1)
			return true;
	return false;
}

void interrupt_release(const struct interrupt *interrupt)
{
	pthread_sigmask(SIG_SETMASK, &interrupt->before, NULL);
}
