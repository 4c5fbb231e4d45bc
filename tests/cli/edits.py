#!/usr/bin/env python3
"""The edits of json, sarif and rdjson are what --fix does.

Every bad draft of fixtures/checks, its metadata in whatever container, is mended
from the outside: the edits that a report holds are made by the report's own places
(byte offsets, UTF-16 columns, columns of bytes), those that touch an earlier one
wait, and the draft is checked again until no report holds one. What comes of it by
each format must be what --fix and --unsafe-fixes write; also of a twin with a byte
order mark and other line ends. DRAFTLINT names the program.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile

import fixes

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PASSES = 10


def draftlint(folder, *arguments):
    program = os.environ.get("DRAFTLINT", os.path.join(ROOT, "build/release/draftlint"))
    environment = {key: os.environ[key] for key in ("PATH", "HOME", "ASAN_OPTIONS") if key in os.environ}
    subprocess.run([program, "check", "--no-ignore", "--quiet", *arguments, "."], cwd=folder, env=environment,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def make_tree(top):
    """The fixtures with their packs, and a twin of each draft."""
    for part in ("fixtures/packs", "fixtures/checks", "rules"):
        shutil.copytree(os.path.join(ROOT, part), os.path.join(top, part), symlinks=True)
    checks = os.path.join(top, "fixtures/checks")
    drafts = []
    for folder, _, names in os.walk(checks):
        for name in sorted(names):
            path = os.path.join(folder, name)
            if not name.startswith("bad") or ".md" not in name or os.path.islink(path):
                continue
            with open(path, "rb") as file:
                text = file.read()
            plain = text.removeprefix(fixes.BOM).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            twins = [("", text)]
            if os.environ.get("FLAVOUR") not in ("asan", "tsan"):
                twins.append(("twin-", fixes.BOM + plain.replace(b"\n", b"\r\n")))
            for twin, content in twins:
                path = os.path.join(folder, twin + name)
                with open(path, "wb") as file:
                    file.write(content)
                drafts.append(os.path.relpath(path, checks))
    return checks, drafts


def are_apart(one, other):
    if one[0] == one[1] or other[0] == other[1]:
        return one[1] < other[0] or other[1] < one[0]
    return one[1] <= other[0] or other[1] <= one[0]


def choose(found):
    """The edits of all fixes that do not touch an earlier one."""
    chosen = []
    for edits in found:
        there = [edit in chosen for edit in edits]
        if any(there) or not all(are_apart(edit, other) for edit in edits for other in chosen):
            continue
        chosen += edits
    return chosen


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def mend_by(checks, drafts, texts, only_safe):
    """One pass over all drafts, by each format; returns whether something changed."""
    # rdjson holds what is applied with one click: only safe fixes.
    kinds = ["json", "rdjson" if only_safe else "sarif"]
    reports = [os.path.join(checks, "..", kind) for kind in kinds]
    draftlint(checks, *[word for kind, path in zip(kinds, reports) for word in ("-f", kind + ":" + path)])
    found = dict(zip(kinds, map(read, reports)))
    whole = {file["path"] for file in found["json"]["files"] if file["kind"] == "draft"}
    changed = False
    for draft in drafts:
        if draft not in whole:
            continue
        source = texts[draft]
        results = {}
        for kind in kinds:
            if kind == "json":
                uris = [file["uri"] for file in found["json"]["files"] if file["path"] == draft]
                edits = fixes.fixes_of_json(source, found["json"], uris[0], only_safe)
            elif kind == "sarif":
                edits = fixes.fixes_of_sarif(source, found["sarif"], ("fixtures/checks/" + draft).encode())
            else:
                edits = fixes.fixes_of_rdjson(source, found["rdjson"], ("fixtures/checks/" + draft).encode())
            results[kind] = fixes.apply(source, choose(edits))
        for kind in kinds[1:]:
            if results[kind] != results["json"]:
                sys.exit("FAILED: edits: %s: json and %s do not say the same" % (draft, kind))
        if results["json"] != source:
            texts[draft] = results["json"]
            changed = True
            with open(os.path.join(checks, draft), "wb") as file:
                file.write(texts[draft])
    return changed


def compare(only_safe, option):
    top = tempfile.mkdtemp(prefix="draftlint-edits-")
    try:
        ours, drafts = make_tree(os.path.join(top, "ours"))
        theirs, _ = make_tree(os.path.join(top, "theirs"))
        for folder in ("ours", "theirs"):
            os.makedirs(os.path.join(top, folder, ".git"))
        texts = {}
        for draft in drafts:
            with open(os.path.join(ours, draft), "rb") as file:
                texts[draft] = file.read()
        before = dict(texts)
        passes = 0
        while mend_by(ours, drafts, texts, only_safe):
            passes += 1
            if passes > PASSES:
                sys.exit("FAILED: edits: no end")
        draftlint(theirs, option)
        failed = 0
        for draft in drafts:
            with open(os.path.join(theirs, draft), "rb") as file:
                if file.read() != texts[draft]:
                    print("FAILED: edits: %s: %s does something else" % (draft, option))
                    failed += 1
        mended = sum(texts[draft] != before[draft] for draft in drafts)
        return len(drafts), mended, passes, failed
    finally:
        shutil.rmtree(top)


def main():
    failed = 0
    for only_safe, option in ((False, "--unsafe-fixes"), (True, "--fix")):
        drafts, mended, passes, wrong = compare(only_safe, option)
        failed += wrong
        if not mended:
            failed += 1
            print("FAILED: edits: nothing was mended")
        print("edits: %s: %d drafts, %d mended in %d passes, %d failed" %
              (option, drafts, mended, passes, wrong))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
