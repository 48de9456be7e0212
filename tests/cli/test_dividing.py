"""A library that is checked part by part gets the answer of the whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termcheck.cli import checking
from termcheck.cli.checking import IN_PARTS
from termcheck.cli.dividing import Dividing
from termcheck.cli.limits import Limits
from termcheck.cli.opening import opened
from termcheck.cli.reading import Loaded
from termcheck.cli.remembered import Answer
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.sound import Soundness
from termcheck.questions.soundness import soundness_of_part
from tests.cli.kept import LIBRARY, check, rows_file, write
from tests.libraries import VOCABULARY, bodies, formulas

SOURCED = VOCABULARY.replace("on 2025", "on 2025-01-01")


def answers(folder: Path, *, jobs: int = 1, notes: bool = False) -> tuple[Answer, Answer | None]:
    """Return the answer about a library as a whole, and part by part."""
    found = opened(str(folder))
    whole = checking.asked(found, Limits(), None, 1, None, notes=notes)
    assert not isinstance(whole, Loaded)
    return whole.answer, Dividing(found, None, jobs, notes=notes).answer()


def plain(answer: Answer) -> Answer:
    """Return ``answer`` without the findings that its checks repeat."""
    sound = answer.soundness
    checks = tuple(each.but(diagnostics=()) for each in sound.checks)
    return answer.but(soundness=sound.but(checks=checks))


@pytest.mark.parametrize("notes", [False, True])
@pytest.mark.parametrize("jobs", [1, 2])
def test_the_example_has_one_answer(tmp_path: Path, jobs: int, notes: bool) -> None:
    """Findings, checks, verdicts and coverage are those of the whole, and so is their order."""
    whole, parts = answers(write(tmp_path, LIBRARY), jobs=jobs, notes=notes)
    assert parts is not None
    assert plain(parts) == plain(whole)


def texts(owner: str) -> st.SearchStrategy[str]:
    """Return random proposals, some of which a check asks about."""
    checks = st.sampled_from(
        [
            "",
            f'check "{owner}" {{ given {owner}, north\n expect compatible }}\n',
            f'check "{owner}" {{ given {owner}\n suppose truce\n expect possible talks }}\n',
        ]
    )
    clauses = st.lists(bodies(), min_size=1, max_size=3).map(
        lambda found: "".join(f"    c{i}: {text}\n" for i, text in enumerate(found))
    )
    head = st.sampled_from(["from draft ", ""])

    def whole(head: str, clauses: str, check: str) -> str:
        return f'proposal {owner} "T" {head}{{\n{clauses}}}\n{check}'

    return st.builds(whole, head, clauses, checks)


@settings(max_examples=12)
@given(st.data())
def test_a_random_library_has_one_answer(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Whatever three texts say, and whether one amends another, the parts make the whole."""
    names = ["one", "two", "three"]
    files = {f"{name}.terms": data.draw(texts(name)) for name in names}
    if data.draw(st.booleans()):
        files["four.terms"] = 'proposal four "F" amends one { c0: truce }\n'
    rules = data.draw(st.lists(formulas(1), max_size=2))
    lines = data.draw(st.lists(formulas(1), max_size=2))
    files["words.terms"] = SOURCED + "".join(f"rule r{i}: {r}\n" for i, r in enumerate(rules))
    files["said.terms"] = (
        "position north {\n"
        + "".join(f"    l{i}: red line {r}\n" for i, r in enumerate(lines))
        + "}\n"
    )
    folder = write(tmp_path_factory.mktemp("random"), files)
    whole, parts = answers(folder)
    if parts is None:
        assert "TC350" in {each.code for each in whole.diagnostics}
    else:
        assert plain(parts) == plain(whole)


FAULTS = {
    "a text that cannot be read": {"five.terms": 'proposal five "Five" { a: truce\n'},
    "a name that is unknown": {"five.terms": 'proposal five "Five" { a: truec }\n'},
    "a reference to nobody": {"five.terms": 'check "five" { given fife\n expect compatible }\n'},
    "two texts of one name": {"five.terms": 'proposal one "One" { a: truce }\n'},
    "rules that clash": {"five.terms": "rule x: truce\nrule y: not truce\n"},
    "a warning that counts as an error": {"termcheck.toml": '[codes]\nTC404 = "error"\n'},
}


@pytest.mark.parametrize("files", FAULTS.values(), ids=FAULTS)
def test_with_faults_the_library_is_checked_as_a_whole(
    tmp_path: Path, files: dict[str, str]
) -> None:
    """Where a fault may look otherwise from within a part, no part is asked about."""
    idle = LIBRARY["words.terms"] + "term idle: bool\n"
    folder = write(tmp_path, {**LIBRARY, "words.terms": idle, **files})
    assert Dividing(opened(str(folder)), None, 1, notes=False).answer() is None


def test_a_large_library_prints_the_same_for_any_number_of_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One process or three, nothing kept or all: the bytes are those of the whole."""
    library = write(tmp_path / "library", LIBRARY)
    whole = check(library, None, "--no-cache", "--coverage", "--no-certify")
    monkeypatch.setattr(checking, "LARGE", 0)
    monkeypatch.setattr("termcheck.cli.workers.WORTH_IT", 1)
    for jobs in ("1", "3"):
        kept = tmp_path / f"kept{jobs}"
        for _ in range(2):
            assert check(library, kept, "--coverage", "--no-certify", "--jobs", jobs) == whole


def test_what_was_checked_in_parts_says_that_it_is_not_certified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It prints what a whole check without evidence prints, but for that one line."""
    library, kept = write(tmp_path / "library", LIBRARY), tmp_path / "kept"
    bare = check(library, None, "--no-certify")
    assert bare.out.endswith("\nnot certified\n")
    monkeypatch.setattr(checking, "LARGE", 0)
    for _ in range(2):
        told = check(library, kept).out
        assert told == bare.out.replace("\nnot certified\n", f"\nnot certified: {IN_PARTS}\n")


def test_an_edit_asks_about_its_own_part_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After one text was edited, only that one is asked about, and the answer is the whole's."""
    library = write(tmp_path / "library", LIBRARY)
    monkeypatch.setattr(checking, "LARGE", 0)
    kept = tmp_path / "kept"
    check(library, kept)
    asked: list[tuple[str, ...]] = []

    def watched(inquiry: Inquiry, *, with_notes: bool) -> Soundness:
        asked.append(tuple(inquiry.library.proposals))
        return soundness_of_part(inquiry, with_notes=with_notes)

    monkeypatch.setattr("termcheck.cli.dividing.soundness_of_part", watched)
    write(library, {"four.terms": LIBRARY["four.terms"].replace("not truce", "truce")})
    found = check(library, kept, "--no-certify")
    assert asked == [("four",)]
    assert rows_file(kept).exists()
    monkeypatch.undo()
    assert found == check(library, None, "--no-certify")
