"""Recall: what is asked, as far as an answer depends on it, and who remembers answers.

Nothing is remembered here: a shell may give an inquiry a memory. What is said
of a question names all that its answer depends on, so that the answer of
another run, perhaps about another version of the library, is that of this one.
"""

from __future__ import annotations

from typing import Any, Literal, Protocol

from termcheck.language.source import Span
from termcheck.library.formula import Formula
from termcheck.library.model import (
    Check,
    ExpectAnswer,
    Expectation,
    ExpectFix,
    ExpectVerdict,
    Question,
    Reference,
)
from termcheck.value import Value

Reach = Literal["clauses", "passages", "words", "texts", "everybody"]
"""How far an answer depends on more than what the clauses mean that are asked about.

With ``passages``: also on what they cite. With ``words``: also on the words of
the vocabulary and of these clauses, as evidence does. With ``texts``: on all
rules, the whole vocabulary, and all that the texts and parties say that are
named. With ``everybody``: on what any party says, too.
"""


class Asked(Value):
    """One thing that is asked of a library.

    ``what`` tells it from all others about the same clauses; ``detail`` is
    whatever else the answer depends on. ``questions`` and ``clauses``, which
    are keys, say which clauses are on the table, ``about`` what may connect
    them with rules, and ``named`` whose names are read. Whatever is connected
    with them matters as well. ``places`` are those that an answer may name
    besides the places of clauses.
    """

    what: str
    questions: tuple[Question, ...] = ()
    clauses: tuple[str, ...] = ()
    about: tuple[Formula, ...] = ()
    named: tuple[Reference, ...] = ()
    detail: tuple[Any, ...] = ()
    places: tuple[Span, ...] = ()
    reach: Reach = "clauses"


class Memory(Protocol):
    """Remembers answers to what is asked of one library; each has the type ``kind``."""

    def found(self, asked: Asked, kind: Any) -> Any:
        """Return the answer, nothing if none is remembered."""
        ...

    def learnt(self, asked: Asked, kind: Any, answer: Any) -> None:
        """Remember an answer that asking again would not make better."""
        ...


def about_check(what: str, check: Check) -> Asked:
    """Return what is asked if ``what`` is asked about ``check``."""
    return Asked(
        f"{what} {check.name}",
        (check.question,),
        (),
        tuple([each.formula for each in check.expectations if isinstance(each, ExpectAnswer)]),
        tuple([named for each in check.expectations for named in _named(each)]),
        check.expectations,
        (check.span, *(each.span for each in check.expectations)),
    )


def _named(expected: Expectation) -> tuple[Reference, ...]:
    match expected:
        case ExpectVerdict(because=named) | ExpectAnswer(because=named) | ExpectFix(refs=named):
            return named
        case _:
            return ()
