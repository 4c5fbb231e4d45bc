#!/bin/sh
# A baseline in a real repository: only new findings fail; edits elsewhere, moves
# and merges reopen nothing; what is mended becomes stale and is pruned; what tells
# that a draft was not checked is never hidden.
set -u
. "$(dirname "$0")/scratch.inc"
strategy=$(cd "$(dirname "$0")/../../fixtures/cli/strategy" && pwd)
file=draftlint-baseline.json

fail() {
	echo "FAILED: baseline: $*"
	failed=$((failed + 1))
}

# draft FILE WORD...: a draft whose paragraphs say WORD; `leverage` and `synergy` are findings.
draft() {
	{
		printf -- '---\ntitle: %s\npersona: alex\npain: costs\nstage: decision\n---\n' "$1"
		# Enough that git sees that two files are the same draft.
		for line in one two three four five six seven eight nine ten; do
			printf '\nThis is paragraph %s of the draft %s.\n' "$line" "$1"
		done
	} >"$1"
	path=$1
	shift
	for word in "$@"; do printf '\nHere we %s it.\n' "$word" >>"$path"; done
}

# see NAME NEW KNOWN STALE STATUS OPTION...: what a check finds, and its status.
see() {
	name=$1
	wanted="$2 new, $3 known, $4 stale, status $5"
	shift 5
	cases=$((cases + 1))
	"$DRAFTLINT" check --fail-on warning --format jsonl "$@" >"$work/out" 2>"$work/err"
	status=$?
	found=$(sed -n 's/.*"warning":\([0-9]*\),.*"baselined":\([0-9]*\),"stale":\([0-9]*\),.*/\1 new, \2 known, \3 stale/p' "$work/out")
	[ "$found, status $status" = "$wanted" ] || {
		fail "$name: $found, status $status; expected $wanted"
		cat "$work/err"
	}
}

# does NAME LINE STATUS WORK...: what `baseline WORK` says.
does() {
	name=$1
	wanted=$2
	status=$3
	shift 3
	cases=$((cases + 1))
	"$DRAFTLINT" baseline "$@" >"$work/out" 2>"$work/err"
	found=$?
	[ $found -eq "$status" ] && [ "$(cat "$work/out")" = "$wanted" ] ||
		fail "$name: status $found, $(cat "$work/out" "$work/err")"
}

commit() { git add -A && git commit -q -m "$1"; }

mkdir -p "$work/site/posts/deep" && cd "$work/site" || exit 2
git init -q -b main . && cp -R "$strategy" strategy
printf 'pack: strategy\ninclude: ["posts/**/*.md"]\n' >draftlint.yaml
draft posts/a.md leverage leverage leverage
draft posts/b.md synergy
draft posts/deep/c.md leverage synergy
draft posts/d.md

# ---- edits ----

see 'without' 6 0 0 1
does 'create' "$file: 6 findings in 3 drafts known" 0 create
commit one
see 'what is known' 0 6 0 0
see 'another word' 0 6 0 0 --max-warnings 0
sed -i '7i We mind nothing here.\n' posts/a.md && printf '\nAnd an end.\n' >>posts/a.md
see 'edits above and below' 0 6 0 0
printf '\nWe LEVERAGE  it once more.\n' >>posts/a.md
see 'one more that is equal' 1 6 0 1
see 'not with --no-baseline' 7 0 0 1 --no-baseline
draft posts/d.md synergy
see 'another draft' 2 6 0 1
see 'only that draft' 1 0 0 1 posts/d.md
see 'of one rule' 0 0 0 0 --select persona-missing
git checkout -q posts

# ---- stale ----

draft posts/a.md leverage leverage
see 'one of three mended' 0 5 1 0
see 'and denied' 0 5 1 1 --deny-stale
see 'another draft' 0 1 0 0 --deny-stale posts/b.md
see 'another rule' 0 0 0 0 --deny-stale --select persona-missing
draft posts/a.md leverage leverage synergy
does 'prune' "$file: 1 dropped; 5 findings in 3 drafts known" 0 prune
see 'what prune leaves' 1 5 0 1
does 'update of another' "$file: 5 findings in 3 drafts known" 0 update posts/b.md
see 'what that leaves' 1 5 0 1
does 'update' "$file: 1 added; 6 findings in 3 drafts known" 0 update
see 'what update leaves' 0 6 0 0
printf -- '\n<!-- draftlint-disable-next-line synergy, buzzwords -- so -->\nHere we synergy it.\n' >>posts/d.md
see 'suppressed, not new' 0 6 0 0 --ignore suppression-unknown-rule
git checkout -q posts/d.md
rm posts/b.md
see 'a draft that is gone' 0 5 1 0
see 'not where it was not looked' 0 2 0 0 posts/deep
does 'pruning elsewhere' "$file: 6 findings in 3 drafts known" 0 prune posts/deep
does 'pruning it' "$file: 1 dropped; 5 findings in 2 drafts known" 0 prune posts
git checkout -q . && see 'as it was' 0 6 0 0

# ---- renames ----

git mv posts/a.md posts/deep/z.md
see 'renamed, in the index' 0 6 0 0
see 'and staged' 0 3 0 0 --staged
sed -i '7i One more line above.\n' posts/deep/z.md
see 'renamed and edited' 0 6 0 0
see 'alone' 0 3 0 0 posts/deep/z.md
commit 'rename'
see 'renamed, committed' 0 6 0 0
git mv posts/deep posts/deeper && git mv posts/deeper/z.md posts/y.md && commit 'again'
see 'renamed twice' 0 6 0 0
(cd posts && see 'from a subfolder' 0 6 0 0 --deny-stale . && exit $failed) || failed=$?
(cd posts && see 'from below' 0 2 0 0 deeper/c.md && exit $failed) || failed=$?
draft posts/b.md
printf '\nHere we synergy it.\n' >>posts/y.md
does 'an update of one draft' "$file: 1 dropped; 5 findings in 2 drafts known" 0 update posts/b.md
grep -q '"posts/y.md"' $file || fail 'an update forgets what was renamed'
see 'what nobody asked to update' 1 5 0 1
git checkout -q posts/y.md
commit 'update of one'
see 'renamed before an update' 0 5 0 0
mv posts/y.md posts/x.md
see 'moved without git' 3 2 3 1
mv posts/x.md posts/y.md

# ---- branches ----

git checkout -q -b side
draft posts/n1.md leverage && "$DRAFTLINT" baseline update >/dev/null && commit 'side adds'
draft posts/deeper/c.md leverage && "$DRAFTLINT" baseline prune >/dev/null && commit 'side mends'
git checkout -q main
draft posts/zz.md synergy && "$DRAFTLINT" baseline update >/dev/null && commit 'main adds at the end'
git mv posts/y.md posts/moved.md && commit 'main moves'
git merge -q side >"$work/merged" 2>&1 || fail "the merge: $(cat "$work/merged")"
see 'merged' 0 6 0 0 --deny-stale
git checkout -q -b left && draft posts/n2.md leverage && "$DRAFTLINT" baseline update >/dev/null && commit l
git checkout -q main && draft posts/n3.md leverage && "$DRAFTLINT" baseline update >/dev/null && commit r
if git merge -q left >/dev/null 2>&1; then fail 'neighbours merge by themselves: no case'; fi
see 'marks of a merge' 0 0 0 2
"$DRAFTLINT" check -q | grep -q "$file:[0-9]*:1: error: .*config-error" || fail 'no place for the marks'
sed -i '/^[<=>]\{7\}/d' $file
see 'both sides kept' 0 8 0 0 --deny-stale
commit 'both'

# ---- what is never hidden ----

ln -s "$work/err" posts/out.md
does 'with a draft that cannot be read' "$file: 8 findings in 6 drafts known" 2 update posts posts/out.md
see 'it is not hidden' 0 8 0 2 posts posts/out.md
rm posts/out.md
{ echo ---; printf 'deep: '; printf '[%.0s' $(seq 70); echo; echo ---; } >posts/deep.md
"$DRAFTLINT" check --format json posts/deep.md 2>/dev/null | sed 's/.*"rule":"limit-reached".*"fingerprint":"\([0-9a-f]*\)".*/\1/' >"$work/print"
sed -i "\$i {\"path\":\"posts/deep.md\",\"rule\":\"limit-reached\",\"fingerprint\":\"$(cat "$work/print")\"}," $file
"$DRAFTLINT" check --format concise posts/deep.md 2>/dev/null | grep -q 'limit-reached' || fail 'a limit is hidden'
see 'nor by hand' 0 8 0 2
git checkout -q $file && rm posts/deep.md
echo 'rulse: {}' >>draftlint.yaml
does 'with a wrong configuration' '' 2 update
git checkout -q draftlint.yaml
rm $file
see 'none left' 8 0 0 1
cases=$((cases + 1))
[ -z "$(find . -name '.draftlint-*')" ] || fail 'something is left behind'

# ---- two configurations, two baselines ----

mkdir other && draft other/o.md leverage && printf 'pack: ../strategy\n' >other/draftlint.yaml
cases=$((cases + 1))
"$DRAFTLINT" baseline create 2>&1 | sort >"$work/out"
printf '%s\n' "$file: 8 findings in 6 drafts known" "other/$file: 1 finding in 1 draft known" |
	cmp -s - "$work/out" || fail "two of them: $(cat "$work/out")"
see 'each its own' 0 9 0 0
see 'from the other' 0 1 0 0 other/o.md

echo "baseline: $cases cases, $failed failed"
[ $failed -eq 0 ]
