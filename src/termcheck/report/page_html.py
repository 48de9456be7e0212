"""Pages as HTML, for notebooks: the text as it is, with its looks as colours."""

from __future__ import annotations

from termcheck.report.escape import markup
from termcheck.report.page import Look, Page, Piece

_STYLES: dict[Look, str] = {
    "strong": "font-weight:bold",
    "faint": "opacity:0.65",
    "name": "color:#0b7285",
    "bad": "font-weight:bold;color:#c92a2a",
    "warn": "font-weight:bold;color:#b35900",
    "good": "font-weight:bold;color:#2b8a3e",
}


def to_html(page: Page) -> str:
    """Return ``page`` as one ``pre`` element; whatever a library says in it is escaped."""
    lines = ("".join(map(_piece, line)) for line in page)
    return "<pre>" + "\n".join(lines) + "</pre>"


def _piece(piece: Piece) -> str:
    text = markup(piece.text)
    style = _STYLES.get(piece.look)
    return f'<span style="{style}">{text}</span>' if style and text.strip() else text
