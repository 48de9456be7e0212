"""Labelled elimination: all minimal conflicts of labelled clauses at once.

Accepts clauses with a label each, the set of units that they come from as the
bits of a number (0 for what nobody is blamed for); yields exactly the minimal
sets of units whose clauses cannot hold together.

One variable after the other is resolved away, after M. Davis and H. Putnam, "A
computing procedure for quantification theory", 1960: each clause with it is
joined with each clause that denies it, and the labels with them. What is left
are labels without a clause, the conflicts. Of two clauses one of which says no
less and blames no more, only that one is kept; so a clause and its label are
one number, and saying no less is being a subset.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush

from termcheck.solve.masks import in_order, places

EASY = 10_000
"""Elimination gets hard where the next variable adds more entries than this by those left."""

Labelled = tuple[tuple[int, ...], int]
"""A clause, whole numbers with the denied ones negative, and its label."""


def minimal_labels(clauses: Sequence[Labelled], most: int) -> tuple[int, ...] | None:
    """Return the minimal labels of the empty clause, ``None`` if that is too much work.

    ``most`` bounds the work, in comparisons and joins of two clauses; the same
    clauses take the same work in every run.
    """
    for labels in eliminating(clauses, most, most):
        if labels is not None:
            return labels
    return None


def eliminating(
    clauses: Sequence[Labelled], most: int, turn: int
) -> Iterator[tuple[int, ...] | None]:
    """Yield ``None`` each time that so much work as ``turn`` was done, and the labels last.

    ``None`` comes also once as elimination gets hard, as it seems. Nothing comes
    last if all that is more work than ``most``.
    """
    search = _Elimination(_simpler(clauses), most, turn)
    try:
        yield from search.run()
    except _TooMuch:
        return
    yield tuple(in_order(search.labels()))


def _simpler(clauses: Iterable[Labelled]) -> list[Labelled]:
    """Return clauses with the same conflicts, without some that matter to none.

    They are those with a literal that holds without anybody being blamed, or
    that no clause denies. All that would be found later as well, but slower.
    """
    left = list(dict.fromkeys(clauses))
    for _ in range(_ROUNDS):
        before = len(left)
        alone = {clause[0] for clause, label in left if len(clause) == 1 and not label}
        sure = {each for each in alone if -each not in alone}
        if sure:
            left = [
                (tuple(each for each in clause if -each not in sure), label)
                for clause, label in left
                if sure.isdisjoint(clause)
            ]
        said = {literal for clause, _ in left for literal in clause}
        left = [row for row in left if all(-literal in said for literal in row[0])]
        if len(left) == before:
            break
    return left


_ROUNDS = 20
"""How often clauses are made simpler before elimination begins."""


class _TooMuch(Exception):
    """The bound on work was hit; caught in this module."""


class _Elimination:
    """Entries: numbers with one bit for each literal, then one for each unit.

    Variable v has the bits 2v, where it stands plainly, and 2v + 1, where it
    is denied. An entry that has literals is open, and found again at each of
    them (``_with``). Every entry is found at its highest bit (``_watched``), which is
    where an entry that is a subset of another is looked for.
    """

    def __init__(self, clauses: Sequence[Labelled], most: int, turn: int) -> None:
        self._left = most
        self._turn = turn
        self._rest_at = most - turn
        names = sorted({abs(literal) for clause, _ in clauses for literal in clause})
        place = {name: 2 * at for at, name in enumerate(names)}
        self._shift = 2 * len(names)
        self._literals = (1 << self._shift) - 1
        self._plain = self._literals // 3
        units = max((label.bit_length() for _, label in clauses), default=0)
        self._with: list[set[int]] = [set() for _ in range(self._shift)]
        self._watched: list[set[int]] = [set() for _ in range(self._shift + units + 1)]
        self._open: set[int] = set()
        self._ended: list[list[int]] = []
        self._touched: set[int] = set()
        self._made = {
            sum({1 << place[abs(each)] + (each < 0) for each in clause}) | label << self._shift
            for clause, label in clauses
        }

    def run(self) -> Iterator[None]:
        """Resolve all variables away, the cheapest first; a step for each turn of work.

        And one as it gets hard.
        """
        made = [entry for entry in self._made if not entry & self._denial(entry)]
        for entry in sorted(made, key=int.bit_count):
            yield from self._add([entry])
        waiting = [(self._cost(v), v) for v in range(self._shift // 2)]
        heapify(waiting)
        done: set[int] = set()
        easy = True
        while waiting:
            cost, variable = heappop(waiting)
            if variable in done or cost != self._cost(variable):
                continue
            if easy and cost * (self._shift // 2 - len(done)) > EASY:
                easy = False
                yield
            self._touched.clear()
            yield from self._eliminate(variable)
            done.add(variable)
            for each in self._touched - done:
                heappush(waiting, (self._cost(each), each))

    def labels(self) -> list[int]:
        """Return the minimal labels of the empty clause, once nothing else is left.

        Of those that were found together none is a subset of another, and none of
        those that were found before; but some of these may be weaker.
        """
        self._watched = [set() for _ in self._watched]
        for labels in reversed(self._ended):
            for entry in [each for each in labels if not self._is_said(each)]:
                self._insert(entry)
        return [entry >> self._shift for row in self._watched for entry in row]

    def _cost(self, variable: int) -> int:
        """Return by how many entries there are more, at most, without ``variable``."""
        plain, denied = len(self._with[2 * variable]), len(self._with[2 * variable + 1])
        return plain * denied - plain - denied

    def _denial(self, entry: int) -> int:
        """Return the denials of the literals of ``entry``."""
        plain = entry & self._plain
        return plain << 1 | (entry & self._literals ^ plain) >> 1

    def _eliminate(self, variable: int) -> Iterator[None]:
        at = 2 * variable
        plain, denied = list(self._with[at]), list(self._with[at + 1])
        for entry in (*plain, *denied):
            self._remove(entry)
        ones = [entry ^ 1 << at for entry in plain]
        others = [entry ^ 2 << at for entry in denied]
        joined: set[int] = set()
        for one in ones:
            yield from self._join(one, ones, others, joined)
        yield from self._add(joined)

    def _join(
        self, one: int, ones: Sequence[int], others: Sequence[int], joined: set[int]
    ) -> Iterator[None]:
        """Add to ``joined`` what ``one`` and any of ``others`` say together.

        But for what always holds, and of what is said by others of them as well only that.
        """
        against = self._denial(one)
        near = [other for other in others if other & one]
        self._spend(2 * len(others))
        for other in [other for other in others if not other & against]:
            both = one | other
            if both in joined:
                continue
            self._spend(len(near) + len(ones))
            within = [each for each in near if each & both == each]
            alike = [each for each in ones if each & both == each]
            if all(a | b == both for a in alike for b in (other, *within)):
                joined.add(both)
            if self._left < self._rest_at:
                yield from self._rests()

    def _add(self, entries: Iterable[int]) -> Iterator[None]:
        """Add entries of which none says more than another, but for those that are said already."""
        new: list[int] = []
        for entry in entries:
            if not self._is_said(entry):
                self._forget_weaker(entry)
                new.append(entry)
            if self._left < self._rest_at:
                yield from self._rests()
        for entry in new:
            self._insert(entry)
        self._ended.append([entry for entry in new if not entry & self._literals])

    def _is_said(self, entry: int) -> bool:
        """Say whether an entry that is a subset of ``entry`` is here."""
        rows = [row for at in places(entry) if (row := self._watched[at])]
        self._spend(sum(map(len, rows)))
        if self._watched[-1]:
            return True
        return any(known & entry == known for row in rows for known in row)

    def _forget_weaker(self, entry: int) -> None:
        """Remove the open entries of which ``entry`` is a subset."""
        literals = entry & self._literals
        row = min((self._with[at] for at in places(literals)), key=len, default=self._open)
        self._spend(len(row))
        for weaker in [each for each in row if each & entry == entry]:
            self._remove(weaker)

    def _insert(self, entry: int) -> None:
        self._watched[entry.bit_length() - 1].add(entry)
        if literals := entry & self._literals:
            self._open.add(entry)
            for at in places(literals):
                self._with[at].add(entry)
                self._touched.add(at // 2)

    def _remove(self, entry: int) -> None:
        self._watched[entry.bit_length() - 1].remove(entry)
        self._open.remove(entry)
        for at in places(entry & self._literals):
            self._with[at].remove(entry)
            self._touched.add(at // 2)

    def _rests(self) -> Iterator[None]:
        """Rest as many turns as were worked since the last rest."""
        while self._left < self._rest_at:
            self._rest_at -= self._turn
            yield None

    def _spend(self, work: int) -> None:
        self._left -= work
        if self._left < 0:
            raise _TooMuch
