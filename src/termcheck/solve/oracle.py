"""The oracle: is this set of items compatible?

Every question of termcheck comes down to this one. The oracle remembers what
it has learnt: a package settles every set of items that it satisfies, a
conflict settles every set that contains it. The solver is asked only for what
is really new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from termcheck.library.formula import Variable
from termcheck.library.model import Answer, Choice, Domain
from termcheck.logic.evaluate import holds
from termcheck.logic.package import Package
from termcheck.logic.problem import Item, Part
from termcheck.solve.engine import Engine, Found, is_finite
from termcheck.solve.race import Patience
from termcheck.solve.z3 import Sat, SolverFault, Unknown, Unsat
from termcheck.value import Value

REMEMBERED = 200
"""How many packages the oracle tries before it asks the solver."""


class Compatible(Value):
    """All items hold in ``package``, which has been replayed."""

    package: Package


class Incompatible(Value):
    """The items of ``core`` cannot hold together; ``core`` need not be minimal."""

    core: frozenset[Item]


class Undecided(Value):
    """No answer; ``limit`` says which limit was hit.

    Where a canonical package was asked for, ``package`` is one for the same
    items that was found by then, if one was.
    """

    limit: str
    package: Package | None = None


Judgement = Compatible | Incompatible | Undecided


class Budget(Value):
    """What may be spent.

    ``left`` returns the seconds left, if they are limited; ``memory`` are
    megabytes, 0 without a limit. ``apart`` has solvers work in processes of
    their own, where they can be stopped at any moment and help each other.
    """

    left: Callable[[], float] | None = None
    memory: int = 0
    apart: bool = False


_Reads = dict[Part, tuple[tuple[Variable, ...], tuple[str, ...]]]
"""The variables and events of parts, found once for all packages."""


class _Remembered:
    """A package with the items known to hold in it (as bit sets).

    It is decoded as items ask for it. What the solver did not know when it
    found the package is open in it, and gets a plain value.
    """

    def __init__(self, found: Found, domains: Mapping[str, Domain], reads: _Reads) -> None:
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
            domain = self._domains[variable.term]
            return domain.values[0] if isinstance(domain, Choice) else domain.low

    def _day(self, event: str) -> int | None:
        try:
            return self._found.day(event)
        except KeyError:
            return None


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
        self.patience = Patience(self.ended, self._budget.left)
        self._seed = seed
        self._items: list[Item] = []
        self._bits: dict[Item, int] = {}
        self._packages: list[_Remembered] = []
        self._conflicts: list[int] = []
        self._engines: dict[bool, Engine] = {}
        self._finite: dict[Item, bool] = {}
        self._reads: _Reads = {}
        self._stopped = ""

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
        left = self._budget.left
        return self._stopped or ("time" if left is not None and left() <= 0 else "")

    def compatible(self, items: Iterable[Item]) -> Judgement:
        """Say whether all ``items`` can hold together; of no items an empty package says it."""
        wanted = tuple(dict.fromkeys(items))
        if not wanted:
            return Compatible(Package({}, {}))
        if limit := self.ended():
            self.undecided += 1
            return Undecided(limit)
        mask = 0
        for item in wanted:
            mask |= self._bit(item)
        for conflict in self._conflicts:
            if conflict & mask == conflict:
                return Incompatible(frozenset(self._named(conflict)))
        for known in reversed(self._packages[-REMEMBERED:]):
            if self._satisfies(known, mask):
                return Compatible(known.package)
        found = self._solve(wanted, mask)
        self.undecided += isinstance(found, Undecided)
        return found

    # --- memory --------------------------------------------------------------

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
        self.asked += 1
        try:
            engine = self._engine(items)
            return self._solve_with(engine, items, mask) or self._again(engine, items, mask)
        except SolverFault as fault:
            return Undecided(f"solver: {fault}")

    def _again(self, engine: Engine, items: Sequence[Item], mask: int) -> Judgement:
        """Ask once more, of fresh solvers."""
        engine.stop()
        wrong = "the solver's package does not satisfy the clauses when replayed"
        return self._solve_with(engine, items, mask) or Undecided(wrong)

    def _solve_with(self, engine: Engine, items: Sequence[Item], mask: int) -> Judgement | None:
        """Return the judgement of ``engine``, or ``None`` if its package is none."""
        owner: dict[int, Item] = {}
        for item in items:
            for part in item.parts:
                owner.setdefault(engine.selector(part.formula), item)
        reply = engine.check(tuple(owner), self.patience)
        match reply:
            case Unknown(reason=reason):
                return Undecided(reason)
            case Unsat(core=used):
                core = frozenset(owner[each] for each in used)
                conflict = 0
                for item in core:
                    conflict |= self._bit(item)
                self._conflicts.append(conflict)
                return Incompatible(core)
            case Sat():
                known = _Remembered(engine.found(reply), self.domains, self._reads)
                if not self._satisfies(known, mask):
                    return None
                self._packages.append(known)
                return Compatible(known.package)

    def _engine(self, items: Sequence[Item]) -> Engine:
        finite = all(self._is_finite(item) for item in items)
        found = self._engines.get(finite)
        if found is None:
            found = Engine(
                self.domains,
                self.horizon,
                finite=finite,
                seed=self._seed,
                memory=self._budget.memory,
                apart=self._budget.apart,
            )
            self._engines[finite] = found
        return found

    def _is_finite(self, item: Item) -> bool:
        found = self._finite.get(item)
        if found is None:
            found = all(is_finite(part.formula) for part in item.parts)
            self._finite[item] = found
        return found
