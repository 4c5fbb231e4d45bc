#!/bin/sh
# The manual and the code say the same: every command, option and environment
# variable, every key of a configuration, of a pack and of a prose rule stands in
# the right page. The pack that draftlint-pack(5) shows passes its own test.
set -u
cd "$(dirname "$0")/../.." || exit 2
program=${DRAFTLINT:-build/release/draftlint}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
failed=0
asked=0

# demand PAGE WHAT LEAST <LIST: every line of LIST is marked up as a name in PAGE,
# and there are at LEAST so many: code may move to where this test does not look.
demand() {
	grep -E '^\.(Ss|It|Ic|Li|Cm|Pq Li|Po Li) ' "man/$1" | sed 's/Fl -/--/g; s/Fl \([a-z0]\) /-\1 /g' |
		tr -s ' ()' '\n' >"$work/words"
	count=0
	while read -r word; do
		count=$((count + 1))
		grep -q -F -x -e "$word" "$work/words" && continue
		echo "man: $1 does not know the $2 $word" >&2
		failed=$((failed + 1))
	done
	asked=$((asked + count))
	[ $count -ge "$3" ] && return
	echo "man: only $count words where to look for a $2" >&2
	failed=$((failed + 1))
}

# keys FILE...: the keys of the decode tables in them.
keys() {
	grep -h -o -E '(\{|UNSTORED\(|^ *)"[a-z_-]+", (DECODE|NODE)_|FIELD(_NEEDED)?\([a-z]+, DECODE' "$@" |
		sed 's/"*, [A-Z_]*$//; s/.*["(]//' | sort -u
}

sed -n 's/^\t{"\([a-z-]*\)", .*/--\1/p' src/cli/options.c >"$work/list"
sed -n "s/^\t{\"[a-z-]*\", '\([a-z0]\)', .*/-\1/p" src/cli/options.c >>"$work/list"
demand draftlint.1 option 20 <"$work/list"
sed -n 's/^    \.name = "\([a-z]*\)",/\1/p' src/cli/command_*.c >"$work/list"
demand draftlint.1 command 7 <"$work/list"
sed -n 's/^    \.name = "\([a-z]*\)",/\1/p' src/cli/format_*.c src/cli/audit_*.c >"$work/list"
demand draftlint.1 format 4 <"$work/list"
grep -h -o -E '"[A-Z_]{2,}"' $(grep -l 'getenv(' src/cli/*.c) | tr -d '"' | sort -u >"$work/list"
demand draftlint.1 variable 10 <"$work/list"
sed -n 's/^    {"\(draftlint-[a-z-]*\)", .*/\1/p' src/lint/suppress.c >"$work/list"
demand draftlint.1 directive 5 <"$work/list"

keys src/rules/config*.c >"$work/list"
demand draftlint-config.5 key 11 <"$work/list"
keys src/rules/pack*.c >"$work/list"
demand draftlint-pack.5 'key of a pack' 60 <"$work/list"
keys src/rules/prose*.c | grep -v -x -E 'persona|secondary|stage|channel|format' >"$work/list"
demand draftlint-styles.5 'key of a rule' 40 <"$work/list"
sed -n 's/^    {"\([a-z0-9]*\)", SCOPE_[A-MO-Z].*/\1/p' src/rules/scope.c >"$work/list"
demand draftlint-styles.5 scope 20 <"$work/list"
keys src/checks/*.c | grep -v -x severity >"$work/list"
demand draftlint-pack.5 setting 2 <"$work/list"
sed -n '/field_keys\[.*= {/,/^};/p' src/rules/fields.c | grep -o -E '"[a-z_]+"' | tr -d '"' >"$work/list"
demand draftlint-pack.5 field 50 <"$work/list"

for page in draftlint.1 draftlint-config.5 draftlint-pack.5 draftlint-styles.5; do
	mandoc -T lint -W warning "man/$page" || failed=$((failed + 1))
done

# block N: the Nth example of the page that is shown line by line.
block() {
	awk -v n="$1" '/^\.Bd -literal/ { k++; on = k == n; next } /^\.Ed/ { on = 0 } on' \
		man/draftlint-pack.5
}
mkdir -p "$work/pack.d/prose" "$work/pack.d/examples/bad"
block 1 >"$work/pack.d/pack.yaml"
block 2 >"$work/pack.d/prose/fluff.yml"
block 3 >"$work/pack.d/examples/bad/wrong-stage.md"
"$program" pack test "$work/pack.d" >"$work/tested" || failed=$((failed + 1))
grep -q ' 1 examples\{0,1\}, all as expected' "$work/tested" || {
	cat "$work/tested" >&2
	failed=$((failed + 1))
}

echo "man: $asked words, $failed failed"
[ "$failed" -eq 0 ]
