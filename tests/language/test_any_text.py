"""Any text: whatever is typed, the parser answers, and answers within the text."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark.exceptions import LarkError

from termcheck.language.automaton import automaton, grammar_text
from termcheck.language.codes import CODES
from termcheck.language.diagnostic import Diagnostic
from termcheck.language.parser import parse, parse_formula, parse_ref
from termcheck.language.tables import lark_parser
from tests.language import faults

PROPOSALS = Path(__file__).resolve().parents[2] / "proposals"
SPOILT = sorted(PROPOSALS.glob("examples/**/*.terms"))
TRIALS = 60

WORDS = sorted(automaton().words)
SIGNS = [
    *automaton().signs,
    "\n",
    "\n    ",
    '"',
    "#",
    '"a text"',
    "\\",
    "==",
    "\u0456",
    "\x00",
    "\r",
]
TOKENS = st.sampled_from([*WORDS, *SIGNS, "a", "b.c", "label:", "3", "2025-03", "2025-03-18"])
TEXTS = st.lists(TOKENS, max_size=40).map(" ".join) | st.text(max_size=60)

ABOUT_VALUES = frozenset(("TC104", "TC117", "TC118", "TC120", "TC121", "TC124"))
"""Codes of texts that the grammar accepts: their words fit, what they say does not."""


def is_proper(found: Diagnostic, text: str) -> bool:
    """Whether a diagnostic has a known code and severity and a place in ``text``."""
    start, end = found.span.start, found.span.end
    return CODES[found.code][0] == found.severity and 0 <= start <= end <= len(text)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_every_text_has_an_answer(text: str) -> None:
    """Parsing never raises; every diagnostic is of the closed table and points into the text."""
    for name in ("any.terms", "any.terms.md"):
        assert all(is_proper(each, text) for each in parse(name, text).diagnostics)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_every_formula_and_reference_has_an_answer(text: str) -> None:
    """A formula and a reference come back, or the reasons why there is none."""
    for value, found in (parse_formula("it", text), parse_ref("it", text)):
        assert (value is None) == (found != ())
        assert all(is_proper(each, text) for each in found)


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_every_text_has_one_answer(text: str) -> None:
    """The same text gives the same tree and the same diagnostics."""
    assert parse("any.terms", text) == parse("any.terms", text)


def is_accepted_by_lark(text: str) -> bool:
    """Whether Lark's own parser accepts ``text``."""
    try:
        LARK.parse(text, start="document")
    except LarkError:
        return False
    return True


LARK = lark_parser(grammar_text())


@pytest.mark.parametrize("path", SPOILT, ids=lambda path: path.stem)
@pytest.mark.parametrize("kind", faults.KINDS, ids=lambda kind: kind.__name__)
def test_lark_and_the_machine_agree_on_spoilt_texts(path: Path, kind: faults.Kind) -> None:
    """What Lark's parser refuses, the machine refuses, and what one accepts, the other does."""
    chance = random.Random(f"{path.stem} {kind.__name__}")
    text = path.read_text(encoding="utf-8")
    sites = faults.sites(text)
    for _ in range(TRIALS):
        fault = kind(text, chance.choice(sites), chance)
        if fault:
            spoilt = faults.spoilt(text, [fault])
            found = [each.code for each in parse(path.name, spoilt).diagnostics]
            is_refused = any(code not in ABOUT_VALUES for code in found)
            assert (spoilt, is_refused) == (spoilt, not is_accepted_by_lark(spoilt))
