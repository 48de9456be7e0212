"""What the documentation shows is what the program prints, and what it says is accepted."""

from __future__ import annotations

from pathlib import Path

import pytest

from termcheck.language.literate import terms_of
from termcheck.language.parser import parse
from termcheck.library.build import build
from tests.docs.shown import BLOCK, PAGES, ROOT, printed

README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = [
    pytest.param(found["words"], found["shown"], id=f"{page.stem}: {found['words']}")
    for page in PAGES
    for found in BLOCK.finditer(page.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("words", "shown"), SHOWN)
def test_a_command_prints_what_is_shown(words: str, shown: str) -> None:
    """A command on a page prints what stands below it; `make shown` brings pages up to date."""
    assert printed(words) == shown


def test_the_readme_s_term_sheet_is_accepted() -> None:
    """The term sheet in the README is a library without errors."""
    built = build(".", [parse("README.terms.md", README)])
    assert [found for found in built.diagnostics if found.severity == "error"] == []


def test_the_readme_s_conflict_is_there(tmp_path: Path) -> None:
    """The conflict that the README's questions lead to is found."""
    file = tmp_path / "compact.terms"
    file.write_text(terms_of(README), encoding="utf-8")
    answer = printed(f"conflicts compact vell -L {file}")
    assert "compact.order" in answer
    assert "vell.late" in answer
