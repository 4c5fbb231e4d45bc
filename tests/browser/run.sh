#!/bin/sh
# The page of an audit in a browser: how it looks, works and reads. For .ci/run: it
# needs npm, Chromium and, the first time, the npm registry. What it makes, the
# screenshots among it, stays in build/browser.
set -eu
cd "$(dirname "$0")/../.."
program=${DRAFTLINT:-$PWD/build/release/draftlint}
work=$PWD/build/browser
articles=${ARTICLES:-1500}

mkdir -p "$work"
npm install --silent --no-fund --no-audit --ignore-scripts --prefix "$work" \
	playwright-core@1.65.1 axe-core@4.14.1
cd "$work"
rm -rf library ./*.png
mkdir library
LC_ALL=C.UTF-8 awk -v files="$articles" -v folder=library -f ../../tests/bench/corpus.awk

# audit PAGE FOLDER OPTION...: gates and findings decide its status, not whether there is a page.
audit() {
	page=$1
	cd "$2"
	shift 2
	"$program" audit --today 2026-06-30 --format "html:$work/$page.html" "$@" >"$work/$page.log" 2>&1 || [ $? -eq 1 ]
	cd "$work"
}
audit large library --no-config --pack iron-cage --no-ignore
audit samples ../../samples
audit garden ../../fixtures/sites/garden
node ../../tests/browser/audit.mjs . large.html samples.html garden.html
