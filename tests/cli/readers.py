"""What a report says to those it is made for.

read(kind, text) reads TEXT the way its readers do and gives what they are told,
a list of Told, and the list of what they could not take. Written from what the
services and their agents document, not from what draftlint does.
"""

import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as xml
from typing import NamedTuple, Optional

# Editors, and problem matchers: the frozen grammar of a line.
MATCHER = re.compile(
    r"^(?!\s)(.+?):(\d+):(\d+):\s+(error|warning|info|note):\s+(.*?)"
    r"(?:\s+\[([A-Za-z0-9_.-]+)\])?$"
)


class Told(NamedTuple):
    """One finding; what a format has no place for is None. Ends are exclusive."""

    path: object
    line: int
    column: Optional[int] = None
    end_line: Optional[int] = None
    end_column: Optional[int] = None
    severity: Optional[str] = None
    rule: Optional[str] = None
    message: Optional[str] = None


# ---- logs of CI services ----

GITHUB_COMMANDS = {
    "error", "warning", "notice", "debug", "group", "endgroup", "add-mask", "add-matcher",
    "remove-matcher", "add-path", "set-env", "set-output", "save-state", "echo", "stop-commands",
    "internal-set-repo-path",
}  # fmt: skip


def replace_all(text, escapes):
    for escaped, plain in escapes:
        text = text.replace(escaped, plain)
    return text


def github_command(line):
    """(name, properties, data) of a line, or None: `::name key=value,...::data`
    after blanks, else `##[name key=value;...]data` anywhere."""
    data_escapes = [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]
    escapes = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]
    bare = line.lstrip()
    end = bare.find("::", 2)
    if bare.startswith("::") and end >= 0:
        name, _, rest = bare[2:end].partition(" ")
        entries = [entry.split("=", 1) for entry in rest.split(",") if "=" in entry]
        properties = {key.strip(): replace_all(value, escapes) for key, value in entries}
        return name, properties, replace_all(bare[end + 2 :], data_escapes)
    begin = line.find("##[")
    end = line.find("]", begin)
    if begin >= 0 and end >= 0:
        name = line[begin + 3 : end].split(" ", 1)[0]
        if name.lower() in GITHUB_COMMANDS:
            return name, None, line[end + 1 :]
    return None


def azure_command(line):
    """(name, properties, data) of a line with `##vso[area.name key=value;...]data`
    anywhere, or None."""
    escapes = [("%3B", ";"), ("%0D", "\r"), ("%0A", "\n"), ("%5D", "]"), ("%AZP25", "%")]
    begin = line.lower().find("##vso[")
    end = line.find("]", begin)
    if begin < 0 or end < 0:
        return None
    name, _, rest = line[begin + 6 : end].partition(" ")
    entries = [entry.split("=", 1) for entry in rest.split(";") if "=" in entry]
    properties = {key.strip(): replace_all(value, escapes) for key, value in entries}
    return name, properties, replace_all(line[end + 1 :], escapes)


def without_breaks(text):
    """Text that is no command of a log has a space of no width in it."""
    return text.replace("\u200b", "")


def read_github(text, wrong):
    told = []
    shown = {"error": 0, "warning": 0, "notice": 0}
    for line in text.split("\n")[:-1]:
        command = github_command(line)
        matched = MATCHER.match(without_breaks(line))
        if not command and matched:  # those that are too many for annotations
            path, at, _, severity, message, rule = matched.groups()
            severity = {"info": "notice"}.get(severity, severity)
            told.append(Told(path, int(at), None, None, None, severity, rule, message))
        if not command:
            continue
        name, properties, data = command
        if name not in shown or properties is None:
            wrong.append(f"a foreign command: {line}")
            continue
        shown[name] += 1
        if "file" not in properties:
            continue
        same_line = properties["line"] == properties.get("endLine")
        if not same_line and "col" in properties:
            wrong.append(f"columns of several lines, which are dropped: {line}")
        data, file = without_breaks(data), without_breaks(properties["file"])
        place = f"{file}:{properties['line']}:"
        matched = re.match(r"\d+: (.*?) \[(\S+)\]$", data[len(place) :].split("\n")[0])
        if not data.startswith(place) or not matched:
            wrong.append(f"the log does not show the place: {line}")
            continue
        told.append(
            Told(
                file,
                int(properties["line"]),
                None,
                None,
                None,
                name,
                matched.group(2),
                matched.group(1),
            )
        )
        if f"draftlint ({matched.group(2)})" != properties["title"]:
            wrong.append(f"another rule in the title: {line}")
    if max(shown.values()) > 10:
        wrong.append("more than ten annotations of a kind, of which ten are shown")
    return told


def read_azure(text, wrong):
    told = []
    for line in text.split("\n")[:-1]:
        command = azure_command(line)
        if not command or command[0] != "task.logissue" or line[:2] != "##":
            wrong.append(f"not an issue: {line}")
            continue
        _, properties, data = command
        if "##vso[" in data.lower() or "##[" in data:
            wrong.append(f"a command in an issue: {line}")
        if "sourcepath" not in properties:
            continue
        rule = properties["code"]
        data = without_breaks(data)
        if not data.endswith(f" [{rule}]"):
            wrong.append(f"the log does not show the rule: {line}")
        told.append(
            Told(
                without_breaks(properties["sourcepath"]),
                int(properties["linenumber"]),
                int(properties["columnnumber"]),
                None,
                None,
                properties["type"],
                rule,
                data[: -len(rule) - 3],
            )
        )
    return told


# ---- JSON ----


def only(entries, wrong, what):
    if len(entries) != 1:
        wrong.append(f"not one of {what}")
    return entries[0]


def sarif_text(message, wrong):
    """Braces are doubled, and nothing is a link."""
    if re.search(r"\]\(", message) or re.search(r"[{}]", re.sub(r"\{\{|\}\}", "", message)):
        wrong.append(f"a place for an argument, or a link: {message}")
    return message.replace("{{", "{").replace("}}", "}").replace("] (", "](")


def read_sarif(text, wrong):
    log = json.loads(text)
    run = only(log["runs"], wrong, "runs")
    rules = run["tool"]["driver"]["rules"]
    if [rule["id"] for rule in rules] != sorted({result["ruleId"] for result in run["results"]}):
        wrong.append("the rules are not those of the results")
    for rule in rules:
        for member in ("shortDescription", "fullDescription", "help"):
            if not rule[member]["text"] or len(rule[member]["text"]) > 1024 and member != "help":
                wrong.append(f"{rule['id']}: {member} is empty or too long")
    if log["version"] != "2.1.0" or run["columnKind"] != "utf16CodeUnits":
        wrong.append("the version, or the unit of columns")
    told = []
    for result in run["results"]:
        place = only(result["locations"], wrong, "locations")["physicalLocation"]
        region = place["region"]
        message = sarif_text(result["message"]["text"], wrong)
        ids = [related["id"] for related in result["relatedLocations"]]
        if len(set(ids)) != len(ids):
            wrong.append("two related locations with one id")
        if "suppressions" in result or "baselineState" in result:
            wrong.append("a result that code scanning takes for any other")
        told.append(
            Told(
                place["artifactLocation"]["uri"],
                region["startLine"],
                region["startColumn"],
                region["endLine"],
                region["endColumn"],
                result["level"],
                result["ruleId"],
                message,
            )
        )
    return told


RDJSON_MEMBERS = {
    "message", "location", "severity", "source", "code", "suggestions", "related_locations",
    "original_output",
}  # fmt: skip


def check_rdjson(diagnostic, wrong):
    """What the definition of the format asks of a diagnostic."""
    ranges = [suggestion["range"] for suggestion in diagnostic.get("suggestions", [])]
    for entry in [diagnostic, *diagnostic.get("related_locations", [])]:
        if not entry["message"] or not entry["location"]["path"]:
            wrong.append(f"no message, or no path: {entry}")
        ranges += [entry["location"]["range"]] if "range" in entry["location"] else []
    for place in ranges:
        start, end = ([place[end]["line"], place[end]["column"]] for end in ("start", "end"))
        if not [1, 1] <= start <= end:
            wrong.append(f"a bad range: {place}")
    if diagnostic.keys() - RDJSON_MEMBERS or diagnostic["source"]["name"] != "draftlint":
        wrong.append(f"unknown members, or another source: {diagnostic}")


def read_rdjson_diagnostics(diagnostics, wrong):
    told = []
    for diagnostic in diagnostics:
        check_rdjson(diagnostic, wrong)
        place = diagnostic["location"]
        start = place.get("range", {}).get("start", {"line": 1, "column": 1})
        end = place.get("range", {}).get("end", {"line": 1, "column": 1})
        told.append(
            Told(
                place["path"],
                start["line"],
                start["column"],
                end["line"],
                end["column"],
                diagnostic["severity"],
                diagnostic["code"]["value"],
                diagnostic["message"],
            )
        )
    return told


def read_rdjson(text, wrong):
    return read_rdjson_diagnostics(json.loads(text)["diagnostics"], wrong)


def read_rdjsonl(text, wrong):
    return read_rdjson_diagnostics([json.loads(line) for line in text.splitlines()], wrong)


def read_gitlab(text, wrong):
    """GitLab takes nothing after an entry that lacks something, and one of each
    fingerprint."""
    entries = json.loads(text)
    told = []
    if text.startswith("\ufeff"):
        wrong.append("a byte order mark")
    for entry in entries:
        lines = entry["location"]["lines"]
        texts = [entry[key] for key in ("description", "check_name", "fingerprint", "severity")]
        texts.append(entry["location"]["path"])
        if not all(isinstance(value, str) and value for value in texts):
            wrong.append(f"an entry at which GitLab stops: {entry}")
        if entry["location"]["path"][:1] == "/" or not 1 <= lines["begin"] <= lines["end"]:
            wrong.append(f"a bad place: {entry}")
        rule, _, message = entry["description"].partition(": ")
        if rule != entry["check_name"]:
            wrong.append(f"the description does not begin with the rule: {entry}")
        told.append(
            Told(
                entry["location"]["path"],
                lines["begin"],
                None,
                lines["end"],
                None,
                entry["severity"],
                rule,
                message,
            )
        )
    if len({entry["fingerprint"] for entry in entries}) != len(entries):
        wrong.append("a fingerprint twice")
    return told


# ---- XML ----


def read_checkstyle(text, wrong):
    told = []
    for file in xml.fromstring(text).findall("file"):
        for error in file:
            if error.get("source") == "draftlint.run":
                continue
            told.append(
                Told(
                    file.get("name"),
                    int(error.get("line")),
                    int(error.get("column")),
                    None,
                    None,
                    error.get("severity"),
                    error.get("source").removeprefix("draftlint."),
                    error.get("message"),
                )
            )
    return told


def check_junit_counts(root, wrong):
    for element in [root, *root.findall("testsuite")]:
        for name, what in (
            ("tests", "testcase"),
            ("failures", "failure"),
            ("errors", "error"),
            ("skipped", "skipped"),
        ):
            if int(element.get(name)) != len(list(element.iter(what))):
                wrong.append(f"{element.get('name')}: the number of {name}")
    for suite in root.findall("testsuite"):
        cases = suite.findall("testcase")
        if not cases or len({case.get("name") for case in cases}) != len(cases):
            wrong.append(f"{suite.get('name')}: no case, or two of one name")


def read_junit(text, wrong):
    root = xml.fromstring(text)
    check_junit_counts(root, wrong)
    told = []
    for suite in root.findall("testsuite"):
        lines = []
        for case in suite.findall("testcase"):
            failure = case.find("failure")
            if failure is None:
                continue
            lines.append(failure.text.split("\n")[0])
            if case.get("name") != f"{failure.get('type')} ({':'.join(place(lines[-1]))})":
                wrong.append(f"the name of a case: {case.get('name')}")
        for output in suite.findall("system-out"):
            lines += [line for line in output.text.split("\n") if line[:2] not in ("", "  ")]
        for line in lines:
            told += read_lines(line + "\n", wrong)
    return told


def place(line):
    matched = MATCHER.match(line)
    return (matched.group(2), matched.group(3)) if matched else ("", "")


# ---- text ----


def read_lines(text, wrong):
    told = []
    for line in text.split("\n")[:-1]:
        matched = MATCHER.match(line)
        # What ECMAScript's "." does not match, besides "\n".
        if not matched or not matched.group(6) or re.search("[\r\u2028\u2029]", line):
            wrong.append(f"not matched: {line}")
            continue
        path, at, column, severity, message, rule = matched.groups()
        path, message = without_breaks(path), without_breaks(message)
        told.append(Told(path, int(at), int(column), None, None, severity, rule, message))
    return told


def read_concise(text, wrong):
    told = read_lines(text, wrong)
    if '"' in "".join(found.message for found in told):
        wrong.append("a double quote, which editors take for the name of a file")
    return told


def read_full(text, wrong):
    """Only the first line of a finding is like one of `concise`."""
    lines = [line for line in text.split("\n") if MATCHER.match(line)]
    lines = [line for line in lines if MATCHER.match(line).group(4) != "note"]
    return read_lines("".join(line + "\n" for line in lines), wrong)


def read_grouped(text, wrong):
    told = []
    path = None
    for line in text.split("\n"):
        matched = re.match(r"^  (\d+):(\d+) +(error|warning|info) +(\S.*?)  (\S+)$", line)
        if matched:
            at, column, severity, message, rule = matched.groups()
            message = without_breaks(message)
            told.append(Told(path, int(at), int(column), None, None, severity, rule, message))
        elif line:
            path = without_breaks(line)
    return told


def read_markdown(text, wrong):
    """As GitHub renders it; without a renderer, as it stands."""
    if not shutil.which("cmark-gfm"):
        return None
    command = ["cmark-gfm", "--to", "xml"]
    for extension in ("table", "strikethrough", "autolink", "tasklist"):
        command += ["-e", extension]
    rendered = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
    document = xml.fromstring(rendered.stdout)
    prefix = "{http://commonmark.org/xml/1.0}"
    told = []
    for row in document.iter(prefix + "table_row"):
        cells = []
        for cell in row:
            if any(child.tag != prefix + "text" for child in cell):
                wrong.append(f"markup in a cell: {xml.tostring(cell)}")
            cells.append(without_breaks("".join(child.text or "" for child in cell)))
        where, severity, rule, message = cells
        path, at, column = where.rsplit(":", 2)
        told.append(Told(path, int(at), int(column), None, None, severity, rule, message))
    return told


READERS = {
    "azure": read_azure,
    "checkstyle": read_checkstyle,
    "concise": read_concise,
    "full": read_full,
    "github": read_github,
    "gitlab": read_gitlab,
    "grouped": read_grouped,
    "junit": read_junit,
    "markdown": read_markdown,
    "rdjson": read_rdjson,
    "rdjsonl": read_rdjsonl,
    "sarif": read_sarif,
}


def read(kind, text):
    wrong = []
    return READERS[kind](text, wrong), wrong
