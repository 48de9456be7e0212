"""All pairs by PySAT: one solver, a selector for each proposal, two of them assumed at a time.

Yields for each proposal ``[place, those before it that it cannot hold together with]``.
"""

from __future__ import annotations

from collections.abc import Iterator

from pysat.solvers import Solver

from bench.peers.exchange import Method, run
from bench.peers.pysat_common import clauses, selected
from bench.problem import Problem


def with_solver(name: str) -> Method:
    """Return the method with PySAT's solver of this name."""

    def method(problem: Problem) -> Iterator[tuple[int, list[int]]]:
        rows, selectors = selected(problem)
        with Solver(name, [*clauses(problem), *rows]) as solver:
            for place, selector in enumerate(selectors):
                clashing = []
                for before in range(place):
                    if not solver.solve([selector, selectors[before]]):
                        solver.get_core()
                        clashing.append(before)
                    else:
                        solver.get_model()
                yield place, clashing

    return method


METHODS = {name: with_solver(name) for name in ("g4", "cadical195", "minisat22")}

if __name__ == "__main__":
    run(METHODS)
