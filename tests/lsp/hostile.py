#!/usr/bin/env python3
"""Clients gone wrong: whatever comes in, the server answers as the protocol says or ends
cleanly; it never dies of a signal, never hangs, never grows without end.

The names L1 to L7 are those of what the tests must cover: frames, ends, messages, edits,
floods, (the soak is another program), names of documents.
"""
import json
import os
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from client import Client, frame, pair, span  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.abspath(os.environ.get("DRAFTLINT", "build/release/draftlint"))
SITE = os.path.join(ROOT, "fixtures/lsp/site")
# Sanitizers take their memory. What takes longer than PATIENCE hangs: no time is measured.
PATIENCE = 60
MEMORY = (512 if os.environ.get("FLAVOUR", "release") == "release" else 2048) * 1024  # kilobytes
URI = "file://" + os.path.join(SITE, "content/pages.md")
DRAFT = open(os.path.join(SITE, "content/pages.md"), encoding="utf-8").read()

cases = []


def case(function):
    cases.append(function)
    return function


def check(holds, what):
    if not holds:
        raise AssertionError(what)


def memory(client):
    """The most that the server ever had, in kilobytes."""
    with open("/proc/%d/status" % client.process.pid, encoding="ascii", errors="replace") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmHWM"))


def started(capabilities=None):
    client = Client(PROGRAM, cwd=SITE)
    client.initialize(capabilities, folder="file://" + SITE)
    return client


def lives(client, timeout=PATIENCE):
    """It still answers, and ends as it should."""
    client.request("textDocument/hover", {"textDocument": {"uri": URI}, "position": pair(0, 0)}, timeout)
    check(client.finish(PATIENCE) == 0, "status")


def error_of(client, raw):
    """The code of the error that RAW is answered with."""
    client.raw(frame(raw))
    return client.wait(lambda m: "error" in m, PATIENCE, "an error")["error"]["code"]


# ---- L1: frames ----

HELLO = frame({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}})
BROKEN = {
    "negative": b"Content-Length: -1\r\n\r\n{}",
    "not a number": b"Content-Length: x\r\n\r\n{}",
    "hexadecimal": b"Content-Length: 0x2\r\n\r\n{}",
    "empty": b"Content-Length:\r\n\r\n{}",
    "huge": b"Content-Length: 99999999999\r\n\r\n{}",
    "beyond 64 bits": b"Content-Length: 99999999999999999999999\r\n\r\n{}",
    "one too many": b"Content-Length: 67108865\r\n\r\n{}",
    "missing": b"Content-Type: application/json\r\n\r\n{}",
    "twice": b"Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
    "line feeds": b"Content-Length: 2\n\n{}",
    "a megabyte of header": b"X: " + b"a" * 1000000 + b"\r\n\r\n",
    "headers without end": b"A: b\r\n" * 200000,
    "garbage": b"hello\r\n\r\nworld",
    "binary": bytes(range(256)) * 64,
    "a request of HTTP": b"POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}",
    "UTF-16": b"Content-Length: 2\r\nContent-Type: x; charset=utf-16\r\n\r\n{}",
}


@case
def frames_that_are_lost():
    for begun in (False, True):
        for name, data in BROKEN.items():
            client = Client(PROGRAM, cwd=SITE)
            client.raw((HELLO if begun else b"") + data)
            before = time.monotonic()
            # The input stays open: the server has to end of its own accord.
            while client.process.poll() is None and time.monotonic() < before + PATIENCE:
                client.pump(0.05)
            check(client.process.poll() == 1, "%s: %s" % (name, client.process.poll()))
            client.end()
            check(b"cannot be read on" in client.log, "%s: %r" % (name, client.log))
            check(len(client.received) == begun, name)


@case
def frames_in_pieces():
    client = Client(PROGRAM, cwd=SITE)
    for byte in HELLO + frame({"jsonrpc": "2.0", "method": "initialized"}):
        client.raw(bytes([byte]))
        client.pump(0)
    client.wait(lambda m: m.get("id") == 1, PATIENCE)
    # Two messages in one piece, and headers in another order and case.
    body = json.dumps({"jsonrpc": "2.0", "id": 5, "method": "x"}).encode()
    client.raw(frame({"jsonrpc": "2.0", "id": 4, "method": "y"}) +
               b"content-type: application/vscode-jsonrpc; charset=utf-8\r\nCONTENT-LENGTH: %d\r\n\r\n" % len(body) + body)
    for number in (4, 5):
        check(client.wait(lambda m, n=number: m.get("id") == n)["error"]["code"] == -32601, "code")
    check(client.finish() == 0, "status")


# ---- L2: ends ----

@case
def the_input_ends():
    for data in (b"", b"Content-Len", b"Content-Length: 20\r\n\r\n{", HELLO, HELLO + HELLO[:30]):
        client = Client(PROGRAM, cwd=SITE)
        client.raw(data)
        check(client.end(PATIENCE) == 1, "status after %r" % data[:30])


@case
def nobody_reads():
    client = started()
    client.process.stdout.close()
    for _ in range(200):
        client.post("unknown")
    until = time.monotonic() + PATIENCE
    while client.process.poll() is None and time.monotonic() < until:
        if client.out:
            try:
                client.out = client.out[os.write(client.process.stdin.fileno(), client.out[:4096]):]
            except (BrokenPipeError, BlockingIOError):
                pass
        time.sleep(0.01)
    check(client.process.poll() == 1, "status %s" % client.process.poll())


@case
def the_parent_ends():
    for by_option in (False, True):
        parent = subprocess.Popen(["sleep", "1000"])
        arguments = ["--stdio"] + (["--clientProcessId=%d" % parent.pid] if by_option else [])
        client = Client(PROGRAM, *arguments, cwd=SITE)
        client.request("initialize", {"processId": None if by_option else parent.pid, "capabilities": {}})
        time.sleep(0.1)
        check(client.process.poll() is None, "it ended too early")
        parent.kill()
        parent.wait()
        before = time.monotonic()
        while client.process.poll() is None and time.monotonic() < before + PATIENCE:
            time.sleep(0.02)
        check(client.process.poll() == 1, "status")


# ---- L3: messages ----

@case
def what_is_not_json():
    client = started()
    for raw in (b"", b" ", b"{", b"nope", b"{'a':1}", b'{"jsonrpc":"2.0",}', b"[" * 200000, b'{"a":' * 100000,
                b"[" * 200000 + b"]" * 200000, b"\xff\xfe", b'"\xed\xa0\x80"', b"{}\0", b"\xef\xbb\xbf{}",
                b'{"jsonrpc":"2.0","jsonrpc":"2.0"}', b"1e999", b"99999999999999999999999", b'"\\x"', b"NaN"):
        check(error_of(client, raw) == -32700, raw[:40])
    lives(client)


@case
def what_is_no_message():
    client = started()
    for raw in (b"[]", b'[{"jsonrpc":"2.0","id":1,"method":"x"}]', b"1", b"null", b'"x"', b"{}",
                b'{"jsonrpc":"1.0","id":1,"method":"x"}', b'{"id":1,"method":"x"}',
                b'{"jsonrpc":"2.0","id":1,"method":1}', b'{"jsonrpc":"2.0","id":{},"method":"x"}',
                b'{"jsonrpc":"2.0","id":null,"method":"x"}', b'{"jsonrpc":"2.0","id":1.5,"method":"x"}',
                b'{"jsonrpc":"2.0","id":true,"method":"x"}', b'{"jsonrpc":"2.0","id":7}', b'{"jsonrpc":"2.0"}'):
        check(error_of(client, raw) == -32600, raw)
    lives(client)


@case
def ids_come_back():
    client = started()
    for number in (0, -1, 2 ** 53 + 1, -2 ** 63, 2 ** 63 - 1, "", "x\n\"\u20ac", "1", "a" * 10000):
        client.send({"jsonrpc": "2.0", "id": number, "method": "unknown"})
        answer = client.wait(lambda m: "error" in m)
        check(answer["id"] == number and type(answer["id"]) is type(number), number)
    lives(client)


@case
def params_of_wrong_kinds():
    client = started()
    wrong = [None, [], [1], {}, {"textDocument": None}, {"textDocument": 1}, {"textDocument": {"uri": 1}},
             {"textDocument": {"uri": None, "text": 5, "version": "x"}}, {"textDocument": []},
             {"textDocument": {"uri": URI}, "position": "x", "range": [], "context": 3},
             {"textDocument": {"uri": URI}, "position": {"line": 1.5, "character": None},
              "contentChanges": {}, "context": {"only": "x", "diagnostics": [1, None, {"data": 4, "range": 1}]}},
             {"textDocument": {"uri": URI, "version": 1e300}, "contentChanges": [1, {}, {"text": 1}, {"range": 1, "text": ""}]},
             {"settings": [], "event": 1, "changes": "x", "added": 1}]
    methods = ["textDocument/" + m for m in ("didOpen", "didChange", "didSave", "didClose", "diagnostic", "codeAction",
                                             "completion", "hover", "definition", "documentSymbol")]
    methods += ["workspace/" + m for m in ("didChangeWatchedFiles", "didChangeConfiguration", "didChangeWorkspaceFolders")]
    methods += ["initialized", "$/cancelRequest", "$/setTrace", "$/progress"]
    client.open(URI, DRAFT)
    for method in methods:
        for params in wrong:
            message = {"jsonrpc": "2.0", "method": method, "params": params}
            client.send(message)
            if "/did" not in method and method.startswith("textDocument"):
                client.last_id += 1
                client.send({**message, "id": client.last_id})
                number = client.last_id
                client.wait(lambda m, n=number: m.get("id") == n, PATIENCE, method)
    for params in (1, "x", True):
        client.send({"jsonrpc": "2.0", "id": 900, "method": "textDocument/hover", "params": params})
        check(client.wait(lambda m: m.get("id") == 900)["error"]["code"] == -32602, params)
    # Answers that nobody asked for.
    for answer in ({"result": 1}, {"error": 1}, {"result": None, "error": {}}):
        client.send({"jsonrpc": "2.0", "id": "configuration/9", **answer})
    lives(client)


@case
def initialize_of_wrong_kinds():
    for params in (None, {}, [], {"capabilities": 1}, {"capabilities": {"general": {"positionEncodings": 5}}},
                   {"capabilities": {"textDocument": [], "workspace": "x"}, "processId": "x", "rootUri": 3},
                   {"processId": 2 ** 40, "workspaceFolders": [1]}, {"processId": -1, "workspaceFolders": {}},
                   {"initializationOptions": [], "rootUri": "http://x"},
                   {"initializationOptions": {"pack": 4, "select": "x", "ignore": [1, None]}},
                   {"initializationOptions": {"config": "/", "pack": "/"}},
                   {"initializationOptions": {"config": "..", "pack": "."}, "rootUri": "file:///"},
                   {"initializationOptions": {"config": "/dev/zero", "pack": "\0"}, "rootUri": "file:////"}):
        client = Client(PROGRAM, cwd=SITE)
        client.send({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params})
        result = client.wait(lambda m: m.get("id") == 1, PATIENCE)["result"]
        check(result["capabilities"]["positionEncoding"] == "utf-16", params)
        client.last_id = 1
        client.open(URI, DRAFT)
        lives(client)


# ---- L4: edits ----

@case
def edits_out_of_range():
    client = started()
    client.open(URI, DRAFT)
    far = 2 ** 31 - 1
    edits = [span(far, 0, far, 0), span(0, far, 0, far), span(-1, -5, 0, 2), span(5, 0, 2, 0), span(0, 0, far, far),
             span(0, 2 ** 63 - 1, 2 ** 63 - 1, 0), span(0, -2 ** 63, 0, 0)]
    for version, area in enumerate(edits, 2):
        client.change(URI, version, {"range": area, "text": "x\n"})
    client.change(URI, 20, {"text": DRAFT})
    check(len(client.diagnostics(URI, timeout=PATIENCE)) > 0, "diagnostics")
    lives(client)


@case
def edits_within_a_pair():
    client = started()
    client.open(URI, "---\npersona: ada\n---\n\n👩 seamless\n")
    client.diagnostics(URI)
    # Between the halves is before the character.
    client.change(URI, 2, {"range": span(4, 1, 4, 1), "text": "ab"})
    client.wait(lambda m: m.get("method") == "textDocument/publishDiagnostics")
    client.change(URI, 3, {"range": span(4, 2, 4, 4), "text": ""})
    found = [d for d in client.diagnostics(URI) if d["code"] == "hype"]
    check(found[0]["range"] == span(4, 3, 4, 11), found)
    # Half a pair in what is put in, as editors in JavaScript can send it.
    body = json.dumps({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {
        "textDocument": {"uri": URI, "version": 4},
        "contentChanges": [{"range": span(4, 0, 4, 0), "text": "X"}]}}).replace('"X"', '"\\ud83d"')
    client.raw(frame(body.encode()))
    found = [d for d in client.diagnostics(URI) if d["code"] == "hype"]
    check(found[0]["range"] == span(4, 4, 4, 12), found)
    lives(client)


@case
def documents_that_are_not_open():
    client = started({"textDocument": {"diagnostic": {}}})
    other = URI.replace("pages", "other")
    client.change(other, 2, {"text": "x"})
    client.notify("textDocument/didClose", {"textDocument": {"uri": other}})
    client.notify("textDocument/didSave", {"textDocument": {"uri": other}})
    for method in ("hover", "definition", "completion", "documentSymbol", "codeAction"):
        check(client.request("textDocument/" + method, {
            "textDocument": {"uri": other}, "position": pair(0, 0), "range": span(0, 0, 9, 0), "context": {}}) is None, method)
    check(client.request("textDocument/diagnostic", {"textDocument": {"uri": other}})["items"] == [], "items")
    # Opened twice: the second text counts. An older version is not taken.
    client.open(other, "x")
    client.open(other, DRAFT, version=7)
    before = client.request("textDocument/diagnostic", {"textDocument": {"uri": other}})["items"]
    check(len(before) == 3, before)
    client.change(other, 6, {"text": "nothing"})
    check(client.request("textDocument/diagnostic", {"textDocument": {"uri": other}})["items"] == before, "version")
    lives(client)


# ---- L5: floods ----

@case
def many_cancels():
    client = started()
    client.open(URI, DRAFT)
    for number in range(10000):
        client.notify("$/cancelRequest", {"id": number + 100000})
    first = client.last_id + 1
    for _ in range(500):
        client.post("textDocument/hover", {"textDocument": {"uri": URI}, "position": pair(2, 10)})
        client.notify("$/cancelRequest", {"id": client.last_id})
    for number in range(first, first + 500):
        answer = client.wait(lambda m, n=number: m.get("id") == n, PATIENCE)
        check("result" in answer or answer["error"]["code"] == -32800, answer)
    check(memory(client) < MEMORY, "memory")
    lives(client)


@case
def many_edits():
    client = started({"textDocument": {"publishDiagnostics": {"versionSupport": True}}})
    client.open(URI, DRAFT)
    for version in range(2, 5002):
        client.change(URI, version, {"range": span(11, 0, 11, 0), "text": "a"})
    while client.out:
        client.pump(0.1)
    client.diagnostics(URI, 5001, PATIENCE)
    published = sum(m.get("method") == "textDocument/publishDiagnostics" for m in client.received)
    check(published < 100, "%d were published: edits are not taken together" % published)
    check(memory(client) < MEMORY, "memory")
    lives(client)


@case
def many_requests_and_nobody_reads():
    client = started()
    client.open(URI, DRAFT)
    # All is written before anything is read.
    for _ in range(5000):
        client.post("textDocument/documentSymbol", {"textDocument": {"uri": URI}})
    last = client.last_id
    os.set_blocking(client.process.stdin.fileno(), True)
    client.process.stdin.write(client.out)
    client.process.stdin.flush()
    os.set_blocking(client.process.stdin.fileno(), False)
    client.out = b""
    client.wait(lambda m: m.get("id") == last, 6 * PATIENCE)
    check(memory(client) < MEMORY, "memory")
    lives(client)


@case
def much_that_is_wrong_and_nobody_reads():
    client = started()
    wrong = frame(b"x") * 20000
    sent = idle = 0
    while sent < 100 * len(wrong) and idle < 200:
        try:
            sent += os.write(client.process.stdin.fileno(), wrong[sent % len(wrong):])
            idle = 0
        except BlockingIOError:
            idle += 1
            time.sleep(0.005)
    check(sent > 10 * len(wrong), "it stopped too early")
    check(memory(client) < MEMORY, "memory: %d kB" % memory(client))
    client.process.kill()
    client.process.wait()


@case
def many_documents():
    client = started()
    for number in range(500):
        client.open(URI.replace("pages", "d%d" % number), DRAFT)
    for number in range(500):
        client.diagnostics(URI.replace("pages", "d%d" % number), timeout=6 * PATIENCE)
    check(memory(client) < MEMORY, "memory")
    for number in range(500):
        client.notify("textDocument/didClose", {"textDocument": {"uri": URI.replace("pages", "d%d" % number)}})
    lives(client, 6 * PATIENCE)


@case
def many_findings():
    client = started()
    client.open(URI, DRAFT + "\n\n".join("seamless %d" % i for i in range(3000)))
    check(len(client.diagnostics(URI, timeout=PATIENCE)) > 900, "diagnostics")
    everything = {"textDocument": {"uri": URI}, "range": span(0, 0, 9999, 0), "context": {"diagnostics": []}}
    for _ in range(3):
        check(len(client.request("textDocument/codeAction", everything, PATIENCE)) > 10, "actions")
    check(memory(client) < MEMORY, "memory")
    lives(client)


@case
def large_documents():
    client = started()
    client.open(URI, DRAFT + "word " * 4000000)  # 20 MB: more than is read of a draft
    found = client.diagnostics(URI, timeout=6 * PATIENCE)
    check([d["code"] for d in found] == ["limit-reached"], found)
    client.change(URI, 2, {"range": span(9, 0, 10 ** 6, 0), "text": ""})
    found = {d["code"] for d in client.diagnostics(URI, timeout=PATIENCE)}
    check("stage-unknown" in found and "limit-reached" not in found, found)
    check(memory(client) < MEMORY, "memory: %d kB" % memory(client))
    # More than a message may hold is more than is read at all.
    client.open(URI.replace("pages", "huge"), "x" * (65 * 1024 * 1024))
    check(client.end(6 * PATIENCE) == 1, "status")
    check(memory_of_children() < MEMORY, "memory of all")


def memory_of_children():
    import resource
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


# ---- L7: names of documents ----

@case
def strange_uris():
    with tempfile.TemporaryDirectory() as top:
        secret = os.path.join(top, "secret.md")
        with open(secret, "w", encoding="utf-8") as file:
            file.write("SECRET")
        for uri in ("file:///%00", "file:///a%00.md", "untitled:Untitled-1", "http://example.org/a.md", "file://host/a.md",
                    "file:///../../../etc/passwd", "file:" + secret, "file://" + secret, "file:///%zz.md", "", "x",
                    "file:///" + "a" * 20000 + ".md", "file:///" + "a/" * 3000 + "b.md", "file:///%ff%fe.md",
                    URI + "?query", URI + "#fragment", "vscode-vfs://github/x/y.md", "file:///dev/stdin", "file:///proc/self/mem"):
            client = started()
            client.open(uri, DRAFT)
            for method in ("hover", "completion", "definition"):
                client.request("textDocument/" + method, {"textDocument": {"uri": uri}, "position": pair(4, 8)}, PATIENCE)
            answer = client.request("textDocument/codeAction", {
                "textDocument": {"uri": uri}, "range": span(0, 0, 99, 0), "context": {"diagnostics": []}}, PATIENCE)
            check("SECRET" not in json.dumps(client.received) + json.dumps(answer), uri)
            client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
            lives(client)


def main():
    failed = 0
    wanted = sys.argv[1:]
    for function in cases:
        if wanted and function.__name__ not in wanted:
            continue
        try:
            function()
        except Exception as error:  # pylint: disable=broad-except
            failed += 1
            print("FAILED: lsp: %s: %s: %s" % (function.__name__, type(error).__name__, error))
    print("lsp: %d hostile clients, %d failed" % (len(wanted) or len(cases), failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
