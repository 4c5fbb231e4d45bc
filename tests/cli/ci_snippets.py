"""The README's files for CI services, in the content repository that the README
makes: their shape is what the services ask for, and each command that calls
draftlint does what is said of it.

    ci_snippets.py FOLDER
"""

import json
import os
import re
import subprocess
import sys

import yaml

folder = sys.argv[1]


def load(name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return yaml.safe_load(file)


def run(command):
    """A command that finds what is wrong in the draft of the README."""
    environment = {**os.environ, "GITHUB_ACTIONS": "true"}
    done = subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 1, (command, done)
    return done.stdout


workflow = load(".github/workflows/drafts.yml")
assert workflow[True] == "pull_request"  # what YAML 1.1 makes of `on`
(job,) = workflow["jobs"].values()
assert workflow["permissions"]["security-events"] == "write" and job["runs-on"]
assert all(("uses" in step) != ("run" in step) for step in job["steps"])
(command,) = [step["run"] for step in job["steps"] if step.get("run", "").startswith("draftlint ")]
command = re.sub(r"origin/\$\{\{ github\.base_ref \}\}", "main", command)
assert "::error title=draftlint (cta-stage-mismatch),file=content/" in run(command), command
upload = job["steps"][-1]
assert upload["uses"].startswith("github/codeql-action/upload-sarif@") and upload["if"] == "always()"
with open(os.path.join(folder, upload["with"]["sarif_file"]), encoding="utf-8") as file:
    assert json.load(file)["runs"][0]["results"]

(job,) = load(".gitlab-ci.yml").values()
(command,) = job["script"]
run(command)
with open(os.path.join(folder, job["artifacts"]["reports"]["codequality"]), encoding="utf-8") as file:
    assert json.load(file)[0]["location"]["path"].startswith("content/")
