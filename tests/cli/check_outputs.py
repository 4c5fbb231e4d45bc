"""Reads files that draftlint wrote the way their readers would.

    check_outputs.py [--project FOLDER] [--below FOLDER] [--drafts FOLDER]
                     [--fixed FOLDER] SCHEMA FILE...

The name of a file begins with its format. json and jsonl are held against
SCHEMA (when the jsonschema module is there); every other format must tell what
json beside it tells, or nothing when its name ends in -nothing. No file may hold
a raw control or direction character, or anything that the log reader of a CI
service obeys, but for the commands that are the format itself.

The run was in the folder --below of the project at --project. With --drafts,
where the drafts are, the places in json are held against their bytes, and the
fixes of json, sarif and rdjson against each other, and against what --fix made of
the drafts: with --unsafe-fixes in the folder `all` of --fixed, else in `safe`.
SCHEMAS, if set, names a folder with the schemas of other formats:
sarif.json, rdjson.json, rdjsonl.json, gitlab.json.
"""

import argparse
import json
import os
import re
import sys
import unicodedata
from urllib.parse import unquote_to_bytes

import fixes
import readers

HOSTILE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\U000e0000-\U000e0fff]"
)
COMMAND = re.compile(r"##(\w*)\[")

problems = []


def problem(path, number, text):
    problems.append(f"{path}:{number}: {text}")


# ---- what no report may hold ----


def check_bytes(path, text, kind):
    in_ci = os.path.basename(path) not in ("full", "concise")
    for number, line in enumerate(text.split("\n"), 1):
        found = HOSTILE.search(line)
        if found:
            problem(path, number, f"raw U+{ord(found.group()):04X}")
        if kind == "azure" and line.startswith("##vso["):
            line = line[6:]
        command = in_ci and (readers.github_command(line) or readers.azure_command(line))
        if command and (kind != "github" or command[0] not in ("error", "warning", "notice")):
            problem(path, number, f"a CI service obeys {command[0]}")
        if in_ci and COMMAND.search(line):
            problem(path, number, "a command in the middle of a line")
        if kind != "github" and line.strip().startswith("::"):
            problem(path, number, "a line that a CI runner obeys")


# ---- our own JSON ----


def validator(schema_path):
    try:
        import jsonschema
    except ImportError:
        print("no jsonschema module: the schema is not tried", file=sys.stderr)
        return lambda value: []
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    checker = jsonschema.validators.validator_for(schema)(schema)
    checker.check_schema(schema)
    return lambda value: [str(wrong) for wrong in checker.iter_errors(value)]


def check_json(path, text, kind, errors):
    values = [json.loads(line) for line in text.splitlines()] if kind == "jsonl" else [json.loads(text)]
    for number, value in enumerate(values, 1):
        for wrong in errors(value):
            problem(path, number, wrong)
    if kind == "jsonl" and (values[-1]["type"] != "summary" or next(iter(values[0])) != "type"):
        problem(path, len(values), "the summary is not last, or the type not first")


# ---- what the others must tell ----

SEVERITIES = {
    "azure": {"info": "warning"},
    "github": {"info": "notice"},
    "gitlab": {"error": "major", "warning": "minor"},
    "sarif": {"info": "note"},
    "rdjson": {"error": "ERROR", "warning": "WARNING", "info": "INFO"},
}
SEVERITIES["rdjsonl"] = SEVERITIES["rdjson"]
IN_PROJECT = ("github", "gitlab", "markdown", "rdjson", "rdjsonl", "sarif")
IN_JSON = ("gitlab", "rdjson", "rdjsonl", "sarif")
WITHOUT_COLUMNS = ("github", "gitlab")
MOST_SEVERE_FIRST = ("error", "warning", "notice")


def shown(text):
    """Controls as \\n or \\x1b, bytes that are not UTF-8 as \\xff, what is not seen
    as <U+202E>, but for the joiners."""
    out = ""
    for character in text:
        code = ord(character)
        if 0xDC80 <= code <= 0xDCFF:
            out += f"\\x{code - 0xDC00:02x}"
        elif character in "\t\n\r":
            out += {"\t": "\\t", "\n": "\\n", "\r": "\\r"}[character]
        elif unicodedata.category(character) == "Cc":
            out += f"\\x{code:02x}"
        elif unicodedata.category(character) in ("Cf", "Zl", "Zp", "Cn") and code not in (0x200C, 0x200D):
            out += f"<U+{code:04X}>"
        else:
            out += character
    return out


def expected_path(kind, name, where):
    if kind in IN_PROJECT:
        name = os.path.normpath(os.path.join(os.fsencode(where.below), name))
    elif kind == "azure":
        folder = os.path.join(os.fsencode(where.project), os.fsencode(where.below))
        name = os.path.normpath(os.path.join(folder, name))
    if kind == "sarif":
        return name
    text = name.decode("utf-8", "surrogateescape")
    if kind in IN_JSON:
        return re.sub("[\udc80-\udcff]", "\ufffd", text)
    if kind not in ("azure", "checkstyle") and (text[0] == ":" or text[0].isspace()):
        text = "./" + text
    if kind in ("concise", "full", "github", "grouped", "junit", "markdown"):
        text = re.sub(r":(?=\d+:\d+: )", r"\\x3a", text)
    return shown(text)


def expected_message(kind, finding):
    message = finding["message"]
    if kind == "sarif":
        message += "".join(f"\nnote: {note}" for note in finding["notes"])
        message += f"\nhelp: {finding['help']}" if finding["help"] else ""
    elif kind == "checkstyle":
        message = shown(message)
    elif kind not in IN_JSON:
        message = shown(" ".join(re.split("[ \t\n\r\f\v]+", message.strip(" \t\n\r\f\v"))))
    return message.replace('"', "'") if kind == "concise" else message


def expected(kind, finding, where, incomplete):
    start, end = finding["range"]["start"], finding["range"]["end"]
    severity = SEVERITIES.get(kind, {}).get(finding["severity"], finding["severity"])
    column, end_column, end_line = start["column"], None, None
    if kind == "sarif":
        column, end_column = start["utf16"], end["utf16"]
    elif kind in ("rdjson", "rdjsonl"):
        column, end_column = where.columns(finding)
    elif kind in WITHOUT_COLUMNS:
        column = None
    if kind in IN_JSON:
        end_line = end["line"]
    if kind == "gitlab":
        end_line -= end["column"] == 1 and end_line > start["line"]
        severity = "critical" if severity == "major" and finding["path"] in incomplete else severity
    return readers.Told(
        expected_path(kind, unquote_to_bytes(finding["uri"].removeprefix("file://")), where),
        start["line"],
        column,
        end_line,
        end_column,
        severity,
        finding["rule"],
        expected_message(kind, finding),
    )


def same(got, want):
    """None: not known here, or not told. A string of JSON has lost the bytes that
    are not UTF-8, and text formats show them."""
    if want is None or got == want:
        return True
    lost = isinstance(want, str) and "\ufffd" in want
    pattern = lost and re.escape(want).replace("\ufffd", r"\\x[89a-f][0-9a-f]")
    return bool(lost and isinstance(got, str) and re.fullmatch(pattern, got))


def check_told(path, text, kind, report, where):
    told, wrong = readers.read(kind, text)
    for text in wrong:
        problem(path, 1, text)
    if told is None:
        return
    if kind == "sarif":
        told = [found._replace(path=unquote_to_bytes(found.path)) for found in told]
    incomplete = {error["path"] for error in report["errors"]}
    wanted = [
        expected(kind, finding, where, incomplete)
        for finding in report["diagnostics"]
        if not finding["suppressed"] and finding["baseline"] != "known"
    ]
    if kind == "junit":  # info stands behind the cases of its file
        files = list(dict.fromkeys(found.path for found in wanted))
        wanted.sort(key=lambda found: (files.index(found.path), found.severity == "info"))
    unit = re.search("-(byte|utf16|display)$", path)
    if unit:
        wanted = [found._replace(column=None) for found in wanted]
    if kind == "github":  # the first ten of each severity, then the others
        first = {name: [f for f in wanted if f.severity == name][:10] for name in MOST_SEVERE_FIRST}
        first["notice"] = first["notice"][:9]
        begin = [found for name in MOST_SEVERE_FIRST for found in first[name]]
        wanted = begin + [found for found in wanted if found not in begin]
    if len(told) != len(wanted):
        problem(path, 1, f"{len(told)} findings instead of {len(wanted)}")
    for got, want in zip(told, wanted):
        if not all(map(same, got, want)):
            problem(path, 1, f"{got}\n  instead of {want}")


# ---- the bytes of the drafts ----


class Where:
    """The project, the folder of the run in it, and perhaps the drafts."""

    def __init__(self, arguments):
        self.project = arguments.project
        self.below = arguments.below
        self.drafts = arguments.drafts
        self.fixed = arguments.fixed

    def bytes_of(self, uri, which=None):
        """A draft, or what `--fix` made of it; None when there is none."""
        folder = which and self.fixed and os.path.join(self.fixed, which) or self.drafts
        if not folder:
            return None
        try:
            with open(os.path.join(os.fsencode(folder), unquote_to_bytes(uri)), "rb") as file:
                return file.read()
        except OSError:
            return None

    def columns(self, finding):
        """The columns in bytes, counted here."""
        source = self.bytes_of(finding["uri"])
        if source is None:
            return None, None
        ends = [finding["range"][end]["byte"] for end in ("start", "end")]
        return tuple(fixes.place(source, offset, "bytes")[1] for offset in ends)


def check_places(path, report, where):
    for finding in report["diagnostics"]:
        source = where.bytes_of(finding["uri"])
        for at in finding["range"].values():
            if source is None or finding["path"] in {e["path"] for e in report["errors"]}:
                continue
            for unit in ("column", "utf16"):
                if fixes.place(source, at["byte"], unit) != (at["line"], at[unit]):
                    problem(path, 1, f"{finding['path']}: {unit} of {at}")


def check_fixes(path, report, where):
    """The fixes of three reports, applied by what each of them says, give the
    bytes that --fix wrote."""
    folder = os.path.dirname(path)
    with open(os.path.join(folder, "sarif"), encoding="utf-8") as file:
        sarif = json.load(file)
    with open(os.path.join(folder, "rdjson"), encoding="utf-8") as file:
        rdjson = json.load(file)
    incomplete = {error["path"] for error in report["errors"]}
    for uri, shown_path in {(f["uri"], f["path"]) for f in report["diagnostics"] if f["fixes"]}:
        source = where.bytes_of(uri)
        if source is None:
            continue
        name = os.path.normpath(os.path.join(os.fsencode(where.below), unquote_to_bytes(uri)))
        told = {
            "all": (fixes.by_json(source, report, uri), fixes.by_sarif(source, sarif, name)),
            "safe": (
                fixes.by_json(source, report, uri, only_safe=True),
                fixes.by_rdjson(source, rdjson, name),
            ),
        }
        for which, (first, second) in told.items():
            if first != second:
                problem(path, 1, f"{uri}: {which} fixes of two reports differ")
            written = where.bytes_of(uri, which)
            if where.fixed and written != (source if shown_path in incomplete else first):
                problem(path, 1, f"{uri}: {which} fixes are not what --fix wrote")


def check_foreign_schema(path, text, kind):
    """rdjsonl is held against the schema of one diagnostic."""
    schema = os.path.join(os.environ.get("SCHEMAS", "/nonexistent"), f"{kind}.json")
    if not os.path.exists(schema):
        return
    errors = validator(schema)
    for document in text.splitlines() if kind == "rdjsonl" else [text]:
        for wrong in errors(json.loads(document)):
            problem(path, 1, wrong)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--project", default="/project")
    parser.add_argument("--below", default="docs")
    parser.add_argument("--drafts")
    parser.add_argument("--fixed")
    parser.add_argument("schema")
    parser.add_argument("files", nargs="+")
    arguments = parser.parse_args()
    where = Where(arguments)
    errors = validator(arguments.schema)
    for path in arguments.files:
        kind = os.path.basename(path).split("-")[0]
        with open(path, encoding="utf-8", newline="") as file:
            text = file.read()
        check_bytes(path, text, kind)
        with open(os.path.join(os.path.dirname(path), "json"), encoding="utf-8") as file:
            report = json.load(file)
        if path.endswith("-nothing"):
            report = {"diagnostics": [], "errors": []}
        if kind in ("json", "jsonl"):
            check_json(path, text, kind, errors)
        else:
            check_told(path, text, kind, report, where)
            check_foreign_schema(path, text, kind)
        if kind == "json" and arguments.drafts:
            check_places(path, report, where)
            check_fixes(path, report, where)
    print("\n".join(problems), end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
