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

# demand PAGE WHAT <LIST: every line of LIST is a word of PAGE. (No pipe: it counts.)
demand() {
	mandoc -T ascii "man/$1" | sed 's/.\x08//g' | tr -s ' \n' '\n' >"$work/words" || exit 2
	while read -r word; do
		asked=$((asked + 1))
		grep -q -F -x -e "$word" "$work/words" 2>/dev/null ||
			sed 's/[^A-Za-z0-9_.-]/\n/g' "$work/words" | grep -q -F -x -e "$word" && continue
		echo "man: $1 does not know the $2 $word" >&2
		failed=$((failed + 1))
	done
}

# keys FILE TABLE: the keys of a decode table.
keys() {
	sed -n "/ $2\[\] = {/,/^};/p" "$1" |
		grep -o -E '(\{|UNSTORED\(|FIELD\(|FIELD_NEEDED\()"?[a-z][a-z-]*"?[,)]' |
		sed 's/.*[({]"*//; s/[",)]*$//'
}

sed -n 's/^\t{"\([a-z-]*\)", .*/--\1/p' src/cli/options.c >"$work/options"
sed -n "s/^\t{\"[a-z-]*\", '\([a-z]\)', .*/-\1/p" src/cli/options.c >>"$work/options"
demand draftlint.1 option <"$work/options"
sed -n 's/^    \.name = "\([a-z]*\)",/\1/p' src/cli/command_*.c >"$work/list"
demand draftlint.1 command <"$work/list"
sed -n 's/^    \.name = "\([a-z]*\)",/\1/p' src/cli/format_*.c >"$work/list"
demand draftlint.1 format <"$work/list"
grep -h -o -E '"[A-Z_]{2,}"' src/cli/terminal.c src/cli/reporter.c src/cli/sink.c src/cli/progress.c |
	tr -d '"' | sort -u >"$work/list"
demand draftlint.1 variable <"$work/list"
sed -n 's/^    {"\(draftlint-[a-z-]*\)", .*/\1/p' src/lint/suppress.c >"$work/list"
demand draftlint.1 directive <"$work/list"

{ keys src/rules/config.c fields; keys src/rules/config.c override_fields; } >"$work/config"
demand draftlint-config.5 key <"$work/config"

for table in persona pain objection group stage detector channel cta format kind goal question; do
	keys src/rules/pack_load.c ${table}_fields
done >"$work/pack"
sed -n '/define ENTRY_FIELDS/,/^}/p; /sections\[\] = {/,/^};/p' src/rules/pack_load.c |
	grep -o -E '("[a-z]+", DECODE|\{"[a-z]+", NODE)' | cut -d '"' -f 2 >>"$work/pack"
keys src/rules/pack_link.c fields >>"$work/pack"
sed -n 's/^ *\[FIELD_[A-Z]*\] = {\(.*\)/\1/p; s/^  *\("[a-z_]*"\(, "[a-z_]*"\)*\)},$/\1/p' src/rules/fields.c |
	grep -o -E '"[a-z_]+"' | tr -d '"' >>"$work/pack"
grep -h -A 1 'decode_field fields\[\]' src/checks/check_*.c | grep -o -E '\{"[a-z]+"' | cut -d '"' -f 2 >>"$work/pack"
demand draftlint-pack.5 key <"$work/pack"

for table in action_fields existence_fields substitution_fields when_fields; do
	keys src/rules/prose.c $table
done >"$work/prose"
sed -n '/define COMMON_FIELDS/,/^$/p' src/rules/prose.c |
	grep -o -E '(FIELD|FIELD_NEEDED)\([a-z]+|\{?"[a-z]+", DECODE' | grep -o -E '[a-z]+' >>"$work/prose"
demand draftlint-pack.5 'prose key' <"$work/prose"

for page in draftlint.1 draftlint-config.5 draftlint-pack.5; do
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
[ "$asked" -gt 150 ] && [ "$failed" -eq 0 ]
