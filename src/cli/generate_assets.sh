#!/bin/sh
# Writes the files named, which stand below share/, as C strings, each with its SHA-256.
set -eu
echo '/* Made from files of share/. */'
echo '#include "cli/asset.h"'
echo 'const struct asset assets[] = {'
for file; do
	echo "    {\"${file#share/}\","
	# A question mark could be the beginning of a trigraph.
	sed 's/[\\"?]/\\&/g; s/	/\\t/g; s/^/     "/; s/$/\\n"/' "$file"
	sum=$(sha256sum "$file" | cut -d ' ' -f 1 | tr a-f A-F | basenc --base16 -d | base64)
	echo "     ,\"$sum\"},"
done
echo '    {0},'
echo '};'
