#!/usr/bin/env python3
"""yaml-language-server, as an editor runs it, with the schema of a pack: the front
matter of a Markdown draft, as a YAML document, gets completions and errors.

    yaml_language_server.py SERVER DRAFTLINT
"""

import json
import os
import subprocess
import sys
import tempfile

server, draftlint = sys.argv[1:3]

DRAFT = """---
title: Four retries, four invoices
persona: {persona}
pain: {pain}
stage: {stage}
cta: subscribe
channels: [linkedin, {channel}]
---

The finance team asked one question on Monday.
"""


class Client:
    def __init__(self, settings):
        self.settings = settings
        self.process = subprocess.Popen([server, "--stdio"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)
        self.number = 0
        self.diagnostics = {}
        self.request("initialize", {
            "processId": os.getpid(), "rootUri": None, "capabilities": {
                "workspace": {"configuration": True},
                "textDocument": {
                    "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
                    "publishDiagnostics": {}}}})
        self.notify("initialized", {})
        self.notify("workspace/didChangeConfiguration", {"settings": settings})

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def receive(self):
        length = 0
        while line := self.process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        if not length:
            raise SystemExit("yaml-language-server: it is gone")
        message = json.loads(self.process.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            params = message["params"]
            self.diagnostics[params["uri"]] = params["diagnostics"]
        elif message.get("method") == "workspace/configuration":
            self.send({"id": message["id"], "result": [
                self.settings.get(item.get("section"), {}) for item in message["params"]["items"]]})
        elif "method" in message and "id" in message:
            self.send({"id": message["id"], "result": None})
        return message

    def notify(self, method, params):
        self.send({"method": method, "params": params})

    def request(self, method, params):
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        while True:
            message = self.receive()
            if message.get("id") == self.number and "method" not in message:
                return message["result"]

    def open(self, uri, text):
        self.notify("textDocument/didOpen", {"textDocument": {
            "uri": uri, "languageId": "yaml", "version": 1, "text": text}})
        while uri not in self.diagnostics:
            self.receive()
        return sorted((d["range"]["start"]["line"], d["message"]) for d in self.diagnostics[uri])

    def complete(self, uri, text, key):
        """What is offered behind KEY, and how it is described."""
        lines = text.split("\n")
        line = next(i for i, l in enumerate(lines) if l.startswith(key + ":"))
        result = self.request("textDocument/completion", {
            "textDocument": {"uri": uri},
            "position": {"line": line, "character": len(lines[line])}})
        items = result["items"] if isinstance(result, dict) else result or []
        offered = {}
        for item in items:
            words = item.get("documentation") or ""
            offered[item["label"]] = words["value"] if isinstance(words, dict) else words
        return offered


def front_matter(**values):
    values = {"persona": "alex", "pain": "unpredictable-costs", "stage": "awareness",
              "channel": "email", **values}
    return DRAFT.format(**values).split("---\n")[1]


failed = 0


def expect(what, value, wanted):
    global failed
    if value != wanted:
        print(f"FAILED: yaml-language-server: {what}: {value}, expected {wanted}")
        failed += 1


with tempfile.TemporaryDirectory() as work:
    schema = work + "/draft.schema.json"
    with open(schema, "w") as f:
        subprocess.run([draftlint, "schema", "--no-config", "--pack", "iron-cage"], stdout=f,
                       check=True)
    client = Client({"yaml": {
        "schemas": {"file://" + schema: "content/*.md"}, "validate": True, "completion": True,
        "hover": True, "schemaStore": {"enable": False}, "format": {"enable": False}}})
    count = 0

    def uri():
        global count
        count += 1
        return f"file://{work}/content/{count}.md"

    expect("a right draft", client.open(uri(), front_matter()), [])
    expect("other spellings", client.open(uri(), front_matter(
        persona="Alex Chen (CTO)", stage="top of funnel", channel="Email_Newsletter")), [])

    found = client.open(uri(), front_matter(stage="awarness"))
    expect("a wrong stage, its line", [line for line, _ in found], [3])
    expect("… names what is right", "awareness" in str(found), True)
    found = client.open(uri(), front_matter(pain="debugging"))
    expect("another's pain, its line", [line for line, _ in found], [2])
    found = client.open(uri(), front_matter(channel="pigeon"))
    expect("a wrong channel, its line", [line for line, _ in found], [5])
    text = "title: No stage\npersona: sarah\npain: hiring\ncta: subscribe\nchannels: email\n"
    found = client.open(uri(), text)
    expect("a missing field", ["stage" in message for _, message in found], [True])

    here = uri()
    text = front_matter(stage="")
    client.open(here, text)
    offered = client.complete(here, text, "stage")
    expect("stages", sorted(offered), ["adoption", "awareness", "consideration", "decision"])
    expect("what a stage means", "Create urgency" in offered.get("awareness", ""), True)
    here = uri()
    text = front_matter(persona="sarah", pain="")
    client.open(here, text)
    offered = client.complete(here, text, "pain")
    expect("the persona's own pains", {"hiring", "openai-burn", "sole-fixer", "data-leak",
                                       "competitors"} <= set(offered), True)
    expect("nobody else's", "on-call" in offered, False)
    hover = client.request("textDocument/hover", {
        "textDocument": {"uri": here}, "position": {"line": 2, "character": 1}})
    expect("what hovering over the pain says", "openai-burn" in str(hover), True)
    here = uri()
    text = "title: New\nper\n"
    client.open(here, text)
    result = client.request("textDocument/completion", {
        "textDocument": {"uri": here}, "position": {"line": 1, "character": 3}})
    labels = [item["label"] for item in result["items"]]
    expect("the names of fields", {"persona", "stage", "cta"} <= set(labels), True)
    client.process.terminate()
    client.process.wait()

print(f"yaml-language-server: {count} documents, {failed} failed")
sys.exit(failed > 0)
