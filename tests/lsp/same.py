#!/usr/bin/env python3
"""The server finds what `check` finds, at the same place and in the same words.

    same.py          every draft of fixtures/checks and samples, and twins with a byte order
                     mark and other line ends, in each encoding
    same.py EDITS    that many random edits of one draft, which after some of them and in
                     the end must have the findings that its text has in a file; and the
                     server must not grow
"""
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from urllib.parse import quote, unquote

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from client import Client, pair  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.abspath(os.environ.get("DRAFTLINT", "build/release/draftlint"))
SLOW = os.environ.get("FLAVOUR", "release") in ("asan", "tsan")
SEVERITIES = {1: "error", 2: "warning", 3: "info"}
BOM = "\ufeff"


def starts_of_lines(text):
    """Where each line of TEXT begins, in characters."""
    starts = [0]
    for at, character in enumerate(text):
        if character == "\n" or (character == "\r" and text[at + 1:at + 2] != "\n"):
            starts.append(at + 1)
    return starts


class Text:
    """Places of a text by its bytes, as the protocol has them."""

    def __init__(self, text, encoding):
        self.text = text
        self.encoding = encoding
        self.starts = starts_of_lines(text)
        self.data = text.encode()

    def pair(self, byte):
        before = self.data[:byte].decode()
        line = len([s for s in self.starts if s <= len(before)]) - 1
        # A line break belongs to the line it ends.
        part = before[self.starts[line]:]
        width = {"utf-8": lambda s: len(s.encode()), "utf-16": lambda s: len(s.encode("utf-16-le")) // 2, "utf-32": len}
        return pair(line, width[self.encoding](part))


def cli(folder, *arguments, text=None):
    done = subprocess.run([PROGRAM, "check", "--no-ignore", "--format", "json", *arguments], cwd=folder,
                          input=text, capture_output=True, check=False)
    return json.loads(done.stdout)["diagnostics"]


def from_cli(finding, folder, text):
    def full(path):
        return os.path.realpath(os.path.join(folder, path))
    here = [full(finding["path"]), finding["range"]["start"]["line"] - 1]
    return {
        "range": {"start": text.pair(finding["range"]["start"]["byte"]), "end": text.pair(finding["range"]["end"]["byte"])},
        "severity": finding["severity"], "code": finding["rule"], "message": finding["message"],
        "fingerprint": finding["fingerprint"],
        "related": sorted([[full(r["path"]), r["range"]["start"]["line"] - 1, r["message"]] for r in finding["related"]]
                          + [here + [note] for note in finding["notes"]]
                          + ([here + ["help: " + finding["help"]]] if finding["help"] else [])),
    }


def from_server(diagnostic):
    related = diagnostic.get("relatedInformation", [])
    assert diagnostic["source"] == "draftlint"
    return {
        "range": diagnostic["range"], "severity": SEVERITIES[diagnostic["severity"]], "code": diagnostic["code"],
        "message": diagnostic["message"], "fingerprint": diagnostic["data"]["fingerprint"],
        "related": sorted([path_of(r["location"]["uri"]), r["location"]["range"]["start"]["line"], r["message"]]
                          for r in related),
    }


def path_of(uri):
    return os.path.realpath(unquote(uri[7:]))


def capabilities(encoding):
    return {"general": {"positionEncodings": [encoding] + (["utf-16"] if encoding == "utf-8" else [])},
            "textDocument": {"publishDiagnostics": {"relatedInformation": True, "versionSupport": True}}}


def compare(found, expected, where):
    if found == expected:
        return 0
    print("FAILED: lsp: %s" % where)
    for theirs, ours in zip(found + [None] * len(expected), expected + [None] * len(found)):
        if theirs != ours:
            print("  server %s\n  check  %s" % (json.dumps(theirs), json.dumps(ours)))
            break
    return 1


def make_tree(top):
    for part in ("fixtures/packs", "fixtures/checks", "rules", "samples"):
        shutil.copytree(os.path.join(ROOT, part), os.path.join(top, part), symlinks=True)
    drafts = []
    for folder, _, names in os.walk(top):
        for name in sorted(names):
            path = os.path.join(folder, name)
            if not name.endswith((".md", ".mdx", ".livemd")) or os.path.islink(path) or "/packs/" in path or "/rules/" in path:
                continue
            with open(path, "rb") as file:
                data = file.read()
            try:
                text = data.decode()
            except UnicodeDecodeError:
                continue
            drafts.append(path)
            plain = text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")
            twin = os.path.join(folder, "twin-" + name)
            with open(twin, "wb") as file:
                file.write((BOM + plain.replace("\n", "\r\n")).encode())
            drafts.append(twin)
    return drafts


def every_draft():
    failed = compared = 0
    with tempfile.TemporaryDirectory() as top:
        top = os.path.realpath(top)
        drafts = make_tree(top)
        by_path = {}
        for finding in cli(top, "fixtures/checks", "samples"):
            by_path.setdefault(os.path.join(top, finding["path"]), []).append(finding)
        for encoding in ("utf-16", "utf-8", "utf-32"):
            client = Client(PROGRAM, cwd=top)
            chosen = client.initialize(capabilities(encoding), folder="file://" + top)["capabilities"]
            assert chosen["positionEncoding"] == encoding
            for path in drafts[::3] if SLOW else drafts:
                with open(path, encoding="utf-8", newline="") as file:
                    text = file.read()
                uri = "file://" + quote(path)
                client.open(uri, text)
                found = [from_server(d) for d in client.diagnostics(uri)]
                measured = Text(text, encoding)
                expected = [from_cli(f, top, measured) for f in by_path.get(path, [])
                            if f["suppressed"] is None and f["baseline"] != "known"]
                failed += compare(found, expected, "%s in %s" % (path[len(top) + 1:], encoding))
                compared += len(expected)
                client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
            assert client.finish() == 0
    assert compared > 1000
    print("lsp: %d findings of %d drafts compared with those of check, %d drafts failed" % (compared, len(drafts), failed))
    return failed


PIECES = ["a", " ", "\n", "\n\n", "# ", "seamless", "👩‍💻", "é", "---\n", "[x](/demo)", "`", "*", "<!--", "-->", "- ",
          "stage: awarness\n", "\t", "pager", "{", "\"", "> ", "```\n", "e\u0301", "日本語", "book a demo", "\r\n", "\ufeff", "\0"]


def memory(client):
    with open("/proc/%d/status" % client.process.pid, encoding="ascii", errors="replace") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmRSS"))


def soak(edits):
    site = os.path.join(ROOT, "fixtures/lsp/site")
    path = os.path.join(site, "content/pages.md")
    uri = "file://" + quote(path)
    with open(path, encoding="utf-8") as file:
        first = text = file.read()
    chance = random.Random(20261126)
    client = Client(PROGRAM, cwd=site)
    client.initialize(capabilities("utf-32"), folder="file://" + site)
    client.open(uri, text)
    warm = failed = 0
    every = max(edits // 50, 1)
    for version in range(2, edits + 2):
        if len(text) > 20000 or chance.random() < 0.001:
            text = first
            client.change(uri, version, {"text": text})
        else:
            start = chance.randrange(len(text) + 1)
            end = min(len(text), start + (chance.randrange(12) if chance.random() < 0.4 else 0))
            piece = "".join(chance.choice(PIECES) for _ in range(chance.randrange(4)))
            starts = starts_of_lines(text)

            def place(at):
                line = max(i for i, s in enumerate(starts) if s <= at)
                # Within CR LF there is no place: the end of the line is meant.
                return pair(line, at - starts[line])
            if not splits(text, start) and not splits(text, end):
                client.change(uri, version, {"range": {"start": place(start), "end": place(end)}, "text": piece})
                text = text[:start] + piece + text[end:]
            else:
                client.change(uri, version)
        if version % 20 == 0:
            # Questions in between, and time for it to check some of the versions.
            client.request("textDocument/completion", {"textDocument": {"uri": uri}, "position": pair(4, 8)})
            client.request("textDocument/hover", {"textDocument": {"uri": uri}, "position": pair(2, 10)})
        if version % every == 0 or version == edits + 1:
            found = [from_server(d) for d in client.diagnostics(uri, version)]
            client.received.clear()
            measured = Text(text, "utf-32")
            expected = [from_cli(f, site, measured)
                        for f in cli(site, "--stdin-filename", "content/pages.md", "-", text=text.encode())
                        if f["suppressed"] is None]
            failed += compare(found, expected, "after %d edits" % (version - 1))
        if version == edits // 10:
            warm = memory(client)
    grown = memory(client) - warm
    if not SLOW and edits >= 10000 and grown > max(warm * 0.05, 512):
        failed += 1
        print("FAILED: lsp: it grew from %d kB by %d kB" % (warm, grown))
    assert client.finish() == 0
    print("lsp: %d edits, %d kB and %+d kB since a tenth of them, %d failed" % (edits, warm, grown, failed))
    return failed


def splits(text, at):
    return 0 < at < len(text) and text[at - 1] == "\r" and text[at] == "\n"


if __name__ == "__main__":
    sys.exit(1 if (soak(int(sys.argv[1])) if len(sys.argv) > 1 else every_draft()) else 0)
