#!/bin/sh
# What README.md shows is what happens. Its console blocks are run and their
# output is held against what stands there; a block after a line "`NAME`:" is
# the file NAME of a content repository, in which the blocks after it are run.
# UPDATE=1 rewrites the outputs: read the difference.
set -u
. "$(dirname "$0")/scratch.inc"

# A built tree and a content repository, both without what else lies around.
mkdir -p "$work/tree/build/release" "$work/content/.git"
cp "$DRAFTLINT" "$work/tree/build/release/draftlint" || exit 2
cp -R "$root/rules" "$root/samples" "$work/tree/"
PATH=$work/tree/build/release:$PATH
export PATH

awk -v work="$work" '
	BEGIN { folder = "tree" }
	!inside && /^`[^` ]+`:$/ { file = substr($0, 2, length($0) - 3) }
	!inside && /^```./ {
		inside = 1
		language = substr($0, 4)
		print
		if (file == "") next
		folder = "content"
		file = work "/content/" file
		system("mkdir -p \"$(dirname \"" file "\")\"")
		next
	}
	inside && /^```$/ {
		if (file != "") close(file)
		inside = 0
		file = ""
		print
		next
	}
	inside && file != "" { print >file; print; next }
	inside && language == "console" {
		if (!/^\$ /) next
		print
		command = "cd " work "/" folder " && { " substr($0, 3) "; } 2>&1 </dev/null"
		while ((command | getline line) > 0) print line
		close(command)
		commands++
		next
	}
	inside && language == "sh" { print >(work "/plain"); print; next }
	{ print }
	END { exit commands < 4 }
' "$root/README.md" >"$work/README.md" || {
	echo "readme: too few commands" >&2
	exit 1
}

# What cannot be run from here is what .ci/run runs.
while read -r command; do
	[ -x "$root/$command" ] && grep -q -F " $command" "$root/.ci/run" && continue
	echo "readme: nothing runs $command" >&2
	exit 1
done <"$work/plain"

if [ -n "${UPDATE:-}" ]; then
	cmp -s "$work/README.md" "$root/README.md" || cp "$work/README.md" "$root/README.md"
elif ! diff -u "$root/README.md" "$work/README.md" >&2; then
	echo "readme: README.md does not show what happens" >&2
	exit 1
fi

# The files for CI services, on a branch that adds the draft.
if python3 -c 'import yaml' 2>/dev/null; then
	(
		cd "$work/content" && rm -rf .git draftlint-baseline.json && git init -q -b main . &&
			git config user.name reader && git config user.email reader@example.com &&
			git add draftlint.yaml strategy && git commit -q -m strategy &&
			git checkout -q -b draft && git add . && git commit -q -m draft
	) && python3 -B "$root/tests/cli/ci_snippets.py" "$work/content" || {
		echo "readme: a file for a CI service" >&2
		exit 1
	}
fi
echo "readme: good"
