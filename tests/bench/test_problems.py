"""Problems mean the same as data, as the product's units and as feature models."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from random import Random

import pytest

from bench import brute, generators
from bench.feature_models import converted, feature_model
from bench.instances import HORIZON, instance
from bench.problem import Group, Problem, Sum, read, write
from termcheck.solve.conflicts import by_conflicts
from termcheck.solve.oracle import Oracle

PROBLEMS = (
    *generators.SMALL,
    generators.SMALL_SUMS,
    generators.sums(12, 1),
    generators.dates(12, 1),
    generators.weighed(generators.tangled(9, 4, 1), 3, 1),
    generators.proposals(2, 1),
    generators.settled(9, 1),
)


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda each: each.name)
def test_a_file_holds_the_whole_problem(problem: Problem, tmp_path: Path) -> None:
    """What is written is read again, equal."""
    write(problem, tmp_path / "problem")
    assert read(tmp_path / "problem") == problem


def test_instances_are_seeded() -> None:
    """The same arguments give the same problem, another seed another one."""
    assert generators.sparse(50, 25, 1) == generators.sparse(50, 25, 1)
    assert generators.sparse(50, 25, 1) != generators.sparse(50, 25, 2)
    assert generators.proposals(9, 1).soft[:4] == generators.proposals(4, 1).soft
    assert feature_model(60, 5, 1) == feature_model(60, 5, 1)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("dated", [False, True], ids=["numbers", "days"])
def test_sums_mean_the_same_to_the_product(seed: int, *, dated: bool) -> None:
    """Its conflicts are those of trying every value, whether of numbers or of days of events."""
    random = Random(seed)
    first = HORIZON[0] if dated else 0
    soft: list[Group] = []
    for _ in range(7):
        one, other = random.sample(range(3), 2)
        kind, bound = random.randrange(3), random.randrange(4)
        plain = Sum(((1, one),), first + bound) if kind else Sum(((-1, one),), -first - bound)
        soft.append(((Sum(((1, one), (-1, other)), -bound) if kind == 1 else plain,),))
    numbers = ((first, first + 3),) * 3
    hard = tuple((Sum(((1, at),), first + 3),) for at in range(3))
    problem = Problem("small", 0, tuple(soft), hard, (), numbers, dated)
    whole = instance(problem)
    found = by_conflicts(Oracle(whole.domains, HORIZON), whole.units, whole.background)
    place = {unit: at for at, unit in enumerate(whole.units)}
    said = sorted(sorted(place[unit] for unit in each) for each in found.conflicts)
    assert said == sorted(brute.conflicts(problem))


def test_a_feature_model_becomes_clauses_for_its_products() -> None:
    """The products of the clauses are those that the words of each group allow."""
    text = """\
features
    car
        mandatory
            engine
                alternative
                    petrol
                    electric
        optional
            radio
                or
                    screen
                    knobs
constraints
    screen => electric
    knobs | !radio
    petrol => !knobs
"""
    made = converted(text)

    def allowed(chosen: dict[str, bool]) -> bool:
        return (
            chosen["car"]
            and chosen["engine"]
            and chosen["petrol"] != chosen["electric"]
            and chosen["radio"] == (chosen["screen"] or chosen["knobs"])
            and (chosen["electric"] or not chosen["screen"])
            and (chosen["knobs"] or not chosen["radio"])
            and not (chosen["petrol"] and chosen["knobs"])
        )

    assert set(made.names) == set("car engine petrol electric radio screen knobs".split())
    every = product((False, True), repeat=len(made.names))
    products = [each for each in every if allowed(dict(zip(made.names, each, strict=True)))]
    forced = {
        sign * at
        for at in range(1, len(made.names) + 1)
        for sign in (1, -1)
        if all(each[at - 1] == (sign > 0) for each in products)
    }
    assert len(products) > 1
    assert set(brute.forced(made.problem)) == forced
    assert len(list(brute._every(made.problem))) == len(products)


def test_a_line_that_is_no_constraint_is_refused() -> None:
    """The converter never leaves out what it cannot read."""
    with pytest.raises(ValueError, match="cannot read `a & b`"):
        converted("features\n    a\n        optional\n            b\nconstraints\n    a & b")


def test_generated_feature_models_have_a_product() -> None:
    """A secret product obeys each, so that what is forced is not everything."""
    made = converted(feature_model(14, 0, 3))
    assert list(brute._every(made.problem)) != []
