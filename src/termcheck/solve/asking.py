"""Asking: conflicts and fixes, found by putting sets of units to the oracle.

Accepts an oracle and a part of a problem; yields the minimal conflicts. There
are two ways to look for what is next, which take turns and share what they find:

- Leave out a minimal hitting set of the conflicts known so far. If the rest is
  incompatible, it contains a new conflict; else what was left out is a fix. Once
  nothing is left to leave out, all are known. After D. Gunopulos, R. Khardon,
  H. Mannila and H. Toivonen, "Data mining, hypergraph transversals, and machine
  learning", 1997.
- Ask for a package that none of the known fixes explains. If there is none, all
  fixes are known, and the conflicts are their minimal hitting sets. This is
  shorter where there are few fixes for very many conflicts.

Of units that can be exchanged one set stands for many (``exchange``): in what
follows, sets are of that kind, of each block the first members.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress

from termcheck.logic.components import Component
from termcheck.logic.problem import Item, Unit, hypothesis
from termcheck.solve.exchange import Exchange
from termcheck.solve.hitting import hitting_sets, looks
from termcheck.solve.masks import bits, members, places
from termcheck.solve.oracle import Compatible, Incompatible, Oracle, Undecided
from termcheck.solve.tried import TooLong, Tried

QUESTIONS = 10
"""How many questions are asked in one turn."""

STEPS = 100
"""How many sets are looked at in one turn, while questions are asked."""

LOOKS = 1_000
"""How many sets are looked at in one turn, once all has been asked."""

Way = Iterator[Sequence[int] | None]
"""A way to all conflicts: ``None`` for each turn, and the conflicts last, unless it gives up."""


class _Stopped(Exception):
    """The oracle hit a limit; caught in this module."""


class Asking:
    """Questions about one part.

    ``limit`` says which limit was hit, if one was; ``loose`` is then the conflict
    that was being made smaller. ``note`` is told of each conflict that is found.
    ``tried`` may answer what the oracle need not be asked.
    """

    def __init__(
        self,
        oracle: Oracle,
        part: Component,
        exchange: Exchange,
        note: Callable[[frozenset[Unit]], None] | None = None,
        tried: Tried | None = None,
    ) -> None:
        self.limit = ""
        self.loose: list[int] = []
        self._note = note
        self._tried = tried
        self._tries = 0
        self._conflicts: list[int] = []
        self._kept: dict[int, None] = {}
        self._beyond: dict[int, Item] = {}
        self._whole = False
        self._oracle = oracle
        self._background = part.background
        self._units = part.units
        self._everything = (1 << len(part.units)) - 1
        self._exchange = exchange
        self._unit_of: dict[Item, int] = {}
        for place, unit in enumerate(part.units):
            for item in unit.items:
                self._unit_of.setdefault(item, 1 << place)

    def found(self) -> list[int]:
        """Return the conflicts found so far, with all that exchanges make of them."""
        return [each for one in self._conflicts for each in self._exchange.images(one)]

    def by_conflicts(self) -> Way:
        """Find all conflicts in the first way alone."""
        return self._in_turn([self._all_conflicts()])

    def by_fixes(self) -> Way:
        """Find all conflicts in the second way alone."""
        return self._in_turn([self._all_fixes()])

    def by_known(self, maximal: Iterable[int]) -> Way:
        """Find all conflicts, when all maximal sets that are compatible are known."""
        self._kept = dict.fromkeys(maximal)
        self._whole = True
        return self._in_turn([])

    def by_both(self) -> Way:
        """Find all conflicts in both ways."""
        return self._in_turn([self._all_conflicts(), self._all_fixes()])

    def _in_turn(self, searches: Sequence[Iterator[bool]]) -> Way:
        try:
            while not self._whole and not any(map(self._turn, searches)):
                yield None
            if self._whole:
                yield from self._from_fixes()
            yield self.found()
        except _Stopped as stopped:
            self.limit = str(stopped)

    def _turn(self, search: Iterator[bool]) -> bool:
        """Let a search go on for a turn; say whether it has found all."""
        asked = self._asked()
        for _, done in zip(range(STEPS), search, strict=False):
            if done or self._asked() - asked >= QUESTIONS:
                return done
        return False

    # --- by conflicts --------------------------------------------------------

    def _all_conflicts(self) -> Iterator[bool]:
        """Find all conflicts; a step for each set that was left out."""
        known = -1
        while known < len(self._conflicts):
            known = len(self._conflicts)
            for left_out in hitting_sets(self._conflicts, self._exchange.last):
                rest = self._exchange.before(left_out, self._everything)
                if rest in self._kept:
                    continue
                answer = self._conflict_in(rest)
                if answer is None:
                    self._kept[rest] = None
                else:
                    self._found(answer)
                yield False
        yield True

    def _conflict_in(self, rest: int) -> int | None:
        """Return a minimal conflict in ``rest``, if there is one."""
        core = self._clash_in(rest)
        return None if core is None else self._shrink(core)

    def _shrink(self, conflict: int) -> int:
        """Drop units as long as a conflict remains, of each block the last first."""
        needed = 0
        for bit in reversed([*bits(conflict)]):
            if not conflict & bit or needed & bit:
                continue
            try:
                core = self._clash_in(conflict & ~bit)
            except _Stopped:
                self.loose.append(conflict)
                raise
            if core is None:
                needed |= self._exchange.block(bit)
            else:
                conflict = core
        return conflict

    def _found(self, conflict: int) -> None:
        """Keep a conflict, and tell whoever wants to know."""
        self._conflicts.append(conflict)
        if self._note is not None:
            self._note(frozenset(members(self._units, conflict)))

    def _clash_in(self, mask: int) -> int | None:
        """Return units of ``mask`` that clash, if there are any."""
        core = self._core(mask)
        return None if core is None else self._exchange.first(core)

    def _core(self, mask: int) -> int | None:
        if self._tried is not None:
            self._tries += 1
            with suppress(TooLong):
                return self._tried.core(mask)
        answer = self._compatible(self._items(mask))
        if isinstance(answer, Compatible):
            return None
        core = 0
        for item in answer.core:
            core |= self._unit_of.get(item, 0)
        return core & mask

    # --- by fixes ------------------------------------------------------------

    def _all_fixes(self) -> Iterator[bool]:
        """Find all maximal sets that are compatible, a step for each."""
        while (kept := self._another()) is not None:
            self._kept[kept] = None
            yield False
        self._whole = True
        yield True

    def _another(self) -> int | None:
        """Return a maximal set that is compatible and not known, if there is one."""
        kept = None if self._kept else 0
        for each in self._kept or (0,):
            if each not in self._beyond:
                self._beyond[each] = self._more_than(each)
        beyond = [self._beyond[each] for each in self._kept or (0,)]
        answer = self._compatible(beyond)
        while isinstance(answer, Compatible):
            kept = self._holding(answer)
            if kept == self._everything:
                break
            answer = self._compatible([*self._items(kept), self._more_than(kept)])
        return kept

    def _more_than(self, kept: int) -> Item:
        return hypothesis(self._exchange.more_than(kept, self._units), f"more than {kept}")

    def _holding(self, answer: Compatible) -> int:
        """Return which units hold in a package."""
        found = 0
        for place, unit in enumerate(self._units):
            if self._oracle.holds_in(answer.package, unit.items):
                found |= 1 << place
        return self._exchange.first(found)

    def _from_fixes(self) -> Iterator[None]:
        """Find the conflicts, of which each has something beyond every compatible set."""
        beyond = [self._everything & ~kept for kept in self._kept]
        known = set(self._conflicts)
        for look, each in enumerate(looks(beyond, self._exchange.next), 1):
            if each is not None and (conflict := self._exchange.up_to(each)) not in known:
                self._found(conflict)
            if look % LOOKS == 0:
                if limit := self._oracle.ended():
                    raise _Stopped(limit)
                yield None

    # --- questions -----------------------------------------------------------

    def _asked(self) -> int:
        """Return how many questions were asked so far, of anybody."""
        return self._tries + self._oracle.asked

    def _items(self, mask: int) -> list[Item]:
        return [item for at in places(mask) for item in self._units[at].items]

    def _compatible(self, items: Sequence[Item]) -> Compatible | Incompatible:
        answer = self._oracle.compatible((*items, *self._background))
        if isinstance(answer, Undecided):
            raise _Stopped(answer.limit)
        return answer
