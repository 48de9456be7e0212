"""Canonical packages: of all packages for a set of items, the plainest.

A solver's package depends on its seed and on its mood. Here each variable in
turn gets the first value that the rest allows, in an order that only the
library fixes: the status quo, then the values as they were declared, for
numbers the least, for events not to happen, or else the earliest day from an
anchor on, or else the latest before it. So equal questions give equal packages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import floor

from termcheck.library.formula import (
    Among,
    Amount,
    Compare,
    DayOf,
    Exactly,
    Formula,
    Happens,
    Not,
    Or,
    Quantity,
    Times,
    Unlimited,
    Variable,
)
from termcheck.library.model import Answer, Choice, Range
from termcheck.logic.evaluate import amount, holds
from termcheck.logic.package import Package
from termcheck.logic.problem import Item, hypothesis
from termcheck.solve.oracle import Compatible, Oracle, Undecided
from termcheck.value import Value

_REFINEMENTS = 40
"""How often an interval of decimals is halved before its ends are taken as found."""

_TURNS = 50
"""How many wishes are taken up again before one is asked about after the other."""


_MANY = 50
"""How many wishes are refused one by one before all that are left are doubted at once."""

_DOUBTS = 5
"""How often they are doubted."""

_SHARE = 0.5
"""Which part of the time that is left may go into making a package plainer."""


class Plain(Value):
    """The plainest package for some items; another one if ``limits`` were hit on the way."""

    package: Package
    limits: tuple[str, ...] = ()


class _NoAnswer(Exception):
    """A question stayed undecided; caught in this module."""


def canonical_package(
    oracle: Oracle,
    items: Sequence[Item],
    variables: Iterable[Variable],
    events: Iterable[str],
    now: Mapping[Variable, Answer],
    anchor: int,
) -> Plain | Undecided | None:
    """Return the plainest package for ``items``, or ``None`` if there is none.

    It answers just ``variables`` and ``events``, in their order. ``anchor`` is
    a day number. If a limit is hit on the way, it is the plainest that was
    found; undecided if none was.
    """
    order = (tuple(variables), tuple(events))
    search = _Search(oracle, items)
    try:
        if not search.allows():
            return None
        with oracle.sharing(_SHARE):
            wishes = [search.wish(each, now) for each in order[0]]
            search.hope([*wishes, *(Not(Happens(each)) for each in order[1])])
            values = {each: search.value(each, now) for each in order[0]}
            days = {each: search.day(each, anchor) for each in order[1]}
    except _NoAnswer as stopped:
        best = search.best(*order)
        return Undecided(str(stopped)) if best is None else Plain(best, (str(stopped),))
    return Plain(Package(values, days))


class _Search:
    """A set of items that grows by one decision at a time.

    ``hope`` looks ahead at the first wish for every variable. The package that
    it finds grants all wishes but those that earlier ones refuse, so that most
    decisions need no question of their own. Where wishes exclude each other in
    numbers, as those of a count do, it is given up after ``_TURNS`` turns.
    """

    def __init__(self, oracle: Oracle, items: Sequence[Item]) -> None:
        self._oracle = oracle
        self._items = list(items)
        self._wishes: list[Item] = []
        self._refused: dict[Item, frozenset[Item]] = {}
        self._turns = 0
        self._example: Package | None = None
        self._first: Package | None = None
        self._latest: Package | None = None

    def best(self, variables: Sequence[Variable], events: Sequence[str]) -> Package | None:
        """Return the plainest package that was found so far, if one was."""
        found = self._example or self._first
        if found is None:
            return None
        return Package({v: found.values[v] for v in variables}, {e: found.days[e] for e in events})

    def hope(self, wishes: Iterable[Formula]) -> None:
        """Expect ``wishes`` to be decided, in this order."""
        self._wishes = [*map(hypothesis, wishes)]
        self._look_ahead(0)

    def _look_ahead(self, start: int) -> None:
        """Find a package that grants the wishes from ``start`` on, except the refused.

        A wish is refused if it clashes with wishes before it that are granted,
        so the granted ones are those that deciding one by one would grant.
        """
        place = {item: at for at, item in enumerate(self._wishes)}
        while True:
            hoped = [item for item in self._wishes[start:] if item not in self._refused]
            answer = self._oracle.compatible((*self._items, *hoped))
            if isinstance(answer, Undecided):
                raise _NoAnswer(answer.limit)
            if isinstance(answer, Compatible):
                self._example = answer.package
                return
            clash = answer.core & {*hoped}
            last = max(clash, key=place.__getitem__)
            for other in [each for each, why in self._refused.items() if last in why]:
                del self._refused[other]
                self._turns += 1
            self._refused[last] = clash
            if len(self._refused) == _MANY and not self._turns:
                self._doubt([each for each in self._wishes if each not in self._refused])
            if self._turns > _TURNS:
                self._wishes, self._refused = [], {}
                return

    def _doubt(self, wishes: Sequence[Item]) -> None:
        """Refuse those of ``wishes`` at once that cannot hold, whatever else is granted."""
        left = wishes
        for _ in range(_DOUBTS):
            some = hypothesis(Or(tuple(each.parts[0].formula for each in left)))
            answer = self._oracle.compatible((*self._items, some))
            if isinstance(answer, Undecided):
                raise _NoAnswer(answer.limit)
            if not isinstance(answer, Compatible):
                self._refused |= dict.fromkeys(left, frozenset[Item]())
                return
            left = [each for each in left if not holds(each.parts[0].formula, answer.package)]

    def allows(self, *formulas: Formula) -> bool:
        """Say whether ``formulas`` can hold beside what was decided."""
        wanted = [*map(hypothesis, formulas)]
        if any(item in self._refused for item in wanted):
            return False
        if self._example is not None and all(map(self._shows, formulas)):
            self._latest = self._example
            return True
        answer = self._oracle.compatible((*self._items, *wanted))
        if isinstance(answer, Undecided):
            raise _NoAnswer(answer.limit)
        if not isinstance(answer, Compatible):
            return False
        self._first = self._first or answer.package
        self._latest = answer.package
        if not self._wishes:
            self._example = answer.package
        return True

    def _shows(self, formula: Formula) -> bool:
        try:
            return self._example is not None and holds(formula, self._example)
        except KeyError:
            return False

    def decide(self, formula: Formula) -> None:
        """Let ``formula`` hold from now on."""
        decided = hypothesis(formula)
        self._items.append(decided)
        if self._wishes and not self._shows(formula):
            self._wishes = [each for each in self._wishes if each != decided]
            self._look_ahead(0)

    def wish(self, variable: Variable, now: Mapping[Variable, Answer]) -> Formula:
        """Return the claim that ``variable`` has the value that is tried first."""
        domain = self._oracle.domains[variable.term]
        if isinstance(domain, Choice):
            return Among(variable, (str(now.get(variable, domain.values[0])),))
        preferred = now.get(variable, domain.low)
        if preferred is None:
            return Unlimited(variable)
        return Compare(Amount(variable), "=", Exactly(Fraction(preferred)))

    def value(self, variable: Variable, now: Mapping[Variable, Answer]) -> Answer:
        """Decide the value of ``variable`` and return it."""
        domain = self._oracle.domains[variable.term]
        if isinstance(domain, Choice):
            return self._choice(variable, domain, now)
        return self._number(variable, domain, now)

    def _choice(self, variable: Variable, domain: Choice, now: Mapping[Variable, Answer]) -> str:
        preferred = now.get(variable)
        values = sorted(domain.values, key=lambda value: value != preferred)
        for value in values[:-1]:
            if self.allows(Among(variable, (value,))):
                break
        else:
            value = values[-1]
        self.decide(Among(variable, (value,)))
        return value

    def _number(self, variable: Variable, domain: Range, now: Mapping[Variable, Answer]) -> Answer:
        quantity = Amount(variable)
        preferred = now.get(variable, domain.low)
        if preferred is not None and self._takes(quantity, Fraction(preferred)):
            return Fraction(preferred)
        if domain.or_none and self.allows(Unlimited(variable)):
            self.decide(Unlimited(variable))
            return None
        least = self._least_whole if domain.whole else self._least_decimal
        return least(quantity, domain.low, domain.high)

    def day(self, event: str, anchor: int) -> int | None:
        """Decide the day of ``event``, or that it does not happen."""
        if self.allows(Not(Happens(event))):
            self.decide(Not(Happens(event)))
            return None
        first, last = map(Fraction, self._oracle.horizon)
        quantity = DayOf(event)
        start = max(first, min(Fraction(anchor), last))
        if self.allows(Compare(Exactly(start), "<=", quantity)):
            self.decide(Compare(Exactly(start), "<=", quantity))
            return int(self._least_whole(quantity, start, last))
        backwards = Times(Fraction(-1), quantity)
        return -int(self._least_whole(backwards, -start, -first))

    def _takes(self, quantity: Quantity, value: Fraction) -> bool:
        """Decide that ``quantity`` is ``value`` if that is possible."""
        equal = Compare(quantity, "=", Exactly(value))
        if not self.allows(equal):
            return False
        self.decide(equal)
        return True

    def _least_whole(self, quantity: Quantity, low: Fraction, high: Fraction) -> Fraction:
        below, reached = floor(low) - 1, floor(high)
        tried = 0
        while reached - below > 1:
            middle = (below + 1, reached - 1)[tried] if tried < 2 else (below + reached) // 2
            tried += 1
            if self.allows(Compare(quantity, "<=", Exactly(Fraction(middle)))):
                reached = min(middle, _shown(quantity, self._latest, middle))
            else:
                below = middle
            if tried == 1:
                reached = min(reached, _shown(quantity, self._example, reached))
        self.decide(Compare(quantity, "=", Exactly(Fraction(reached))))
        return Fraction(reached)

    def _least_decimal(self, quantity: Quantity, low: Fraction, high: Fraction) -> Fraction:
        below, reached = low, high
        for _ in range(_REFINEMENTS):
            middle = (below + reached) / 2
            if self.allows(Compare(quantity, "<=", Exactly(middle))):
                reached = middle
            else:
                below = middle
        end = simplest(below, reached)
        if self._takes(quantity, end):
            return end
        step = Fraction(1)
        while not self._takes(quantity, end + step):
            step /= 2
            if step.denominator > 2**_REFINEMENTS:
                raise _NoAnswer("no plain number found for an open interval")
        return end + step


def _shown(quantity: Quantity, package: Package | None, otherwise: int) -> int:
    """Return the whole number that ``quantity`` is in ``package``, if it is known."""
    try:
        found = None if package is None else amount(quantity, package)
    except KeyError:
        found = None
    return otherwise if found is None else floor(found)


def simplest(low: Fraction, high: Fraction) -> Fraction:
    """Return the fraction with the least denominator between ``low`` and ``high``.

    Both ends count. Walks the Stern-Brocot tree.
    """
    whole = floor(low)
    if whole == low or low > high:
        return low
    if whole < floor(high):
        return Fraction(whole + 1)
    return whole + 1 / simplest(1 / (high - whole), 1 / (low - whole))
