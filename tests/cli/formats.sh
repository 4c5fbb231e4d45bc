#!/bin/sh
# One content repository (corpus.py) in every format, read back as the readers of
# each format do (check_outputs.py): a run with findings, whose fixes must be what
# --fix writes, one without, one that found no draft, three that cannot be trusted,
# and one with a baseline. All formats of a run are written at once, each in one
# step, and are the same for any order and number of threads. OUTPUT, if set, is a
# folder that keeps the reports.
set -u
. "$(dirname "$0")/scratch.inc"
TERM=dumb
export TERM

command -v python3 >/dev/null 2>&1 || {
	echo "FAILED: formats: no python3"
	exit 1
}

formats='full concise grouped json jsonl github gitlab azure sarif checkstyle junit rdjson rdjsonl markdown'

# write FOLDER ARGUMENT...: one run that writes a report of every format there.
write() {
	folder=$1
	shift
	mkdir -p "$folder"
	for format in $formats; do set -- -f "$format:$folder/$format" "$@"; done
	"$DRAFTLINT" check --color never "$@" >"$work/out" 2>&1
}

# run NAME STATUS ARGUMENT...: such a run, with the reports read back.
run() {
	name=$1 wanted=$2
	shift 2
	cases=$((cases + 1))
	write "$work/$name" "$@"
	status=$?
	[ $status -eq "$wanted" ] || complain "$name: status $status, expected $wanted"
	set --
	for format in $formats; do set -- "$@" "$work/$name/$format"; done
	python3 -B "$root/tests/cli/check_outputs.py" --project "$work/site" --below "$below" \
		--drafts . $fixed "$root/share/report-1.schema.json" "$@" >"$work/wrong" || {
		complain "$name"
		head -n 20 "$work/wrong"
	}
	if command -v xmllint >/dev/null; then
		xmllint --noout "$work/$name/checkstyle" "$work/$name/junit" || complain "$name: the XML"
	fi
}

mkdir -p "$work/site/.git"
python3 -B "$root/tests/cli/corpus.py" "$work/site/content" || exit 2
work=$(cd "$work" && pwd -P)
below=content/drafts
cd "$work/site/$below" || exit 2
export GITHUB_ACTIONS=true

mkdir ../fixed
cp -R . ../fixed/all
cp -R . ../fixed/safe
(cd ../fixed/all && "$DRAFTLINT" check --fix --unsafe-fixes . >/dev/null 2>&1)
(cd ../fixed/safe && "$DRAFTLINT" check --fix . >/dev/null 2>&1)
fixed='--fixed ../fixed'
run findings 2 .
fixed=
run clean 0 clean.md
mkdir none
run none 0 none
rmdir none
run missing 2 clean.md nowhere.md
run rule 2 --select nothing .
run config 2 --config ../strategy/pack.yaml .

# What a baseline knows is told by json alone, and a new finding by all.
"$DRAFTLINT" baseline create . >/dev/null 2>&1
printf 'We leverage it.\n' >>bare.md
run known 2 .
rm ../draftlint-baseline.json

# The same bytes, whoever comes first.
cases=$((cases + 1))
find . -type f -print0 | sort -zr | sed -z 's|^\./||' >"$work/list"
write "$work/one" --jobs 1 .
write "$work/sixteen" --jobs 16 .
write "$work/shuffled" --jobs 16 --files-from "$work/list" -0
for other in sixteen shuffled; do
	diff -r "$work/one" "$work/$other" >"$work/wrong" || {
		complain "another order of work ($other)"
		head -n 5 "$work/wrong"
	}
done

# A run that is killed while it writes leaves the old report as it was.
if command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null; then
	# A sanitizer that looks for leaks cannot work below strace.
	export ASAN_OPTIONS=detect_leaks=0
	for call in write fsync /^rename; do
		cases=$((cases + 1))
		mkdir "$work/killed"
		echo old >"$work/killed/sarif"
		strace -f -o /dev/null -e inject=$call:signal=KILL:when=1 "$DRAFTLINT" check \
			-f "sarif:$work/killed/sarif" . >/dev/null 2>&1
		status=$?
		[ $status -eq 137 ] && echo old | cmp -s - "$work/killed/sarif" ||
			complain "killed in $call: status $status"
		rm -rf "$work/killed"
	done
fi

[ -z "${OUTPUT:-}" ] || cp -R "$work/findings" "$work/clean" "$work/none" "$work/missing" "$work/rule" \
	"$work/known" "$work/config" "$work/site" "$OUTPUT"
echo "formats: $cases cases, $failed failed"
[ $failed -eq 0 ]
