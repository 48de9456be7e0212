"""Problems for z3py, as somebody who knows it would write them."""

from __future__ import annotations

from typing import Any

import z3

from bench.problem import Clause, Group, Problem, Sum


class Terms:
    """The terms of a problem and what its clauses say of them."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.bools = [z3.Bool(f"b{at}") for at in range(problem.terms + 1)]
        self.numbers = [z3.Int(f"n{at}") for at in range(len(problem.numbers))]

    def said(self, clause: Clause) -> Any:
        """Return what a clause says."""
        return z3.Or([self._atom(each) for each in clause])

    def whole(self, group: Group) -> Any:
        """Return what a group of clauses says."""
        return z3.And([self.said(each) for each in group])

    def background(self) -> list[Any]:
        """Return what always holds."""
        bounds = [
            z3.And(number >= low, number <= high)
            for number, (low, high) in zip(self.numbers, self.problem.numbers, strict=True)
        ]
        once = [z3.AtMost(*map(self._atom, row), 1) for row in self.problem.choices]
        return [*bounds, *map(self.said, self.problem.hard), *once]

    def _atom(self, atom: int | Sum) -> Any:
        if isinstance(atom, Sum):
            return z3.Sum([factor * self.numbers[at] for factor, at in atom.parts]) <= atom.most
        return self.bools[atom] if atom > 0 else z3.Not(self.bools[-atom])
