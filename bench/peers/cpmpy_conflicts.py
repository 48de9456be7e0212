"""All minimal conflicts by CPMpy: MARCO, as its tools for explanation have it.

The map solver is the incremental one of each pair that CPMpy's manual names.
"""

from __future__ import annotations

from collections.abc import Iterator

import cpmpy as cp
from cpmpy.tools.explain import marco

from bench.peers.exchange import Method, run
from bench.problem import Clause, Problem, Sum


def with_solver(solver: str, map_solver: str) -> Method:
    """Return MARCO with CPMpy's solvers of these names."""

    def method(problem: Problem) -> Iterator[list[int]]:
        terms = cp.boolvar(shape=problem.terms + 1)
        numbers = [cp.intvar(low, high) for low, high in problem.numbers]

        def said(clause: Clause) -> cp.expressions.core.Expression:
            atoms = [
                sum(factor * numbers[at] for factor, at in each.parts) <= each.most
                if isinstance(each, Sum)
                else (terms[each] if each > 0 else ~terms[-each])
                for each in clause
            ]
            return atoms[0] if len(atoms) == 1 else cp.any(atoms)

        hard = [said(each) for each in problem.hard]
        hard += [
            cp.sum([said((each,)) for each in row]) <= 1 for row in problem.choices if len(row) > 1
        ]
        soft = [
            said(group[0]) if len(group) == 1 else cp.all([said(each) for each in group])
            for group in problem.soft
        ]
        place = {id(each): at for at, each in enumerate(soft)}
        found = marco(soft, hard, solver=solver, map_solver=map_solver, return_mcs=False)
        for _, conflict in found:
            yield sorted(place[id(each)] for each in conflict)

    return method


METHODS = {
    "exact": with_solver("exact", "exact"),
    "ortools": with_solver("ortools", "ortools"),
    "z3": with_solver("z3", "exact"),
}

if __name__ == "__main__":
    run(METHODS)
