"""Clauses: the nodes of bodies, clauses, proposals, positions and checks.

One method for each rule of that part of the grammar, called by the machine
with the span of the rule and its children; yields the node.
"""

from __future__ import annotations

from typing import Any

from termcheck.language.build_formulas import Formulas
from termcheck.language.parts import (
    Amends,
    Attestation,
    Confidence,
    From,
    Note,
    On,
    Overrides,
    every,
)
from termcheck.language.source import Span
from termcheck.language.tree import (
    Alternative,
    Attested,
    Body,
    Citation,
    Clause,
    Day,
    Exchange,
    Expression,
    ForEach,
    InPhases,
    Name,
    Number,
    OneOf,
    Plain,
    Position,
    Proposal,
    Readings,
    Score,
    ScoreEntry,
    SetExpression,
    Tail,
    Text,
    Withdraw,
    Word,
)

NO_LABELS = ("all", "demands")


class Clauses(Formulas):
    """Builds what stands in the blocks of proposals and positions."""

    # --- Bodies ---

    def plain(self, at: Span, formula: Expression) -> Plain:
        """A formula."""
        return Plain(at, formula)

    def exchange(self, at: Span, left: Expression, _word: str, right: Expression) -> Exchange:
        """``F in return for G``."""
        return Exchange(at, left, right)

    def for_each(self, at: Span, variable: Word, members: SetExpression, body: Body) -> ForEach:
        """``for each x in S: body``."""
        return ForEach(at, variable, members, body)

    def in_phases(self, at: Span, phases: tuple[Word, ...], body: Body) -> InPhases:
        """``in war, interim: body``."""
        return InPhases(at, phases, body)

    def always(self, at: Span, body: Body) -> InPhases:
        """``always body``."""
        return InPhases(at, (), body)

    def one_of(self, at: Span, _word: str, *alternatives: Alternative) -> OneOf:
        """``one of { a: F; b: G }``."""
        return OneOf(at, alternatives)

    def readings(self, at: Span, *alternatives: Alternative) -> Readings:
        """``readings { a: F; b: G }``."""
        return Readings(at, alternatives)

    def alternative(self, at: Span, label: Word, body: Body) -> Alternative:
        """``a: F``."""
        return Alternative(at, self.label(label), body)

    def alternative_by(self, at: Span, label: Word, by: Word, body: Body) -> Alternative:
        """``a by russia: F``."""
        return Alternative(at, self.label(label), body, by)

    def label(self, label: Word) -> Word:
        """Return ``label``; report one that means something else in references."""
        if label.text in NO_LABELS:
            self.report(
                "TC104", f"`{label.text}` cannot be a label", label.span,
                f"`.{label.text}` after a name stands for several clauses at once",
            )  # fmt: skip
        return label

    # --- Clauses ---

    def tail(self, at: Span, *parts: object) -> Tail:
        """What follows a body."""
        confidence = self.only(Confidence, parts)
        return Tail(
            at,
            tuple(name for part in every(Overrides, parts) for name in part.names),
            every(Citation, parts),
            confidence.level if confidence else "",
            tuple(note.text for note in every(Note, parts)),
        )

    def part_overrides(self, at: Span, names: tuple[Word, ...]) -> Overrides:
        """``overrides L, M``."""
        return Overrides(at, names)

    def citation(self, at: Span, source: Word | None, where: Text) -> Citation:
        """``from source "where"``."""
        return Citation(at, source, where.value)

    def part_confidence(self, at: Span, level: Any) -> Confidence:
        """``confidence high``."""
        return Confidence(at, level)

    def part_note(self, at: Span, text: Text) -> Note:
        """``note "…"``."""
        return Note(at, text)

    def clause(self, at: Span, label: Word | None, strength: Any, body: Body, tail: Tail) -> Clause:
        """``label: should body tail``."""
        return Clause(at, label and self.label(label), strength or "firm", body, tail)

    def clause_of_weight(
        self, at: Span, label: Word | None, weight: Word, body: Body, tail: Tail
    ) -> Clause:
        """``label: demand weight 3: body tail``."""
        number = self.quantity(weight.span, None, weight)
        return Clause(at, label and self.label(label), "demand", body, tail, number)

    def clause_of_score(
        self, at: Span, label: Word | None, weight: Word | None, score: Score, tail: Tail
    ) -> Clause:
        """``label: demand weight 3 score t {a: 1, b: 2} tail``."""
        number = self.quantity(weight.span, None, weight) if weight else None
        return Clause(at, label and self.label(label), "demand", None, tail, number, score)

    def score(self, at: Span, term: Name, *entries: ScoreEntry) -> Score:
        """``score t {a: 1, b: 2}``."""
        return Score(at, term, entries)

    def points(self, at: Span, value: Word, points: Number) -> ScoreEntry:
        """``a: 1``."""
        return ScoreEntry(at, value, points)

    def withdraw(self, at: Span, labels: tuple[Word, ...]) -> Withdraw:
        """``withdraw a, b``."""
        return Withdraw(at, labels)

    # --- Blocks ---

    def part_on(self, at: Span, day: Day) -> On:
        """``on DAY``."""
        return On(at, day)

    def part_source(self, at: Span, name: Word) -> From:
        """``from source``."""
        return From(at, name)

    def part_amends(self, at: Span, name: Word) -> Amends:
        """``amends proposal``."""
        return Amends(at, name)

    def part_attested(self, at: Span, kind: Attested) -> Attestation:
        """``attested own``."""
        return Attestation(at, kind)

    def proposal(self, at: Span, name: Word, title: Text | None, *rest: Any) -> Proposal:
        """``proposal name "title" … { … }``."""
        source, amends = self.only(From, rest), self.only(Amends, rest)
        on = self.only(On, rest)
        return Proposal(
            at, name, title.value if title else "",
            source.name if source else None,
            amends.name if amends else None,
            on.day if on else None,
            every((Clause, Withdraw), rest),
        )  # fmt: skip

    def position(self, at: Span, party: Word, *rest: Any) -> Position:
        """``position party … { … }``."""
        on, source = self.only(On, rest), self.only(From, rest)
        attested = self.only(Attestation, rest)
        return Position(
            at, party, on.day if on else None, source.name if source else None,
            attested.kind if attested else "", every((Clause, Withdraw), rest),
        )  # fmt: skip
