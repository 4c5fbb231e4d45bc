#!/bin/sh
# The page and the summary that an audit writes: what stands in them, that they are
# whole, load nothing and obey nothing that a draft, a pack or a file's name says.
# DRAFTLINT names the program. UPDATE=1 rewrites fixtures/audit-pages.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
DRAFTLINT=${DRAFTLINT:-$root/build/release/draftlint}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
failed=0
unset CI GITHUB_ACTIONS TF_BUILD TEAMCITY_VERSION GITHUB_STEP_SUMMARY GITHUB_WORKSPACE CI_PROJECT_DIR \
	DRAFTLINT_OUTPUT_FORMAT GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
LC_ALL=C
export LC_ALL PYTHONDONTWRITEBYTECODE=1

command -v python3 >/dev/null || {
	echo "audit pages: no python3, not run"
	exit 0
}
pages="python3 $root/tests/cli/audit_pages.py"

complain() {
	echo "FAILED: audit pages: $1"
	failed=$((failed + 1))
}

# audit FOLDER OPTION...: with status 1, for its gates do not hold.
audit() {
	cd "$work/$1" || exit 2
	shift
	"$DRAFTLINT" audit --today 2026-06-30 "$@" >"$work/out" 2>"$work/err"
	[ $? -eq 1 ] || {
		complain "status of audit $*"
		cat "$work/err"
	}
}

# keep MADE EXPECTED
keep() {
	if [ -n "${UPDATE:-}" ]; then
		cp "$1" "$root/fixtures/audit-pages/$2"
	else
		diff -u "$root/fixtures/audit-pages/$2" "$1" || complain "$2"
	fi
}

for kind in clean hostile; do
	$pages make "$work/$kind" $(test $kind = clean || echo hostile) || exit 2
	mv "$work/$kind/content/d.md" "$work/d.md"
	audit $kind --format json:before.json
	mv "$work/d.md" "$work/$kind/content/"
	sed '/^stage:/s/sow/grow/' "$work/$kind/content/a.md" >"$work/a.md"
	mv "$work/a.md" "$work/$kind/content/"
	audit $kind --since before.json --format html:page.html --format markdown:summary.md
	if command -v cmark-gfm >/dev/null; then
		cmark-gfm --unsafe -e table -e strikethrough -e autolink summary.md >summary.html
	fi
done
$pages read "$work/clean" "$work/hostile" || failed=$((failed + 1))
$pages same "$work/clean" "$work/hostile" || failed=$((failed + 1))
$pages bare "$work/clean/page.html" >"$work/bare"
keep "$work/bare" page.html
keep "$work/clean/summary.md" summary.md

# No text at all: a former audit cannot name such a file, so this has none.
name=$(printf 'not\377text.md')
if cp "$work/hostile/content/a.md" "$work/hostile/content/$name" 2>/dev/null; then
	audit hostile --format html:page.html --format markdown:summary.md
	$pages read "$work/hostile" || complain "a path that is no text"
	grep -q 'href="content/not%FFtext.md"' "$work/hostile/page.html" || complain "its link"
	rm "$work/hostile/content/$name"
fi

# A log that a CI service reads along, another folder, nothing to sum up.
for name in page.html summary.md; do mv "$work/hostile/$name" "$work/usual-$name"; done
CI=true audit hostile --since before.json --format html:page.html --format markdown:summary.md
$pages read "$work/hostile" || complain "in CI"
if grep -q '##\[' "$work/hostile/page.html"; then complain "a command of a CI service"; fi
mkdir "$work/clean/a report"
audit clean --format "html:a report/page.html"
grep -q 'href="../content/a.md"' "$work/clean/a report/page.html" || complain "links from another folder"
mkdir "$work/empty"
cd "$work/empty" || exit 2
"$DRAFTLINT" audit --format html >page.html 2>/dev/null
grep -q 'Nothing was audited' page.html || complain "the page of nothing"

if [ $failed -eq 0 ]; then echo "audit pages: good"; fi
[ $failed -eq 0 ]
