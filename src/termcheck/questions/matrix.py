"""Matrix: which of these texts can hold together, two by two?

Every pair of references gets what the question about the two would answer: a
shortest conflict, or a group of texts to which both belong and one package in
which the whole group holds. A few groups cover all compatible pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import combinations

from termcheck.library.model import Attested, Library, Question, Reference
from termcheck.library.positions import in_force
from termcheck.logic.case import Case, Fault
from termcheck.logic.package import Package
from termcheck.logic.problem import Item
from termcheck.questions import verdict as v
from termcheck.questions.consistency import background_outcome, conflicts
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.shortest import Shortest, never_together, shortest
from termcheck.solve.canonical import Plain
from termcheck.solve.oracle import Compatible
from termcheck.value import Value

Progress = Callable[[str], None]
"""Called with a few words before each question that may take time."""


class Pair(Value):
    """Two texts and how they end together; ``group`` is the place of one that holds both."""

    a: str
    b: str
    found: Shortest
    group: int | None = None


class Group(Value):
    """Texts that hold together, in the order asked, with a package if one was asked for.

    With open readings they hold together under the first of each; under these
    ``never_happens`` are events that cannot happen while they do.
    """

    names: tuple[str, ...]
    package: Package | None = None
    never_happens: tuple[str, ...] = ()


class Matrix(Value):
    """All pairs of the texts ``names``, row by row: (1, 2), (1, 3), …, (2, 3), ….

    ``alone`` says of each text whether it holds by itself. ``complete`` if no
    limit was hit.
    """

    question: Question
    names: tuple[str, ...]
    alone: tuple[Shortest, ...]
    pairs: tuple[Pair, ...]
    groups: tuple[Group, ...]

    @property
    def complete(self) -> bool:
        """Whether every pair was decided and every shortest conflict proved to be one."""
        return not any(each.limits for each in (*self.alone, *(p.found for p in self.pairs)))


def every_text(
    library: Library, as_of: int | None = None, attested: Collection[Attested] = ()
) -> tuple[str, ...]:
    """Return the proposals with firm clauses and the parties with red lines in force."""
    clauses = library.clauses
    proposals = [
        name
        for name, each in library.proposals.items()
        if any(clauses[key].strength == "firm" for key in each.clauses)
    ]
    parties = [
        name
        for name in library.parties
        if any(clauses[k].strength == "red line" for k in in_force(library, name, as_of, attested))
    ]
    return (*proposals, *parties)


def matrix(
    inquiry: Inquiry,
    question: Question,
    progress: Progress = lambda _: None,
    *,
    packages: bool = True,
) -> Matrix | v.Verdict | tuple[Fault, ...]:
    """Return all pairs of what the question gives; each pair as it would be asked alone.

    A verdict if rules, suppositions, what is kept and the status quos of the
    table admit nothing, or if that is undecided. Without ``packages`` groups are named only.
    """
    search = _Search(inquiry, question)
    if search.faults:
        return search.faults
    contradiction = search.contradiction()
    if contradiction is not None:
        return contradiction
    pairs: list[Pair] = []
    for a, b in combinations(range(len(search.names)), 2):
        progress(f"{search.names[a]} with {search.names[b]}")
        pairs.append(Pair(search.names[a], search.names[b], search.pair(a, b)))
    alone = tuple(search.found([name]) for name in search.names)
    groups = _Groups(search, pairs)
    covered = tuple(
        each.but(group=groups.cover(each.a, each.b)) if each.found.word == "compatible" else each
        for each in pairs
    )
    made = tuple(search.group(each, packages=packages) for each in groups.names)
    return Matrix(question, search.names, alone, covered, made)


class _Variant(Value):
    """One text under one combination of its readings."""

    readings: v.Readings
    items: tuple[Item, ...]


class _Search:
    """The texts of one matrix, put to the oracle together with all rules."""

    def __init__(self, inquiry: Inquiry, question: Question) -> None:
        self._inquiry = inquiry
        self._question = question
        self.names = tuple(dict.fromkeys(each.text for each in question.given))
        found = [self._asked([name]) for name in self.names]
        self.faults = tuple(e for each in found for e in each if isinstance(e, Fault))
        self._variants = [
            [_variant(case) for case in each if isinstance(case, Case)] for each in found
        ]
        self._rules = inquiry.catalogue.rules

    def _asked(self, names: Sequence[str]) -> tuple[Case, ...] | tuple[Fault, ...]:
        given = tuple(map(Reference, names))
        return self._inquiry.catalogue.cases(self._question.but(given=given))

    def contradiction(self) -> v.Verdict | None:
        """Return why nothing can be asked at all, if that is so."""
        bare = self._question.but(given=())
        outcomes = tuple(
            v.ByReading(case.readings, found)
            for case in self._inquiry.catalogue.cases(bare)
            if isinstance(case, Case) and (found := self._nothing_holds(case))
        )
        return v.Verdict(bare, outcomes) if outcomes else None

    def _nothing_holds(self, case: Case) -> v.Outcome | None:
        """Return why what is fixed, with the status quos of the table, admits nothing."""
        return background_outcome(self._inquiry, case) or conflicts(self._inquiry, case)

    def pair(self, a: int, b: int) -> Shortest:
        """Return how two texts end; asked in full only if they do not simply hold."""
        both = [self.names[a], self.names[b]]
        if self._question.table is None and self._simply_hold(a, b):
            return self._held(self._cases(both))
        return self.found(both)

    def _simply_hold(self, a: int, b: int) -> bool:
        """Say whether two texts hold with all rules under every reading.

        All rules instead of those in play: then every pair has the same
        background, and what the oracle learns from one pair it knows of others.
        """
        both = [
            (*self._rules, *one.items, *other.items)
            for one in self._variants[a]
            for other in self._variants[b]
            if _agree(one.readings, other.readings)
        ]
        oracle = self._inquiry.oracle
        return all(isinstance(oracle.compatible(each), Compatible) for each in both)

    def found(self, names: Sequence[str]) -> Shortest:
        """Return how the question about ``names`` ends, by the long way."""
        cases = self._asked(names)
        wrong = [each.message for each in cases if isinstance(each, Fault)]
        if wrong:
            return Shortest("undecided", limits=tuple(wrong))
        found = shortest(self._inquiry, self._cases(names))
        return self._held(self._cases(names)) if found.word == "compatible" else found

    def _cases(self, names: Sequence[str]) -> list[Case]:
        return [each for each in self._asked(names) if isinstance(each, Case)]

    def _held(self, cases: Sequence[Case]) -> Shortest:
        """Return that clauses hold together, and what then never happens."""
        return Shortest("compatible", never_happens=never_together(self._inquiry, cases))

    def hold(self, names: Sequence[str]) -> bool:
        """Say whether ``names`` hold together under the first reading of each."""
        if self._question.table is None:
            asked = self._together(names)
        else:
            first = self._first(names)
            asked = () if first is None else _everything(first)
        return bool(asked) and isinstance(self._inquiry.oracle.compatible(asked), Compatible)

    def _together(self, names: Sequence[str]) -> tuple[Item, ...]:
        """Return the items of the first readings that agree, with all rules; or nothing."""
        taken: dict[str, str] = {}
        items = [*self._rules]
        for name in names:
            variants = self._variants[self.names.index(name)]
            fitting = (each for each in variants if _agree(tuple(taken.items()), each.readings))
            chosen = next(fitting, None)
            if chosen is None:
                return ()
            taken |= dict(chosen.readings)
            items += chosen.items
        return tuple(items)

    def group(self, names: tuple[str, ...], *, packages: bool) -> Group:
        """Return a group, with its canonical package, or another one if a limit was hit."""
        first = self._first(names)
        assert first is not None, "a group has been asked about"
        never = never_together(self._inquiry, [first])
        found = self._inquiry.plain_package(first, self._question) if packages else None
        return Group(names, found.package if isinstance(found, Plain) else None, never)

    def _first(self, names: Sequence[str]) -> Case | None:
        found = self._asked(names)[0]
        return found if isinstance(found, Case) else None


def _everything(case: Case) -> tuple[Item, ...]:
    return (*(item for unit in case.units for item in unit.items), *case.background)


def _variant(case: Case) -> _Variant:
    items = [item for unit in case.units for item in unit.items]
    return _Variant(case.readings, (*case.suppositions, *case.kept, *items))


def _agree(one: v.Readings, other: v.Readings) -> bool:
    taken = dict(one)
    return all(taken.get(name, label) == label for name, label in other)


class _Groups:
    """Groups of texts that hold together, grown until every compatible pair is in one."""

    def __init__(self, search: _Search, pairs: Sequence[Pair]) -> None:
        self.names: list[tuple[str, ...]] = []
        self._search = search
        self._good = {(e.a, e.b) for e in pairs if e.found.word == "compatible"}
        self._good |= {(b, a) for a, b in self._good}

    def cover(self, a: str, b: str) -> int:
        """Return the place of a group with ``a`` and ``b``, a new one if there is none."""
        for place, names in enumerate(self.names):
            if a in names and b in names:
                return place
        self.names.append(self._grown(a, b))
        return len(self.names) - 1

    def _grown(self, a: str, b: str) -> tuple[str, ...]:
        """Return a group around a pair; who brings most pairs that are new comes first."""
        group = [a, b]
        waiting: list[str] = [name for name in self._search.names if self._fits(name, group)]
        while waiting:
            best = max(waiting, key=lambda name: self._news(name, group))
            if not self._news(best, group):
                break
            if self._search.hold([*group, best]):
                group.append(best)
            waiting = [name for name in waiting if name != best and self._fits(name, group)]
        return tuple(name for name in self._search.names if name in group)

    def _fits(self, name: str, group: Sequence[str]) -> bool:
        return name not in group and all((name, each) in self._good for each in group)

    def _news(self, name: str, group: Sequence[str]) -> int:
        """Return with how many of ``group`` a text is in no group yet."""
        return sum(not any(name in e and each in e for e in self.names) for each in group)
