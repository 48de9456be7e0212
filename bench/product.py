"""The product's side of each question, asked as the peers are.

    python -m bench.product METHOD PROBLEM SECONDS

As with the peers, reading the problem does not count, and everything from the
clauses in memory to the answer does. Where the product has to stop, nothing
more is yielded and the answer does not count as complete.
"""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench.feature_models import converted
from bench.instances import HORIZON, Instance, instance
from bench.peers.exchange import Asked, Incomplete, Prepare, run_prepared
from bench.problem import edited, read
from bench.texts import demands_text
from termcheck.cli.app import RARELY
from termcheck.cli.reading import load_sound
from termcheck.library.formula import Variable
from termcheck.library.model import Library, Question, Reference
from termcheck.logic.package import Package
from termcheck.questions.bargain import Packages, PackagesByReading
from termcheck.questions.demands import best_score
from termcheck.questions.implied import Fact
from termcheck.questions.implied import forced as forced_facts
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.offer import Offer, offers
from termcheck.questions.packages import packages as every_package
from termcheck.solve.conflicts import (
    Enumerator,
    all_conflicts,
    by_conflicts,
    by_elimination,
)
from termcheck.solve.grouped import Grouped
from termcheck.solve.oracle import Budget, Compatible, Oracle, Undecided
from termcheck.solve.pairs import Pairs

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
    made = instance(read(path))
    return lambda: enumerate(_clashing(made))


def _clashing(made: Instance) -> Iterator[list[int]]:
    """Yield for each unit the places of those before it that clash with it."""
    found = _pairs(made)
    if any(found.left):
        raise Incomplete
    for place, clashing in enumerate(found.clashing):
        yield [before for before in range(place) if clashing >> before & 1]


def after_edit(path: Path) -> Asked:
    """Return: all pairs after one edit, of a problem whose pairs were decided before it."""
    problem = read(path)
    before, after = instance(replace(problem, soft=problem.soft[:-1])), instance(edited(problem))
    found = _pairs(before)

    def asked() -> Iterator[tuple[int, str]]:
        if not found.change(0, after.units[0].items):
            raise Incomplete
        yield from _masks(found)

    return asked


def edit(path: Path) -> Asked:
    """Return: the same, decided from the beginning."""
    made = instance(edited(read(path)))
    return lambda: _masks(_pairs(made))


def _masks(found: Pairs) -> Iterator[tuple[int, str]]:
    """Yield for each unit all that clash with it, as bits."""
    if any(found.left):
        raise Incomplete
    yield from enumerate(map(hex, found.clashing))


def _pairs(made: Instance) -> Pairs:
    groups = [unit.items for unit in made.units]
    return Pairs(Grouped(made.domains, HORIZON, made.background, groups))


def best(path: Path) -> Asked:
    """Return: the least weight that is given up by a party that gets as much as it can."""
    problem = read(path)
    library = _library(demands_text(problem))

    def asked() -> Iterator[int]:
        inquiry = Inquiry(library, _budget())
        (offer,) = offers(inquiry, Question(), (Reference("w0.demands"),))
        assert isinstance(offer, Offer)
        score = best_score(inquiry, offer.demands, offer.case.background)
        inquiry.close()
        if isinstance(score, Undecided):
            raise Incomplete
        yield sum(problem.weights) - round(score)

    return asked


def front(path: Path) -> Asked:
    """Return: the scores of each package that cannot be bettered for one party alone."""
    problem = read(path)
    library = _library(demands_text(problem))
    offered = tuple(Reference(f"w{at}.demands") for at in range(max(problem.parties) + 1))

    def asked() -> Iterator[list[int]]:
        inquiry = Inquiry(library, _budget())
        (found,) = every_package(inquiry, Question(), offered, "pareto")
        inquiry.close()
        assert isinstance(found, PackagesByReading)
        if not isinstance(found.answer, Packages) or not found.answer.whole_front:
            raise Incomplete
        for point in found.answer.front:
            yield [round(each) for each in point.scores]

    return asked


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
    "one by one": conflicts(by_conflicts),
    "pairs": pairs,
    "edit": edit,
    "after edit": after_edit,
    "best": best,
    "front": front,
    "forced": forced,
    "features": features,
}

if __name__ == "__main__":
    gc.set_threshold(*RARELY)  # as the command line does
    run_prepared(METHODS)
