#!/bin/sh
# What `make install` puts below DESTDIR works from anywhere: the program, its
# packs beside it, the manual. FLAVOUR says which build.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM

fail() {
	echo "install: $*" >&2
	exit 1
}

make -s --no-print-directory FLAVOUR="${FLAVOUR:-release}" DESTDIR="$work/root" PREFIX=/usr install
cp samples/iron-cage/drafts/your-ai-roi-story-starts-here.md "$work/draft.md"
program=$work/root/usr/bin/draftlint

cd "$work"
status=0
"$program" check --no-config --pack iron-cage draft.md >out || status=$?
[ $status -eq 1 ] || fail "status $status, expected 1"
grep -q '^draft.md:[0-9]*:[0-9]*: error: .* \[pain-not-persona\]$' out || fail "finding missing"
grep -q '^root/usr/share/draftlint/rules/iron-cage/personas.yaml:' out ||
	fail "the pack is not the installed one"
"$program" pack test iron-cage >out || fail "the installed pack fails its test"

for file in man1/draftlint.1 man5/draftlint-config.5 man5/draftlint-pack.5 man5/draftlint-styles.5; do
	[ -r "root/usr/share/man/$file" ] || fail "no $file"
done
for file in bash-completion/completions/draftlint zsh/site-functions/_draftlint \
	fish/vendor_completions.d/draftlint.fish vim/vimfiles/compiler/draftlint.vim \
	vim/vimfiles/after/ftplugin/markdown/draftlint.vim nvim/site/lua/draftlint.lua nvim/site/lua/draftlint_lsp.lua nvim/site/lsp/draftlint.lua \
	emacs/site-lisp/draftlint.el draftlint/editors/github/draftlint-matcher.json; do
	[ -r "root/usr/share/$file" ] || fail "no $file"
done
[ -r root/usr/share/draftlint/report-1.schema.json ] || fail "no schema"
"$program" schema report | cmp - root/usr/share/draftlint/report-1.schema.json ||
	fail "the schema that is shown is not the installed one"
[ -z "$(find root ! -perm -o+r)" ] || fail "not everything can be read by everybody"
[ -z "$(find root -type f -perm -u+x ! -path root/usr/bin/draftlint)" ] || fail "executable data"
echo "install: good"
