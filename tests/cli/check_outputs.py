"""Reads files that draftlint wrote the way their readers would.

    check_outputs.py SCHEMA FILE...

A file whose name begins with json or jsonl is parsed and held against SCHEMA
(when the jsonschema module is there), one that begins with concise against the
matcher of editors and problem matchers. The formats for other programs are
parsed as those do and must tell what json beside them tells; SCHEMAS, if set,
names a folder with the schemas sarif.json, rdjson.json and gitlab.json. None
may hold a raw control or direction character, or anything that the log reader
of a CI service obeys, but for the commands that are the format itself.
"""

import json
import os
import re
import sys
import xml.etree.ElementTree as xml

MATCHER = re.compile(
    r"^(?!\s)(.+?):(\d+):(\d+):\s+(error|warning|info|note):\s+(.*?)"
    r"(?:\s+\[([A-Za-z0-9_.-]+)\])?$"
)
# What ECMAScript's "." does not match, besides "\n".
LINE_ENDS = re.compile("[\r\u2028\u2029]")
MATCHER_LINES = re.compile(r"^\S.*?:\d+:\d+: (?:error|warning|info): .*\]$", re.M)
HOSTILE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\U000e0000-\U000e0fff]"
)
COMMAND = re.compile(r"##(\w*)\[")

# As GitHub's runner and Azure's agent read a line.
WORKFLOW = re.compile(r"^::(error|warning|notice) (title=[^:]*?)::(.*)$")
LOGISSUE = re.compile(r"^##vso\[task\.logissue type=(error|warning);([^\]]*)\](.*)$")
ESCAPED = {
    "github": (re.compile(r"%(?!25|0A|3A|2C)"), re.compile(r"%(?!25|0A)")),
    "azure": (re.compile(r"%(?!AZP25|5D|3B)"), re.compile(r"%(?!AZP25)")),
}

problems = []


def problem(path, number, text):
    problems.append(f"{path}:{number}: {text}")


def check_bytes(path, text):
    in_ci = os.path.basename(path) not in ("full", "concise")
    kind = os.path.basename(path).split("-")[0]
    for number, line in enumerate(text.split("\n"), 1):
        found = HOSTILE.search(line)
        if found:
            problem(path, number, f"raw U+{ord(found.group()):04X}")
        if kind == "github" and WORKFLOW.match(line):
            continue
        if kind == "azure" and LOGISSUE.match(line):
            line = "|" + LOGISSUE.match(line).group(3)
        if line.strip().startswith("::"):
            problem(path, number, "a line that a CI runner obeys")
        if in_ci and COMMAND.search(line):
            problem(path, number, "a command in the middle of a line")


def check_concise(path, text):
    for number, line in enumerate(text.split("\n")[:-1], 1):
        found = MATCHER.match(line)
        if not found or not found.group(6) or LINE_ENDS.search(line):
            problem(path, number, "not matched")
        elif '"' in found.group(5):
            problem(path, number, "a double quote in the message")


def validator(schema_path):
    try:
        import jsonschema
    except ImportError:
        print("no jsonschema module: the schema is not tried", file=sys.stderr)
        return lambda value: None
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator(schema)

    def errors(value):
        found = next(checker.iter_errors(value), None)
        return found and str(found)

    return errors


def check_json(path, text, errors):
    lines = os.path.basename(path).startswith("jsonl")
    values = [json.loads(line) for line in text.splitlines()] if lines else [json.loads(text)]
    for number, value in enumerate(values, 1):
        wrong = errors(value)
        if wrong:
            problem(path, number, wrong)
    if lines and (values[-1]["type"] != "summary" or next(iter(values[0])) != "type"):
        problem(path, len(values), "the summary is not last, or the type not first")


def check_commands(path, text, kind, pattern):
    """The findings that the commands of TEXT tell: [(properties, message)]."""
    told = []
    for number, line in enumerate(text.split("\n")[:-1], 1):
        found = pattern.match(line)
        if not found:
            if kind == "azure":
                problem(path, number, "not a command")
            continue
        entries = found.group(2).split("," if kind == "github" else ";")
        properties = dict(entry.split("=", 1) for entry in entries if entry)
        if ESCAPED[kind][0].search(found.group(2)) or ESCAPED[kind][1].search(found.group(3)):
            problem(path, number, "a bare percent sign")
        if COMMAND.search(found.group(3)):
            problem(path, number, "a command in the middle of a line")
        told.append((found.group(1), properties, found.group(3)))
    return told


def check_github(path, text):
    told = check_commands(path, text, "github", WORKFLOW)
    for kind in ("error", "warning", "notice"):
        if sum(command == kind for command, _, _ in told) > 10:
            problem(path, 1, f"more than ten of {kind}")
    for _, properties, message in told:
        if "endLine" in properties and properties["endLine"] != properties["line"]:
            if "col" in properties:
                problem(path, 1, "columns of several lines")
        if "file" in properties:
            name = re.sub("%(3A|2C)", lambda hit: chr(int(hit[1], 16)), properties["file"])
            if not message.startswith(f"{name}:{properties['line']}:"):
                problem(path, 1, f"{name} is not repeated in the message")
    plain = sum(bool(MATCHER.match(line)) for line in text.split("\n") if line[:2] != "::")
    return sum("file" in properties for _, properties, _ in told) + plain


def check_azure(path, text):
    told = check_commands(path, text, "azure", LOGISSUE)
    return sum("sourcepath" in properties for _, properties, _ in told)


def check_sarif(path, text):
    (run,) = json.loads(text)["runs"]
    described = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    if described != sorted({result["ruleId"] for result in run["results"]}):
        problem(path, 1, "the rules are not those of the results")
    if not all(rule["help"]["text"] for rule in run["tool"]["driver"]["rules"]):
        problem(path, 1, "a rule without help")
    for result in run["results"]:
        if re.search(r"(?<!\{)\{(?!\{)|\]\(", result["message"]["text"]):
            problem(path, 1, "a place for an argument, or a link")
    return sum(not result["suppressions"] for result in run["results"])


def check_gitlab(path, text):
    entries = json.loads(text)
    for entry in entries:
        lines = entry["location"]["lines"]
        if not 1 <= lines["begin"] <= lines["end"] or not entry["location"]["path"]:
            problem(path, 1, f"a bad place: {entry}")
    return len(entries)


def check_checkstyle(path, text):
    errors = xml.fromstring(text).findall("file/error")
    return sum(error.get("source") != "draftlint.run" for error in errors)


def check_junit(path, text):
    root = xml.fromstring(text)
    for element in [root, *root.findall("testsuite")]:
        for name, what in (
            ("tests", "testcase"),
            ("failures", "failure"),
            ("errors", "error"),
            ("skipped", "skipped"),
        ):
            if int(element.get(name)) != len(list(element.iter(what))):
                problem(path, 1, f"the number of {name} is wrong")
    told = "".join(element.text for element in root.iter("system-out"))
    return len(list(root.iter("failure"))) + len(MATCHER_LINES.findall(told))


def check_grouped(path, text):
    return len(re.findall(r"^  \d+:\d+ +(?:error|warning|info) +\S.*?\S  \S+$", text, re.M))


def check_markdown(path, text):
    rows = [line for line in text.split("\n") if line.startswith("| ")]
    for row in rows:
        if len(re.findall(r"(?<!\\)\|", row)) != 5:
            problem(path, 1, f"not four cells: {row}")
    return max(len(rows) - 2, 0)


READERS = {
    "azure": check_azure,
    "checkstyle": check_checkstyle,
    "github": check_github,
    "gitlab": check_gitlab,
    "grouped": check_grouped,
    "junit": check_junit,
    "markdown": check_markdown,
    "rdjson": lambda path, text: len(json.loads(text)["diagnostics"]),
    "rdjsonl": lambda path, text: len([json.loads(line) for line in text.splitlines()]),
    "sarif": check_sarif,
}


def check_told(path, text, kind):
    """Every finding that is not suppressed is told, and nothing else is."""
    wanted = 0
    if not path.endswith("-nothing"):
        with open(os.path.join(os.path.dirname(path), "json"), encoding="utf-8") as file:
            wanted = sum(not found["suppressed"] for found in json.load(file)["diagnostics"])
    told = READERS[kind](path, text)
    if told != wanted:
        problem(path, 1, f"{told} findings instead of {wanted}")


def check_foreign_schema(path, text, kind):
    schema = os.path.join(os.environ.get("SCHEMAS", "/nonexistent"), f"{kind}.json")
    if not os.path.exists(schema):
        return
    import jsonschema

    with open(schema, encoding="utf-8") as file:
        checker = jsonschema.validators.validator_for(content := json.load(file))(content)
    for wrong in checker.iter_errors(json.loads(text)):
        problem(path, 1, str(wrong))


def main():
    errors = validator(sys.argv[1])
    for path in sys.argv[2:]:
        with open(path, "rb") as file:
            text = file.read().decode("utf-8")
        check_bytes(path, text)
        if os.path.basename(path).startswith("concise"):
            check_concise(path, text)
        if os.path.basename(path).startswith("json"):
            check_json(path, text, errors)
        kind = os.path.basename(path).split("-")[0]
        if kind in READERS:
            check_told(path, text, kind)
            check_foreign_schema(path, text, kind)
    print("\n".join(problems), end="\n" if problems else "")
    return 1 if problems else 0


sys.exit(main())
