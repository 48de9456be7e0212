"""The commands that ask about many texts, days or versions: status, refusals, git."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from termcheck.cli.app import status_of

LIBRARY = """
party a "A"
party b "B"
source s "S"
term t: 0..10 "t"
proposal plan { t: t >= 4 from s "1" }
position a on 2025-01-01 { low: red line t <= 3 from s "2" }
position b on 2025-02-01 { high: red line t >= 4 from s "3" }
position a on 2025-03-11 { low: red line t <= 5 from s "4" }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one library, in a repository with one commit."""
    library = tmp_path / "texts"
    library.mkdir()
    (library / "all.terms").write_text(LIBRARY, encoding="utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "-c", "user.name=x", "-c", "user.email=x@y", "commit", "--quiet", "-m", "first")
    return library


def git(folder: Path, *words: str) -> None:
    """Run git in a folder."""
    subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True)


def edit(folder: Path, old: str, new: str) -> None:
    """Change the library that is checked out."""
    file = folder / "all.terms"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


REFUSED = [
    ("matrix plan", "a matrix needs at least two texts"),
    ("matrix plan plna", "did you mean `plan`?"),
    ("matrix plan a --suppose t=", "--suppose"),
    ("matrix plan a --table a,c", "there is no party `c`"),
    ("coalitions a", "a coalition needs at least two parties"),
    ("coalitions a plan", "`plan` is a proposal, not a party"),
    ("coalitions a c", "there is no party `c`"),
    ("coalitions a b --as-of 2024", "their first statement is of 2025-01-01"),
    ("timeline plan", "no position changes: no party is named"),
    ("timeline a --as-of 2024", "its first statement is of 2025-01-01"),
    ("timeline a.lo", "there is no clause `a.lo`"),
    ("diff plan", "`diff` compares two things"),
    ("diff plan planet", "did you mean `plan`?"),
    ("diff --git nowhere..HEAD", "git knows no revision `nowhere`"),
    ("diff --git=--output=x", "git knows no revision `--output=x`"),
    ("diff --git ..HEAD", "write two revisions"),
]


@pytest.mark.parametrize(("words", "said"), REFUSED)
def test_what_cannot_be_asked_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], words: str, said: str
) -> None:
    """Status 2, a message with a suggestion, and nothing on standard output."""
    assert status_of([*words.split(), "-L", str(folder)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err


@pytest.mark.parametrize(
    "words", ["matrix", "matrix plan a b", "coalitions a b", "timeline a b", "diff plan a"]
)
def test_an_answer_has_status_0_and_a_record(
    folder: Path, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    """Text and JSON come with status 0, whatever the answer says; the record names its schema."""
    asked = [*words.split(), "-L", str(folder)]
    assert status_of(asked) == 0
    assert capsys.readouterr().out != ""
    assert status_of([*asked, "--format", "json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["schema"] == f"termcheck.{words.split(maxsplit=1)[0]}/1"


def test_a_contradictory_supposition_has_status_1(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be supposed is the answer, for each of the commands."""
    impossible = ["--suppose", "t = 1 and t = 2", "-L", str(folder)]
    for words in (["matrix"], ["coalitions", "a", "b"], ["timeline", "a", "b"]):
        assert status_of([*words, *impossible]) == 1
        assert capsys.readouterr().out.startswith("what is supposed cannot be")


def test_the_working_files_are_compared_with_a_revision(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A tightened clause opens a conflict, which fails the gate if that is asked for."""
    edit(folder, "t >= 4 from", "t >= 6 from")
    assert status_of(["diff", "--git", "HEAD", "-L", str(folder)]) == 0
    assert "plan is tighter" in capsys.readouterr().out
    gate = ["diff", "--git", "HEAD", "-L", str(folder), "--fail-on", "opened"]
    assert status_of([*gate, "--format", "github"]) == 1
    assert "::error file=" in capsys.readouterr().out
    assert status_of([*gate, "--format", "markdown"]) == 1
    assert "| `plan`, `a` | `plan.t`, `a.low` |" in capsys.readouterr().out


def test_two_revisions_are_compared(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Between two commits nothing is said of what is checked out."""
    edit(folder, "plan { t: t >= 4", "plan { t: t >= 1")
    git(folder, "-c", "user.name=x", "-c", "user.email=x@y", "commit", "-qam", "second")
    edit(folder, "plan { t: t >= 1", "plan { t: t >= 9")
    assert status_of(["diff", "--git", "HEAD~1..HEAD", "-L", str(folder), "--format", "json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert [(e["name"], e["relation"]) for e in record["changes"]] == [("plan", "looser")]
    assert record["without_effect"] == []


def test_a_library_that_was_not_there_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that a revision does not have is named."""
    new = folder.parent / "new"
    new.mkdir()
    (new / "all.terms").write_text(LIBRARY, encoding="utf-8")
    assert status_of(["diff", "--git", "HEAD", "-L", str(new)]) == 2
    assert "was not there in `HEAD`" in capsys.readouterr().err


def test_markdown_is_no_longer_than_a_comment_may_be(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With hundreds of changed texts the tables are cut, and the comment says so."""
    many = "".join(f'proposal p{n} {{ t: t >= {n % 9} from s "1" }}\n' for n in range(600))
    edit(folder, "proposal plan", many + "proposal plan")
    base = folder.parent / "base"
    base.mkdir()
    (base / "all.terms").write_text(LIBRARY, encoding="utf-8")
    assert status_of(["diff", str(base), str(folder), "--format", "markdown"]) == 0
    printed = capsys.readouterr().out
    assert len(printed) <= 60_000
    assert "more" in printed
