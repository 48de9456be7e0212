"""One source: would there still be no deal if a single source were not believed?

For each source, what it alone supports is left out: clauses, kept clauses and
rules that cite it and no other. Clauses that cite nothing stay, and so do those of a proposal
that cite what the proposal is from: there the source is the text itself. A
verdict that a deal is possible needs no such question: with less on the table
it stays so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from termcheck.library.model import Clause, Library
from termcheck.logic.case import Case, Fault
from termcheck.logic.problem import Item
from termcheck.questions import verdict as v
from termcheck.questions.inquiry import Inquiry
from termcheck.solve.oracle import Compatible, Undecided
from termcheck.value import Value


class Without(Value):
    """What is left of an answer without what ``source`` alone supports.

    ``clauses`` and ``rules`` are left out, by name, in the order of the
    question. ``verdict`` is that of the rest; ``gone`` are the places, in the
    list of conflicts, of those that no longer are.
    """

    source: str
    clauses: tuple[str, ...]
    rules: tuple[str, ...]
    verdict: Literal["compatible", "incompatible", "undecided"]
    gone: tuple[int, ...]


def one_source(inquiry: Inquiry, case: Case, found: v.Outcome) -> tuple[Without, ...]:
    """Return for each source, in order of name, what is left of ``found`` without it.

    Of sources that alone support something in play; nothing unless ``found``
    is incompatible.
    """
    if not isinstance(found, v.Incompatible):
        return ()
    support = _Support(inquiry.library, case)
    return tuple(
        _without(inquiry, case, found, support, source) for source in sorted(support.sources)
    )


def by_reading(inquiry: Inquiry, found: v.Verdict) -> dict[v.Readings, tuple[Without, ...]]:
    """Return the same for each outcome of a verdict, by its readings."""
    cases = [c for c in inquiry.catalogue.cases(found.question) if not isinstance(c, Fault)]
    outcomes = {each.readings: each.outcome for each in found.outcomes}
    return {case.readings: one_source(inquiry, case, outcomes[case.readings]) for case in cases}


class _Support:
    """Which items of a case a source alone supports."""

    def __init__(self, library: Library, case: Case) -> None:
        self.library = library
        self.clauses: dict[Item, Clause] = {}
        for unit in case.units:
            for key, item in zip(unit.clauses, unit.items, strict=False):
                self.clauses[item] = self._clause(key)
        for key, item in zip(case.kept_keys, case.kept, strict=True):
            if not key.startswith("status quo"):
                self.clauses[item] = self._clause(key)
        for item in case.rules:
            self.clauses[item] = library.clauses[item.name]
        self.by_item = {item: _only_source(library, each) for item, each in self.clauses.items()}
        self.sources = {source for source in self.by_item.values() if source}

    def _clause(self, key: str) -> Clause:
        """Return the clause of a key, which may be that of a branch."""
        found = self.library.clauses.get(key)
        return found or self.library.clauses[key.rpartition(".")[0]]


def _only_source(library: Library, clause: Clause) -> str:
    """Return the source that alone supports ``clause``, or nothing."""
    cited = {each.source for each in clause.citations}
    found = next(iter(cited)) if len(cited) == 1 else ""
    return "" if found in _texts(library, clause.owner) else found


def _texts(library: Library, owner: str) -> set[str]:
    """Return the sources that a proposal, or what it amends, is from."""
    found: set[str] = set()
    while owner in library.proposals:
        found.add(library.proposals[owner].source)
        owner = library.proposals[owner].amends
    return found


def _without(
    inquiry: Inquiry, case: Case, found: v.Incompatible, support: _Support, source: str
) -> Without:
    out = {
        item: clause for item, clause in support.clauses.items() if support.by_item[item] == source
    }
    units = {unit.name: unit for unit in case.units}
    background = [item for item in case.background if item not in out]

    def word(names: Sequence[str]) -> Literal["compatible", "incompatible", "undecided"]:
        items = [i for name in names for i in units[name].items if i not in out]
        answer = inquiry.oracle.compatible((*items, *background))
        if isinstance(answer, Undecided):
            return "undecided"
        return "compatible" if isinstance(answer, Compatible) else "incompatible"

    gone = tuple(
        place
        for place, conflict in enumerate(found.conflicts)
        if word([name for name in units if name in conflict.names]) == "compatible"
    )
    left_out = dict.fromkeys(out.values())
    return Without(
        source,
        tuple(each.name for each in left_out if each.strength != "rule"),
        tuple(each.name for each in left_out if each.strength == "rule"),
        word(tuple(units)),
        gone,
    )
