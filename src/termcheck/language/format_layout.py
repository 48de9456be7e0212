"""Layout: pieces of text with places to break, laid out in lines.

Accepts pieces, each with the level of the break that may stand before it;
yields lines. Where a text does not fit, it is broken at its lowest level
first, as few times as will do, and deeper only where a part does not fit.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

WIDTH: Final = 100
STEP: Final = 4
DEEPEST: Final = 40
"""Columns by which a line is indented at most."""

NEVER: Final = 1_000_000
"""The level of a place that is no place to break."""

Piece = tuple[int, str]
"""The level of the break before the text; and the text, with the blanks before it."""

Pieces = list[Piece]


def flat(pieces: Pieces) -> str:
    """Return ``pieces`` on one line."""
    return "".join([text for _, text in pieces])


def led(level: int, text: str, pieces: Pieces) -> Pieces:
    """Return ``pieces`` with ``text`` before them, and a break of ``level`` before that."""
    return [(level, text + pieces[0][1]), *pieces[1:]]


def closed(pieces: Pieces, text: str) -> Pieces:
    """Return ``pieces`` with ``text`` at their end."""
    level, last = pieces[-1]
    return [*pieces[:-1], (level, last + text)]


def listed(parts: Iterable[Pieces], level: int) -> Pieces:
    """Return ``parts`` separated by commas, with a break of ``level`` after each comma."""
    found: Pieces = []
    for part in parts:
        if found:
            found[-1] = (found[-1][0], found[-1][1] + ",")
            found += led(level, " ", part)
        else:
            found += part
    return found


def laid_out(pieces: Pieces, column: int, indent: int) -> list[str]:
    """Return ``pieces`` as lines.

    The first line begins at ``column`` and is returned without what stands
    before it; the others are indented by ``indent`` and returned with it.
    """
    whole = flat(pieces)
    level = min([place for place, _ in pieces[1:]], default=NEVER)
    if column + len(whole) <= WIDTH or level == NEVER:
        return [whole]
    lines, at, is_broken = [""], column, False
    for number, group in enumerate(_groups(pieces, level)):
        if number and (is_broken or at + len(flat(group)) > WIDTH):
            lines.append(" " * indent)
            at = indent
            group[0] = (group[0][0], group[0][1].lstrip(" "))
        first, *more = laid_out(group, at, min(indent + STEP, max(DEEPEST, indent)))
        lines[-1] = (lines[-1] + first).rstrip() if more else lines[-1] + first
        lines += more
        is_broken = bool(more)
        at = len(lines[-1]) if len(lines) > 1 else column + len(lines[0])
    return [line.rstrip() for line in lines[:-1]] + lines[-1:]


def _groups(pieces: Pieces, level: int) -> list[Pieces]:
    """Return ``pieces`` cut at every break of ``level``."""
    groups: list[Pieces] = [[pieces[0]]]
    for piece in pieces[1:]:
        if piece[0] == level:
            groups.append([piece])
        else:
            groups[-1].append(piece)
    return groups
