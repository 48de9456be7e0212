"""Items: clauses, rules and hypotheses as ground formulas with one name each.

Accepts a library; yields ``Item`` values, the things that can be put on the
table together or left off it. An item keeps its parts apart (one for each
member and phase), so that a conflict can name the phase in which it lies.
"""

from __future__ import annotations

from collections.abc import Iterable
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
    mentioned,
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
    read, happening = mentioned(formula)
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
        self._touched = [[part.touched for part in item.parts] for item in self.items]
        self._by_name: dict[str, list[tuple[int, int]]] = {}
        self._always: list[tuple[int, int]] = []
        for i, rows in enumerate(self._touched):
            for j, names in enumerate(rows):
                for name in names:
                    self._by_name.setdefault(name, []).append((i, j))
                if not names:
                    self._always.append((i, j))

    def relevant_to(self, question: Iterable[Item]) -> tuple[Item, ...]:
        """Return the items, reduced to the parts that matter to ``question``."""
        waiting = [name for item in question for part in item.parts for name in part.touched]
        seen: set[str] = set()
        kept = set(self._always)
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            for i, j in self._by_name.get(name, ()):
                kept.add((i, j))
                waiting.extend(self._touched[i][j])
        return tuple(
            Item(item.name, parts)
            for i, item in enumerate(self.items)
            if (parts := tuple(part for j, part in enumerate(item.parts) if (i, j) in kept))
        )
