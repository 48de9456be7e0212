"""Forced terms: which of many terms have one value only, against Z3.

``python -m bench.forced`` prints one table. Z3's terms are built before, and
not timed; the time of termcheck has its encoding in it. No time is printed
unless all sides found the same terms.
"""

from __future__ import annotations

import time
from random import Random
from typing import Any

import z3

from bench.instances import BOOL, HORIZON
from termcheck.library.formula import Among, Formula, Not, Or, Variable
from termcheck.library.model import Domain
from termcheck.logic.problem import hypothesis
from termcheck.solve.sifting import sifted


def clauses(terms: int, seed: int) -> tuple[list[tuple[int, ...]], list[bool]]:
    """Return clauses about terms that lie close together, and a package that keeps them all."""
    random = Random(seed)
    package = [random.random() < 0.5 for _ in range(terms)]
    rows: list[tuple[int, ...]] = []
    while len(rows) < terms * 19 // 10:
        size, near = random.choices((1, 2, 3), (4, 56, 40))[0], random.randrange(terms)
        about = {(near + random.randrange(30)) % terms for _ in range(size)}
        row = tuple(each + 1 if random.random() < 0.5 else -each - 1 for each in sorted(about))
        if any((each > 0) == package[abs(each) - 1] for each in row):
            rows.append(row)
    return rows, package


def _literal(number: int) -> Formula:
    plain = Among(Variable(f"t{abs(number)}"), ("true",))
    return plain if number > 0 else Not(plain)


def by_termcheck(rows: list[tuple[int, ...]], package: list[bool]) -> tuple[set[int], float]:
    """Sift the values that the package has, encoding included."""
    domains: dict[str, Domain] = {f"t{at + 1}": BOOL for at in range(len(package))}
    items = [hypothesis(Or(tuple(map(_literal, row)))) for row in rows]
    claims = [at + 1 if value else -at - 1 for at, value in enumerate(package)]
    start = time.process_time()
    found = sifted(domains, HORIZON, items, list(map(_literal, claims)))
    assert not found.open, "some claims were left open"
    return {claims[at] for at in found.forced}, time.process_time() - start


def by_z3(
    rows: list[tuple[int, ...]], package: list[bool], *, loop: bool
) -> tuple[set[int], float]:
    """Ask Z3 about each term, or for all consequences at once."""
    terms: list[Any] = [None, *(z3.Bool(f"t{at + 1}") for at in range(len(package)))]

    def said(number: int) -> Any:
        return terms[number] if number > 0 else z3.Not(terms[-number])

    solver = z3.Solver() if loop else z3.SolverFor("QF_FD")
    solver.add(*(z3.Or(list(map(said, row))) for row in rows))
    claims = [at + 1 if value else -at - 1 for at, value in enumerate(package)]
    start = time.process_time()
    if loop:
        found = {each for each in claims if solver.check(said(-each)) == z3.unsat}
        return found, time.process_time() - start
    _, fixed = solver.consequences([], terms[1:])
    seconds = time.process_time() - start
    names = {str(each.arg(1)).removeprefix("Not(").removesuffix(")") for each in fixed}
    return {each for each in claims if f"t{abs(each)}" in names}, seconds


def main() -> None:
    """Compare the answers, then print the table."""
    print(f"{'terms':>6}{'forced':>8}{'termcheck':>12}{'Z3, a loop':>12}{'consequences':>14}")
    for terms in (300, 1000, 3000):
        made = clauses(terms, 1)
        own, seconds = by_termcheck(*made)
        loop, slow = by_z3(*made, loop=True)
        once, quick = by_z3(*made, loop=False)
        assert own == loop == once, "the sides disagree"
        print(f"{terms:6}{len(own):8}{seconds:10.3f} s{slow:10.3f} s{quick:12.3f} s")


if __name__ == "__main__":
    main()
