"""Reads the HTML and Markdown reports of audits as their readers do.

    audit_pages.py make FOLDER [hostile]   a library with every section's matter
    audit_pages.py read FOLDER...          its page.html and summary.md
    audit_pages.py same CLEAN HOSTILE      the same elements with the same attributes, and in
                                           summary.html, if it is there
    audit_pages.py bare PAGE               the page without its style and script
"""
import base64
import collections
import hashlib
import html.parser
import json
import os
import re
import sys

VOID = {"meta", "br", "rect", "input"}
ATTRIBUTES = {
    "align", "aria-hidden", "aria-label", "aria-labelledby", "aria-pressed", "autocomplete", "charset", "class",
    "content", "data-columns", "data-id", "data-order", "data-rows", "height", "href", "http-equiv", "id",
    "lang", "name", "preserveaspectratio", "role", "scope", "start", "tabindex", "type", "value",
    "viewbox", "width", "x"}
HOSTILE = [
    '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", '</style><b>bold',
    '</title></head><body onload=alert(1)>', ']]><!-- ', '&lt;&#60;&amp', 'javascript:alert(1)', '-->',
    '\u202egnp.exe', '\u200b\u2066', '[a](javascript:b)', '| cell | ## @all #1 ![x](y)', '<svg/onload=alert(1)>',
    '{{7*7}}${7*7}', '::error::x', '##[add-mask]x', '</table><h1>', '\u2028', '~~gone~~ __b__ *i*', '=cmd()|x']
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")

failed = 0


def expect(what, good, seen=""):
    global failed
    if not good:
        failed += 1
        print(f"FAILED: audit pages: {what}" + (f": {seen}" if seen != "" else ""))


# ---- a library ----

class Names:
    """A text for each place where an author may write what he likes."""

    def __init__(self, hostile):
        self.hostile = hostile
        self.given = 0

    def __call__(self, plain):
        self.given += 1
        return f"{plain} {HOSTILE[self.given % len(HOSTILE)] if self.hostile else 'text'}"

    def file(self, plain):
        self.given += 1
        text = HOSTILE[self.given % len(HOSTILE)].replace("/", "_")
        return f"{plain}{text}\n\x1b.md" if self.hostile else f"{plain}.md"


def pack(say):
    people = [{"id": who, "name": say(who.title()), "group": group, "pains": [
        {"id": f"{who}-{n}", "name": say(f"Pain {n}"), "keywords": [f"pain {n}"]} for n in range(4)],
        "objections": [{"id": f"{who}-no", "name": say("Too dear"), "counter": say("It pays")}]}
        for who, group in (("ada", "makers"), ("ben", "makers"), ("cyd", "payers"))]
    return {
        "pack": "garden", "title": say("A garden of content"), "version": say("3"), "reviewed": "2025-01-01",
        "review": "monthly", "site": "https://garden.example",
        "groups": [{"id": "makers", "name": say("Makers"), "share": 50},
                   {"id": "payers", "name": say("Payers"), "share": 50}],
        "personas": people,
        "stages": [{"id": stage, "name": say(stage.title())} for stage in ("sow", "grow", "reap")],
        "channels": [{"id": "mail", "name": say("Mail"), "fit": {"ada": {"stars": 3}}},
                     {"id": "forum", "name": say("Forum"), "fit": {"ben": {"stars": 3}, "cyd": {"stars": 1}}}],
        "ctas": [{"id": "try-it", "name": say("Try it"), "stages": ["sow", "grow"], "match": ["try it"]},
                 {"id": "buy-it", "name": say("Buy it"), "stages": ["reap"], "match": ["buy it"]}],
        "goals": [{"id": "more", "name": say("More of it"), "mix": {"ada": 80, "cyd": 20}}],
        "routes": [{"files": "content/*.md", "route": "/{name}"}],
        "pages": ["/"], "retired": ["/gone"],
        "journeys": [{"id": "walk", "name": say("A walk"), "goal": say("See it all"),
                      "path": ["/", "/a", "/b", "/gone", "/never", "/d"]}],
        "required": [{"id": "map", "name": say("A map"), "routes": ["/nowhere"]},
                     {"id": "tour", "name": say("A tour"), "routes": ["/a"]}],
    }


def draft(say, number, **fields):
    meta = {"title": say(f"Article {number}"), "persona": "ada", "pain": "ada-0", "stage": "sow", "cta": "try-it",
            "channels": ["mail"], "date": "2024-03-05", **fields}
    lines = ["---", *(f"{key}: {json.dumps(value)}" for key, value in meta.items()), "---", "",
             f"# Article {number}", "", "Pain 0 is what this is about. " * 8,
             f"It leads [on](/{fields.get('to', 'lost')}). Try it.", ""]
    return "\n".join(lines)


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(text)


def make(folder, hostile):
    say = Names(hostile)
    write(f"{folder}/garden/pack.yaml", json.dumps(pack(say), indent=1))
    write(f"{folder}/draftlint.yaml", json.dumps({
        "pack": "garden", "include": ["content/**"],
        "audit": {"stale-after": "180d", "gates": {"coverage": 50, "links": 0, "orphans": 100}}}))
    for number, (name, fields) in enumerate((
            ("a", {}), ("b", {"draft": True}), ("d", {"persona": "cyd", "pain": "cyd-1", "stage": "reap", "cta": "buy-it"}),
            (None, {"persona": say("nobody"), "goal": "more", "journey": "walk"}),
            (None, {"cta": "buy-it", "channels": ["mail", "forum"], "review": "2026-01-01"}),
            (None, {"pain": say("what pain"), "stage": None, "to": "lost\"'&amp;#<b>" if say.hostile else "lost"}),
            (None, {"persona": "ben", "pain": "ben-3", "date": "2026-06-01", "covers": ["tour"]}))):
        write(f"{folder}/content/" + (f"{name}.md" if name else say.file(f"file{number}")),
              draft(say, number, **fields))


# ---- the page ----

class Page(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open = []
        self.elements = collections.Counter()
        self.ids = []
        self.named = []
        self.links = []
        self.tables = []
        self.policy = ""
        self.inline = {"style": [], "script": []}
        self.feed(text)
        self.close()
        expect("every element is closed", not self.open, self.open)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        expect("no attribute twice", len(attributes) == len(attrs), attrs)
        self.elements[(tag, *sorted(attributes))] += 1
        for name, value in attrs:
            expect("a known attribute", name in ATTRIBUTES, name)
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if "aria-labelledby" in attributes:
            self.named.append(attributes["aria-labelledby"])
        if "href" in attributes:
            self.links.append(attributes["href"])
        if attributes.get("http-equiv") == "Content-Security-Policy":
            self.policy = attributes["content"]
        if tag == "table":
            self.tables.append(collections.Counter())
        if self.tables and tag in ("caption", "th", "td"):
            self.tables[-1][tag] += 1
            self.tables[-1]["scope"] += "scope" in attributes
        if tag in self.inline:
            self.inline[tag].append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        expect("an empty element", tag in VOID, tag)

    def handle_endtag(self, tag):
        expect("elements nest", self.open and self.open[-1] == tag, (self.open[-3:], tag))
        if self.open:
            self.open.pop()

    def handle_data(self, data):
        if self.open and self.open[-1] in self.inline:
            self.inline[self.open[-1]][-1] += data

    def handle_comment(self, data):
        expect("no comment", False, data)


def read_page(path):
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    page = Page(text)
    expect("nothing unseen", not UNSEEN.search(text), ascii(UNSEEN.findall(text)[:5]))
    policy = dict(part.strip().split(" ", 1) for part in page.policy.split(";"))
    expect("nothing is loaded", policy.get("default-src") == "'none'", page.policy)
    for tag in ("style", "script"):
        expect(f"one {tag}", len(page.inline[tag]) == 1)
        digest = base64.b64encode(hashlib.sha256(page.inline[tag][0].encode()).digest()).decode()
        expect(f"the policy allows this {tag} alone", policy.get(f"{tag}-src") == f"'sha256-{digest}'", policy)
    expect("no address in the style", "url(" not in text and "@import" not in text)
    expect("ids are unique", len(set(page.ids)) == len(page.ids))
    expect("what names something is there", set(page.named) <= set(page.ids), set(page.named) - set(page.ids))
    for link in page.links:
        expect("a link leads into the page or to a file beside it",
               link[1:] in page.ids if link.startswith("#") else re.fullmatch(r"[\w%.~/-]+", link, re.ASCII)
               and not link.startswith("/"), link)
    for table in page.tables:
        expect("a table has its caption and headings", table["caption"] == 1 and table["th"] == table["scope"] > 1, table)
    return page


# ---- the summary ----

def read_summary(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    lines = text.splitlines()
    expect("a summary is short", len(lines) <= 200, len(lines))
    expect("nothing unseen", not UNSEEN.search(text.replace("@\u200b", "")), path)
    columns = 0
    for line in lines:
        cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
        expect("rows of a table are alike", not columns or not cells or cells == columns, line)
        columns = cells
    tags = set(re.findall(r"<[^>]*>?", text))
    expect("no elements but code", tags <= {"<code>", "</code>"}, tags)
    expect("no links", not re.search(r"(?<!\\)\]\(", text), path)
    expect("nobody is mentioned", not re.search(r"@\w", text), path)
    expect("it says what it left out", "Left out here: " in text)


def read_rendered(path):
    with open(path, encoding="utf-8") as file:
        return Page(file.read()).elements


def main(command, *arguments):
    if command == "make":
        make(arguments[0], len(arguments) > 1)
    elif command == "read":
        for folder in arguments:
            read_page(f"{folder}/page.html")
            read_summary(f"{folder}/summary.md")
    elif command == "same":
        clean, hostile = (read_page(f"{folder}/page.html").elements for folder in arguments)
        expect("hostile text makes no elements", clean == hostile, (clean - hostile, hostile - clean))
        if os.path.exists(f"{arguments[0]}/summary.html"):
            clean, hostile = (read_rendered(f"{folder}/summary.html") for folder in arguments)
            expect("hostile text makes no markup", clean == hostile, (clean - hostile, hostile - clean))
    elif command == "bare":
        with open(arguments[0], encoding="utf-8", newline="") as file:
            text = re.sub(r"<(style|script)>.*?</\1>", r"<\1></\1>", file.read(), flags=re.S)
        text = re.sub(r"sha256-[^']*", "sha256-", text)
        sys.stdout.write(re.sub(r"(Made by draftlint</dt><dd>)[^<]*", r"\1VERSION", text))
    return 1 if failed else 0


sys.exit(main(*sys.argv[1:]))
