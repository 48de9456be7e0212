"""Summary of a sweep: where a deal is possible, and between which choices that turns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import prod

from termcheck.library.sweep import Axis, Sweep
from termcheck.value import Value

_UNANSWERED, _DEAL, _NO_DEAL, _NEITHER = range(4)
_SIDES: Mapping[str, int] = {
    "compatible": _DEAL,
    "incompatible": _NO_DEAL,
    "contradictory-background": _NO_DEAL,
    "contradictory-supposition": _NO_DEAL,
}


class Choice(Value):
    """One choice of an axis, over all questions that take it.

    A deal is possible in ``deals`` of ``decided`` questions. Compared with the
    choice before, all else equal, it is possible in ``opened`` where it was
    not, and not in ``closed`` where it was.
    """

    text: str
    decided: int
    deals: int
    opened: int
    closed: int


class Along(Value):
    """The choices of the axis ``name``, in order."""

    name: str
    choices: tuple[Choice, ...]


class Summary(Value):
    """What came of a sweep: how many questions there are, and how many ended how.

    ``words`` count verdicts and ``standings`` how the formula stands that was
    asked about. ``only`` counts the deals that stand only because events never
    happen. ``deals`` says of each question whether a deal is possible, ``None``
    where that is not known.
    """

    questions: int
    answered: int
    words: Mapping[str, int]
    standings: Mapping[str, int]
    only: int
    along: tuple[Along, ...]
    deals: tuple[bool | None, ...]


def summary(sweep: Sweep, verdicts: Iterable[tuple[int, str, str, bool]], end: int) -> Summary:
    """Return what came of the first ``end`` questions.

    ``verdicts`` are number, word, standing, and whether events never happen.
    """
    sides, only = bytearray(end), 0
    words, standings = Counter[str](), Counter[str]()
    for number, word, standing, never in verdicts:
        if number < end:
            sides[number] = _SIDES.get(word, _NEITHER)
            words[word] += 1
            standings.update([standing] if standing else [])
            only += never
    deals = tuple({_DEAL: True, _NO_DEAL: False}.get(each) for each in sides)
    along = tuple(_along(sweep, place, deals) for place in range(len(sweep.axes)))
    total = sum(words.values())
    return Summary(sweep.size, total, dict(words), dict(standings), only, along, deals)


def _along(sweep: Sweep, place: int, deals: tuple[bool | None, ...]) -> Along:
    axis: Axis = sweep.axes[place]
    size = len(axis.points)
    stride = prod(len(each.points) for each in sweep.axes[place + 1 :])
    decided, good, opened, closed = ([0] * size for _ in range(4))
    for number, deal in enumerate(deals):
        if deal is None:
            continue
        at = number // stride % size
        decided[at] += 1
        good[at] += deal
        if at:
            before = deals[number - stride]
            opened[at] += deal and before is False
            closed[at] += before is True and not deal
    rows = zip(axis.points, decided, good, opened, closed, strict=True)
    return Along(axis.name, tuple(Choice(point.text, *numbers) for point, *numbers in rows))
