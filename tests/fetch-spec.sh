#!/bin/sh
# Puts CommonMark's spec.txt, whose examples test_srcmap.c wraps and maps, into
# the folder $1. It is CC-BY-SA, so it is fetched for the tests and not kept here.
set -eu

folder=${1:-build/spec}
package=commonmark-spec@0.31.2

mkdir -p "$folder"
if ! (cd "$folder" && npm pack --silent "$package" >/dev/null && tar -xzf commonmark-spec-*.tgz); then
	echo "fetch-spec.sh: npm could not give $package: the tests of the Markdown mapping need it" >&2
	exit 1
fi
mv "$folder/package/spec.txt" "$folder/spec.txt"
rm -rf "$folder/package" "$folder"/commonmark-spec-*.tgz
