"""Suggestions: the nearest name, found fast and in bounded time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termcheck.language.spelling import nearest
from termcheck.library.suggest import Suggestions, did_you_mean

NEAR = [
    ("paln", ["plan", "pan", "other"], "pan"),
    ("paln", ["plan", "other"], "plan"),
    ("trucee", ["truce", "trace"], "truce"),
    ("ukraine.eu_blok", ["ukraine.eu", "ukraine.eu_block", "russia.eu_block"], "ukraine.eu_block"),
    ("opne", ["open", "closed"], "open"),
    ("EU", ["eu", "us"], "eu"),
    ("nato", ["ukraine.nato", "ukraine.eu"], "ukraine.nato"),
    ("a.nato", ["ukraine.nato", "russia.nato"], ""),
    ("x", ["y", "z"], ""),
    ("", ["a"], ""),
    ("completely", ["different"], ""),
    ("ab", ["aa", "bb", "cb"], "aa"),
    ("sanctons.eropean", ["sanctions.european", "sanctions.eu"], "sanctions.european"),
]


@pytest.mark.parametrize(("name", "candidates", "found"), NEAR)
def test_the_nearest_name_is_suggested(name: str, candidates: list[str], found: str) -> None:
    """Fewest slips first, then the alphabet; nothing where nothing is close."""
    assert nearest(name, candidates) == found
    assert nearest(name, reversed(candidates)) == found


@given(st.text("abcde_.", min_size=6, max_size=12), st.integers(0, 11), st.sampled_from("xyz"))
def test_one_slip_is_always_found(name: str, at: int, letter: str) -> None:
    """A letter inserted, deleted, changed or swapped leads back to the name."""
    at %= len(name) - 1
    slips = {
        name[:at] + letter + name[at:],
        name[:at] + name[at + 1 :],
        name[:at] + letter + name[at + 1 :],
        name[:at] + name[at + 1] + name[at] + name[at + 2 :],
    }
    assert {nearest(slip, [name]) for slip in slips} == {name}


def test_a_suggestion_is_a_question() -> None:
    """What is suggested is asked, and nothing is said where there is nothing to suggest."""
    assert did_you_mean("plna", ["plan"]) == "did you mean `plan`?"
    assert did_you_mean("plna", ["other"]) == ""


def test_suggestions_stop_when_they_have_looked_at_enough_names() -> None:
    """The patience of one build is shared by all of its faults."""
    suggestions = Suggestions(patience=12)
    assert suggestions.did_you_mean("plna", ["plan", "other"]) == "did you mean `plan`?"
    assert suggestions.did_you_mean("plna", ["plan", "other"]) == ""


def test_many_faults_in_a_large_library_take_bounded_time() -> None:
    """Five thousand faults against as many names take seconds, not minutes."""
    names = [f"area{n}.value_{n * 7919 % 100_003}" for n in range(5_000)]
    suggestions = Suggestions()
    start = time.process_time()
    for name in names:
        suggestions.did_you_mean(name + "x", names)
    assert time.process_time() - start < 20
