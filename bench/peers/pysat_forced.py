"""Forced terms by PySAT: its BBScan, and a loop that models shorten."""

from __future__ import annotations

from collections.abc import Iterator

from pysat.examples.bbscan import BBScan
from pysat.formula import CNF
from pysat.solvers import Solver

from bench.peers.exchange import Method, run
from bench.peers.pysat_common import clauses
from bench.problem import Problem


def bbscan(algorithm: str) -> Method:
    """Return BBScan with the algorithm of this name."""

    def method(problem: Problem) -> Iterator[int]:
        with BBScan(CNF(from_clauses=clauses(problem)), rotate=True) as scan:
            yield from scan.compute(algorithm=algorithm) or []

    return method


def loop(problem: Problem) -> Iterator[int]:
    """Ask of each literal of a model whether it can fail; drop all that fail in a new model."""
    with Solver("g4", clauses(problem)) as solver:
        solver.solve()
        open_ = dict.fromkeys(solver.get_model() or [])
        while open_:
            literal, _ = open_.popitem()
            if solver.solve([-literal]):
                model = set(solver.get_model())
                open_ = dict.fromkeys(each for each in open_ if each in model)
            else:
                solver.add_clause([literal])
                yield literal


METHODS = {"core": bbscan("core"), "chunk": bbscan("chunk"), "loop": loop}

if __name__ == "__main__":
    run(METHODS)
