"""All pairs of many proposals: in lanes, and with Z3 asked about each pair.

``python -m bench.pairs [PROPOSALS [FEW]]`` prints one table (1,000 and 40
unless said). All sides get the same formulas, prepared: nobody reads text. Z3
is asked about the pairs of the first few proposals only, with a fresh solver
for each pair and with one solver that holds all; the first of these sides says
who clashes, and no time is printed if another one disagrees.
"""

from __future__ import annotations

import sys
import time
from itertools import combinations

import z3

from bench.many import HORIZON, Library, library
from bench.z3py_terms import Terms
from termcheck.solve.closing import Closed
from termcheck.solve.grouped import Grouped
from termcheck.solve.pairs import Pairs

Clashes = dict[tuple[int, int], bool]


def fresh(made: Library) -> tuple[Clashes, float]:
    """Ask a fresh solver about each pair; the terms are built once, and not timed."""
    terms = Terms(made.domains)
    rules = [*terms.limits, *terms.all_of(made.background)]
    groups = [terms.all_of(each) for each in made.groups]
    start, found = time.process_time(), Clashes()
    for one, other in combinations(range(len(groups)), 2):
        solver = z3.Solver()
        solver.add(*rules, *groups[one], *groups[other])
        found[one, other] = solver.check() == z3.unsat
    return found, time.process_time() - start


def held(made: Library) -> tuple[Clashes, float]:
    """Ask one solver about all pairs, with a switch for each proposal."""
    terms = Terms(made.domains)
    solver = z3.Solver()
    solver.add(*terms.limits, *terms.all_of(made.background))
    switches = [z3.Bool(f"switch {at}") for at in range(len(made.groups))]
    for switch, group in zip(switches, made.groups, strict=True):
        solver.add(z3.Implies(switch, z3.And(terms.all_of(group))))
    start, found = time.process_time(), Clashes()
    for one, other in combinations(range(len(switches)), 2):
        found[one, other] = solver.check(switches[one], switches[other]) == z3.unsat
    return found, time.process_time() - start


def compared(made: Library) -> tuple[Pairs, float, float]:
    """Return all pairs, the seconds of encoding, and those of comparing."""
    start = time.process_time()
    grouped = Grouped(made.domains, HORIZON, made.background, made.groups)
    middle = time.process_time()
    return Pairs(grouped), middle - start, time.process_time() - middle


def row(name: str, pairs: int, seconds: float, base: float) -> str:
    """Return one line: how many pairs a second, and how often that is the first side's."""
    rate = pairs / seconds
    return f"{name:34}{pairs:10,}{seconds:10.2f} s{rate:12,.0f}/s{rate / base:10.1f}"


def main() -> None:
    """Compare the answers, then print the table."""
    size, few = (*map(int, sys.argv[1:]), *(1000, 40)[len(sys.argv) - 1 :])
    made = library(size, 1)
    some = library(few, 1)
    expected, naive = fresh(some)
    other, incremental = held(some)
    pairs, encoding, comparing = compared(made)
    number = size * (size - 1) // 2
    assert other == expected, "the two ways of asking Z3 disagree"
    for (one, two), clashes in expected.items():
        assert isinstance(pairs.found(one, two), Closed) != clashes, f"wrong about {one}, {two}"
    left = sum(each.bit_count() for each in pairs.left) // 2
    assert not left, f"{left} pairs are left open"
    edited = library(size + 1, 1).groups[size]
    start = time.process_time()
    assert pairs.change(0, edited)
    again = time.process_time() - start
    base = len(expected) / naive
    print(f"{'':34}{'pairs':>10}{'processor':>12}{'':>14}{'ratio':>10}")
    print(row("Z3, fresh for each pair", len(expected), naive, base))
    print(row("Z3, one solver with switches", len(expected), incremental, base))
    print(row("termcheck", number, comparing, base))
    print(row("termcheck, with encoding", number, encoding + comparing, base))
    print(f"one proposal changed: {again * 1000:.1f} ms, 1/{(encoding + comparing) / again:.0f}")


if __name__ == "__main__":
    main()
