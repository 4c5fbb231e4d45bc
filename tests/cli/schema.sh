#!/bin/sh
# The schema of front matter and the linter agree; see schema.py.
exec python3 "$(dirname "$0")/schema.py"
