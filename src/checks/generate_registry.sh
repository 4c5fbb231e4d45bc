#!/bin/sh
# Writes the registry of checks: one entry for each file check_<matter>.c named.
set -eu
echo '/* Made from the files src/checks/check_*.c. */'
echo '#include "checks/check.h"'
for file; do
	name=$(basename "$file" .c)
	echo "extern const struct check $name;"
done
echo 'const struct check *const checks[] = {'
for file; do
	echo "    &$(basename "$file" .c),"
done
echo '};'
echo 'const size_t check_count = sizeof(checks) / sizeof(checks[0]);'
