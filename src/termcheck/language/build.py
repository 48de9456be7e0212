"""The builder: one method for each rule of the grammar that yields a node.

This class adds the vocabulary, and so stands for the whole grammar; the
machine looks its methods up by the names that the grammar gives its rules.
"""

from __future__ import annotations

from typing import Any

from termcheck.language.build_checks import Checks
from termcheck.language.parts import (
    Author,
    ByPhase,
    Deciders,
    FileName,
    Meaning,
    Now,
    On,
)
from termcheck.language.source import Span
from termcheck.language.tree import (
    Constant,
    ConstantEntry,
    Declaration,
    Define,
    Event,
    Expression,
    Number,
    Party,
    Phase,
    Rule,
    Set,
    SetExpression,
    Source,
    Tail,
    Term,
    Text,
    TypeExpression,
    Unit,
    Word,
)

Families = tuple[SetExpression, ...]


def said(text: Text | None) -> str:
    """Return what ``text`` says, or nothing where there is none."""
    return text.value if text else ""


class Builder(Checks):
    """Builds declarations."""

    def document(self, at: Span, *declarations: Declaration) -> tuple[Declaration, ...]:
        """A whole file."""
        del at
        return declarations

    def party(self, at: Span, name: Word, title: Text | None) -> Party:
        """``party name "title"``."""
        return Party(at, name, said(title))

    def source(self, at: Span, name: Word, title: Text | None, *parts: object) -> Source:
        """``source name "title" by "author" on DAY file "path"``."""
        author, on = self.only(Author, parts), self.only(On, parts)
        file = self.only(FileName, parts)
        return Source(
            at, name, said(title), author.text if author else "",
            on.day if on else None, file.text if file else "",
        )  # fmt: skip

    def part_author(self, at: Span, author: Text) -> Author:
        """``by "author"``."""
        return Author(at, author.value)

    def part_file(self, at: Span, file: Text) -> FileName:
        """``file "path"``."""
        return FileName(at, file.value)

    def unit(self, at: Span, names: tuple[Word, ...], factor: Number | None) -> Unit:
        """``unit km = 1000 m``."""
        return Unit(at, names, factor)

    def set(self, at: Span, name: Word, members: SetExpression) -> Set:
        """``set name = members``."""
        return Set(at, name, members)

    def constant(
        self, at: Span, name: Word, index: Families | None, entries: tuple[ConstantEntry, ...]
    ) -> Constant:
        """``constant name[S] = {a: 1}``."""
        return Constant(at, name, index or (), entries)

    def entries(self, at: Span, *entries: ConstantEntry) -> tuple[ConstantEntry, ...]:
        """``{a: 1, b: 2}``."""
        del at
        return entries

    def entry_alone(self, at: Span, value: Number) -> tuple[ConstantEntry, ...]:
        """``5``."""
        return (ConstantEntry(at, (), value),)

    def entry(self, at: Span, member: Word, value: Number) -> ConstantEntry:
        """``a: 1``."""
        return ConstantEntry(at, (member,), value)

    def entry_of_pair(self, at: Span, index: tuple[Word, ...], value: Number) -> ConstantEntry:
        """``[a, b]: 1``."""
        return ConstantEntry(at, index, value)

    def phase(self, at: Span, name: Word, meaning: Text | None, default: str | None) -> Phase:
        """``phase name "meaning" default``."""
        return Phase(at, name, said(meaning), bool(default))

    def term(
        self, at: Span, name: Word, index: Families | None, kind: TypeExpression, *parts: object
    ) -> Term:
        """``term name[S]: type … "meaning"``."""
        now, deciders = self.only(Now, parts), self.only(Deciders, parts)
        meaning = self.only(Meaning, parts)
        return Term(
            at, name, index or (), kind, self.only(ByPhase, parts) is not None,
            now.value if now else None, deciders.names if deciders else (),
            meaning.text if meaning else "",
        )  # fmt: skip

    def part_by_phase(self, at: Span, _words: str) -> ByPhase:
        """``by phase``."""
        return ByPhase(at)

    def part_now(self, at: Span, value: Expression) -> Now:
        """``now V``."""
        return Now(at, value)

    def part_deciders(self, at: Span, _words: str, names: tuple[Word, ...]) -> Deciders:
        """``decided by P, Q``."""
        return Deciders(at, names)

    def part_meaning(self, at: Span, text: Text) -> Meaning:
        """The text that says what a term or event stands for."""
        return Meaning(at, text.value)

    def event(self, at: Span, name: Word, index: Families | None, *parts: object) -> Event:
        """``event name[S] … "meaning"``."""
        deciders, meaning = self.only(Deciders, parts), self.only(Meaning, parts)
        return Event(
            at, name, index or (), deciders.names if deciders else (),
            meaning.text if meaning else "",
        )  # fmt: skip

    def define(self, at: Span, name: Word, value: Expression) -> Define:
        """``define name = value``."""
        return Define(at, name, value)

    def rule(self, at: Span, label: Word, body: Any, tail: Tail) -> Rule:
        """``rule label: body tail``."""
        return Rule(at, self.label(label), body, tail)
