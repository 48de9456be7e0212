"""The best package, and forced terms, by clingo, as answer set programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import clingo

from bench.peers.exchange import run
from bench.problem import Problem, plain_rows


def best(problem: Problem) -> Iterator[int]:
    """Yield the least weight that is given up, by clingo's core-guided strategy."""
    control = _control(problem, ["--opt-strategy=usc,stratify"])
    cost: list[int] = []
    with control.solve(yield_=True) as handle:
        for model in handle:
            cost = list(model.cost)
        if handle.get().satisfiable:
            yield cost[0] if cost else 0


def forced(problem: Problem) -> Iterator[int]:
    """Yield the forced literals: what is true in all answer sets, and what in none."""
    yield from _last(_control(problem, ["--enum-mode=cautious", "0"]))
    brave = set(_last(_control(problem, ["--enum-mode=brave", "0"])))
    yield from (-each for each in range(1, problem.terms + 1) if each not in brave)


def _last(control: Any) -> list[int]:
    found: list[int] = []
    with control.solve(yield_=True) as handle:
        for model in handle:
            found = [symbol.arguments[0].number for symbol in model.symbols(shown=True)]
    return found


def _control(problem: Problem, options: list[str]) -> Any:
    lines = [f"{{b(1..{problem.terms})}}.", "#show b/1."]
    lines += [f":- {_denied(row)}." for row in plain_rows(problem.hard)]
    lines += [f":- {_denied(list(row))}." for row in problem.exclusions]
    for at, group in enumerate(problem.soft):
        lines += [f"out({at}) :- {_denied(row)}." for row in plain_rows(group)]
        lines.append(f":~ out({at}). [{problem.weights[at]},{at}]")
    control = clingo.Control(options)
    control.add("base", [], "\n".join(lines))
    control.ground([("base", [])])
    return control


def _denied(row: list[int]) -> str:
    return ", ".join(f"not b({each})" if each > 0 else f"b({-each})" for each in row)


METHODS = {"best": best, "forced": forced}

if __name__ == "__main__":
    run(METHODS)
