"""Counting: what clauses say together of how many of some literals can hold.

That there are more demands than posts takes ever more steps, demand by demand,
the more there are. As sums of truths it takes one: each demand is 1 at least,
and each post is filled once at most. "Once at most" follows from "not both" for
each two (W. Cook, C. Coullard and G. Turan, "On the complexity of cutting-plane
proofs", 1987). Values of numbers that must differ are counted like posts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from math import ceil, floor
from typing import Any, NamedTuple

from termcheck.certify.check.kernel import Inequality, Kernel

MOST_CLAUSES = 20_000
"""How many clauses are looked at; where there are more, nothing is counted."""

MOST_SUMS = 300
"""How many sums may come of them; where there are more, none is used."""

MOST_VALUES = 40
"""How many values a number may have that is counted value by value."""

Clause = tuple[int, ...]
Step = list[Any]


class _Value(NamedTuple):
    """The literal of: an unknown has a value. It has it if it is ``most`` at most, not ``less``.

    ``if_both``, ``most_if`` and ``not_less_if`` are the places of the clauses that say so.
    """

    literal: int
    most: int
    less: int
    if_both: int
    most_if: int
    not_less_if: int


class _Differ(NamedTuple):
    """``one - other`` is below ``by``, literal ``below``, or above it, literal ``above``."""

    one: int
    other: int
    by: int
    below: int
    above: int
    place: int


class Counting:
    """Steps that name sums of truths, and show that they hold.

    The first ``given`` clauses of the kernel are looked at, and all of two
    literals. ``settled`` are the literals that hold anyway, in the order in
    which that was found, with the places of the clauses that they come from;
    ``add`` takes a step.
    """

    def __init__(
        self, kernel: Kernel, given: int, settled: Mapping[int, int], add: Callable[[Step], None]
    ) -> None:
        self._kernel = kernel
        self._given = given
        self._tell = add
        self._units: dict[int, int] = {}
        self._open: dict[Clause, int] = {}
        for literal, because in settled.items():
            self._units[literal] = self._reduced((literal,), because)

    def name_sums(self) -> None:
        """Name each sum that may help; it is then a literal that holds by its own clause."""
        clauses = tuple(enumerate(self._kernel.clauses))
        if len(clauses) > MOST_CLAUSES:
            return
        for place, clause in clauses:
            if place < self._given or len(clause) == 2:
                self._keep(clause, place)
        self._by_values()
        groups = list(_groups(clause for clause in self._open if len(clause) == 2))
        sums = [(_once(group), self._grown(group)) for group in groups]
        within = {(-a, -b) for group in groups for a in group for b in group}
        counted = {-abs(each) for group in groups for each in group} | truths_in(self._kernel)
        for clause, place in self._open.items():
            if clause not in within and all(-abs(each) in counted for each in clause):
                sums.append((self._kernel.one_of(clause), [[[["c", place], 1]]]))
        for inequality, rows in sums if len(sums) <= MOST_SUMS else ():
            self._hold(inequality, rows)

    # --- clauses, without what is settled --------------------------------------

    def _add(self, step: Step) -> int:
        """Add a step; return the place of its clause."""
        self._tell(step)
        return len(self._kernel.clauses) - 1

    def _reduced(self, left: Clause, place: int) -> int:
        """Return the place of what is left of a clause, all else in it being denied."""
        gone = [each for each in self._kernel.clauses[place] if each not in left]
        if not gone:
            return place
        return self._add(["p", list(left), [*(self._units[-each] for each in gone), place]])

    def _keep(self, clause: Clause, place: int) -> None:
        left = tuple(sorted({each for each in clause if -each not in self._units}))
        settled = any(each in self._units or -each in left for each in left)
        if not settled and left not in self._open:
            self._open[left] = self._reduced(left, place)

    # --- at most one ------------------------------------------------------------

    def _grown(self, group: Clause) -> list[Any]:
        """Return rows of which the last says: of ``group`` at most one holds."""
        rows: list[Any] = []
        for size, last in enumerate(group[1:], 1):
            pairs = [tuple(sorted((-each, -last))) for each in group[:size]]
            before = [[["r", len(rows) - 1], size - 1]] if rows else []
            rows.append([*before, *([["c", self._open[pair]], 1] for pair in pairs)])
        return rows

    def _hold(self, inequality: Inequality, rows: list[Any]) -> None:
        """Name an inequality that is the last of ``rows``, and add that it holds."""
        literal = self._named(inequality)
        self._add(["s", [literal], [*rows, [[["n", 0], 1], [["r", len(rows) - 1], 1]]]])

    def _named(self, inequality: Inequality) -> int:
        terms, bound, strict = inequality
        self._add(["a", [[unknown, str(f)] for unknown, f in terms], str(bound), strict])
        return self._kernel.name(self._kernel.tight(dict(terms), bound, strict))

    # --- values of numbers that differ --------------------------------------------

    def _by_values(self) -> None:
        """Add, of numbers that must differ: each has a value, and no two have the same."""
        differ = [found for each in self._open.items() if (found := self._differing(*each))]
        values = {u: self._values(u) for pair in differ for u in (pair.one, pair.other)}
        for pair in differ:
            for value, mine in values[pair.one].items():
                yours = values[pair.other].get(value - pair.by)
                if yours is not None:
                    self._exclude(pair, mine, yours)

    def _differing(self, clause: Clause, place: int) -> _Differ | None:
        """Read a clause as: two whole unknowns of few values do not differ by just so much."""
        if len(clause) != 2 or not all(map(self._kernel.is_inequality, clause)):
            return None
        for below, above in (clause, clause[::-1]):
            (terms, most, _), (mirror, least, _) = map(self._kernel.inequality, (below, above))
            if len(terms) != 2 or mirror != tuple((unknown, -f) for unknown, f in terms):
                continue
            (one, plus), (other, minus) = terms
            few = all(map(self._countable, (one, other)))
            if few and (plus, minus) == (Fraction(1), Fraction(-1)) and -least - most == 2:
                return _Differ(one, other, int(most) + 1, below, above, place)
        return None

    def _countable(self, unknown: int) -> bool:
        low, high, whole = self._kernel.span(unknown)
        return unknown >= 0 and whole and high - low < MOST_VALUES

    def _values(self, unknown: int) -> dict[int, _Value]:
        """Name that an unknown has each of its values, and add that it has one."""
        low, high, _ = self._kernel.span(unknown)
        first, last = ceil(low), floor(high)
        most = {n: self._at_most(unknown, n) for n in range(first - 1, last + 1)}
        top = self._add(["s", [most[last]], [[[["n", 0], 1], [["u", unknown], 1]]]])
        bottom = self._add(["s", [-most[first - 1]], [[[["n", 0], 1], [["l", unknown], 1]]]])
        found = {n: self._value(most[n], most[n - 1]) for n in range(first, last + 1)}
        one = tuple(sorted(each.literal for each in found.values()))
        down = [found[n].if_both for n in range(last, first - 1, -1)]
        self._open[one] = self._add(["p", list(one), [top, *down, bottom]])
        return found

    def _at_most(self, unknown: int, number: int) -> int:
        return self._named((((unknown, Fraction(1)),), Fraction(number), False))

    def _value(self, most: int, less: int) -> _Value:
        terms = ((-most, Fraction(-1)), (-less, Fraction(1)))
        literal = self._named((terms, Fraction(-1), False))
        both = [[["n", 0], 1], [["t", 1], 1], [["t", 2], 1]]
        if_both = self._add(["s", [literal, -most, less], [both]])
        above = [[["n", 0], 1], [["t", 1], 1], [["l", -less], 1]]
        most_if = self._add(["s", [-literal, most], [above]])
        below = [[["n", 0], 1], [["t", 1], 1], [["u", -most], 1]]
        not_less_if = self._add(["s", [-literal, -less], [below]])
        return _Value(literal, most, less, if_both, most_if, not_less_if)

    def _exclude(self, pair: _Differ, one: _Value, other: _Value) -> None:
        """Add that two unknowns do not have two values that lie just so far apart."""
        row = [[["n", place], 1] for place in range(3)]
        low = self._add(["s", [-pair.below, one.less, -other.most], [row]])
        high = self._add(["s", [-pair.above, -one.most, other.less], [row]])
        clause = tuple(sorted((-one.literal, -other.literal)))
        at = [one.most_if, one.not_less_if, other.most_if, other.not_less_if]
        self._open[clause] = self._add(["p", list(clause), [*at, low, high, pair.place]])


def truths_in(kernel: Kernel) -> set[int]:
    """Return the unknowns that are truths and stand in the inequality of a literal."""
    atoms = filter(kernel.is_inequality, range(1, kernel.size + 1))
    return {unknown for each in atoms for unknown, _ in kernel.inequality(each)[0] if unknown < 0}


def _once(group: Clause) -> Inequality:
    """Return: of these literals at most one holds."""
    terms = tuple((-abs(each), Fraction(1 if each > 0 else -1)) for each in group)
    return terms, Fraction(1 - sum(each < 0 for each in group)), False


def _groups(pairs: Iterable[Clause]) -> Iterator[Clause]:
    """Yield sets of three literals and more of which each two exclude each other.

    All pairs that lie in such sets lie in one that is yielded.
    """
    excluded: dict[int, set[int]] = {}
    for a, b in pairs:
        excluded.setdefault(-a, set()).add(-b)
        excluded.setdefault(-b, set()).add(-a)
    seen: set[tuple[int, int]] = set()
    for one, others in sorted(excluded.items()):
        for other in sorted(others):
            if (one, other) in seen:
                continue
            group, common = [one, other], others & excluded[other]
            while common:
                group.append(min(common))
                common &= excluded[group[-1]]
            seen |= {(a, b) for a in group for b in group}
            if len(group) > 2:
                yield tuple(group)
