"""Commands: their names, what they answer, and how one is run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any, Protocol, cast

from termcheck.cli.limits import held
from termcheck.cli.parameters import Parameter
from termcheck.cli.refusal import Refusal, complaint
from termcheck.value import Value


class CommandModule(Protocol):
    """What the module of a command offers.

    ``ARGUMENTS`` is the class of its arguments, filled by ``PARAMETERS``;
    ``run`` answers and returns the exit status.
    """

    PARAMETERS: Sequence[Parameter]
    ARGUMENTS: type[Any]

    def run(self, arguments: Any) -> int:
        """Answer, and return the exit status."""
        ...


class Command(Value):
    """A command by its name, with what it answers in one line."""

    name: str
    summary: str

    def load(self) -> CommandModule:
        """Return the command's module, imported now."""
        return cast("CommandModule", import_module(f"termcheck.cli.{self.name}"))


Answer = Callable[[Command, Mapping[str, object]], int]
"""Runs a command with its arguments and returns the exit status."""

COMMANDS: Mapping[str, Command] = {
    each.name: each
    for each in (
        Command("check", "Is this library sound?"),
        Command("conflicts", "Can these hold together? If not, all minimal conflicts."),
        Command("gap", "Why is there no deal, and what is the cheapest way to one?"),
        Command("why", "Is a formula forced, possible or impossible, and why?"),
        Command("packages", "What could be agreed, and who gets what share of its demands?"),
        Command("matrix", "Which of these texts can hold together, two by two?"),
        Command("coalitions", "Which sets of parties can agree, and which block each other?"),
        Command("timeline", "When did the zone of agreement open or close, and who did it?"),
        Command("sweep", "Many questions at once: where is a deal possible, and what turns it?"),
        Command("diff", "What does this change do to what the texts allow?"),
        Command("certify", "Evidence for a verdict that anybody can check."),
        Command("verify", "Is everything true that a certificate claims?"),
        Command("export", "The question, as other programs read it."),
        Command("show", "A name with all that refers to it."),
        Command("explain", "The page of a message's code, or the list of all codes."),
    )
}


def run(command: Command, found: Mapping[str, object], spent: float = 0.0) -> int:
    """Run ``command`` with the arguments ``found`` and return its exit status.

    ``spent`` are seconds of its time that are gone. Raises ``Refusal`` with every
    value that is empty, or none of those that its option takes.
    """
    module = command.load()
    wrong = "".join(_wrong(each, found.get(each.field)) for each in module.PARAMETERS)
    if wrong:
        raise Refusal(wrong)
    with held(found.get("time"), found.get("memory"), spent):
        return module.run(module.ARGUMENTS(**found))


def _wrong(parameter: Parameter, value: object) -> str:
    """Return what is wrong with a value of ``parameter`` in finished lines, or nothing.

    Nobody names nothing on purpose: an empty value is a variable of a script that was not set.
    """
    words = cast("tuple[object, ...]", value) if isinstance(value, tuple) else (value,)
    flag = parameter.flags[-1] if parameter.flags else parameter.metavar.strip("[].")
    help = f"one of {', '.join(parameter.choices)}" if parameter.choices else parameter.help
    if any(isinstance(word, str) and not word.strip(" ,") for word in words):
        return complaint(f"`{flag}` is empty", help)
    if parameter.choices and value is not None and value not in parameter.choices:
        return complaint(f"`{flag}` cannot be `{value}`", help)
    return ""
