"""The best package and the Pareto front by CP-SAT, with all its workers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ortools.sat.python import cp_model

from bench.peers.exchange import run
from bench.problem import Problem, plain_rows


def best(problem: Problem) -> Iterator[int]:
    """Yield the least weight that is given up."""
    model, kept = _model(problem)
    model.maximize(cp_model.LinearExpr.weighted_sum(kept, list(problem.weights)))
    solver = cp_model.CpSolver()
    if solver.solve(model) == cp_model.OPTIMAL:
        yield sum(problem.weights) - round(solver.objective_value)


def front(problem: Problem) -> Iterator[list[int]]:
    """Yield the scores of the best package of those that no package before is as good as.

    The best of all by sum is on the front, so each that is found is.
    """
    model, kept = _model(problem)
    scores = []
    for party in range(max(problem.parties) + 1):
        own = [at for at, whose in enumerate(problem.parties) if whose == party]
        weights = [problem.weights[at] for at in own]
        score = model.new_int_var(0, sum(weights), f"score{party}")
        model.add(score == cp_model.LinearExpr.weighted_sum([kept[at] for at in own], weights))
        scores.append(score)
    model.maximize(sum(scores))
    solver = cp_model.CpSolver()
    while solver.solve(model) == cp_model.OPTIMAL:
        found = [solver.value(each) for each in scores]
        yield found
        better = [model.new_bool_var("") for _ in scores]
        for each, score, least in zip(better, scores, found, strict=True):
            model.add(score >= least + 1).only_enforce_if(each)
        model.add_bool_or(better)


def _model(problem: Problem) -> tuple[Any, list[Any]]:
    model = cp_model.CpModel()
    terms = [model.new_bool_var(f"b{at}") for at in range(problem.terms + 1)]

    def literal(number: int) -> Any:
        return terms[number] if number > 0 else ~terms[-number]

    for row in plain_rows(problem.hard):
        model.add_bool_or(map(literal, row))
    for choice in problem.choices:
        model.add_at_most_one(map(literal, choice))
    kept = [model.new_bool_var(f"k{at}") for at in range(len(problem.soft))]
    for each, group in zip(kept, problem.soft, strict=True):
        for row in plain_rows(group):
            model.add_bool_or(map(literal, row)).only_enforce_if(each)
    return model, kept


METHODS = {"best": best, "front": front}

if __name__ == "__main__":
    run(METHODS)
