"""A short seeded run of every fuzz target; ``python -m tests.fuzz`` runs for longer."""

from __future__ import annotations

from pathlib import Path

import pytest

from termcheck.language import tree
from termcheck.language.parser import parse
from tests.fuzz.__main__ import FORMS, fault_of, fuzz, input_of, replay
from tests.fuzz.targets import TARGETS, records
from tests.fuzz.texts import library_text
from tests.language.trees import kinds
from tests.texts import built

RUNS = {"parser": 15, "formatter": 15, "records": 2, "reports": 2, "certificates": 60}
"""How many seeds of each form every run of the tests looks at."""

CASES = [
    (target, form, seed) for target in TARGETS for form in FORMS for seed in range(RUNS[target])
]


@pytest.mark.parametrize(("target", "form", "seed"), CASES)
def test_nothing_fails(target: str, form: str, seed: int) -> None:
    """No input of the short run breaks what must hold of every input."""
    assert fault_of(target, form, input_of(form, seed, target)) == ""


@pytest.mark.parametrize("seed", range(20))
def test_a_structured_text_is_a_sound_library(seed: int) -> None:
    """The generator of texts knows the types: its libraries have no error."""
    _, diagnostics = built(library_text(seed))
    assert [each for each in diagnostics if each.severity == "error"] == []


def test_structured_texts_cover_the_language() -> None:
    """Sixty texts hold every kind of node that a library can have."""
    seen: set[type] = set()
    for seed in range(60):
        waiting: list[object] = [parse("a.terms", library_text(seed)).document]
        while waiting:
            node = waiting.pop()
            if isinstance(node, tuple):
                waiting += node
            elif isinstance(node, tree.Node):
                seen.add(type(node))
                waiting += [getattr(node, name) for name in node.FIELDS]
    assert {kind.__name__ for kind in kinds()} - {kind.__name__ for kind in seen} == set()


def test_equal_seeds_give_equal_inputs() -> None:
    """An input is known by its form and its seed, so a run can be taken up again."""
    for form in FORMS:
        assert input_of(form, 7) == input_of(form, 7)
        assert input_of(form, 7) != input_of(form, 8)


def test_a_failure_is_kept_and_can_be_replayed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An input that fails is written to a file of its own, which fails again when replayed."""

    def broken(data: bytes, sound: bool) -> None:
        assert sound, "a raw input"
        assert data

    with monkeypatch.context() as patch:
        patch.setitem(TARGETS, "parser", broken)
        seed, failed = fuzz("parser", 0.002, 5, tmp_path)
        assert seed - 5 == failed > 0
        kept = tmp_path / "parser-raw-5.terms"
        assert kept.read_bytes() == input_of("raw", 5)
        assert replay(kept) == 1
    assert replay(kept) == 0


def test_an_invalid_record_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A record with a field of another type than its schema says fails the target."""
    from termcheck.answer import Answer

    told = Answer.record
    monkeypatch.setattr(Answer, "record", lambda self: told(self) | {"library": 1})
    with pytest.raises(AssertionError):
        records(input_of("structured", 0), True)
