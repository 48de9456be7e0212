"""Ends of months: what a library would say if a day that a month lacks spilled over.

*N months after* is the same day of the month, or the month's last day where
there is none. The other usual choice is the first day of the next month; a
library that makes it is made here, so that a question can be put to both.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TypeVar, cast

from termcheck.library.formula import Formula, MonthsAfter, nodes
from termcheck.library.model import Check, Clause, ExpectAnswer, Library
from termcheck.value import Value

T = TypeVar("T")


def counts_months(formula: Formula) -> bool:
    """Say whether ``formula`` speaks of a day some months after another."""
    return any(isinstance(each, MonthsAfter) for each in nodes(formula))


def clause_counts_months(clause: Clause) -> bool:
    """Say whether a clause, in any of its branches, counts months."""
    pieces = [*clause.pieces, *(piece for each in clause.branches for piece in each.pieces)]
    return any(counts_months(piece.formula) for piece in pieces)


def check_counts_months(check: Check) -> bool:
    """Say whether a check supposes or expects something that counts months."""
    expected = [each.formula for each in check.expectations if isinstance(each, ExpectAnswer)]
    return any(map(counts_months, (*(each.formula for each in check.question.suppose), *expected)))


def with_spilling_months(library: Library) -> Library:
    """Return ``library`` as it would be if every count of months spilled over."""
    changed = {
        key: each.but(pieces=spilling(each.pieces), branches=spilling(each.branches))
        if clause_counts_months(each)
        else each
        for key, each in library.clauses.items()
    }
    return library.but(clauses=MappingProxyType(changed), checks=spilling(library.checks))


def spilling(thing: T) -> T:
    """Return values or tuples of them with every count of months in them spilling over."""
    return cast("T", _spilling(thing))


def _spilling(thing: object) -> object:
    match thing:
        case MonthsAfter(part=part, months=months):
            return MonthsAfter(spilling(part), months, True)
        case tuple():
            return tuple([_spilling(each) for each in cast("tuple[object, ...]", thing)])
        case Value():
            return thing.but(**{name: _spilling(getattr(thing, name)) for name in thing.FIELDS})
        case _:
            return thing
