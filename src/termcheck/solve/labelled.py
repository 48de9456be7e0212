"""Labelled clauses: units and a background, as elimination wants them.

Accepts units and background items; yields clauses over literals, each with
the bit of the unit that it comes from, or with no bit if nobody is blamed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from termcheck.library.model import Domain
from termcheck.logic.problem import Item, Unit
from termcheck.solve.elimination import Labelled
from termcheck.solve.encode import Encoder
from termcheck.solve.lemmas import lemmas


def labelled(
    domains: Mapping[str, Domain],
    horizon: tuple[int, int],
    units: Sequence[Unit],
    background: Sequence[Item],
) -> list[Labelled] | None:
    """Return clauses that hold together just when units and background do.

    That is said of every choice of units, each of which brings the clauses
    that bear its place as a bit. ``None`` if clauses alone cannot say it.
    """
    encoder = Encoder(domains, horizon)
    blamed = [(item, 1 << place) for place, unit in enumerate(units) for item in unit.items]
    blamed += [(item, 0) for item in background]
    asserted = [
        ((encoder.implied_by(part.formula),), label)
        for item, label in blamed
        for part in item.parts
    ]
    clauses = [*((clause, 0) for clause in encoder.cnf.clauses), *asserted]
    said = {literal for clause, _ in clauses for literal in clause}
    more = lemmas(encoder.numbers.inequalities, encoder.numbers.used, said)
    return None if more is None else [*clauses, *((clause, 0) for clause in more)]
