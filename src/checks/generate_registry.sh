#!/bin/sh
# Writes the registry of checks: one entry for each file named, src/checks/check_<matter>.c
# for what is asked of a draft and src/audit/check_<matter>.c for what is asked of all of them.
set -eu

# list TYPE VARIABLE FOLDER FILE...: the files that lie in FOLDER.
list() {
	type=$1 variable=$2 folder=$3
	shift 3
	names=
	for file; do
		[ "$(dirname "$file")" != "$folder" ] || names="$names $(basename "$file" .c)"
	done
	for name in $names; do
		echo "extern const struct $type $variable$name;"
	done
	echo "const struct $type *const ${variable}checks[] = {"
	for name in $names; do
		echo "    &$variable$name,"
	done
	echo '};'
	echo "const size_t ${variable}check_count = sizeof(${variable}checks) / sizeof(${variable}checks[0]);"
}

echo '/* Made from the names of the files check_*.c. */'
echo '#include "checks/check.h"'
list check '' src/checks "$@"
list library_check library_ src/audit "$@"
