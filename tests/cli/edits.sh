#!/bin/sh
# What edits.py says.
cd "$(dirname "$0")/../.." || exit 2
command -v python3 >/dev/null 2>&1 || {
	echo "edits: no python3, not run"
	exit 0
}
exec python3 -B tests/cli/edits.py
