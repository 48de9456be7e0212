"""Problems for PySAT: clauses, with a selector for each group of soft clauses."""

from __future__ import annotations

from bench.problem import Problem, plain_rows


def clauses(problem: Problem) -> list[list[int]]:
    """Return what always holds."""
    return [*plain_rows(problem.hard), *(list(row) for row in problem.exclusions)]


def selected(problem: Problem) -> tuple[list[list[int]], list[int]]:
    """Return clauses of all groups, each behind the selector of its group, and the selectors."""
    selectors = [problem.terms + 1 + at for at in range(len(problem.soft))]
    rows = [
        [*row, -selector]
        for selector, group in zip(selectors, problem.soft, strict=True)
        for row in plain_rows(group)
    ]
    return rows, selectors


def wishes(problem: Problem) -> tuple[list[list[int]], list[list[int]]]:
    """Return what is hard, and a soft clause for each group: itself where it is but one."""
    if all(len(group) == 1 for group in problem.soft):
        return clauses(problem), [plain_rows(group)[0] for group in problem.soft]
    rows, selectors = selected(problem)
    return [*clauses(problem), *rows], [[each] for each in selectors]
