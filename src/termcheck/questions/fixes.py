"""Fixes as they are offered: what each gives up, and the ones that give up least first.

Choices are ordered by what they give up: preferences before demands, demands
before firm clauses of a text, red lines last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice, product

from termcheck.library.model import Clause, Library, Question
from termcheck.logic.problem import Item, Unit
from termcheck.solve.fixes import Fix, Menu
from termcheck.solve.fixes import menus as least_menus
from termcheck.solve.oracle import Compatible, Oracle

RED_LINE, FIRM, DEMAND, PREFERENCE = range(4)
"""Strata, the last to be given up first."""

_STRATA = {"red line": RED_LINE, "demand": DEMAND, "firm": FIRM, "rule": FIRM}

MOST_TRIED = 200
"""How many combinations are tried where the conflicts are not all known."""

Cost = tuple[Fraction, Fraction, Fraction, Fraction]
"""The weight of what is given up in each stratum, red lines first."""


def menus(library: Library, conflicts: Sequence[frozenset[Unit]]) -> tuple[Menu, ...]:
    """Return one menu for each group of ``conflicts``, in the order of their first.

    No conflict may be empty: what nobody can be blamed for, nobody can repair.
    """
    units = sorted({unit for each in conflicts for unit in each}, key=lambda unit: unit.name)
    return tuple(
        menu.but(choices=tuple(sorted(menu.choices, key=lambda fix: rank(library, fix))))
        for menu in least_menus(units, conflicts)
    )


def rank(library: Library, fix: Fix) -> tuple[Cost, int, list[str]]:
    """Return the key by which choices are ordered, the one that gives up least first."""
    return (cost(library, fix), len(fix), sorted(unit.name for unit in fix))


def cost(library: Library, fix: Fix) -> Cost:
    """Return what ``fix`` gives up: a clause counts its weight, anything else 1."""
    total = [Fraction(0)] * 4
    for unit in fix:
        total[stratum(library, unit)] += weight(library, unit)
    return (total[0], total[1], total[2], total[3])


def stratum(library: Library, unit: Unit) -> int:
    """Return the stratum of ``unit``: that of its strongest clause."""
    clauses = clauses_of(library, unit)
    return min((_STRATA.get(each.strength, PREFERENCE) for each in clauses), default=FIRM)


def weight(library: Library, unit: Unit) -> Fraction:
    """Return the weight of a demand, and 1 for everything else."""
    clauses = clauses_of(library, unit)
    return clauses[0].weight if unit.kind == "clause" and clauses else Fraction(1)


def clauses_of(library: Library, unit: Unit) -> tuple[Clause, ...]:
    """Return the clauses of ``unit``; an alternative stands for its clause."""
    return tuple(
        library.clauses.get(key) or library.clauses[key.rpartition(".")[0]] for key in unit.clauses
    )


def owners(library: Library, unit: Unit) -> tuple[str, ...]:
    """Return who can give ``unit`` up, a party or a text; nobody can a status quo."""
    if unit.kind == "text":
        return (unit.name,)
    if unit.kind == "clause":
        return tuple(dict.fromkeys(each.owner for each in clauses_of(library, unit)))
    return ()


def absent_deciders(library: Library, question: Question, term: str) -> tuple[str, ...]:
    """Return the parties who decide ``term``, or an event, and are not at the table."""
    base = term.partition("@")[0].partition("[")[0]
    event = library.events.get(base)
    deciders = event.deciders if event else library.terms[base].deciders
    return tuple(each for each in deciders if each not in (question.table or ()))


def fixes_found(
    oracle: Oracle, units: Sequence[Unit], background: Sequence[Item], known: Sequence[Menu]
) -> tuple[Fix, ...]:
    """Return least fixes among the combinations of ``known``, though there may be others.

    Each was proved to leave a compatible rest; it is least, because it hits
    every known conflict and without any one of its units it does not.
    """
    found: list[Fix] = []
    for fix in islice(_combinations(known), MOST_TRIED):
        rest = [item for unit in units if unit not in fix for item in unit.items]
        if isinstance(oracle.compatible((*rest, *background)), Compatible):
            found.append(fix)
    return tuple(found)


def _combinations(known: Sequence[Menu]) -> Iterator[Fix]:
    for choice in product(*(menu.choices for menu in known)):
        yield frozenset(unit for fix in choice for unit in fix)
