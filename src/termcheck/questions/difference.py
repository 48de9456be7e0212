"""Difference: what does a change do to what the texts allow?

Two libraries are compared text by text, two texts of one library with each
other. Every text is asked twice: does the new version allow a package that the
old one did not, and the other way round?
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

from termcheck.library.model import Citation, Library, Reference
from termcheck.library.refs import Referred, refer
from termcheck.logic.problem import Item, hypothesis
from termcheck.questions.allowance import (
    Compared,
    Version,
    clause_as_item,
    compared,
    goes_beyond,
    said,
)
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.meetings import Meeting, changed_checks, meetings
from termcheck.questions.settlement import Settlement, settlements
from termcheck.questions.sides import Joined, Redeclared, Side
from termcheck.questions.sound import Status
from termcheck.value import Value

RULES = "the rules"
"""What the rules of a library are called where they are compared as one text."""

Progress = Callable[[str], None]
"""Called with a few words before each question that may take time."""


class Changed(Value):
    """What became of one text; ``edits`` are the clauses that say something else."""

    name: str
    found: Compared
    edits: tuple[str, ...] = ()


class CheckTurn(Value):
    """A check that ends otherwise; ``None`` where a side does not have it."""

    name: str
    base: Status | None
    head: Status | None


class Passages(Value):
    """A clause that cites other passages than before: source and place, as written."""

    clause: str
    base: tuple[str, ...]
    head: tuple[str, ...]


class Difference(Value):
    """What changes from the base to the head.

    ``changes`` are texts in order of their names, those that stay the same
    left out unless two texts were asked about. ``opened`` are conflicts of the
    head alone, ``closed`` of the base alone. ``settled`` says what the changed
    texts settle otherwise. ``idle`` are edits that change nothing: without them
    the text would allow the same packages.
    """

    kind: Literal["libraries", "texts"]
    changes: tuple[Changed, ...]
    redeclared: tuple[Redeclared, ...]
    opened: tuple[Meeting, ...]
    closed: tuple[Meeting, ...]
    settled: tuple[Settlement, ...]
    checks: tuple[CheckTurn, ...]
    idle: tuple[str, ...]
    passages: tuple[Passages, ...]
    limits: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed that this answer speaks of."""
        told = (self.redeclared, self.opened, self.closed, self.checks, self.idle, self.passages)
        return not any(told) and all(each.found.relation == "same" for each in self.changes)


def between_libraries(
    base: Side, head: Side, both: Joined, inquiry: Inquiry, progress: Progress = lambda _: None
) -> Difference:
    """Return what changes from one library to another; ``inquiry`` is about ``both``."""
    work = _Comparison(base, head, both, inquiry)
    changes: list[Changed] = []
    for name in (*_texts(base.library, head.library), RULES):
        progress(name)
        changes.append(work.change(name, name))
    edited = [each for each in changes if each.edits]
    idle = dict.fromkeys(name for each in edited for name in work.idle(each))
    opened, closed, more = meetings(base, head, both, progress)
    checks, last = changed_checks(base, head, both, progress)
    progress("what is settled")
    limits = (*(limit for each in changes for limit in each.found.limits), *more, *last)
    return Difference(
        "libraries",
        tuple(each for each in changes if each.found.relation != "same"),
        both.redeclared,
        opened,
        closed,
        tuple(each for each in work.settled(changes) if each.base != each.head),
        tuple(CheckTurn(*each) for each in checks),
        tuple(idle),
        tuple(_passages(base.library, head.library)),
        tuple(dict.fromkeys(limits)),
    )


def between_texts(
    side: Side, base: str, head: str, progress: Progress = lambda _: None
) -> Difference:
    """Return how one text of a library differs from another; both name something."""
    inquiry = side.inquiry
    both = Joined(side.library, frozenset(), frozenset(), ())
    work = _Comparison(side, side, both, inquiry)
    progress(f"{base} and {head}")
    change = work.change(base, head)
    opened, closed, limits = meetings(side, side, both, progress, (base, head))
    progress("what is settled")
    settled = settlements(inquiry, head, *work.versions(base, head))
    return Difference(
        "texts",
        (change,),
        (),
        opened,
        closed,
        settled,
        (),
        (),
        (),
        tuple(dict.fromkeys((*change.found.limits, *limits))),
    )


def _texts(base: Library, head: Library) -> Iterator[str]:
    """Yield the texts of both libraries by name, each with what it brings on demand."""
    for name in sorted({*base.proposals, *head.proposals}):
        yield name
        yield f"{name}.all"
    for name in sorted({*base.positions, *head.positions}):
        yield name
        yield f"{name}.demands"
        yield f"{name}.all"


class _Comparison:
    """Texts of two sides as versions, put to one oracle."""

    def __init__(self, base: Side, head: Side, both: Joined, inquiry: Inquiry) -> None:
        self._sides = (base, head)
        self._both = both
        self._inquiry = inquiry
        self._backgrounds = tuple(map(_background, self._sides))
        self._said: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    def versions(self, base: str, head: str) -> tuple[Version, Version]:
        """Return a text as each side has it, empty where a side does not know it."""
        found = [self._version(place, name) for place, name in enumerate((base, head))]
        return found[0] or Version((), ()), found[1] or Version((), ())

    def _version(self, place: int, name: str) -> Version | None:
        side, background = self._sides[place], self._backgrounds[place]
        if name == RULES:
            supposed = tuple(hypothesis(e.formula, e.text) for e in side.question.suppose)
            return Version(side.inquiry.catalogue.rules, supposed)
        keys = keys_of(side, name)
        if keys is None:
            return None
        items = (_named(side.library, key) for key in keys)
        return Version(tuple(items), background)

    def change(self, base: str, head: str) -> Changed:
        """Return what became of a text; of a part that adds nothing, that it is the same."""
        versions = self._version(0, base), self._version(1, head)
        old, new = versions
        if old is None or new is None:
            relation: Literal["new", "gone", "same"] = "new" if old is None else "gone"
            known = new or old
            adds = known is not None and bool(known.items) and "." not in head
            return Changed(head, Compared(relation if adds else "same"))
        edits = tuple(_edits(old.items, new.items)) if base == head else ()
        if not self._is_new(head, edits):
            return Changed(head, Compared("same"))
        return Changed(head, compared(self._inquiry, old, new, self._both.apart), edits)

    def _is_new(self, name: str, edits: Sequence[str]) -> bool:
        """Say whether a longer form of a text changes in clauses that the shorter one lacks."""
        text, _, form = name.rpartition(".")
        if form not in ("all", "demands") or self._sides[0] is self._sides[1]:
            return True
        shorter = [text] if form == "demands" else [text, f"{text}.demands"]
        known = {
            item.name
            for place in (0, 1)
            for each in shorter
            if (version := self._version(place, each))
            for item in version.items
        }
        return any(each not in known for each in edits)

    def settled(self, changes: Sequence[Changed]) -> Iterator[Settlement]:
        """Yield what the texts that changed settle on either side; not the rules."""
        for each in changes:
            compares = each.found.relation not in ("same", "new", "gone") and not each.found.apart
            if compares and each.name != RULES:
                versions = self.versions(each.name, each.name)
                yield from settlements(self._inquiry, each.name, *versions)

    def idle(self, change: Changed) -> Iterator[str]:
        """Yield the edits of a text without which its new version would allow the same."""
        if change.found.apart or change.found.relation in ("new", "gone"):
            return
        old, new = self.versions(change.name, change.name)
        for name in change.edits:
            undone = new.but(items=_undone(old.items, new.items, name))
            ways = (
                goes_beyond(self._inquiry, undone, new),
                goes_beyond(self._inquiry, new, undone),
            )
            if ways == (False, False):
                yield name


def _named(library: Library, key: str) -> Item:
    """Return a clause as an item under its full name, whatever day it is of."""
    item = clause_as_item(library, key)
    return item.but(name=library.clauses[key].name) if key in library.clauses else item


def _background(side: Side) -> tuple[Item, ...]:
    supposed = (hypothesis(each.formula, each.text) for each in side.question.suppose)
    return (*side.inquiry.catalogue.rules, *supposed)


def keys_of(side: Side, name: str) -> tuple[str, ...] | None:
    """Return the keys of a text on one side, ``None`` if it does not know the text."""
    question = side.question
    found = refer(side.library, Reference(name), question.as_of, question.attested)
    return found.keys if isinstance(found, Referred) else None


def _edits(old: Sequence[Item], new: Sequence[Item]) -> Iterator[str]:
    """Yield the names of items that are on one side only or say something else."""
    before, after = ({item.name: said([item]) for item in items} for items in (old, new))
    for name in (*after, *(each for each in before if each not in after)):
        if before.get(name) != after.get(name):
            yield name


def _undone(old: Sequence[Item], new: Sequence[Item], name: str) -> tuple[Item, ...]:
    """Return the new items with one edit taken back."""
    kept = [item for item in new if item.name != name]
    return (*kept, *(item for item in old if item.name == name))


def _passages(base: Library, head: Library) -> Iterator[Passages]:
    for key, clause in head.clauses.items():
        before = base.clauses.get(key)
        if before is not None and before.citations != clause.citations:
            yield Passages(clause.name, _cited(before.citations), _cited(clause.citations))


def _cited(citations: Iterable[Citation]) -> tuple[str, ...]:
    return tuple(f"{e.source}: {e.where}" if e.source else e.where for e in citations)
