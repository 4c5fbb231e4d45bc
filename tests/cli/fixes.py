"""Applies the fixes of reports to the bytes of a draft, each by the places that
the report itself gives: byte offsets, UTF-16 columns, columns of bytes."""

from urllib.parse import unquote_to_bytes

BOM = b"\xef\xbb\xbf"


def lines_of(source):
    """Where each line begins: after LF, CR LF or CR, and after a byte order mark."""
    begins = [len(BOM) if source.startswith(BOM) else 0]
    at = 0
    while at < len(source):
        if source[at : at + 2] == b"\r\n":
            at += 1
        if source[at : at + 1] in (b"\n", b"\r"):
            begins.append(at + 1)
        at += 1
    return begins


def units(text, unit):
    """How many units a column counts TEXT as."""
    if unit == "bytes":
        return len(text)
    if unit == "utf16":
        return len(text.decode().encode("utf-16-le")) // 2
    return len(text.decode())


def place(source, offset, unit):
    """(line, column) of an offset, both from 1."""
    begins = lines_of(source)
    line = max(sum(begin <= offset for begin in begins), 1)
    return line, units(source[begins[line - 1] : max(offset, begins[0])], unit) + 1


def offset_of(source, line, column, unit):
    begin = lines_of(source)[line - 1]
    offset = begin
    while units(source[begin:offset], unit) < column - 1:
        offset += 1
        while offset < len(source) and source[offset] & 0xC0 == 0x80:
            offset += 1
    return offset


def apply(source, edits):
    for begin, end, text in sorted(edits, reverse=True):
        source = source[:begin] + text.encode() + source[end:]
    return source


def fixes_of_json(source, report, uri, only_safe=False):
    """The fixes of one draft, each a list of edits: (begin, end, text)."""
    return [
        [
            (*(edit["range"][end]["byte"] for end in ("start", "end")), edit["text"])
            for edit in fix["edits"]
        ]
        for finding in report["diagnostics"]
        if finding["uri"] == uri and not finding["suppressed"] and finding["baseline"] != "known"
        for fix in finding["fixes"]
        if not only_safe or fix["applicability"] == "safe"
    ]


def fixes_of_sarif(source, log, name):
    fixes = []
    for result in log["runs"][0]["results"]:
        for fix in result.get("fixes", []):
            edits = []
            for change in fix["artifactChanges"]:
                if unquote_to_bytes(change["artifactLocation"]["uri"]) != name:
                    continue
                for edit in change["replacements"]:
                    region = edit["deletedRegion"]
                    ends = [
                        offset_of(source, region[f"{end}Line"], region[f"{end}Column"], "utf16")
                        for end in ("start", "end")
                    ]
                    edits.append((*ends, edit["insertedContent"]["text"]))
            if edits:
                fixes.append(edits)
    return fixes


def fixes_of_rdjson(source, report, name):
    fixes = []
    for diagnostic in report["diagnostics"]:
        path = diagnostic["location"]["path"]
        if path != name.decode("utf-8", "replace"):
            continue
        for suggestion in diagnostic.get("suggestions", []):
            places = [suggestion["range"][end] for end in ("start", "end")]
            ends = [offset_of(source, at["line"], at["column"], "bytes") for at in places]
            fixes.append([(*ends, suggestion["text"])])
    return fixes


def apply_all(source, fixes):
    return apply(source, [edit for fix in fixes for edit in fix])


def by_json(source, report, uri, only_safe=False):
    return apply_all(source, fixes_of_json(source, report, uri, only_safe))


def by_sarif(source, log, name):
    return apply_all(source, fixes_of_sarif(source, log, name))


def by_rdjson(source, report, name):
    return apply_all(source, fixes_of_rdjson(source, report, name))
