"""Findings in their context: which clause they lie in, and what it cites."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from termcheck.language.diagnostic import Diagnostic
from termcheck.library.model import Citation, Clause, Library


def overlaps(found: Diagnostic, unread: Sequence[Diagnostic]) -> bool:
    """Say whether a finding is about text that could not be read anyway."""
    span = found.span
    return any(
        span.file == other.span.file
        and span.start < max(other.span.end, other.span.start + 1)
        and other.span.start < max(span.end, span.start + 1)
        for other in unread
    )


def with_sources(library: Library, found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return the findings, each with the passages that its clause cites."""
    if not found:
        return []
    clauses = _by_file(library)
    return [_cited(each, clauses.get(each.span.file, [])) for each in found]


def _by_file(library: Library) -> dict[str, list[tuple[int, Clause]]]:
    found: dict[str, list[tuple[int, Clause]]] = {}
    for clause in library.clauses.values():
        found.setdefault(clause.span.file, []).append((clause.span.start, clause))
    for clauses in found.values():
        clauses.sort(key=lambda each: each[0])
    return found


def _cited(found: Diagnostic, clauses: list[tuple[int, Clause]]) -> Diagnostic:
    at = bisect_right(clauses, found.span.start, key=lambda each: each[0])
    if at == 0 or clauses[at - 1][1].span.end < found.span.end:
        return found
    passages = tuple([written(each) for each in clauses[at - 1][1].citations])
    return found.but(sources=passages)


def written(citation: Citation) -> str:
    """Return a citation as a reader sees it: ``quincy_plan, "point 5"``."""
    where = f'"{citation.where}"' if citation.where else ""
    return ", ".join(part for part in (citation.source, where) if part)
