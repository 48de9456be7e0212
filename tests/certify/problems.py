"""Small problems for the proof kernel, with their truth by trying everything."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

from termcheck.certify.check.holds import months_after
from termcheck.certify.check.kernel import Inequality, Kernel
from termcheck.value import Value

Unknown = tuple[Fraction, Fraction, bool]


class Problem(Value):
    """What a kernel is made of."""

    clauses: tuple[tuple[int, ...], ...]
    atoms: tuple[tuple[int, Inequality], ...]
    unknowns: tuple[Unknown, ...]
    months: tuple[tuple[int, tuple[int, int]], ...]
    size: int

    def kernel(self) -> Kernel:
        """Return a fresh kernel."""
        return Kernel(self.clauses, dict(self.atoms), self.unknowns, dict(self.months), self.size)

    def can_hold(self) -> bool:
        """Say whether the clauses can hold, by trying all whole values and all truths."""
        ranges = [range(int(low), int(high) + 1) for low, high, _ in self.unknowns]
        atoms = dict(self.atoms)
        free = [name for name in range(1, self.size + 1) if name not in atoms]
        for values in product(*ranges):
            if any(values[y] != months_after(Fraction(values[x]), n) for y, (x, n) in self.months):
                continue
            for truths in product((False, True), repeat=len(free)):
                truth = dict(zip(free, truths, strict=True))
                for name, atom in self.atoms:
                    truth[name] = _is_true(atom, values, truth)
                if all(any(truth[abs(x)] == (x > 0) for x in clause) for clause in self.clauses):
                    return True
        return False


def _is_true(atom: Inequality, values: tuple[int, ...], truth: dict[int, bool]) -> bool:
    """Say whether an inequality holds; unknown -k is the truth of literal k."""
    terms, bound, strict = atom
    summands = ((f, truth[-u] if u < 0 else values[u]) for u, f in terms)
    total = sum((factor * number for factor, number in summands), Fraction(0))
    return total < bound or (total == bound and not strict)


def problem(seed: int) -> Problem:
    """Return a random problem in at most three whole unknowns and eight literals."""
    random_ = random.Random(seed)
    whole = random_.randint(1, 3)
    unknowns = tuple(
        (Fraction(random_.randint(-3, 0)), Fraction(random_.randint(1, 4)), True)
        for _ in range(whole)
    )
    size = random_.randint(2, 8)
    atoms: list[tuple[int, Inequality]] = []
    for name in range(1, size + 1):
        if random_.random() < 0.6:
            used = sorted(random_.sample(range(whole), random_.randint(1, whole)))
            terms = tuple((u, Fraction(random_.choice([-3, -2, -1, 1, 2, 3]))) for u in used)
            atoms.append((name, (terms, Fraction(random_.randint(-6, 6)), random_.random() < 0.3)))
    clauses = tuple(
        tuple(
            random_.choice((-1, 1)) * name
            for name in random_.sample(range(1, size + 1), min(size, random_.randint(1, 3)))
        )
        for _ in range(random_.randint(2, 22))
    )
    return Problem(clauses, tuple(atoms), unknowns, (), size)


def counts(seed: int) -> Problem:
    """Return a random problem of pairs that exclude each other, counts, and numbers that differ."""
    random_ = random.Random(f"counts {seed}")
    numbers, free = random_.randint(0, 3), random_.randint(3, 6)
    unknowns = tuple(
        (Fraction(random_.randint(0, 1)), Fraction(random_.randint(1, 2)), True)
        for _ in range(numbers)
    )
    atoms: list[tuple[int, Inequality]] = []
    clauses: list[tuple[int, ...]] = []
    for one in range(numbers):
        for other in range(one):
            row, by = ((other, Fraction(1)), (one, Fraction(-1))), random_.choice((0, 0, 0, 1))
            name = free + len(atoms) + 1
            atoms.append((name, (row, Fraction(by), False)))
            atoms.append((name + 1, (row, Fraction(by - 1), False)))
            clauses.append((-name, name + 1))
    for _ in range(random_.randint(0, 2)):
        some = random_.sample(range(1, free + 1), random_.randint(2, free))
        terms = tuple((-each, Fraction(random_.choice((-1, 1, 1)))) for each in sorted(some)[::-1])
        atoms.append((free + len(atoms) + 1, (terms, Fraction(random_.randint(0, 3)), False)))
        clauses.append((random_.choice((-1, 1)) * (free + len(atoms)),))
    for one in range(1, free + 1):
        clauses += [(-one, -other) for other in range(1, one) if random_.random() < 0.5]
    size = free + len(atoms)
    for _ in range(random_.randint(2, 6)):
        some = random_.sample(range(1, size + 1), min(size, random_.randint(2, 4)))
        clauses.append(tuple(each if random_.random() < 0.9 else -each for each in some))
    return Problem(tuple(clauses), tuple(atoms), unknowns, (), size)


def posts(number: int) -> Problem:
    """Return: one more post than ``number`` seats, each to be filled from them."""
    name = {(p, s): 1 + p * number + s for p in range(number + 1) for s in range(number)}
    clauses = [tuple(name[p, s] for s in range(number)) for p in range(number + 1)]
    clauses += [
        (-name[p, s], -name[q, s])
        for s in range(number)
        for p in range(number + 1)
        for q in range(p)
    ]
    return Problem(tuple(clauses), (), (), (), len(name))


def sums(unknowns: tuple[Unknown, ...], *rows: tuple[tuple[int, ...], str, int]) -> Problem:
    """Return: all of these rows hold, each factors, ``<=``, ``<``, ``>=`` or ``=``, and a bound."""
    atoms: list[Inequality] = []
    for factors, sign, bound in rows:
        up = tuple((u, Fraction(f)) for u, f in enumerate(factors) if f)
        down = tuple((u, -f) for u, f in up)
        if sign in ("<=", "<", "="):
            atoms.append((up, Fraction(bound), sign == "<"))
        if sign in (">=", "="):
            atoms.append((down, Fraction(-bound), False))
    names = tuple(enumerate(atoms, 1))
    return Problem(tuple((name,) for name, _ in names), names, unknowns, (), len(names))
