"""Layout: how wide a text is, where it breaks, and how rows line up."""

from __future__ import annotations

from termcheck.report.escape import terminal
from termcheck.report.page import Line, Look, Page, Piece
from termcheck.value import Value

WIDTH = 100
"""Columns of a page that goes to no terminal."""

WIDEST_NAME = 28
"""Columns that names may take before they get lines of their own."""

_STEP = 4


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
    if not text.startswith(" ") and width(text) <= columns:
        return [text]
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

    If a name is wide, every name has a line of its own.
    """
    widest = max((width(each.name) for each in entries), default=0)
    beside = widest + 2 if widest <= WIDEST_NAME else 0
    return tuple(each for entry in entries for each in _row(entry, columns, indent, beside))


def _row(entry: Row, columns: int, indent: str, beside: int) -> list[Line]:
    name = Piece(entry.name, entry.look)
    start = beside or _STEP
    room = max(20, columns - len(indent) - start)
    texts = [Piece(part, piece.look) for piece in entry.texts for part in wrapped(piece.text, room)]
    head: Line = (Piece(indent), name)
    if beside and texts:
        head = (*head, Piece(" " * (beside - width(entry.name))), texts.pop(0))
    return [head, *((Piece(indent + " " * start), text) for text in texts)]
