#!/bin/sh
# Bad input: whatever is given, the run ends, says what was not checked and
# where, with status 2 when it was not checked, and writes no byte that a
# terminal obeys. Drafts and packs that fit into a file are in fixtures/hostile
# and fixtures/packs/errors; what is large or strange is made here.
#
# DRAFTLINT names the program. UPDATE=1 rewrites the `expected` files.

set -u

root=$(cd "$(dirname "$0")/../.." && pwd)
DRAFTLINT=${DRAFTLINT:-$root/build/release/draftlint}
work=$(mktemp -d) || exit 2
trap 'chmod -R u+rwX "$work"; rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
chmod 755 "$work"
failed=0
count=0

unset CI GITHUB_ACTIONS TF_BUILD TEAMCITY_VERSION NO_COLOR FORCE_COLOR CLICOLOR_FORCE COLUMNS \
	DRAFTLINT_OUTPUT_FORMAT GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
LC_ALL=C TERM=dumb
export LC_ALL TERM

for tool in python3 timeout mkfifo; do
	command -v $tool >/dev/null 2>&1 || {
		echo "FAILED: hostile: no $tool"
		exit 1
	}
done

# A copy that every user may run, in a folder that every user may enter.
cp "$DRAFTLINT" "$work/draftlint" && cp -R "$root/fixtures/hostile" "$work/tree" || exit 2
DRAFTLINT=$work/draftlint
cd "$work/tree" || exit 2

complain() {
	echo "FAILED: hostile: $1"
	failed=$((failed + 1))
}

# Controls (but tab and line feed), DEL, C1, and what turns the direction of text or is not seen.
# (A zero width space stands where a text is kept from being a command of the CI service.)
obeyed=$(printf '[\001-\010\013-\037\177]|\302[\200-\237]|\342\200[\216\217\250-\256]|\342\201[\240-\257]|\357\273\277|\363\240')

# harmless NAME FILE: no byte in FILE that a terminal or a CI service obeys.
harmless() {
	if LC_ALL=C grep -qaE "$obeyed" "$2" || ! tr -d '\000' <"$2" | cmp -s - "$2"; then
		complain "$1: a raw control character in what it writes"
		LC_ALL=C grep -aE "$obeyed" "$2" | head -3 | od -c | head -5
	fi
}

# ends NAME STATUS COMMAND...: it ends in time, with STATUS, and harmlessly.
# Its output is then in $work/out and $work/err.
ends() {
	name=$1 wanted=$2
	shift 2
	count=$((count + 1))
	timeout 60 "$@" >"$work/out" 2>"$work/err" </dev/null
	status=$?
	if [ $status -ne "$wanted" ]; then
		complain "$name: status $status, expected $wanted"
		head -3 "$work/out" "$work/err"
	fi
	harmless "$name" "$work/out"
	harmless "$name" "$work/err"
}

# says EXPECTED: the last output is that file, byte for byte.
says() {
	if [ -n "${UPDATE:-}" ] && [ "$1" != - ]; then
		cp "$work/out" "$root/fixtures/$1"
	elif [ "$1" = - ]; then
		diff -u - "$work/out" >"$work/diff" || {
			complain "$name: output"
			cat "$work/diff"
		}
	else
		diff -u "$root/fixtures/$1" "$work/out" >"$work/diff" || {
			complain "$name: output"
			cat "$work/diff"
		}
	fi
}

# complains TEXT: the last run's standard error has it.
complains() {
	grep -qF -e "$1" "$work/err" || {
		complain "$name: no \`$1\` in standard error"
		cat "$work/err"
	}
}

concise="$DRAFTLINT check --format concise"

# ---- drafts from the repository ----

ends 'the drafts of fixtures/hostile' 2 $concise drafts
says hostile/drafts/expected
for format in full json jsonl; do
	ends "the drafts as $format" 2 "$DRAFTLINT" check --format $format drafts
	ends "the drafts as $format in CI" 2 env GITHUB_ACTIONS=true CI=true TF_BUILD=True \
		"$DRAFTLINT" check --format $format drafts
	grep -nE '^[[:space:]]*::|##[a-z]*\[' "$work/out" "$work/err" >"$work/found" && {
		complain "$name: what a CI service takes for a command"
		cat "$work/found"
	}
done

# ---- configurations and packs ----

for config in configs/*.yaml; do
	ends "$config" 2 $concise --config "$config" drafts/good.md
	says "hostile/${config%.yaml}.expected"
done
ends 'a configuration that is missing' 2 $concise --config configs/none.yaml drafts/good.md
says - <<'END'
configs/none.yaml:1:1: error: no such file [config-error]
END
ends 'an unknown rule on the command line' 2 $concise --select pain-misssing drafts/good.md
complains 'unknown rule `pain-misssing`, did you mean `pain-missing`?'
ends 'an unknown pack on the command line' 2 $concise --pack iron-cagee drafts/good.md
complains 'unknown pack `iron-cagee`'
ends 'a pack that is missing' 2 "$DRAFTLINT" pack check ./nowhere
complains 'no pack at `./nowhere`'

cp -R "$root/fixtures/packs/errors" "$work/errors"
for pack in "$work"/errors/*/; do
	pack=$(basename "$pack")
	cd "$work/errors" || exit 2
	ends "the pack errors/$pack" 2 "$DRAFTLINT" pack check --format concise "$pack"
	says "packs/errors/$pack/expected"
	# Nothing is linted with a broken pack.
	cp "$work/tree/drafts/empty.md" .
	ends "a draft and the pack errors/$pack" 2 $concise --no-config --pack "./$pack" empty.md
	if grep -q '^empty\.md' "$work/out"; then complain "$name: linted with a broken pack"; fi
	cd "$work/tree" || exit 2
done
cd "$work/errors" || exit 2
ends 'did you mean, in a pack' 2 "$DRAFTLINT" pack check unknown-key
for word in personas authority keywords kinds; do
	grep -qF "did you mean \`$word\`?" "$work/out" || complain "$name: $word"
done
cd "$work/tree" || exit 2

mkfifo "$work/errors/unknown-key/pipe.yaml"
cd "$work/errors" || exit 2
ends 'a FIFO in a pack' 2 "$DRAFTLINT" pack check --format concise unknown-key
grep -q '^unknown-key/pipe.yaml:1:1: error: not a regular file' "$work/out" ||
	complain "$name: not reported"
python3 - <<'END'
import os
for name, text in (
        ("large", "pack: large\n" + "# no more\n" * 500000),
        ("deep", "pack: deep\ntitle: " + "[" * 100000 + "\n"),
        ("bomb", "pack: bomb\na: &a [x, x]\nb: [*a, *a]\n"),
        ("bytes", "pack: b\n# caf\udce9\n")):
    os.mkdir(name)
    with open(os.path.join(name, "pack.yaml"), "w", errors="surrogateescape") as file:
        file.write(text)
END
for pack in large deep bomb bytes; do
	ends "a pack that is $pack" 2 "$DRAFTLINT" pack check --format concise $pack
	cat "$work/out" >>"$work/packs"
done
mv "$work/packs" "$work/out"
says - <<'END'
large/pack.yaml:1:1: error: larger than the limit of 4194304 bytes [pack-error]
deep/pack.yaml:2:72: error: more than 64 levels of nesting [pack-error]
bomb/pack.yaml:3:5: error: an alias of a list is not followed [pack-error]
bytes/pack.yaml:2:6: error: not valid UTF-8 [pack-error]
END
cd "$work/tree" || exit 2

# ---- drafts that are large or deep ----

python3 - <<'END'
metadata = "---\npersona: reader\npain: slow-builds\ncta: install\n---\n\n"
text = "The slow build.\n\nInstall it.\n"
drafts = {
    "brackets-in-yaml": "---\npersona: " + "[" * 100000 + "\n---\n\n" + text,
    "brackets": metadata + text + "[" * 100000 + "\n",
    "images": metadata + "The build.\n\n" + "![[]()" * 100000 + "\n",
    "items": metadata + "The build.\n\n" + "- " * 40000 + "x" + "\n" * 40000,
    "quotes": metadata + text + ">" * 50000 + " x\n",
    "emphasis": metadata + text + "*a_ " * 50000 + "\n",
    "tags": metadata + text + "<div>" * 50000 + "\n",
    "directives": "---\n" + "".join("%%TAG !t%d! tag:x\n" % i for i in range(100)) + "---\na: b\n---\n" + text,
    "keys": "---\n" + "".join("k%d: v\n" % i for i in range(20000)) + "---\n\n" + text,
    "scalar": '---\ntitle: "' + "x " * 500000 + '"\n---\n\n' + text,
    "line": metadata + text + "x" * (8 << 20) + "\n",
    "lines": metadata + text + "\n" * (2 << 20),
    "marks": metadata + text + "\ne" + "\u0301" * 100000 + " daemon\n",
    "findings": metadata + text + "\n" + "daemon " * 1500 + "\n",
    "hidden": metadata + text + "\u200b\u2060" * 150000 + "\n",
    "asks-in-a-line": metadata + text + "[x](/y) Install it. " * 40000 + "\n",
    "asks-without-end": metadata + text + "now " * 160000 + "install it " * 80000 + "\n",
    "asks-in-tags": metadata + text + "<b>install it</b> " * 80000 + "\n",
    "asks-in-cells": metadata + text + "| a | b |\n|---|---|\n" + "| Install it | [x](/install) |\n" * 80000,
    "asks-in-pictures": metadata + text + "[![Install it](x)](/install) " * 80000 + "\n",
    "excuses": metadata + text + "<!-- draftlint-disable jargon -->\n\n<!-- draftlint-enable -->\n\n" * 20000,
    "twenty-megabytes": metadata + text + ("The slow build. " * 64 + "\n") * 20480,
}
for name, draft in drafts.items():
    with open(name + ".md", "wb") as file:
        file.write(draft.encode())
with open("braces.mdx", "w") as file:
    file.write(metadata + "The build.\n\n" + "{" * 100000 + "\n\n" + "<A " * 30000 + "\n")
with open("limit.md", "w") as file:
    file.write(metadata + text)
    file.write(" " * ((16 << 20) - file.tell()))
END

ends 'brackets in front matter' 2 $concise brackets-in-yaml.md
says - <<'END'
brackets-in-yaml.md:2:74: error: more than 64 levels of nesting [limit-reached]
END
ends 'directives' 2 $concise directives.md
says - <<'END'
directives.md:66:1: error: more than 64 directives [limit-reached]
END
ends 'keys' 2 $concise keys.md
says - <<'END'
keys.md:5001:8: error: more than 10000 values [limit-reached]
END
ends 'a long value' 2 $concise scalar.md
says - <<'END'
scalar.md:2:262145: error: more than 262144 bytes of YAML [limit-reached]
END
ends 'a file above the limit' 2 $concise twenty-megabytes.md
says - <<'END'
twenty-megabytes.md:1:1: error: larger than the limit of 16777216 bytes [limit-reached]
END
ends 'a file at the limit' 0 $concise limit.md
printf x >>limit.md
ends 'a file one byte above the limit' 2 $concise limit.md
ends 'combining marks' 0 $concise marks.md
says - <<'END'
marks.md:11:100003: warning: `daemon` is jargon [jargon]
END
ends 'more findings than are kept' 2 $concise findings.md
[ "$(wc -l <"$work/out")" -eq 1001 ] || complain "$name: not 1,000 of them"
head -1 "$work/out" >"$work/first" && mv "$work/first" "$work/out"
says - <<'END'
findings.md:1:1: error: 1500 findings, the first 1000 are kept [limit-reached]
END
ends 'more hidden characters than are kept' 2 $concise hidden.md
for draft in brackets quotes emphasis tags line lines; do
	ends "$draft" 0 $concise $draft.md
	says - </dev/null
done
# What would take minutes if each ask were held against each link.
for draft in asks-in-a-line asks-without-end asks-in-tags asks-in-cells asks-in-pictures; do
	ends "$draft" 0 $concise $draft.md
	says - </dev/null
done
ends 'excuses' 2 $concise excuses.md
# A parser that cannot finish is stopped by the clock: a faster machine may see it finish.
for draft in images.md items.md braces.mdx; do
	count=$((count + 1))
	timeout 60 $concise $draft >"$work/out" 2>"$work/err"
	case $? in
	0 | 1) ;;
	2) grep -q "^$draft:6:1: error: the Markdown .* \[limit-reached\]$" "$work/out" ||
		complain "$draft: status 2 and no limit" ;;
	*) complain "$draft: does not end" ;;
	esac
	if [ "$(grep -c limit-reached "$work/out")" -gt 0 ] &&
		grep -qE 'pain-not-addressed|cta-absent|proof-missing' "$work/out"; then
		complain "$draft: what was not read is said to be missing"
	fi
done
rm -f ./*.md ./*.mdx

# ---- names and kinds of files ----

mkdir -p found/x.md found/deep
printf 'SECRET\n' >../secret.txt
cp drafts/good.md found/good.md
cp drafts/good.md found/x.md/inside.md
cd found || exit 2
ln -s ../../secret.txt out.md
ln -s good.md in.md
ln -s gone.md dangling.md
ln -s . again
ln -s ../.. deep/up
ln -s /dev/zero zero.md
mkfifo pipe.md
cd ..

ends 'strange files that are found' 0 "$DRAFTLINT" check --format concise found
says - </dev/null
complains '2 files checked'
for link in out.md dangling.md zero.md again deep/up; do
	ends "the link $link, named" 2 $concise found/$link
	says - <<END
found/$link:1:1: error: a symbolic link, which is not followed [file-unreadable]
END
done
ends 'a link out of the tree, in full' 2 "$DRAFTLINT" check found/out.md
if grep -q SECRET "$work/out"; then complain "$name: it was read"; fi
ends 'a link inside the tree, named' 0 $concise found/in.md
ends 'a FIFO, named' 2 $concise found/pipe.md
says - <<'END'
found/pipe.md:1:1: error: not a regular file [file-unreadable]
END
ends 'a device, named' 2 $concise --no-config --pack ./pack /dev/zero
ends 'a missing file, named' 2 $concise found/gone.md found/good.md
says - <<'END'
found/gone.md:1:1: error: no such file [file-unreadable]
END
ends 'a folder called x.md' 0 $concise found/x.md
ends 'a name without characters' 2 $concise ''

cp drafts/empty.md "found/$(printf 'line\n::error file=x::y.md')"
cp drafts/empty.md "found/$(printf 'esc\033]0;t\007.md')"
cp drafts/empty.md "found/$(printf 'byte\377.md')"
cp drafts/empty.md "found/$(printf 'bidi\342\200\256.md')"
cp drafts/empty.md 'found/##[error]x.md'
cp drafts/empty.md found/-rf.md
cp drafts/empty.md 'found/ blank.md'
ends 'names that are found' 1 $concise found
says - <<'END'
found/ blank.md:1:1: error: no front matter [front-matter-missing]
found/##[error]x.md:1:1: error: no front matter [front-matter-missing]
found/-rf.md:1:1: error: no front matter [front-matter-missing]
found/bidi<U+202E>.md:1:1: error: no front matter [front-matter-missing]
found/byte\xff.md:1:1: error: no front matter [front-matter-missing]
found/esc\x1b]0;t\x07.md:1:1: error: no front matter [front-matter-missing]
found/line\n::error file=x::y.md:1:1: error: no front matter [front-matter-missing]
END
for format in full concise json jsonl; do
	ends "names as $format, in CI" 1 env GITHUB_ACTIONS=true CI=true \
		"$DRAFTLINT" check --format $format found
	grep -nE '^[[:space:]]*::|##[a-z]*\[' "$work/out" "$work/err" >"$work/found" && {
		complain "$name: what a CI service takes for a command"
		cat "$work/found"
	}
done
cd found || exit 2
ends 'a name like an option' 2 $concise -rf.md
complains 'unknown option'
ends 'a name like an option, behind --' 1 $concise -- -rf.md
cd ..

# As somebody who may not read it: root may read everything.
cp drafts/good.md found/secret.md
mkdir found/shut
cp drafts/good.md found/shut/a.md
chmod 000 found/secret.md found/shut
as=
if [ "$(id -u)" -eq 0 ]; then
	as='setpriv --reuid=65534 --regid=65534 --clear-groups'
	command -v setpriv >/dev/null 2>&1 || as=none
fi
if [ "$as" != none ]; then
	ends 'a file that may not be read' 2 $as $concise found/secret.md found/good.md
	says - <<'END'
found/secret.md:1:1: error: cannot be read: Permission denied [file-unreadable]
END
	ends 'a folder that may not be read' 2 $as $concise found/shut found/good.md
	says - <<'END'
found/shut:1:1: error: cannot be searched: Permission denied [file-unreadable]
END
	ends 'both, found' 2 $as $concise found
	[ "$(wc -l <"$work/out")" -eq 9 ] || complain "$name: the others were not checked"
fi
chmod 755 found/shut

# A tree deeper than a path can be long.
python3 - <<'END'
import os
start = os.getcwd()
os.mkdir("well")
os.chdir("well")
for i in range(1200):
    os.mkdir("deeper")
    os.chdir("deeper")
open("bottom.md", "w").close()
os.chdir(start)
with open("well/top.md", "w") as file:
    file.write("no metadata\n")
END
ends 'a deep tree' 2 $concise well
grep -q ': error: cannot be searched: ' "$work/out" || complain "$name: nothing is said of the depth"
grep -q '^well/top.md:1:1: ' "$work/out" || complain "$name: the rest was not checked"
rm -rf well

# ---- patterns that never end ----

mkdir -p slow/pack/prose
cp pack/pack.yaml slow/pack
cat >slow/pack/prose/greedy.yml <<'END'
extends: existence
message: "`%s` is greedy"
raw:
  - '(?:a|aa|a a)+(?:a|aa|a a)+(?:a|aa|a a)+(?:a|aa|a a)+(?:a|aa|a a)+(?:a|aa|a a)+!'
END
python3 - >slow/long.md <<'END'
print("---\npersona: reader\npain: slow-builds\ncta: install\n---\n\nThe slow build.\n")
print("a" * 3000 + " daemon, ha!\n\nInstall it.")
END
ends 'a pattern that never ends' 2 $concise --no-config --pack ./slow/pack slow/long.md
says - <<'END'
slow/long.md:9:1: error: rule `greedy` was stopped in this block: its pattern takes too long [rule-aborted]
END

# ---- output that cannot be written ----

count=$((count + 3))
if [ -c /dev/full ]; then
	timeout 60 $concise drafts/bidi.md >/dev/full 2>"$work/err"
	[ $? -eq 2 ] || complain 'a full disk: status'
	name='a full disk'
	complains 'standard output: No space left on device'
fi
# A draft must not be opened where output goes.
timeout 60 $concise drafts/duplicate.md <&- >&- 2>"$work/err"
[ $? -eq 1 ] || complain 'standard input and output closed: status'
timeout 60 $concise drafts <&- >&- 2>&-
[ $? -eq 2 ] || complain 'everything closed: status'
diff -r "$root/fixtures/hostile/drafts" drafts || complain 'everything closed: a draft was changed'
{ timeout 60 $concise drafts 2>"$work/err"; echo $? >"$work/status"; } | :
case $(cat "$work/status") in
2 | 141) ;;
*) complain 'a reader that went away: status' ;;
esac
harmless 'a reader that went away' "$work/err"

# ---- many files, few descriptors, several threads ----

python3 - <<'END'
import os
drafts = [open(os.path.join("drafts", name), "rb").read()
          for name in sorted(os.listdir("drafts")) if name.endswith(".md")]
for i in range(400):
    os.makedirs("many/%d" % (i % 7), exist_ok=True)
    with open("many/%d/%d.md" % (i % 7, i), "wb") as file:
        file.write(drafts[i % len(drafts)])
END
for format in full concise json jsonl; do
	ends "one thread, $format" 2 "$DRAFTLINT" check --format $format --jobs 1 many
	cp "$work/out" "$work/one"
	cp "$work/err" "$work/one-err"
	for jobs in 2 8; do
		ends "$jobs threads, $format" 2 "$DRAFTLINT" check --format $format --jobs $jobs many
		cmp -s "$work/one" "$work/out" || complain "$name: other output than one thread's"
		cmp -s "$work/one-err" "$work/err" || complain "$name: other messages than one thread's"
	done
done
# Sanitizers need descriptors and memory of their own.
case ${FLAVOUR:-release} in
release | debug)
	ends '32 threads and 64 descriptors' 2 sh -c "ulimit -n 64; $concise --jobs 32 many"
	$concise --jobs 1 many >"$work/one" 2>/dev/null
	cmp -s "$work/one" "$work/out" || complain "$name: other output than one thread's"
	;;
esac

echo "hostile: $count cases, $failed failed"
[ $count -gt 100 ] && [ $failed -eq 0 ]
