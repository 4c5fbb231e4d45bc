"""The drafts that every format, and every editor, is tried on.

    corpus.py FOLDER

writes the content repository FOLDER, with the strategy of fixtures/cli. The
mistakes are a misspelt stage, which can be mended, and a word that a prose rule
knows; what is around them is what reports and their readers stumble over.
"""

import os
import shutil
import sys

GOOD = "---\npersona: alex\npain: costs\nstage: decision\n---\n\nWhat it costs.\n"

# Text that means something to those who read a report.
HOSTILE = [
    "::error file=app.js::x",
    "x ::stop-commands::y",
    "##[add-mask]x",
    "##vso[task.complete]x",
    "##teamcity[x]",
    "%0A%25%AZP25",
    "]]>",
    "{0}",
    "{x}}",
    "[x](1)",
    "\x1b[31m",
    "\x9b",
    "\u202e",
    "\u2028",
    "\ufeff",
    "=cmd()",
    "<script>alert(1)</script>",
    "&lt;",
    "a | b",
    "a*b*_c_~~d~~`e`",
    "@nobody #1 $x$ !x",
    'say "x", x: 3:4: error: y [z]',
    "a\nb\tc",
    "\ufffe",
    "日本語 é e\u0301 👩\u200d👩\u200d👧",
]

# Names, as bytes: a file system takes all of them.
NAMES = [
    b"a b.md",
    b"a: b.md",
    b"a:3:4: error: c.md",
    b"it's \"quoted\".md",
    "\u00fcmlaut \u65e5\u672c.md".encode(),
    b"line\n::error file=app.js::x.md",
    b"esc\x1b[31m\x9b.md",
    b"byte\xff.md",
    b"%0A%41,;].md",
    b"##[error]x.md",
    b"::error::x.md",
    b" blank.md",
    b"-rf.md",
    b"=cmd().md",
    b"<b>&amp;|`*.md",
    "\u202e\u200bhidden.md".encode(),
]


def draft(stage="decison", text="We leverage it.", end="\n"):
    return GOOD.replace("decision", stage).replace("What it costs.", "What it costs. " + text).replace("\n", end)


DRAFTS = {
    "ascii.md": draft(),
    "cjk.md": draft(text="日本語の文章 leverage、synergy。"),
    "emoji.md": draft(text="👩\u200d👩\u200d👧\u200d👦 🇩🇪 leverage 👍🏽 synergy"),
    "combining.md": draft(text="e\u0301 a\u0308\u0323 leverage n\u0303 synergy"),
    "crlf.md": draft(end="\r\n"),
    "cr.md": draft(end="\r"),
    "bom.md": "\ufeff" + draft(),
    "bom-crlf.md": "\ufeff" + draft(text="日本 leverage", end="\r\n"),
    "bom-bare.md": "\ufeffWe leverage it.\n",
    "tabs.md": draft(text="x\tleverage\tsynergy"),
    "long.md": draft(text="A paragraph on one line. " * 200 + "We leverage it. " + "And so on. " * 20),
    "long-cjk.md": draft(text="段落は一行です。" * 200 + " leverage " + "続き。" * 100),
    "lines.md": draft(text="We\nleverage\nit."),
    "no-end.md": draft().rstrip("\n"),
    "empty.md": "",
    "bare.md": "We leverage it.\n",
    "unclosed.md": GOOD.split("---\n\n")[0],
    "clean.md": GOOD,
    "excused.md": draft(text="\n\n<!-- draftlint-disable-next-line buzzwords -- \"::error::\" ##[x] {0} -->\nWe leverage it."),
    "many.md": draft(text="leverage " * 30),
}


def quoted(text):
    """TEXT as a double-quoted scalar of YAML."""
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
    return '"' + "".join(
        escapes.get(c) or (c if c.isprintable() else f"\\u{ord(c):04x}") for c in text
    ) + '"'


def write(folder, name, content):
    path = os.path.join(os.fsencode(folder), os.fsencode(name))
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())


def main():
    folder = sys.argv[1]
    fixtures = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../fixtures/cli")
    os.makedirs(os.path.join(folder, "drafts"))
    shutil.copytree(os.path.join(fixtures, "strategy"), os.path.join(folder, "strategy"))
    write(folder, "draftlint.yaml", "pack: strategy\n")
    drafts = os.path.join(folder, "drafts")
    for name, content in DRAFTS.items():
        write(drafts, name, content)
    for number, text in enumerate(HOSTILE):
        write(drafts, f"hostile-{number:02}.md", draft(quoted(text), "We leverage " + text + ": synergy"))
    for name in NAMES:
        write(drafts, name, draft())
    write(drafts, "invalid.md", draft().encode().replace(b"leverage", b"lever\xffage"))
    write(drafts, "nul.md", draft().encode().replace(b"leverage", b"lever\0age"))


if __name__ == "__main__":
    main()
