"""What a choice opens: the plainest package, and what it settles.

Accepts a case whose conflicts are known; yields, for units that are given up
or moved, a package that was replayed, and the values that the rest of the
conflict then fixes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from termcheck.library.formula import (
    Among,
    Amount,
    Compare,
    Exactly,
    Formula,
    Not,
    Unlimited,
    Variable,
    events,
    variables,
)
from termcheck.library.model import Answer, Question
from termcheck.logic.case import Case
from termcheck.logic.components import Component
from termcheck.logic.evaluate import holds
from termcheck.logic.package import Package
from termcheck.logic.problem import Item, Unit, hypothesis
from termcheck.questions.claims import Opened, Settled
from termcheck.questions.inquiry import Inquiry
from termcheck.solve.oracle import Incompatible, Undecided

_LOOKED_AT = 8
"""How many terms of a conflict are looked at for what a choice settles."""

_EXAMPLES = 3
"""How many values of the package are shown where nothing is settled."""


def is_value(variable: Variable, value: Answer) -> Formula:
    """Return the claim that ``variable`` has ``value``."""
    if value is None:
        return Unlimited(variable)
    if isinstance(value, str):
        return Among(variable, (value,))
    return Compare(Amount(variable), "=", Exactly(value))


class Opening:
    """The packages of one case, made from one for the whole and one for each part."""

    def __init__(self, inquiry: Inquiry, question: Question, case: Case) -> None:
        self._inquiry = inquiry
        self._question = question
        self._case = case
        self.limits: list[str] = []

    def whole(self, units: Sequence[Unit], known: Iterable[Package] = ()) -> Package | None:
        """Return a package for ``units``: one of ``known`` that serves, or the plainest."""
        return self._package(self._case.but(units=tuple(units)), known)

    def with_part(
        self,
        base: Package,
        part: Component,
        units: Sequence[Unit],
        known: Iterable[Package] = (),
    ) -> Package | None:
        """Return ``base`` with what belongs to ``part`` made anew, for its ``units``.

        What ``part`` touches is touched by nothing else, so the two go together.
        """
        small = self._case.but(
            units=tuple(units), rules=part.background, suppositions=(), kept=(), kept_keys=()
        )
        found = self._package(small, known)
        if found is None:
            return None
        items = [*part.background, *(item for unit in part.units for item in unit.items)]
        formulas = [each.formula for item in items for each in item.parts]
        gone = {each for formula in formulas for each in variables(formula)}
        never = {each for formula in formulas for each in events(formula)}
        values = {k: value for k, value in base.values.items() if k not in gone}
        days = {k: day for k, day in base.days.items() if k not in never}
        order = self._inquiry.in_order([*self._case.background, *items, *self._items()])
        together = values | {k: value for k, value in found.values.items() if k in gone}
        days |= {k: day for k, day in found.days.items() if k in never}
        return Package(
            {each: together[each] for each in order if each in together},
            {each: days[each] for each in sorted(days)},
        )

    def _items(self) -> list[Item]:
        return [item for unit in self._case.units for item in unit.items]

    def _package(self, case: Case, known: Iterable[Package]) -> Package | None:
        items = [*(item for unit in case.units for item in unit.items), *case.background]
        for package in known:
            if replays(items, package):
                return package
        found = self._inquiry.plain_package(case, self._question)
        if isinstance(found, Undecided):
            self.limits.append(found.limit)
            return None
        if found is None:
            return None
        self.limits += found.limits
        return found.package if replays(items, found.package) else None

    # --- what is settled -----------------------------------------------------------

    def settled(
        self, package: Package, touched: Sequence[Unit], left: Sequence[Item]
    ) -> tuple[Settled, ...]:
        """Return the values of the terms of ``touched`` units that ``left`` fixes."""
        oracle = self._inquiry.oracle
        found: list[Settled] = []
        for variable in self._spoken_of(package, touched)[:_LOOKED_AT]:
            value = package.values[variable]
            other = hypothesis(Not(is_value(variable, value)))
            if isinstance(oracle.compatible((*left, other)), Incompatible):
                found.append(Settled(variable, value))
        return tuple(found)

    def example(self, package: Package, touched: Sequence[Unit]) -> Opened:
        """Return what ``package`` makes of a few terms and events of ``touched`` units."""
        terms = self._spoken_of(package, touched)[:_EXAMPLES]
        formulas = [p.formula for unit in touched for item in unit.items for p in item.parts]
        happening = dict.fromkeys(e for each in formulas for e in events(each))
        days = [(each, package.days[each]) for each in happening if each in package.days]
        return Opened(
            tuple((each, package.values[each]) for each in terms),
            tuple(days[: _EXAMPLES - len(terms)] if len(terms) < _EXAMPLES else ()),
        )

    def _spoken_of(self, package: Package, touched: Sequence[Unit]) -> list[Variable]:
        """Return the variables of ``touched`` units in ``package``, of the default phase."""
        items = [item for unit in touched for item in unit.items]
        default = self._inquiry.library.default_phase
        found = [each for each in self._inquiry.in_order(items) if each in package.values]
        return [each for each in found if each.phase in (None, default)] or found


def replays(items: Iterable[Item], package: Package) -> bool:
    """Say whether all ``items`` hold in ``package`` by ``evaluate``, nothing left open."""
    try:
        return all(holds(part.formula, package) for item in items for part in item.parts)
    except KeyError:
        return False
