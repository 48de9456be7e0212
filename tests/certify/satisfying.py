"""Whether the checker's clauses can hold in a package, by search: slow and plain.

The package fixes the values that have names; what is left are the literals of
formulas and the unknowns that stand for rounded, least or counted numbers. An
unknown of that kind is tried with every value at which an inequality about it
turns, which are enough because nothing else can tell two values apart that
are defined by equations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import ceil, floor

from termcheck.certify.check.clauses import Clauses
from termcheck.certify.check.holds import months_after

Truths = dict[int, bool]
Numbers = dict[int, Fraction]


def can_hold(
    clauses: Clauses, values: Mapping[str, str | Fraction | None], days: Mapping[str, int | None]
) -> bool:
    """Say whether all of ``clauses`` hold for some choice of what the package leaves open.

    A package may leave open even what has a name.
    """
    truths: Truths = {}
    for literal, name in clauses.names.items():
        variable, equals, value = name.partition(" = ")
        if equals and variable in values:
            truths[literal] = values[variable] == value
        elif name in values:
            truths[literal] = values[name] == "true"
        elif name.endswith(" != none") and name.removesuffix(" != none") in values:
            truths[literal] = values[name.removesuffix(" != none")] is not None
        elif name.endswith(" happens") and name.removesuffix(" happens") in days:
            truths[literal] = days[name.removesuffix(" happens")] is not None
    numbers: Numbers = {}
    for place, (name, (low, _, _)) in enumerate(
        zip(clauses.unknown_names, clauses.unknowns, strict=True)
    ):
        if name in values:
            found = values[name]
            numbers[place] = low if found is None or isinstance(found, str) else found
        elif name.startswith("day(") and name[4:-1] in days:
            day = days[name[4:-1]]
            numbers[place] = low if day is None else Fraction(day)
    return _search(clauses, truths, numbers)


def _search(clauses: Clauses, truths: Truths, numbers: Numbers) -> bool:
    known = dict(truths)
    size = -1
    while size < len(known):
        for literal, holds in _decided(clauses, numbers, known).items():
            if known.setdefault(literal, holds) != holds:
                return False
        size = len(known)
        if not _propagated(clauses.clauses, known):
            return False
    for unknown in range(len(clauses.unknowns)):
        if unknown not in numbers:
            tried = sorted(_candidates(clauses, unknown, numbers))
            return any(_search(clauses, truths, {**numbers, unknown: each}) for each in tried)
    for literal in clauses.names:
        if literal not in known:
            return any(_search(clauses, {**truths, literal: to}, numbers) for to in (True, False))
    return True


def _decided(clauses: Clauses, numbers: Numbers, truths: Truths) -> Truths:
    """Return the inequalities of which all unknowns are known; -k is the truth of literal k."""
    found: Truths = {}
    numbers = {**numbers, **{-name: Fraction(holds) for name, holds in truths.items()}}
    for literal, (parts, bound, strict) in clauses.atoms.items():
        if all(unknown in numbers for unknown, _ in parts):
            total = sum((each * numbers[unknown] for unknown, each in parts), Fraction(0))
            found[literal] = total < bound or (not strict and total == bound)
    return found


def _candidates(clauses: Clauses, unknown: int, numbers: Numbers) -> set[Fraction]:
    """Return the values of ``unknown`` that can matter."""
    low, high, whole = clauses.unknowns[unknown]
    if unknown in clauses.months:
        before, months = clauses.months[unknown]
        return {Fraction(months_after(numbers[before], months))}
    found = {low, high}
    for parts, bound, _ in clauses.atoms.values():
        row = dict(parts)
        if unknown in row and all(each in numbers for each in row if each != unknown):
            rest = sum((c * numbers[u] for u, c in parts if u != unknown), Fraction(0))
            turns = (bound - rest) / row[unknown]
            steps = (-1, 0, 1) if whole else (0,)
            near = {Fraction(floor(turns)), Fraction(ceil(turns))} if whole else {turns}
            found |= {each + step for each in near for step in steps}
    return {each for each in found if low <= each <= high}


def _propagated(clauses: Iterable[tuple[int, ...]], known: Truths) -> bool:
    """Add to ``known`` what follows clause by clause; false if a clause cannot hold."""
    changed = True
    while changed:
        changed = False
        for clause in clauses:
            open_literals = [each for each in clause if abs(each) not in known]
            if any(known.get(abs(each)) == (each > 0) for each in clause):
                continue
            if not open_literals:
                return False
            if len(open_literals) == 1:
                known[abs(open_literals[0])] = open_literals[0] > 0
                changed = True
    return True
