"""Encoding: what it saves that values and thresholds are literals, inside Z3 itself.

``python -m bench.encoding [CLAUSES...]`` asks Z3 whether random choices of
seeded clauses hold together: about yes-or-no terms, choices of five values,
and numbers compared with constants. The clauses reach it as formulas over
whole numbers built one by one; as SMT-LIB over the product's literals; and as
DIMACS. The time is that from the formulas to the last answer, and no time is
printed unless all answers are the same.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from fractions import Fraction
from random import Random
from typing import Any

import z3

from bench.instances import BOOL, HORIZON
from bench.z3py_terms import Terms
from termcheck.library.formula import Among, Amount, Compare, Exactly, Formula, Not, Or, Variable
from termcheck.library.model import Choice, Domain, Range
from termcheck.logic.problem import Item, hypothesis
from termcheck.solve.engine import Engine
from termcheck.solve.replies import Unsat, Way
from termcheck.solve.text import NOTHING, dimacs, smt
from termcheck.solve.z3 import Z3

SIZES = (300, 1000, 3000)
QUESTIONS = 20
"""How many choices of clauses are asked about."""

LEFT_OUT = 0.5
"""Which share of the clauses the smallest choice leaves out; the greatest has them all."""

VALUES = tuple("abcde")
HIGH = 100

Question = tuple[int, ...]
Answered = tuple[list[bool], float, float]
"""Which choices hold together; seconds until all is told, and until all is answered."""


def domains(terms: int) -> dict[str, Domain]:
    """Return so many terms: of each three one yes or no, one choice and one number."""
    kinds: tuple[Domain, ...] = (BOOL, Choice(VALUES), Range(Fraction(0), Fraction(HIGH), True))
    return {f"t{at}": kinds[at % 3] for at in range(terms)}


def clauses(size: int, seed: int) -> tuple[dict[str, Domain], list[Item]]:
    """Return terms, and clauses that make two or three claims about terms that lie close."""
    random = Random(f"encoding {seed}")
    made = domains(size // 2)
    names = list(made)
    items = []
    for _ in range(size):
        near = random.randrange(len(names))
        about = {(near + random.randrange(12)) % len(names) for _ in range(random.choice((2, 3)))}
        claims = tuple(_claim(random, names[at], made[names[at]]) for at in sorted(about))
        items.append(hypothesis(Or(claims)))
    return made, items


def _claim(random: Random, name: str, domain: Domain) -> Formula:
    term = Variable(name)
    if isinstance(domain, Range):
        limit, amount = Exactly(Fraction(random.randrange(1, HIGH))), Amount(term)
        some: Formula = Compare(amount, "<=", limit)
        return some if random.random() < 0.5 else Compare(limit, "<=", amount)
    some = Among(term, ("true" if domain.bool else random.choice(domain.values),))
    return some if random.random() < 0.5 else Not(some)


def questions(size: int, seed: int) -> list[Question]:
    """Return choices of clauses, by their places."""
    random = Random(f"questions {seed}")
    shares = [LEFT_OUT * at / QUESTIONS for at in range(QUESTIONS)]
    return [tuple(at for at in range(size) if random.random() >= out) for out in shares]


def by_numbers(
    made: dict[str, Domain], items: Sequence[Item], asked: Sequence[Question]
) -> Answered:
    """Ask about formulas over whole numbers, each behind a switch."""
    start = time.process_time()
    terms = Terms(made)
    solver: Any = z3.Solver()
    solver.add(terms.limits)
    switches: list[Any] = [z3.Bool(f"s{at}") for at in range(len(items))]
    for switch, said in zip(switches, terms.all_of(items), strict=True):
        solver.add(z3.Implies(switch, said))
    told = time.process_time()
    found = [solver.check(*(switches[at] for at in each)) == z3.sat for each in asked]
    return found, told - start, time.process_time() - start


def by_literals(
    made: dict[str, Domain], items: Sequence[Item], asked: Sequence[Question], way: Way
) -> Answered:
    """Ask about the product's literals, told as the text that this solver reads."""
    start = time.process_time()
    engine = Engine(made, HORIZON, finite=True)
    switches = [engine.selector(part.formula) for item in items for part in item.parts]
    solver = Z3(way)
    solver.read((dimacs if way == "finite" else smt)(engine.encoder, NOTHING))
    told = time.process_time()
    values = sorted(engine.encoder.observed())
    found = [
        not isinstance(solver.check([switches[at] for at in each], values, ()), Unsat)
        for each in asked
    ]
    return found, told - start, time.process_time() - start


def main(words: Sequence[str]) -> None:
    """Compare the answers, then print the table."""
    print(
        f"{'clauses':>8}{'compatible':>12}   seconds to tell, and in all: numbers, SMT-LIB, DIMACS"
    )
    for size in map(int, words) if words else SIZES:
        made, items = clauses(size, 1)
        asked = questions(size, 1)
        sides = [
            by_numbers(made, items, asked),
            by_literals(made, items, asked, "general"),
            by_literals(made, items, asked, "finite"),
        ]
        assert all(found == sides[0][0] for found, _, _ in sides), "the sides disagree"
        told = "".join(f"{each:9.3f}{every:8.3f} s" for _, each, every in sides)
        ratios = ", ".join(f"{sides[0][2] / every:.1f}" for _, _, every in sides[1:])
        print(f"{size:8}{sum(sides[0][0]):6} of {QUESTIONS:2}{told}   {ratios} times as fast")


if __name__ == "__main__":
    main(sys.argv[1:])
