#!/bin/sh
# What git ignores is not checked when a folder is searched; what it tracks is,
# and so is what is named or asked for with --no-ignore. Without a repository
# nothing is ignored. --staged checks what the next commit holds, --changed what
# differs from a revision, wherever in the repository and whatever its name.
set -u
. "$(dirname "$0")/scratch.inc"
pack=$(cd "$(dirname "$0")/../../rules/iron-cage" && pwd)

bad() { for draft in "$@"; do printf -- '---\ntitle: A draft\n---\n\nText.\n' >"$draft"; done; }
good() { for draft in "$@"; do printf -- '---\npersona: alex\n---\n\nText.\n' >"$draft"; done; }

fail() {
	echo "FAILED: git: $*"
	failed=$((failed + 1))
}

check() {
	"$DRAFTLINT" check --no-config --pack "$pack" --format concise --select persona-missing "$@"
}

# see NAME FOLDER LIST OPTION...: the drafts that a run in FOLDER speaks of, and its status.
see() {
	name=$1
	folder=$2
	wanted=$3
	shift 3
	cases=$((cases + 1))
	(cd "$folder" && check "$@") >"$work/out" 2>"$work/err"
	status=$?
	found="$(cut -d: -f1 "$work/out" | sort -u | tr '\n' ' ')$status"
	[ "$found" = "$wanted" ] || fail "$name: '$found', expected '$wanted'$(cat "$work/err")"
}

# told NAME TEXT: standard error of the last run.
told() {
	cases=$((cases + 1))
	grep -q -e "$2" "$work/err" || fail "$1: $(cat "$work/err")"
}

# ---- what git ignores ----

site=$work/site
mkdir -p "$site/drafts" "$site/old"
(cd "$site" && bad kept.md drafts/secret.md drafts/tracked.md old/a.md 'old/a name.md')
printf 'drafts/\nold/a name.md\n' >"$site/.gitignore"

all='drafts/secret.md drafts/tracked.md kept.md old/a name.md old/a.md '
see 'no repository' "$site" "${all}1" .
(cd "$site" && git init -q . && git add -f drafts/tracked.md) || exit 2
see 'a repository' "$site" 'drafts/tracked.md kept.md old/a.md 1' .
see 'a folder of it' "$site" 'drafts/tracked.md 1' drafts
see 'a named file' "$site" 'drafts/secret.md 1' drafts/secret.md
see '--no-ignore' "$site" "${all}1" --no-ignore .
rm "$site/drafts/tracked.md"
see 'an ignored folder' "$site" 0 drafts
told 'an ignored folder' 'nothing was checked.*ignored by git'

# ---- what is staged ----

repo=$work/repo
odd=$(printf 'odd \t"q"\n\377.md')
mkdir -p "$repo/sub/.hidden" "$work/none"
see 'no repository' "$work/none" 2 --staged
told 'no repository' 'cannot tell what is staged: git says: not a git repository'
cases=$((cases + 1))
(cd "$work/none" && PATH=/nonexistent check --staged 2>"$work/err")
[ $? -eq 2 ] && grep -q 'git cannot be run' "$work/err" || fail "without git: $(cat "$work/err")"

cd "$repo" && git init -q -b main . || exit 2
see 'nothing at all' . 0 --staged
told 'nothing at all' 'nothing was checked: no draft is staged'
bad one.md two.md sub/three.md sub/.hidden/no.md sub/notes.txt "$odd"
ln -s one.md sub/link.md
git add .
rm "$odd"
cases=$((cases + 1))
check --staged --format "json:$work/json" >/dev/null 2>&1
grep -q 'odd%20%09%22q%22%0A%FF.md' "$work/json" || fail 'an odd name'
git rm -q --cached "$odd"
see 'before the first commit' . 'one.md sub/three.md two.md 1' --staged
see 'from a subfolder' sub '../one.md ../two.md three.md 1' --staged
see 'a folder of it' . 'sub/three.md 1' --staged sub
see 'the folder one is in' sub 'three.md 1' --staged .
see 'a named file' sub '../one.md 1' --staged "$repo/one.md" ../one.md
see 'a file of another kind' . 'sub/notes.txt 1' --staged sub/notes.txt
see 'a name that is wrong' . 'on.md one.md 2' --staged on.md one.md
see 'a list' . 'one.md two.md 1' --staged --files-from - <<-END
	one.md
	two.md
END
git commit -q -m one
see 'nothing staged' . 0 --staged

# The index has the mistake and the file has not; the reverse.
good one.md && git add one.md && bad one.md && echo more >>one.md
good two.md && bad sub/three.md && echo more >>sub/three.md && git add sub/three.md
good sub/three.md
see 'the index, not the files' . 'sub/three.md 1' --staged
see 'the files, not the index' . 'one.md 1' --changed
git mv two.md four.md
see 'renamed' . 'four.md sub/three.md 1' --staged
git rm -q -f four.md
see 'deleted' . 'sub/three.md 1' --staged
see 'deleted and named' . 0 --staged two.md
git reset -q --hard

# A hook of `commit -a` and `commit PATH` sees the index of that commit.
cat >"$work/hook" <<-END
	"$DRAFTLINT" check --no-config --pack "$pack" --format concise --select persona-missing \\
		--staged --exit-zero >"$work/hooked" 2>&1
END
sed '1i #!/bin/sh' "$work/hook" >.git/hooks/pre-commit && chmod +x .git/hooks/pre-commit
# hooked NAME LIST COMMAND...: what the hook of a commit spoke of.
hooked() {
	name=$1
	wanted=$2
	shift 2
	cases=$((cases + 1))
	: >"$work/hooked"
	git commit -q -m "$name" "$@" || fail "$name: no commit"
	found=$(grep ': error:' "$work/hooked" | cut -d: -f1 | tr '\n' ' ')
	[ "$found" = "$wanted" ] || fail "$name: '$found', expected '$wanted'"
}
echo more >>one.md && echo more >>sub/three.md
hooked 'commit PATH' 'one.md ' one.md
hooked 'commit -a' 'sub/three.md ' -a
git worktree add -q "$work/linked" 2>/dev/null
cd "$work/linked" && echo more >>two.md
see 'a linked worktree' . 'two.md 1' --changed
hooked 'commit in a linked worktree' 'two.md ' -a
cd "$repo"

# A merge that nobody has finished.
git checkout -q -b side && bad five.md && git add . && git commit -q -m side --no-verify
git checkout -q main && good five.md && git add . && git commit -q -m main --no-verify
git merge -q side >"$work/out" 2>&1
see 'a conflict' . 'five.md 2' --staged
git merge --abort

# ---- what has changed ----

bad new.md && echo /new.md >>.gitignore
see 'ignored' . 0 --changed
told 'ignored' 'nothing was checked: 1 file not Markdown'
rm .gitignore new.md
bad sub/new.md
see 'not tracked' . 'sub/new.md 1' --changed
see 'not tracked, from a subfolder' sub 'new.md 1' --changed=HEAD
rm one.md
see 'deleted' . 'sub/new.md 1' --changed
git reset -q --hard && rm sub/new.md
see 'where two branches part' . 0 --changed=side
git checkout -q side
see 'where two branches part' . 'five.md 1' --changed=main
see 'a commit' . 'five.md 1' --changed='HEAD~1'
see 'limited' . 0 --changed=main sub
see 'no such revision' . 2 --changed=nope
told 'no such revision' 'since `nope`: git says: Not a valid object name nope'
see 'an option' . 2 --changed=--output=x
told 'an option' 'no revision begins with'
see 'nothing after =' . 2 --changed=
git checkout -q --orphan alone && git commit -q -m alone --no-verify
see 'no common commit' . 2 --changed=main
told 'no common commit' 'no commit in common'
git checkout -q --orphan unborn
see 'before the first commit' . 'five.md one.md sub/three.md two.md 1' --changed
git config diff.relative true && git config color.ui always && git config diff.external false
see 'whatever git is told' sub '../five.md ../one.md ../two.md three.md 1' --staged

echo "git: $cases cases, $failed failed"
[ $failed -eq 0 ]
