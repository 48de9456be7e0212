"""The product's side of each question, asked as the peers are.

    python -m bench.product METHOD PROBLEM SECONDS

As with the peers, reading the problem does not count, and everything from the
clauses in memory to the answer does. Where the product has to stop, nothing
more is yielded and the answer does not count as complete.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.feature_models import converted
from bench.instances import HORIZON, Instance, instance
from bench.peers.exchange import Asked, Incomplete, Prepare, run_prepared
from bench.problem import Problem, read
from bench.texts import demands_text, proposals_text
from termcheck.cli.reading import load_sound
from termcheck.library.formula import Variable
from termcheck.library.model import Library, Question, Reference
from termcheck.logic.package import Package
from termcheck.questions.bargain import Packages, PackagesByReading
from termcheck.questions.implied import Fact
from termcheck.questions.implied import forced as forced_facts
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.matrix import Matrix
from termcheck.questions.matrix import matrix as every_pair
from termcheck.questions.packages import packages as every_package
from termcheck.questions.preference import Objective
from termcheck.solve.conflicts import (
    Enumerator,
    all_conflicts,
    by_elimination,
    by_hitting_sets,
)
from termcheck.solve.oracle import Budget, Compatible, Oracle

LATER = 3600.0
"""Seconds that the product may take by its own clock; the suite's cut comes first."""


def conflicts(method: Enumerator) -> Prepare:
    """Return: all minimal conflicts, by this method of the product."""

    def prepare(path: Path) -> Asked:
        made = instance(read(path))
        place = {unit: at for at, unit in enumerate(made.units)}

        def asked() -> Iterator[list[int]]:
            oracle = Oracle(made.domains, HORIZON, _budget())
            found = method(oracle, made.units, made.background)
            oracle.close()
            for each in found.conflicts:
                yield sorted(place[unit] for unit in each)
            if found.limits:
                raise Incomplete

        return asked

    return prepare


def pairs(path: Path) -> Asked:
    """Return: each proposal with those before it that it cannot hold together with."""
    problem = read(path)
    library = _library(proposals_text(problem))
    names = [f"p{at}" for at in range(len(problem.soft))]
    place = {name: at for at, name in enumerate(names)}
    question = Question(given=tuple(map(Reference, names)))

    def asked() -> Iterator[tuple[int, list[int]]]:
        inquiry = Inquiry(library, _budget())
        found = every_pair(inquiry, question, packages=False)
        inquiry.close()
        assert isinstance(found, Matrix)
        if not found.complete:
            raise Incomplete
        clashing: list[list[int]] = [[] for _ in names]
        for each in found.pairs:
            if each.found.conflict is not None:
                clashing[place[each.b]].append(place[each.a])
        yield from enumerate(clashing)

    return asked


def best(path: Path) -> Asked:
    """Return: the least weight that is given up in the best package."""
    problem = read(path)

    def told(found: Packages) -> Iterator[int]:
        yield sum(problem.weights) - round(sum(found.deals[0].outcome.scores))

    return _packages(problem, "total", told)


def front(path: Path) -> Asked:
    """Return: the scores of each package that cannot be bettered for one party alone."""

    def told(found: Packages) -> Iterator[list[int]]:
        if not found.whole_front:
            raise Incomplete
        for deal in found.front:
            yield [round(each) for each in deal.outcome.scores]

    return _packages(read(path), "pareto", told)


def forced(path: Path) -> Asked:
    """Return: the literals that hold in every package."""
    made = instance(read(path))
    return lambda: _forced(made)


def features(path: Path) -> Asked:
    """Return: whether a feature model has a product, its core and its dead features.

    As with the peer, reading the model counts.
    """

    def asked() -> Iterator[list[str]]:
        model = converted(path.read_text(encoding="utf-8"))
        found = list(_forced(instance(model.problem)))
        yield ["consistent"]
        for each in found:
            yield ["core" if each > 0 else "dead", model.names[abs(each) - 1]]

    return asked


def _forced(made: Instance) -> Iterator[int]:
    oracle = Oracle(made.domains, HORIZON, _budget())
    answer = oracle.compatible(made.background)
    assert isinstance(answer, Compatible)
    facts = [_fact(name, answer.package) for name in made.domains]
    for fact in forced_facts(oracle, made.background, facts):
        at = int(str(fact.name)[1:])
        yield at if fact.value == "true" else -at
    oracle.close()


def _fact(name: str, package: Package) -> Fact:
    return Fact(Variable(name), package.values.get(Variable(name), "false"))


def _packages(
    problem: Problem, objective: Objective, told: Callable[[Packages], Iterator[Any]]
) -> Asked:
    library = _library(demands_text(problem))
    offered = tuple(Reference(f"w{at}.demands") for at in range(max(problem.parties) + 1))

    def asked() -> Iterator[Any]:
        inquiry = Inquiry(library, _budget())
        (found,) = every_package(inquiry, Question(), offered, objective)
        inquiry.close()
        assert isinstance(found, PackagesByReading)
        if not isinstance(found.answer, Packages):
            raise Incomplete
        yield from told(found.answer)

    return asked


def _budget() -> Budget:
    end = time.monotonic() + LATER
    return Budget(lambda: end - time.monotonic(), apart=True)


def _library(text: str) -> Library:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "library.terms").write_text(text, encoding="utf-8")
        return load_sound(folder).library


METHODS: dict[str, Prepare] = {
    "conflicts": conflicts(all_conflicts),
    "elimination": conflicts(by_elimination),
    "hitting sets": conflicts(by_hitting_sets),
    "pairs": pairs,
    "best": best,
    "front": front,
    "forced": forced,
    "features": features,
}

if __name__ == "__main__":
    run_prepared(METHODS)
