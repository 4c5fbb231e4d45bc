#!/usr/bin/env python3
"""What bash, zsh and fish offer for lines that are being typed.

bash and zsh run at a pseudo-terminal: the line is typed, every candidate is
inserted into it (insert-completions, _all_matches), and the line is written
to a file. fish is asked by `complete -C`."""

import os
import pty
import select
import shlex
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PATIENCE = 120

# What is typed after "draftlint ", and what is offered.
CASES = [
    ("ch", {"check"}),
    ("comp", {"completions"}),
    ("completions ", {"bash", "zsh", "fish"}),
    ("check --fail-on ", {"error", "warning", "info"}),
    ("check --fail-on=", {"error", "warning", "info"}),
    ("check --fail-on w", {"warning"}),
    ("check --fail", {"--fail-on"}),
    ("check --no-", {"--no-baseline", "--no-config", "--no-ignore"}),
    ("check -f j", {"json", "jsonl", "junit"}),
    ("check --format=sa", {"sarif"}),
    ("check --format json:con", {"content"}),
    ("check --format=json:not", {"notes.txt"}),
    ("check --config no", {"notes.txt"}),
    ("check --config=no", {"notes.txt"}),
    ("check --pack iron", {"iron-cage"}),
    ("check --pack=st", {"strategy"}),
    ("check --pack ", {"iron-cage", "jido", "content", "strategy"}),
    ("check --color ", {"auto", "always", "never"}),
    ("check --jobs ", set()),
    ("check --changed con", {"content"}),
    ("check --changed=", set()),
    ("check --select persona-mul", {"persona-multiple"}),
    ("check --select persona-missing,stage-r", {"persona-missing,stage-range"}),
    ("check --ignore our-w", {"our-words"}),
    ("check con", {"content"}),
    ("check content/", {"a.md", "b c.md"}),
    ("explain pain-not-t", {"pain-not-top"}),
    ("explain persona:", {"ada", "bo"}),
    ("explain our", {"our-words"}),
    ("explain --pack jido journey:ai", {"ai-feature-team"}),
    ("brief --persona ", {"ada", "bo"}),
    ("brief --format ", {"text", "json"}),
    ("brief --stage=", {"start"}),
    ("init --pack ", {"iron-cage", "jido"}),
    ("rules --zz", set()),
    ("pack ", {"check", "test"}),
    ("baseline ", {"create", "update", "prune"}),
    ("baseline prune con", {"content"}),
    ("pack check ", {"iron-cage", "jido", "content", "strategy"}),
    ("pack check strategy ", set()),
    ("help ex", {"explain"}),
    ("nonsense ", set()),
]

STRATEGY = """pack: strategy
personas:
  - {id: ada, name: "Ada: runs 'it'", question: How?}
  - {id: bo, name: Bo $(touch hurt) `touch hurt`, question: Why?}
stages: [{id: start}]
"""
OUR_WORDS = "extends: existence\nmessage: \"'%s' is not ours\"\ntokens: [synergy]\n"


def tail(word):
    """What every shell shows of a candidate: not all repeat what stood before it,
    nor mark folders."""
    name = word.rstrip("/")
    for separator in "/:=":
        name = name.rsplit(separator, 1)[-1]
    return name


class Terminal:
    """A shell at a pseudo-terminal that writes its line to a file."""

    def __init__(self, command, environment, setup, insert, dump, kept):
        self.kept = kept
        self.insert = insert
        self.dump = dump
        pid, self.fd = pty.fork()
        if pid == 0:
            os.execvpe(command[0], command, environment)
        self.pid = pid
        self.send(setup)
        self.ask("")  # waits for the setup

    def send(self, text):
        os.write(self.fd, text.encode())

    def ask(self, line):
        if os.path.exists(self.kept):
            os.unlink(self.kept)
        self.send(line + self.insert + self.dump)
        end = time.time() + PATIENCE
        while time.time() < end:
            if select.select([self.fd], [], [], 0.01)[0]:
                try:
                    os.read(self.fd, 65536)
                except OSError:
                    break
            if os.path.exists(self.kept):
                with open(self.kept) as f:
                    text = f.read()
                if text.endswith("\n"):
                    return text[:-1]
        raise SystemExit(f"completions: {line!r}: no answer")

    def offers(self, line):
        typed = line.rsplit(" ", 1)[0] + " "
        text = self.ask(line)
        if not text.startswith(typed):
            raise SystemExit(f"completions: {line!r} became {text!r}")
        words = shlex.split(text[len(typed):])
        return words if text != line else []

    def close(self):
        os.close(self.fd)
        os.waitpid(self.pid, 0)


def bash(work, environment, setup=""):
    kept = work + "/bash.line"
    return Terminal(
        ["bash", "--norc", "--noprofile", "-i"], environment,
        setup + "bind 'set mark-directories on'; bind 'set bell-style none'; "
        f". {ROOT}/share/completions/draftlint.bash; "
        "show() { printf '%s\\n' \"$READLINE_LINE\" >" + kept + ".new; "
        f"mv {kept}.new {kept}; READLINE_LINE=; }}; "
        "bind -x '\"\\C-xd\": show'\n", "\033*", "\030d", kept)


def bash_unsplit(work, environment):
    """As those have it who want words to be words."""
    return bash(work, environment, "COMP_WORDBREAKS=' '; ")


def zsh(work, environment):
    kept = work + "/zsh.line"
    functions = work + "/functions"
    os.mkdir(functions)
    shutil.copy(ROOT + "/share/completions/draftlint.zsh", functions + "/_draftlint")
    return Terminal(
        ["zsh", "-f", "-i"], environment,
        f"fpath=({functions} $fpath); autoload -U compinit; compinit -D -u; unsetopt beep; "
        "zle -C all-matches complete-word _generic; "
        "zstyle ':completion:all-matches::::' completer _all_matches _complete; "
        "zstyle ':completion:all-matches:*' insert true; "
        f"show() {{ print -r -- $BUFFER >{kept}.new; mv {kept}.new {kept}; BUFFER=; }}; "
        "zle -N show; bindkey '^Xa' all-matches; bindkey '^Xd' show\n", "\030a", "\030d", kept)


class Fish:
    def __init__(self, work, environment):
        self.environment = environment

    def offers(self, line):
        script = f"source {ROOT}/share/completions/draftlint.fish; complete -C {shlex.quote(line)}"
        run = subprocess.run(["fish", "--no-config", "-c", script], env=self.environment,
                             capture_output=True, text=True, check=True)
        if run.stderr:
            raise SystemExit("completions: fish: " + run.stderr)
        return [text.split("\t")[0] for text in run.stdout.splitlines()]

    def close(self):
        pass


def make_tree(work):
    for folder in ("tree/content", "tree/strategy/prose", "bin", "home"):
        os.makedirs(f"{work}/{folder}")
    os.symlink(os.environ["DRAFTLINT"], work + "/bin/draftlint")
    for name, text in {
        "draftlint.yaml": "pack: strategy\n", "notes.txt": "", "content/a.md": "",
        "content/b c.md": "", "strategy/pack.yaml": STRATEGY,
        "strategy/prose/our-words.yml": OUR_WORDS,
    }.items():
        with open(work + "/tree/" + name, "w") as f:
            f.write(text)
    os.chdir(work + "/tree")


def main():
    failed = 0
    with tempfile.TemporaryDirectory() as work:
        make_tree(work)
        environment = {
            "PATH": work + "/bin:" + os.environ["PATH"], "HOME": work + "/home", "TERM": "vt100",
            "LC_ALL": "C.UTF-8", "COLUMNS": "4000", "LINES": "50", "INPUTRC": "/dev/null",
            "PS1": "", "TMPDIR": work,
        }
        shells = {"bash": bash, "bash, unsplit": bash_unsplit, "zsh": zsh, "fish": Fish}
        for name, start in shells.items():
            shell = start(work, environment)
            for line, expected in CASES:
                offered = {tail(word) for word in shell.offers("draftlint " + line)}
                if offered != {tail(word) for word in expected}:
                    print(f"FAILED: completions: {name}: {line!r}: {sorted(offered)}, "
                          f"expected {sorted(expected)}")
                    failed += 1
            shell.close()
        if os.path.exists("hurt"):
            print("FAILED: completions: the name of an entry was run")
            failed += 1
    print(f"completions: {len(CASES) * len(shells)} cases, {failed} failed")
    return failed > 0


sys.exit(main())
