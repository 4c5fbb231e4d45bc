"""Reads the reports of an audit the way their readers would.

    check_audit.py SCHEMA JSON CSV

The JSON is held against SCHEMA (when the jsonschema module is there) and its
numbers against each other; the CSV is parsed as RFC 4180 says and must tell of the
same pieces, and none of its cells may be taken for a formula.
"""

import csv
import io
import json
import sys

schema_path, json_path, csv_path = sys.argv[1:]
report = json.load(open(json_path, encoding="utf-8"))
schema = json.load(open(schema_path, encoding="utf-8"))

try:
    import jsonschema
except ImportError:
    print("no jsonschema: the schema is not tried")
else:
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.validate(report, schema)
    # Every field is described: nothing is added without its line in the schema.
    assert set(report) == set(schema["properties"]), set(report) ^ set(schema["properties"])

pieces = report["inventory"]
assert len(pieces) == report["summary"]["pieces"]
assert sum(p["findings"] for p in pieces) == sum(r["count"] for r in report["rules"])
cells = report["matrix"]["persona_stage"]
counting = [p for p in pieces if p["published"] and p["complete"]]
for persona, stages in cells.items():
    for stage, count in stages.items():
        assert count == sum(p["persona"] == persona and p["stage"] == stage for p in counting)
for group in report["mix"]["groups"]:
    assert group["count"] == sum(p["group"] == group["id"] for p in counting)
assert len(report["links"]["dead"]) == sum(p["dead_links"] for p in pieces)
assert sum(b["count"] for b in report["freshness"]["buckets"]) == report["freshness"]["dated"]

raw = open(csv_path, "rb").read()
assert raw.startswith(b"\xef\xbb\xbf") and raw.endswith(b"\r\n")
assert raw.count(b"\n") == raw.count(b"\r\n"), "a line that does not end in CRLF"
rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True))
assert [row["path"] for row in rows] == [p["path"] for p in pieces]
for row in rows:
    for cell in row.values():
        assert not cell or cell[0] not in "=+-@\t\r", cell
