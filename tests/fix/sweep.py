#!/usr/bin/env python3
"""Proves that --fix loses nothing.

A run that mends one draft is traced; then each of its system calls is made to
fail, once and from then on, and the program is killed at each. The draft must
hold the whole old text or the whole new one, with its owner, mode, access list
and attributes; the exit status must be true; no temporary file may be left but
by a kill. Then editors write while the exchange is delayed: what they wrote last
must be there. DRAFTLINT names the program; --quick tries a part of it.
"""
import argparse
import concurrent.futures
import errno
import os
import random
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
OLD = b"\xef\xbb\xbf---\r\npersona: alx\r\nstage: awarenes\r\n---\r\n\r\n" + b"Text of the draft.\r\n" * 900
NEW = OLD.replace(b"alx", b"alex").replace(b"awarenes", b"awareness")
PACK = """pack: small
title: Small
personas: [{id: alex, name: Alex, pains: [{id: costs}]}]
stages: [{id: awareness}, {id: decision}]
questions: [{id: persona, ask: Who}, {id: stage, ask: When}]
rules: {pain-missing: off}
"""
# A user, a group and a mask of their own: what mode bits alone cannot say.
ACL = struct.pack("<I", 2) + b"".join(
    struct.pack("<HHI", tag, perm, who)
    for tag, perm, who in [(1, 6, 0xFFFFFFFF), (2, 4, 12345), (4, 4, 0xFFFFFFFF), (16, 4, 0xFFFFFFFF),
                           (32, 0, 0xFFFFFFFF)])
TEMPORARY = re.compile(r"^\.draftlint-.{8}\.tmp$")
# Interrupted for ever is endless by design; these may be interrupted once.
INTERRUPTIBLE = {"openat", "read", "pread64", "write", "fsync", "close"}
# The process is not there yet or is gone.
UNTOUCHED = {"execve", "exit_group"}
# What never gives an error number; what it comes to when memory is short is another test.
KILLED_ONLY = {"brk", "mmap", "munmap", "mprotect"}


class Place:
    """A folder with one draft in it, as it is before a run."""

    def __init__(self, top, number):
        self.folder = os.path.join(top, "p%d" % number)
        os.makedirs(self.folder)
        self.draft = os.path.join(self.folder, "draft.md")

    def reset(self):
        for name in os.listdir(self.folder):
            os.unlink(os.path.join(self.folder, name))
        with open(self.draft, "wb") as file:
            file.write(OLD)
        if os.geteuid() == 0:
            os.chown(self.draft, 12345, 23456)
        for name, value in (("user.origin", b"kept \0 bytes"), ("system.posix_acl_access", ACL)):
            try:
                os.setxattr(self.draft, name, value)
            except OSError as error:
                if error.errno not in (errno.ENOTSUP, errno.EPERM):
                    raise
        os.chmod(self.draft, 0o2640)

    def state(self):
        status = os.stat(self.draft)
        names = sorted(os.listxattr(self.draft))
        return (status.st_mode, status.st_uid, status.st_gid,
                [(name, os.getxattr(self.draft, name)) for name in names])

    def content(self):
        with open(self.draft, "rb") as file:
            return file.read()

    def left(self):
        return [name for name in os.listdir(self.folder) if TEMPORARY.match(name)]


class Sweep:
    def __init__(self, program, top, quick):
        self.top = top
        self.quick = quick
        self.lock = threading.Lock()
        self.failures = []
        self.counts = {}
        self.program = program
        self.pack = os.path.join(top, "pack")
        os.makedirs(self.pack)
        with open(os.path.join(self.pack, "pack.yaml"), "w", encoding="utf-8") as file:
            file.write(PACK)
        self.environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TERM": "dumb"}

    def command(self, *paths):
        return [self.program, "check", "--no-config", "--pack", self.pack, "--fix", "--format", "concise",
                "--jobs", "1", *paths]

    def run(self, command, **options):
        return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, env=self.environment, timeout=60, check=False,
                              **options)

    def count(self, what, number=1):
        with self.lock:
            self.counts[what] = self.counts.get(what, 0) + number

    def fail(self, what, why, output=b""):
        with self.lock:
            self.failures.append("%s: %s" % (what, why))
            if len(self.failures) <= 20:
                print("FAILED: %s: %s\n%s" % (what, why, output.decode("utf-8", "replace")))

    # ---- a good run ----

    def trace(self, place):
        """The calls of a good run: [(name, how many of that name so far, rewriting)]"""
        place.reset()
        log = os.path.join(self.top, "trace")
        run = self.run(["strace", "-o", log, "--", *self.command(place.draft)])
        if run.returncode != 0 or place.content() != NEW:
            print("FAILED: the good run ends with %d\n%s" % (run.returncode, run.stdout.decode()))
            sys.exit(1)
        calls = []
        seen = {}
        rewriting = False
        with open(log, encoding="utf-8", errors="replace") as lines:
            text = lines.read()
        for line in text.splitlines():
            match = re.match(r"(\w+)\(", line)
            if not match:
                continue
            name = match.group(1)
            seen[name] = seen.get(name, 0) + 1
            rewriting = rewriting or ("O_DIRECTORY" in line and "p0" in line)
            calls.append((name, seen[name], rewriting))
        self.check_order(text)
        return calls

    def check_order(self, text):
        """The new text is on the disk before the exchange, the folder after it."""
        lines = text.splitlines()
        made = next(i for i, line in enumerate(lines) if "O_EXCL" in line and ".draftlint-" in line)
        exchanged = next(i for i, line in enumerate(lines) if line.startswith("renameat2("))
        descriptor = lines[made].rsplit("= ", 1)[1]
        folder = re.match(r"openat\((\d+)", lines[made]).group(1)
        before = [i for i, line in enumerate(lines) if line.startswith("fsync(%s)" % descriptor)]
        after = [i for i, line in enumerate(lines) if line.startswith("fsync(%s)" % folder)]
        if not before or before[0] > exchanged or not after or after[-1] < exchanged:
            self.fail("order", "fsync of the file, exchange, fsync of the folder")

    # ---- failures and kills ----

    def points(self, calls):
        for position, (name, number, rewriting) in enumerate(calls):
            if name in UNTOUCHED or (self.quick and not rewriting):
                continue
            yield position, name, "signal=KILL:when=%d" % number
            if name in KILLED_ONLY:
                continue
            errors = ["EIO"] if self.quick else ["EIO", "ENOSPC", "EACCES"]
            for error in errors:
                yield position, name, "error=%s:when=%d" % (error, number)
                yield position, name, "error=%s:when=%d+" % (error, number)
            # File systems that cannot exchange: it is replaced all the same.
            if name == "renameat2":
                for error in ("EINVAL", "ENOSYS"):
                    yield position, name, "error=%s:when=1" % error
            if name in INTERRUPTIBLE:
                yield position, name, "error=EINTR:when=%d" % number

    def try_point(self, place, point, exchanged):
        position, name, what = point
        label = "%s:%s" % (name, what)
        place.reset()
        state = place.state()
        run = self.run(["strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "-e", "trace=" + name, "-e",
                        "inject=%s:%s" % (name, what), "--", *self.command(place.draft)])
        killed = what.startswith("signal")
        content = place.content()
        said = run.stdout.decode("utf-8", "replace")
        self.count("points")
        if content not in (OLD, NEW):
            self.fail(label, "%d bytes that are neither text" % len(content), run.stdout)
        if place.state() != state:
            self.fail(label, "owner, mode or attributes changed", run.stdout)
        if killed:
            self.after_kill(place, label)
            return
        if run.returncode not in (0, 2, 127):
            self.fail(label, "ends with %d" % run.returncode, run.stdout)
        if run.returncode == 0 and content != NEW:
            self.fail(label, "says that it was mended", run.stdout)
        if ("EINVAL" in what or "ENOSYS" in what) and content != NEW:
            self.fail(label, "does without, and was not mended", run.stdout)
        if run.returncode != 0 and content == NEW and position <= exchanged and "fixed, but" not in said:
            self.fail(label, "does not say that it was mended", run.stdout)
        for name in place.left():
            if name not in said:
                self.fail(label, "leaves a temporary file behind", run.stdout)

    def after_kill(self, place, label):
        """What was left is told, and does not stand in the way."""
        if not place.left():
            return
        run = self.run(self.command(place.folder))
        if run.returncode != 2 or b"left behind" not in run.stdout or place.content() != NEW:
            self.fail(label, "the next run ends with %d" % run.returncode, run.stdout)

    # ---- editors ----

    def edit(self, kind, place, text, chance):
        """Saves TEXT as editors do; returns what the file should hold then."""
        if kind == "rename":
            other = os.path.join(place.folder, "editor~")
            with open(other, "wb") as file:
                file.write(text)
            os.rename(other, place.draft)
        elif kind == "in place":
            with open(place.draft, "r+b") as file:
                file.write(text)
                file.truncate()
        elif kind == "truncate":
            with open(place.draft, "wb", buffering=0) as file:
                time.sleep(chance.random() * 0.01)
                file.write(text)
        elif kind == "same size":
            with open(place.draft, "r+b") as file:
                text = (text * 3)[:os.fstat(file.fileno()).st_size]
                file.write(text)
        return text

    def race(self, place, number):
        chance = random.Random(number)
        kinds = ["rename", "in place", "truncate", "same size"]
        kind = kinds[number % len(kinds)]
        times = 1 + number // len(kinds) % 3
        call, when = [("renameat2", 1), ("renameat2", 2), ("fsync", 1), ("unlinkat", 1), ("pread64", 2),
                      ("close", 5)][number // 12 % 6]
        # With a descriptor that was opened before and is written to later.
        held = number % 7 == 6
        label = "race %d: %s, %d times, at %s %d%s" % (number, kind, times, call, when,
                                                       ", held" if held else "")
        place.reset()
        open_file = open(place.draft, "r+b", buffering=0) if held else None
        delay = "inject=renameat2:delay_enter=20000" if call != "renameat2" else ""
        command = ["strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "-e", "trace=renameat2," + call, "-e",
                   "inject=%s:delay_enter=%d:when=%d+" % (call, 30000, when)]
        if delay:
            command += ["-e", delay]
        process = subprocess.Popen([*command, "--", *self.command(place.draft)], stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=self.environment)
        until = time.monotonic() + 10
        while not place.left() and process.poll() is None and time.monotonic() < until:
            time.sleep(0.0005)
        text = b""
        for i in range(times):
            time.sleep(chance.random() * 0.04)
            text = (b"edited %d %d\n" % (number, i) * 2000)[:9000 + i]
            if open_file:
                if i == 0:
                    os.pwrite(open_file.fileno(), text, 0)
                    os.ftruncate(open_file.fileno(), len(text))
            else:
                text = self.edit(kind, place, text, chance)
        if open_file:
            time.sleep(chance.random() * 0.03)
            text = b"held %d\n" % number * 50
            os.ftruncate(open_file.fileno(), 0)
            os.pwrite(open_file.fileno(), text, 0)
            open_file.close()
        output, _ = process.communicate(timeout=60)
        self.count("races")
        content = place.content()
        mended = process.returncode == 0
        self.count("races in which the draft was mended first" if mended else "races that the editor won")
        if content != text:
            self.fail(label, "the editor's text is gone: %r, status %d" % (content[:30], process.returncode),
                      output)
        for name in place.left():
            self.count("earlier texts kept beside it")
            if name.encode() not in output:
                self.fail(label, "leaves a temporary file behind", output)

    # ---- signals ----

    def interrupt(self, number):
        """A run over many drafts that is told to end."""
        chance = random.Random(number)
        folder = os.path.join(self.top, "many%d" % number)
        os.makedirs(folder)
        for i in range(120):
            with open(os.path.join(folder, "%03d.md" % i), "wb") as file:
                file.write(OLD)
        ending = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP][number % 3]
        command = [word if word != "1" else str(1 + number % 4) for word in self.command(folder)]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, env=self.environment)
        time.sleep(chance.random() * 0.1)
        process.send_signal(ending)
        status = process.wait(timeout=60)
        self.count("interrupted runs" if status == -ending else "runs that ended before")
        label = "signal %d, run %d" % (ending, number)
        if status not in (0, -ending):
            self.fail(label, "ends with %d" % status)
        for name in os.listdir(folder):
            with open(os.path.join(folder, name), "rb") as file:
                content = file.read()
            if TEMPORARY.match(name):
                self.fail(label, "leaves a temporary file behind")
            elif content not in (OLD, NEW) or (status == 0 and content != NEW):
                self.fail(label, "%s is neither text" % name)
        shutil.rmtree(folder)

    # ---- what the system really refuses ----

    def full_disk(self):
        folder = os.path.join(self.top, "full")
        os.makedirs(folder)
        mounted = self.run(["mount", "-t", "tmpfs", "-o", "size=48k", "none", folder])
        if mounted.returncode != 0:
            print("fix: no file system can be mounted here: a full disk is only simulated")
            return
        try:
            draft = os.path.join(folder, "draft.md")
            with open(draft, "wb") as file:
                file.write(OLD)
            with open(os.path.join(folder, "filler"), "wb", buffering=0) as file:
                try:
                    while file.write(b"x" * 4096):
                        pass
                except OSError:
                    pass
            run = self.run(self.command(draft))
            with open(draft, "rb") as file:
                content = file.read()
            if run.returncode != 2 or content != OLD or b"No space left" not in run.stdout:
                self.fail("full disk", "ends with %d" % run.returncode, run.stdout)
            if len(os.listdir(folder)) != 2:
                self.fail("full disk", "leaves a temporary file behind", run.stdout)
            self.count("refusals of the system")
        finally:
            self.run(["umount", folder])

    def as_nobody(self):
        """Folders and files that a plain user may not write to, or not keep as they are."""
        top = os.path.join(self.top, "nobody")
        os.makedirs(top)
        root = os.geteuid() == 0

        def lower():
            if root:
                os.setgroups([23456])
                os.setgid(23456)
                os.setuid(12345)

        cases = [("folder", 0o555, 0o644, 12345, 23456, b"no file can be made in its folder"),
                 ("file", 0o777, 0o444, 12345, 23456, b"it may not be written to"),
                 ("owner", 0o777, 0o664, 0, 23456, b"its owner cannot be kept")]
        for name, folder_mode, file_mode, owner, group, why in cases:
            if name == "owner" and not root:
                continue
            folder = os.path.join(top, name)
            os.makedirs(folder)
            draft = os.path.join(folder, "draft.md")
            with open(draft, "wb") as file:
                file.write(OLD)
            if root:
                os.chown(draft, owner, group)
                os.chown(folder, 12345, 23456)
            os.chmod(draft, file_mode)
            os.chmod(folder, folder_mode)
            run = self.run(self.command(draft), preexec_fn=lower)
            with open(draft, "rb") as file:
                content = file.read()
            if run.returncode != 2 or content != OLD or why not in run.stdout:
                self.fail("plain user, " + name, "ends with %d" % run.returncode, run.stdout)
            if len(os.listdir(folder)) != 1:
                self.fail("plain user, " + name, "leaves a temporary file behind", run.stdout)
            os.chmod(folder, 0o755)
            self.count("refusals of the system")

    def inherited_acl(self, place):
        """A folder that gives new files an access list: the draft, which has none, gets none."""
        place.reset()
        for name in os.listxattr(place.draft):
            os.removexattr(place.draft, name)
        os.chmod(place.draft, 0o600)
        try:
            os.setxattr(place.folder, "system.posix_acl_default", ACL)
        except OSError:
            print("fix: no access lists here")
            return
        state = place.state()
        run = self.run(self.command(place.draft))
        if run.returncode != 0 or place.state() != state or place.content() != NEW:
            self.fail("inherited access list", "ends with %d" % run.returncode, run.stdout)
        os.removexattr(place.folder, "system.posix_acl_default")


def can_trace():
    return shutil.which("strace") and subprocess.run(
        ["strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "true"], stderr=subprocess.DEVNULL,
        check=False).returncode == 0


def sweep_all(sweep, workers):
    places = [Place(sweep.top, i) for i in range(workers)]
    free = list(places)
    calls = sweep.trace(places[0])
    exchanged = next(i for i, call in enumerate(calls) if call[0] == "renameat2")

    def with_place(function, *arguments):
        with sweep.lock:
            place = free.pop()
        try:
            function(place, *arguments)
        finally:
            with sweep.lock:
                free.append(place)

    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        jobs = [pool.submit(with_place, sweep.try_point, point, exchanged) for point in sweep.points(calls)]
        jobs += [pool.submit(with_place, sweep.race, i) for i in range(8 if sweep.quick else 216)]
        jobs += [pool.submit(sweep.interrupt, i) for i in range(2 if sweep.quick else 60)]
        for job in jobs:
            job.result()
    sweep.inherited_acl(places[0])
    sweep.as_nobody()
    if os.geteuid() == 0:
        sweep.full_disk()
    kept = [name for name, _ in places[0].state()[3]]
    places[0].reset()
    print("fix: kept in each: mode 02640, %s%s" % (
        "a foreign owner, " if os.geteuid() == 0 else "",
        ", ".join(sorted(os.listxattr(places[0].draft))) or "no attributes: there are none here"))
    return kept


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    program = os.path.abspath(os.environ.get("DRAFTLINT", os.path.join(ROOT, "build/release/draftlint")))
    flavour = os.environ.get("FLAVOUR", "release")
    if flavour in ("asan", "tsan"):
        print("fix: not under %s, which cannot be traced" % flavour)
        return 0
    if not can_trace():
        print("fix: strace is missing or may not trace here: nothing is proven")
        return 1
    top = tempfile.mkdtemp(prefix="draftlint-fix-")
    os.chmod(top, 0o755)
    try:
        # Every user may run it.
        copy = shutil.copy(program, os.path.join(top, "draftlint"))
        sweep = Sweep(copy, top, options.quick)
        sweep_all(sweep, max(2, os.cpu_count() or 2))
    finally:
        subprocess.run(["chmod", "-R", "u+rwX", top], check=False)
        shutil.rmtree(top)
    print("fix: " + ", ".join("%d %s" % (count, what) for what, count in sorted(sweep.counts.items())) +
          ", %d failed" % len(sweep.failures))
    return 1 if sweep.failures else 0


if __name__ == "__main__":
    sys.exit(main())
