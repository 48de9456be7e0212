"""Difference as findings: what a build should show beside the text."""

from __future__ import annotations

from collections.abc import Iterator

from termcheck.language.source import Span
from termcheck.library.model import Library
from termcheck.questions.difference import CheckTurn
from termcheck.questions.meetings import Meeting
from termcheck.report.clause_rows import clause_of
from termcheck.report.diff_text import Shown, turns
from termcheck.report.finding import Finding, placed
from termcheck.report.limits_text import limits_text
from termcheck.report.values import listed


def diff_findings(shown: Shown) -> tuple[Finding, ...]:
    """Return an error for each conflict opened and each check that fails now, then notices."""
    return tuple(_findings(shown))


def _findings(shown: Shown) -> Iterator[Finding]:
    opened, closed = turns(shown)
    for each in shown.found.opened:
        bare = Finding("error", "opened", opened, _said(each))
        yield _at(bare, shown.head, _first(shown.head, each))
    for check in shown.found.checks:
        span = next((e.span for e in shown.head.checks if e.name == check.name), None)
        yield _at(_check(check), shown.head, span)
    for each in shown.found.closed:
        yield Finding("notice", "closed", closed, _said(each))
    for change in shown.found.changes:
        said = f"{change.name}: {change.found.relation}"
        said += f" (edited: {listed(change.edits)})" if change.edits else ""
        yield Finding("notice", "changed", "a text that allows something else", said)
    for name in shown.found.idle:
        said = f"{name}: the edit changes nothing"
        yield Finding("notice", "idle", "an edit without effect", said)
    if shown.found.limits:
        said = f"there may be more: {limits_text(shown.found.limits)}"
        yield Finding("warning", "undecided", "what was not decided", said)


def _check(turn: CheckTurn) -> Finding:
    said = f'check "{turn.name}": {turn.base or "new"} → {turn.head or "gone"}'
    good = turn.head in (None, "passed")
    return Finding("notice" if good else "error", "check", "a check that ends otherwise", said)


def _said(found: Meeting) -> str:
    said = f"{' with '.join(found.texts)}: {listed(sorted(found.conflict.names))} cannot hold"
    said += " together" if len(found.conflict.names) > 1 else ""
    return said + (f" ({listed(found.conflict.rules)})" if found.conflict.rules else "")


def _first(library: Library, found: Meeting) -> Span | None:
    keys = found.conflict.keys
    return clause_of(library, keys[0])[0].span if keys else None


def _at(found: Finding, library: Library, span: Span | None) -> Finding:
    root = library.root.rpartition(":")[2]
    return placed(found, span, library.texts, root) if span else found
