"""What an editor shows against what the program told.

    compare.py PROGRAM FOUND REPORT FOLDER

FOUND has one JSON value on each line, REPORT is the json report of the same
drafts, which are in FOLDER. Positions are counted here, from the bytes.
"""

import json
import os
import sys
from urllib.parse import unquote

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../cli"))
import fixes
from check_outputs import expected_message

PROGRAMS = {
    # program: unit of columns, names of the severities, whether the end is shown
    "vim": ("bytes", {"error": "e", "warning": "w", "info": "i"}, False),
    "neovim": ("bytes", {"error": "ERROR", "warning": "WARN", "info": "INFO"}, True),
    "neovim-lsp": ("bytes", {"error": "ERROR", "warning": "WARN", "info": "INFO"}, True),
    "eglot": ("column", {"error": "error", "warning": "warning", "info": "note"}, True),
    "flymake": ("column", {"error": "error", "warning": "warning", "info": "note"}, True),
    "flycheck": ("column", {"error": "error", "warning": "warning", "info": "info"}, False),
}


def wanted(program, finding, source):
    unit, severities, with_end = PROGRAMS[program]
    start, end = (finding["range"][name]["byte"] for name in ("start", "end"))
    if program in ("flymake", "eglot") and start == end:  # one character is underlined
        end += 1
    raw = program in ("neovim", "flymake", "neovim-lsp", "eglot")
    message = finding["message"] if raw else expected_message("concise", finding)
    told = {
        "file": unquote(finding["uri"]),
        "severity": severities[finding["severity"]],
        "text": f"{message} [{finding['rule']}]",
    }
    if program == "neovim":
        told["text"] = message + (f"\n{finding['help']}" if finding["help"] else "")
        told["rule"] = finding["rule"]
    if program == "eglot":  # which shows no related places
        said = finding["notes"] + ([finding["help"]] if finding["help"] else [])
        told["text"] = "\n".join([f"draftlint [{finding['rule']}]: {message}", *said])
    if program == "neovim-lsp":
        told["text"] = message
        told["rule"] = finding["rule"]
    told["line"], told["column"] = fixes.place(source, start, unit)
    if with_end:
        told["end_line"], told["end_column"] = fixes.place(source, end, unit)
    return told


def main():
    program, found, report, folder = sys.argv[1:]
    wrong = 0
    with open(found, encoding="utf-8") as file:
        shown = [json.loads(line) for line in file]
    shown = [value for value in shown if value.get("program", program) == program]
    with open(report, encoding="utf-8") as file:
        findings = json.load(file)["diagnostics"]
    told = []
    for finding in findings:
        # Eglot 1.9 leaves a % in a name as it is: no URI has the file then.
        if program == "eglot" and "%" in unquote(finding["uri"]):
            continue
        if not finding["suppressed"]:
            with open(os.path.join(folder, unquote(finding["uri"])), "rb") as file:
                told.append(wanted(program, finding, file.read()))
    if len(shown) != len(told):
        print(f"{program}: {len(shown)} findings instead of {len(told)}")
        wrong += 1
    key = lambda value: (value["file"], value["line"], value["column"], value["text"])
    for got, want in zip(sorted(shown, key=key), sorted(told, key=key)):
        if any(got[name] != value for name, value in want.items()):
            print(f"{program}: {got}\n  instead of {want}")
            wrong += 1
    print(f"{program}: {len(told)} findings, {wrong} failed")
    return 1 if wrong or not told else 0


sys.exit(main())
