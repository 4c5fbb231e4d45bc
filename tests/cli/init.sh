#!/bin/sh
# init as a new user meets it: in an empty folder, in one full of content, where
# something is there already, and where writing fails at every single step. All
# is written or nothing, and what is written works.
set -u
cd "$(dirname "$0")/../.." || exit 2
DRAFTLINT=${DRAFTLINT:-$PWD/build/release/draftlint}
root=$PWD
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
unset CI GITHUB_ACTIONS TF_BUILD TEAMCITY_VERSION DRAFTLINT_OUTPUT_FORMAT GITHUB_WORKSPACE CI_PROJECT_DIR \
	GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE SKIP PRE_COMMIT
HOME=$work/home PRE_COMMIT_HOME=$work/cache GIT_CONFIG_NOSYSTEM=1 PRE_COMMIT_COLOR=never
export HOME PRE_COMMIT_HOME GIT_CONFIG_NOSYSTEM PRE_COMMIT_COLOR
failed=0
count=0
mkdir "$work/home" "$work/bin"
ln -s "$DRAFTLINT" "$work/bin/draftlint"
PATH=$work/bin:$PATH
git config --global user.name writer
git config --global user.email writer@example.com

complain() {
	echo "FAILED: init: $name: $*"
	failed=$((failed + 1))
}

# begin NAME: a case in a fresh folder.
begin() {
	name=$1
	count=$((count + 1))
	mkdir -p "$work/tree/$name" && cd "$work/tree/$name" || exit 2
}

# state: every file that there is, with its content; outside of the case, too.
state() {
	(cd "$work/tree" && find . -exec ls -ld --time-style=+ {} + && find . -type f -exec cksum {} +) | sort
}

# init STATUS ARGUMENT...: runs it and holds the status against STATUS.
init() {
	expected=$1
	shift
	status=0
	draftlint init "$@" >"$work/out" 2>&1 || status=$?
	[ $status -eq "$expected" ] || complain "status $status, expected $expected: $(cat "$work/out")"
}

# says TEXT: in what init wrote.
says() {
	grep -q -F -e "$1" "$work/out" || complain "does not say \`$1\`: $(cat "$work/out")"
}

draft() {
	mkdir -p "$(dirname "$1")"
	printf -- '---\npersona: Ada Bell\npain: night-calls\nstage: awareness\ncta: %s\nchannels: [newsletter]\n---\n\n%s\n\n%s\n' \
		"$2" 'The pager rang.' '[Subscribe to the newsletter](/newsletter)' >"$1"
}

begin empty
init 0
says 'strategy/pack.yaml'
says 'draftlint brief'
draftlint pack check strategy >"$work/out" || complain "the pack is not sound: $(cat "$work/out")"
draftlint check >/dev/null 2>&1 || complain "check does not run"
draft content/a.md subscribe
draftlint check >"$work/out" || complain "a good draft: $(cat "$work/out")"
draft content/b.md book-demo
draftlint check -f concise --quiet | grep -q '^content/b.md:.*\[cta-stage-mismatch\]$' || complain "a bad draft"
draftlint brief --persona ada --stage decision >/dev/null || complain "brief"
state >"$work/before"
init 2
says 'draftlint.yaml: is there already'
says 'strategy: is there already'
state | cmp -s - "$work/before" || complain "a second time: something has changed"

for pack in iron-cage jido; do
	begin "$pack"
	init 0 --pack "$pack"
	cp "$work/out" "$work/out.init"
	draftlint pack test strategy >"$work/out" || complain "$(tail -n 3 "$work/out")"
	diff -r "$root/rules/$pack" strategy >/dev/null || complain "the copy differs"
	draftlint check >/dev/null 2>&1 || complain "check does not run"
	# What it says comes next, in its order; a draft that is there already passes then.
	draft content/old.md buy
	sed -n 's/^  \(draftlint [a-z ]*[a-z]\)  .*/\1/p' "$work/out.init" >"$work/next"
	[ "$(grep -c . "$work/next")" -eq 3 ] || complain "next: $(cat "$work/next")"
	while read -r command; do
		status=0
		$command >"$work/out" 2>&1 </dev/null || status=$?
		[ $status -lt 2 ] || complain "$command: status $status: $(cat "$work/out")"
	done <"$work/next"
	draftlint check >"$work/out" || complain "after the baseline: $(cat "$work/out")"
done

begin many
i=0
while [ $i -lt 300 ]; do
	i=$((i + 1))
	draft "src/content/$((i % 7))/$i.md" subscribe
done
draft docs/one.mdx subscribe
draft 'po"sts*/odd.md' subscribe
draft node_modules/x/README.md subscribe
draft README.md subscribe
init 0
grep -q '^  - "src/content/\*\*/\*.md" # 300 files$' draftlint.yaml || complain "include: $(cat draftlint.yaml)"
grep -q '^#  - "docs/\*\*/\*.mdx" # 1 file$' draftlint.yaml || complain "left out: $(cat draftlint.yaml)"
grep -q -e 'po"sts' -e node_modules draftlint.yaml && complain "an odd name: $(cat draftlint.yaml)"
draftlint check >"$work/out" || complain "$(head -n 3 "$work/out")"
grep -q '^300 files checked' "$work/out" || complain "300 drafts are not checked: $(cat "$work/out")"

begin flat
draft one.md subscribe
draft README.md subscribe
init 0
draftlint check >"$work/out" || complain "$(cat "$work/out")"
grep -q '^  - "\*.md" # 1 file$' draftlint.yaml || complain "include: $(cat draftlint.yaml)"

# What is there stays as it is, whatever it is.
for what in 'echo mine >draftlint.yaml' 'mkdir strategy' 'ln -s nowhere draftlint.yaml' 'echo >strategy'; do
	begin "there-$count"
	eval "$what"
	state >"$work/before"
	init 2 --pack iron-cage
	says 'is there already; nothing was written'
	state | cmp -s - "$work/before" || complain "$what: something has changed"
done

begin unknown-pack
state >"$work/before"
init 2 --pack iron-cag
says 'did you mean `iron-cage`?'
init 2 --pack ../many
state | cmp -s - "$work/before" || complain "something has changed"

begin hooks-there
printf 'repos:\n  - repo: https://example.com/x\n    rev: v1\n    hooks:\n      - id: x\n' >.pre-commit-config.yaml
cp .pre-commit-config.yaml "$work/kept"
init 0
cmp -s .pre-commit-config.yaml "$work/kept" || complain "the hooks have changed"
sed -n '/^  - repo: local/,/^$/p' "$work/out" | sed '/^$/d' >>.pre-commit-config.yaml
grep -q 'entry: draftlint check --force-exclude' .pre-commit-config.yaml || complain "no entry: $(cat "$work/out")"
if command -v pre-commit >/dev/null; then
	pre-commit validate-config >"$work/out" 2>&1 || complain "$(cat "$work/out")"
fi

begin in-a-repository
git init -q .
mkdir site && cd site || exit 2
init 0
[ ! -e .pre-commit-config.yaml ] || complain "hooks that nobody reads"
says 'To add under `repos:`'

# The hook stops a bad draft, in a real repository.
begin hook
if command -v pre-commit >/dev/null; then
	git init -q . && git commit -q --allow-empty -m empty
	init 0
	pre-commit install >/dev/null
	draft content/good.md subscribe
	git add -A && git commit -q -m good >"$work/out" 2>&1 || complain "a good draft: $(cat "$work/out")"
	draft content/bad.md book-demo
	git add -A && git commit -q -m bad >"$work/out" 2>&1 && complain "a bad draft goes through"
	says cta-stage-mismatch
fi

# Writing fails: at a limit of size, and at every call of the system.
begin limit
state >"$work/before"
(trap '' XFSZ && ulimit -f 8 && exec draftlint init --pack iron-cage) >"$work/out" 2>&1 && complain "no failure"
says 'nothing was written'
state | cmp -s - "$work/before" || complain "something is left"

# sweep CALL STEP ARGUMENT...: fails the 1st, the 1+STEPth … of those calls until
# none is left to fail.
sweep() {
	call=$1
	step=$2
	shift 2
	at=1
	while :; do
		points=$((points + 1))
		status=0
		strace -f -o "$work/trace" -e "trace=$call" -e "inject=$call:error=ENOSPC:when=$at" \
			draftlint init "$@" >"$work/out" 2>&1 || status=$?
		grep -q INJECTED "$work/trace" || break
		# What fails may be the last word of it all, on standard output; then all is there.
		if [ -e draftlint.yaml ] && [ -e .pre-commit-config.yaml ] &&
			draftlint pack check strategy >/dev/null; then
			[ ! -d strategy/examples ] || diff -r "$root/rules/jido" strategy >/dev/null ||
				complain "$call number $at fails: the copy differs"
			rm -rf draftlint.yaml strategy .pre-commit-config.yaml
		fi
		state | cmp -s - "$work/before" || {
			complain "$call number $at fails: $(state | diff - "$work/before" | head -n 3)"
			rm -rf draftlint.yaml strategy .pre-commit-config.yaml
		}
		at=$((at + step))
	done
	[ $status -eq 0 ] || complain "$call: the last run: $(cat "$work/out")"
	rm -rf draftlint.yaml strategy .pre-commit-config.yaml
}

if command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null; then
	begin faults
	# A sanitizer that looks for leaks cannot work below strace.
	ASAN_OPTIONS=detect_leaks=0:${ASAN_OPTIONS:-}
	export ASAN_OPTIONS
	state >"$work/before"
	points=0
	for call in openat mkdir write close; do
		sweep $call 1
		sweep $call 9 --pack jido
	done
	[ $points -ge 40 ] || complain "only $points points"
else
	echo "init: no strace, faults not tried"
fi

echo "init: $count cases, ${points:-0} faults, $failed failed"
[ $failed -eq 0 ]
