"""Checks: the nodes of check blocks and of references to clauses.

One method for each rule of that part of the grammar, called by the machine
with the span of the rule and its children; yields the node.
"""

from __future__ import annotations

from typing import Any, Literal

from termcheck.language.build_clauses import Clauses
from termcheck.language.source import Span
from termcheck.language.tree import (
    AsOf,
    Attest,
    Attested,
    Check,
    CheckItem,
    Day,
    ExpectAnswer,
    ExpectCount,
    ExpectFix,
    ExpectVerdict,
    Expression,
    Given,
    Keep,
    Ref,
    Suppose,
    Table,
    Text,
    Under,
    WholeTexts,
    Without,
    Word,
)

Refs = tuple[Ref, ...]
NOUNS: dict[str, Literal["conflict", "fix", "package"]] = {
    "conflict": "conflict",
    "conflicts": "conflict",
    "fix": "fix",
    "fixes": "fix",
    "package": "package",
    "packages": "package",
}


class Checks(Clauses):
    """Builds what stands in check blocks."""

    def check(self, at: Span, title: Text, *items: CheckItem) -> Check:
        """``check "title" { … }``."""
        return Check(at, title, items)

    def given(self, at: Span, refs: Refs) -> Given:
        """``given a, b``."""
        return Given(at, refs)

    def keep(self, at: Span, refs: Refs) -> Keep:
        """``keep a, b``."""
        return Keep(at, refs)

    def without(self, at: Span, refs: Refs) -> Without:
        """``without a, b``."""
        return Without(at, refs)

    def as_of(self, at: Span, day: Day) -> AsOf:
        """``as of DAY``."""
        return AsOf(at, day)

    def table(self, at: Span, parties: tuple[Word, ...]) -> Table:
        """``table a, b``."""
        return Table(at, parties)

    def suppose(self, at: Span, formula: Expression) -> Suppose:
        """``suppose F``."""
        return Suppose(at, formula)

    def attest(self, at: Span, *kinds: Attested) -> Attest:
        """``attested own, reported``."""
        return Attest(at, kinds)

    def under(self, at: Span, *readings: Word) -> Under:
        """``under clause.reading``."""
        return Under(at, readings)

    def whole_texts(self, at: Span, _words: str) -> WholeTexts:
        """``whole texts``."""
        return WholeTexts(at)

    def expect_verdict(self, at: Span, verdict: Any, because: Refs | None) -> ExpectVerdict:
        """``expect incompatible because a, b``."""
        return ExpectVerdict(at, verdict, because or ())

    def expect_answer(
        self, at: Span, answer: Any, formula: Expression, because: Refs | None
    ) -> ExpectAnswer:
        """``expect forced F because a``."""
        return ExpectAnswer(at, answer, formula, because or ())

    def expect_count(self, at: Span, number: Word, noun: str) -> ExpectCount:
        """``expect 2 conflicts``."""
        return ExpectCount(at, self.whole(number), NOUNS[noun])

    def expect_fix(self, at: Span, refs: Refs) -> ExpectFix:
        """``expect fix a, b``."""
        return ExpectFix(at, refs)

    def because(self, at: Span, refs: Refs) -> Refs:
        """``because a, b``."""
        del at
        return refs

    def refs(self, at: Span, *refs: Ref) -> Refs:
        """``a, b``."""
        del at
        return refs

    def ref(self, at: Span, path: Word, index: tuple[Word, ...] | None) -> Ref:
        """``quincy.swap[crimea]``."""
        return Ref(at, path.text, index or ())

    def ref_of_place(self, at: Span, place: Word) -> Ref:
        """``quincy.3``, ``quincy.*``."""
        return Ref(at, place.text)

    def ref_of_status_quo(
        self, at: Span, _words: str, path: Word, index: tuple[Word, ...] | None
    ) -> Ref:
        """``status quo of sanctions.eu``."""
        return Ref(at, path.text, index or (), status_quo=True)

    def reference(self, at: Span, ref: Ref) -> Ref:
        """A reference by itself."""
        del at
        return ref
