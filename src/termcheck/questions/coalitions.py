"""Coalitions: which sets of parties can agree, and which block each other?

Each party is one unit: what it brings to the question, as a whole. The minimal
sets that cannot agree are the conflicts by text; what can agree is whatever
contains none of them. So of the many sets only few are put to the oracle.

A set can agree only if it can under every reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from termcheck.library.model import Question
from termcheck.logic.case import Case, Fault
from termcheck.logic.problem import Item, Unit
from termcheck.questions import verdict as v
from termcheck.questions.consistency import background_outcome, explained, verdict
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.shortest import Shortest, never_together, shortest
from termcheck.solve.conflicts import all_conflicts
from termcheck.solve.hitting import hitting_sets
from termcheck.solve.masks import in_order, places
from termcheck.value import Value

MOST_PARTIES = 16
"""How many parties one question may have: with more the sets are too many to list."""

Progress = Callable[[str], None]
"""Called with a few words before each question that may take time."""


class Coalition(Value):
    """A set of parties, in the order asked, and whether it can agree."""

    parties: tuple[str, ...]
    word: Literal["compatible", "incompatible", "undecided"]


class Coalitions(Value):
    """All sets of ``parties``.

    ``blocking`` are the minimal sets that cannot agree, small ones first, and
    ``reasons`` a shortest conflict for each, in the same order. ``agreeing``
    are the maximal sets that can, large ones first. ``silent`` are parties
    that bring nothing to the question, and so never block. ``never_happens``
    are for each of ``agreeing``, in its order, the events that cannot happen
    while the set agrees. Where a limit was hit, ``blocking`` may lack some and
    ``agreeing`` is empty.
    """

    question: Question
    parties: tuple[str, ...]
    blocking: tuple[tuple[str, ...], ...]
    reasons: tuple[Shortest, ...]
    agreeing: tuple[tuple[str, ...], ...]
    silent: tuple[str, ...]
    limits: tuple[str, ...] = ()
    never_happens: tuple[tuple[str, ...], ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every set was decided."""
        return not self.limits

    def sets(self) -> tuple[Coalition, ...]:
        """Return every set but the empty one, small ones first, in the order asked."""
        blocking = [self._mask(each) for each in self.blocking]
        masks = in_order(range(1, 1 << len(self.parties)))
        return tuple(Coalition(self._names(mask), self._word(mask, blocking)) for mask in masks)

    def _word(
        self, mask: int, blocking: Sequence[int]
    ) -> Literal["compatible", "incompatible", "undecided"]:
        if any(each & mask == each for each in blocking):
            return "incompatible"
        return "compatible" if self.complete else "undecided"

    def _mask(self, names: Iterable[str]) -> int:
        return sum(1 << self.parties.index(name) for name in names)

    def _names(self, mask: int) -> tuple[str, ...]:
        return tuple(name for place, name in enumerate(self.parties) if mask >> place & 1)


def coalitions(
    inquiry: Inquiry, question: Question, progress: Progress = lambda _: None
) -> Coalitions | v.Verdict | tuple[Fault, ...]:
    """Return which sets of the parties that the question gives can agree.

    The question gives each party by one reference or several, at most
    ``MOST_PARTIES`` parties. A verdict if what is fixed for all of them (rules,
    suppositions, what is kept, the status quo at a table) admits nothing.
    """
    asked = question.but(by_text=True)
    cases = inquiry.catalogue.cases(asked)
    faults = tuple(each for each in cases if isinstance(each, Fault))
    if faults:
        return faults
    found = [with_status_quo_held(each) for each in cases if isinstance(each, Case)]
    outcomes = tuple(
        v.ByReading(case.readings, outcome)
        for case in found
        if (outcome := background_outcome(inquiry, case))
    )
    if outcomes:
        fixed = verdict(
            inquiry, question.but(given=())
        )  # with the readings that do admit something
        told = isinstance(fixed, v.Verdict) and not isinstance(fixed.outcome, v.Compatible)
        return fixed if told and isinstance(fixed, v.Verdict) else v.Verdict(asked, outcomes)
    return _Search(inquiry, question, found).found(progress)


def with_status_quo_held(case: Case) -> Case:
    """Return the case with the status quo held fixed: no party brings it."""
    held: tuple[Item, ...] = tuple(i for u in case.units if u.kind == "status quo" for i in u.items)
    units = tuple(unit for unit in case.units if unit.kind != "status quo")
    return case.but(units=units, rules=(*case.rules, *held))


class _Search:
    """The parties of a question, as places in a bit set."""

    def __init__(self, inquiry: Inquiry, question: Question, cases: Sequence[Case]) -> None:
        self._inquiry = inquiry
        self._question = question
        self._cases = cases
        named = (each.text.partition(".")[0] for each in question.given)
        self._parties = tuple(dict.fromkeys(named))
        assert len(self._parties) <= MOST_PARTIES

    def found(self, progress: Progress) -> Coalitions:
        """Return the sets of parties that block, and those that can agree."""
        blocking: set[int] = set()
        limits: list[str] = []
        for case in self._cases:
            progress(f"readings {', '.join(f'{n}.{label}' for n, label in case.readings)}")
            answer = all_conflicts(self._inquiry.oracle, case.units, case.background)
            blocking |= {self._mask(each) for each in answer.conflicts}
            limits += answer.limits
        least = [
            each for each in blocking if not any(o != each and o & each == o for o in blocking)
        ]
        ordered = in_order(least)
        names = tuple(map(self._names, ordered))
        reasons = tuple(map(self._reason, names))
        agreeing = () if limits else self._agreeing(ordered)
        speaking = {unit.name for case in self._cases for unit in case.units}
        silent = tuple(name for name in self._parties if name not in speaking)
        limits = list(dict.fromkeys(limits))
        told = (self._question, self._parties, names, reasons, agreeing, silent, tuple(limits))
        never = (never_together(self._inquiry, self._asked(each)) for each in agreeing)
        return Coalitions(*told, tuple(never))

    def _agreeing(self, blocking: Sequence[int]) -> tuple[tuple[str, ...], ...]:
        """Return the complements of the minimal sets that hit every blocking one."""
        everybody = (1 << len(self._parties)) - 1
        masks = [everybody & ~each for each in hitting_sets(blocking)]
        ordered = sorted(masks, key=lambda mask: (-mask.bit_count(), [*places(mask)]))
        return tuple(self._names(mask) for mask in ordered if mask)

    def _reason(self, names: Sequence[str]) -> Shortest:
        """Return a shortest conflict among what the parties ``names`` bring.

        Each of them is needed, so if each brings one clause that is all there is to find.
        """
        cases = self._asked(names)
        case, units = cases[0], cases[0].units
        if len(cases) > 1 or len(units) > len(names):
            return shortest(self._inquiry, cases)
        return Shortest("incompatible", explained(self._inquiry, case, units), case.readings)

    def _asked(self, names: Sequence[str]) -> list[Case]:
        """Return the question about what the parties ``names`` bring."""
        given = tuple(e for e in self._question.given if e.text.partition(".")[0] in names)
        asked = self._inquiry.catalogue.cases(self._question.but(given=given))
        return [each for each in asked if isinstance(each, Case)]

    def _mask(self, units: Iterable[Unit]) -> int:
        return sum(1 << self._parties.index(unit.name) for unit in units)

    def _names(self, mask: int) -> tuple[str, ...]:
        return tuple(name for place, name in enumerate(self._parties) if mask >> place & 1)
