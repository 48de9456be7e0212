"""The words of the trade stay out of what people read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from termcheck.cli.commands import COMMANDS
from tests.answers.answers import FILES
from tests.cli.golden import FOLDER
from tests.cli.running import ROOT, run

JARGON = re.compile(
    r"\b(un)?sat(isfiable)?\b|\b(un)?satisfiability\b|\b(mus|mcs|smt|cnf|dimacs|maxsat)(es|s)?\b"
    r"|\bsolvers?\b|\bliterals?\b|\bbackbone\b|\bhitting sets?\b|\bassumptions?\b|\bcores?\b"
    r"|\bclause sets?\b|\bpropositional\b|\bmodels?\b(?!:)",
    re.IGNORECASE,
)
"""Words of solvers. ``model:`` is a word of a library's own notes, which it marks so."""

FORMATS = re.compile(r"SMT-LIB|DIMACS|`?--dimacs`?")
"""Names of other tools' formats, which `export` has to call by their names."""

PAGES = (
    ROOT / "README.md",
    ROOT / "docs" / "index.md",
    *sorted((ROOT / "docs/guide").glob("*.md")),
)
GAPS = sorted((ROOT / "tests" / "questions" / "golden").glob("*.txt"))
GOLDENS = (*FILES, *sorted(FOLDER.glob("*.txt")), *GAPS)
ROOMS = ("language", "library", "questions", "report", "cli")


@pytest.mark.parametrize("file", [pytest.param(e, id=e.name) for e in (*PAGES, *GOLDENS)])
def test_no_page_and_no_report_speaks_of_solvers(file: Path) -> None:
    """Guides and golden reports use the words of the glossary alone."""
    assert words_of_the_trade(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_no_help_speaks_of_solvers(name: str) -> None:
    """What ``--help`` prints uses the words of the glossary alone."""
    assert words_of_the_trade(run(*filter(None, (name, "--help"))).out) == []


def test_no_message_speaks_of_solvers() -> None:
    """Every text in the code that can be printed, from messages to headings, is free of them."""
    found = [
        f"{path.name}:{line} {word}"
        for room in ROOMS
        for path in sorted((ROOT / "src" / "termcheck" / room).glob("*.py"))
        for line, text in _texts(path)
        for word in words_of_the_trade(text)
    ]
    assert found == []


def _texts(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the texts of a module that have several words and are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bare = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
    for each in ast.walk(tree):
        text = each.value if isinstance(each, ast.Constant) and id(each) not in bare else ""
        if isinstance(text, str) and isinstance(each, ast.Constant) and " " in text.strip():
            yield each.lineno, text


@pytest.mark.parametrize("text", ["the solver gave up", "an unsat core", "a MUS of two", "SAT"])
def test_the_words_are_found(text: str) -> None:
    """The list is no formality: a sentence with such a word is refused."""
    assert words_of_the_trade(text) != []


def words_of_the_trade(text: str) -> list[str]:
    """Return the words of solvers in ``text``."""
    return [found.group() for found in JARGON.finditer(FORMATS.sub("", text))]
