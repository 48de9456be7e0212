"""All pairs by z3py: a new solver for each pair, or one with a selector for each proposal.

Yields for each proposal ``[place, those before it that it cannot hold together with]``.
"""

from __future__ import annotations

from collections.abc import Iterator

import z3

from bench.peers.exchange import run
from bench.peers.z3_common import Terms
from bench.problem import Problem


def fresh(problem: Problem) -> Iterator[tuple[int, list[int]]]:
    """Put background and both proposals to a new solver; terms are made once."""
    terms = Terms(problem)
    background = terms.background()
    groups = [[terms.said(each) for each in group] for group in problem.soft]
    for place, group in enumerate(groups):
        clashing = []
        for before in range(place):
            solver = z3.Solver()
            solver.add(background + groups[before] + group)
            if solver.check() == z3.unsat:
                clashing.append(before)
        yield place, clashing


def incremental(problem: Problem) -> Iterator[tuple[int, list[int]]]:
    """Assume two selectors at a time, in the solver for finite domains."""
    terms = Terms(problem)
    solver = z3.SolverFor("QF_FD")
    solver.add(terms.background())
    selectors = [z3.Bool(f"s{at}") for at in range(len(problem.soft))]
    for selector, group in zip(selectors, problem.soft, strict=True):
        solver.add(z3.Implies(selector, terms.whole(group)))
    for place, selector in enumerate(selectors):
        clashing = [
            before
            for before in range(place)
            if solver.check(selector, selectors[before]) == z3.unsat
        ]
        yield place, clashing


METHODS = {"fresh": fresh, "incremental": incremental}

if __name__ == "__main__":
    run(METHODS)
