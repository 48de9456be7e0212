"""A question about a large library reads the files that it needs, and its answer is the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from termcheck.cli import checking, narrowing
from termcheck.cli.opening import Opened
from termcheck.cli.reading import Loaded, read
from tests.cli.kept import LIBRARY, check, keeping_in, write
from tests.cli.running import Ran, run

QUESTIONS = [
    ["conflicts", "one"],
    ["conflicts", "one", "north", "--format", "json"],
    ["conflicts", "three.all", "north", "--without", "three.some", "--sources"],
    ["conflicts", "two.some", "--keep", "four", "--format", "json"],
    ["gap", "one", "two", "--format", "json"],
    ["why", "guns >= 6", "--given", "three"],
    ["certify", "one", "north"],
    ["export", "one", "--smtlib"],
    ["conflicts", "oen"],
    ["conflicts", "on*"],
    ["conflicts", "one.fwe"],
    ["why", "gnus >= 6", "--given", "one"],
]


def asked(library: Path, kept: Path | None, words: list[str]) -> Ran:
    """Ask about ``library`` with what is kept below ``kept``, or with nothing."""
    words = [*words, "-L", str(library)]
    if kept is None:
        return run(*words)
    with keeping_in(kept):
        return run(*words)


@pytest.fixture
def files_read(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Have small libraries count as large; return the files of each library that is read."""
    found: list[list[str]] = []

    def watched(library: Opened) -> Loaded:
        found.append([each.file for each in library.collected.files])
        return read(library)

    monkeypatch.setattr(checking, "LARGE", 0)
    monkeypatch.setattr(narrowing, "WORTH_IT", 0)
    monkeypatch.setattr(narrowing, "read", watched)
    return found


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_the_answer_is_that_of_the_whole(
    tmp_path: Path, words: list[str], files_read: list[list[str]]
) -> None:
    """After a check that was kept, each question has the same bytes as with nothing kept."""
    library, kept = write(tmp_path / "library", LIBRARY), tmp_path / "kept"
    check(library, kept)
    assert asked(library, kept, words) == asked(library, None, words)
    assert files_read


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        (["conflicts", "one"], ["one"]),
        (["conflicts", "three", "north"], ["three", "two"]),
        (["conflicts", "two", "--keep", "four"], ["four", "three", "two"]),
        (["conflicts", "oen"], ["four", "one", "three", "two"]),
    ],
    ids=str,
)
def test_only_what_is_named_is_read(
    tmp_path: Path, words: list[str], needed: list[str], files_read: list[list[str]]
) -> None:
    """Shared files, the texts that are named, and those that they are linked with."""
    library, kept = write(tmp_path / "library", LIBRARY), tmp_path / "kept"
    check(library, kept)
    asked(library, kept, words)
    assert files_read == [sorted(f"{name}.terms" for name in (*needed, "said", "words"))]


def test_where_a_file_was_never_checked_all_are_read(
    tmp_path: Path, files_read: list[list[str]]
) -> None:
    """A fault in another text is told, as it always was."""
    library, kept = write(tmp_path / "library", LIBRARY), tmp_path / "kept"
    check(library, kept)
    write(library, {"four.terms": LIBRARY["four.terms"].replace("not truce", "not trcue")})
    found = asked(library, kept, ["conflicts", "one"])
    assert found == asked(library, None, ["conflicts", "one"])
    assert (found.status, "TC201" in found.err) == (2, True)
    assert len(files_read[0]) == len(LIBRARY)
