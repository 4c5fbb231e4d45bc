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


def by_json(source, report, uri, only_safe=False):
    edits = []
    for finding in report["diagnostics"]:
        if finding["uri"] != uri or finding["suppressed"]:
            continue
        for fix in finding["fixes"]:
            if only_safe and (fix["applicability"] != "safe" or len(fix["edits"]) != 1):
                continue
            for edit in fix["edits"]:
                ends = [edit["range"][end]["byte"] for end in ("start", "end")]
                edits.append((*ends, edit["text"]))
    return apply(source, edits)


def by_sarif(source, log, name):
    edits = []
    for result in log["runs"][0]["results"]:
        for fix in result.get("fixes", []) if not result["suppressions"] else []:
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
    return apply(source, edits)


def by_rdjson(source, report, name):
    edits = []
    for diagnostic in report["diagnostics"]:
        path = diagnostic["location"]["path"]
        if path != name.decode("utf-8", "replace"):
            continue
        for suggestion in diagnostic.get("suggestions", []):
            places = [suggestion["range"][end] for end in ("start", "end")]
            ends = [offset_of(source, at["line"], at["column"], "bytes") for at in places]
            edits.append((*ends, suggestion["text"]))
    return apply(source, edits)
