"""Libraries for tests, written where they are used."""

from __future__ import annotations

from termcheck.language.diagnostic import Diagnostic
from termcheck.language.parser import parse, parse_formula
from termcheck.library.build import build, question_formula
from termcheck.library.formula import Formula
from termcheck.library.model import Library, Question, Reference, Supposition


def built(*texts: str) -> tuple[Library, tuple[Diagnostic, ...]]:
    """Return the library of ``texts``, one file each, and all diagnostics."""
    parsed = [parse(f"{place}.terms", text) for place, text in enumerate(texts)]
    result = build("library", parsed)
    faults = [found for each in parsed for found in each.diagnostics]
    return result.library, (*faults, *result.diagnostics)


def library(*texts: str) -> Library:
    """Return the library of ``texts``, which must be without errors."""
    made, diagnostics = built(*texts)
    errors = [found for found in diagnostics if found.severity == "error"]
    assert errors == []
    return made


def formula(made: Library, text: str) -> Formula:
    """Return the ground formula of ``text``, as a question reads it."""
    expression, faults = parse_formula("question", text)
    assert faults == ()
    assert expression is not None
    asked = question_formula(made, expression)
    assert asked.diagnostics == ()
    assert asked.formula is not None
    return asked.formula


def question(
    made: Library,
    given: str = "",
    *,
    keep: str = "",
    without: str = "",
    suppose: tuple[str, ...] = (),
    table: tuple[str, ...] | None = None,
    as_of: int | None = None,
    under: str = "",
) -> Question:
    """Return a question; references are separated by spaces."""
    return Question(
        given=_references(given),
        keep=_references(keep),
        without=_references(without),
        suppose=tuple(Supposition(text, formula(made, text)) for text in suppose),
        table=table,
        as_of=as_of,
        under=_references(under),
    )


def _references(text: str) -> tuple[Reference, ...]:
    return tuple(Reference(each) for each in text.split())
