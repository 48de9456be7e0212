"""Sizes: a library as a whole has limits, which are told once and at a place."""

from __future__ import annotations

import pytest

from termcheck.library import sizes
from tests.library.sources import built, places

AMENDED = """term t: bool
proposal a "A" { x: t }
proposal b "B" amends a { y: t }
proposal c "C" amends b { z: t }
"""
PHASED = """phase war "w"
phase peace "p" default
term t: bool by phase
term u: bool
rule r: t or t
rule s: t or t
"""

TOTALS = [
    ("members", 5, "set a = {x, y, z}\nset b = {u, v}\n", []),
    ("members", 4, "set a = {x, y, z}\nset b = {u, v}\nset c = {w}\n", ["1:1 TC239"]),
    ("members", 5, "set a = {x, y}\nterm t[a]: bool\nterm u[a]: bool\n", ["3:8 TC239"]),
    ("clauses", 6, AMENDED, []),
    ("clauses", 5, AMENDED, ["4:10 TC239"]),
    ("steps", 12, PHASED, []),
    ("steps", 8, PHASED, ["6:14 TC239"]),
    ("steps", 4, "term t: bool\nrule r: t or t\nrule s: t or t\nrule u: t\n", ["3:9 TC239"]),
]


@pytest.mark.parametrize(("what", "most", "text", "expected"), TOTALS)
def test_a_library_has_room_for_so_much(
    monkeypatch: pytest.MonkeyPatch,
    what: sizes.Counted,
    most: int,
    text: str,
    expected: list[str],
) -> None:
    """Up to the limit nothing is said; of what goes beyond it, one place is told."""
    monkeypatch.setitem(sizes._MOST, what, most)
    found = built(text)
    told = [place for place in places(found) if "TC239" in place]
    assert told == expected
