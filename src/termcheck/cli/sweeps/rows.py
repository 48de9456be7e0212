"""Rows: what the results of a sweep hold, as values again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from termcheck.cli.sweeps.tables import ANSWER, CONFLICT, FLAGS, LISTED
from termcheck.questions import verdict as v
from termcheck.value import Value


class ToldConflict(Value):
    """A conflict, the readings under which it stands, and the first question that names it."""

    conflict: v.Conflict
    readings: v.Readings
    first: int


class Row(Value):
    """The answer to one question of a sweep.

    ``where`` is what it takes of each line that varies, by column. ``conflict``
    is the first, and ``conflicts`` begin with it and are all if the sweep asks
    for them. ``answer`` says how the formula stands that is asked about, and
    ``package`` is a record. Nothing is empty: no conflict, no package.
    """

    number: int
    where: Mapping[str, str]
    verdict: str
    conflict: v.Conflict | None
    conflicts: tuple[v.Conflict, ...]
    readings: tuple[str, ...]
    answer: str
    package: Mapping[str, Any] | None
    never_happens: tuple[str, ...]
    limits: str


def conflict_of(row: Sequence[Any]) -> ToldConflict:
    """Return the conflict in a row of the table of conflicts."""
    told = dict(zip(CONFLICT, row, strict=True))
    told |= {name: json.loads(told[name]) for name in LISTED}
    fields: dict[str, Any] = {
        name: bool(told[name]) if name in FLAGS else tuple(told[name])
        for name in v.Conflict.FIELDS
        if name in told
    }
    readings = tuple((name, label) for name, label in told["readings"])
    return ToldConflict(v.Conflict(**fields), readings, told["first"])


def row_of(
    columns: Sequence[str],
    row: Sequence[Any],
    conflicts: Mapping[str, v.Conflict],
    every: Sequence[str],
    packages: Mapping[str, str],
) -> Row:
    """Return a row of the table of questions.

    ``conflicts`` and ``packages`` are those of all questions by their ids, and
    ``every`` the ids of all conflicts of this one, if all were asked for.
    """
    told = dict(zip(ANSWER, row[-len(ANSWER) :], strict=True))
    first: str | None = told["conflict"]
    ids = [*([first] if first else []), *(each for each in every if each != first)]
    return Row(
        row[0],
        MappingProxyType(dict(zip(columns[1:], row[1 : -len(ANSWER)], strict=False))),
        told["verdict"],
        conflicts[first] if first else None,
        tuple(conflicts[each] for each in ids),
        _split(told["readings"]),
        told["answer"] or "",
        json.loads(packages[told["package"]]) if told["package"] else None,
        _split(told["never_happens"]),
        told["limits"] or "",
    )


def _split(told: str | None) -> tuple[str, ...]:
    return tuple(told.split(", ")) if told else ()
