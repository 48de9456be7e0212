"""Sweeps: many questions at once, as axes along which one question varies.

The questions are numbered from 0 and never listed: the number says which
choice is taken on every axis, the last axis turning fastest.
"""

from __future__ import annotations

from math import prod

from termcheck.library.formula import Formula
from termcheck.library.model import Question
from termcheck.value import Value


class Point(Value):
    """One choice of an axis: how it is printed, and what it adds to the question."""

    text: str
    adds: Question


class Axis(Value):
    """What varies, under a name that no other axis has, and all its choices in order."""

    name: str
    points: tuple[Point, ...]


class Sweep(Value):
    """One question, ``base``, at every combination of the choices of ``axes``.

    ``about`` is a formula that is asked about where a deal is possible, with
    the text ``asked``; ``packages`` says that a package is wanted there, and
    ``conflicts`` that all conflicts are, where there is none.
    """

    title: str
    base: Question
    axes: tuple[Axis, ...]
    about: Formula | None = None
    asked: str = ""
    packages: bool = False
    conflicts: bool = False

    @property
    def size(self) -> int:
        """How many questions there are."""
        return prod(len(axis.points) for axis in self.axes)

    def places(self, number: int) -> tuple[int, ...]:
        """Return for each axis the place of the choice that question ``number`` takes."""
        found: list[int] = []
        for axis in reversed(self.axes):
            number, place = divmod(number, len(axis.points))
            found.append(place)
        return tuple(reversed(found))

    def coordinates(self, number: int) -> tuple[str, ...]:
        """Return the choices that question ``number`` takes, as they are printed."""
        taken = zip(self.axes, self.places(number), strict=True)
        return tuple(axis.points[place].text for axis, place in taken)

    def question(self, number: int) -> Question:
        """Return question ``number``."""
        question = self.base
        for axis, place in zip(self.axes, self.places(number), strict=True):
            question = joined(question, axis.points[place].adds)
        return question


def joined(first: Question, second: Question) -> Question:
    """Return the question of a check that has the lines of both."""
    return first.but(
        given=(*first.given, *second.given),
        keep=(*first.keep, *second.keep),
        without=(*first.without, *second.without),
        as_of=first.as_of if second.as_of is None else second.as_of,
        table=first.table if second.table is None else second.table,
        suppose=(*first.suppose, *second.suppose),
        under=(*first.under, *second.under),
    )
