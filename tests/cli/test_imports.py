"""What commands import: start-up time is a promise."""

from __future__ import annotations

import pytest

from tests.cli.imports import imported

HEAVY = (
    *("z3", "lark", "pydantic", "rich", "typer", "click", "pathlib", "tomllib", "dataclasses"),
    *(
        "inspect",
        "tempfile",
        "random",
        "locale",
        "calendar",
        "copy",
        "ctypes",
        "termcheck.solve.z3",
    ),
    *("hashlib", "_hashlib"),
)
"""What is slow to load; the solver itself is loaded by the processes that answer."""

LABOUR = ["-L", "proposals/examples/labour"]
PLAIN = [
    ["check", *LABOUR],
    ["check", *LABOUR, "--format=github", "--strict"],
    ["conflicts", "mediator", "port", *LABOUR],
    ["why", "jobs.kept", "--given", "mediator", *LABOUR],
    ["show", "premium", *LABOUR],
    ["explain", "TC201"],
]
READ_BY_TYPER = [["--help"], ["check", "--help"], ["--version"], ["chek"], ["check", "--nonsense"]]


@pytest.mark.parametrize("words", PLAIN, ids=[" ".join(words[:2]) for words in PLAIN])
def test_a_plain_command_imports_nothing_heavy(words: list[str]) -> None:
    """A check, a question or a page as text loads nothing heavy."""
    assert imported(words) & set(HEAVY) == set()


def test_a_check_loads_nothing_that_it_was_not_asked_for() -> None:
    """What only notes, faulty texts or large libraries need is not loaded for a sound one."""
    unneeded = {
        *("termcheck.questions.notes", "termcheck.questions.implied", "termcheck.solve.pairs"),
        *("termcheck.library.salvage", "termcheck.library.foundation", "termcheck.cli.dividing"),
        *("termcheck.cli.question_options", "termcheck.language.format", "termcheck.api"),
    }
    assert imported(["check", *LABOUR]) & unneeded == set()


@pytest.mark.parametrize("words", READ_BY_TYPER, ids=[" ".join(words) for words in READ_BY_TYPER])
def test_help_imports_typer_and_nothing_else(words: list[str]) -> None:
    """Help, version and refusals need neither z3, lark, pydantic nor rich."""
    assert imported(words) & {"z3", "lark", "pydantic", "rich", "rich.console"} == set()


def test_completion_imports_nothing_heavy() -> None:
    """Completing a word is as light as help."""
    found = imported(
        [], _TERMCHECK_COMPLETE="complete_bash", COMP_WORDS="termcheck c", COMP_CWORD="1"
    )
    assert found & {"z3", "lark", "pydantic", "rich", "rich.console"} == set()


def test_a_record_imports_pydantic_and_no_wrapper_of_the_solver() -> None:
    """Only a record loads pydantic; nothing ever loads the Python side of z3."""
    found = imported(["check", *LABOUR, "--format", "json"])
    assert (("pydantic" in found), found & {"z3", "lark", "rich"}) == (True, set())
