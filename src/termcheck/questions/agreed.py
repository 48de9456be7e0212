"""What could be agreed, in full: the deals that are shown, with all that is said of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from termcheck.library.model import Question, Reference
from termcheck.logic.case import Fault
from termcheck.questions import verdict as v
from termcheck.questions.bargain import Packages, Part
from termcheck.questions.deal import Better, FullDeal, Left, full_deal, left_out, none_better
from termcheck.questions.forced import NotAsked
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.packages import packages
from termcheck.questions.preference import Objective
from termcheck.solve.oracle import Undecided
from termcheck.value import Value

Progress = Callable[[str], None]
"""Called with a few words before each question that may take time."""


class Way(Value):
    """One choice of a part: what it keeps and what it leaves out, with the reasons."""

    kept: tuple[str, ...]
    left: tuple[Left, ...]


class Agreed(Value):
    """The package deals of one combination of readings, the first of them in full.

    ``parts`` are the independent parts in which there is a choice, each with
    all its choices, but for those that have too many; ``kept_in_all`` are
    clauses on offer that every deal keeps.
    ``limits`` were hit before all that was to be shown was known.
    """

    packages: Packages
    shown: tuple[FullDeal, ...]
    better: tuple[Better, ...]
    parts: tuple[tuple[Way, ...], ...]
    kept_in_all: tuple[str, ...]
    limits: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether all package deals are shown, with everything that is said of them."""
        found = self.packages
        return found.counted and len(self.shown) == found.number and not self.limits


class AgreedByReading(Value):
    """The answer under one combination of readings."""

    readings: v.Readings
    answer: Agreed | NotAsked


def agreed(
    inquiry: Inquiry,
    question: Question,
    offered: Sequence[Reference],
    objective: Objective,
    most: int,
    progress: Progress = lambda _: None,
) -> tuple[AgreedByReading, ...] | tuple[Fault, ...]:
    """Return what could be agreed, by reading; of the deals, the ``most`` best in full."""
    progress("what can be kept together")
    found = packages(inquiry, question, offered, objective)
    faults = tuple(each for each in found if isinstance(each, Fault))
    if faults:
        return faults
    return tuple(
        AgreedByReading(
            each.readings,
            each.answer
            if isinstance(each.answer, NotAsked)
            else _agreed(inquiry, question, each.answer, most, progress),
        )
        for each in found
        if not isinstance(each, Fault)
    )


def _agreed(
    inquiry: Inquiry, question: Question, found: Packages, most: int, progress: Progress
) -> Agreed:
    shown: list[FullDeal] = []
    limits: list[str] = []
    for number, deal in enumerate(found.deals[:most], 1):
        progress(f"package {number}")
        full = full_deal(inquiry, question, found.offer, deal)
        if isinstance(full, Undecided):
            limits.append(full.limit)
            break
        shown.append(full)
    better = none_better(inquiry, found.offer, shown[0].deal) if shown else ()
    listed = [part for part in found.parts if part.listed]
    choosing = [part for part in listed if any(each.left for each in part.deals)]
    return Agreed(
        found,
        tuple(shown),
        better,
        tuple(_ways(inquiry, found, part) for part in choosing),
        _kept_in_all(found),
        tuple(limits),
    )


def _ways(inquiry: Inquiry, found: Packages, part: Part) -> tuple[Way, ...]:
    return tuple(
        Way(tuple(unit.name for unit in each.kept), left_out(inquiry, found.offer, each))
        for each in part.deals
    )


def _kept_in_all(found: Packages) -> tuple[str, ...]:
    somewhere = {unit for part in found.parts for each in part.deals for unit in each.left}
    somewhere.update(unit for part in found.parts for unit in part.contested)
    return tuple(unit.name for unit in found.offer.case.units if unit not in somewhere)
