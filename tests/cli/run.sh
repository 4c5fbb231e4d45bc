#!/bin/sh
# Runs the program as a user would: each folder of fixtures/cli that holds a
# file `cmd` is a case. `cmd` is run by sh in a fresh folder that holds a copy
# of the case's `tree` (if there is one) and of the pack `strategy`; what it
# writes is held against the files stdout, stderr and status (absent:
# nothing, nothing, 0). UPDATE=1 rewrites them: read the difference.
#
# DRAFTLINT names the program. Arguments choose cases by name.

set -u
. "$(dirname "$0")/scratch.inc"
TERM=dumb
export DRAFTLINT TERM

# keep FILE EXPECTED: rewrites EXPECTED, or removes it when there is nothing to expect.
keep() {
	if [ -s "$1" ]; then cp "$1" "$2"; else rm -f "$2"; fi
}

# compare CASE NAME: what was written against what is expected.
compare() {
	expected=$root/fixtures/cli/$1/$2
	[ -f "$expected" ] || expected=/dev/null
	diff -u "$expected" "$work/$2" >"$work/diff" && return 0
	echo "FAILED: $1: $2"
	cat "$work/diff"
	return 1
}

run_case() {
	rm -rf "$work/tree"
	mkdir "$work/tree"
	if [ -d "$root/fixtures/cli/$1/tree" ]; then
		cp -R "$root/fixtures/cli/$1/tree/." "$work/tree/"
	fi
	cp -R "$root/fixtures/cli/strategy" "$work/tree/strategy"
	(cd "$work/tree" && sh "$root/fixtures/cli/$1/cmd") \
		>"$work/stdout" 2>"$work/stderr" </dev/null
	status=$?
	: >"$work/status"
	[ $status -eq 0 ] || echo $status >"$work/status"
	# Where the tests run is nobody's business.
	sed "s|\"root\":\"$(cd "$work/tree" && pwd -P)|\"root\":\"|" "$work/stdout" >"$work/portable"
	cp "$work/portable" "$work/stdout"
	good=0
	for name in stdout stderr status; do
		if [ -n "${UPDATE:-}" ]; then
			keep "$work/$name" "$root/fixtures/cli/$1/$name"
		else
			compare "$1" "$name" || good=1
		fi
	done
	return $good
}

for cmd in "$root"/fixtures/cli/*/cmd; do
	case=$(basename "$(dirname "$cmd")")
	if [ $# -gt 0 ]; then
		case " $* " in *" $case "*) ;; *) continue ;; esac
	fi
	cases=$((cases + 1))
	run_case "$case" || failed=$((failed + 1))
done

# The golden files of the formats, read by what they are made for.
if command -v python3 >/dev/null 2>&1; then
	python3 -B "$root/tests/cli/check_outputs.py" "$root/share/report-1.schema.json" \
		"$root"/fixtures/cli/formats/* || failed=$((failed + 1))
else
	echo "no python3: the formats are not read back"
fi

echo "cli: $cases cases, $failed failed"
[ $cases -gt 0 ] && [ $failed -eq 0 ]
