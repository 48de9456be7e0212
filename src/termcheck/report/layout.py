"""Layout: how wide a text is, where it breaks, and how rows line up."""

from __future__ import annotations

from termcheck.report.escape import terminal
from termcheck.report.page import Line, Look, Page, Piece
from termcheck.value import Value

WIDTH = 100
"""Columns of a page that goes to no terminal."""

WIDEST_NAME = 46
"""Columns that names may take before they get a line of their own."""


def width(text: str) -> int:
    """Return how many columns ``text`` takes once it is escaped."""
    shown = terminal(text)
    if shown.isascii():
        return len(shown)
    from unicodedata import combining, east_asian_width  # rare, and costs start-up time

    return sum(
        0 if combining(each) else 2 if east_asian_width(each) in "WF" else 1 for each in shown
    )


def wrapped(text: str, columns: int) -> list[str]:
    """Return ``text`` as lines of at most ``columns``, broken at spaces.

    A word that is wider than a line is cut.
    """
    found: list[str] = []
    current = ""
    for word in text.split(" "):
        for part in _parts(word, columns):
            if current and width(current) + 1 + width(part) > columns:
                found.append(current)
                current = part
            else:
                current = f"{current} {part}" if current else part
    return [*found, current] if current or not found else found


def _parts(word: str, columns: int) -> list[str]:
    if width(word) <= columns:
        return [word]
    shown = terminal(word)
    size = max(1, columns if shown.isascii() else columns // 2)
    return [shown[at : at + size] for at in range(0, len(shown), size)]


def shortened(text: str, columns: int) -> str:
    """Return ``text`` cut at a space to ``columns``, with ``…`` where it was cut."""
    if width(text) <= columns:
        return text
    kept = wrapped(text, columns - 1)[0].rstrip(" ,;:")
    return f"{kept}…"


class Row(Value):
    """A name and what is said beside it, one text below the other."""

    name: str
    texts: tuple[Piece, ...]
    look: Look = "name"


def rows(entries: tuple[Row, ...], columns: int, indent: str = "") -> Page:
    """Return the entries with all texts beginning in one column.

    Names that are too wide have a line of their own.
    """
    widest = max((w for each in entries if (w := width(each.name)) <= WIDEST_NAME), default=0)
    beside = min(widest, max(12, columns // 2)) + 2
    found: list[Line] = []
    for entry in entries:
        found += _row(entry, columns, indent, beside)
    return tuple(found)


def _row(entry: Row, columns: int, indent: str, beside: int) -> list[Line]:
    room = max(20, columns - len(indent) - beside)
    texts = [
        Piece(part, piece.look) for piece in entry.texts for part in wrapped(piece.text, room)
    ]
    name = Piece(entry.name, entry.look)
    if width(entry.name) > beside - 2 or not texts:
        head: list[Line] = [(Piece(indent), name)]
    else:
        gap = " " * (beside - width(entry.name))
        head = [(Piece(indent), name, Piece(gap), texts.pop(0))]
    return head + [(Piece(indent + " " * beside), text) for text in texts]
