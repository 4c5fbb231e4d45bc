#!/bin/sh
# Writes the files named, which stand below share/, as C strings.
set -eu
echo '/* Made from files of share/. */'
echo '#include "cli/asset.h"'
echo 'const struct asset assets[] = {'
for file; do
	echo "    {\"${file#share/}\","
	# A question mark could be the beginning of a trigraph.
	sed 's/[\\"?]/\\&/g; s/	/\\t/g; s/^/     "/; s/$/\\n"/' "$file"
	echo '    },'
done
echo '    {0},'
echo '};'
