"""Matrix of very many texts: instead of a table, who clashes with how many others."""

from __future__ import annotations

from collections import Counter

from termcheck.questions.matrix import MOST_GROUPED, Matrix, Pair
from termcheck.report.counting import counted
from termcheck.report.layout import Row, rows, shortened, wrapped
from termcheck.report.page import BLANK, Page, Piece, lines

MOST_TOLD = 20
"""How many texts and how many pairs are told unless more are asked for."""

WIDEST_TEXT = 36
"""Columns of a name before it is cut."""


def is_crowd(found: Matrix) -> bool:
    """Say whether there are too many texts for a table, and for groups."""
    return len(found.names) > MOST_GROUPED


def crowd(found: Matrix, columns: int) -> Page:
    """Return the texts that clash with most others, and how many clash with none.

    Texts that cannot hold alone are told elsewhere, and do not count here.
    """
    own = zip(found.names, found.alone, strict=True)
    sound = [name for name, each in own if each.word != "incompatible"]
    number = Counter[str]()
    for pair in telling(found):
        number.update((pair.a, pair.b))
    others = counted(len(sound) - 1, "other")
    worst = number.most_common(MOST_TOLD)
    entries = [
        Row(shortened(name, WIDEST_TEXT), (Piece(f"clashes with {times} of {others}"),))
        for name, times in worst
    ]
    rest, none = len(number) - len(worst), len(sound) - len(number)
    said = [f"{counted(rest, 'other text')} with fewer"] if rest else []
    said += [f"{counted(none, 'text')} with none"] if none else []
    told = lines(wrapped("; ".join(said), columns), "faint") if said else ()
    return (*rows(tuple(entries), columns), *(BLANK,) * bool(entries and said), *told)


def telling(found: Matrix) -> list[Pair]:
    """Return the pairs that clash although each of the two texts holds alone."""
    own = zip(found.names, found.alone, strict=True)
    unsound = {name for name, each in own if each.word == "incompatible"}
    return [
        pair
        for pair in found.pairs
        if pair.found.conflict is not None and unsound.isdisjoint((pair.a, pair.b))
    ]
