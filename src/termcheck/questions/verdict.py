"""Verdicts: the closed union of what termcheck can answer about a set.

Records, texts and tests are all made from these values. ``minimal`` and
``complete`` are claimed only where they were proved.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Literal

from termcheck.library.model import Question
from termcheck.logic.package import Package
from termcheck.solve.fixes import Fix
from termcheck.value import Value

Readings = tuple[tuple[str, str], ...]
"""Pairs of a clause's full name and the label of the reading that was taken."""

CONFIRMS = "cvc5"
"""Who gives second opinions."""

SECOND_OPINION = "second opinion: "
"""How a limit begins that says why a second opinion did not confirm an answer."""


class Conflict(Value):
    """A minimal incompatible set of clauses, with what it rests on.

    ``clauses`` and ``kept`` are full names; ``status_quo`` names of terms;
    ``rules`` labels; ``suppositions`` texts; ``phases`` the phases that its
    formulas read. ``keys`` are the keys of ``clauses`` and ``kept``.
    ``minimal`` says that each clause was proved to be needed, ``least`` that
    each of the rules, suppositions and kept clauses was. ``whole_only``
    says that the conflict vanishes if whole numbers may be fractions.
    """

    clauses: tuple[str, ...]
    keys: tuple[str, ...]
    rules: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    suppositions: tuple[str, ...] = ()
    status_quo: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    minimal: bool = True
    least: bool = True
    whole_only: bool = False

    @property
    def names(self) -> frozenset[str]:
        """What may be blamed for it: clauses and status quos, as they are printed."""
        return frozenset(self.clauses) | {f"status quo of {t}" for t in self.status_quo}


class Compatible(Value):
    """All clauses hold in ``package``.

    ``never_happens`` are events of the clauses that cannot happen while they
    hold, though the rules would allow them. ``options`` says of each ``may``
    clause and alternative whether the package takes it. ``recommended`` says
    of each ``should`` clause of the texts whether the package keeps it.
    ``limits`` were hit while the plainest package was looked for; then it is
    another one.
    """

    package: Package
    never_happens: tuple[str, ...] = ()
    options: tuple[tuple[str, bool], ...] = ()
    recommended: tuple[tuple[str, bool], ...] = ()
    limits: tuple[str, ...] = ()


class Incompatible(Value):
    """The clauses cannot all hold; ``complete`` if these are all the conflicts.

    ``menus`` are choices of what to give up, one menu for each group of
    conflicts that share clauses: a choice from every menu, and nothing less,
    leaves a compatible rest, and these are all. No menus if nobody asked for
    them, if not complete, if what is kept is itself incompatible, or if there
    are ``too_many_fixes`` to list.
    """

    conflicts: tuple[Conflict, ...]
    menus: tuple[tuple[Fix, ...], ...]
    complete: bool
    limits: tuple[str, ...] = ()
    too_many_fixes: bool = False

    @property
    def fixes(self) -> int:
        """How many minimal fixes there are: the product of the menus' sizes."""
        return prod(map(len, self.menus)) if self.menus else 0


class Undecided(Value):
    """A limit was hit before there was an answer."""

    limits: tuple[str, ...]


class ContradictoryBackground(Value):
    """The rules alone admit nothing; ``rules`` is a minimal set of them."""

    rules: tuple[str, ...]


class ContradictorySupposition(Value):
    """The rules and the suppositions admit nothing."""

    suppositions: tuple[str, ...]
    rules: tuple[str, ...]


Outcome = Compatible | Incompatible | Undecided | ContradictoryBackground | ContradictorySupposition


VerdictWord = Literal[
    "compatible",
    "incompatible",
    "undecided",
    "contradictory-background",
    "contradictory-supposition",
]

_WORDS: Mapping[type, VerdictWord] = {
    Compatible: "compatible",
    Incompatible: "incompatible",
    Undecided: "undecided",
    ContradictoryBackground: "contradictory-background",
    ContradictorySupposition: "contradictory-supposition",
}


def verdict_word(outcome: Outcome) -> VerdictWord:
    """Return the verdict in one word."""
    return _WORDS[type(outcome)]


class ByReading(Value):
    """An outcome and the readings under which it holds."""

    readings: Readings
    outcome: Outcome


class Verdict(Value):
    """The answer to a question: one outcome for each combination of readings.

    ``confirmed_by`` names who gave a second opinion and agreed, empty if nobody.
    ``uncertified`` is what of a certified answer the certificate does not claim,
    ``unchecked`` the limit that was hit while the evidence was checked.
    """

    question: Question
    outcomes: tuple[ByReading, ...]
    confirmed_by: str = ""
    uncertified: tuple[str, ...] = ()
    unchecked: str = ""

    def undecided(self, *limits: str) -> Verdict:
        """Return the verdict with nothing decided, because of ``limits``."""
        nothing = [
            each if isinstance(each.outcome, Undecided) else each.but(outcome=Undecided(limits))
            for each in self.outcomes
        ]
        return self.but(outcomes=tuple(nothing))

    @property
    def outcome(self) -> Outcome:
        """The outcome that decides: the first of those that are furthest from a deal."""
        return min((each.outcome for each in self.outcomes), key=_severity)


def _severity(outcome: Outcome) -> int:
    match outcome:
        case ContradictoryBackground():
            return 0
        case ContradictorySupposition():
            return 1
        case Incompatible():
            return 2
        case Undecided():
            return 3
        case Compatible():
            return 4
