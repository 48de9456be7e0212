"""Five oracles on generated libraries: they must find the same conflicts.

Brute force tries every package of the small world of ``tests.worlds``. Z3 is
asked by hitting sets, as the tool does it; labelled elimination asks nobody;
MARCO, written for the tests alone, asks Z3 in another order; cvc5 (if it is
installed) reads the exported script and is asked about every choice of units.

``python -m tests.solve.five --libraries 100000`` checks the libraries of seeds
0 to 99999, goes on where the run before ended, and keeps ``five.json``: how
many were checked, how often each oracle answered, and all disagreements.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import reduce
from operator import and_, or_
from pathlib import Path

from termcheck.library.formula import And, Formula, HowMany, Iff, Not, Or
from termcheck.logic.problem import Item, Unit
from termcheck.solve.conflicts import Found, by_conflicts, by_elimination
from termcheck.solve.cvc5 import is_installed, printed
from termcheck.solve.oracle import Compatible, Oracle
from termcheck.solve.script import Group, Script
from termcheck.solve.text import literal_text
from tests.questions.gap_run import main
from tests.solve.enumerated import question, tried
from tests.solve.marco import marco
from tests.worlds import DOMAINS, HORIZON, holding, item, packages

ALL = (1 << len(packages())) - 1
"""Every package of the small world, one bit for each."""

SUMMARY = Path(__file__).with_name("five.json")

Conflicts = set[frozenset[Unit]]


class Five:
    """The oracles; ``tally`` counts how often each answered, and what kinds of libraries."""

    def __init__(self) -> None:
        self.tally: Counter[str] = Counter()

    def faults(self, seed: int) -> list[str]:
        """Return which oracles disagree with brute force on the library of ``seed``."""
        units, rule = question(seed)
        expected = set(tried(units, rule, worlds))
        self.tally["brute force"] += 1
        self.tally["libraries with conflicts"] += bool(expected)
        self.tally["conflicts"] += len(expected)
        wrong: list[str] = []
        for name, found in answers(units, [item("rule", rule)]):
            self.tally[name] += 1
            if found != expected:
                wrong.append(f"{name} finds other conflicts than brute force")
        return wrong


def worlds(formula: Formula) -> int:
    """Return the packages in which ``formula`` holds, as ``holding`` does, but joined by bits.

    Only what is compared is judged in every package, so that libraries are quickly tried.
    """
    match formula:
        case Not(operand=operand):
            return ALL & ~worlds(operand)
        case And(operands=operands):
            return reduce(and_, map(worlds, operands), ALL)
        case Or(operands=operands):
            return reduce(or_, map(worlds, operands), 0)
        case Iff(left=left, right=right):
            return ALL & ~(worlds(left) ^ worlds(right))
        case HowMany(low=low, high=high, operands=operands):
            exactly = [ALL] + [0] * len(operands)
            for mask in map(worlds, operands):
                exactly = [
                    (here & ~mask) | (before & mask)
                    for here, before in zip(exactly, [0, *exactly[:-1]], strict=True)
                ]
            return reduce(or_, exactly[low : high + 1], 0)
        case _:
            return holding(formula)


def answers(units: Sequence[Unit], background: Sequence[Item]) -> Iterator[tuple[str, Conflicts]]:
    """Yield the name of each oracle that has an answer, and the conflicts that it finds."""
    asked = by_conflicts(Oracle(DOMAINS, HORIZON), units, background)
    yield "z3", _all(asked)
    eliminated = by_elimination(Oracle(DOMAINS, HORIZON), units, background)
    if not eliminated.limits:
        yield "elimination", _all(eliminated)
    yield "MARCO", by_marco(units, background)
    if is_installed():
        yield "cvc5", by_cvc5(units, background)


def _all(found: Found) -> Conflicts:
    assert not found.limits
    return set(found.conflicts)


def by_marco(units: Sequence[Unit], background: Sequence[Item]) -> Conflicts:
    """Return the conflicts that MARCO finds, asking Z3."""
    oracle = Oracle(DOMAINS, HORIZON)

    def can(chosen: int) -> bool:
        items = [each for unit in _chosen(units, chosen) for each in unit.items]
        return isinstance(oracle.compatible((*items, *background)), Compatible)

    return {_chosen(units, each) for each in marco(len(units), can)[0]}


def by_cvc5(units: Sequence[Unit], background: Sequence[Item]) -> Conflicts:
    """Return the conflicts that follow from cvc5's word on every choice of units."""
    groups = [Group(f"c{at}", unit.items) for at, unit in enumerate(units)]
    script = Script(DOMAINS, HORIZON, [*groups, Group("rule", tuple(background))])
    *own, always = script.literals
    lines = ["(set-logic QF_LIRA)", script.declared()]
    lines += [f"(assert {literal_text(each)})" for each in always]
    for chosen in range(1 << len(units)):
        wanted = [each for at, row in enumerate(own) if chosen >> at & 1 for each in row]
        lines.append(f"(check-sat-assuming ({' '.join(map(literal_text, wanted))}))")
    said = printed("\n".join(lines), incremental="true")
    assert set(said) <= {"sat", "unsat"}
    assert len(said) == 1 << len(units)
    bad = [chosen for chosen, word in enumerate(said) if word == "unsat"]
    least = [each for each in bad if not any(o != each and o & each == o for o in bad)]
    return {_chosen(units, each) for each in least}


def _chosen(units: Sequence[Unit], chosen: int) -> frozenset[Unit]:
    return frozenset(unit for at, unit in enumerate(units) if chosen >> at & 1)


if __name__ == "__main__":
    five = Five()
    main(five.faults, SUMMARY, five.tally)
