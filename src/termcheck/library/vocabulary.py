"""The vocabulary: every name that formulas may use, and what it stands for.

Yielded by ``declare``; accepted by the elaboration of expressions. A name
whose declaration was faulty is *lost*: its uses are not faults of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from typing import Literal

from termcheck.library.model import (
    Choice,
    Constant,
    Define,
    Domain,
    Event,
    Library,
    Party,
    Phase,
    Source,
    Term,
    Unit,
)
from termcheck.library.sizes import Sizes
from termcheck.library.typed import Claim, Measure
from termcheck.value import Value

Kind = Literal["on the table", "source", "name", "phase", "rule", "set", "unit", "label"]
"""Names are declared once among names of their kind."""


class Defined(Value):
    """What a definition stands for, if it is sound, written out.

    ``here``: it reads an unmarked term that varies by phase; ``mentioned``
    are the names in it; ``deep`` how deep it nests, ``large`` how many steps
    it took to write out.
    """

    meaning: Claim | Measure | None
    here: bool
    mentioned: frozenset[str]
    deep: int
    large: int


class Vocabulary:
    """Names by kind.

    ``members`` are the full names of terms, events and constants; ``labels``
    maps the label of a clause to one proposal or party that has it. ``used``
    grows as expressions are elaborated.
    """

    def __init__(self, horizon: tuple[int, int]) -> None:
        self.sizes = Sizes()
        self.horizon = horizon
        self.parties: dict[str, Party] = {}
        self.sources: dict[str, Source] = {}
        self.units: dict[str, Unit] = {}
        self.sets: dict[str, tuple[str, ...]] = {}
        self.phases: dict[str, Phase] = {}
        self.default_phase: str | None = None
        self.terms: dict[str, Term] = {}
        self.events: dict[str, Event] = {}
        self.constants: dict[str, Constant] = {}
        self.defines: dict[str, Define] = {}
        self.defined: dict[str, Defined] = {}
        self.domains: dict[str, Domain] = {}
        self.members: set[str] = set()
        self._owners: dict[str, list[str]] = {}
        self.labels: dict[str, str] = {}
        self.lost: set[tuple[Kind, str]] = set()
        self.used: set[tuple[Kind, str]] = set()

    def add_term(self, term: Term) -> None:
        """Enter a term and the domain of each of its members."""
        self.terms[term.name] = term
        if isinstance(term.domain, Choice) and not term.domain.bool:
            for value in term.domain.values:
                self._owners.setdefault(value, []).append(term.name)
        self.members.update(term.members)
        for member in term.members:
            self.domains[member] = term.domain

    def add_event(self, event: Event) -> None:
        """Enter an event and each of its members."""
        self.events[event.name] = event
        self.members.update(event.members)

    def add_constant(self, constant: Constant) -> None:
        """Enter data and each of its members."""
        self.constants[constant.name] = constant
        self.members.update(constant.values)

    def is_declared(self, name: str) -> bool:
        """Say whether ``name`` is a term, event, constant or definition."""
        return (
            name in self.terms
            or name in self.events
            or name in self.constants
            or name in self.defines
        )

    def names(self) -> Iterator[str]:
        """Yield the names that can stand in a formula."""
        return chain(self.terms, self.events, self.constants, self.defines)

    def owners_of_value(self, value: str) -> tuple[str, ...]:
        """Return the terms, in the order of entering, whose type has the choice ``value``."""
        return tuple(self._owners.get(value, ()))

    def factor(self, unit: str) -> Fraction:
        """Return how many base units a declared ``unit`` is; 1 for no unit."""
        return self.units[unit].factor if unit else Fraction(1)

    def dimension(self, unit: str) -> str:
        """Return the dimension of a declared ``unit``; nothing for no unit."""
        return self.units[unit].dimension if unit else ""


def vocabulary_of(library: Library) -> Vocabulary:
    """Return the vocabulary of a library that was built; definitions are not expanded yet."""
    vocabulary = Vocabulary(library.horizon)
    vocabulary.parties.update(library.parties)
    vocabulary.sources.update(library.sources)
    vocabulary.units.update(library.units)
    vocabulary.sets.update(library.sets)
    vocabulary.phases.update(library.phases)
    vocabulary.default_phase = library.default_phase
    vocabulary.defines.update(library.defines)
    for term in library.terms.values():
        vocabulary.add_term(term)
    for event in library.events.values():
        vocabulary.add_event(event)
    for constant in library.constants.values():
        vocabulary.add_constant(constant)
    return vocabulary
