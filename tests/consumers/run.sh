#!/bin/sh
# Reports read by programs that are not ours: the validator of the SARIF format
# with the rules of GitHub's code scanning, and two libraries that read JUnit's
# XML. The SARIF schema comes with the validator. Needs the npm registry, so only
# .ci/run calls it.
set -eu
cd "$(dirname "$0")/../.."
folder=$PWD/build/consumers
sarif=@microsoft/sarif-multitool-linux
rm -rf "$folder/reports"
mkdir -p "$folder/reports" "$folder/schemas"
npm install --silent --no-fund --no-audit --ignore-scripts --prefix "$folder" \
	$sarif@5.7.0 junit2json@4.0.0 test-results-parser@0.4.6

cp "$folder/node_modules/$sarif/sarif-2.1.0.json" "$folder/schemas/sarif.json"
SCHEMAS=$folder/schemas OUTPUT=$folder/reports sh tests/cli/formats.sh

validator=$folder/node_modules/$sarif/Sarif.Multitool
chmod +x "$validator"
for report in "$folder"/reports/*/sarif; do
	cp "$report" "$report.sarif"
	# It is a program of .NET, which else wants to know of all the world's languages.
	DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "$validator" validate "$report.sarif" \
		--rule-kind 'Sarif;Ghas' >"$folder/said"
	if ! grep -q '1 files scanned' "$folder/said" || grep ': error ' "$folder/said"; then
		cat "$folder/said"
		echo "consumers: $report is not what code scanning takes" >&2
		exit 1
	fi
done

cp tests/consumers/junit.mjs "$folder/"
node "$folder/junit.mjs" "$folder"/reports/*/junit
echo "consumers: good"
