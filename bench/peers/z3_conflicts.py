"""All minimal conflicts by z3py: MARCO, after the example that comes with Z3."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import z3

from bench.peers.exchange import run
from bench.peers.z3_common import Terms
from bench.problem import Problem


def marco(problem: Problem) -> Iterator[list[int]]:
    """Let a map solver choose; grow what holds, shrink what does not."""
    terms = Terms(problem)
    solver, chooser = z3.Solver(), z3.Solver()
    solver.add(terms.background())
    selectors = [z3.Bool(f"s{at}") for at in range(len(problem.soft))]
    place = {each.get_id(): at for at, each in enumerate(selectors)}
    for selector, group in zip(selectors, problem.soft, strict=True):
        solver.add(z3.Implies(selector, terms.whole(group)))
    every = set(range(len(selectors)))

    def holds(chosen: set[int]) -> bool:
        return bool(solver.check([selectors[at] for at in chosen]) == z3.sat)

    def core() -> set[int]:
        return {place[each.get_id()] for each in solver.unsat_core()}

    while chooser.check() == z3.sat:
        chosen = _chosen(chooser.model(), selectors)
        if holds(chosen):
            model = solver.model()
            chosen |= {at for at in every if z3.is_true(model[selectors[at]])}
            for at in sorted(every - chosen):
                if holds({*chosen, at}):
                    chosen.add(at)
            chooser.add(z3.Or([selectors[at] for at in every - chosen]))
        else:
            conflict = core()
            for at in sorted(conflict):
                if at in conflict and not holds(conflict - {at}):
                    conflict = core()
            yield sorted(conflict)
            chooser.add(z3.Or([z3.Not(selectors[at]) for at in conflict]))


def _chosen(model: Any, selectors: list[Any]) -> set[int]:
    """Return all places that the model does not leave out."""
    return {at for at, each in enumerate(selectors) if not z3.is_false(model[each])}


METHODS = {"marco": marco}

if __name__ == "__main__":
    run(METHODS)
