"""The answers by their definition: every package is tried. For small problems only."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from bench.peers.exchange import Method, run
from bench.problem import Clause, Group, Problem, Sum, edited

Package = tuple[tuple[bool, ...], tuple[int, ...]]
"""A value for each term, of which the first counts for nothing, and for each number."""


def _every(problem: Problem) -> Iterator[Package]:
    """Yield every package that obeys what is hard."""
    values = [range(low, high + 1) for low, high in problem.numbers]
    for terms in product((False, True), repeat=problem.terms):
        for numbers in product(*values):
            package = ((False, *terms), numbers)
            once = all(sum(_holds(package, (e,)) for e in row) <= 1 for row in problem.choices)
            if once and _kept(package, problem.hard):
                yield package


def _kept(package: Package, group: Group) -> bool:
    return all(_holds(package, clause) for clause in group)


def _holds(package: Package, clause: Clause) -> bool:
    terms, numbers = package
    return any(
        sum(factor * numbers[at] for factor, at in each.parts) <= each.most
        if isinstance(each, Sum)
        else terms[abs(each)] == (each > 0)
        for each in clause
    )


def _keepable(problem: Problem) -> set[frozenset[int]]:
    """Return for each package the soft groups that it keeps."""
    return {
        frozenset(at for at, group in enumerate(problem.soft) if _kept(package, group))
        for package in _every(problem)
    }


def conflicts(problem: Problem) -> Iterator[list[int]]:
    """Yield the minimal sets of groups that no package keeps."""
    kept, found = _keepable(problem), list[frozenset[int]]()
    for size in range(len(problem.soft) + 1):
        for chosen in map(frozenset, combinations(range(len(problem.soft)), size)):
            if not any(chosen <= each for each in kept) and not any(c <= chosen for c in found):
                found.append(chosen)
                yield sorted(chosen)


def pairs(problem: Problem) -> Iterator[tuple[int, list[int]]]:
    """Yield each group with those before it with which no package keeps it."""
    kept = _keepable(problem)
    for at in range(len(problem.soft)):
        yield at, [b for b in range(at) if not any({at, b} <= each for each in kept)]


def edit(problem: Problem) -> Iterator[tuple[int, str]]:
    """Yield each group of the edited problem with all that clash with it, as bits."""
    changed = edited(problem)
    kept, everyone = _keepable(changed), range(len(changed.soft))
    for at in everyone:
        apart = (o for o in everyone if o != at and not any({at, o} <= each for each in kept))
        yield at, hex(sum(1 << other for other in apart))


def best(problem: Problem) -> Iterator[int]:
    """Yield the least weight that a package does not keep."""
    whole = sum(problem.weights)
    yield min(whole - sum(problem.weights[at] for at in each) for each in _keepable(problem))


def front(problem: Problem) -> Iterator[list[int]]:
    """Yield the scores of the parties that no other scores dominate."""
    scores = set()
    for kept in _keepable(problem):
        own = [0] * (max(problem.parties) + 1)
        for at in kept:
            own[problem.parties[at]] += problem.weights[at]
        scores.add(tuple(own))
    for each in scores:
        better = (o for o in scores if o != each)
        if not any(all(a >= b for a, b in zip(o, each, strict=True)) for o in better):
            yield list(each)


def forced(problem: Problem) -> Iterator[int]:
    """Yield the literals that every package has."""
    packages = [terms for terms, _ in _every(problem)]
    for literal in (sign * at for at in range(1, problem.terms + 1) for sign in (1, -1)):
        if all(terms[abs(literal)] == (literal > 0) for terms in packages):
            yield literal


METHODS: dict[str, Method] = {
    "conflicts": conflicts,
    "pairs": pairs,
    "edit": edit,
    "best": best,
    "front": front,
    "forced": forced,
}
"""The definition of each question."""

if __name__ == "__main__":
    run(METHODS)
