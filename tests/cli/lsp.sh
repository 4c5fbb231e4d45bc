#!/bin/sh
# The language server: sessions as they are written down, clients gone wrong, the same
# findings as `check` has, and edits without end. SOAK says how many of those.
cd "$(dirname "$0")/../.." || exit 2
command -v python3 >/dev/null 2>&1 || {
	echo "lsp: no python3, not run"
	exit 0
}
failed=0
python3 -B tests/lsp/sessions.py fixtures/lsp/*.session || failed=1
[ -z "${UPDATE:-}" ] || exit $failed
python3 -B tests/lsp/hostile.py || failed=1
python3 -B tests/lsp/same.py || failed=1
python3 -B tests/lsp/same.py "${SOAK:-1000}" || failed=1
exit $failed
