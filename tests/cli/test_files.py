"""Reading libraries: which files belong to one, and which are refused."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from termcheck.cli import library_files
from termcheck.language.limits import FILE
from tests.cli.running import Ran, run

TERM = 'term a: bool "x"\n'


def codes(ran: Ran) -> list[str]:
    """Return the codes of a check that was written as JSON, errors first in order of file."""
    return [
        each["code"] for each in json.loads(ran.out)["diagnostics"] if each["severity"] == "error"
    ]


def check(folder: Path, *words: str) -> Ran:
    """Check ``folder`` and return the answer as JSON."""
    return run("check", *words, "--format", "json", folder=folder)


def fifo(path: Path) -> None:
    """Make a pipe."""
    os.mkfifo(path)


def folder(path: Path) -> None:
    """Make a folder."""
    path.mkdir()


def dangling(path: Path) -> None:
    """Make a link to nothing."""
    path.symlink_to("nothing.terms")


def circle(path: Path) -> None:
    """Make a link to itself."""
    path.symlink_to(path.name)


def leaving(path: Path) -> None:
    """Make a link out of the library."""
    path.symlink_to("/etc/passwd")


def device(path: Path) -> None:
    """Make a link to a device, which lies outside of every library."""
    path.symlink_to("/dev/zero")


def large(path: Path) -> None:
    """Make a file that is larger than a file may be, without using the room."""
    with open(path, "wb") as stream:
        stream.truncate(FILE + 1)


BAD = [
    (fifo, "TC183"),
    (folder, "TC184"),
    (dangling, "TC182"),
    (circle, "TC182"),
    (leaving, "TC181"),
    (device, "TC181"),
    (large, "TC185"),
]


@pytest.mark.parametrize(("make", "code"), BAD, ids=[make.__name__ for make, _ in BAD])
def test_what_is_no_plain_file_is_refused_with_its_code(
    tmp_path: Path, make: object, code: str
) -> None:
    """Whatever is named like a file of ours and is none has a code, and the status is 2."""
    assert callable(make)
    (tmp_path / "a.terms").write_text(TERM, encoding="utf-8")
    make(tmp_path / "bad.terms")
    ran = check(tmp_path)
    assert (ran.status, codes(ran)) == (2, [code])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_has_its_code(tmp_path: Path) -> None:
    """A file without the right to read it is refused."""
    (tmp_path / "a.terms").write_text(TERM, encoding="utf-8")
    (tmp_path / "a.terms").chmod(0)
    assert codes(check(tmp_path)) == ["TC180"]


def test_a_file_that_changes_while_it_is_read_has_its_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read of a changing file is not believed."""
    path = tmp_path / "a.terms"
    path.write_text(TERM, encoding="utf-8")
    seen = os.fstat

    def changing(handle: int) -> os.stat_result:
        path.write_text(path.read_text(encoding="utf-8") + "#", encoding="utf-8")
        return seen(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fstat", changing)
        found = library_files.read_file(str(path))
    assert isinstance(found, library_files.Unread)
    assert found.code == "TC187"


def test_too_many_files_have_their_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with too many files is refused once, and the rest is not read."""
    monkeypatch.setattr(library_files, "MOST_FILES", 3)
    for number in range(9):
        (tmp_path / f"f{number}.terms").write_text("", encoding="utf-8")
    assert codes(check(tmp_path)) == ["TC186"]


def test_settings_that_are_not_toml_have_their_code(tmp_path: Path) -> None:
    """Settings that cannot be read are an error at their file."""
    (tmp_path / "a.terms").write_text(TERM, encoding="utf-8")
    (tmp_path / "termcheck.toml").write_text("horizon = [", encoding="utf-8")
    assert codes(check(tmp_path)) == ["TC188"]


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    """What is hidden belongs to no library, nor do files of other names."""
    (tmp_path / "a.terms").write_text(TERM, encoding="utf-8")
    (tmp_path / ".b.terms").write_text("nonsense", encoding="utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "c.terms").write_text("nonsense", encoding="utf-8")
    (tmp_path / "d.txt").write_text("nonsense", encoding="utf-8")
    assert codes(check(tmp_path)) == []


def test_links_inside_are_passed_over(tmp_path: Path) -> None:
    """A link to a file or a folder of the library changes nothing."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.terms").write_text(TERM, encoding="utf-8")
    (tmp_path / "b.terms").symlink_to("sub/a.terms")
    (tmp_path / "again").symlink_to(".")
    assert codes(check(tmp_path)) == []


def test_a_name_that_is_no_text_is_shown_escaped(tmp_path: Path) -> None:
    """A file name with bytes that are no UTF-8 is read and shown."""
    name = os.fsencode(tmp_path) + b"/bad\xff\x1b.terms"
    with open(name, "wb") as stream:
        stream.write(b"nonsense")
    ran = run("check", "--format", "concise", folder=tmp_path)
    assert (ran.status, ran.out.startswith("bad\\xff\\u{1b}.terms:1:1: TC")) == (1, True)
    assert json.loads(check(tmp_path).out)["diagnostics"][0]["file"] == "bad\\xff\x1b.terms"


# --- which library ----------------------------------------------------------------


def rooted(tmp_path: Path) -> Path:
    """Return a folder below a library with settings."""
    (tmp_path / "termcheck.toml").write_text('[codes]\nTC404 = "off"\n', encoding="utf-8")
    (tmp_path / "a.terms").write_text(TERM, encoding="utf-8")
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "b.terms").write_text('term b: bool "y"\n', encoding="utf-8")
    return tmp_path / "deep" / "er"


def root_of(folder: Path, *words: str) -> str:
    """Return the root that a check in ``folder`` reports."""
    return str(json.loads(check(folder, *words).out)["library"]["root"])


def test_the_nearest_settings_upwards_mark_the_library(tmp_path: Path) -> None:
    """Inside a library its root is found; a file stands for the library that it is in."""
    inside = rooted(tmp_path)
    found = (root_of(inside), root_of(inside, "b.terms"), root_of(tmp_path, "deep/er/b.terms"))
    assert found == ("../..", "../..", ".")


def test_a_file_says_which_folder_it_stands_for(tmp_path: Path) -> None:
    """It is said where nothing marks a library and more than the file is read, nowhere else."""
    (tmp_path / "a.terms").write_text(TERM, encoding="utf-8")
    alone = check(tmp_path, "a.terms").err
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "b.terms").write_text("term other: bool", encoding="utf-8")
    said = check(tmp_path, "a.terms").err.splitlines()
    folder = check(tmp_path, ".").err
    (tmp_path / "termcheck.toml").write_text("", encoding="utf-8")
    marked = check(tmp_path, "a.terms").err
    assert said[0] == "termcheck: `a.terms` stands for the library in `.`: 2 files there and below"
    assert (len(said), alone, folder, marked) == (2, "", "", "")


def test_proposals_is_the_library_of_a_project(tmp_path: Path) -> None:
    """Without settings the folder ``proposals`` is the library, else the current folder."""
    (tmp_path / "x.terms").write_text(TERM, encoding="utf-8")
    here = root_of(tmp_path)
    (tmp_path / "proposals").mkdir()
    (tmp_path / "proposals" / "a.terms").write_text(TERM, encoding="utf-8")
    assert (here, root_of(tmp_path)) == (".", "proposals")


def test_a_folder_that_is_named_is_the_library(tmp_path: Path) -> None:
    """``-L`` and the argument name the root itself."""
    inside = rooted(tmp_path)
    assert (root_of(inside, "."), root_of(inside, "-L", ".")) == (".", ".")


def test_standard_input_is_a_library_of_one_file(tmp_path: Path) -> None:
    """``-`` reads one file, whose name in messages says so."""
    ran = run("check", "-", "--format", "concise", folder=tmp_path, given=b"rule r: nowhere\n")
    assert ran.out.startswith("stdin.terms:1:9: TC201 ")


SETTINGS = [
    ("termcheck.toml", '[codes]\nTC404 = "error"\n'),
    ("pyproject.toml", '[tool.termcheck.codes]\nTC404 = "error"\n'),
    ("pyproject.toml", '[ tool . termcheck . codes ]\nTC404 = "error"\n'),
]


@pytest.mark.parametrize(("file", "text"), SETTINGS)
def test_settings_stand_in_either_file(tmp_path: Path, file: str, text: str) -> None:
    """``termcheck.toml`` and ``[tool.termcheck]`` say the same."""
    (tmp_path / "a.terms").write_text(TERM, encoding="utf-8")
    (tmp_path / file).write_text(text, encoding="utf-8")
    assert codes(check(tmp_path)) == ["TC404"]


def test_a_project_without_our_table_changes_nothing(tmp_path: Path) -> None:
    """A ``pyproject.toml`` that does not speak of us is not even read as TOML."""
    (tmp_path / "a.terms").write_text(TERM, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("not [ toml", encoding="utf-8")
    assert codes(check(tmp_path)) == []


def test_every_fault_of_the_settings_is_told(tmp_path: Path) -> None:
    """Two unknown codes in the settings are two findings, though they have no place."""
    (tmp_path / "a.terms").write_text(TERM, encoding="utf-8")
    text = '[codes]\nTC998 = "off"\nTC999 = "off"\n'
    (tmp_path / "termcheck.toml").write_text(text, encoding="utf-8")
    told = json.loads(check(tmp_path).out)["diagnostics"]
    assert [each["message"] for each in told if each["code"] == "TC292"] == [
        "`TC998` is no code of a message",
        "`TC999` is no code of a message",
    ]


def test_bytes_that_are_no_text_have_their_code(tmp_path: Path) -> None:
    """A file that is not UTF-8 is unreadable input, and the other files are read."""
    (tmp_path / "a.terms").write_bytes(b'term a: bool "\xff"\n')
    (tmp_path / "b.terms").write_text("rule r: nowhere\n", encoding="utf-8")
    ran = check(tmp_path)
    assert (ran.status, codes(ran)) == (2, ["TC189", "TC201"])


def test_a_literate_file_is_read_at_its_own_places(tmp_path: Path) -> None:
    """Of ``.terms.md`` the blocks are read; places are those of the Markdown file."""
    text = "# Title\n\n```terms\nrule r: nowhere\n```\n"
    (tmp_path / "a.terms.md").write_text(text, encoding="utf-8")
    ran = run("check", "--format", "concise", folder=tmp_path)
    assert ran.out.startswith("a.terms.md:4:9: TC201 ")


def test_too_much_on_standard_input_is_refused(tmp_path: Path) -> None:
    """Standard input has the same limit as a file."""
    assert run("check", "-", folder=tmp_path, given=b"#" * (FILE + 1)).status == 2
