"""The families of the benchmark hold what they say that they hold."""

from __future__ import annotations

import pytest

from bench.families import FAMILIES, library
from termcheck.library.model import Question, Reference
from termcheck.questions import verdict as v
from termcheck.questions.consistency import verdict
from termcheck.questions.inquiry import Inquiry
from tests.texts import library as built


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_hidden_is_the_only_conflict(family: str, seed: int) -> None:
    """A small instance has just the hidden conflict, or none."""
    instance = library(family, seed, 60)
    found = verdict(Inquiry(built(instance.text)), Question(given=(Reference("p"),)))
    assert isinstance(found, v.Verdict)
    (outcome,) = (each.outcome for each in found.outcomes)
    if not instance.hidden:
        assert isinstance(outcome, v.Compatible)
    else:
        assert isinstance(outcome, v.Incompatible)
        assert outcome.complete
        assert [each.names for each in outcome.conflicts] == [instance.hidden]


def test_a_seed_makes_one_library() -> None:
    """Equal seeds give equal libraries, other seeds others."""
    assert library("posts", 7, 100) == library("posts", 7, 100) != library("posts", 8, 100)
