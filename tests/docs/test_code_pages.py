"""The pages of the codes: each says what its code is about, and shows it at work.

A page has one failing block and one repaired block. The failing block gives
its code and no other, the repaired block gives nothing at all.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from termcheck.language.codes import CODES
from termcheck.language.parser import parse
from termcheck.library.build import build
from termcheck.library.settings import settings_from
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.sound import NOTES
from termcheck.questions.soundness import soundness

PAGES = Path(__file__).resolve().parents[2] / "docs" / "codes"
FENCE = re.compile(r"^```(\w+)( fails)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
DOTS = re.compile(r"m1, m2, …, m([0-9]+)")

ASKED = [code for code in sorted(CODES) if "TC350" <= code <= "TC599" and code != "TC507"]
"""The codes that need a solver; TC507 is about time and not about a text."""

SHOWN = [
    code
    for code in sorted(CODES)
    if code < "TC130" or "TC200" <= code <= "TC329" or "TC400" <= code <= "TC449"
] + ASKED
"""The codes that parser and build give; the rest are about files or time."""


def text_of(code: str) -> str:
    """Return the page of ``code``."""
    return (PAGES / f"{code}.md").read_text(encoding="utf-8")


def block_of(code: str, fails: bool) -> tuple[str, str]:
    """Return the tag and the text of the failing or of the repaired block of a page."""
    found = [(tag, text) for tag, word, text in FENCE.findall(text_of(code)) if bool(word) == fails]
    assert len(found) == 1
    return found[0]


def in_full(text: str) -> str:
    """Return a block in which the dots of a long list are written out."""
    return DOTS.sub(lambda dots: ", ".join(f"m{n}" for n in range(1, int(dots[1]) + 1)), text)


def codes_of(tag: str, text: str, *, notes: bool) -> set[str]:
    """Return the codes that a block gives, notes if they are asked for."""
    if tag == "toml":
        return {each.code for each in settings_from(tomllib.loads(text)).diagnostics}
    found = build("page", [parse("page.terms", in_full(text))])
    if found.diagnostics:
        return {each.code for each in found.diagnostics}
    sound = soundness(Inquiry(found.library), with_notes=notes)
    return {each.code for each in sound.diagnostics}


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    """The table of codes and the folder of pages name the same codes."""
    assert sorted(page.stem for page in PAGES.glob("TC*.md")) == sorted(CODES)


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_page_begins_with_the_title_in_the_table(code: str) -> None:
    """The first line of a page is its code and what the table says of it."""
    assert text_of(code).splitlines()[0] == f"# {code}: {CODES[code][1]}"


@pytest.mark.parametrize("code", SHOWN)
def test_the_failing_block_gives_its_code_alone(code: str) -> None:
    """The failing block of a page is a library with exactly this fault."""
    assert codes_of(*block_of(code, fails=True), notes=code in NOTES) == {code}


@pytest.mark.parametrize("code", SHOWN)
def test_the_repaired_block_gives_nothing(code: str) -> None:
    """The repaired block of a page is a library without any fault."""
    assert codes_of(*block_of(code, fails=False), notes=code in NOTES) == set()
