#!/bin/sh
# How long functions and files are (house rule: about 60 and 400 lines). Informs,
# never fails. Needs universal-ctags.
set -eu
cd "$(dirname "$0")/.."
command -v ctags >/dev/null || { echo "metrics: no ctags" >&2; exit 2; }

list=$(mktemp)
trap 'rm -f "$list"' EXIT
find src -name '*.c' -print | sort |
	ctags -L - -x --c-kinds=f --_xformat='%{end} %{line} %{name} %{input}' |
	awk '{ print $1 - $2 + 1, $3, $4 }' | sort -n >"$list"

awk '{ n[NR] = $1; long += $1 > 60 } END {
	printf "functions: %d, median %d lines, 95 %% below %d, longest %d, over 60 lines: %d\n",
		NR, n[int((NR + 1) / 2)], n[int(NR * 0.95)], n[NR], long }' "$list"
echo "the longest:"
tail -n 10 "$list" | sort -rn
echo "the longest files:"
find src include -name '*.[ch]' -exec wc -l {} + | grep -v ' total$' | sort -rn | head -n 10
find src include -name '*.[ch]' -exec cat {} + |
	awk '{ n++; comment += /^[ \t]*(\/\*|\*)/ } END { printf "lines: %d, comment lines: %d %%\n", n, comment * 100 / n }'
