"""Equal questions give equal bytes: whatever the hash seed and the order of files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import EXAMPLES, run, run_apart
from tests.same_bytes import QUESTIONS as EVERY
from tests.same_bytes import differing

QUESTIONS = [
    ["check", "-L", "proposals/examples/labour", "--coverage"],
    ["check", "-L", "proposals/examples/coalition", "--format", "json"],
    ["conflicts", "mediator.all", "port", "dockers", "-L", "proposals/examples/labour"],
    [
        *("conflicts", "draft.all", "harvest", "bridge", "lanterns"),
        *("-L", "proposals/examples/coalition", "--format", "json"),
    ],
]


@pytest.mark.parametrize("words", QUESTIONS, ids=["-".join(words[:3]) for words in QUESTIONS])
def test_the_hash_seed_changes_nothing(words: list[str]) -> None:
    """Three processes with different hash seeds print the same bytes."""
    assert len({run_apart(words, PYTHONHASHSEED=seed).stdout for seed in ("0", "1", "12345")}) == 1


@pytest.mark.parametrize("place", [0, 5, 16, 21])
def test_chance_changes_nothing(place: int) -> None:
    """Seeds, racing solvers, files and their order change no byte; the long run tries them all."""
    assert differing(*EVERY[place], 2) == []


def test_splitting_a_library_changes_no_answer(tmp_path: Path) -> None:
    """The same declarations in two files, in another order, give the same conflicts."""
    text = (EXAMPLES / "labour" / "labour.terms").read_text(encoding="utf-8")
    head, middle, tail = text.partition("\nproposal mediator")
    (tmp_path / "b.terms").write_text(head + "\n", encoding="utf-8")
    (tmp_path / "a.terms").write_text(middle.lstrip() + tail, encoding="utf-8")
    words = ("conflicts", "mediator.all", "port", "dockers")
    whole = run(*words, "-L", str(EXAMPLES / "labour"))
    assert run(*words, folder=tmp_path).out == whole.out
