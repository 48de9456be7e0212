"""Matrix: which of these texts can hold together, two by two?

Every pair of references gets what the question about the two would answer: a
shortest conflict, or a group of texts to which both belong and one package in
which the whole group holds. A few groups cover all compatible pairs. Among very
many texts groups would be too many to tell anybody anything, and are not made.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import combinations

from termcheck.library.model import Attested, Library, Question
from termcheck.library.positions import in_force
from termcheck.logic.case import Case, Fault
from termcheck.logic.package import Package
from termcheck.logic.problem import Item
from termcheck.questions import verdict as v
from termcheck.questions.clashes import Clashes
from termcheck.questions.consistency import background_outcome, conflicts
from termcheck.questions.groups import Groups
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.shortest import Shortest, never_together, shortest
from termcheck.questions.texts import Texts, agree
from termcheck.questions.two_by_two import TwoByTwo
from termcheck.solve.canonical import Plain
from termcheck.solve.masks import places as in_places
from termcheck.solve.oracle import Compatible
from termcheck.value import Value

MOST_GROUPED = 100
"""Among how many texts groups are made."""

_SAID = 10
"""Every how many pairs it is said what is being asked."""

_PLAINLY = Shortest("compatible")

Progress = Callable[[str], None]
"""Called with a few words before each question that may take time."""


class Pair(Value):
    """Two texts and how they end together; ``group`` is the place of one that holds both.

    There is none if groups are not made.
    """

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
    search.compare()
    ended: list[Shortest] = []
    good = [0] * len(search.names)
    places = list(combinations(range(len(search.names)), 2))
    for a, b in places:
        if not b % _SAID:
            progress(f"{search.names[a]} with {search.names[b]}")
        ended.append(search.pair(a, b))
        if ended[-1].word == "compatible":
            good[a], good[b] = good[a] | 1 << b, good[b] | 1 << a
    alone = tuple(map(search.alone, range(len(search.names))))
    groups = Groups(good, search.hold)
    few = len(search.names) <= MOST_GROUPED
    pairs = tuple(
        Pair(
            search.names[a],
            search.names[b],
            found,
            groups.cover(a, b) if few and found.word == "compatible" else None,
        )
        for (a, b), found in zip(places, ended, strict=True)
    )
    members = (tuple(search.names[at] for at in in_places(each)) for each in groups.found)
    made = tuple(search.group(each, packages=packages) for each in members)
    return Matrix(question, search.names, alone, pairs, made)


class _Search:
    """The texts of one matrix, put to the oracle together with all rules."""

    def __init__(self, inquiry: Inquiry, question: Question) -> None:
        self._inquiry = inquiry
        self._question = question
        self._texts = Texts(inquiry, question)
        self.names, self.faults = self._texts.names, self._texts.faults
        self._pairs: TwoByTwo | None = None
        self._clauses: dict[int, int] = {}
        self._clashes: Clashes | None = None

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

    def compare(self) -> None:
        """Compare all texts with each other, where no status quo takes part."""
        if self._question.table is None:
            self._pairs = TwoByTwo(self._inquiry, self._texts.variants)

    def pair(self, a: int, b: int) -> Shortest:
        """Return how two texts end; asked in full only if it cannot be looked up."""
        if self._pairs is not None and self._pairs.hold(a, b):
            never = self._pairs.never(a, b)
            return Shortest("compatible", never_happens=never) if never else _PLAINLY
        conflict = self._looked_up(a, b)
        if conflict is not None:
            readings = (self._texts.variants[each][0].readings for each in (a, b))
            return Shortest("incompatible", conflict, tuple(r for each in readings for r in each))
        return self.found([self.names[a], self.names[b]])

    def _looked_up(self, a: int, b: int) -> v.Conflict | None:
        """Return the conflict of two texts where it can be found without asking about them."""
        question, ended = self._question, self._inquiry.oracle.ended()
        if self._pairs is None or ended or question.by_text or question.keep or question.suppose:
            return None
        if self._clashes is None:
            plain = [at for at, each in enumerate(self._texts.variants) if len(each) == 1]
            self._clauses = {at: place for place, at in enumerate(plain)}
            units = [self._texts.variants[at][0].units for at in plain]
            self._clashes = Clashes(self._inquiry, units)
        if a not in self._clauses or b not in self._clauses:
            return None
        return self._clashes.conflict(self._clauses[a], self._clauses[b])

    def alone(self, a: int) -> Shortest:
        """Return how one text ends."""
        pairs = self._pairs
        if pairs is not None and pairs.holds(a) and pairs.lets_happen(a):
            return Shortest("compatible")
        return self.found([self.names[a]])

    def found(self, names: Sequence[str]) -> Shortest:
        """Return how the question about ``names`` ends, by the long way."""
        cases = self._texts.cases(names)
        if isinstance(cases, str):
            return Shortest("undecided", limits=(cases,))
        found = shortest(self._inquiry, cases)
        if found.word != "compatible":
            return found
        return Shortest("compatible", never_happens=never_together(self._inquiry, cases))

    def hold(self, places: Sequence[int]) -> bool:
        """Say whether texts hold together under the first reading of each."""
        if self._question.table is None:
            asked = self._together(places)
        else:
            first = self._first([self.names[at] for at in places])
            asked = () if first is None else _everything(first)
        return bool(asked) and isinstance(self._inquiry.oracle.compatible(asked), Compatible)

    def _together(self, places: Sequence[int]) -> tuple[Item, ...]:
        """Return the items of the first readings that agree, with all rules; or nothing."""
        taken: dict[str, str] = {}
        items = [*self._inquiry.catalogue.rules]
        for at in places:
            variants = self._texts.variants[at]
            fitting = (each for each in variants if agree(tuple(taken.items()), each.readings))
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
        cases = self._texts.cases(names)
        return None if isinstance(cases, str) or not cases else cases[0]


def _everything(case: Case) -> tuple[Item, ...]:
    return (*(item for unit in case.units for item in unit.items), *case.background)
