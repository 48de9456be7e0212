"""Findings as workflow commands of GitHub, which shows them beside the text."""

from __future__ import annotations

from collections.abc import Iterable

from termcheck.report.escape import workflow_command
from termcheck.report.finding import Finding


def github_text(findings: Iterable[Finding]) -> str:
    """Return one command for each finding, with its place if that is known."""
    return "".join(f"{_command(each)}\n" for each in findings)


def _command(found: Finding) -> str:
    properties = {"file": found.file} if found.file else {}
    if found.first and found.last:
        first, last = found.first, found.last
        properties |= {"line": str(first.line), "endLine": str(last.line), "col": str(first.column)}
        if first.line == last.line:
            properties["endColumn"] = str(last.column)
    properties["title"] = found.code
    return workflow_command(found.severity, properties, found.message.split("\n"))
