"""Findings: what an answer reports to a build, one by one, whatever format the build reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from termcheck.language.codes import CODES
from termcheck.language.diagnostic import Diagnostic
from termcheck.language.source import Place, SourceText, Span
from termcheck.value import Value


class Finding(Value):
    """One finding, all of it raw text.

    ``code`` is one word for its kind and ``about`` what that kind is. ``file``
    is the path from where the command runs, empty if the finding has no place;
    ``first`` and ``last`` are known if the file is one of the library.
    """

    severity: Literal["error", "warning", "notice"]
    code: str
    about: str
    message: str
    file: str = ""
    first: Place | None = None
    last: Place | None = None


def placed(found: Finding, span: Span, texts: Mapping[str, SourceText], root: str) -> Finding:
    """Return ``found`` with the place of ``span`` in the library at ``root``."""
    path = span.file if root in ("", ".") else f"{root.rstrip('/')}/{span.file}"
    source = texts.get(span.file)
    if source is None:
        return found.but(file=path)
    return found.but(file=path, first=source.place(span.start), last=source.place(span.end))


def of_diagnostics(
    diagnostics: Iterable[Diagnostic], texts: Mapping[str, SourceText], root: str
) -> tuple[Finding, ...]:
    """Return a finding for each diagnostic: its message, help and passages, a line each."""
    return tuple(_of_diagnostic(each, texts, root) for each in diagnostics)


def _of_diagnostic(found: Diagnostic, texts: Mapping[str, SourceText], root: str) -> Finding:
    said = "\n".join(filter(None, (found.message, found.help, *found.sources)))
    severity = "notice" if found.severity == "note" else found.severity
    bare = Finding(severity, found.code, CODES[found.code][1], said)
    return placed(bare, found.span, texts, root)
