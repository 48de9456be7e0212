"""The best package and the Pareto front by z3py's ``Optimize``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import z3

from bench.peers.exchange import run
from bench.peers.z3_common import Terms
from bench.problem import Problem


def best(problem: Problem) -> Iterator[int]:
    """Yield the least weight that is given up; the groups are soft constraints."""
    terms, optimizer = Terms(problem), z3.Optimize()
    optimizer.add(terms.background())
    for group, weight in zip(problem.soft, problem.weights, strict=True):
        cost = optimizer.add_soft(terms.whole(group), weight)
    if optimizer.check() == z3.sat:
        yield optimizer.lower(cost).as_long()


def front(problem: Problem) -> Iterator[list[int]]:
    """Yield what each party keeps, for each package that cannot be bettered for one alone."""
    terms, optimizer = Terms(problem), z3.Optimize()
    optimizer.add(terms.background())
    optimizer.set(priority="pareto")
    kept = [z3.Bool(f"k{at}") for at in range(len(problem.soft))]
    for each, group in zip(kept, problem.soft, strict=True):
        optimizer.add(z3.Implies(each, terms.whole(group)))
    scores = []
    for party in range(max(problem.parties) + 1):
        own = [at for at, whose in enumerate(problem.parties) if whose == party]
        scores.append(z3.Sum([z3.If(kept[at], problem.weights[at], 0) for at in own]))
    for each in scores:
        optimizer.maximize(each)
    while optimizer.check() == z3.sat:
        model: Any = optimizer.model()
        yield [model.eval(each, model_completion=True).as_long() for each in scores]


METHODS = {"optimize": best, "front": front}

if __name__ == "__main__":
    run(METHODS)
