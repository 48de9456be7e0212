"""Texts: each reference of a question as clauses that can be put beside those of another.

Accepts a question; yields for each of its texts the variants, one for each
combination of its readings.
"""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.library.model import Question, Reference
from termcheck.logic.case import Case, Fault
from termcheck.logic.problem import Item, Unit
from termcheck.questions import verdict as v
from termcheck.questions.inquiry import Inquiry
from termcheck.value import Value


class Variant(Value):
    """One text under one combination of its readings.

    ``units`` are its own, ``held`` what is supposed and kept beside them.
    """

    readings: v.Readings
    units: tuple[Unit, ...]
    held: tuple[Item, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Everything that holds where the text does, but for the rules."""
        return (*self.held, *(item for unit in self.units for item in unit.items))

    @property
    def events(self) -> frozenset[str]:
        """The events that the text's own clauses mention."""
        return frozenset(
            event
            for unit in self.units
            for item in unit.items
            for part in item.parts
            for event in part.events
        )


class Texts:
    """The texts ``names`` of a question, in its order, with their ``variants``.

    ``faults`` say what is wrong with them.
    """

    def __init__(self, inquiry: Inquiry, question: Question) -> None:
        self._inquiry = inquiry
        self._question = question
        self.names = tuple(dict.fromkeys(each.text for each in question.given))
        found = [self._asked([name]) for name in self.names]
        self.faults = tuple(e for each in found for e in each if isinstance(e, Fault))
        self.variants = [
            [_variant(case) for case in each if isinstance(case, Case)] for each in found
        ]

    def cases(self, names: Sequence[str]) -> list[Case] | str:
        """Return the cases of the question about ``names``, or what is wrong with it."""
        found = self._asked(names)
        wrong = next((each.message for each in found if isinstance(each, Fault)), "")
        return wrong or [each for each in found if isinstance(each, Case)]

    def _asked(self, names: Sequence[str]) -> tuple[Case, ...] | tuple[Fault, ...]:
        given = tuple(map(Reference, names))
        return self._inquiry.catalogue.cases(self._question.but(given=given))


def _variant(case: Case) -> Variant:
    return Variant(case.readings, case.units, (*case.suppositions, *case.kept))


def agree(one: v.Readings, other: v.Readings) -> bool:
    """Say whether two combinations of readings take no clause in two ways."""
    if not one or not other:
        return True
    taken = dict(one)
    return all(taken.get(name, label) == label for name, label in other)
