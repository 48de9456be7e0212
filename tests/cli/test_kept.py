"""What is kept of earlier runs changes no byte of an answer, whatever became of it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from termcheck.cli import checking
from termcheck.cli.limits import Limits
from termcheck.cli.opening import opened
from termcheck.cli.reading import Loaded
from termcheck.cli.remembered import from_bytes, to_bytes
from termcheck.cli.remembered_parts import part_from_bytes, summary_from_bytes
from termcheck.library.division import Summary
from tests.cli.imports import imported
from tests.cli.kept import COUNTING_STEPS, LIBRARY, check, keeping_in, rows_file, write
from tests.cli.running import EXAMPLES, ROOT

FORMATS = [
    [],
    ["--coverage", "--verbose"],
    ["--strict"],
    ["--notes"],
    *([f"--format={each}"] for each in ("concise", "json", "markdown", "github", "sarif", "junit")),
]
LIBRARIES = sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir())


@pytest.mark.parametrize("words", FORMATS, ids=" ".join)
def test_every_format_has_the_same_bytes(tmp_path: Path, words: list[str]) -> None:
    """With nothing kept, with everything kept, and without a cache, the answer is the same."""
    library, kept = write(tmp_path / "library", LIBRARY), tmp_path / "kept"
    bare = check(library, None, *words)
    assert [check(library, kept, *words) for _ in range(2)] == [bare, bare]


@pytest.mark.parametrize("name", LIBRARIES)
def test_every_example_has_the_same_bytes(tmp_path: Path, name: str) -> None:
    """The libraries that come with termcheck, too."""
    bare = check(EXAMPLES / name, None)
    assert [check(EXAMPLES / name, tmp_path) for _ in range(2)] == [bare, bare]


def test_formats_share_what_is_kept(tmp_path: Path) -> None:
    """What was kept as text answers as JSON."""
    library, kept = write(tmp_path / "library", LIBRARY), tmp_path / "kept"
    check(library, kept)
    assert check(library, kept, "--format=json") == check(library, None, "--format=json")


EDITS: dict[str, dict[str, str]] = {
    "a clause": {"four.terms": LIBRARY["four.terms"].replace("not truce", "truce")},
    "a rule": {"words.terms": LIBRARY["words.terms"].replace("guns <= 7", "guns >= 7")},
    "a fault": {"four.terms": LIBRARY["four.terms"].replace("not truce", "not trcue")},
    "a new file": {"five.terms": 'proposal five "Five" { a: guns = 8; b: guns = 9 }\n'},
    "a place only": {"four.terms": "\n\n" + LIBRARY["four.terms"]},
    "the settings": {"termcheck.toml": '[codes]\nTC401 = "error"\nTC362 = "off"\n'},
    "the name of a file": {"one.terms": "", "six.terms": LIBRARY["one.terms"]},
}


@pytest.mark.parametrize("parts", [False, True])
@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_edit_is_noticed(
    tmp_path: Path, edit: dict[str, str], parts: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After any edit the answer is that of a run that keeps nothing, and so is the way back."""
    library, kept = write(tmp_path / "library", LIBRARY), tmp_path / "kept"
    (library / "termcheck.toml").touch()
    if parts:
        monkeypatch.setattr(checking, "LARGE", 0)
    first = check(library, kept)
    write(library, edit)
    assert check(library, kept) == check(library, None)
    (library / "five.terms").unlink(missing_ok=True)
    (library / "six.terms").unlink(missing_ok=True)
    (library / "termcheck.toml").write_text("", encoding="utf-8")
    write(library, LIBRARY)
    assert check(library, kept) == first


def _forged(file: Path) -> None:
    with sqlite3.connect(file) as rows:
        rows.execute("UPDATE kept SET data = CAST('[[],[[],[],[],[]],[]]' AS BLOB)")


def _deep(file: Path) -> None:
    with sqlite3.connect(file) as rows:
        rows.execute("UPDATE kept SET data = ?", (b"[" * 100_000,))


def _swapped(file: Path) -> None:
    with sqlite3.connect(file) as rows:
        rows.execute("UPDATE kept SET seal = (SELECT seal FROM kept ORDER BY key DESC LIMIT 1)")


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5_000])


def _gone(file: Path) -> None:
    file.unlink()


def _a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("damage", [_forged, _deep, _swapped, _cut, _gone, _a_folder])
@pytest.mark.parametrize("parts", [False, True])
def test_what_is_forged_or_damaged_changes_no_byte(
    tmp_path: Path,
    damage: Callable[[Path], None],
    parts: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A forged answer, such as one without findings, is left aside."""
    if parts:
        monkeypatch.setattr(checking, "LARGE", 0)
    library, kept = write(tmp_path / "library", LIBRARY), tmp_path / "kept"
    first = check(library, kept)
    damage(rows_file(kept))
    assert [check(library, kept) for _ in range(2)] == [first, first]


def test_an_answer_is_none_in_any_other_library(tmp_path: Path) -> None:
    """The row of one library under the key of another, its seal and all, is left aside."""
    calm = write(tmp_path / "calm", {"a.terms": 'term t: bool\nproposal p "P" { a: t }\n'})
    loud = write(tmp_path / "loud", LIBRARY)
    kept = tmp_path / "kept"
    check(calm, kept)
    with sqlite3.connect(rows_file(kept)) as rows:
        every = rows.execute("SELECT data FROM kept").fetchall()
    good = next(row for row in every if from_bytes(row[0]) is not None)
    told = check(loud, kept)
    with sqlite3.connect(rows_file(kept)) as rows:
        rows.execute("UPDATE kept SET data = ?", good)
    assert check(loud, kept) == told


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        b"nonsense",
        b"[" * 50_000,
        b"[]",
        b"[[],[[],[],[],[]]]",
        b'[[],[[],[],[],[]],"ab"]',
        b'[[["TC1","error","m","f",0,-1,[],"",[]]],[[],[],[],[]],[]]',
        b'[[["TC1","error","m","f",0,NaN,[],"",[]]],[[],[],[],[]],[]]',
        b'[[["TC1","loud","m","f",0,1,[],"",[]]],[[],[],[],[]],[]]',
        b'[[["TC1","error","m","f",true,1,[],"",[]]],[[],[],[],[]],[]]',
        b'[[],[[],[["n","fine","",[],"f",0,1]],[],[]],[]]',
        b'[[],[[],[],[["n"]],[]],[]]',
        b'{"0":[],"1":[],"2":[]}',
        b"\xff\xfe",
        b"9" * 10_000,
    ],
)
def test_data_of_another_shape_is_nothing(plain: bytes) -> None:
    """Whatever JSON says, it is a whole answer or none."""
    assert (from_bytes(plain), part_from_bytes(plain), summary_from_bytes(plain)) == (None,) * 3


def test_plain_data_and_back_is_the_same(tmp_path: Path) -> None:
    """An answer with findings, checks and positions is what its plain data say."""
    found = checking.asked(
        opened(str(write(tmp_path, LIBRARY))), Limits(), None, 1, None, notes=True
    )
    assert not isinstance(found, Loaded)
    assert found.answer.diagnostics
    assert from_bytes(to_bytes(found.answer)) == found.answer
    summary = Summary(True, ("a",), (), ("b", "b"))
    assert summary_from_bytes(to_bytes(summary)) == summary
    odd = Summary(False, ("é\udc80",), (), ())
    assert summary_from_bytes(to_bytes(odd)) == odd


@pytest.mark.parametrize(("words", "said"), [(["--no-cache"], "on"), ([], "off"), ([], "OFF")])
def test_it_can_be_turned_off(tmp_path: Path, words: list[str], said: str) -> None:
    """With the option or with the variable nothing is written."""
    library, kept = write(tmp_path / "library", LIBRARY), tmp_path / "kept"
    with keeping_in(kept):
        os.environ["TERMCHECK_CACHE"] = said
        subprocess.run(
            [sys.executable, "-m", "termcheck", "check", str(library), *words],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            capture_output=True,
            check=False,
        )
    assert not kept.exists()


def test_runs_at_once_share_a_cache(tmp_path: Path) -> None:
    """Four runs that begin together on nothing print the same, and so does the next."""
    library, kept = write(tmp_path / "library", LIBRARY), tmp_path / "kept"
    bare = check(library, None, "--format=json")
    with keeping_in(kept):
        running = [
            subprocess.Popen(
                [sys.executable, "-m", "termcheck", "check", str(library), "--format=json"],
                env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            for _ in range(4)
        ]
        printed = [each.communicate() for each in running]
    assert printed == [(bare.out.encode(), b"")] * 4
    assert check(library, kept, "--format=json") == bare


KILLED = f"""{COUNTING_STEPS}
from termcheck.cli.app import status_of
status_of(sys.argv[2:])
"""
"""Runs a command line, and is killed after so many steps of SQLite."""


@pytest.mark.parametrize("steps", [1, 40, 60, 70, 80, 90, 100, 120])
def test_a_run_that_is_killed_while_it_keeps_leaves_no_trace(tmp_path: Path, steps: int) -> None:
    """Wherever it was, the next run and the one after it print what they always do."""
    library, kept = write(tmp_path / "library", LIBRARY), tmp_path / "kept"
    with keeping_in(kept):
        subprocess.run(
            [sys.executable, "-c", KILLED, str(steps), "check", str(library)],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            capture_output=True,
            check=False,
        )
    bare = check(library, None)
    assert [check(library, kept) for _ in range(2)] == [bare, bare]


def test_an_undecided_answer_is_not_kept(tmp_path: Path) -> None:
    """What a limit left open is asked again by the next run."""
    library, kept = write(tmp_path / "library", LIBRARY), tmp_path / "kept"
    cut = check(library, kept, "--time", "0")
    assert cut.status == 3
    assert check(library, kept) == check(library, None)


LIGHT = (
    *("termcheck.solve", "termcheck.logic", "termcheck.certify", "termcheck.library.build"),
    *("termcheck.library.elaborate", "termcheck.language.parser", "termcheck.language.machine"),
    *("termcheck.language.tree", "termcheck.questions.soundness", "ctypes", "z3", "lark"),
    *("pydantic", "typer", "rich", "pathlib", "tomllib", "multiprocessing", "pickle"),
)
"""What a kept answer needs none of."""


def test_a_kept_answer_needs_no_parser_and_no_solver(tmp_path: Path) -> None:
    """The second run imports what reads an answer and prints it, and nothing else."""
    library, kept = write(tmp_path / "library", LIBRARY), tmp_path / "kept"
    first = check(library, kept)
    with keeping_in(kept):
        found = imported(["check", str(library)])
    assert {each for each in found if f"{each}.".startswith(tuple(f"{x}." for x in LIGHT))} == set()
    assert check(library, kept) == first


def test_nothing_kept_imports_no_database(tmp_path: Path) -> None:
    """Where it is off, neither SQLite nor hashes are loaded."""
    library = write(tmp_path / "library", LIBRARY)
    found = imported(["check", str(library), "--no-cache", "--no-certify"])
    assert found & {"sqlite3", "hashlib", "hmac"} == set()
