"""Findings as a Code Quality report of GitLab, which shows them in a merge request."""

from __future__ import annotations

import json
from collections.abc import Sequence

from termcheck.report.escape import json_line, terminal
from termcheck.report.finding import Finding
from termcheck.report.fingerprint import fingerprints

_SEVERITIES = {"error": "major", "warning": "minor", "notice": "info"}


def gitlab_text(findings: Sequence[Finding], root: str) -> str:
    """Return an entry for each finding; one without a place stands at the library, ``root``."""
    told = [
        _entry(each, fingerprint, root)
        for each, fingerprint in zip(findings, fingerprints(findings), strict=True)
    ]
    text = json.dumps(told, indent=2, ensure_ascii=False)
    return "".join(f"{json_line(line)}\n" for line in text.split("\n"))


def _entry(found: Finding, fingerprint: str, root: str) -> dict[str, object]:
    return {
        "description": " · ".join(map(terminal, found.message.split("\n"))),
        "check_name": found.code,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[found.severity],
        "location": {
            "path": found.file or root,
            "lines": {"begin": found.first.line if found.first else 1},
        },
    }
