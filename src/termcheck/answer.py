"""Answers of the Python interface, the options of its questions, and what can go wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, Literal, TypedDict, TypeVar

from termcheck.cli.question_options import QuestionArguments
from termcheck.cli.refusal import Refusal, complaint
from termcheck.logic.case import Fault
from termcheck.report.layout import WIDTH
from termcheck.report.page import Page, to_text
from termcheck.report.page_html import to_html
from termcheck.report.records import Record

V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)


class TermcheckError(Exception):
    """A library cannot be read or a question cannot be asked; the text says why, with help."""


class Options(TypedDict, total=False):
    """Options of a question, as on the command line; ``time`` is in seconds."""

    as_of: str
    table: Sequence[str]
    suppose: Sequence[str]
    attested: Sequence[Literal["own", "reported", "analyst"]]
    under: Sequence[str]
    keep: Sequence[str]
    without: Sequence[str]
    by: Literal["clause", "text"]
    time: float


class Answer(Generic[V_co]):
    """An answer: ``value`` is typed, ``record`` is JSON, and it prints as the command does."""

    def __init__(
        self, value: V_co, page: Callable[[int, bool], Page], record: Callable[[], Record]
    ) -> None:
        self.value = value
        self.page = page
        self._record = record

    def record(self) -> dict[str, Any]:
        """Return the record of the answer, as ``--format json`` writes it."""
        found = self._record()
        missing = {"timings"} if getattr(found, "timings", 0) is None else None
        return found.model_dump(mode="json", by_alias=True, exclude=missing)

    def text(self, columns: int = WIDTH, *, verbose: bool = False) -> str:
        """Return the answer as the command prints it."""
        return to_text(self.page(columns, verbose))

    def __str__(self) -> str:
        return self.text().rstrip("\n")

    def __repr__(self) -> str:
        first = self.text().partition("\n")[0]
        return f"<{type(self.value).__name__}: {first}>"

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """Return the answer as notebooks show it; they take from it what they can."""
        page = self.page(WIDTH, False)
        return {"text/plain": to_text(page), "text/html": to_html(page)}


def arguments_of(options: Options) -> QuestionArguments:
    """Return options as the command line has them; raises ``TypeError`` for a strange one."""
    strange = [name for name in options if name not in Options.__annotations__]
    if strange:
        raise TypeError(f"there is no option {strange[0]!r}")
    return QuestionArguments(
        as_of=options.get("as_of", ""),
        table=_words(options.get("table", ())),
        suppose=_words(options.get("suppose", ())),
        attested=_words(options.get("attested", ())),
        under=_words(options.get("under", ())),
        keep=_words(options.get("keep", ())),
        without=_words(options.get("without", ())),
        by=options.get("by", "clause"),
    )


def _words(told: Sequence[str]) -> tuple[str, ...]:
    """Return the words of an option; one that was given as a text is one word."""
    return (told,) if isinstance(told, str) else tuple(told)


def refusing(ask: Callable[[], V]) -> V:
    """Return what ``ask`` returns; a refusal becomes a ``TermcheckError``."""
    try:
        return ask()
    except Refusal as refused:
        raise TermcheckError(refused.text.rstrip("\n")) from None


def error_of(faults: Sequence[Fault]) -> TermcheckError:
    """Return what is wrong with the references of a question."""
    return TermcheckError(complaint(faults[0].message, faults[0].help).rstrip("\n"))
