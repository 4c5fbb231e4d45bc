#!/bin/sh
# A part of tests/fix/sweep.py, which says what it proves; .ci/run runs all of it.
# DRAFTLINT names the program.
cd "$(dirname "$0")/../.." || exit 2
exec python3 tests/fix/sweep.py --quick
