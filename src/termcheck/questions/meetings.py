"""Meetings: which conflicts do texts and parties have on one side and not on the other?

A text is asked alone and with the red lines of each party. What is the same on
both sides is not asked again. Two texts of one library share the conflicts of
clauses that say the same, or that one inherits from the other. Under several
readings a conflict counts if it arises under one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from termcheck.library.model import Check, ExpectAnswer, Library, Question, Reference
from termcheck.logic.case import Case, Fault
from termcheck.logic.problem import STATUS_QUO, Unit, hypothesis
from termcheck.questions import verdict as v
from termcheck.questions.allowance import said, touched
from termcheck.questions.consistency import background_outcome, conflicts, explained
from termcheck.questions.expectations import run_check
from termcheck.questions.sides import Joined, Side
from termcheck.questions.sound import Status
from termcheck.questions.untouched import Untouched
from termcheck.solve.oracle import Compatible
from termcheck.value import Value

Progress = Callable[[str], None]
Names = frozenset[str]
Same = frozenset[object]
"""What tells conflicts apart: names, or what the clauses of a compared text say."""


class Meeting(Value):
    """A conflict, with the texts and parties that were asked together when it was found."""

    texts: tuple[str, ...]
    conflict: v.Conflict
    readings: v.Readings


Found = tuple[tuple[Meeting, ...], tuple[Meeting, ...], tuple[str, ...]]
"""Conflicts opened, conflicts closed, and limits that were hit."""


def meetings(
    base: Side,
    head: Side,
    both: Joined,
    progress: Progress,
    texts: tuple[str, str] | None = None,
) -> Found:
    """Return the conflicts that only the head has, and those that only the base has.

    Of all proposals, or of one text of each side if ``texts`` names them.
    """
    names = _names(base.library, head.library) if texts is None else [texts]
    sides = _Sides(base, head, both, _Twins(base.library, texts))
    for old, new in names:
        progress(f"conflicts of {new}")
        for party in ("", *_parties(base.library, head.library)):
            given = tuple((each, party) if party else (each,) for each in (old, new))
            sides.meet(given[0], given[1])
    return sides.found()


def _names(base: Library, head: Library) -> list[tuple[str, str]]:
    return [(name, name) for name in sorted({*base.proposals, *head.proposals})]


def _parties(base: Library, head: Library) -> list[str]:
    return sorted({*base.positions, *head.positions})


class _Sides:
    """Conflicts of both sides by their names, explained only where they differ."""

    def __init__(self, base: Side, head: Side, both: Joined, twins: _Twins) -> None:
        self._twins = twins
        self._sides = (base, head)
        self._changed = both.apart | both.narrowed
        self._untouched = Untouched(base.library, head.library, both)
        self._sound = _sound(base) and _sound(head)
        self._known: tuple[dict[Names, _Clash], dict[Names, _Clash]] = ({}, {})
        self._alike: tuple[set[Same], set[Same]] = (set(), set())
        self._limits: dict[str, None] = {}

    def meet(self, base: tuple[str, ...], head: tuple[str, ...]) -> None:
        """Ask about texts as each side has them, unless that comes to the same."""
        questions = self._question(0, base), self._question(1, head)
        alike = base == head and self._sound
        if alike and self._untouched.leaves(*questions):
            return
        cases = [self._cases(place, names) for place, names in enumerate((base, head))]
        if alike and _same(cases[0], cases[1], self._changed):
            return
        for place, names in enumerate((base, head)):
            for case in cases[place]:
                self._note(place, names, case)

    def _cases(self, place: int, names: tuple[str, ...]) -> tuple[Case, ...]:
        asked = self._question(place, names)
        found = self._sides[place].inquiry.catalogue.cases(asked)
        return tuple(each for each in found if isinstance(each, Case))

    def _question(self, place: int, names: tuple[str, ...]) -> Question:
        return self._sides[place].question.but(given=tuple(map(Reference, names)))

    def _note(self, place: int, names: tuple[str, ...], case: Case) -> None:
        outcome = self._asked(place, case)
        if isinstance(outcome, v.Undecided | v.Incompatible):
            self._limits |= dict.fromkeys(outcome.limits)
        if isinstance(outcome, v.Incompatible):
            for each in outcome.conflicts:
                units = [unit for unit in case.units if unit.name in each.names]
                same = self._twins.same(units)
                clash = _Clash(names, case, each.names, same)
                self._known[place].setdefault(each.names, clash)
                self._alike[place].add(same)

    def found(self) -> Found:
        """Return what only one side has, explained."""
        closed, opened = (
            tuple(
                self._explained(place, clash)
                for clash in self._known[place].values()
                if not self._stands(1 - place, clash)
            )
            for place in (0, 1)
        )
        return opened, closed, tuple(self._limits)

    def _stands(self, place: int, clash: _Clash) -> bool:
        """Say whether a side has a conflict of the other side too.

        A library that has the same clauses is asked about them: what is found
        with a new text may have stood before between clauses of other texts.
        """
        names = clash.blamed
        if clash.same in self._alike[place]:
            return True
        if self._sides[0].library is self._sides[1].library:
            return False
        clauses = tuple(sorted(each for each in names if not each.startswith(STATUS_QUO)))
        return any(
            names in {each.names for each in outcome.conflicts}
            for case in self._cases(place, clauses)
            if isinstance(outcome := self._asked(place, case), v.Incompatible)
        )

    def _asked(self, place: int, case: Case) -> v.Outcome | None:
        inquiry = self._sides[place].inquiry
        return background_outcome(inquiry, case) or conflicts(inquiry, case, explain=False)

    def _explained(self, place: int, clash: _Clash) -> Meeting:
        units = [unit for unit in clash.case.units if unit.name in clash.blamed]
        conflict = explained(self._sides[place].inquiry, clash.case, units)
        return Meeting(clash.texts, conflict, clash.case.readings)


class _Twins:
    """Which clauses of two texts of one library count as the same.

    Of a text and one that it amends, directly or not, those of one label; of
    any two, those that say the same. Without ``texts`` names tell.
    """

    def __init__(self, library: Library, texts: tuple[str, str] | None) -> None:
        self._texts = texts or ()
        self._inherits = texts is not None and _inherits(library, *texts)

    def same(self, units: Iterable[Unit]) -> Same:
        """Return what is the same of conflicts that both texts have."""
        return frozenset(map(self._same, units))

    def _same(self, unit: Unit) -> object:
        owner, _, label = unit.name.partition(".")
        if owner not in self._texts:
            return unit.name
        return label if self._inherits else said(unit.items)


def _inherits(library: Library, one: str, other: str) -> bool:
    """Say whether one of two texts amends the other, directly or through others."""
    return other in _ancestors(library, one) or one in _ancestors(library, other)


def _ancestors(library: Library, name: str) -> Iterator[str]:
    while name in library.proposals:
        name = library.proposals[name].amends
        yield name


def _sound(side: Side) -> bool:
    """Say whether rules and suppositions of a side admit something.

    If not, that is the answer to each of its questions, whatever they are about.
    """
    supposed = (hypothesis(each.formula, each.text) for each in side.question.suppose)
    items = (*side.inquiry.catalogue.rules, *supposed)
    return isinstance(side.inquiry.oracle.compatible(items), Compatible)


class _Clash(Value):
    """Where a conflict was found, who was blamed, and what is the same of both sides."""

    texts: tuple[str, ...]
    case: Case
    blamed: Names
    same: Same


def _same(base: Iterable[Case], head: Iterable[Case], changed: frozenset[str]) -> bool:
    """Say whether two sides ask the same: then they need not be asked."""
    old = [each.but(all_rules=()) for each in base]
    new = [each.but(all_rules=()) for each in head]
    if old != new:
        return False
    items = [i for case in new for unit in case.units for i in unit.items]
    items += [item for case in new for item in case.background]
    return not touched(items) & changed


# --- checks --------------------------------------------------------------------------

Turn = tuple[str, Status | None, Status | None]


def changed_checks(
    base: Side, head: Side, both: Joined, progress: Progress
) -> tuple[tuple[Turn, ...], tuple[str, ...]]:
    """Return the checks that end otherwise on the two sides, in the order of the head.

    Checks that are on one side only are told with how they end there.
    """
    untouched = Untouched(base.library, head.library, both)
    old, new = ({each.name: each for each in side.library.checks} for side in (base, head))
    changed = both.apart | both.narrowed
    sound = _sound(base) and _sound(head)
    turns: list[Turn] = []
    for name in (*new, *(each for each in old if each not in new)):
        before, after = old.get(name), new.get(name)
        same = before and after and tuple(_expected(before)) == tuple(_expected(after))
        if sound and before and after and same:
            if untouched.leaves(before.question, after.question):
                continue
            if _asks_the_same(base, before, head, after, changed):
                continue
        progress(name)
        status = (_status(base, before), _status(head, after))
        if status[0] != status[1]:
            turns.append((name, *status))
    limits = ("time",) if any("undecided" in turn[1:] for turn in turns) else ()
    return tuple(turns), limits


def _status(side: Side, check: Check | None) -> Status | None:
    return None if check is None else run_check(side.inquiry, check).status


def _asks_the_same(base: Side, old: Check, head: Side, new: Check, changed: frozenset[str]) -> bool:
    """Say whether a check, of which both sides expect the same, asks the same of both."""
    asked = [
        [_cases_of(side, check.question, each) for each in check.expectations]
        for side, check in ((base, old), (head, new))
    ]
    return all(_same(old, new, changed) for old, new in zip(asked[0], asked[1], strict=True))


def _expected(check: Check) -> Iterator[object]:
    """Yield what a check expects, without the places where it says so."""
    for each in check.expectations:
        told = {name: getattr(each, name) for name in each.FIELDS if name != "span"}
        for name in ("because", "refs"):
            if name in told:
                told[name] = tuple(reference.text for reference in told[name])
        yield type(each).__name__, tuple(told.items())


def _cases_of(side: Side, question: Question, expectation: object) -> tuple[Case, ...]:
    catalogue = side.inquiry.catalogue
    if isinstance(expectation, ExpectAnswer):
        found = catalogue.cases_about(question, expectation.formula)
    else:
        found = catalogue.cases(question)
    return tuple(each for each in found if not isinstance(each, Fault))
