"""Hotspots: which clauses and which sources stand in most conflicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from termcheck.library.model import Library
from termcheck.questions import verdict as v

Counts = tuple[tuple[str, int], ...]
"""Names with a number of conflicts, the most first, then in order of name."""


def clauses_in_most(conflicts: Sequence[v.Conflict]) -> Counts:
    """Return what may be blamed, and what is kept, with the number of its conflicts."""
    return _ordered(Counter(name for each in conflicts for name in {*each.names, *each.kept}))


def sources_in_most(library: Library, conflicts: Sequence[v.Conflict]) -> Counts:
    """Return the sources with the number of conflicts of which a clause cites them."""
    return _ordered(Counter(name for each in conflicts for name in _cited(library, each)))


def _cited(library: Library, conflict: v.Conflict) -> set[str]:
    found: set[str] = set()
    for key in conflict.keys:
        clause = library.clauses.get(key) or library.clauses.get(key.rpartition(".")[0])
        found |= {each.source for each in clause.citations} if clause else set()
    return found - {""}


def _ordered(counts: Counter[str]) -> Counts:
    return tuple(sorted(counts.items(), key=lambda row: (-row[1], row[0])))
