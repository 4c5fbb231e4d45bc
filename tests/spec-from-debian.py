"""Writes CommonMark's examples, as Debian's package of goldmark carries them, in
the form of spec.txt to the file that is named: what fetch-spec.sh fetches, without
npm. Status 1 when the package is not there."""
import json
import os
import sys

SPEC = "/usr/share/gocode/src/github.com/yuin/goldmark/_test/spec.json"
FENCE = "`" * 32

if not os.path.exists(SPEC):
    sys.exit(1)
with open(SPEC, encoding="utf-8") as file:
    examples = json.load(file)
with open(sys.argv[1], "w", encoding="utf-8", newline="\n") as out:
    for example in examples:
        markdown, html = (example[key].replace("\t", "→") for key in ("markdown", "html"))
        out.write(f"\n{FENCE} example\n{markdown}.\n{html}{FENCE}\n")
