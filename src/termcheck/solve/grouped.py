"""Grouped clauses: sets of items over one background, ready for questions about many of them.

Accepts a background and groups of items; yields clauses over literals, in
which everything that groups share is there once. A literal that merely stands
for a part of a formula is only spoken of where that part is said, so what one
group says does not weigh on the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from termcheck.library.model import Domain
from termcheck.logic.problem import Item
from termcheck.solve.cnf import FALSE, TRUE
from termcheck.solve.encode import Encoder
from termcheck.solve.lemmas import lemmas
from termcheck.value import Value

Clause = tuple[int, ...]
"""Literals of which one must hold, in ascending order; without any, it cannot be kept."""


Having = Mapping[int, tuple[int, ...]]
"""The places of the clauses with each literal."""


class Group(Value):
    """Places of the clauses that a group of items says, and of those with each literal."""

    clauses: tuple[int, ...]
    having: Having


class Grouped:
    """Clauses of a background, which is compatible, and of groups, one of which may change.

    ``clauses`` only grows; groups and background are places in it. ``said``
    are the places of what the background says beyond what holds anyway. ``bound``
    are literals, none denied, between which stand sums of which clauses do not
    say everything: of a choice of literals that has one of these nothing is known.
    ``spoken`` are the literals on which something depends. If packages are
    ``replayed``, clauses of sums need not say everything to be there.
    """

    def __init__(
        self,
        domains: Mapping[str, Domain],
        horizon: tuple[int, int],
        background: Sequence[Item],
        groups: Sequence[Sequence[Item]],
        *,
        replayed: bool = False,
    ) -> None:
        self.clauses: list[Clause] = []
        self._place: dict[Clause, int] = {}
        self.encoder = Encoder(domains, horizon)
        self._read = 0
        self._waiting: dict[int, list[Clause]] = {}
        asserted = [self._asserted(each) for each in (background, *groups)]
        always = self._news()
        self._sums = len(self.encoder.numbers.inequalities)
        more, self.bound = self._of_sums(asserted, exact=not replayed)
        granted = self._group((*always, *more), ())
        self.background = self._group((*always, *more), asserted[0])
        self.said = frozenset(self.background.clauses).difference(granted.clauses)
        self.groups = [self._group((), each) for each in asserted[1:]]

    def changed(self, place: int, items: Sequence[Item]) -> tuple[int, ...] | None:
        """Let the group at ``place`` say ``items``; return what the background has gained by it.

        The background says the same as before, of more literals. ``None`` if
        ``items`` bring new sums: then all has to be made afresh.
        """
        asserted = self._asserted(items)
        if len(self.encoder.numbers.inequalities) != self._sums:
            return None
        before = set(self.background.clauses)
        gained = self._group(self._news(), ())
        self.background = self._indexed((*self.background.clauses, *gained.clauses))
        self.groups[place] = self._group((), asserted)
        return tuple(each for each in gained.clauses if each not in before)

    def settle(self, literals: Sequence[int]) -> None:
        """Take for granted what follows from the background: ``literals``."""
        sure = set(literals)
        rows: list[Clause] = [(each,) for each in literals]
        for place in self.background.clauses:
            clause = self.clauses[place]
            if sure.isdisjoint(clause):
                rows.append(tuple(each for each in clause if -each not in sure))
        self.background = self._indexed(tuple(dict.fromkeys(map(self._at, rows))))
        self.said = frozenset(self.background.clauses)

    def _asserted(self, items: Iterable[Item]) -> list[int]:
        return [self.encoder.implied_by(part.formula) for item in items for part in item.parts]

    def _news(self) -> list[Clause]:
        """Return the new clauses that always hold; keep those that wait for a literal to be said.

        A literal that stands for a part of a formula may fail wherever nobody
        says it, and then so may all that hangs on it.
        """
        encoder = self.encoder
        observed = encoder.observed() | {each.literal for each in encoder.numbers.inequalities}
        always: list[Clause] = []
        for clause in encoder.cnf.clauses[self._read :]:
            head = next((-each for each in clause if each < 0 and -each not in observed), 0)
            (self._waiting.setdefault(head, []) if head else always).append(clause)
        self._read = len(encoder.cnf.clauses)
        return always

    def _of_sums(
        self, asserted: Iterable[list[int]], *, exact: bool
    ) -> tuple[Sequence[Clause], frozenset[int]]:
        """Return clauses that say what sums exclude, or else the literals that they bind."""
        numbers = self.encoder.numbers
        order = numbers.order()
        rows = (row for row in self.encoder.cnf.clauses if row not in order)
        said = self.spoken = {each for row in (*rows, *asserted) for each in row}
        found = lemmas(numbers.inequalities, numbers.used, said, exact=exact)
        if found is not None:
            return found, frozenset()
        return (), frozenset(abs(each.literal) for each in numbers.inequalities)

    def _group(self, clauses: Iterable[Clause], asserted: Iterable[int]) -> Group:
        """Return the group of ``clauses`` and of all that the literals ``asserted`` stand for."""
        found: dict[int, None] = {}
        seen: set[int] = set()
        waiting = [*clauses, *((each,) for each in asserted)]
        while waiting:
            clause = waiting.pop()
            if TRUE in clause:
                continue
            if len(clause) == 1 and clause[0] in self._waiting:
                waiting += [_without(each, -clause[0]) for each in self._waiting[clause[0]]]
                continue
            found[self._at(tuple(sorted({each for each in clause if each != FALSE})))] = None
            for literal in clause:
                if literal in self._waiting and literal not in seen:
                    seen.add(literal)
                    waiting += self._waiting[literal]
        return self._indexed(tuple(sorted(found)))

    def _at(self, clause: Clause) -> int:
        place = self._place.setdefault(clause, len(self.clauses))
        if place == len(self.clauses):
            self.clauses.append(clause)
        return place

    def _indexed(self, places: tuple[int, ...]) -> Group:
        having: dict[int, list[int]] = {}
        for place in places:
            for literal in self.clauses[place]:
                having.setdefault(literal, []).append(place)
        return Group(places, {literal: tuple(row) for literal, row in having.items()})


def _without(clause: Clause, literal: int) -> Clause:
    return tuple(each for each in clause if each != literal)
