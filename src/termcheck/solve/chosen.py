"""Chosen: what a choice of a few literals says of values, where the rest stays as it is known.

Accepts literals that a search chose, and a package; yields the values and days
that have to change. What they make need not be a package of anything: it has
to be replayed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction

from termcheck.library.formula import Variable
from termcheck.library.model import Answer, Choice
from termcheck.logic.package import Package
from termcheck.solve.encode import Encoder
from termcheck.solve.fitting import Fitting
from termcheck.solve.numbers import Unknown
from termcheck.value import Value

Name = Variable | str
"""A variable, or the name of an event."""


class Changes(Value):
    """Values and days that are other than in a package."""

    values: Mapping[Variable, Answer]
    days: Mapping[str, int | None]

    @property
    def names(self) -> tuple[Name, ...]:
        """What is changed."""
        return (*self.values, *self.days)

    def of(self, package: Package) -> Package:
        """Return ``package`` with the changes."""
        return Package({**package.values, **self.values}, {**package.days, **self.days})


class Chosen:
    """The variables and events of ``encoder``, which ``known`` answers.

    ``said`` are the literals on which something depends.
    """

    def __init__(self, encoder: Encoder, said: Collection[int], known: Package) -> None:
        self._encoder = encoder
        self._known = known
        self._unknown = dict[Name, Unknown](encoder.amounts.items())
        self._unknown.update(encoder.days.items())
        self._name = {each.number: name for name, each in self._unknown.items()}
        self._owner = self._owners()
        before = {number: self._before(name) for number, name in self._name.items()}
        numbers = {
            n: Fraction(each) for n, each in before.items() if isinstance(each, int | Fraction)
        }
        self._fitting = Fitting(encoder, said, self._unknown.values(), numbers)

    def _owners(self) -> dict[int, Name]:
        """Return whose value a literal is about, for those that are about one."""
        encoder, found = self._encoder, dict[int, Name]()
        for variable, row in encoder.choices.items():
            found.update((abs(literal), variable) for literal in row)
        found.update((literal, each) for each, literal in encoder.unlimited.items())
        found.update((literal, each) for each, literal in encoder.happening.items())
        for name, unknown in self._unknown.items():
            thresholds = encoder.numbers.thresholds[unknown.number]
            found.update((literal, name) for _, literal in thresholds)
        return found

    def changes(self, literals: Collection[int]) -> Changes:
        """Return what is other than known where ``literals`` hold, as far as can be seen."""
        chosen = frozenset(literals)
        owners = map(self._owner.get, map(abs, literals))
        names = dict.fromkeys(each for each in owners if each is not None)
        found: dict[Name, Answer | int] = {}
        touched: list[Unknown] = []
        for name in names:
            if isinstance(name, Variable) and name in self._encoder.choices:
                found[name] = self._choice(name, chosen)
            elif self._is_none(name, chosen):
                found[name] = None
            else:
                touched.append(self._unknown[name])
        gone = {self._unknown[name].number for name, value in found.items() if value is None}
        for number, value in self._fitting.fitted(chosen, touched, gone).items():
            found[self._name[number]] = value
        return self._differing(found)

    def _differing(self, found: Mapping[Name, Answer | int]) -> Changes:
        values, days = dict[Variable, Answer](), dict[str, int | None]()
        for name, value in found.items():
            if value == self._before(name):
                continue
            if isinstance(name, Variable):
                values[name] = Fraction(value) if isinstance(value, int) else value
            elif not isinstance(value, str):
                days[name] = None if value is None else int(value)
        return Changes(values, days)

    def _before(self, name: Name) -> Answer | int:
        return self._known.values[name] if isinstance(name, Variable) else self._known.days[name]

    def _choice(self, variable: Variable, chosen: Collection[int]) -> str:
        """Return a value that is chosen, or else one that is not denied, the known one first."""
        domain = self._encoder.domains[variable.term]
        assert isinstance(domain, Choice)
        row = dict(zip(domain.values, self._encoder.choices[variable], strict=True))
        sure = [value for value, literal in row.items() if literal in chosen]
        left = sure or [value for value, literal in row.items() if -literal not in chosen]
        before = self._known.values[variable]
        return before if isinstance(before, str) and before in left else (left or [*row])[0]

    def _is_none(self, name: Name, chosen: Collection[int]) -> bool:
        """Say whether there is no limit, or the event does not happen."""
        if isinstance(name, Variable):
            there = -self._encoder.unlimited.get(name, 0)
        else:
            there = self._encoder.happening[name]
        if not there or there in chosen:
            return False
        return -there in chosen or self._before(name) is None
