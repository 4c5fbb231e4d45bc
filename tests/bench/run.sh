#!/bin/sh
# What draftlint costs beside cmark alone, on 1,000 articles that are made here:
# processor time (the least of RUNS, 5), peak memory, and instructions where
# perf or valgrind can count them. Informs, never fails: machines differ, ratios
# and instruction counts hardly do. `run.sh PROGRAM`
set -eu
cd "$(dirname "$0")/../.."
program=$(realpath "${1:-build/release/draftlint}")
pack=$PWD/rules/iron-cage
folder=$PWD/build/bench
corpus=$folder/corpus
runs=${RUNS:-5}

mkdir -p "$folder"
if [ ! -e "$corpus/made" ] || [ tests/bench/corpus.awk -nt "$corpus/made" ]; then
	rm -rf "$corpus"
	mkdir -p "$corpus"
	LC_ALL=C.UTF-8 awk -v files=1000 -v folder="$corpus" -f tests/bench/corpus.awk
	touch "$corpus/made"
fi
${CC:-cc} -O2 -o "$folder/cmark_alone" tests/bench/cmark_alone.c -lcmark
cat >"$folder/measure.py" <<'PYTHON'
import os, resource, subprocess, sys
runs, command = int(sys.argv[1]), sys.argv[2:]
best = None
for _ in range(runs):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    clock = os.times().elapsed
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall = os.times().elapsed - clock
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if best is None or cpu < best[0]:
        best = (cpu, wall)
print(f"{best[0] * 1000:.0f} {best[1] * 1000:.0f} {after.ru_maxrss // 1024}")
PYTHON

# measure NAME COMMAND...: one line, and the processor time in $cpu.
measure() {
	name=$1
	shift
	set -- $(python3 "$folder/measure.py" "$runs" "$@")
	cpu=$1
	printf '%-34s %6d ms processor  %6d ms clock  %4d MiB peak\n' "$name" "$1" "$2" "$3"
}

cd "$corpus"
echo "$(ls | grep -c md) articles, $(cat ./*.md | wc -c) bytes"
measure "cmark alone" "$folder/cmark_alone" ./*.md
alone=$cpu
measure "draftlint check, 1 thread" "$program" check --no-config --pack "$pack" --no-ignore -q -j 1 .
one=$cpu
measure "draftlint check, 2 threads" "$program" check --no-config --pack "$pack" --no-ignore -q -j 2 .
measure "draftlint check, one article" "$program" check --no-config --pack "$pack" -q article-0000.md
echo "ratio to cmark alone, by time: $(awk -v a="$alone" -v b="$one" 'BEGIN { printf "%.2f", b / (a ? a : 1) }')"

# instructions COMMAND...: how many, by whichever tool is there.
instructions() {
	if perf stat -x , -e instructions:u true >/dev/null 2>&1 &&
		perf stat -x , -e instructions:u true 2>&1 | grep -q '^[0-9]'; then
		perf stat -x , -e instructions:u "$@" 2>&1 >/dev/null | sed -n 's/^\([0-9]*\),.*instructions.*/\1/p'
	elif command -v valgrind >/dev/null; then
		valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 >/dev/null |
			sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
	fi
}

set -- article-00[0-4]?.md
alone=$(instructions "$folder/cmark_alone" "$@")
if [ -n "$alone" ]; then
	start=$(instructions "$program" check --no-config --pack "$pack" --no-ignore -q -j 1 article-0000.md)
	all=$(instructions "$program" check --no-config --pack "$pack" --no-ignore -q -j 1 "$@")
	awk -v a="$alone" -v s="$start" -v b="$all" -v n=$# 'BEGIN {
		each = (b - s) / (n - 1)
		printf "instructions for an article: cmark alone %.2f M, draftlint %.2f M, ratio %.2f\n",
			a / n / 1e6, each / 1e6, each / (a / n)
		printf "instructions to start: %.2f M\n", (s - each) / 1e6 }'
fi
