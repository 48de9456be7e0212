"""By reading: what holds under which readings, said as shortly as it can be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import prod

from termcheck.questions import verdict as v
from termcheck.report.values import listed
from termcheck.value import Value


class Shared(Value):
    """A conflict with the combinations of readings under which it arises.

    ``told`` are the readings of its own clauses that make it arise: none for
    a clause that clashes in each of its readings.
    """

    conflict: v.Conflict
    readings: tuple[v.Readings, ...]
    told: v.Readings


def shared_conflicts(outcomes: Iterable[v.ByReading]) -> tuple[Shared, ...]:
    """Return the conflicts of the outcomes, each once: those of more readings first."""
    found: dict[object, tuple[v.Conflict, list[v.Readings]]] = {}
    for each in outcomes:
        conflicts = each.outcome.conflicts if isinstance(each.outcome, v.Incompatible) else ()
        for conflict in conflicts:
            known = found.setdefault(_identity(conflict), (conflict, []))
            known[1].append(each.readings)
    shared = [
        Shared(conflict, tuple(readings), _told(conflict, readings))
        for conflict, readings in found.values()
    ]
    return tuple(sorted(shared, key=lambda each: -len(each.readings)))


def _identity(conflict: v.Conflict) -> object:
    return (conflict.names, conflict.kept, conflict.rules, conflict.suppositions, conflict.phases)


def _told(conflict: v.Conflict, readings: Sequence[v.Readings]) -> v.Readings:
    own = {*conflict.clauses, *conflict.kept}
    here = _labels(readings)
    return tuple(
        (name, labels[0]) for name, labels in here.items() if name in own and len(labels) == 1
    )


def _labels(readings: Iterable[v.Readings]) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {}
    for each in readings:
        for name, label in each:
            found.setdefault(name, {})[label] = None
    return {name: list(labels) for name, labels in found.items()}


def condition(readings: Sequence[v.Readings], every: Sequence[v.Readings]) -> str:
    """Return when one of ``readings`` is taken: ``if x is read as a``; empty if always."""
    if len(readings) == len(every):
        return ""
    here, all_labels = _labels(readings), _labels(every)
    if prod(map(len, here.values())) != len(readings):
        ways = (listed(f"{name} as {label}" for name, label in each) for each in readings)
        return f"if one reads {'; or '.join(ways)}"
    said = [
        f"{name} is read as {listed(labels, 'or')}"
        for name, labels in here.items()
        if len(labels) < len(all_labels[name])
    ]
    return f"if {listed(said)}"
