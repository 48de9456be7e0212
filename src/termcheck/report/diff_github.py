"""Difference as workflow commands of GitHub, which shows them beside the text."""

from __future__ import annotations

from collections.abc import Iterator

from termcheck.language.source import Span
from termcheck.library.model import Library
from termcheck.questions.meetings import Meeting
from termcheck.report.clause_rows import clause_of
from termcheck.report.diff_text import Shown, turns
from termcheck.report.escape import workflow_command
from termcheck.report.values import listed


def diff_github(shown: Shown) -> str:
    """Return an error for each conflict opened and each check that ends otherwise, then notices."""
    return "".join(f"{each}\n" for each in _commands(shown))


def _commands(shown: Shown) -> Iterator[str]:
    opened, closed = turns(shown)
    for each in shown.found.opened:
        yield _meeting("error", opened, shown.head, each, with_place=True)
    for check in shown.found.checks:
        kind = "notice" if check.head in (None, "passed") else "error"
        said = f'check "{check.name}": {check.base or "new"} → {check.head or "gone"}'
        span = next((e.span for e in shown.head.checks if e.name == check.name), None)
        yield _command(kind, "check", said, shown.head, span)
    for each in shown.found.closed:
        yield _meeting("notice", closed, shown.base, each, with_place=False)
    for change in shown.found.changes:
        said = f"{change.name}: {change.found.relation}"
        said += f" (edited: {listed(change.edits)})" if change.edits else ""
        yield _command("notice", "diff", said, shown.head, None)
    for name in shown.found.idle:
        yield _command("notice", "diff", f"{name}: the edit changes nothing", shown.head, None)


def _meeting(kind: str, title: str, library: Library, found: Meeting, *, with_place: bool) -> str:
    said = f"{' with '.join(found.texts)}: {listed(sorted(found.conflict.names))}"
    said += (
        f" cannot hold together ({listed(found.conflict.rules)})" if found.conflict.rules else ""
    )
    keys = found.conflict.keys if with_place else ()
    span = clause_of(library, keys[0])[0].span if keys else None
    return _command(kind, title, said, library, span)


def _command(kind: str, title: str, said: str, library: Library, span: Span | None) -> str:
    told: dict[str, str] = {}
    source = library.texts.get(span.file) if span else None
    if span and source:
        root = library.root.rpartition(":")[2].rstrip("/")
        path = span.file if root in ("", ".") else f"{root}/{span.file}"
        place = source.place(span.start)
        told |= {"file": path, "line": str(place.line), "col": str(place.column)}
    return workflow_command(kind, {**told, "title": title}, [said])
