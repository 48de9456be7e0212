"""Certifying: the answers of the Python interface, checked before they are given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from termcheck.certify.evidence import Record
from termcheck.library.formula import Formula
from termcheck.library.model import Question
from termcheck.logic.case import Case
from termcheck.questions import verdict as v
from termcheck.questions.certified import Certifier, Certify, More
from termcheck.questions.forced import AnswerByReading
from termcheck.questions.inquiry import Inquiry
from termcheck.report.limits_text import limits_text

T = TypeVar("T")


class Certifying:
    """Certifies what ``inquiry`` found, if it is ``wanted`` and no limit was hit.

    ``told`` are lines that say what of the last answer was not certified.
    """

    def __init__(self, inquiry: Inquiry, *, wanted: bool) -> None:
        self._inquiry = inquiry
        self.told: tuple[str, ...] | None = () if wanted else None
        self._wanted = wanted

    def verdict(
        self, found: v.Verdict, cases: Sequence[Case] | None = None, more: More | None = None
    ) -> v.Verdict:
        """Return a verdict whose refused outcomes are undecided."""

        def certify(
            certifier: Certifier, found: v.Verdict
        ) -> tuple[v.Verdict, tuple[Record, ...], tuple[str, ...]]:
            checked, records = certifier.verdict(found, cases=cases, more=more)
            return checked, records, checked.uncertified

        return self.many(found, certify)

    def many(self, found: T, certify: Certify[T]) -> T:
        """Return an answer as ``certify`` leaves it."""
        if not self._wanted:
            return found
        if limit := self._inquiry.oracle.ended():
            self.told = (limits_text((limit,)),)
            return found
        checked, _, uncertified = certify(Certifier(self._inquiry), found)
        self.told = tuple(uncertified)
        return checked

    def answers(
        self, question: Question, formula: Formula, text: str, found: Sequence[AnswerByReading]
    ) -> v.Verdict | None:
        """Return what was refused of what is said about a formula, if anything was."""

        def certify(
            certifier: Certifier, _: v.Verdict | None
        ) -> tuple[v.Verdict | None, tuple[Record, ...], tuple[str, ...]]:
            return *certifier.answers(question, formula, text, found), ()

        return self.many(None, certify)
