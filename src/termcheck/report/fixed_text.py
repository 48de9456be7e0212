"""What a package deal fixes, as text: values that all its packages share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby

from termcheck.library.formula import Variable
from termcheck.library.model import Answer, Library, Term
from termcheck.report.counting import counted
from termcheck.report.layout import wrapped
from termcheck.report.package_text import MEMBERS_SHOWN
from termcheck.report.page import Line, Page, Piece, line
from termcheck.report.values import answer_text, few, listed, spaced

_INDENT = "   "
Fixed = Sequence[tuple[Variable, Answer]]
"""Variables with their values, in the order of the library."""


def fixed_page(
    library: Library, fixed: Fixed, columns: int, mentioned: Collection[str] | None
) -> Page:
    """Return the values that differ from today's, or that nothing says of today.

    Of the latter only terms in ``mentioned``. Everything if that is ``None``.
    """
    told = [row for row in fixed if mentioned is None or is_news(library, row, mentioned)]
    page: list[Line] = []
    for _, rows_of_term in groupby(told, key=lambda row: _term(library, row[0]).name):
        page += _term_lines(library, list(rows_of_term), columns)
    hidden = len(fixed) - len(told)
    if hidden:
        said = f"{counted(hidden, 'value')} more, as today or of terms that no clause names"
        page.append(line(_INDENT, Piece(said, "faint")))
    return tuple(page)


def _term(library: Library, variable: Variable) -> Term:
    return library.terms[variable.term.partition("[")[0]]


def is_news(library: Library, row: tuple[Variable, Answer], mentioned: Collection[str]) -> bool:
    """Say whether a value differs from today's, or settles what a clause names."""
    term = _term(library, row[0])
    return row[1] != term.now if term.has_now else term.name in mentioned


def _term_lines(library: Library, found: Fixed, columns: int) -> Page:
    """Return a line for all members of a term of which the same is said."""
    term = _term(library, found[0][0])
    said: dict[str, list[str]] = {}
    for member, rows_of_member in groupby(found, key=lambda row: row[0].term):
        said.setdefault(_member(library, term, list(rows_of_member)), []).append(member)
    page: list[Line] = []
    for words, members in said.items():
        inside = [each.partition("[")[2].rstrip("]") for each in members]
        name = f"{term.name}[{few(inside, MEMBERS_SHOWN)}]" if inside[0] else term.name
        page += _wrapped(f"{term.meaning}: {words}" if term.meaning else words, name, columns)
    return tuple(page)


def _wrapped(said: str, name: str, columns: int) -> Iterable[Line]:
    first, *more = wrapped(f"{said}  {name}", columns - len(_INDENT) - 2)
    yield line(_INDENT, first)
    for each in more:
        yield line(_INDENT, "  ", each)


def _member(library: Library, term: Term, found: Fixed) -> str:
    """Return the values of one member, with their phases unless it has one in every phase."""
    domain = library.domains[found[0][0].term]
    by_value: dict[str, list[str]] = {}
    for variable, value in found:
        by_value.setdefault(answer_text(domain, value), []).append(variable.phase or "")
    whole = not term.by_phase or (len(by_value) == 1 and len(found) == len(library.phases))
    said = "; ".join(
        value if whole else f"{value} in {listed(map(spaced, phases))}"
        for value, phases in by_value.items()
    )
    return f"{said} (today: {answer_text(domain, term.now)})" if term.has_now else said
