"""Shortest: whether a question's clauses can hold together, or one shortest conflict.

For answers about many questions at once, where one conflict is enough. Under
several readings the clauses must hold together under each of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from termcheck.logic.case import Case
from termcheck.questions import verdict as v
from termcheck.questions.consistency import (
    background_outcome,
    conflicts,
    events_that_never_happen,
    explained,
)
from termcheck.questions.inquiry import Inquiry
from termcheck.value import Value

Word = Literal["compatible", "incompatible", "undecided"]


class Shortest(Value):
    """How a question ended.

    ``conflict`` is there if it is incompatible: one of the fewest clauses, under
    the first ``readings`` that have one so short. ``limits`` say why it stayed
    undecided, or why a shorter conflict may exist. ``never_happens`` are events
    that cannot happen while the clauses hold, where that was asked.
    """

    word: Word
    conflict: v.Conflict | None = None
    readings: v.Readings = ()
    limits: tuple[str, ...] = ()
    never_happens: tuple[str, ...] = ()


def never_together(inquiry: Inquiry, cases: Iterable[Case]) -> tuple[str, ...]:
    """Return the events that never happen while all clauses hold, under some reading.

    Each of the cases is compatible; an event that one clause excludes by itself
    is left out.
    """
    return tuple(sorted({e for case in cases for e in events_that_never_happen(inquiry, case)}))


def shortest(inquiry: Inquiry, cases: Iterable[Case]) -> Shortest:
    """Return how the cases of one question end; each of them has a background.

    Incompatible if one of them is; undecided if none is and one is undecided.
    Of equally short conflicts the first in the order of the question is named.
    """
    found = [_of_case(inquiry, case) for case in cases]
    clashes = [each for each in found if each.conflict is not None]
    if clashes:
        return min(clashes, key=_length)
    return next((each for each in found if each.word == "undecided"), Shortest("compatible"))


def _length(found: Shortest) -> tuple[int, int]:
    return (0, 0) if found.conflict is None else _size(found.conflict)


def _size(conflict: v.Conflict) -> tuple[int, int]:
    """Return how many clauses a conflict has; of equals, the fewer status quos the shorter."""
    return len(conflict.clauses), len(conflict.status_quo)


def _of_case(inquiry: Inquiry, case: Case) -> Shortest:
    found = background_outcome(inquiry, case) or conflicts(inquiry, case, explain=False)
    match found:
        case None:
            return Shortest("compatible")
        case v.Incompatible(conflicts=clashes, limits=limits):
            best = min(clashes, key=_size)
            units = [unit for unit in case.units if unit.name in best.names]
            return Shortest("incompatible", explained(inquiry, case, units), case.readings, limits)
        case v.Undecided(limits=limits):
            return Shortest("undecided", None, case.readings, limits)
        case _:
            return Shortest("undecided", None, case.readings, ("what is supposed cannot be",))
