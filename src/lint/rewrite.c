#ifdef __linux__
#define _GNU_SOURCE
#endif

#include "lint/rewrite.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/xattr.h>
#endif

#include "base/arena.h"
#include "base/temporary.h"

enum { PUT_BACK_TRIES = 100 };

struct rewrite {
	struct arena *arena;
	struct slice before;
	struct slice after;
	int folder;
	const char *name;
	int old; /* descriptor of the file as it was found */
	struct stat found;
	struct temporary temporary;
	struct stat made; /* the temporary file, complete */
	bool replaced;
	bool keep; /* what is under the temporary name must not be removed */
	const char *failure;
};

static bool fail(struct rewrite *r, const char *what, int error)
{
	r->failure = error ? arena_printf(r->arena, "%s: %s", what, strerror(error)) : what;
	return false;
}

/* ---- the file as it is ---- */

static bool same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* To be asked of a file that may have been renamed: that changes st_ctim. */
static bool same_state(const struct stat *a, const struct stat *b)
{
	return same_file(a, b) && a->st_size == b->st_size &&
	       a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* Whether DESCRIPTOR's file holds TEXT and nothing else; *ERROR when it cannot
 * be read. */
static bool holds(int descriptor, struct slice text, int *error)
{
	char part[16384];
	size_t at = 0;

	*error = 0;
	for (;;) {
		ssize_t n = pread(descriptor, part, sizeof(part), (off_t)at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			*error = errno;
		if (n <= 0)
			return n == 0 && at == text.len;
		if ((size_t)n > text.len - at || memcmp(part, text.ptr + at, (size_t)n) != 0)
			return false;
		at += (size_t)n;
	}
}

static bool open_old(struct rewrite *r)
{
	const int flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
	int error;

	do
		r->old = openat(r->folder, r->name, flags);
	while (r->old < 0 && errno == EINTR);
	if (r->old < 0)
		return errno == ELOOP
		           ? fail(r, "it is a symbolic link: name the file that it leads to", 0)
		           : fail(r, "it cannot be opened", errno);
	if (fstat(r->old, &r->found) != 0)
		return fail(r, "it cannot be opened", errno);
	if (!S_ISREG(r->found.st_mode))
		return fail(r, "it is not a regular file any more", 0);
	if (r->found.st_nlink > 1)
		return fail(r, "it has more than one name (hard links)", 0);
	if (r->found.st_mode & S_ISUID)
		return fail(r, "it is a program that runs as its owner (setuid)", 0);
	if (faccessat(r->folder, r->name, W_OK, AT_EACCESS) != 0)
		return fail(r, "it may not be written to", errno);
	if (!holds(r->old, r->before, &error))
		return error ? fail(r, "it cannot be read again", error)
		             : fail(r, "it changed since it was read", 0);
	return true;
}

/* ---- what Linux has to offer ---- */

#ifdef __linux__

/* The names of DESCRIPTOR's attributes, one after the other; NULL on an error. */
static char *list_attributes(struct rewrite *r, int descriptor, size_t *size)
{
	ssize_t room = flistxattr(descriptor, NULL, 0);
	char *names;
	ssize_t used = 0;

	*size = 0;
	/* A file system without attributes has none that could be lost. */
	if (room < 0 && errno != ENOTSUP)
		return NULL;
	names = arena_alloc(r->arena, room > 0 ? (size_t)room : 1);
	if (room > 0)
		used = flistxattr(descriptor, names, (size_t)room);
	if (used < 0)
		return NULL;
	*size = (size_t)used;
	return names;
}

/* The value of the attribute NAME; a NULL pointer when it cannot be read. */
static struct slice attribute_of(struct rewrite *r, int descriptor, const char *name)
{
	ssize_t room = fgetxattr(descriptor, name, NULL, 0);
	char *value;

	if (room < 0)
		return slice_from(NULL, 0);
	value = arena_alloc(r->arena, (size_t)room + 1);
	if (room > 0)
		room = fgetxattr(descriptor, name, value, (size_t)room);
	return room < 0 ? slice_from(NULL, 0) : slice_from(value, (size_t)room);
}

static bool has_attribute(const char *names, size_t size, const char *name)
{
	for (size_t at = 0; at < size; at += strlen(names + at) + 1)
		if (strcmp(names + at, name) == 0)
			return true;
	return false;
}

static bool copy_attribute(struct rewrite *r, int to, const char *name)
{
	struct slice value = attribute_of(r, r->old, name);
	struct slice there;

	if (!value.ptr)
		return false;
	/* What the system gave the new file as well need not be allowed to us. */
	there = attribute_of(r, to, name);
	if (there.ptr && slice_equal(there, value))
		return true;
	return fsetxattr(to, name, value.ptr, value.len, 0) == 0;
}

/* Access lists are attributes too; the folder may have given the new file one
 * that the old file does not have. */
static bool copy_attributes(struct rewrite *r)
{
	int to = r->temporary.descriptor;
	size_t size;
	size_t given_size;
	char *names = list_attributes(r, r->old, &size);
	char *given = names ? list_attributes(r, to, &given_size) : NULL;

	if (!given)
		return fail(r, "its attributes cannot be read", errno);
	for (size_t at = 0; at < given_size; at += strlen(given + at) + 1)
		if (!has_attribute(names, size, given + at) && fremovexattr(to, given + at) != 0)
			return fail(r, "its attributes cannot be kept", errno);
	for (size_t at = 0; at < size; at += strlen(names + at) + 1)
		if (!copy_attribute(r, to, names + at)) {
			int error = errno;

			return fail(
			    r,
			    arena_printf(r->arena, "its attribute `%s` cannot be kept", names + at),
			    error);
		}
	return true;
}

/* Whether nobody has DESCRIPTOR's file open for writing; true also when the
 * system does not tell us, since the file is not ours. */
static bool has_no_writer(int descriptor)
{
	/* Whoever opens it meanwhile would send us a signal: one that is ignored. */
	(void)fcntl(descriptor, F_SETSIG, SIGURG);
	if (fcntl(descriptor, F_SETLEASE, F_RDLCK) != 0)
		return errno != EAGAIN;
	(void)fcntl(descriptor, F_SETLEASE, F_UNLCK);
	return true;
}

/* Exchanges the two names; false with ENOSYS where that cannot be done. */
static bool exchange(const struct rewrite *r)
{
	if (renameat2(r->folder, r->temporary.name, r->folder, r->name, RENAME_EXCHANGE) == 0)
		return true;
	if (errno == EINVAL)
		errno = ENOSYS;
	return false;
}

#else

static bool copy_attributes(struct rewrite *r)
{
	(void)r;
	return true;
}

static bool has_no_writer(int descriptor)
{
	(void)descriptor;
	return true;
}

static bool exchange(const struct rewrite *r)
{
	(void)r;
	errno = ENOSYS;
	return false;
}

#endif

/* ---- the new file ---- */

/* Owner and mode last: each step before may take something of them away. */
static bool copy_owner_and_mode(struct rewrite *r)
{
	int to = r->temporary.descriptor;
	struct stat *made = &r->made;

	if (fchmod(to, r->found.st_mode & 07777) != 0)
		return fail(r, "its mode cannot be kept", errno);
	if (fstat(to, made) != 0)
		return fail(r, "the temporary file cannot be looked at", errno);
	if (made->st_uid != r->found.st_uid || made->st_gid != r->found.st_gid ||
	    made->st_mode != r->found.st_mode)
		return fail(r, "its owner and mode cannot be kept", 0);
	return true;
}

static bool make_new(struct rewrite *r)
{
	struct temporary *new = &r->temporary;
	struct stat status;
	int error = write_all(new->descriptor, r->after);

	if (error)
		return fail(r, "the temporary file cannot be written", error);
	if (fstat(new->descriptor, &status) != 0)
		return fail(r, "the temporary file cannot be looked at", errno);
	if ((status.st_uid != r->found.st_uid || status.st_gid != r->found.st_gid) &&
	    fchown(new->descriptor, r->found.st_uid, r->found.st_gid) != 0)
		return fail(r, "its owner cannot be kept", errno);
	if (!copy_attributes(r) || !copy_owner_and_mode(r))
		return false;
	error = temporary_finish(new);
	return error ? fail(r, "the temporary file cannot be written", error) : true;
}

/* ---- the switch ---- */

static bool look(const struct rewrite *r, const char *name, struct stat *status)
{
	return fstatat(r->folder, name, status, AT_SYMLINK_NOFOLLOW) == 0;
}

enum touch { TOUCH_NONE, TOUCH_SEEN, TOUCH_UNKNOWN };

/* Whether the file called NAME is another than STATUS was taken of, holds
 * another text than TEXT, or is open for writing. */
static enum touch touch_of(const struct rewrite *r, const char *name, const struct stat *status,
                           struct slice text)
{
	const int flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
	int descriptor = openat(r->folder, name, flags);
	enum touch touch = TOUCH_NONE;
	struct stat now;
	int error;

	if (descriptor < 0)
		return TOUCH_UNKNOWN;
	if (fstat(descriptor, &now) != 0)
		touch = TOUCH_UNKNOWN;
	else if (!same_file(&now, status) || !has_no_writer(descriptor))
		touch = TOUCH_SEEN;
	else if (!holds(descriptor, text, &error))
		touch = error ? TOUCH_UNKNOWN : TOUCH_SEEN;
	close(descriptor);
	return touch;
}

/* Whether what came out is the new file as we made it. */
static bool is_ours(const struct rewrite *r, const struct stat *came)
{
	return same_state(came, &r->made) &&
	       touch_of(r, r->temporary.name, &r->made, r->after) != TOUCH_SEEN;
}

static bool is_newer(const struct stat *a, const struct stat *b)
{
	return a->st_mtim.tv_sec != b->st_mtim.tv_sec ? a->st_mtim.tv_sec > b->st_mtim.tv_sec
	                                              : a->st_mtim.tv_nsec > b->st_mtim.tv_nsec;
}

/* Something else than the old text came out: the other way round. Whoever writes
 * may have gone on meanwhile: then the newer text gets the name, and the other one
 * stays beside it. */
static bool put_back(struct rewrite *r, enum touch touch)
{
	struct stat there;
	struct stat came;

	r->keep = true;
	if (!exchange(r))
		return fail(r,
		            arena_printf(r->arena, "what another program wrote is in `%s` now",
		                         r->temporary.name),
		            0);
	r->replaced = false;
	if (look(r, r->temporary.name, &came) && is_ours(r, &came)) {
		r->keep = false;
		return touch == TOUCH_SEEN ? fail(r, "another program changed it meanwhile", 0)
		                           : fail(r, "it cannot be looked at again", 0);
	}
	for (int i = 0; i < PUT_BACK_TRIES && look(r, r->name, &there) &&
	                look(r, r->temporary.name, &came) && is_newer(&came, &there);
	     i++)
		if (!exchange(r))
			break;
	return fail(r,
	            arena_printf(r->arena,
	                         "another program changed it meanwhile, and more than once: one "
	                         "of the texts is in `%s` now",
	                         r->temporary.name),
	            0);
}

static bool is_changed(const struct rewrite *r, const struct stat *now)
{
	return !same_state(now, &r->found) || now->st_ctim.tv_sec != r->found.st_ctim.tv_sec ||
	       now->st_ctim.tv_nsec != r->found.st_ctim.tv_nsec;
}

static bool take_place(struct rewrite *r)
{
	enum touch touch;
	struct stat now;

	if (!look(r, r->name, &now))
		return fail(r, "it cannot be looked at again", errno);
	if (is_changed(r, &now))
		return fail(r, "another program changed it meanwhile", 0);
	if (exchange(r)) {
		r->replaced = true;
		touch = touch_of(r, r->temporary.name, &r->found, r->before);
		return touch == TOUCH_NONE || put_back(r, touch);
	}
	if (errno != ENOSYS || renameat(r->folder, r->temporary.name, r->folder, r->name) != 0)
		return fail(r, "it cannot be replaced", errno);
	r->replaced = true;
	r->keep = true; /* under its new name */
	return true;
}

static void replace(struct rewrite *r)
{
	int error = temporary_open(&r->temporary, r->folder);

	if (error) {
		fail(r, "no file can be made in its folder", error);
		return;
	}
	if (make_new(r))
		take_place(r);
	error = r->keep ? 0 : temporary_remove(&r->temporary);
	if (error)
		fail(r,
		     arena_printf(r->arena, "%s%sthe temporary file `%s` cannot be removed",
		                  r->failure ? r->failure : "", r->failure ? ", and " : "",
		                  r->temporary.name),
		     error);
	if (!r->replaced)
		return;
	error = sync_all(r->folder);
	/* Not every file system can do that with folders. */
	if (error && error != EINVAL && !r->failure)
		fail(r, "its folder cannot be brought to the disk", error);
}

const char *rewrite_file(struct arena *arena, const char *path, struct slice before,
                         struct slice after, bool *replaced)
{
	struct rewrite r = {.arena = arena, .before = before, .after = after, .old = -1};
	int error = open_folder_of(path, &r.name, &r.folder);

	*replaced = false;
	if (error) {
		fail(&r, "its folder cannot be opened", error);
		return r.failure;
	}
	if (open_old(&r))
		replace(&r);
	*replaced = r.replaced;
	if (r.old >= 0)
		close(r.old);
	close(r.folder);
	return r.failure;
}
