"""Items: clauses, rules and hypotheses as ground formulas with one name each.

Accepts a library; yields ``Item`` values, the things that can be put on the
table together or left off it. An item keeps its parts apart (one for each
member and phase), so that a conflict can name the phase in which it lies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Literal

from termcheck.library.formula import (
    Among,
    Amount,
    Compare,
    Exactly,
    Formula,
    Happens,
    Not,
    Unlimited,
    Variable,
    events,
    variables,
)
from termcheck.library.model import Answer, Library, Piece, member_label
from termcheck.library.phases import at_phase
from termcheck.value import Value

STATUS_QUO = "status quo of "
"""What the name of an item begins with that keeps a term's status quo."""


class Part(Value):
    """One ground formula of an item.

    ``members`` are those of its ``for each``; ``phase`` is the one in which
    its unmarked variables are read, or empty. ``variables`` and ``events`` are
    those that the formula mentions, ``touched`` the names of both.
    """

    members: tuple[str, ...]
    phase: str
    formula: Formula
    variables: tuple[Variable, ...]
    events: tuple[str, ...]
    touched: tuple[str, ...]


def part(formula: Formula, members: tuple[str, ...] = (), phase: str = "") -> Part:
    """Return the part that says ``formula``."""
    read, happening = variables(formula), events(formula)
    return Part(members, phase, formula, read, happening, (*map(str, read), *happening))


def hypothesis(formula: Formula, name: str = "") -> Item:
    """Return an item that says ``formula`` and is nobody's clause."""
    return Item(name, (part(formula),))


class Item(Value):
    """Something that is on the table as a whole, under the name ``name``."""

    name: str
    parts: tuple[Part, ...]


class Unit(Value):
    """What is blamed, printed and given up as one: a clause, or a whole text.

    ``name`` is what is printed: a clause's full name, ``status quo of`` a
    term, or the name of a proposal or party. ``clauses`` are the keys of its
    clauses, empty for a status quo.
    """

    name: str
    kind: Literal["clause", "status quo", "text"]
    clauses: tuple[str, ...]
    items: tuple[Item, ...]


def parts_of(pieces: Iterable[Piece]) -> tuple[Part, ...]:
    """Return the ground parts of ``pieces``: one for each piece and phase."""
    return tuple(
        part(at_phase(piece.formula, phase) if phase else piece.formula, piece.members, phase)
        for piece in pieces
        for phase in piece.phases or ("",)
    )


def clause_item(library: Library, key: str) -> Item:
    """Return the item of a clause, of a branch or member of it, or of a status quo.

    ``key`` is a clause's key, such a key with ``.label`` of a branch or with
    ``.[member]``, or ``status quo of`` a term or event. Raises ``KeyError`` for any other name.
    """
    if key.startswith(STATUS_QUO):
        return _status_quo(library, key)
    if key in library.clauses:
        return Item(key, parts_of(library.clauses[key].pieces))
    owner, _, label = key.rpartition(".")
    for branch in library.clauses[owner].branches:
        if branch.label == label:
            return Item(key, parts_of(branch.pieces))
    pieces = library.clauses[owner].pieces
    own = [each for each in pieces if each.members and member_label(each.members) == label]
    if not own:
        raise KeyError(key)
    return Item(key, parts_of(own))


def _status_quo(library: Library, key: str) -> Item:
    name = key.removeprefix(STATUS_QUO)
    base = name.partition("[")[0]
    if base in library.events:
        return hypothesis(Not(Happens(name)), key)
    term = library.terms[base]
    phases = tuple(library.phases) if term.by_phase else ("",)
    return Item(
        key,
        tuple(
            part(has_value(Variable(name, phase or None), term.now), (), phase) for phase in phases
        ),
    )


def has_value(variable: Variable, value: Answer) -> Formula:
    """Return the formula that says that ``variable`` has ``value``."""
    if value is None:
        return Unlimited(variable)
    if isinstance(value, Fraction):
        return Compare(Amount(variable), "=", Exactly(value))
    return Among(variable, (value,))


class Background:
    """Items of which only the parts that matter to a question are asked.

    A part matters if it shares a variable or an event with the question or
    with a part that matters, or if it mentions none. What is left out can be
    answered apart from the question.
    """

    def __init__(self, items: Iterable[Item]) -> None:
        self.items = tuple(items)
        self._group: dict[str, str] = {}
        for item in self.items:
            for each in item.parts:
                for name in each.touched:
                    self._group[self._first(name)] = self._first(each.touched[0])
        self._group = {name: self._first(name) for name in self._group}
        self._relevant: dict[frozenset[str], tuple[Item, ...]] = {}

    def _first(self, name: str) -> str:
        """Return the name that stands for all with which ``name`` is known to be connected."""
        while (next_one := self._group.setdefault(name, name)) != name:
            self._group[name] = name = self._group[next_one]
        return name

    def relevant_to(self, question: Iterable[Item]) -> tuple[Item, ...]:
        """Return the items, reduced to the parts that matter to ``question``."""
        return self.connected({n for item in question for part in item.parts for n in part.touched})

    def connected(self, names: Iterable[str]) -> tuple[Item, ...]:
        """Return the items, reduced to the parts that are connected with ``names``."""
        groups = frozenset([self._group[name] for name in names if name in self._group])
        found = self._relevant.get(groups)
        if found is None:
            found = self._relevant[groups] = tuple(self._within(groups))
        return found

    def _within(self, groups: frozenset[str]) -> Iterator[Item]:
        for item in self.items:
            parts = [e for e in item.parts if not e.touched or self._group[e.touched[0]] in groups]
            if parts:
                yield Item(item.name, tuple(parts))
