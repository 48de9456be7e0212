"""All minimal conflicts of a set of units.

Accepts units (clauses, or whole texts) and a background; yields every minimal
set of units that the background excludes. Parts of the problem that share no
variable are answered apart, the easy ones first: by a few questions or by
elimination where that suffices, else by asking the oracle about one choice of
units after the other, of all hard parts in turn, so that none keeps another
waiting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from termcheck.logic.components import Component, components
from termcheck.logic.problem import Item, Unit
from termcheck.solve.elimination import Labelled, minimal_labels
from termcheck.solve.hitting import hitting_sets
from termcheck.solve.labelled import labelled
from termcheck.solve.masks import bits, in_order, places
from termcheck.solve.oracle import Compatible, Incompatible, Oracle, Undecided
from termcheck.value import Value

Conflict = frozenset[Unit]

FEW = 10
"""How many questions the solver is asked before elimination is tried."""

FEW_STEPS = 100
"""How many choices of units are looked at before elimination is tried."""

LITTLE = 300_000
"""Work of an elimination that is tried for all parts before more is for any; about 20 ms."""

MUCH = 40_000_000
"""Work of an elimination before choices are asked about until the end, about 2 s."""


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
    going = [search for search in going if not search.holds() and not search.begin()]
    for most in (LITTLE, MUCH):
        going = [search for search in going if not search.eliminate(most)]
    _in_turn([search.steps for search in going])
    found = [search.found() for search in searches]
    limits = dict.fromkeys(limit for each in found for limit in each.limits)
    return Found(
        tuple(each for row in found for each in row.conflicts),
        tuple(limits),
        tuple(each for row in found for each in row.loose),
    )


def by_hitting_sets(oracle: Oracle, units: Sequence[Unit], background: Sequence[Item]) -> Found:
    """Enumerate the conflicts among ``units`` by asking the oracle alone."""
    search = _Search(oracle, Component(tuple(units), tuple(background)))
    _in_turn([search.steps])
    return search.found()


def by_elimination(oracle: Oracle, units: Sequence[Unit], background: Sequence[Item]) -> Found:
    """Enumerate the conflicts among ``units`` by elimination alone."""
    search = _Search(oracle, Component(tuple(units), tuple(background)))
    return search.found() if search.eliminate(MUCH) else Found((), ("elimination",))


def _in_turn(searches: Iterable[Iterator[None]]) -> None:
    """Let each search take one step after the other until all have ended."""
    going = list(searches)
    while going:
        going = [each for each in going if next(each, _ENDED) is not _ENDED]


_ENDED = object()


def _sets(units: Sequence[Unit], masks: Iterable[int]) -> tuple[Conflict, ...]:
    return tuple(frozenset(units[at] for at in places(mask)) for mask in in_order(masks))


class _Search:
    """Choices of units, put to the oracle one after the other.

    After D. Gunopulos, R. Khardon, H. Mannila and H. Toivonen, "Data mining,
    hypergraph transversals, and machine learning", 1997: leave out a minimal
    hitting set of the conflicts known so far; if the rest is incompatible, it
    contains a new conflict. Once no hitting set yields one, all are known.
    """

    def __init__(
        self, oracle: Oracle, part: Component, note: Callable[[Conflict], None] | None = None
    ) -> None:
        self.part = part
        self._note = note
        self._oracle = oracle
        self._units = part.units
        self._everything = (1 << len(part.units)) - 1
        self._conflicts: list[int] = []
        self._loose: list[int] = []
        self._fixes: set[int] = set()
        self.steps = self._all_steps()
        self._limit = ""
        self._clauses: Sequence[Labelled] | None = None
        self._unit_of: dict[Item, int] = {}
        for place, unit in enumerate(part.units):
            for item in unit.items:
                self._unit_of.setdefault(item, 1 << place)

    def found(self) -> Found:
        """Return the conflicts found so far, and the limit if one was hit."""
        limits = (self._limit,) if self._limit else ()
        conflicts, loose = _sets(self._units, self._conflicts), _sets(self._units, self._loose)
        return Found(conflicts, limits, loose)

    def holds(self) -> bool:
        """Say whether it is known that there is no conflict."""
        return isinstance(self._ask(self._everything), Compatible)

    def begin(self) -> bool:
        """Ask a few questions; say whether that was enough."""
        asked = self._oracle.asked
        for _ in range(FEW_STEPS):
            if next(self.steps, _ENDED) is _ENDED:
                return not self._limit
            if self._oracle.asked - asked > FEW:
                break
        return False

    def eliminate(self, most: int) -> bool:
        """Find all conflicts at once, if that takes at most so much work; say whether it did."""
        part, oracle = self.part, self._oracle
        if oracle.ended():
            return False
        if self._clauses is None:
            made = labelled(oracle.domains, oracle.horizon, part.units, part.background)
            self._clauses = made or ()
        if not self._clauses:
            return False
        labels = minimal_labels(self._clauses, most, lambda: bool(oracle.ended()))
        if labels is not None:
            self._conflicts, self._loose, self._limit = list(labels), [], ""
        return labels is not None

    def _all_steps(self) -> Iterator[None]:
        """Find all conflicts; a step for each choice that was asked about."""
        known = -1
        while known < len(self._conflicts):
            known = len(self._conflicts)
            for fix in hitting_sets(self._conflicts):
                if fix in self._fixes:
                    continue
                answer = self._conflict_outside(fix)
                if isinstance(answer, Undecided):
                    self._limit = answer.limit
                    return
                if answer is None:
                    self._fixes.add(fix)
                else:
                    self._found(answer)
                yield

    def _found(self, conflict: int) -> None:
        """Keep a conflict, and tell whoever wants to know."""
        self._conflicts.append(conflict)
        if self._note is not None:
            self._note(frozenset(self._units[at] for at in places(conflict)))

    def _conflict_outside(self, fix: int) -> int | Undecided | None:
        """Return a minimal conflict among the units outside ``fix``, if there is one."""
        rest = self._everything & ~fix
        answer = self._ask(rest)
        if isinstance(answer, Compatible):
            return None
        if isinstance(answer, Undecided):
            return answer
        return self._shrink(self._core(answer) & rest)

    def _ask(self, mask: int) -> Compatible | Incompatible | Undecided:
        items = [item for at in places(mask) for item in self._units[at].items]
        return self._oracle.compatible((*items, *self.part.background))

    def _core(self, answer: Incompatible) -> int:
        core = 0
        for item in answer.core:
            core |= self._unit_of.get(item, 0)
        return core

    def _shrink(self, conflict: int) -> int | Undecided:
        """Drop units as long as a conflict remains; what is left at a limit is kept as loose."""
        for bit in bits(conflict):
            if not conflict & bit:
                continue
            answer = self._ask(conflict & ~bit)
            if isinstance(answer, Undecided):
                self._loose.append(conflict)
                return answer
            if isinstance(answer, Incompatible):
                conflict &= ~bit & self._core(answer)
        return conflict
