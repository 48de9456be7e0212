"""All minimal conflicts of a set of units.

Accepts units (clauses, or whole texts) and a background; yields every minimal
set of units that the background excludes. Parts of the problem that share no
variable are answered apart, the easy ones first: by looking at all
packages where they are few, or by elimination, which needs no solver. Where it
gets hard, elimination and questions take turns until one of them has found all;
so do the parts, that none keeps another waiting.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf

from termcheck.logic.components import Component, components
from termcheck.logic.problem import Item, Unit
from termcheck.solve.asking import Asking, Way
from termcheck.solve.child import now
from termcheck.solve.elimination import eliminating
from termcheck.solve.exchange import NONE, exchange
from termcheck.solve.labelled import labelled
from termcheck.solve.masks import in_order, members
from termcheck.solve.oracle import Oracle
from termcheck.solve.tried import Tried
from termcheck.solve.worlds import maximal
from termcheck.value import Value

Conflict = frozenset[Unit]

LITTLE = 400_000
"""Work of an elimination in one turn, about 50 ms."""

MUCH = 400_000_000
"""Work of an elimination before only questions are left, about 20 s."""


class Found(Value):
    """What an enumeration found.

    ``conflicts`` are minimal and all different, small ones first within each
    part of the problem. They are all if ``limits`` is empty, which otherwise
    says which limits were hit. ``loose`` are further sets of units that the
    background excludes, of which a limit left open whether fewer would do.
    """

    conflicts: tuple[Conflict, ...]
    limits: tuple[str, ...] = ()
    loose: tuple[Conflict, ...] = ()


Enumerator = Callable[[Oracle, Sequence[Unit], Sequence[Item]], Found]
"""Every method of enumeration has this form; they must agree."""


def all_conflicts(
    oracle: Oracle,
    units: Sequence[Unit],
    background: Sequence[Item],
    note: Callable[[Conflict], None] | None = None,
) -> Found:
    """Return the conflicts among ``units``, by whatever way is short.

    The background alone is compatible. Parts of the problem come in the order
    of their first unit. ``note`` is told of each conflict that is found by the
    way, for whoever is cut off before all are known.
    """
    searches = [_Search(oracle, part, note) for part in components(units, background)]
    going = sorted(searches, key=lambda search: len(search.part.units))
    while going:
        going = [search for search in going if not search.turn()]
    limits = dict.fromkeys(search.limit for search in searches if search.limit)
    return Found(
        tuple(each for search in searches for each in search.found()),
        tuple(limits),
        tuple(each for search in searches for each in search.loose()),
    )


def by_conflicts(oracle: Oracle, units: Sequence[Unit], background: Sequence[Item]) -> Found:
    """Enumerate the conflicts among ``units`` by asking for one after the other."""
    part = Component(tuple(units), tuple(background))
    return _alone(part, asking := Asking(oracle, part, NONE), asking.by_conflicts())


def by_fixes(oracle: Oracle, units: Sequence[Unit], background: Sequence[Item]) -> Found:
    """Enumerate the conflicts among ``units`` by asking for all fixes first."""
    part = Component(tuple(units), tuple(background))
    return _alone(part, asking := Asking(oracle, part, NONE), asking.by_fixes())


def by_worlds(oracle: Oracle, units: Sequence[Unit], background: Sequence[Item]) -> Found:
    """Enumerate the conflicts among ``units`` by looking at all packages, if they are few."""
    part = Component(tuple(units), tuple(background))
    found = maximal(oracle.domains, units, background)
    if found is None:
        return Found((), ("worlds",))
    return _alone(part, asking := Asking(oracle, part, NONE), asking.by_known(found))


def by_exchange(oracle: Oracle, units: Sequence[Unit], background: Sequence[Item]) -> Found:
    """Enumerate the conflicts among ``units`` by asking, alike ones together."""
    part = Component(tuple(units), tuple(background))
    asking = Asking(oracle, part, exchange(oracle.domains, units, background))
    return _alone(part, asking, asking.by_both())


def by_elimination(oracle: Oracle, units: Sequence[Unit], background: Sequence[Item]) -> Found:
    """Enumerate the conflicts among ``units`` by elimination alone."""
    part = Component(tuple(units), tuple(background))
    for found in _eliminated(oracle, part):
        if found is not None:
            return Found(_sets(part.units, found))
    return Found((), ("elimination",))


def _alone(part: Component, asking: Asking, way: Way) -> Found:
    """Go one way to its end."""
    for _ in way:
        pass
    return Found(_sets(part.units, asking.found()), (asking.limit,) if asking.limit else ())


def _eliminated(oracle: Oracle, part: Component) -> Way:
    """Eliminate, until time is up or it is too much work."""
    made = labelled(oracle.domains, oracle.horizon, part.units, part.background)
    for found in eliminating(made, MUCH, LITTLE) if made else ():
        yield found
        if oracle.ended():
            return


def _sets(units: Sequence[Unit], masks: Sequence[int]) -> tuple[Conflict, ...]:
    return tuple(frozenset(members(units, mask)) for mask in in_order(masks))


class _Search:
    """The ways to the conflicts of one part, of which one joins after the other."""

    def __init__(
        self, oracle: Oracle, part: Component, note: Callable[[Conflict], None] | None
    ) -> None:
        self.part = part
        self.limit = ""
        self._oracle = oracle
        self._note = note
        self._asking = Asking(oracle, part, NONE, note)
        self._asked = self._asking.by_both()
        self._eliminated: Way = _eliminated(oracle, part)
        self._spent = [0.0, 0.0]
        self._turns = 0
        self._looked = False
        self._all: Sequence[int] | None = None

    def found(self) -> tuple[Conflict, ...]:
        """Return the conflicts found so far."""
        return _sets(self.part.units, self._asking.found() if self._all is None else self._all)

    def loose(self) -> tuple[Conflict, ...]:
        """Return what was being made smaller when a limit was hit."""
        return _sets(self.part.units, self._asking.loose) if self._all is None else ()

    def turn(self) -> bool:
        """Let one way go on for a turn; say whether the search has ended.

        Elimination comes first, until it gets hard, unless there are few sets to
        ask about. Then it gets twice the time that questions get, but never much
        more; it changes nothing that is found.
        """
        if limit := self._oracle.ended():
            self.limit = limit
            return True
        few = False
        if self._turns == 0:
            self._look()
        if self._turns == (len(self.part.units) > _SMALL) and not self._looked:
            few = self._exchange()
        self._turns += 1
        asked, eliminated = self._spent
        asks = few or asked < max(eliminated / 2, eliminated - _AHEAD)
        start = now()
        found = next(self._asked if asks else self._eliminated, _GAVE_UP)
        self._spent[not asks] += now() - start
        if isinstance(found, str):
            self._spent[not asks] = inf
            ended = self._spent == [inf, inf]
            self.limit = self._asking.limit if ended else ""
            return ended
        self._all = found
        return found is not None

    def _look(self) -> None:
        """Ask nothing more if there are so few packages that all can be looked at."""
        found = maximal(self._oracle.domains, self.part.units, self.part.background)
        if found is not None and len(found) <= _FEW:
            self._looked = True
            self._asked = self._asking.by_known(found)
            self._spent = [0.0, inf]

    def _exchange(self) -> bool:
        """Ask, if some units are alike, of one set for all; say whether that leaves few.

        Few are asked about in turn: to ask for fixes is harder where much is alike.
        """
        oracle, part = self._oracle, self.part
        alike = exchange(oracle.domains, part.units, part.background)
        tried = Tried(oracle.domains, oracle.horizon, part)
        self._asking = Asking(oracle, part, alike, self._note, tried)
        few = alike.sets(len(part.units)) <= _FEW
        self._asked = self._asking.by_conflicts() if few else self._asking.by_both()
        return few


_AHEAD = 1.0
"""How many seconds elimination may have had more than the questions."""

_FEW = 500
"""Of how many maximal sets the conflicts are made, and how many sets are asked about at once."""

_SMALL = 60
"""Up to how many units it is looked before the first turn, not after it, what is alike."""

_GAVE_UP = "gave up"
"""Comes from a way that has ended without finding all."""
