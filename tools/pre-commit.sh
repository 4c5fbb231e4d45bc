#!/bin/sh
# draftlint as a hook of pre-commit, which calls this in its clone of the
# repository: builds the program on the first run, then is the program.
set -eu
clone=$(cd "$(dirname "$0")/.." && pwd)
program=$clone/build/release/draftlint
log=$clone/build/pre-commit.log

# False also when an upgrade of the system took its libraries away.
works() {
	"$program" version >/dev/null 2>&1
}

# pre-commit shows what a hook says only when it fails; this is for who waits.
say() {
	echo "draftlint: $1" >&2
	[ -t 2 ] || { echo "draftlint: $1" >/dev/tty; } 2>/dev/null || :
}

# One at a time: whoever waited finds it built. Warnings are for those who
# change the code.
build() {
	flock 9
	works && return
	say 'building the program, once for this version'
	rm -rf "$clone/build/release"
	env -u MAKEFLAGS make -C "$clone" -j"$(nproc)" FLAVOUR=release WARNINGS= all >"$log" 2>&1 && return
	sh "$clone/tools/packages.sh" --missing build >&2 || exit 1
	tail -n 20 "$log" >&2
	echo "draftlint: the program could not be built; all of it is in $log" >&2
	exit 1
}

if ! works; then
	mkdir -p "$clone/build"
	build 9>"$clone/build/pre-commit.lock"
fi
exec "$program" "$@"
