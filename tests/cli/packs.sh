#!/bin/sh
# Every pack here is sound and proves itself by its examples; a site that is held
# against a pack of another trade yields the findings written beside it.
set -u
cd "$(dirname "$0")/../.." || exit 2
failed=0
count=0

complain() {
	echo "FAILED: packs: $*"
	failed=$((failed + 1))
}

for pack in rules/* fixtures/packs/*; do
	[ -f "$pack/pack.yaml" ] || continue
	count=$((count + 1))
	"$DRAFTLINT" pack check "$pack" >/dev/null || complain "$pack is not sound"
	[ ! -d "$pack/examples" ] || "$DRAFTLINT" pack test "$pack" || complain "$pack: its examples"
done

for expected in fixtures/packs/*/site/expected; do
	count=$((count + 1))
	site=$(dirname "$expected")
	(cd "$site" && "$DRAFTLINT" check --format concise . 2>/dev/null) >"${TMPDIR:-/tmp}/packs.$$"
	if [ "${UPDATE:-}" ]; then
		cp "${TMPDIR:-/tmp}/packs.$$" "$expected"
	else
		diff -u "$expected" "${TMPDIR:-/tmp}/packs.$$" || complain "$site"
	fi
done
rm -f "${TMPDIR:-/tmp}/packs.$$"

# A journey's card tells which page of the tree serves each step.
count=$((count + 1))
(cd fixtures/sites/journeys && "$DRAFTLINT" explain journey:first-visit) |
	sed -n '/^pages here/,$p' >"${TMPDIR:-/tmp}/packs.$$"
diff -u fixtures/sites/journeys/expected "${TMPDIR:-/tmp}/packs.$$" || complain "journeys"
rm -f "${TMPDIR:-/tmp}/packs.$$"

echo "packs: $count, $failed failed"
[ $failed -eq 0 ]
