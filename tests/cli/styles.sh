#!/bin/sh
# Each folder of fixtures/styles is one point of how styles work: its drafts are
# checked with the styles of its draftlint.yaml, and what is said must be what
# `expected` holds. UPDATE=1 rewrites it.
set -u
cd "$(dirname "$0")/../.." || exit 2
program=${DRAFTLINT:-$PWD/build/release/draftlint}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
cases=0
failed=0

for folder in fixtures/styles/*/; do
	cases=$((cases + 1))
	arguments='check --no-ignore'
	[ ! -f "$folder/arguments" ] || arguments=$(cat "$folder/arguments")
	(cd "$folder" && DICPATH=$PWD/../dictionaries "$program" $arguments 2>&1
		echo "status $?") >"$work/found"
	if [ -n "${UPDATE:-}" ]; then
		cp "$work/found" "$folder/expected"
	elif ! diff -u "$folder/expected" "$work/found" >&2; then
		echo "styles: $folder differs" >&2
		failed=$((failed + 1))
	fi
done

echo "styles: $cases cases, $failed failed"
[ "$failed" -eq 0 ]
