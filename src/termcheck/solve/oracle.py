"""The oracle: is this set of items compatible?

Every question of termcheck comes down to this one. The oracle remembers what
it has learnt: a package settles every set of items that it satisfies, a
conflict settles every set that contains it. The solver is asked only for what
is really new.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from math import inf

from termcheck.library.formula import Formula, Variable
from termcheck.library.model import Answer, Choice, Domain
from termcheck.logic.evaluate import holds
from termcheck.logic.package import Package
from termcheck.logic.problem import Item, Part
from termcheck.solve.child import now
from termcheck.solve.engine import Engine, Found, is_finite
from termcheck.solve.masks import bits
from termcheck.solve.mending import Sifted, TooMuch
from termcheck.solve.ordering import ordering
from termcheck.solve.race import Patience
from termcheck.solve.replies import Sat, SolverFault, Unknown, Unsat
from termcheck.solve.sifting import sifted
from termcheck.solve.spare import Spare
from termcheck.value import Value

REMEMBERED = 200
"""How many packages the oracle tries before it asks the solver."""

LATE = 0.25
"""After how many seconds it is looked for what is alike in a question."""

SOON = 0.1
"""The same, once that has been of use."""

_SPARE = 0.02
"""How many seconds later a solver stops by itself."""

GUESTS = 20
"""How many finite questions solvers of sums are asked before finite ones are started for them."""

BRIEF = 3.0
"""Seconds after which of a question with sums the finite part is asked about alone."""

WHILE = 6.0
"""Seconds that are spent on that."""

_SOON = "soon"
"""The limit of a question that is only tried."""


class Compatible(Value):
    """All items hold in ``package``, which has been replayed."""

    package: Package


class Incompatible(Value):
    """The items of ``core`` cannot hold together; ``core`` need not be minimal."""

    core: frozenset[Item]


class Undecided(Value):
    """No answer; ``limit`` says which limit was hit."""

    limit: str


Judgement = Compatible | Incompatible | Undecided


class Budget(Value):
    """What may be spent.

    ``left`` returns the seconds left, if they are limited; ``memory`` are
    megabytes, 0 without a limit. ``apart`` has solvers work in processes of
    their own, where they can be stopped at any moment and help each other; the
    first of them may be a ``spare``.
    """

    left: Callable[[], float] | None = None
    memory: int = 0
    apart: bool = False
    spare: Spare | None = None


_Reads = dict[Part, tuple[tuple[Variable, ...], tuple[str, ...]]]
"""The variables and events of parts, found once for all packages."""


class _Offered:
    """A package that the solver did not find."""

    def __init__(self, package: Package) -> None:
        self._package = package

    def value(self, variable: Variable) -> Answer:
        """Return the value of ``variable``; raises ``KeyError`` if it is not known."""
        return self._package.values[variable]

    def day(self, event: str) -> int | None:
        """Return the day of ``event``; raises ``KeyError`` if it is not known."""
        return self._package.days[event]


class _Remembered:
    """A package with the items known to hold in it (as bit sets).

    It is decoded as items ask for it. What the solver did not know when it
    found the package is open in it, and gets a plain value.
    """

    def __init__(
        self, found: Found | _Offered, domains: Mapping[str, Domain], reads: _Reads
    ) -> None:
        self.known = 0
        self.holding = 0
        self._found = found
        self._domains = domains
        self._reads = reads
        self._values: dict[Variable, Answer] = {}
        self._days: dict[str, int | None] = {}
        self._answered: set[str] = set()
        self.package = Package(self._values, self._days)

    def satisfies(self, part: Part) -> bool:
        """Replay one part of an item."""
        if not self._answered.issuperset(part.touched):
            self._answer(part)
        return holds(part.formula, self.package)

    def _answer(self, part: Part) -> None:
        for variable in part.variables:
            if variable not in self._values:
                self._values[variable] = self._value(variable)
        for event in part.events:
            if event not in self._days:
                self._days[event] = self._day(event)
        self._answered.update(part.touched)

    def _value(self, variable: Variable) -> Answer:
        try:
            return self._found.value(variable)
        except KeyError:
            return plain_value(self._domains[variable.term])

    def _day(self, event: str) -> int | None:
        try:
            return self._found.day(event)
        except KeyError:
            return None


def plain_value(domain: Domain) -> Answer:
    """Return a value of ``domain``, the first or the least."""
    return domain.values[0] if isinstance(domain, Choice) else domain.low


class Oracle:
    """Answers for one set of domains; ``seed`` varies the solver, never the answer.

    ``asked`` counts the questions that the solver was asked, ``undecided`` those
    that had no answer.

    ``patience`` says how long whoever is asked on its behalf may take.
    """

    def __init__(
        self,
        domains: Mapping[str, Domain],
        horizon: tuple[int, int],
        budget: Budget | None = None,
        seed: int = 0,
    ) -> None:
        self.domains = domains
        self.horizon = horizon
        self.asked = 0
        self.undecided = 0
        self._budget = budget or Budget()
        self._reserve = 0.0
        self.patience = Patience(self.ended, self._left if self._budget.left else None)
        self._seed = seed
        self._items: list[Item] = []
        self._bits: dict[Item, int] = {}
        self._packages: list[_Remembered] = []
        self._conflicts: dict[int, list[int]] = {}
        self._engines: dict[bool, Engine] = {}
        self._finite: dict[Item, bool] = {}
        self._reads: _Reads = {}
        self._guests = 0
        self._stopped = ""
        self._orders = False

    def stop(self, limit: str) -> None:
        """End the question that is running and leave all others undecided, by ``limit``.

        May be called at any moment, from a signal or another thread.
        """
        self._stopped = limit

    def close(self) -> None:
        """End the solvers' processes; they start again if they are needed."""
        for engine in tuple(self._engines.values()):
            engine.stop()

    def ended(self) -> str:
        """Return the limit for which all further questions stay undecided, if one was hit."""
        return self._stopped or ("time" if self._left() <= 0 else "")

    @contextmanager
    def sharing(self, part: float) -> Generator[None, None, None]:
        """Take no more than a ``part`` of the time that is left, so that others have the rest."""
        before = self._reserve
        if self._budget.left is not None:
            self._reserve += self._left() * (1 - part)
        try:
            yield
        finally:
            self._reserve = before

    def _left(self) -> float:
        """Return the seconds left; endless if they are not limited."""
        left = self._budget.left
        return inf if left is None else left() - self._reserve

    def compatible(self, items: Iterable[Item]) -> Judgement:
        """Say whether all ``items`` can hold together; of no items an empty package says it."""
        wanted = tuple(dict.fromkeys(items))
        if not wanted:
            return Compatible(Package({}, {}))
        if limit := self.ended():
            self.undecided += 1
            return Undecided(limit)
        mask = self._mask(wanted)
        for conflict in self._known(mask):
            return Incompatible(frozenset(self._named(conflict)))
        for known in reversed(self._packages[-REMEMBERED:]):
            if self._satisfies(known, mask):
                return Compatible(known.package)
        found = self._solve(wanted, mask)
        self.undecided += isinstance(found, Undecided)
        return found

    def core(self, items: Iterable[Item]) -> frozenset[Item] | None:
        """Return which of ``items`` are remembered to clash, fewest first; asks nothing."""
        least = min(self._known(self._mask(items)), key=int.bit_count, default=None)
        return None if least is None else frozenset(self._named(least))

    def holds_in(self, package: Package, items: Iterable[Item]) -> bool:
        """Say whether all ``items`` hold in a package that an answer of this oracle had."""
        known = next(each for each in reversed(self._packages) if each.package is package)
        return self._satisfies(known, self._mask(items))

    def sifted(self, items: Sequence[Item], claims: Sequence[Formula]) -> Sifted:
        """Return which of ``claims`` follow from ``items``, which are compatible.

        As far as that is seen without a solver.
        """
        if all(map(self._is_finite, items)) and all(map(is_finite, claims)):
            formulas = (part.formula for item in items for part in item.parts)
            with suppress(TooMuch):
                return self._engine(finite=True).sifted(formulas, claims, self._has_ended)
        return sifted(self.domains, self.horizon, items, claims, self._has_ended)

    def _has_ended(self) -> bool:
        return bool(self.ended())

    def offer(self, package: Package) -> None:
        """Remember a package that somebody guessed; it is replayed wherever it is used."""
        self._packages.append(_Remembered(_Offered(package), self.domains, self._reads))

    # --- memory --------------------------------------------------------------

    def _known(self, mask: int) -> Iterator[int]:
        """Yield the conflicts known among the items of ``mask``."""
        for bit in bits(mask):
            for conflict in self._conflicts.get(bit, ()):
                if conflict & mask == conflict:
                    yield conflict

    def _clash(self, conflict: int) -> None:
        highest = 1 << (conflict.bit_length() - 1)
        self._conflicts.setdefault(highest, []).append(conflict)

    def _mask(self, items: Iterable[Item]) -> int:
        mask = 0
        for item in items:
            mask |= self._bit(item)
        return mask

    def _bit(self, item: Item) -> int:
        found = self._bits.get(item)
        if found is None:
            found = self._bits[item] = 1 << len(self._items)
            self._items.append(item)
        return found

    def _named(self, mask: int) -> list[Item]:
        found: list[Item] = []
        while mask:
            low = mask & -mask
            found.append(self._items[low.bit_length() - 1])
            mask ^= low
        return found

    def _satisfies(self, known: _Remembered, mask: int) -> bool:
        """Say whether a package satisfies the items of ``mask``; look at few."""
        if known.known & mask & ~known.holding:
            return False
        new = mask & ~known.known
        while new:
            low = new & -new
            new ^= low
            item = self._items[low.bit_length() - 1]
            known.known |= low
            if not all(map(known.satisfies, item.parts)):
                return False
            known.holding |= low
        return True

    # --- solving -------------------------------------------------------------

    def _solve(self, items: Sequence[Item], mask: int) -> Judgement:
        """Ask the solvers: briefly as it is, then in an order, then of the finite part first."""
        self.asked += 1
        try:
            finite = all(map(self._is_finite, items))
            brief = self._within(SOON if self._orders else LATE)
            judgement = self._judged(self._at_hand(finite), items, mask, brief)
            if judgement != Undecided(_SOON):
                return judgement
            self._guests, engine = GUESTS, self._engine(finite)
            order = ordering(self.domains, items)
            self._orders = self._orders or bool(order)
            if self._budget.apart and not finite:
                judgement = self._ordered(engine, items, mask, order, self._within(BRIEF))
                if judgement != Undecided(_SOON):
                    return judgement
                if (conflict := self._finite_part(items)) is not None:
                    return conflict
            return self._ordered(engine, items, mask, order, self.patience)
        except SolverFault as fault:
            return Undecided(f"solver: {fault}")

    def _within(self, seconds: float) -> Patience:
        """Return the patience that ends after so many seconds, if no limit is hit before."""
        end = now() + seconds
        left = self._budget.left
        return Patience(
            lambda: self.ended() or (_SOON if now() >= end else ""),
            lambda: end + _SPARE - now() if left is None else min(left(), end + _SPARE - now()),
        )

    def _ordered(
        self,
        engine: Engine,
        items: Sequence[Item],
        mask: int,
        order: Sequence[Item],
        patience: Patience,
    ) -> Judgement:
        """Ask for a package that comes first among its like, of all that the items allow.

        That there is none is the fault of all items, for they are alike together.
        """
        judgement = self._judged(engine, (*items, *order), mask, patience)
        if isinstance(judgement, Incompatible) and not judgement.core.isdisjoint(order):
            self._clash(mask)
            return Incompatible(frozenset(items))
        return judgement

    def _finite_part(self, items: Sequence[Item]) -> Incompatible | None:
        """Return a conflict among the finite ones of ``items``, if there is one that is soon found.

        Where many sums make a question hard, a conflict may still be none of theirs.
        """
        finite = [item for item in items if self._is_finite(item)]
        patience = self._within(WHILE)
        found = self._judged(self._engine(finite=True), finite, self._mask(finite), patience)
        return found if isinstance(found, Incompatible) else None

    def _judged(
        self, engine: Engine, items: Sequence[Item], mask: int, patience: Patience
    ) -> Judgement:
        """Ask the solvers, and once more, afresh, if their package is none."""
        for _ in range(2):
            judgement = self._solve_with(engine, items, mask, patience)
            if judgement is not None:
                return judgement
            engine.stop()
        return Undecided("the solver's package does not satisfy the clauses when replayed")

    def _solve_with(
        self, engine: Engine, items: Sequence[Item], mask: int, patience: Patience
    ) -> Judgement | None:
        """Return the judgement of ``engine``, or ``None`` if its package is none."""
        owner: dict[int, Item] = {}
        for item in items:
            for part in item.parts:
                owner.setdefault(engine.selector(part.formula), item)
        while True:
            reply = engine.check(tuple(owner), patience)
            if not isinstance(reply, Sat):
                break
            known = _Remembered(engine.found(reply), self.domains, self._reads)
            if self._satisfies(known, mask):
                self._packages.append(known)
                return Compatible(known.package)
            if not engine.pin(reply):
                return None
        match reply:
            case Unknown(reason=reason):
                return Undecided(reason)
            case Unsat(core=used):
                core = frozenset(owner[each] for each in used)
                self._clash(self._mask(core))
                return Incompatible(core)

    def _at_hand(self, finite: bool) -> Engine:
        """Return who is asked briefly; to start solvers takes longer than a few questions."""
        if not finite or True in self._engines or False not in self._engines:
            return self._engine(finite)
        self._guests += 1
        return self._engine(finite=self._guests > GUESTS)

    def _engine(self, finite: bool) -> Engine:
        found = self._engines.get(finite)
        if found is None:
            found = Engine(
                self.domains,
                self.horizon,
                finite=finite,
                seed=self._seed,
                memory=self._budget.memory if self._budget.apart else None,
                spare=self._budget.spare,
            )
            self._engines[finite] = found
        return found

    def _is_finite(self, item: Item) -> bool:
        found = self._finite.get(item)
        if found is None:
            found = all(is_finite(part.formula) for part in item.parts)
            self._finite[item] = found
        return found
