#!/bin/sh
# What is in editors/, in the editors themselves: the drafts of tests/cli/corpus.py
# are opened, and what is shown must be what the program tells. An editor that is
# not installed is said not to be tried.
set -u
. "$(dirname "$0")/scratch.inc"
HOME=$work XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data LC_ALL=C.UTF-8 TERM=dumb
export HOME XDG_CONFIG_HOME XDG_DATA_HOME LC_ALL TERM
editors=$root/editors

has() {
	command -v "$1" >/dev/null && return
	echo "editors: no $1, not tried"
	return 1
}

has python3 || exit 0
mkdir "$work/bin"
cp "$DRAFTLINT" "$work/bin/draftlint"
PATH=$work/bin:$PATH
python3 -B "$root/tests/cli/corpus.py" "$work/site" || exit 2
cd "$work/site/drafts" || exit 2

# Names that a person could have chosen, and text that an editor can hold.
for draft in *; do
	case $draft in
	*[![:print:]]* | *:* | ' '* | invalid.md | nul.md | "$(printf '\342\200\256')"*) rm "./$draft" ;;
	*) echo "$draft" ;;
	esac
done >"$work/drafts"
draftlint check --format json . >"$work/report" 2>/dev/null
draftlint check --format concise . >"$work/concise" 2>/dev/null
export DRAFTS="$work/drafts" FOUND="$work/found"

# shows PROGRAM: what was found is what was told.
shows() {
	python3 -B "$root/tests/editors/compare.py" "$1" "$work/found" "$work/report" . >"$work/out" ||
		failed=$((failed + 1))
	tail -n 12 "$work/out"
}

if has vim; then
	timeout 300 vim -N -u NONE -i NONE -n -es \
		--cmd "set runtimepath^=$editors/vim runtimepath+=$editors/vim/after" \
		-S "$root/tests/editors/vim.vim" </dev/null >"$work/said" 2>&1 || cat "$work/said"
	shows vim
fi
if has nvim; then
	timeout 300 nvim --headless -u NONE -i NONE --cmd "set runtimepath^=$editors/neovim" \
		-S "$root/tests/editors/neovim.lua" </dev/null >"$work/said" 2>&1 || cat "$work/said"
	shows neovim
	timeout 300 nvim --headless -u NONE -i NONE --cmd "set runtimepath^=$editors/neovim" \
		-S "$root/tests/editors/neovim_lsp.lua" </dev/null >"$work/said" 2>&1 || cat "$work/said"
	shows neovim-lsp
	printf '%s\n' awareness decision 'stage: decision' stage:decision >"$work/wanted"
	diff "$work/wanted" "$work/found.asked" || complain "what Neovim was answered"
fi
if has emacs; then
	timeout 300 emacs --batch --eval '(package-initialize)' -L "$editors/emacs" \
		-l "$root/tests/editors/emacs.el" </dev/null >"$work/said" 2>&1 || cat "$work/said"
	shows flymake
	if grep -q '"program":"flycheck"' "$work/found"; then
		shows flycheck
	else
		echo 'editors: no flycheck, not tried'
	fi
fi
if has emacs && emacs --batch --eval '(package-initialize)' --eval "(require 'eglot)" 2>/dev/null; then
	timeout 300 emacs --batch --eval '(package-initialize)' \
		-l "$root/tests/editors/eglot.el" </dev/null >"$work/said" 2>&1 || cat "$work/said"
	shows eglot
else
	echo 'editors: no eglot, not tried'
fi
if has node; then
	node "$root/tests/editors/matchers.mjs" "$editors" "$work/concise" \
		"$root/fixtures/cli/formats/concise" || failed=$((failed + 1))
fi
python3 - "$editors/helix/languages.toml" <<'END' || failed=$((failed + 1))
import subprocess, sys
try:
    import tomllib
except ImportError:
    sys.exit(0)
with open(sys.argv[1], "rb") as file:
    (language,) = tomllib.load(file)["language"]
command = [language["formatter"]["command"], *language["formatter"]["args"]]
with open("ascii.md", "rb") as file:
    draft = file.read()
done = subprocess.run(command, input=draft, capture_output=True, check=True)
assert done.stdout == draft.replace(b"decison", b"decision"), done
print("helix: good")
END
echo "editors: $failed failed"
[ $failed -eq 0 ]
