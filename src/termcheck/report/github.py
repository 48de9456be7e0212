"""Findings as workflow commands of GitHub, which shows them beside the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from termcheck.language.diagnostic import Diagnostic
from termcheck.language.source import SourceText
from termcheck.report.escape import workflow_command


def github_text(
    diagnostics: Iterable[Diagnostic], texts: Mapping[str, SourceText], root: str
) -> str:
    """Return one command for each diagnostic, with its place if that is known."""
    return "".join(f"{_command(each, texts, root)}\n" for each in diagnostics)


def _command(found: Diagnostic, texts: Mapping[str, SourceText], root: str) -> str:
    path = found.span.file if root in ("", ".") else f"{root.rstrip('/')}/{found.span.file}"
    properties = {"file": path}
    source = texts.get(found.span.file)
    if source is not None:
        first, last = source.place(found.span.start), source.place(found.span.end)
        properties |= {"line": str(first.line), "endLine": str(last.line), "col": str(first.column)}
        if first.line == last.line:
            properties["endColumn"] = str(last.column)
    properties["title"] = found.code
    parts = filter(None, (found.message, found.help, *found.sources))
    return workflow_command(found.severity, properties, parts)
