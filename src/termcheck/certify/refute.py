"""Refuting: a proof that clauses cannot hold together, which the kernel accepts.

Accepts clauses as the checker reads them; yields the steps of a proof, or says
that they can hold, or that it gave up. Conflict-driven search, after
J. Marques-Silva and K. Sakallah, "GRASP", 1999, with sums by the simplex
method and branches on whole numbers. Everything that it learns is put to a
kernel at once, so no step is ever written that the checker would refuse.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from heapq import heappop, heappush
from math import ceil, floor, lcm
from typing import Any, Literal

from termcheck.certify.check.holds import month_length, months_after
from termcheck.certify.check.kernel import Kernel
from termcheck.certify.check.months import gaps
from termcheck.certify.counting import Counting, truths_in
from termcheck.certify.parity import parity
from termcheck.certify.simplex import Blame, Reason, Simplex

Step = list[Any]
Refutation = list[Step] | Literal["holds", "too hard"]

MOST_CONFLICTS = 20_000
"""How many dead ends the search may meet before it gives up."""


_COUNT_AFTER = 10
"""After how many dead ends it is counted how many literals can hold together."""


def refutation(kernel: Kernel, most: int = MOST_CONFLICTS) -> Refutation:
    """Return a proof that the clauses of a fresh ``kernel`` cannot hold together."""
    return _Search(kernel, most).run()


_MADE = {"a": 0, "m": 4}
"""How many clauses a step adds that does not add one."""


class _Search:
    """Assigns literals until a dead end, learns a clause from it, and goes back."""

    def __init__(self, kernel: Kernel, most: int) -> None:
        self._kernel = kernel
        self._left = most
        self._given = len(kernel.clauses)
        self._steps: list[Step] = []
        self._added: list[int] = []
        self._level: dict[int, int] = {}
        self._because: dict[int, int] = {}
        self._trail: list[int] = []
        self._ends: list[int] = []
        self._marks: list[int] = []
        self._read = 0
        self._told = 0
        self._broken: int | None = None
        self._watching: dict[int, list[int]] = {}
        self._pair: dict[int, list[int]] = {}
        self._weight: dict[int, float] = {}
        self._bump = 1.0
        self._counted = False
        self._waiting: list[tuple[float, int]] = []
        self._sums = Simplex(kernel.unknowns)
        self._truths: set[int] = set()
        self._numbers = {u for u, (_, _, whole) in enumerate(kernel.unknowns) if whole}

    def run(self) -> Refutation:
        """Search until the empty clause is there."""
        for place in range(self._given):
            self._take_up(place)
        self._watch_truths()
        count_at: int | None = self._left - _COUNT_AFTER
        while True:
            self._settle()
            if self._broken is not None:
                self._left -= 1
                if self._left < 0:
                    return "too hard"
                if self._learn(self._broken):
                    return self._proof()
                continue
            if count_at is not None and self._left <= count_at:
                count_at = None
                self._count()
                continue
            literal = self._choose()
            if literal is not None:
                self._ends.append(len(self._trail))
                self._marks.append(self._sums.mark)
                self._assign(literal, -1)
            elif not (self._parity() or self._branch() or self._month()):
                return "holds"

    # --- the state -----------------------------------------------------------

    def _truth(self, literal: int) -> bool | None:
        if literal in self._level:
            return True
        return False if -literal in self._level else None

    def _assign(self, literal: int, because: int) -> None:
        self._level[literal] = len(self._ends)
        self._because[literal] = because
        self._trail.append(literal)

    def _back_to(self, level: int) -> None:
        if level >= len(self._ends):
            return
        for literal in self._trail[self._ends[level] :]:
            del self._level[literal], self._because[literal]
            heappush(self._waiting, (-self._weight.get(abs(literal), 0.0), abs(literal)))
        self._sums.back(self._marks[level])
        del self._trail[self._ends[level] :]
        del self._ends[level:], self._marks[level:]
        self._read = min(self._read, len(self._trail))
        self._told = min(self._told, len(self._trail))

    def _take_up(self, place: int) -> None:
        """Watch the first two literals of a clause that is new, and see what it settles."""
        clause = self._kernel.clauses[place]
        for literal in clause:
            if abs(literal) not in self._weight:
                self._weight[abs(literal)] = 0.0
                heappush(self._waiting, (0.0, abs(literal)))
        row = self._pair[place] = sorted(dict.fromkeys(clause), key=self._denied, reverse=True)
        for literal in row[:2]:
            self._watching.setdefault(literal, []).append(place)
        if not row or self._truth(row[0]) is False:
            self._broken = place
        elif self._truth(row[0]) is None and all(self._truth(each) is False for each in row[1:]):
            self._assign(row[0], place)

    def _denied(self, literal: int) -> float:
        """Return the level at which a literal was denied, above all others if it was not."""
        return self._level.get(-literal, len(self._trail) + 1)

    # --- consequences --------------------------------------------------------

    def _settle(self) -> None:
        """Follow all consequences, until a clause is broken or there are no more."""
        while self._broken is None:
            while self._read < len(self._trail):
                literal = self._trail[self._read]
                self._read += 1
                self._broken = self._follow(-literal)
                if self._broken is not None:
                    return
            blame = self._tell()
            if blame is None:
                return
            self._lemma(blame)

    def _follow(self, false: int) -> int | None:
        kept: list[int] = []
        waiting = self._watching.get(false, [])
        for at, place in enumerate(waiting):
            row = self._pair[place]
            if row[0] == false and len(row) > 1:
                row[0], row[1] = row[1], row[0]
            if self._truth(row[0]) is True:
                kept.append(place)
                continue
            for other in range(2, len(row)):
                if self._truth(row[other]) is not False:
                    row[1], row[other] = row[other], row[1]
                    self._watching.setdefault(row[1], []).append(place)
                    break
            else:
                kept.append(place)
                if self._truth(row[0]) is False:
                    self._watching[false] = kept + waiting[at + 1 :]
                    return place
                self._assign(row[0], place)
        self._watching[false] = kept
        return None

    def _tell(self) -> Blame | None:
        """Tell the sums what holds now."""
        fresh = False
        while self._told < len(self._trail):
            literal = self._trail[self._told]
            self._told += 1
            if -abs(literal) in self._truths:
                fresh = True
                truth = self._kernel.one_of((literal,))
                blame = self._sums.insist(truth, ("t", literal))
                if blame is not None:
                    return blame
            if self._kernel.is_inequality(literal):
                fresh = True
                blame = self._sums.insist(self._kernel.inequality(literal), literal)
                if blame is not None:
                    return blame
        return self._sums.contradiction() if fresh else None

    # --- learning ------------------------------------------------------------

    def _learn(self, dead_end: int) -> bool:
        """Learn why a clause is broken and go back; say whether nothing is left."""
        self._broken = None
        level = max((self._level[-each] for each in self._kernel.clauses[dead_end]), default=0)
        self._back_to(level)
        kept: dict[int, None] = {}
        used = [dead_end]
        seen = set(self._kernel.clauses[dead_end])
        open_here = sum(self._level[-each] == level for each in seen)
        for literal in seen:
            self._heavier(literal)
        for literal in reversed(self._trail):
            if -literal not in seen:
                continue
            because = self._because[literal]
            at = self._level[literal]
            first = at == level > 0 and open_here == 1
            open_here -= at == level
            if first or 0 < at < level:
                kept[-literal] = None
                continue
            used.append(because)
            for other in self._kernel.clauses[because]:
                if other != literal and other not in seen:
                    seen.add(other)
                    self._heavier(other)
                    open_here += self._level[-other] == level
        learnt = list(kept)
        self._add(["p", learnt, used[::-1]])
        self._bump *= 1.05
        self._back_to(max((self._level[-each] for each in learnt[1:]), default=0))
        self._take_up(self._added[-1])
        return not learnt

    def _heavier(self, literal: int) -> None:
        name = abs(literal)
        self._weight[name] = self._weight.get(name, 0.0) + self._bump
        if self._bump > 1e100:
            self._bump *= 1e-100
            self._weight = {each: weight * 1e-100 for each, weight in self._weight.items()}

    def _lemma(self, blame: Blame) -> None:
        """Add the clause that not all that is blamed holds."""
        whole = lcm(*(times.denominator for _, times in blame))
        total: dict[Reason, int] = {}
        for reason, times in blame:
            total[reason] = total.get(reason, 0) + int(times * whole)
        held = dict.fromkeys(
            reason if isinstance(reason, int) else reason[1]
            for reason in total
            if isinstance(reason, int) or reason[0] == "t"
        )
        place = {literal: at for at, literal in enumerate(held)}
        row: list[Any] = []
        for reason, often in total.items():
            kind, number = ("n", reason) if isinstance(reason, int) else reason
            row.append([[kind, place[number] if kind in ("n", "t") else number], often])
        self._add(["s", [-literal for literal in held], [row]])
        self._take_up(self._added[-1])

    def _count(self) -> None:
        """Add sums of truths, which show at once what takes many dead ends else."""
        self._back_to(0)
        before = len(self._added)
        settled = {literal: self._because[literal] for literal in self._trail}
        Counting(self._kernel, self._given, settled, self._add).name_sums()
        for place in self._added[before:]:
            self._take_up(place)
        self._watch_truths()

    def _watch_truths(self) -> None:
        """See to it that truths that are summed up are told, from the first on."""
        self._truths = truths_in(self._kernel)
        self._told = 0
        for name in sorted(-each for each in self._truths):
            if name not in self._weight:
                self._weight[name] = 0.0
                heappush(self._waiting, (0.0, name))

    def _add(self, step: Step) -> None:
        before = len(self._kernel.clauses)
        self._kernel.add(step)
        self._steps.append(step)
        self._added += range(before, len(self._kernel.clauses))

    def _choose(self) -> int | None:
        while self._waiting:
            weight, name = heappop(self._waiting)
            if self._truth(name) is None:
                if -weight < self._weight[name]:
                    heappush(self._waiting, (-self._weight[name], name))
                    continue
                return -name
        return None

    # --- whole numbers and months --------------------------------------------

    def _parity(self) -> bool:
        held = [
            (literal, self._kernel.inequality(literal))
            for literal in self._trail
            if self._kernel.is_inequality(literal)
        ]
        found = parity(held, self._numbers)
        if found is None:
            return False
        self._add(["s", *found])
        self._take_up(self._added[-1])
        return True

    def _branch(self) -> bool:
        for unknown in sorted(self._numbers):
            number, more = self._sums.value[unknown]
            if number.denominator > 1 or more:
                return self._new_atom(unknown, ceil(number) - 1 if more < 0 else floor(number))
        return False

    def _new_atom(self, unknown: int, number: int) -> bool:
        size = self._kernel.size
        literal = self._kernel.at_most(unknown, number)
        if self._kernel.size > size:
            self._steps.append(["a", [[unknown, "1"]], str(number), False])
        if literal not in self._weight:
            self._weight[literal] = 0.0
        heappush(self._waiting, (-self._weight[literal], literal))
        return True

    def _month(self) -> bool:
        """Tell what the calendar says where the values break it, of as many days as helps."""
        known = self._kernel.months
        for later, (earlier, months) in sorted(known.items()):
            day, reached = (int(self._sums.value[each][0]) for each in (earlier, later))
            if reached == months_after(Fraction(day), months):
                continue
            if not self._counted:
                self._tell_all_months()
                return True
            wrong = (
                (first, last)
                for first, last in self._spans(earlier, day)
                if first == last or not _lies(reached - day, gaps(first, last, months))
            )
            self._tell_months(later, *next(wrong))
            return True
        return False

    def _tell_all_months(self) -> None:
        self._counted = True
        for later, (earlier, _) in sorted(self._kernel.months.items()):
            low, high, _ = self._kernel.unknowns[earlier]
            self._tell_months(later, ceil(low), floor(high))

    def _tell_months(self, later: int, first: int, last: int) -> None:
        self._back_to(0)
        before = len(self._added)
        self._add(["m", later, first, last])
        for place in self._added[before:]:
            self._take_up(place)

    def _spans(self, unknown: int, day: int) -> Iterator[tuple[int, int]]:
        """Yield spans of days around ``day``: its year, its month, itself."""
        low, high = (int(each) for each in self._kernel.unknowns[unknown][:2])
        here = date.fromordinal(day)
        month = here.replace(day=1)
        ends = date(here.year, 12, 31), month.replace(day=month_length(here.year, here.month))
        for first, last in ((here.replace(month=1, day=1), ends[0]), (month, ends[1])):
            yield max(low, first.toordinal()), min(high, last.toordinal())
        yield day, day

    # --- the proof -----------------------------------------------------------

    def _proof(self) -> list[Step]:
        """Return the steps that the empty clause needs, places counted anew."""
        needed = {self._added[-1]} if self._added else set[int]()
        kept: list[tuple[int, Step]] = []
        end = len(self._added)
        for step in reversed(self._steps):
            made = _MADE.get(step[0], 1)
            places = self._added[end - made : end]
            end -= made
            if made == 1 and places[0] not in needed:
                continue
            needed.update(_cited(step))
            kept.append((places[0] if places else -1, step))
        return _renumbered(kept[::-1], self._given)


def _lies(number: int, between: tuple[int, int]) -> bool:
    return between[0] <= number <= between[1]


def _renumbered(kept: Sequence[tuple[int, Step]], given: int) -> list[Step]:
    place: dict[int, int] = {}
    proof: list[Step] = []
    at = given
    for old, step in kept:
        made = _MADE.get(step[0], 1)
        for offset in range(made):
            place[old + offset] = at + offset
        at += made
        match step:
            case ["p", literals, places]:
                proof.append(["p", literals, [place.get(each, each) for each in places]])
            case ["s", literals, rows]:
                moved = [[[_moved(which, place), times] for which, times in row] for row in rows]
                proof.append(["s", literals, moved])
            case _:
                proof.append(step)
    return proof


def _cited(step: Step) -> list[int]:
    """Return the places of the clauses that a step rests on."""
    match step:
        case ["p", _, places]:
            return list(places)
        case ["s", _, rows]:
            return [which[1] for row in rows for which, _ in row if which[0] == "c"]
        case _:
            return []


def _moved(summand: Step, place: dict[int, int]) -> Step:
    kind, number = summand
    return [kind, place.get(number, number)] if kind == "c" else summand
