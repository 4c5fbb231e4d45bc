#!/bin/sh
# Runs each fuzz target for SECONDS (60), as many at a time as JOBS (processors).
# They begin with the drafts and packs of the repository; what they find beyond
# stays in build/fuzz/corpus. Stops at the first failure, whose input is kept.
# Arguments choose targets: `run.sh fuzz_yaml`.
set -eu
cd "$(dirname "$0")/../.."
seconds=${SECONDS:-60}
jobs=${JOBS:-$(nproc)}
folder=build/fuzz
mkdir -p "$folder/corpus" "$folder/log" "$folder/failed"

# One flat folder of seeds: libFuzzer takes files of any content.
seeds=$folder/seeds
rm -rf "$seeds"
mkdir -p "$seeds"
find fixtures samples rules -type f -size -64k | while read -r file; do
	cp "$file" "$seeds/$(echo "$file" | tr '/' '_')"
done

[ $# -gt 0 ] || set -- $(cd "$folder/fuzz" && ls | grep -v '\.' | sort)
[ $# -gt 0 ] || { echo "fuzz: no targets: run make fuzz" >&2; exit 2; }

one() {
	target=$1
	mkdir -p "$folder/corpus/$target"
	if ! "$folder/fuzz/$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 \
		-max_len=65536 -verbosity=0 -print_final_stats=1 \
		-artifact_prefix="$folder/failed/$target-" \
		"$folder/corpus/$target" "$seeds" >"$folder/log/$target" 2>&1; then
		tail -n 40 "$folder/log/$target" >&2
		echo "fuzz: $target FAILED; its input is in $folder/failed" >&2
		return 1
	fi
	echo "fuzz: $target: $(sed -n 's/^stat::number_of_executed_units: *//p' "$folder/log/$target") inputs"
}

failed=0
running=
for target in "$@"; do
	one "$target" &
	running="$running $!"
	if [ "$(echo $running | wc -w)" -ge "$jobs" ]; then
		first=${running# }
		first=${first%% *}
		wait "$first" || failed=1
		running=${running#" $first"}
		[ $failed -eq 0 ] || break
	fi
done
for pid in $running; do
	wait "$pid" || failed=1
done
exit $failed
