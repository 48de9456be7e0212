"""Pages: text with its looks, before anybody knows where it is shown.

Renderers yield pages; ``to_text`` turns a page into what a terminal or a file
gets. Raw text goes in: it is escaped in ``to_text`` and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from termcheck.report.escape import log_line, terminal
from termcheck.value import Value

Look = Literal["plain", "strong", "faint", "name", "bad", "warn", "good"]

_COLOURS: dict[Look, str] = {
    "strong": "1",
    "faint": "2",
    "name": "36",
    "bad": "1;31",
    "warn": "1;33",
    "good": "1;32",
}


class Piece(Value):
    """A stretch of one line in one look."""

    text: str
    look: Look = "plain"


Line = tuple[Piece, ...]
Page = tuple[Line, ...]

BLANK: Line = ()


def line(*parts: str | Piece) -> Line:
    """Return a line of ``parts``; a string is plain."""
    return tuple(Piece(part) if isinstance(part, str) else part for part in parts)


def lines(texts: Iterable[str], look: Look = "plain", indent: str = "") -> Page:
    """Return one line for each text, all in one look."""
    return tuple((Piece(indent + text, look),) for text in texts)


def joined(pages: Iterable[Page]) -> Page:
    """Return the pages one below the other, a blank line between them."""
    found: list[Line] = []
    for page in pages:
        if page:
            found += [BLANK, *page] if found else page
    return tuple(found)


def to_text(page: Page, colour: bool = False) -> str:
    """Return ``page`` as text in which every line ends with a line end."""
    return "".join(f"{_line_text(each, colour)}\n" for each in page)


def _line_text(pieces: Line, colour: bool) -> str:
    plain = "".join(terminal(piece.text) for piece in pieces).rstrip()
    safe = log_line(plain)
    if safe != plain or not colour:
        return safe
    return "".join(map(_coloured, pieces))


def _coloured(piece: Piece) -> str:
    text, code = terminal(piece.text), _COLOURS.get(piece.look)
    return f"\x1b[{code}m{text}\x1b[0m" if code and text.strip() else text
