"""The words of answers: a mediator's, never a solver's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from termcheck.cli.commands import COMMANDS
from tests.cli.golden import FOLDER, read
from tests.cli.running import run

JARGON = re.compile(
    r"\b(unsat\w*|sat|satisf\w*|core|cores|mus|mcs|models?|assert\w*|selectors?|solvers?|literals?"
    r"|smt|sorts?|assumptions?|constraints?|propositional|backbone|hitting sets?|tautolog\w*"
    r"|NoneType|str|int|dict|tuple|None|True|False|Traceback)\b",
)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_answers_use_no_solver_s_word(path: Path) -> None:
    """No word of solvers or of Python stands in what a command prints."""
    golden = read(path.read_text(encoding="utf-8"))
    printed = [each.body for each in golden.sections if each.head.startswith("=== $")]
    assert [found[0] for text in printed for found in JARGON.finditer(text)] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_help_uses_no_solver_s_word(name: str) -> None:
    """Help speaks the user's language too."""
    said = run(name, "--help").out.replace("<str>", "").replace("list[str]", "")
    assert [found[0] for found in JARGON.finditer(said)] == []
