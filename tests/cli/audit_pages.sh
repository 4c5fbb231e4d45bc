#!/bin/sh
# The page and the summary that an audit writes: what stands in them, that they are
# whole, load nothing and obey nothing that a draft, a pack or a file's name says.
# DRAFTLINT names the program. UPDATE=1 rewrites fixtures/sites/garden.*.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
DRAFTLINT=${DRAFTLINT:-$root/build/release/draftlint}
. "$root/tests/cli/scratch.inc"
unset CI GITHUB_ACTIONS TF_BUILD TEAMCITY_VERSION GITHUB_STEP_SUMMARY GITHUB_WORKSPACE CI_PROJECT_DIR \
	DRAFTLINT_OUTPUT_FORMAT SOURCE_DATE_EPOCH
export PYTHONDONTWRITEBYTECODE=1

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
	"$DRAFTLINT" audit --today 2026-09-01 "$@" >"$work/out" 2>"$work/err"
	[ $? -eq 1 ] || {
		complain "status of audit $*"
		cat "$work/err"
	}
}

# golden MADE EXPECTED
golden() {
	if [ -n "${UPDATE:-}" ]; then
		cp "$1" "$root/fixtures/sites/$2"
	else
		diff -u "$root/fixtures/sites/$2" "$1" || complain "$2"
	fi
}

# ---- a site with everything wrong ----

mkdir "$work/sites" "$work/audits"
cp -R "$root/fixtures/sites/garden" "$work/sites/"
cp -R "$root/fixtures/audits/strategy" "$work/audits/"
audit sites/garden --format html:page.html --format markdown:summary.md
$pages read "$work/sites/garden" || complain "the garden"
$pages bare "$work/sites/garden/page.html" | sed "s|$work||g" >"$work/bare"
golden "$work/bare" garden.html
golden "$work/sites/garden/summary.md" garden.markdown

# ---- names of every kind ----

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
