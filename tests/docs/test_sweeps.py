"""The page on sweeps shows what its sweep prints."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from tests.cli.running import ROOT, run

PAGE = ROOT / "docs" / "guide" / "sweeps.md"


def blocks(kind: str) -> list[str]:
    """Return the blocks of the page that are tagged ``kind``."""
    page = PAGE.read_text(encoding="utf-8")
    return re.findall(rf"^```{kind}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def test_the_page_on_sweeps_shows_what_is_printed(tmp_path: Path) -> None:
    """The library and the sweep of the page, asked, give the answers that it shows."""
    (tmp_path / "river.terms").write_text(blocks("terms")[0], encoding="utf-8")
    (tmp_path / "river.sweep").write_text(blocks("sweep")[0], encoding="utf-8")
    answer, question = blocks("text")
    ran = run("sweep", "river.sweep", folder=tmp_path)
    assert (ran.status, ran.out) == (0, answer)
    ran = run("sweep", "river.sweep", "--question", "8", folder=tmp_path)
    assert (ran.status, ran.out) == (0, question)


def test_a_sample_of_rows_is_certified_as_the_page_says(tmp_path: Path) -> None:
    """The command that is printed for a row, typed in, writes evidence that is accepted."""
    (tmp_path / "river.terms").write_text(blocks("terms")[0], encoding="utf-8")
    (tmp_path / "river.sweep").write_text(blocks("sweep")[0], encoding="utf-8")
    for number in ("0", "4", "8"):
        told = run("sweep", "river.sweep", "--question", number, folder=tmp_path).out.splitlines()
        (command,) = [each for each in told if each.startswith("termcheck certify ")]
        made = run(*shlex.split(command)[1:], folder=tmp_path)
        (tmp_path / "row.json").write_text(made.out, encoding="utf-8")
        checked = run("verify", "row.json", folder=tmp_path)
        assert (made.status in {0, 1}, checked.status) == (True, 0), checked.out


def test_every_kind_of_line_on_the_page_is_understood(tmp_path: Path) -> None:
    """What the tables of the page name in their first column is a line of a sweep."""
    (tmp_path / "river.terms").write_text(blocks("terms")[0], encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    lines = [
        each.replace("…", "compact")
        for row in re.findall(r"^\| (`(?:each|ask) .*?) \| ", page, re.MULTILINE)
        for each in re.findall(r"`((?:each|ask) [^`]*)`", row)
    ]
    assert len(lines) == 15
    for each in lines:
        spec = f'sweep "one line" {{\n    given compact\n    {each}\n}}\n'
        (tmp_path / "one.sweep").write_text(spec, encoding="utf-8")
        ran = run("sweep", "one.sweep", "--fresh", "--limit", "2", folder=tmp_path)
        assert ran.status == 0, f"{each}: {ran.err}"
