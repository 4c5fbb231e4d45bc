"""Reads files that draftlint wrote the way their readers would.

    check_outputs.py SCHEMA FILE...

A file whose name begins with json or jsonl is parsed and held against SCHEMA
(when the jsonschema module is there), one that begins with concise against the
matcher of editors and problem matchers. None may hold a raw control or
direction character, or anything that the log reader of a CI service obeys.
"""

import json
import os
import re
import sys

MATCHER = re.compile(
    r"^(?!\s)(.+?):(\d+):(\d+):\s+(error|warning|info|note):\s+(.*?)"
    r"(?:\s+\[([A-Za-z0-9_.-]+)\])?$"
)
# What ECMAScript's "." does not match, besides "\n".
LINE_ENDS = re.compile("[\r\u2028\u2029]")
HOSTILE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\U000e0000-\U000e0fff]"
)
COMMAND = re.compile(r"##(\w*)\[")

problems = []


def problem(path, number, text):
    problems.append(f"{path}:{number}: {text}")


def check_bytes(path, text):
    in_ci = os.path.basename(path) not in ("full", "concise")
    for number, line in enumerate(text.split("\n"), 1):
        found = HOSTILE.search(line)
        if found:
            problem(path, number, f"raw U+{ord(found.group()):04X}")
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
    print("\n".join(problems), end="\n" if problems else "")
    return 1 if problems else 0


sys.exit(main())
