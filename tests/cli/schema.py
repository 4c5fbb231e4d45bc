#!/usr/bin/env python3
"""The schema of front matter says what draftlint says: each fixture draft and
each id, name and alias of a pack in many spellings validates when draftlint
takes it, and does not when draftlint reports it as unknown, missing or of the
wrong shape. SCHEMA_ALL=1 tries every spelling of every name."""

import json
import os
import re
import subprocess
import sys
import tempfile
import zlib
from glob import glob

import jsonschema
import yaml

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DRAFTLINT = os.environ.get("DRAFTLINT", ROOT + "/build/release/draftlint")
ALL = bool(os.environ.get("SCHEMA_ALL"))

# Findings that a schema can foresee; those that say that the metadata was not read.
FORESEEN = re.compile(r"-(unknown|missing)$|^persona-multiple$|^front-matter-type$|^pain-not-persona$")
NOT_FIELDS = {"field-unknown", "front-matter-missing", "proof-missing", "first-route-missing",
              "next-step-missing", "journey-next-step-missing", "channel-primary-missing"}
UNREAD = {"front-matter-syntax", "front-matter-duplicate-key", "front-matter-executable",
          "front-matter-missing", "encoding-invalid", "limit-reached", "file-unreadable"}

SECTIONS = {"personas": ["persona", "secondary"], "stages": ["stage"], "ctas": ["cta"],
            "channels": ["channels"], "goals": ["goal"], "formats": ["format"], "kinds": ["kind"],
            "journeys": ["journey"], "kpis": ["kpi"], "required": ["covers"]}

# Names that are easy to get wrong: parentheses, separators, marks, numbers.
TRAPS = """
pack: traps
list: first-is-primary
fields:
  stage: [stage, meta.stage, "Buying Stage (old)"]
personas:
  - id: ada
    name: Ada (who runs it)
    aliases: ["Head of Research/Development", "Chen, Ada", "A + B", "R&D"]
    pains: [{id: bills, name: "Bills: $47K?"}, {id: nights}]
    objections: [{id: price, name: "Too dear"}]
  - {id: bo_2, name: 保育士さん, question: "Why?", aliases: [x.y_z, "[bo]", "a|b^c$"]}
stages: [{id: "2024", name: "Twenty 24"}, {id: start, aliases: ["to begin", to do]}, {id: true-end}]
ctas: [{id: call, name: "Call (now)", match: [call us]}]
channels: [{id: post, fit: {}}, {id: mail, name: "E-mail / letter", fit: {}}]
rules: {pain-not-persona: warning, channel-missing: warning, stage-range: error}
"""
PACKS = {"iron-cage": ROOT + "/rules/iron-cage", "jido": ROOT + "/rules/jido", "traps": "traps"}


def run(*arguments):
    done = subprocess.run([DRAFTLINT, *arguments], capture_output=True, text=True)
    if done.returncode == 2 and arguments[0] != "check":
        raise SystemExit(f"schema: {arguments}: {done.stderr}")
    return done.stdout


def front_matter(text):
    match = re.match(r"\ufeff?---\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?$", text, re.S | re.M)
    return match.group(1) if match else None


def plain(value):
    """A date as the text it was, as JSON would hold it."""
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


class TextLoader(yaml.SafeLoader):
    """Every scalar is text but for those that are nothing."""


TextLoader.yaml_implicit_resolvers = {
    first: [(tag, match) for tag, match in resolvers if tag.endswith(":null")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}


def readings(matter):
    """As text, which is how draftlint reads it, and as a reader of YAML types it."""
    for loader in (TextLoader, yaml.SafeLoader):
        try:
            value = yaml.load(matter, loader)
        except (yaml.YAMLError, ValueError):
            return
        if isinstance(value, dict):
            yield plain(value)


def spellings(name):
    words = re.split(r"[-_. ]+", name)
    yield name
    yield name.upper()
    yield "_".join(words).lower()
    yield "".join(word[:1].upper() + word[1:] for word in words)
    yield "-".join(words) + "-"
    yield f"  `{name}` (a remark, with / signs)"
    yield f"**{name}**"
    yield ":" + name
    yield [name]
    yield f"{name}, {name.lower()}"
    # … and what is near, but something else.
    yield name + "x"
    yield "(" + name + ")"
    yield f"{name}, nobody"
    yield [name, "nobody"]
    yield {"is": name}


def generated(pack, base):
    """Front matter with one value each, as Python objects."""
    entries = {}
    for file in glob(pack + "/*.yaml"):
        with open(file) as f:
            for section, items in (yaml.load(f, yaml.BaseLoader) or {}).items():
                if section in SECTIONS:
                    entries[section] = items
    cases = []
    for section, fields in SECTIONS.items():
        for entry in entries.get(section, []):
            cases += [(field, entry, {}) for field in fields]
    for persona in entries["personas"]:
        for pain in persona.get("pains", []):
            cases.append(("pain", pain, {"persona": persona["id"]}))
            cases.append(("pain", pain, {}))
            cases.append(("pain", pain, {"persona": "nobody"}))
        for objection in persona.get("objections", []):
            cases.append(("objection", objection, {"persona": persona["id"]}))
            cases.append(("objection", objection, {}))
    for field, entry, more in cases:
        names = [entry["id"], entry.get("name", entry["id"]), *entry.get("aliases", [])]
        for i, name in enumerate(dict.fromkeys(names)):
            every = list(spellings(name))
            # A few of them, not always the same.
            step = 1 if ALL else 7
            start = 0 if ALL else zlib.crc32(f"{field}{name}".encode()) % step
            for value in every[start::step]:
                yield {**base, **more, field: value}
    first = {s: [e["id"] for e in entries.get(s, [])] for s in SECTIONS}
    for field, ids in (("channels", first["channels"]), ("secondary", first["personas"]),
                       ("persona", first["personas"]), ("stage", first["stages"])):
        for joined in ("{} + {}", "{}/{}", "{} / {}", "{};{}", "{} and {}", "{} -> {}", "{}→{}",
                       "{} to {}", "{}, {},", "{} | {}", "{} & {}", "{} - {}"):
            if len(ids) > 1:
                yield {**base, field: joined.format(*ids)}
        yield {**base, field: ids[:2]}
    for field in base:
        for nothing in (None, "", " ", "none", "TBD", "`-`", "N/A (later)", [], [None], [""],
                        "(none)", 5, True, {}):
            yield {**base, field: nothing}
        yield {k: v for k, v in base.items() if k != field}
        for key in (field.upper(), field[:2] + "_" + field[2:], field + " ", field + "x"):
            yield {key if k == field else k: v for k, v in base.items()}
    yield {**base, "secondary": [None, first["personas"][1], ""]}
    for field in ("goal", "kind", "objection", "secondary"):
        for nothing in (None, "", "todo", [], "zzz", 7):
            yield {**base, field: nothing}
    yield {**base, "title": 5, "date": "2026-01-01", "draft": True, "tags": [1], "unheard": {}}


BASES = {
    "iron-cage": {"persona": "alex", "pain": "production-failures", "stage": "decision",
                  "cta": "contact-sales", "channels": "linkedin"},
    "jido": {"persona": "cto-founder", "stage": "awareness", "cta": "get-building"},
    "traps": {"persona": "ada", "pain": "bills", "stage": "start", "cta": "call",
              "channels": "post"},
}


def write_drafts(folder, pack, base):
    """Every YAML draft of the fixtures, and one for each generated front matter."""
    count = 0
    for path in sorted(glob(ROOT + "/fixtures/**/*.md", recursive=True) +
                       glob(ROOT + "/rules/*/examples/*/*.md")):
        with open(path, encoding="utf-8", errors="surrogateescape", newline="") as f:
            text = f.read()
        if front_matter(text) is not None:
            with open(f"{folder}/f{count:05}.md", "w", errors="surrogateescape", newline="") as f:
                f.write(text)
            count += 1
    for value in generated(pack, base):
        matter = "".join(f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}\n"
                         for k, v in value.items())
        with open(f"{folder}/g{count:05}.md", "w") as f:
            f.write(f"---\n{matter}---\n\nText.\n")
        count += 1
    return count


def judge(name, folder):
    """How many drafts were held against the schema of pack NAME, and the failures."""
    options = ["--no-config", "--pack", PACKS[name]]
    schema = json.loads(run("schema", *options, "--for", folder + "/x.md"))
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    report = json.loads(run("check", *options, "--no-ignore", "-f", "json", folder))
    levels = {line.split()[0]: line.split()[1] for line in run("rules", *options).splitlines()}
    found = {}
    for finding in report["diagnostics"]:
        found.setdefault(finding["path"], set()).add(finding["rule"])
    judged = failed = 0
    verdicts = set()
    for path in sorted(glob(folder + "/*.md")):
        rules = found.get(path, set())
        if rules & UNREAD:
            continue
        wrong = {rule for rule in rules - NOT_FIELDS if FORESEEN.search(rule) and
                 (levels[rule] == "error" or rule.endswith("-unknown"))}
        if "stage-range" in rules and levels["stage-range"] == "error":
            wrong.add("stage-range")
        with open(path, encoding="utf-8", errors="surrogateescape") as f:
            matter = front_matter(f.read())
        both = list(readings(matter))
        for reading in both[:1] if both[:1] == both[1:] else both:
            said = [schema["properties"].get(key, {}).get("$ref", key) for key in reading]
            if len(set(said)) < len(said):
                continue  # of two keys of one field draftlint reads the first, a schema both
            judged += 1
            verdicts.add(bool(wrong))
            if validator.is_valid(reading) == bool(wrong):
                failed += 1
                print(f"FAILED: schema: {name}: {reading}: draftlint says {sorted(wrong)}, "
                      f"the schema says {'nothing' if wrong else 'no'}")
    if verdicts != {True, False}:
        failed += 1
        print(f"FAILED: schema: {name}: all drafts are alike")
    return judged, failed


def main():
    judged = failed = 0
    with tempfile.TemporaryDirectory() as work:
        os.chdir(work)
        os.mkdir("traps")
        with open("traps/pack.yaml", "w") as f:
            f.write(TRAPS)
        for name, pack in PACKS.items():
            os.mkdir("drafts-" + name)
            write_drafts("drafts-" + name, pack, BASES[name])
            more = judge(name, "drafts-" + name)
            judged += more[0]
            failed += more[1]
    print(f"schema: {judged} drafts, {failed} failed")
    return failed > 0


sys.exit(main())
