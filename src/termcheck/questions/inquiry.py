"""An inquiry: a library, its items and the oracle that every question stands on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from termcheck.library.formula import Variable
from termcheck.library.model import Answer, Domain, Library, Question, Range
from termcheck.logic.case import Case, Catalogue
from termcheck.logic.problem import Item, Unit
from termcheck.questions.recall import Asked, Memory
from termcheck.questions.verdict import Incompatible
from termcheck.solve.canonical import Plain, canonical_package
from termcheck.solve.oracle import Budget, Compatible, Oracle, Undecided

Found = TypeVar("Found")


class Inquiry:
    """Asks questions of one library; what one question learns, the next knows.

    ``budget`` bounds the time of all questions together; ``seed`` varies the
    solver and changes no answer. ``noted`` are the sets of units that were
    found to clash so far, by readings: what is known if the question is cut off.
    ``explained`` is how some cases end, all conflicts with what they rest on.
    ``memory`` are answers of earlier runs.
    """

    def __init__(
        self,
        library: Library,
        budget: Budget | None = None,
        seed: int = 0,
        memory: Memory | None = None,
    ) -> None:
        self.library = library
        self._memory = memory
        self._stopped = False
        self._made = (budget, seed)
        self._beside: list[Inquiry] = []
        self.catalogue = Catalogue(library, self.hold)
        self.noted: dict[tuple[tuple[str, str], ...], list[frozenset[Unit]]] = {}
        self.explained: dict[Case, Incompatible | None] = {}
        self.oracle = Oracle(library.domains, library.horizon, budget, seed)
        self._fractions = Oracle(
            {name: _with_fractions(domain) for name, domain in library.domains.items()},
            library.horizon,
            budget,
            seed,
        )

    def of(self, library: Library) -> Inquiry:
        """Return an inquiry into a library of the same vocabulary; the two learn together."""
        from copy import copy  # one command in many asks about two libraries

        made = copy(self)
        made.library, made.catalogue = library, Catalogue(library, made.hold)
        made.explained = {}
        return made

    def aside(self) -> Inquiry:
        """Return an inquiry into the same library that learns for itself.

        What is asked about few clauses is answered sooner by a solver that knows no others.
        """
        made = Inquiry(self.library, *self._made)
        self._beside.append(made)
        return made

    def recalled(self, asked: Asked, kind: Any, work: Callable[[], Found]) -> Found:
        """Return what ``work`` would return, an answer of type ``kind`` to what is ``asked``.

        An answer is remembered unless a limit was hit on the way to it.
        """
        if self._memory is None:
            return work()
        found: Found | None = self._memory.found(asked, kind)
        if found is None:
            before = self.undecided
            found = work()
            if self.undecided == before and not self._stopped:
                self._memory.learnt(asked, kind, found)
        return found

    @property
    def undecided(self) -> int:
        """How many questions had no answer."""
        beside = sum(each.undecided for each in self._beside)
        return self.oracle.undecided + self._fractions.undecided + beside

    def stop(self, limit: str) -> None:
        """End the question that is running and leave all others undecided, by ``limit``."""
        self._stopped = True
        self.oracle.stop(limit)
        self._fractions.stop(limit)
        for each in tuple(self._beside):
            each.stop(limit)

    def close(self) -> None:
        """End the solvers' processes; they start again if they are needed."""
        self.oracle.close()
        self._fractions.close()
        for each in self._beside:
            each.close()

    def hold(self, items: Sequence[Item]) -> bool:
        """Say whether ``items`` are known to hold together; not so if a limit was hit."""
        return isinstance(self.oracle.compatible(items), Compatible)

    def plain_package(
        self, case: Case, question: Question, more: Sequence[Item] = ()
    ) -> Plain | Undecided | None:
        """Return the canonical package for a case, ``None`` if it has none.

        It answers what the clauses and the rules in play mention, terms in
        order of name and phases in the order of their declaration.
        """
        items = (*(item for unit in case.units for item in unit.items), *case.background, *more)
        return canonical_package(
            self.oracle,
            items,
            self.in_order(items),
            sorted({e for item in items for part in item.parts for e in part.events}),
            {v: self.now(v) for v in self.in_order(items) if self._has_now(v)},
            question.as_of or self._latest_day(),
        )

    def needs_whole_numbers(self, items: Sequence[Item]) -> bool:
        """Say whether ``items``, which are incompatible, could hold with fractions."""
        ranges = (self.library.domains[v.term] for v in self.in_order(items))
        if not any(isinstance(each, Range) and each.whole for each in ranges):
            return False
        return isinstance(self._fractions.compatible(items), Compatible)

    def in_order(self, items: Iterable[Item]) -> tuple[Variable, ...]:
        """Return the variables that ``items`` mention, in canonical order."""
        phases = {name: place for place, name in enumerate(self.library.phases)}
        found = {v for item in items for part in item.parts for v in part.variables}
        return tuple(sorted(found, key=lambda v: (v.term, phases.get(v.phase or "", -1))))

    def now(self, variable: Variable) -> Answer:
        """Return the status quo of ``variable``; it must have one."""
        return self.library.terms[variable.term.partition("[")[0]].now

    def _has_now(self, variable: Variable) -> bool:
        return self.library.terms[variable.term.partition("[")[0]].has_now

    def _latest_day(self) -> int:
        days = [self.library.clauses[key].day for key in self.library.statements]
        return max(days, default=0)


def _with_fractions(domain: Domain) -> Domain:
    return domain.but(whole=False) if isinstance(domain, Range) else domain
