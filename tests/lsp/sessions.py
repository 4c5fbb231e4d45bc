#!/usr/bin/env python3
"""Sessions as they are written down: what a client says, and what it must be answered.

    sessions.py FILE...

In a file, each block begins with an arrow at the start of a line and goes on in lines
that begin with a blank. From the client:

    --> request METHOD PARAMS    and all that comes up to its answer
    --> notify METHOD PARAMS
    --> wait METHOD              and all that comes up to that message
    --> file PATH TEXT           the file gets this text (of a JSON string)
    --> end                      standard input is closed; the status of exit

What follows with "<-- " is what must come, and is written anew with UPDATE=1. The
session is held in a copy of the folder `site` beside the file; `ROOT` is its path. A
text is shorter as {"lines": [...]}, and `$FILE(path)` is what a file of the folder holds.
"""
import json
import os
import re
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from client import Client  # noqa: E402

PROGRAM = os.path.abspath(os.environ.get("DRAFTLINT", "build/release/draftlint"))
WIDTH = 100


def pretty(value, indent=1):
    """JSON on one line where there is room, else a member on each."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + indent <= WIDTH or not isinstance(value, (dict, list)) or not value:
        return flat
    inner = " " * (indent + 1)
    if isinstance(value, dict):
        items = ["%s: %s" % (json.dumps(k), pretty(v, indent + 1)) for k, v in value.items()]
        return "{\n" + ",\n".join(inner + i for i in items) + "\n" + " " * indent + "}"
    return "[\n" + ",\n".join(inner + pretty(v, indent + 1) for v in value) + "\n" + " " * indent + "]"


class Session:
    def __init__(self, folder):
        self.folder = folder
        self.client = Client(PROGRAM, cwd=folder)
        self.said = []

    def expand(self, text):
        """PARAMS as JSON."""
        def content(found):
            with open(os.path.join(self.folder, found.group(1)), encoding="utf-8", newline="") as file:
                return json.dumps(file.read())
        text = re.sub(r"\$FILE\(([^)]*)\)", content, text).replace("ROOT", self.folder)
        return json.loads(text, object_hook=lambda o: "\n".join(o["lines"]) if list(o) == ["lines"] else o)

    def show(self, message):
        for key in ("jsonrpc",):
            message.pop(key)
        text = json.dumps(message, ensure_ascii=False).replace(self.folder, "ROOT")
        text = re.sub(r'"version": "\d+\.\d+\.\d+"', '"version": "VERSION"', text)
        text = re.sub(r'"[0-9a-f]{64}"', '"FINGERPRINT"', text)
        text = re.sub(r'"[0-9a-f]{16}"', '"DIGEST"', text)
        self.said.append("<-- " + pretty(json.loads(text)))

    def until(self, wanted):
        """Shows what comes, in its order, up to what is WANTED."""
        while True:
            message = self.client.wait(lambda m: True)
            last = wanted(message)
            self.show(message)
            if last:
                return

    def step(self, block):
        verb, _, rest = block.partition(" ")
        what, _, params = rest.strip().partition(" ")
        if verb == "request":
            number = self.client.post(what, self.expand(params) if params.strip() else None)
            self.until(lambda m: m.get("id") == number and "method" not in m)
        elif verb == "notify":
            self.client.notify(what, self.expand(params) if params.strip() else None)
        elif verb == "wait":
            self.until(lambda m: m.get("method") == what)
        elif verb == "file":
            path = os.path.join(self.folder, what)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(self.expand(params))
        elif verb == "end":
            status = self.client.end()
            while self.client.received:
                self.show(self.client.received.pop(0))
            self.said.append("<-- status %d" % status)
        else:
            raise AssertionError("what is `%s`?" % verb)


def blocks_of(text):
    """(comment or block) as they stand; what the server said is left out."""
    for block in re.split(r"\n(?=\S)", text.rstrip("\n")):
        if not block.startswith("<-- "):
            yield block


def hold(path):
    """The text that the file at PATH should have."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with tempfile.TemporaryDirectory() as top:
        folder = os.path.join(os.path.realpath(top), "site")
        shutil.copytree(os.path.join(os.path.dirname(path), "site"), folder)
        session = Session(folder)
        try:
            for block in blocks_of(text):
                session.said.append(block)
                if block.startswith("--> "):
                    session.step(block[4:])
        finally:
            session.client.process.kill()
            session.client.process.wait()
    return text, "\n".join(session.said) + "\n"


def main():
    failed = 0
    for path in sys.argv[1:]:
        before, after = hold(path)
        if before == after:
            continue
        if os.environ.get("UPDATE"):
            with open(path, "w", encoding="utf-8") as file:
                file.write(after)
            continue
        failed += 1
        print("FAILED: lsp: %s is not as it is written down" % path)
        old, new = before.splitlines(), after.splitlines()
        at = next((i for i, (a, b) in enumerate(zip(old, new)) if a != b), min(len(old), len(new)))
        print("\n".join(["  line %d" % (at + 1), "  - " + "\n  - ".join(old[at:at + 6]),
                         "  + " + "\n  + ".join(new[at:at + 6])]))
    print("lsp: %d sessions, %d failed" % (len(sys.argv) - 1, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
