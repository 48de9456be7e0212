"""The blocks of the language's page are accepted in a library that declares what they use.

`spec/*.terms` are those blocks word for word, but for `prelude.terms`, which
holds what they use and do not declare.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from termcheck.library.model import Library
from tests.library.shown import pieces_shown
from tests.library.sources import built_from, errors

SPEC = Path(__file__).parent / "spec"


@pytest.fixture(scope="module")
def library() -> Library:
    """Return the library of the page."""
    files = {path.name: path.read_text(encoding="utf-8") for path in sorted(SPEC.glob("*.terms"))}
    found = built_from(files)
    assert errors(found) == []
    return found.library


def test_every_block_is_accepted(library: Library) -> None:
    """The four blocks build without an error, and all their checks are read."""
    assert {"quincy.no_nato", "article5", "ukraine.truce@2025-03-11"} <= set(library.clauses)
    assert len(library.checks) == 4


CLAUSES = [
    ("quincy.no_nato", ["(not russia.eu_block in {false} or ukraine.nato in {false})"]),
    ("quincy.range", ["ukraine.missile_range <= 300"]),
    ("quincy.order", ["(not ceasefire or day(framework.signed) < day(ceasefire))"]),
    ("quincy.snapback", ["sanctions.eu@relapse in {full}"]),
    ("article5", ["@interim,relapse,settled,war (not guarantee.article5@@ or ukraine.nato)"]),
    ("ukraine.guarantee@2025-03-11", ["@settled guarantee.us@@"]),
    (
        "ukraine.truce_first@2025-05-11",
        ["(not negotiations or day(ceasefire) < day(negotiations))"],
    ),
]


@pytest.mark.parametrize(("key", "pieces"), CLAUSES)
def test_a_clause_of_the_page_means_what_the_page_says(
    library: Library, key: str, pieces: list[str]
) -> None:
    """The clauses of the page have the meanings that stand beside them."""
    assert pieces_shown(library.clauses[key]) == pieces


def test_the_checks_of_the_page_are_read(library: Library) -> None:
    """Every part of a check is there: references, circumstances and expectations."""
    check = next(each for each in library.checks if each.name == "no order satisfies everyone")
    question = check.question
    assert [each.text for each in question.given] == ["points_20", "ukraine"]
    assert [each.text for each in question.without] == ["ukraine.sixty_days"]
    assert [each.text for each in question.suppose] == ["ceasefire"]
    assert [each.text for each in question.under] == ["points_20.p3.strict"]
    assert len(check.expectations) == 3
