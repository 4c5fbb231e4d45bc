#!/bin/sh
# Hooks in a repository of content: the one that pre-commit builds from a clone
# of this repository, and the installed program. A commit with a bad draft is
# stopped, one with a good draft is not, and what counts is what is staged.
set -u
. "$(dirname "$0")/scratch.inc"
unset MAKEFLAGS MAKELEVEL SKIP PRE_COMMIT
HOME=$work PRE_COMMIT_HOME=$work/cache PRE_COMMIT_COLOR=never
# The build is what is tried, not the optimiser.
CFLAGS='-O0 -g0 -U_FORTIFY_SOURCE'
export HOME PRE_COMMIT_HOME PRE_COMMIT_COLOR CFLAGS

command -v pre-commit >/dev/null 2>&1 || {
	echo 'FAILED: precommit: no pre-commit; tools/packages.sh test installs it'
	exit 1
}

# commit NAME yes|no [TEXT]: whether a commit of what is staged goes through,
# and what it says then.
commit() {
	cases=$((cases + 1))
	before=$(git rev-parse HEAD)
	git commit -q -m "$1" >"$work/out" 2>&1
	after=$(git rev-parse HEAD)
	went=yes
	[ "$before" != "$after" ] || went=no
	if [ $went != "$2" ] || ! grep -qF -e "${3:-}" "$work/out"; then
		complain "$1: went through: $went"
		cat "$work/out"
	fi
}

# draft FILE PAIN: a draft that has no mistake but its pain.
draft() {
	sed "s/^pain: .*/pain: $2/" "$root/rules/iron-cage/examples/good/alex-decision.md" >"$1"
}

# What a commit of the working tree would hold, without the tests.
mkdir "$work/draftlint" "$work/content"
(cd "$root" && tar -c --exclude=./build --exclude=./.git --exclude=./fixtures --exclude=./tests .) |
	tar -x -C "$work/draftlint"
cd "$work/draftlint" && git init -q -b main && git add -A && git commit -q -m all || exit 2
revision=$(git rev-parse HEAD)

cd "$work/content" && git init -q -b main && git commit -q --allow-empty -m empty || exit 2
mkdir posts notes
echo 'pack: iron-cage
include: ["posts/**"]' >draftlint.yaml
cat >.pre-commit-config.yaml <<END
repos:
  - repo: $work/draftlint
    rev: $revision
    hooks:
      - id: draftlint
END

# The first runs: three at a time, and one of them builds.
pre-commit install --install-hooks >"$work/out" 2>&1 || {
	complain 'the hook is not installed'
	cat "$work/out"
}
hook=$(find "$work/cache" -path '*/tools/pre-commit.sh')
for run in 1 2; do
	"$hook" version >>"$work/first" 2>&1 &
done
draft posts/bad.md nowhere
git add .
commit 'a bad draft, on the first run' no 'posts/bad.md:4:7: error: '
wait
cat "$work/out" >>"$work/first"
cases=$((cases + 1))
[ "$(grep -c '^draftlint: building' "$work/first")" -eq 1 ] &&
	[ "$(grep -c '^draftlint [0-9]' "$work/first")" -eq 2 ] || {
	complain 'it is not built once'
	cat "$work/first"
}

draft posts/bad.md production-failures
git add .
commit 'the draft mended' yes Passed
draft notes/bad.md nowhere
git add .
commit 'what is no draft by the configuration' yes
echo text >posts/picture.txt
git add .
commit 'no text for the hook' yes Skipped

# What is staged is what is checked, and what is not stays.
draft posts/bad.md nowhere
git add .
draft posts/bad.md production-failures
commit 'bad where it is staged' no 'posts/bad.md:4:7: error: '
draft posts/bad.md unpredictable-costs
git add .
draft posts/bad.md nowhere
commit 'good where it is staged' yes Passed
grep -q '^pain: nowhere' posts/bad.md || complain 'what was not staged is lost'

# With --fix the commit is stopped once more, for what was mended is not staged yet.
echo '        args: [--fix]' >>.pre-commit-config.yaml
draft posts/bad.md production-failures
sed -i 's/^stage: decision/stage: decison/' posts/bad.md
git add .
commit 'a fix' no 'files were modified by this hook'
grep -q '^stage: decision' posts/bad.md || complain 'a fix: it is not mended'
git add .
commit 'a fix, staged' yes Passed
sed -i '$d' .pre-commit-config.yaml
draft posts/bad.md nowhere

# The gates of the audit, whatever is staged.
sed -i 's/id: draftlint$/id: draftlint-audit/' .pre-commit-config.yaml
echo 'audit: {gates: {coverage: 100}}' >>draftlint.yaml
git add .pre-commit-config.yaml draftlint.yaml
commit 'a gate of the audit' no '< 100 %'
sed -i '$d' draftlint.yaml
git add draftlint.yaml
commit 'no gate' yes Passed
sed -i 's/id: draftlint-audit$/id: draftlint/' .pre-commit-config.yaml

# The installed program: the hook of the clone for it, and the README's entry.
mkdir "$work/bin"
cp "$DRAFTLINT" "$work/bin/draftlint"
cp -R "$root/rules/iron-cage" strategy
PATH=$work/bin:$PATH
sed -i 's/^pack: .*/pack: strategy/' draftlint.yaml
sed -i 's/id: draftlint$/id: draftlint-system/' .pre-commit-config.yaml
git add .
commit 'the installed program' no 'posts/bad.md:4:7: error: '
awk '/^`\.pre-commit-config\.yaml`:$/ { named = 1 }
	named && /^```$/ { exit }
	inside { print }
	named && /^```yaml$/ { inside = 1 }' "$root/README.md" >.pre-commit-config.yaml
git add .
commit 'the entry of the README' no 'posts/bad.md:4:7: error: '
draft posts/bad.md production-failures
git add .
commit 'the entry of the README, mended' yes Passed

# What it says where the packages for building are not.
command -v apt-get >/dev/null && {
	cases=$((cases + 1))
	mkdir "$work/poor"
	printf '#!/bin/sh\necho cc: not found\nexit 127\n' >"$work/poor/make"
	printf '#!/bin/sh\n[ "$3" != libyaml-dev ] && echo install ok installed\n' >"$work/poor/dpkg-query"
	chmod +x "$work/poor/make" "$work/poor/dpkg-query"
	PATH=$work/poor:$PATH "$work/draftlint/tools/pre-commit.sh" version >"$work/out" 2>&1
	status=$?
	if [ $status -ne 1 ] || ! grep -qF ' apt-get install libyaml-dev' "$work/out"; then
		complain "a package that is missing: status $status"
		cat "$work/out"
	fi
}

echo "precommit: $cases cases, $failed failed"
[ $failed -eq 0 ]
