"""Menus of fixes: what to give up, one menu for each group of conflicts.

Accepts minimal conflicts; yields menus such that one choice from every menu,
and nothing less, hits them all. Conflicts that share a unit are in one group.
The least fixes of different groups share no unit, so that the least fixes of
the whole are exactly the combinations of one choice from each menu; they are
never multiplied out. The choices of a menu are the minimal hitting sets of its
group, after C. Berge, "Hypergraphs", 1989.

Choices are ordered by what they give up: preferences before demands, demands
before firm clauses of a text, red lines last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice, product

from termcheck.library.model import Clause, Library, Question
from termcheck.logic.problem import Item, Unit
from termcheck.solve.conflicts import Fix, bits, hit
from termcheck.solve.oracle import Compatible, Oracle
from termcheck.value import Value

RED_LINE, FIRM, DEMAND, PREFERENCE = range(4)
"""Strata, the last to be given up first."""

_STRATA = {"red line": RED_LINE, "demand": DEMAND, "firm": FIRM, "rule": FIRM}

MOST_TRIED = 200
"""How many combinations are tried where the conflicts are not all known."""

Cost = tuple[Fraction, Fraction, Fraction, Fraction]
"""The weight of what is given up in each stratum, red lines first."""


class Menu(Value):
    """Choices of which any one repairs these conflicts.

    ``conflicts`` are places in the list of conflicts, in order; ``choices``
    are sets of units, the ones that give up least first.
    """

    conflicts: tuple[int, ...]
    choices: tuple[Fix, ...]


def menus(library: Library, conflicts: Sequence[frozenset[Unit]]) -> tuple[Menu, ...]:
    """Return one menu for each group of ``conflicts``, in the order of their first.

    No conflict may be empty: what nobody can be blamed for, nobody can repair.
    """
    return tuple(
        Menu(tuple(group), _choices(library, [conflicts[place] for place in group]))
        for group in groups(conflicts)
    )


def groups(conflicts: Sequence[frozenset[Unit]]) -> list[list[int]]:
    """Return the places of conflicts that are linked by shared units, in order."""
    found: list[tuple[set[Unit], list[int]]] = []
    for place, conflict in enumerate(conflicts):
        linked = [group for group in found if group[0] & conflict]
        units = set(conflict).union(*(group[0] for group in linked))
        places = sorted([place, *(each for group in linked for each in group[1])])
        found = [group for group in found if group not in linked] + [(units, places)]
    return sorted(places for _, places in found)


def _choices(library: Library, group: Sequence[frozenset[Unit]]) -> tuple[Fix, ...]:
    units = sorted({unit for conflict in group for unit in conflict}, key=lambda unit: unit.name)
    place = {unit: 1 << at for at, unit in enumerate(units)}
    found = {0}
    for conflict in group:
        found = hit(found, sum(place[unit] for unit in conflict))
    fixes = [frozenset(units[bit.bit_length() - 1] for bit in bits(mask)) for mask in found]
    return tuple(sorted(fixes, key=lambda fix: rank(library, fix)))


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
    """Return least fixes among the combinations of ``known``, whose conflicts are not all.

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
