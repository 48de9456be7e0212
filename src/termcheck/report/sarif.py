"""Findings as SARIF 2.1.0, which code hosts read into their lists of alerts."""

from __future__ import annotations

import json
from collections.abc import Sequence

from termcheck.report.escape import json_line, terminal, uri
from termcheck.report.finding import Finding
from termcheck.report.fingerprint import fingerprints

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "notice": "note"}
Json = dict[str, object]


def sarif_text(findings: Sequence[Finding]) -> str:
    """Return one run with a rule for each kind of finding and a result for each finding."""
    kinds = {each.code: each.about for each in findings}
    rules = [{"id": code, "shortDescription": {"text": about}} for code, about in kinds.items()]
    places = {code: at for at, code in enumerate(kinds)}
    results = [
        _result(each, places[each.code], fingerprint)
        for each, fingerprint in zip(findings, fingerprints(findings), strict=True)
    ]
    tool = {"driver": {"name": "termcheck", "rules": rules}}
    run = {"tool": tool, "columnKind": "unicodeCodePoints", "results": results}
    whole = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    text = json.dumps(whole, indent=2, ensure_ascii=False)
    return "".join(f"{json_line(line)}\n" for line in text.split("\n"))


def _result(found: Finding, rule: int, fingerprint: str) -> Json:
    result: Json = {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": _LEVELS[found.severity],
        "message": {"text": "\n".join(map(terminal, found.message.split("\n")))},
        "partialFingerprints": {"termcheck/1": fingerprint},
    }
    if found.file:
        result["locations"] = [{"physicalLocation": _location(found)}]
    return result


def _location(found: Finding) -> Json:
    location: Json = {"artifactLocation": {"uri": uri(found.file)}}
    if found.first and found.last:
        location["region"] = {
            "startLine": found.first.line,
            "startColumn": found.first.column,
            "endLine": found.last.line,
            "endColumn": found.last.column,
        }
    return location
