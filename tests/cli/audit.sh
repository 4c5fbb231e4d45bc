#!/bin/sh
# Whole libraries of content, audited as their owners would: a site with everything
# wrong and its silent twin, the samples against the strategy's own table, facts that
# are merged, broken, doubled. UPDATE=1 rewrites the reports: read the difference.
set -u
. "$(dirname "$0")/scratch.inc"
# Ages are counted to days that are given; dates come from the drafts alone, not from
# the history of this repository.
unset SOURCE_DATE_EPOCH
GIT_DIR=$work/no-git
export GIT_DIR

# audit STATUS ARGUMENT...: in the working directory; what it writes lands in $work/out.
audit() {
	wanted=$1
	shift
	"$DRAFTLINT" audit "$@" >"$work/out" 2>"$work/err"
	status=$?
	[ $status -eq "$wanted" ] && return
	complain "audit $*: status $status, not $wanted"
	cat "$work/err"
}

# portable: without the place of this repository, and what follows from it.
portable() {
	sed "s|file://$root/||g; s|$root/||g; s|\"fingerprint\": *\"[0-9a-f]*\"|\"fingerprint\": \"\"|g"
}

# golden FILE: what was written last is what FILE says.
golden() {
	cases=$((cases + 1))
	portable <"$work/out" >"$work/portable"
	if [ "${UPDATE:-}" ]; then
		cp "$work/portable" "$1"
	else
		diff -u "$1" "$work/portable" || complain "$1"
	fi
}

# says TEXT: on standard error.
says() {
	cases=$((cases + 1))
	grep -q -F -e "$1" "$work/err" && return
	complain "no \`$1\` in:"
	cat "$work/err"
}

# ---- a site and its twin ----

cd "$root/fixtures/sites/garden" || exit 2
garden="--today 2026-09-01"
for format in text json csv concise; do
	audit 1 $garden --format $format
	# One line is no difference that anybody could read.
	if [ $format = json ]; then
		python3 -m json.tool --no-ensure-ascii --indent 1 <"$work/out" >"$work/lines"
		cp "$work/lines" "$work/out"
	fi
	golden "$root/fixtures/sites/garden.$format"
done
[ "$(wc -l <"$root/fixtures/sites/garden.text")" -le 25 ] || complain "more than 25 lines"
for rule in mix-drift coverage-gap required-content-missing journey-route-missing pack-review-overdue \
	stale-content orphan-page link-broken; do
	cases=$((cases + 1))
	grep -q -F "[$rule]" "$root/fixtures/sites/garden.concise" || complain "no $rule"
done
cd "$root/fixtures/sites/garden-tidy" || exit 2
audit 0 --today 2026-06-20
golden "$root/fixtures/sites/garden-tidy.text"
audit 0 --today 2026-06-20 --format concise
[ ! -s "$work/out" ] || complain "the tidy twin is not silent: $(cat "$work/out")"

sed "/gates/d; s|../../audits|$root/fixtures/audits|" draftlint.yaml >"$work/no-gates.yaml"
cd "$root/fixtures/sites/garden" || exit 2
audit 0 $garden --config "$work/no-gates.yaml"
audit 1 $garden --config "$work/no-gates.yaml" --fail-on warning
audit 0 $garden --config "$work/no-gates.yaml" --fail-on warning --select orphan-page
audit 0 $garden --exit-zero

# ---- the strategy's own table ----

mkdir "$work/samples"
cp "$root"/samples/iron-cage/*.md "$work/samples"
cd "$work/samples" || exit 2
audit 0 --pack "$root/rules/iron-cage" --no-config --today 2025-12-10 --format csv
golden "$root/fixtures/sites/iron-cage.csv"
# "Example Content Mapping", row by row.
cases=$((cases + 1))
python3 - "$work/out" <<'PYTHON' || complain "the table of the strategy"
import csv, sys
table = """
Why 85% of AI Projects Fail       | alex   | marcus | awareness     | linkedin; email
The $47K Agent Loop Breakdown     | alex   | sarah  | awareness     | linkedin; medium
Rust for AI: The Cloudflare Proof | marcus | elena  | consideration | linkedin; hackernews
LangChain + Iron Cage in 4 Hours  | sarah  | elena  | decision      | hackernews; devto
SOC 2 Compliance Checklist        | alex   | marcus | decision      | linkedin; email; gated-pdf
Iron Cage Architecture Deep-Dive  | elena  | marcus | adoption      | hackernews; github
"""
wanted = sorted([cell.strip() for cell in row.split("|")] for row in table.strip().split("\n"))
rows = csv.DictReader(open(sys.argv[1], encoding="utf-8-sig", newline=""))
columns = ("title", "persona", "secondary", "stage", "channels")
found = sorted([row[column] for column in columns] for row in rows)
assert found == wanted, found
PYTHON
audit 0 --pack "$root/rules/iron-cage" --no-config --today 2025-12-10
golden "$root/fixtures/sites/iron-cage.text"

# ---- facts ----

cd "$root/fixtures/sites/garden" || exit 2
audit 1 $garden --format json
cp "$work/out" "$work/whole.json"
for jobs in 1 8; do
	audit 1 $garden --format json --jobs $jobs
	cases=$((cases + 1))
	cmp -s "$work/out" "$work/whole.json" || complain "--jobs $jobs: other bytes"
done
audit 0 --emit "$work/all.ndjson" --jobs 3
cp "$work/all.ndjson" "$work/out"
golden "$root/fixtures/sites/garden.ndjson"
audit 0 --emit "$work/pages.ndjson" pages notes.txt draftlint.yaml --force-exclude
audit 0 --emit - posts
cp "$work/out" "$work/posts.ndjson"
for facts in "$work/all.ndjson" "$work/pages.ndjson $work/posts.ndjson" \
	"$work/posts.ndjson $work/all.ndjson $work/posts.ndjson"; do
	audit 1 $garden --format json --merge $facts
	cases=$((cases + 1))
	cmp -s "$work/out" "$work/whole.json" || complain "--merge $facts: other bytes"
done
cat "$work/posts.ndjson" "$work/pages.ndjson" >"$work/together.ndjson"
audit 1 $garden --format json --merge "$work/together.ndjson"
cases=$((cases + 1))
cmp -s "$work/out" "$work/whole.json" || complain "two files in one: other bytes"

find pages posts notes.txt draftlint.yaml -type f >"$work/list"
audit 1 $garden --format json --files-from "$work/list" --force-exclude
cases=$((cases + 1))
cmp -s "$work/out" "$work/whole.json" || complain "--files-from: other bytes"
printf '%s\0' "$work/pages.ndjson" "$work/posts.ndjson" >"$work/list"
audit 1 $garden --format json --merge --files-from "$work/list" -0
cases=$((cases + 1))
cmp -s "$work/out" "$work/whole.json" || complain "--merge --files-from: other bytes"

# broken TEXT FILE: the merge of FILE fails, and says TEXT.
broken() {
	audit 2 $garden --format json --merge "$2"
	says "$1"
}
sed '$d' "$work/all.ndjson" >"$work/cut"
broken 'cut:10:1: error: the facts break off here' "$work/cut"
head -c 1000 "$work/all.ndjson" >"$work/cut"
broken 'cut:' "$work/cut"
sed 3d "$work/all.ndjson" >"$work/less"
broken 'less:9:1: error: 7 records, of 8 that were written' "$work/less"
sed '1s/"garden"/"shed"/' "$work/all.ndjson" >"$work/other"
broken 'facts of the pack `shed`, not of `garden`' "$work/other"
sed '1s/"pack-version":"1"/"pack-version":"2"/' "$work/all.ndjson" >"$work/other"
broken 'facts of version `2` of the pack, not of `1`' "$work/other"
sed '1s/"draftlint-facts":1/"draftlint-facts":99/' "$work/all.ndjson" >"$work/other"
broken 'facts of version 99, this program reads 1' "$work/other"
sed 's/"stage":"first"/"stage":"worst"/' "$work/all.ndjson" >"$work/other"
broken 'the pack has no stage `worst`' "$work/other"
: >"$work/empty"
broken 'empty:1:1: error: no facts' "$work/empty"
broken 'no such file' "$work/nowhere"
sed 's/"words":/"words":1/' "$work/all.ndjson" >"$work/other"
audit 2 $garden --merge "$work/all.ndjson" "$work/other"
says "two facts about \`pages/aside.md\` differ: in $work/all.ndjson and in $work/other"

# ---- against a former audit ----

cp -R "$root/fixtures/sites/garden-tidy" "$work/tidy"
cp -R "$root/fixtures/audits/strategy" "$work/tidy/strategy"
cd "$work/tidy" || exit 2
sed 's|../../audits/||' draftlint.yaml >config && mv config draftlint.yaml
audit 0 --today 2026-06-20 --format json:"$work/former.json"
rm posts/price.md
sed 's/^persona: dreamer/persona: grower/; s/^pain: .*//' posts/balcony.md >new && mv new posts/balcony.md
printf -- '---\ntitle: New\npersona: grower\n---\n\n# New\n' >posts/new.md
audit 1 --today 2026-07-01 --since "$work/former.json" --format json
python3 - "$work/out" <<'PYTHON' || complain "the trend"
import json, sys
trend = json.load(open(sys.argv[1]))["trend"]
assert trend["today"] == "2026-06-20" and trend["before"] == 5, trend
assert trend["added"] == ["posts/new.md"] and trend["removed"] == ["posts/price.md"], trend
assert trend["moved"] == ["posts/balcony.md"], trend
assert trend["new"] > 0 and {"id": "readers", "before": 40, "after": 20} in trend["groups"], trend
PYTHON
unset GIT_DIR
git init -q . && git add -A && git commit -q -m now
audit 1 --today 2026-07-01 --since HEAD --format json
python3 - "$work/out" <<'PYTHON' || complain "the trend since a revision"
import json, sys
trend = json.load(open(sys.argv[1]))["trend"]
assert (trend["new"], trend["fixed"], trend["before"]) == (0, 0, 5) and trend["unchanged"] > 3, trend
PYTHON
printf 'No date but that of the commit.\n' >posts/undated.md
git add -A
GIT_AUTHOR_DATE=2020-02-02T12:00:00Z GIT_COMMITTER_DATE=2020-02-02T12:00:00Z \
	git commit -q -m then
audit 1 --today 2026-07-01 --format concise --select stale-content
cases=$((cases + 1))
grep -q '^posts/undated.md:1:1: warning: not touched for 2341 days' "$work/out" || complain "git's date: $(cat "$work/out")"
audit 2 --since no-such-revision
says 'is neither the JSON of a former audit nor a revision'
head -c 2000 "$work/former.json" >"$work/half.json"
audit 2 --since "$work/half.json"
says 'half.json:1:1: error: no report of an audit'
audit 2 --today tomorrow
says 'is no day'

# ---- a draft that cannot be read in full ----

printf -- '---\ntitle: Latin\n---\n\n\377\n' >posts/latin.md
audit 2 --today 2026-07-01
says 'posts/latin.md: not checked in full'
audit 2 --emit "$work/latin.ndjson"
audit 2 --today 2026-07-01 --merge "$work/latin.ndjson"
says "\`posts/latin.md\` was not checked in full where its facts were gathered, in $work/latin.ndjson"
grep -q 'not to be trusted: 1 of 7 pieces' "$work/out" || complain "an incomplete piece: $(cat "$work/out")"
rm posts/latin.md
{
	printf -- '---\ntitle: Many\n---\n\n'
	seq 1001 | sed 's|.*|[&](/guides/n&)|'
} >posts/many.md
audit 2 --today 2026-07-01
says '`posts/many.md` links to more than 1000 pages'
audit 2 nowhere.md
# It answers none of the questions, of which there are more than it has findings.
audit 2 --pack "$root/rules/iron-cage" --format csv nowhere.md
cases=$((cases + 1))
grep -q ',0 of 5,' "$work/out" || complain "a piece that is not there: $(cat "$work/out")"
audit 2 --merge
audit 2 --emit "$work/x" --format json

# ---- what others read ----

cd "$root" || exit 2
cases=$((cases + 1))
python3 tests/cli/check_audit.py share/audit-1.schema.json fixtures/sites/garden.json \
	fixtures/sites/garden.csv || complain "the reports, read back"

echo "audit: $cases cases, $failed failed"
[ $failed -eq 0 ]
