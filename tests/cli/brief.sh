#!/bin/sh
# For every reader and stage of every shipped pack a draft is begun: nothing is
# wrong with it but what only its writer can choose, and once the first of what
# its comments offer is taken, nothing is. Where a pack has no call to action for
# a reader at a stage, the brief says so.
set -u
cd "$(dirname "$0")/../.." || exit 2
DRAFTLINT=${DRAFTLINT:-$PWD/build/release/draftlint}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
failed=0
count=0

complain() {
	echo "FAILED: brief: $*"
	failed=$((failed + 1))
}

# offered OPTION: the ids that completion has for it.
offered() {
	"$DRAFTLINT" completions bash -- brief --pack "$pack" "$1" '' | cut -f 1
}

# errors: the rules of the errors in the drafts of the pack.
errors() {
	"$DRAFTLINT" check --no-config --no-ignore --pack "$pack" -f concise --quiet "$work/$pack" |
		sed -n 's/^[^ ]* error: .*\[\(.*\)\]$/\1/p' | sort -u | tr '\n' ' '
}

# choose DRAFT: takes the first of what the comments offer for each field.
choose() {
	awk '{
		key = $0
		sub(/^ *# [:"]?/, "", key)
		sub(/[^a-z_].*/, "", key)
	}
	/^ *# [:"]?[a-z_]+"?(:| =) ?/ && !taken[key]++ { sub(/# /, "") }
	{ print }' "$1" >"$work/chosen"
	cp "$work/chosen" "$1"
}

for pack in iron-cage jido; do
	mkdir "$work/$pack"
	for persona in $(offered --persona); do
		for stage in $(offered --stage); do
			count=$((count + 1))
			"$DRAFTLINT" brief --no-config --pack "$pack" --persona "$persona" --stage "$stage" \
				--new "$work/$pack/$persona-$stage.md" >"$work/said" 2>&1 || complain "$(cat "$work/said")"
		done
	done
	case $pack:$(errors) in
	'iron-cage:cta-missing pain-missing ' | 'jido:cta-missing ') ;;
	*) complain "$pack: a draft that was begun has: $(errors)" ;;
	esac
	for draft in "$work/$pack"/*.md; do
		if ! grep -q '^\(# \)*cta:' "$draft"; then
			pair=$(sed -n 's/^persona: \|^stage: //p' "$draft" | tr '\n' ' ')
			"$DRAFTLINT" brief --no-config --pack "$pack" --persona "${pair%% *}" \
				--stage "$(echo "$pair" | cut -d ' ' -f 2)" | grep -q 'no call to action' ||
				complain "$pair: the brief does not say that there is no call to action"
			rm "$draft"
			continue
		fi
		choose "$draft"
	done
	[ -z "$(errors)" ] || complain "$pack: when all is chosen: $(errors)"
done
[ $count -ge 70 ] || complain "only $count drafts"

# Beside drafts that write their metadata in another way it is written so, too.
pack=iron-cage
work_at=$work
for container in 'toml|+++\ntitle = "x"\n+++\n' 'elixir|%%{\n  title: "x"\n}\n---\n' \
	'texts|%%{\n  "title" => "x"\n}\n---\n' 'atoms|%%{\n  :title => "x"\n}\n---\n' 'none|Text.\n'; do
	count=$((count + 1))
	work=$work_at/${container%%|*}
	mkdir -p "$work/$pack/below"
	# shellcheck disable=SC2059
	printf "${container#*|}" >"$work/$pack/x.md"
	"$DRAFTLINT" brief --no-config --pack $pack --persona elena --stage adoption \
		--new "$work/$pack/below/new.md" >/dev/null || complain "$container"
	[ "$(head -n 1 "$work/$pack/x.md")" = "$(head -n 1 "$work/$pack/below/new.md")" ] ||
		[ "${container%%|*}:$(head -n 1 "$work/$pack/below/new.md")" = 'none:---' ] ||
		complain "$container: begins with $(head -n 1 "$work/$pack/below/new.md")"
	rm "$work/$pack/x.md"
	[ "$(errors)" = 'cta-missing pain-missing ' ] || complain "$container: $(errors)"
	choose "$work/$pack/below/new.md"
	[ -z "$(errors)" ] || complain "$container: when all is chosen: $(errors)"
done
work=$work_at

echo "brief: $count drafts, $failed failed"
[ $failed -eq 0 ]
