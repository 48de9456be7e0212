"""What a name stands for, as text."""

from __future__ import annotations

from termcheck.library.model import Library
from termcheck.report.diagnostics_text import place_text
from termcheck.report.layout import Row, rows, wrapped
from termcheck.report.lookup import Facts, Shown
from termcheck.report.page import Line, Page, Piece, joined, line, lines
from termcheck.report.values import counted

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
    return (*page, *_facts(found.facts, columns), *_referred(found.referred))


def _facts(facts: Facts, columns: int) -> Page:
    entries = tuple(
        Row(word, tuple(Piece(text) for text in texts), "faint") for word, texts in facts
    )
    return rows(entries, columns, _INDENT)


def _referred(referred: Facts) -> Page:
    page: list[Line] = []
    for word, names in referred:
        page.append(line(_INDENT, Piece(f"{word} ({counted(len(names), 'name')})", "faint")))
        page += [line(_INDENT * 2, Piece(name, "name")) for name in names]
    return tuple(page)
