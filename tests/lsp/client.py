"""A client of `draftlint lsp`, as small as can be: messages out, messages in."""
import json
import os
import select
import subprocess
import time


def frame(message):
    body = message if isinstance(message, bytes) else json.dumps(message, ensure_ascii=False).encode()
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


class Client:
    def __init__(self, program, *arguments, cwd=None):
        self.process = subprocess.Popen(
            [program, "lsp", *arguments], cwd=cwd,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        os.set_blocking(self.process.stdin.fileno(), False)
        os.set_blocking(self.process.stdout.fileno(), False)
        os.set_blocking(self.process.stderr.fileno(), False)
        self.out = b""
        self.input = b""
        self.log = b""
        self.ended = False
        self.received = []
        self.last_id = 0

    # ---- bytes ----

    def pump(self, timeout):
        """Moves what can be moved; false when nothing could."""
        process = self.process
        readers = [] if self.ended else [process.stdout]
        readers.append(process.stderr)
        writers = [process.stdin] if self.out and not process.stdin.closed else []
        ready, writable, _ = select.select(readers, writers, [], timeout)
        if writable:
            try:
                self.out = self.out[os.write(process.stdin.fileno(), self.out[:65536]):]
            except BrokenPipeError:
                self.out = b""
        if process.stdout in ready:
            data = process.stdout.read()
            if data == b"":
                self.ended = True
            self.input += data or b""
            self.split()
        if process.stderr in ready:
            data = process.stderr.read()
            self.log += data or b""
            if data == b"" and process.stdout not in ready:
                time.sleep(0.005)
        return bool(ready or writable)

    def split(self):
        while b"\r\n\r\n" in self.input:
            head, rest = self.input.split(b"\r\n\r\n", 1)
            assert head.startswith(b"Content-Length: "), head
            length = int(head[16:])
            if len(rest) < length:
                return
            self.received.append(json.loads(rest[:length].decode()))
            self.input = rest[length:]

    # ---- messages ----

    def raw(self, data):
        self.out += data

    def send(self, message):
        self.raw(frame(message))

    def notify(self, method, params=None):
        self.send({"jsonrpc": "2.0", "method": method, "params": params or {}})

    def post(self, method, params=None):
        self.last_id += 1
        self.send({"jsonrpc": "2.0", "id": self.last_id, "method": method, "params": params or {}})
        return self.last_id

    def wait(self, wanted, timeout=20, what="a message"):
        """The first message that WANTED takes; it is taken out of those received."""
        until = time.monotonic() + timeout
        while True:
            for i, message in enumerate(self.received):
                if wanted(message):
                    return self.received.pop(i)
            if self.ended or time.monotonic() > until:
                raise AssertionError("%s did not come; log: %s" % (what, self.log.decode(errors="replace")))
            self.pump(0.2)

    def request(self, method, params=None, timeout=20):
        number = self.post(method, params)
        answer = self.wait(lambda m: m.get("id") == number and "method" not in m, timeout, method)
        assert "error" not in answer, answer
        return answer["result"]

    def diagnostics(self, uri, version=None, timeout=20):
        """The diagnostics that are published for URI (of that version)."""
        message = self.wait(lambda m: m.get("method") == "textDocument/publishDiagnostics"
                            and m["params"]["uri"] == uri
                            and version in (None, m["params"].get("version")), timeout,
                            "diagnostics of " + uri)
        return message["params"]["diagnostics"]

    # ---- a session ----

    def initialize(self, capabilities=None, folder=None, **more):
        result = self.request("initialize", {
            "processId": os.getpid(), "rootUri": folder, "capabilities": capabilities or {}, **more})
        self.notify("initialized")
        return result

    def open(self, uri, text, version=1, language="markdown"):
        self.notify("textDocument/didOpen", {"textDocument": {
            "uri": uri, "languageId": language, "version": version, "text": text}})

    def change(self, uri, version, *changes):
        self.notify("textDocument/didChange", {
            "textDocument": {"uri": uri, "version": version}, "contentChanges": list(changes)})

    def finish(self, timeout=20):
        """Says goodbye; the exit status."""
        self.request("shutdown")
        self.notify("exit")
        return self.end(timeout)

    def end(self, timeout=20):
        """The exit status once the server has ended, its input closed when all is sent."""
        until = time.monotonic() + timeout
        while time.monotonic() < until and self.process.poll() is None:
            self.pump(0.05)
            if not self.out and not self.process.stdin.closed:
                self.process.stdin.close()
        if self.process.poll() is None:
            self.process.kill()
            raise AssertionError("the server does not end")
        while not self.ended:
            self.pump(0.05)
        self.log += self.process.stderr.read() or b""
        return self.process.wait()


FULL = {
    "general": {"positionEncodings": ["utf-8", "utf-16"]},
    "workspace": {"workspaceEdit": {"documentChanges": True}},
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True, "versionSupport": True,
                               "tagSupport": {"valueSet": [1, 2]}},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
    },
}


def pair(line, character):
    return {"line": line, "character": character}


def span(a, b, c, d):
    return {"start": pair(a, b), "end": pair(c, d)}
