#!/bin/sh
# Who may include whom: each layer itself and those to its left, and each
# foreign library is known to one file. `layers.sh DIR` looks at another tree.
set -u
cd "${1:-$(dirname "$0")/..}" || exit 2
wrong=0

# allow FOLDER LAYER...: what the files of src/FOLDER may include of ours.
allow() {
	folder=$1
	shift
	found=$(grep -Hn '^ *# *include *"' "$folder"/*.[ch] |
		grep -v -E "\"($(echo "$*" | tr ' ' '|'))/") || return 0
	echo "layers: $folder may include only: $*" >&2
	echo "$found" >&2
	wrong=1
}

# only HEADER PLACE...: of src and include, no other file or folder knows it.
only() {
	header=$1
	shift
	found=$(grep -rn "^ *# *include *[<\"]${header}[>\"]" src include)
	for place in "$@"; do
		found=$(echo "$found" | grep -v "^${place}[:/]")
	done
	[ -n "$found" ] || return 0
	echo "layers: <$header> is known only to ${*:-the tests}" >&2
	echo "$found" >&2
	wrong=1
}

allow src/base base
allow src/parse base parse
allow src/rules base parse rules
allow src/checks base parse rules checks
allow src/lint base parse rules checks lint
allow src/audit base parse rules checks lint audit
allow src/lsp base lsp
allow src/cli base lsp cli
allow src base parse rules checks lint audit
allow include none

only draftlint.h src/api.c src/lint src/audit src/lsp src/cli include/draftlint_audit.h
only draftlint_audit.h src/api.c src/audit src/cli
only utf8proc.h src/base/utf8.c
only cmark.h src/parse/markdown.c
only yaml.h src/parse/yaml.c
only pcre2.h src/rules/pattern_code.h
only rules/pattern_code.h src/rules/pattern.c src/rules/pattern_search.c
only dlfcn.h src/rules/speller.c
only iconv.h src/rules/speller.c
only libstemmer.h src/rules/stems.c
only sha256.h src/lint/fingerprint.c
only jansson.h src/lsp/value.c
only cmocka.h

exit $wrong
