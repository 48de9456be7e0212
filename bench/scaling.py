"""How cost grows: the product alone, with clauses, with proposals and with conflicts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bench import generators as made
from bench.asked import Case, entry
from bench.sides import Side
from bench.table import Entry

CLAUSES = (125, 250, 500, 1000, 2000, 4000)
PROPOSALS = (32, 63, 125, 250, 500, 1000)
DENSITIES = (130, 115, 105, 100, 95, 90, 85)
"""Terms of 200 clauses each: the fewer terms, the more conflicts."""


def rows(cut: float) -> Iterator[Entry]:
    """Time the product at growing sizes; what does not finish ends its curve."""
    for size in CLAUSES:
        case = Case(f"{size} clauses", made.sparse(size, size * 13 // 20, 0), (_side("conflicts"),))
        found = entry("clauses", replace(case, size=size), cut)
        yield found
        if not found.lines[0].complete:
            break
    for size in PROPOSALS:
        case = Case(f"{size} proposals", made.proposals(size, 1), (_side("pairs"),))
        found = entry("proposals", replace(case, size=size), cut)
        yield found
        if not found.lines[0].complete:
            break
    for terms in DENSITIES:
        case = Case(
            f"200 clauses, {terms} terms", made.sparse(200, terms, 1), (_side("conflicts"),)
        )
        found = entry("found", case, cut)
        if not found.lines[0].complete:
            break
        if found.lines[0].found:
            yield replace(found, size=found.lines[0].found)


def _side(method: str) -> Side:
    return Side("termcheck", "product", method)
