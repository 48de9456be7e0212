"""The guide says what is true: every block of every page is read, built and run.

Each page is read as what it is, a literate file: its fenced blocks tagged
``terms`` form one library, and a block with another tag is not read.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from termcheck.language.parser import parse
from termcheck.library.build import Built, build
from termcheck.questions.expectations import run_check
from termcheck.questions.inquiry import Inquiry

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "guide"
PAGES = [pytest.param(page, id=page.stem) for page in sorted(GUIDE.glob("*.md"))]

FORMS = {
    "F": "holds",
    "F if G": "if",
    "F only if G": "only-if",
    "F iff G": "iff",
    "F unless G": "unless",
    "F in return for G": "in-return-for",
    "for each x in S: body": "for-each",
    "in PHASE: body": "phases",
    "one of { a: F; b: G }": "one-of",
    "readings { a: F; b: G }": "readings",
    "should, may": "should-and-may",
    "overrides L, M": "overrides",
    "b only after a": "events",
    "red line BODY": "positions",
    "amends P": "amendments",
}
"""The page of each clause form."""


def library_of(page: Path) -> Built:
    """Return the library that ``page`` is, read as a literate file."""
    text = page.read_text(encoding="utf-8")
    return build(str(GUIDE), [parse(f"{page.stem}.terms.md", text)])


@pytest.mark.parametrize("page", PAGES)
def test_the_blocks_of_a_page_make_a_library_without_a_finding(page: Path) -> None:
    """What the guide shows is accepted as it stands, without an error or a warning."""
    assert [(each.code, each.message) for each in library_of(page).diagnostics] == []


@pytest.mark.parametrize("page", PAGES)
def test_the_checks_of_a_page_pass(page: Path) -> None:
    """What a page claims of its clauses is what the checker answers."""
    inquiry = Inquiry(library_of(page).library)
    results = [run_check(inquiry, check) for check in inquiry.library.checks]
    assert results != []
    assert [(each.name, each.detail) for each in results if each.status != "passed"] == []


@pytest.mark.parametrize("form", FORMS)
def test_every_clause_form_has_a_page(form: str) -> None:
    """The page of a clause form exists, and its heading or its table shows the form."""
    page = (GUIDE / f"{FORMS[form]}.md").read_text(encoding="utf-8")
    words = re.findall(r"[a-z][a-z ]+[a-z]", form)
    assert [word for word in words if word.split(" x ")[0] not in page] == []


LINKING = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", LINKING, ids=lambda page: page.stem)
def test_a_link_leads_to_a_page(page: Path) -> None:
    """Every relative link of the documentation leads to a file that exists."""
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []
