#!/bin/sh
# The completions as their users meet them: bash, zsh and fish run for real, at
# a terminal where they need one, and offer what completions.py expects.
set -u
cd "$(dirname "$0")/../.." || exit 2
DRAFTLINT=${DRAFTLINT:-$PWD/build/release/draftlint}
export DRAFTLINT

for shell in python3 bash zsh fish; do
	command -v $shell >/dev/null && continue
	echo "completions: no $shell (tools/packages.sh test)" >&2
	exit 2
done

failed=0

# Every word that help shows for an argument has a meaning there: an option that
# is added without one would complete to nothing.
{
	sed -n 's/.* OPTION_[A-Z]*, "\([^"]*\)".*/\1/p' src/cli/options.c
	sed -n 's/^    \.operands = "\(.*\)",/\1/p' src/cli/command_*.c |
		sed 's/\[*--[a-z]* [A-Z]*//; s/\[*-- WORD.*//' | tr -s ' []' '\n\n\n' | grep '^[A-Z]' | sed 's/\.\.\.$//'
} | sort -u >"${TMPDIR:-/tmp}/completions.$$"
words=$(grep -c . "${TMPDIR:-/tmp}/completions.$$")
while read -r word; do
	case $word in
	SEVERITY | UNIT | WHEN) continue ;; # choices
	esac
	grep -q -F "{\"$word\", " src/cli/complete.c && continue
	echo "completions: complete.c does not know what $word is" >&2
	failed=1
done <"${TMPDIR:-/tmp}/completions.$$"
rm -f "${TMPDIR:-/tmp}/completions.$$"
[ "$words" -ge 8 ] || failed=1

python3 tests/cli/completions.py || failed=1
exit $failed
