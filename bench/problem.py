"""A problem as plain data, which every side reads from the same file.

Needs nothing but Python, because each side runs in an environment of its own.

Terms are yes-or-no terms, counted from 1, and numbers, counted from 0. A
*literal* is the number of a term, negative if denied. A *sum* says that
factors times numbers come to at most a bound. A *clause* holds if one of its
literals or sums does.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Sum:
    """``parts`` are factors with places of numbers; their sum is at most ``most``."""

    parts: tuple[tuple[int, int], ...]
    most: int


Row = tuple[int, ...]
Clause = tuple[int | Sum, ...]
Group = tuple[Clause, ...]


@dataclass(frozen=True)
class Problem:
    """What a side is asked about.

    ``terms`` is how many yes-or-no terms there are, ``numbers`` the least and
    greatest value of each number; ``dated``: the numbers are days of events,
    all of which happen. ``hard`` clauses always hold, and of each row of
    ``choices`` at most one literal. ``soft`` groups of clauses are what is
    blamed, kept or given up; ``weights`` and ``parties`` are theirs, where
    that is asked.
    """

    name: str
    terms: int
    soft: tuple[Group, ...]
    hard: tuple[Clause, ...] = ()
    choices: tuple[Row, ...] = ()
    numbers: tuple[tuple[int, int], ...] = ()
    dated: bool = False
    weights: tuple[int, ...] = ()
    parties: tuple[int, ...] = ()

    @property
    def exclusions(self) -> tuple[Row, ...]:
        """What ``choices`` say, as clauses of two literals."""
        return tuple(
            (-first, -second)
            for row in self.choices
            for place, first in enumerate(row)
            for second in row[place + 1 :]
        )

    @property
    def plain(self) -> bool:
        """Whether there are yes-or-no terms alone."""
        return not self.numbers


def edited(problem: Problem) -> Problem:
    """Return ``problem`` once its last soft group has taken the place of its first."""
    *groups, last = problem.soft
    return replace(problem, soft=(last, *groups[1:]))


def plain_rows(clauses: Sequence[Clause]) -> list[list[int]]:
    """Return clauses without sums as lists of literals; raises ``TypeError`` if one has a sum."""
    rows = []
    for clause in clauses:
        row = [each for each in clause if isinstance(each, int)]
        if len(row) < len(clause):
            raise TypeError("a clause with a sum")
        rows.append(row)
    return rows


def write(problem: Problem, path: Path) -> None:
    """Write ``problem`` to the file ``path``."""
    path.write_text(json.dumps(asdict(problem)), encoding="utf-8")


def read(path: Path) -> Problem:
    """Return the problem in the file ``path``, as ``write`` left it."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return Problem(
        name=data["name"],
        terms=data["terms"],
        soft=tuple(_clauses(group) for group in data["soft"]),
        hard=_clauses(data["hard"]),
        choices=tuple(tuple(row) for row in data["choices"]),
        numbers=tuple((low, high) for low, high in data["numbers"]),
        dated=data["dated"],
        weights=tuple(data["weights"]),
        parties=tuple(data["parties"]),
    )


def _clauses(rows: list[list[Any]]) -> Group:
    return tuple(tuple(_atom(each) for each in row) for row in rows)


def _atom(data: int | dict[str, Any]) -> int | Sum:
    if isinstance(data, int):
        return data
    return Sum(tuple((factor, number) for factor, number in data["parts"]), data["most"])
