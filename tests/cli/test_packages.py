"""``packages`` and ``why --not``: records, drafts, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from termcheck.cli.app import status_of
from termcheck.report.schemas import schemas

LIBRARY = """
party a "A"
party b "B"
source s "S"
phase war "war"
phase calm "calm" default
term t: 0..10 "t"
term fence: bool by phase now false decided by a, b "fence"
term colour: {red, green, blue} "colour"
proposal plan from s {
    t: t >= 4 from "1"; hue: may colour = red from "1"; wall: should fence from "2"
}
position a on 2025-01-01 {
    low: demand weight 2: t <= 3 from s "2"
    open: red line not fence from s "3"
    text: demand readings { x: t >= 1; y: t >= 2 } from s "4"
}
position b on 2025-02-01 {
    high: demand t >= 4 from s "3"; paint: demand score colour {green: 4, red: 1}
}
position b on 2025-02-02 { tint: prefer colour = blue from s "5" }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one library."""
    (tmp_path / "all.terms").write_text(LIBRARY, encoding="utf-8")
    return tmp_path


def record(folder: Path, *words: str) -> dict[str, Any]:
    """Return the record that a command writes, which fits its schema."""
    file = folder / "answer.json"
    status = status_of([*words, "-L", str(folder), "--format", "json", "-o", str(file)])
    assert status == 0
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    jsonschema.validate(found, schemas()[words[0]])
    return found


REFUSED = [
    ("packages", "nothing is on offer"),
    ("packages --from plna", "did you mean `plan`?"),
    ("packages --from plan --given c", "there is no proposal or party `c`"),
    ("packages --from a", "did you mean `--from a.demands`?"),
    ("packages --from plan --given plan", "is given, kept or taken off the table"),
    ("packages --from plan --objective nahs", "did you mean `nash`?"),
    ("packages --from plan --suppose t=", "--suppose"),
    ("packages --from plan --write plan.terms", "there is a proposal or party `plan` already"),
    ("packages --from plan --write draft.txt", "end its name in `.terms`"),
    ("packages --from plan --write 1-2.terms", "cannot be the name of a proposal"),
    ("why --given plan", "`why` asks about a formula"),
    ("why 't = 1' --not 't = 2'", "`why` asks about one formula"),
]


@pytest.mark.parametrize(("command", "said"), REFUSED)
def test_a_question_that_cannot_be_asked_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], command: str, said: str
) -> None:
    """The message names the fault, nothing is printed, and the status is 2."""
    words = [word.strip("'") for word in command.replace("t = ", "t=").split()]
    assert status_of([*words, "-L", str(folder)]) == 2
    printed = capsys.readouterr()
    assert said in printed.err
    assert printed.out == ""


def test_the_record_says_who_gets_what(folder: Path) -> None:
    """Deals, shares and reasons stand in the record, the fairest deal first."""
    found = record(folder, "packages", "--from", "plan,a.demands,b.demands", "--objective", "fair")
    (first, second) = found["packages"]
    assert [each["clause"] for each in first["left"]] == ["plan.t", "b.high"]
    assert [each["because"] for each in first["left"]] == [["a.low"], ["a.low"]]
    assert first["scores"] == {"a": 1.0, "b": 0.5}
    assert [each["clause"] for each in second["left"]] == ["a.low"]
    assert second["exact"]["a"] == {"score": "1", "share": "1/3"}
    assert (found["number"], found["complete"], found["held"]) == (2, True, ["a.open"])
    assert second["recommended"] == {"plan.wall": False}


def test_a_red_line_on_offer_is_held(folder: Path) -> None:
    """No package leaves a red line out, and what it excludes is left out."""
    found = record(folder, "packages", "--from", "a.demands,plan.wall")
    (deal,) = found["packages"]
    assert [(each["clause"], each["because"]) for each in deal["left"]] == [
        ("plan.wall", ["a.open"])
    ]


def test_the_limit_is_told(folder: Path) -> None:
    """With ``--limit`` fewer packages are listed, and the record is not complete."""
    found = record(folder, "packages", "--from", "plan,a.demands,b.demands", "--limit", "1")
    assert (len(found["packages"]), found["number"], found["complete"]) == (1, 2, False)


def test_what_is_given_has_to_hold_together(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """If it cannot, the conflict is the answer, with status 1."""
    words = ["packages", "--from", "b.high", "--given", "plan.t,a.low", "-L", str(folder)]
    assert status_of(words) == 1
    assert "no deal" in capsys.readouterr().out


@pytest.mark.parametrize("objective", ["total", "fair", "lexicographic", "nash", "pareto"])
def test_a_draft_passes_the_check(folder: Path, objective: str) -> None:
    """The first package is written as a proposal that the library accepts."""
    words = ["packages", "--from", "plan,a.demands,b.demands", "--objective", objective]
    file = folder / "deal_1.terms"
    assert status_of([*words, "-L", str(folder), "--write", str(file), "-o", "/dev/null"]) == 0
    assert status_of(["check", str(folder), "-o", "/dev/null"]) == 0
    assert 'a_open: always not fence\n        from s "3"' in file.read_text(encoding="utf-8")
    given = ["--given", "deal_1", "-L", str(folder), "-o", "/dev/null"]
    assert status_of(["why", "fence@war", *given]) == 0


OVERRIDDEN = """
proposal dam from s {
    flow: t >= 4 from "1"; dry: t >= 1 if fence overrides flow from "2"
    wet: t >= 2 if colour = blue overrides flow, dry from "3"
}
"""


def test_a_draft_keeps_what_its_clauses_override(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A clause and those that override it are written as they are; without one, nothing is."""
    (folder / "dam.terms").write_text(OVERRIDDEN, encoding="utf-8")
    file = folder / "deal_1.terms"
    words = ["packages", "-L", str(folder), "--write", str(file), "-o", "/dev/null"]
    assert status_of([*words, "--from", "dam.flow,dam.dry"]) == 2
    assert "it is overridden by `dam.wet`, not in the package" in capsys.readouterr().err
    assert not file.exists()
    assert status_of([*words, "--from", "dam"]) == 0
    assert "overrides dam_flow, dam_dry" in file.read_text(encoding="utf-8")
    for one, other in (("dam", "deal_1"), ("deal_1", "dam")):
        told = record(folder, "diff", one, other)
        assert [each["relation"] for each in told["changes"]] == ["same"]


def test_a_file_is_never_written_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A draft goes into a new file."""
    file = folder / "kept.terms"
    file.write_text("# mine\n", encoding="utf-8")
    words = ["packages", "--from", "plan", "--write", str(file), "-L", str(folder)]
    assert status_of(words) == 2
    assert "is there already" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == "# mine\n"


def test_preferences_break_ties(folder: Path) -> None:
    """Of two deals with equal scores, the one that leaves room for a preference comes first."""
    more = 'proposal paint { one: colour = red from s "6"; two: colour = blue from s "7" }\n'
    (folder / "more.terms").write_text(more, encoding="utf-8")
    words = ("packages", "--from", "paint", "--given", "b", "--without", "b.paint")
    first = record(folder, *words)["packages"][0]
    assert first["kept"] == ["paint.two"]


def test_why_not_says_what_could_give_way(folder: Path) -> None:
    """The record holds every least set of clauses without which the formula could hold."""
    found = record(folder, "why", "--not", "t = 2", "--given", "plan.t,b.high")
    assert (found["answer"], found["ways_out"]) == ("impossible", [["plan.t", "b.high"]])
