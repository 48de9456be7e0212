"""All minimal conflicts by PySAT: its OptUx, and MARCO with its solvers and selectors."""

from __future__ import annotations

from collections.abc import Iterator

from pysat.examples.optux import OptUx
from pysat.formula import WCNF
from pysat.solvers import Solver

from bench.peers.exchange import Method, run
from bench.peers.pysat_common import clauses, selected, wishes
from bench.problem import Problem


def optux(*, unsorted: bool) -> Method:
    """Return OptUx, which finds the smallest first, or, ``unsorted``, in any order."""

    def method(problem: Problem) -> Iterator[list[int]]:
        hard, soft = wishes(problem)
        formula = WCNF()
        formula.extend(hard)
        formula.extend(soft, weights=[1] * len(soft))
        with OptUx(formula, unsorted=unsorted) as engine:
            for conflict in engine.enumerate():
                yield sorted(at - 1 for at in conflict)

    return method


def marco(problem: Problem) -> Iterator[list[int]]:
    """After M. Liffiton and others, "Fast, flexible MUS enumeration", 2016.

    The map solver prefers large choices, so that what is found first are conflicts.
    """
    rows, selectors = selected(problem)
    first = selectors[0] if selectors else 0
    with Solver("g4", [*clauses(problem), *rows]) as solver, Solver("g4") as chooser:
        chooser.add_clause([*selectors])
        chooser.set_phases(selectors)
        solver.set_phases(selectors)
        every = set(selectors)
        while chooser.solve():
            chosen = [each for each in chooser.get_model() if each in every]
            if solver.solve(chosen):
                kept = {each for each in solver.get_model() if each in every}
                for each in sorted(every - kept):
                    if each not in kept and solver.solve([*kept, each]):
                        kept |= {other for other in solver.get_model() if other in every}
                chooser.add_clause(sorted(every - kept))
            else:
                core = list(solver.get_core() or [])
                for each in list(core):
                    if each in core and not solver.solve([o for o in core if o != each]):
                        core = list(solver.get_core() or [])
                yield sorted(each - first for each in core)
                chooser.add_clause([-each for each in core])


METHODS = {"optux": optux(unsorted=False), "unsorted": optux(unsorted=True), "marco": marco}

if __name__ == "__main__":
    run(METHODS)
