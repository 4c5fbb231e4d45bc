#!/bin/sh
# What git ignores is not checked when a folder is searched; what it tracks is,
# and so is what is named or asked for with --no-ignore. Without a repository
# nothing is ignored.
set -u
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
failed=0

# expect NAME LIST COMMAND...: the drafts that a run in $work/site speaks of.
expect() {
	name=$1
	wanted=$2
	shift 2
	found=$(cd "$work/site" && "$DRAFTLINT" check --no-config --pack "$pack" --format concise \
		--select persona-missing "$@" 2>"$work/err" | cut -d: -f1 | sort -u | tr '\n' ' ')
	[ "$found" = "$wanted" ] && return
	echo "FAILED: git: $name: '$found', expected '$wanted'"
	failed=$((failed + 1))
}

pack=$(cd "$(dirname "$0")/../../rules/iron-cage" && pwd)
mkdir -p "$work/site/drafts" "$work/site/old"
for draft in kept.md drafts/secret.md drafts/tracked.md old/a.md 'old/a name.md'; do
	printf -- '---\ntitle: A draft\n---\n\nText.\n' >"$work/site/$draft"
done
printf 'drafts/\nold/a name.md\n' >"$work/site/.gitignore"

all='drafts/secret.md drafts/tracked.md kept.md old/a name.md old/a.md '
expect 'no repository' "$all" .
(cd "$work/site" && git init -q . && git add -f drafts/tracked.md) || exit 2
expect 'a repository' 'drafts/tracked.md kept.md old/a.md ' .
expect 'a folder of it' 'drafts/tracked.md ' drafts
expect 'a named file' 'drafts/secret.md ' drafts/secret.md
expect '--no-ignore' "$all" --no-ignore .

rm "$work/site/drafts/tracked.md"
(cd "$work/site" && "$DRAFTLINT" check --no-config --pack "$pack" drafts >"$work/out" 2>&1)
grep -q 'nothing was checked.*ignored by git' "$work/out" || {
	echo "FAILED: git: an ignored folder is not told: $(cat "$work/out")"
	failed=$((failed + 1))
}

echo "git: 6 cases, $failed failed"
[ $failed -eq 0 ]
