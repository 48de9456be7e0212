"""Forced terms by z3py: a loop over the terms, and its ``consequences``."""

from __future__ import annotations

from collections.abc import Iterator

import z3

from bench.peers.exchange import run
from bench.peers.z3_common import Terms
from bench.problem import Problem


def loop(problem: Problem) -> Iterator[int]:
    """Ask of each term whether it can be false, and whether it can be true."""
    terms, solver = Terms(problem), z3.Solver()
    solver.add(terms.background())
    for at in range(1, problem.terms + 1):
        term = terms.bools[at]
        if solver.check(z3.Not(term)) == z3.unsat:
            yield at
        elif solver.check(term) == z3.unsat:
            yield -at


def consequences(problem: Problem) -> Iterator[int]:
    """Ask the solver for finite domains for all at once."""
    terms, solver = Terms(problem), z3.SolverFor("QF_FD")
    solver.add(terms.background())
    _, found = solver.consequences([], terms.bools[1:])
    place = {each.get_id(): at for at, each in enumerate(terms.bools)}
    for implication in found:
        claim = implication.arg(1)
        denied = z3.is_not(claim)
        at = place[(claim.arg(0) if denied else claim).get_id()]
        yield -at if denied else at


METHODS = {"loop": loop, "consequences": consequences}

if __name__ == "__main__":
    run(METHODS)
