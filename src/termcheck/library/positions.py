"""Positions: which of a party's statements are in force on a day.

Accepts a built library; returns keys of clauses. Statements add up: a later
one replaces the clauses whose labels it repeats, a withdrawal ends one, the
rest stay. Two dates are never pooled.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from termcheck.library.model import Attested, Clause, Library


def counts(said: Attested, attested: Collection[Attested]) -> bool:
    """Say whether a statement so attested is of the kinds asked for; none means all."""
    return not attested or said in attested


def in_force(
    library: Library, party: str, as_of: int | None, attested: Collection[Attested] = ()
) -> tuple[str, ...]:
    """Return the keys of the clauses in force at the end of ``as_of``, oldest first.

    ``as_of`` is a day number, ``None`` for the latest. Only statements of the
    kinds ``attested`` are looked at, all if it is empty.
    """
    held: dict[str, Clause] = {}
    ended = _ends(library, party, attested)
    for key in library.positions.get(party, ()):
        clause = library.clauses[key]
        if as_of is not None and clause.day > as_of:
            break
        if counts(clause.attested, attested):
            held[clause.label or key] = clause
    return tuple(
        sorted_keys(
            library,
            [
                clause.key
                for label, clause in held.items()
                if not _has_ended(ended.get(label, ()), clause.day, as_of)
            ],
            party,
        )
    )


def end_of(library: Library, clause: Clause) -> tuple[Literal["replaced", "withdrawn"], int] | None:
    """Return how and on what day a party's clause ended; nothing if it is in force still.

    All statements count, however they are attested.
    """
    keys = library.positions.get(clause.owner, ())
    later = keys[keys.index(clause.key) + 1 :] if clause.key in keys else ()
    same = [library.clauses[key].day for key in later if library.clauses[key].name == clause.name]
    gone = [
        day for day in _ends(library, clause.owner, ()).get(clause.label, ()) if day > clause.day
    ]
    if clause.label and same and not (gone and min(gone) < same[0]):
        return "replaced", same[0]
    return ("withdrawn", min(gone)) if clause.label and gone else None


def sorted_keys(library: Library, keys: Collection[str], party: str) -> list[str]:
    """Return ``keys`` in the order of the party's statements, oldest first."""
    wanted = set(keys)
    return [key for key in library.positions.get(party, ()) if key in wanted]


def _ends(library: Library, party: str, attested: Collection[Attested]) -> dict[str, list[int]]:
    """Return the days of the party's withdrawals by label."""
    ends: dict[str, list[int]] = {}
    for each in library.withdrawals:
        if each.party == party and counts(each.attested, attested):
            ends.setdefault(each.label, []).append(each.day)
    return ends


def _has_ended(days: Collection[int], since: int, as_of: int | None) -> bool:
    """Say whether one of ``days`` lies after ``since``, and not after ``as_of``."""
    return any(since < day and (as_of is None or day <= as_of) for day in days)
