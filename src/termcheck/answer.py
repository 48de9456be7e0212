"""Answers of the Python interface, the options of its questions, and what can go wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, Literal, TypedDict, TypeVar

from termcheck.cli.question_options import QuestionArguments, one_of
from termcheck.cli.refusal import Refusal, complaint
from termcheck.logic.case import Fault
from termcheck.report.layout import WIDTH
from termcheck.report.page import Page, to_text
from termcheck.report.page_html import to_html
from termcheck.report.records import Record, answer_data
from termcheck.report.uncertified import uncertified_page

V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)


class TermcheckError(Exception):
    """A library cannot be read or a question cannot be asked; the text says why, with help."""


class Options(TypedDict, total=False):
    """Options of a question, as on the command line.

    ``time`` is in seconds; ``limit`` is how many conflicts or packages are
    listed. ``certify`` says whether the evidence is checked before there is an
    answer, which it is otherwise. Where several words may stand, one text counts
    as one of them.
    """

    as_of: str
    table: Sequence[str]
    suppose: Sequence[str]
    attested: Sequence[Literal["own", "reported", "analyst"]]
    under: Sequence[str]
    keep: Sequence[str]
    without: Sequence[str]
    by: Literal["clause", "text"]
    time: float
    limit: int
    certify: bool


class Answer(Generic[V_co]):
    """An answer: ``value`` is typed, ``record`` is JSON, and it prints as the command does.

    ``uncertified`` says what of it was not certified; ``None``: nothing was to be.
    """

    def __init__(
        self,
        value: V_co,
        page: Callable[[int, bool], Page],
        record: Callable[[], Record],
        uncertified: tuple[str, ...] | None = (),
    ) -> None:
        self.value = value
        self.uncertified = uncertified
        self._page = page
        self._record = record

    def page(self, columns: int = WIDTH, verbose: bool = False) -> Page:
        """Return the answer as lines of pieces, as the command prints them."""
        return (*self._page(columns, verbose), *uncertified_page(self.uncertified))

    def record(self) -> dict[str, Any]:
        """Return the record of the answer, as ``--format json`` writes it."""
        return answer_data(self._record(), self.uncertified)

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


_ONE_WORD = ("as_of", "by")
_NUMBERS = ("time", "limit")
_CERTIFY = "certify"


def arguments_of(options: Options) -> QuestionArguments:
    """Return options as the command line has them; raises ``TermcheckError`` for a strange one."""
    fields: dict[str, Any] = {}
    for name, told in options.items():
        if name not in Options.__annotations__:
            known = sorted(Options.__annotations__)
            raise wrong_call(f"there is no option `{name}`", one_of(name, known))
        if name == _CERTIFY:
            if not isinstance(told, bool):
                raise wrong_call(f"`{name}` cannot be `{told!r}`", "it is `True` or `False`")
            fields["no_certify"] = not told
        elif name in _NUMBERS:
            fields |= _number(name, told)
        elif name in _ONE_WORD and isinstance(told, str):
            fields[name] = told
        elif name in _ONE_WORD:
            raise wrong_call(f"`{name}` cannot be `{told!r}`", "give it as a text")
        else:
            fields[name] = words(told, name)
    if fields.get("by", "clause") not in ("clause", "text"):
        raise wrong_call(f"`by` cannot be `{fields['by']}`", "it is `clause` or `text`")
    return QuestionArguments(**fields)


def _number(name: str, told: object) -> dict[str, str]:
    """Return a limit as the command line has it; the seconds are the caller's to watch."""
    whole = isinstance(told, int) and told >= (1 if name == "limit" else 0)
    good = whole or (name == "time" and isinstance(told, float) and told >= 0)
    if not good or isinstance(told, bool):
        help = "a whole number from 1 on" if name == "limit" else "a number of seconds"
        raise wrong_call(f"`{name}` cannot be `{told!r}`", help)
    return {"limit": str(told)} if name == "limit" else {}


def words(told: object, name: str) -> tuple[str, ...]:
    """Return several words; a lone text is one. Raises ``TermcheckError`` for what is none."""
    if isinstance(told, str):
        return (told,)
    found: list[object] = [*told] if isinstance(told, Iterable) else [None]
    if not all(isinstance(each, str) for each in found):
        raise wrong_call(f"`{name}` cannot be `{told!r}`", "give a text, or a list of texts")
    return tuple(str(each) for each in found)


def wrong_call(message: str, help: str = "") -> TermcheckError:
    """Return what is wrong with a call, as one sentence and a suggestion."""
    return TermcheckError(complaint(message, help).rstrip("\n"))


def refusing(ask: Callable[[], V]) -> V:
    """Return what ``ask`` returns; a refusal becomes a ``TermcheckError``."""
    try:
        return ask()
    except Refusal as refused:
        raise TermcheckError(refused.text.rstrip("\n")) from None


def error_of(faults: Sequence[Fault]) -> TermcheckError:
    """Return what is wrong with the references of a question."""
    return wrong_call(faults[0].message, faults[0].help)
