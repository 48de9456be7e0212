"""What a name stands for, as text."""

from __future__ import annotations

from termcheck.library.model import Library
from termcheck.report.diagnostics_text import place_text
from termcheck.report.layout import WIDEST_NAME, Row, rows, width, wrapped
from termcheck.report.lookup import Facts, Shown
from termcheck.report.page import Line, Page, Piece, joined, line, lines
from termcheck.report.wording import meaning

_INDENT = "   "


def show_page(library: Library, found: tuple[Shown, ...], columns: int) -> Page:
    """Return everything that was found, one thing below the other."""
    return joined(_shown(library, each, columns) for each in found)


def _shown(library: Library, found: Shown, columns: int) -> Page:
    page: list[Line] = [line(Piece(found.kind, "faint"), " ", Piece(found.name, "name"))]
    if found.description:
        page += lines(wrapped(found.description, columns - 3), "strong", _INDENT)
    if found.span.file:
        where = place_text(library.texts, library.root, found.span)
        page.append(line(_INDENT, Piece(where, "faint")))
    return (*page, *_facts(found.facts, columns), *_referred(library, found.referred, columns))


def _facts(facts: Facts, columns: int) -> Page:
    entries = tuple(
        Row(word, tuple(Piece(text) for text in _lines(texts)), "faint") for word, texts in facts
    )
    return rows(entries, columns, _INDENT)


def _lines(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return names in one line, sentences in a line each."""
    return texts if any(" " in text for text in texts) else (", ".join(texts),)


def _referred(library: Library, referred: Facts, columns: int) -> Page:
    by_name = {clause.name: clause for clause in library.clauses.values()}
    page: list[Line] = []
    for word, names in referred:
        page.append(line(_INDENT, Piece(f"{word} ({len(names)})", "faint")))
        widest = max((width(name) for name in names if width(name) <= WIDEST_NAME), default=0)
        for name in names:
            clause = by_name.get(name)
            gap = " " * max(2, widest + 2 - width(name))
            room = columns - len(_INDENT) * 2 - width(name) - len(gap)
            said = meaning(library, clause, longest=room) if clause and room > 20 else ""
            page.append(line(_INDENT * 2, Piece(name, "name"), gap, said))
    return tuple(page)
