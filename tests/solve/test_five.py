"""Five oracles, and the small things that they rest on."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given

from termcheck.library.formula import Formula
from tests.questions.gap_run import run
from tests.solve.five import SUMMARY, Five, worlds
from tests.solve.marco import marco
from tests.worlds import formulas, holding

SLICES = 10
SIZE = 200


@pytest.mark.parametrize("part", range(SLICES))
def test_five_oracles_find_the_same_conflicts(part: int) -> None:
    """Brute force, Z3, elimination, MARCO and cvc5 (if installed) agree on 2,000 libraries."""
    five = Five()
    seeds = range(part * SIZE, (part + 1) * SIZE)
    assert {seed: wrong for seed in seeds if (wrong := five.faults(seed))} == {}
    assert five.tally["libraries with conflicts"] > SIZE // 10
    assert five.tally["elimination"] > SIZE // 3


@given(formulas())
def test_packages_joined_by_bits_are_those_in_which_a_formula_holds(formula: Formula) -> None:
    """What brute force makes of connectives is what ``evaluate`` says in every package."""
    assert worlds(formula) == holding(formula)


@pytest.mark.parametrize("seed", range(100))
def test_marco_finds_all_and_only_minimal_and_maximal_sets(seed: int) -> None:
    """Its conflicts and its choices are those of the definition, for any monotone answer."""
    random = Random(seed)
    size = random.randrange(1, 6)
    bad = [random.randrange(1 << size) for _ in range(random.randrange(5))]

    def can(chosen: int) -> bool:
        return not any(each & chosen == each for each in bad)

    every = range(1 << size)
    conflicts = {
        each
        for each in every
        if not can(each) and all(can(o) for o in every if o & each == o < each)
    }
    choices = {
        each
        for each in every
        if can(each) and not any(can(o) for o in every if o & each == each < o)
    }
    assert marco(size, can) == (conflicts, choices)


def test_a_wrong_oracle_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """An oracle that finds no conflicts is named as soon as there is one."""
    monkeypatch.setattr("tests.solve.five.by_marco", lambda *_: set())
    five = Five()
    found = [wrong for seed in range(30) for wrong in five.faults(seed)]
    assert set(found) == {"MARCO finds other conflicts than brute force"}
    assert len(found) == five.tally["libraries with conflicts"]


def test_a_run_goes_on_where_it_ended(tmp_path: Path) -> None:
    """Two runs, of three libraries and up to six, leave what one run of six leaves."""
    kept = [_run(tmp_path / name, upto) for name, upto in [("a", 3), ("a", 6), ("b", 6)]]
    assert kept[0] != kept[1] == kept[2]


def _run(summary: Path, libraries: int) -> dict[str, Any]:
    five = Five()
    state = run(five.faults, summary, libraries, 60, five.tally)
    return {**state, "seconds": 0}


def test_the_kept_summary_has_no_faults() -> None:
    """The long run that is kept found no disagreement, and every oracle answered."""
    kept = json.loads(SUMMARY.read_text(encoding="utf-8"))
    assert kept["faults"] == {}
    assert kept["checked"] >= 10_000
    everywhere = ("brute force", "z3", "MARCO", "cvc5")
    assert {kept["tally"][name] for name in everywhere} == {kept["checked"]}
    assert kept["tally"]["elimination"] > kept["checked"] // 2
