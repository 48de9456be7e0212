"""The shortcut for plain command lines means what typer means."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from termcheck.cli.commands import COMMANDS, Command
from termcheck.cli.parameters import names
from termcheck.cli.plain import plain_arguments
from termcheck.cli.typer_app import application

LINES = [
    "check",
    "check lib",
    "check -",
    "check -L lib --strict --coverage -v",
    "check --library=lib --format json --output=x --time 5",
    "check lib --format concise",
    "conflicts a",
    "conflicts a b.c d[e]",
    "conflicts --keep a --keep b,c d --without=e",
    "conflicts a --suppose x>=5 --suppose=not(y) --table us,russia --table eu",
    "conflicts a -o - --by text --limit 3 --as-of 2025-03",
    "why f --given a --given b",
    "why f",
    "why",
    "show x -L lib --format json",
    "explain",
    "explain TC101 --format json",
]
LEFT_TO_TYPER = [
    "check --help",
    "check -h",
    "check a b",
    "check --nonsense",
    "check --format",
    "check --strict=yes",
    "check -Llib",
    "check -- lib",
    "conflicts",
    "conflicts a --keep --strict",
]


def by_typer(words: list[str]) -> dict[str, object]:
    """Return the arguments that typer finds."""
    found: dict[str, object] = {}

    def answer(command: Command, arguments: Mapping[str, object]) -> int:
        del command
        found.update(arguments)
        return 0

    with pytest.raises(SystemExit):
        application(answer)(args=words, prog_name="termcheck")
    return found


@pytest.mark.parametrize("line", LINES)
def test_the_shortcut_finds_what_typer_finds(line: str) -> None:
    """Both readers make the same arguments of a plain command line."""
    words = line.split()
    parameters = COMMANDS[words[0]].load().PARAMETERS
    shortcut = plain_arguments(parameters, words[1:])
    assert shortcut is not None
    assert {name: value for name, value in shortcut.items() if value} == by_typer(words)


@pytest.mark.parametrize("line", LEFT_TO_TYPER)
def test_the_shortcut_leaves_everything_else_to_typer(line: str) -> None:
    """Help, faults and rare spellings are not guessed at."""
    words = line.split()
    assert plain_arguments(COMMANDS[words[0]].load().PARAMETERS, words[1:]) is None


@pytest.mark.parametrize("name", COMMANDS)
def test_every_parameter_fills_a_field(name: str) -> None:
    """A command's parameters and the fields of its arguments are the same."""
    module = COMMANDS[name].load()
    assert set(names(module.PARAMETERS)) <= set(module.ARGUMENTS.FIELDS)
