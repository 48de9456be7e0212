"""An engine: parts of items, compiled as they come, and solvers that hold them.

Accepts parts; every part gets a selector, a literal under which its formula
holds. A question is a set of selectors. The same clauses go to the
finite-domain solver as DIMACS or to the general ones as SMT-LIB.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

from termcheck.library.formula import (
    Among,
    Amount,
    And,
    Compare,
    DayOf,
    Extreme,
    Formula,
    HowMany,
    Iff,
    MonthsAfter,
    Not,
    Or,
    Rounded,
    Tally,
    Variable,
    nodes,
)
from termcheck.library.model import Answer, Choice, Domain
from termcheck.solve.cnf import is_large
from termcheck.solve.encode import Encoder
from termcheck.solve.mending import Mending, Sifted, TooMuch
from termcheck.solve.numbers import Bound
from termcheck.solve.numbers import Unknown as Unmeasured
from termcheck.solve.race import Patience, race
from termcheck.solve.replies import Reply, Sat, Unknown, Unsat, Way
from termcheck.solve.runner import Runner
from termcheck.solve.spare import Spare

GENERAL: tuple[tuple[Way, int], ...] = (("general", 0), ("clausal", 0), ("general", 1))
"""The solvers of a question with sums, with what is added to their seed; the reference first."""

FINITE: tuple[tuple[Way, int], ...] = (("finite", 0), ("finite", 1), ("finite", 2))
"""The solvers of a finite question."""

START = 50_000
"""Clauses that can be looked at here in the time that a solver takes to start."""

TELL = 10
"""The same, for each clause that the solver would have to be told."""

TRUSTED: tuple[Way, ...] = ("finite", "general")
"""The solvers whose refutations need no confirmation."""


def is_finite(formula: Formula) -> bool:
    """Say whether ``formula`` compares no two numbers or days, and counts no more than a few."""
    match formula:
        case Among():
            return True
        case Or(operands=operands) | And(operands=operands):
            return all(map(is_finite, operands))
        case Not(operand=operand):
            return is_finite(operand)
        case Compare():
            return _compares_one(formula)
        case HowMany(operands=operands):
            return not _counts_many(formula) and all(map(is_finite, operands))
        case Iff(left=left, right=right):
            return is_finite(left) and is_finite(right)
        case _:
            return True


def _counts_many(count: HowMany) -> bool:
    size = len(count.operands)
    return any(is_large(least, size) for least in (count.low, size - count.high))


def _compares_one(comparison: Compare) -> bool:
    inside = [*nodes(comparison.left), *nodes(comparison.right)]
    unknown = {node for node in inside if isinstance(node, Amount | DayOf)}
    beyond = any(isinstance(node, Rounded | Extreme | Tally | MonthsAfter) for node in inside)
    return len(unknown) < 2 and not beyond


class Engine:
    """Solvers with what they have been told.

    ``finite`` says that only finite questions will be asked. One solver is
    asked at once; if it takes long, others join it, and the first to answer is
    asked first from then on. The first of all is the reference: where another
    finds a refutation, the reference has to refute the same formulas, alone.
    Each has a process of its own, the first perhaps the ``spare``, and is bound to
    so many megabytes of ``memory``, if not 0; with ``None``, there is the reference
    alone, in this process. ``helped`` lets others join.
    """

    def __init__(
        self,
        domains: Mapping[str, Domain],
        horizon: tuple[int, int],
        *,
        finite: bool,
        seed: int = 0,
        memory: int | None = None,
        helped: bool = True,
        spare: Spare | None = None,
    ) -> None:
        self.encoder = Encoder(domains, horizon, by_and_by=True)
        self._of = (domains, horizon)
        self._made = (finite, seed, memory)
        ways = FINITE if finite else GENERAL
        self._runners = [
            Runner(self.encoder, way, seed + more, memory, spare)
            for way, more in ways[: 1 if memory is None or not helped else len(ways)]
        ]
        self._selectors: dict[Formula, int] = {}
        self._judge: Engine | None = None
        self._mending = Mending()
        self._mended = 0
        self._mends = finite
        if not finite:
            self._runners[0].start()

    def selector(self, formula: Formula) -> int:
        """Return a literal, the same at every call, under which ``formula`` holds."""
        found = self._selectors.get(formula)
        if found is None:
            said = self.encoder.said(formula)
            found = self._selectors[formula] = self.encoder.cnf.fresh()
            self.encoder.cnf.clauses += [(-found, *clause) for clause in said]
        return found

    def check(self, selectors: Sequence[int], patience: Patience) -> Reply:
        """Say whether the selected formulas can hold together; raises ``SolverFault``.

        A package may get wrong which day lies months after another: see ``pin``.
        """
        if self._mends and (mended := self._by_mending(selectors)):
            return mended
        winner, reply = race(self._runners, selectors, patience)
        if winner is not self._runners[0]:
            self._runners.remove(winner)
            self._runners.insert(0, winner)
        if isinstance(reply, Unsat) and winner.way not in TRUSTED:
            return self._confirmed(reply.core, patience)
        return reply

    def _by_mending(self, selectors: Sequence[int]) -> Sat | Unsat | None:
        """Answer without a solver, as long as that takes no more work than to start one."""
        mending = self._told()
        most = START + TELL * len(self.encoder.cnf.clauses) - mending.work
        try:
            core = mending.core(selectors, most)
        except TooMuch:
            self._mends = False
            return None
        return Sat(mending.truths, ()) if core is None else Unsat(core)

    def _told(self) -> Mending:
        """Return the mending search with all clauses."""
        cnf = self.encoder.cnf
        self._mending.add(cnf.clauses[self._mended :], cnf.size)
        self._mended = len(cnf.clauses)
        return self._mending

    def sifted(
        self,
        formulas: Iterable[Formula],
        claims: Iterable[Formula],
        stopped: Callable[[], bool],
    ) -> Sifted:
        """Return which of ``claims`` follow from ``formulas``, which are compatible.

        All have to be finite. Raises ``TooMuch``.
        """
        selectors = [self.selector(each) for each in formulas]
        denials = [self.encoder.cnf.some(self.encoder.ways(each, True)) for each in claims]
        return self._told().sifted(selectors, denials, stopped)

    def pin(self, reply: Sat) -> bool:
        """Say more of the months that ``reply`` gets wrong; say whether it does get some wrong."""
        return self.encoder.pin(reply.numbers)

    def stop(self) -> None:
        """End what the solvers are doing; from now on they are asked, and begin afresh."""
        self._mends = False
        for each in self._runners:
            each.stop()
        if self._judge is not None:
            self._judge.stop()

    def _confirmed(self, core: Sequence[int], patience: Patience) -> Reply:
        """Return what the reference says of the formulas of ``core``, alone."""
        if self._judge is None:
            finite, seed, memory = self._made
            self._judge = Engine(*self._of, finite=finite, seed=seed, memory=memory, helped=False)
        wanted = set(core)
        formulas = [each for each, literal in self._selectors.items() if literal in wanted]
        own = {self._judge.selector(each): self._selectors[each] for each in formulas}
        reply = self._judge.check(tuple(own), patience)
        while isinstance(reply, Sat) and self._judge.pin(reply):
            reply = self._judge.check(tuple(own), patience)
        if isinstance(reply, Unsat):
            return Unsat(tuple(own[each] for each in reply.core))
        return reply if isinstance(reply, Unknown) else Unknown("solver: two solvers disagree")

    def found(self, reply: Sat) -> Found:
        """Return what a successful check found."""
        return Found(self.encoder, reply)


class Found:
    """A solver's answer, decoded one variable at a time.

    It knows the variables and events that were encoded when it was found, and
    nothing of later ones.
    """

    def __init__(self, encoder: Encoder, reply: Sat) -> None:
        self._encoder = encoder
        self._truths = reply.truths
        self._numbers = dict(reply.numbers)
        self._size = encoder.cnf.size
        self._used = {each.number for each in encoder.numbers.used}

    def value(self, variable: Variable) -> Answer:
        """Return the value of ``variable``; raises ``KeyError`` if it is not known."""
        row = self._encoder.choices.get(variable)
        if row is not None:
            domain = self._encoder.domains[variable.term]
            assert isinstance(domain, Choice)
            return domain.values[next(at for at, each in enumerate(row) if self._true(each))]
        unknown = self._encoder.amounts[variable]
        limit = self._encoder.unlimited.get(variable)
        if limit is not None and self._true(limit):
            return None
        return self._number(unknown)

    def day(self, event: str) -> int | None:
        """Return the day of ``event``; raises ``KeyError`` if it is not known."""
        if not self._true(self._encoder.happening[event]):
            return None
        return int(self._number(self._encoder.days[event]))

    def _true(self, literal: int) -> bool:
        if abs(literal) > self._size:
            raise KeyError(literal)
        return bool(self._truths >> abs(literal) & 1) == (literal > 0)

    def _number(self, unknown: Unmeasured) -> Fraction:
        if unknown.number in self._used:
            return self._numbers[unknown.name]
        row = self._encoder.numbers.thresholds[unknown.number]
        known = [(bound, self._true(lit)) for bound, lit in row if abs(lit) <= self._size]
        return between(unknown, known)


def between(unknown: Unmeasured, row: Sequence[tuple[Bound, bool]]) -> Fraction:
    """Return the least plain number that agrees with the thresholds of ``row``.

    It is the lower limit if that belongs to the interval, else the upper one,
    else the middle.
    """
    low: Bound = (unknown.low, True)
    high: Bound = (unknown.high, True)
    for (limit, included), is_below in row:
        if not is_below:
            low = max(low, (limit, not included), key=lambda b: (b[0], not b[1]))
        else:
            high = min(high, (limit, included), key=lambda b: (b[0], b[1]))
    if unknown.whole:
        return low[0] if low[1] else low[0] + 1
    if low[1]:
        return low[0]
    return high[0] if high[1] else (low[0] + high[0]) / 2
