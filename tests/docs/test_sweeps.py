"""The page on sweeps shows what its sweep prints."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.running import ROOT, run

PAGE = ROOT / "docs" / "guide" / "sweeps.md"


def block(kind: str) -> str:
    """Return the first block of the page that is tagged ``kind``."""
    found = re.search(
        rf"^```{kind}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert found is not None
    return found[1]


def test_the_page_on_sweeps_shows_what_is_printed(tmp_path: Path) -> None:
    """The library and the sweep of the page, asked, give the answer that it shows."""
    (tmp_path / "river.terms").write_text(block("terms"), encoding="utf-8")
    (tmp_path / "river.sweep").write_text(block("sweep"), encoding="utf-8")
    ran = run("sweep", "river.sweep", folder=tmp_path)
    assert (ran.status, ran.out) == (0, block("text"))
