"""The checker reads a library as termcheck does: each formula has one value in every package."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings

from tests.certify.rich import Texts
from tests.certify.twice_read import cut, folder
from tests.libraries import Written, libraries
from tests.negotiations import Negotiation, negotiations

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ["tests/library/spec", "proposals/ukraine"] + [
    each.relative_to(ROOT).as_posix()
    for each in sorted((ROOT / "proposals" / "examples").iterdir())
]
PAGES = [
    pytest.param(page, id=page.stem) for page in sorted((ROOT / "docs" / "guide").glob("*.md"))
]


@pytest.mark.parametrize("place", FOLDERS)
def test_a_library_is_read_alike(place: str) -> None:
    """Every clause, rule, status quo and hypothesis of the library means the same to both."""
    library = cut(*folder(ROOT / place, ROOT))
    assert len(list(library.all())) > 10
    assert library.disagreements() == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_the_guide_is_read_alike(page: Path) -> None:
    """What the guide shows means the same to both."""
    library = cut((f"{page.stem}.terms.md", page.read_text(encoding="utf-8")))
    assert library.disagreements() == []


@given(libraries())
@settings(max_examples=100, deadline=None)
def test_a_random_library_is_read_alike(written: Written) -> None:
    """Every clause of a random library means the same to both."""
    assert cut(("library.terms", written.text)).disagreements() == []


@given(negotiations())
@settings(max_examples=50, deadline=None)
def test_a_random_negotiation_is_read_alike(written: Negotiation) -> None:
    """So does every statement of random parties, and every clause of several proposals."""
    assert cut(("library.terms", written.text)).disagreements() == []


@pytest.mark.parametrize("block", range(8))
def test_every_form_is_read_alike(block: int) -> None:
    """Random clauses of every form, over families, units, phases and days, mean the same to both.

    What termcheck does not accept is left out, and may be a third of them at most.
    """
    read = 0
    for seed in range(20 * block, 20 * block + 20):
        found = cut(("library.terms", Texts(Random(seed)).library()))
        if not found.errors:
            read += 1
            assert found.disagreements(seed) == []
    assert read > 12
