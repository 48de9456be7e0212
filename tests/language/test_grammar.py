"""The grammar: without conflicts, its tables current, and read by Lark as by us."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lark.exceptions import LarkError

from termcheck.language.automaton import TABLES, digest, grammar_text
from termcheck.language.parser import parse
from termcheck.language.tables import compile_tables, lark_parser

ROOT = Path(__file__).resolve().parents[2]
TEXTS = sorted(
    path
    for folder in ("proposals", "tests/library/spec")
    for path in (ROOT / folder).rglob("*.terms")
)
WRONG = [
    'party a "A" "B"',
    "term t: {a < }",
    'proposal p "P" { l: a if b if c }',
    "position ukraine { l: b }",
    'check "c" { expect nothing }',
    "rule r: all(x in S a)",
    "term t: 0..",
    'proposal p "P" { l: (a }',
    "define = 3",
    "event e[S]] decided by a",
]


@cache
def lark() -> Any:
    """Return Lark's own parser for the grammar, which refuses any conflict."""
    return lark_parser(grammar_text(), strict=True)


def test_the_grammar_has_no_conflict() -> None:
    """Lark's strict mode accepts the grammar: LALR(1), and no two terminals collide."""
    assert lark() is not None


def test_the_tables_are_those_of_the_grammar() -> None:
    """The tables that ship are what Lark makes of the grammar that ships."""
    shipped = json.loads(Path(str(TABLES)).read_text("utf-8"))
    assert shipped["digest"] == digest(grammar_text())
    assert shipped == json.loads(json.dumps(compile_tables(grammar_text())))


def accepted_by_lark(text: str) -> bool:
    """Say whether Lark itself accepts ``text``."""
    try:
        lark().parse(text if text.endswith("\n") else text + "\n", start="document")
    except LarkError:
        return False
    return True


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_both_accept_what_is_right(path: Path) -> None:
    """Lark and our driver accept the same texts, those of the libraries."""
    text = path.read_text("utf-8")
    assert (accepted_by_lark(text), parse("x.terms", text).diagnostics) == (True, ())


@pytest.mark.parametrize("text", WRONG)
def test_both_refuse_what_is_wrong(text: str) -> None:
    """Lark and our driver refuse the same texts."""
    assert not accepted_by_lark(text)
    assert parse("x.terms", text).diagnostics != ()
