"""The full reader of command lines: help, completion and faults, by typer.

The application is made from the parameters that the commands declare. A
command's module is imported when the command is named.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated, Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from termcheck.cli.commands import COMMANDS, Answer, Command
from termcheck.cli.parameters import Parameter

_HELP = "Check negotiation texts: which clauses cannot hold together, and why."
_CONTEXT: dict[str, Any] = {"help_option_names": ["-h", "--help"]}
_TYPES: dict[str, Any] = {
    "word": str,
    "words": list[str],
    "option": str,
    "options": list[str],
    "flag": bool,
}

_NOT_SAID: tuple[Any, ...] = (None, False, [])
"""What stands for a parameter that is not on the command line."""

_LATER: Any = None
"""What stands for a command that is not made yet: suggestions only need its name."""


def application(answer: Answer) -> Callable[..., Any]:
    """Return the program that reads a command line and calls ``answer`` with what it found."""

    class LazyGroup(TyperGroup):
        """All commands in order, each made when it is named."""

        def __init__(self, **settings: Any) -> None:
            super().__init__(**settings)
            self.commands = dict.fromkeys(COMMANDS, _LATER)

        def list_commands(self, ctx: Any) -> list[str]:
            """Return the names of the commands."""
            del ctx
            return list(COMMANDS)

        def get_params(self, ctx: Any) -> Any:
            """Return the parameters."""
            return _as_they_are(super().get_params(ctx))

        def get_command(self, ctx: Any, cmd_name: str) -> Any:
            """Return a command, or ``None`` if there is none of this name."""
            del ctx
            return _made(COMMANDS[cmd_name], answer) if cmd_name in COMMANDS else None

        def format_commands(self, ctx: Any, formatter: Any) -> None:
            """List the commands without importing any of them."""
            del ctx
            with formatter.section("Commands"):
                formatter.write_dl([(each.name, each.summary) for each in COMMANDS.values()])

    found = typer.Typer(
        cls=LazyGroup,
        help=_HELP,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings=_CONTEXT,
    )
    found.callback(invoke_without_command=True)(_version)
    return found


def _version(
    show: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if not show:
        return
    try:
        typer.echo(f"termcheck {version('termcheck')}")
    except PackageNotFoundError:
        typer.echo("termcheck, not installed")
    raise typer.Exit


def _made(command: Command, answer: Answer) -> Any:
    """Return the command as typer has it."""
    alone = typer.Typer(
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings=_CONTEXT,
    )

    def call(**values: Any) -> None:
        given = {name: value for name, value in values.items() if value not in _NOT_SAID}
        raise typer.Exit(answer(command, {n: _frozen(v) for n, v in given.items()}))

    signed = _with_signature(call, command.load().PARAMETERS)
    alone.command(command.name, help=command.summary, cls=_PlainCommand)(signed)
    return typer.main.get_command(alone)


class _PlainCommand(TyperCommand):
    """A command whose parameters are words and flags."""

    def get_params(self, ctx: Any) -> Any:
        """Return the parameters."""
        return _as_they_are(super().get_params(ctx))


class _AsItIs:
    """Takes every value as it was written."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return ``value``, or no values of a parameter that takes several."""
        del ctx
        return () if value is None and (param.multiple or param.nargs == -1) else value


def _as_they_are(parameters: Sequence[Any]) -> Sequence[Any]:
    """Keep typer from loading pydantic in order to turn words into words.

    Since 0.28 it validates every value with pydantic, which takes as long as
    a whole check. All our parameters are words and flags.
    """
    for each in parameters:
        each._runtime_param = _AsItIs()  # noqa: SLF001 - earlier versions take no notice
    return parameters


def _frozen(value: Any) -> object:
    return tuple(cast("list[str]", value)) if isinstance(value, list) else value


def _with_signature(
    call: Callable[..., None], parameters: Sequence[Parameter]
) -> Callable[..., None]:
    """Return ``call`` as a function of the parameters, which is what typer reads."""
    own = [
        inspect.Parameter(
            each.field,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if each.required else _default(each),
            annotation=Annotated[_TYPES[each.kind], _declared(each)],
        )
        for each in parameters
    ]
    vars(call)["__signature__"] = inspect.Signature(own)
    call.__annotations__ = {}
    return call


def _default(parameter: Parameter) -> Any:
    """Return what a parameter is if it is not said; an empty word is something that was said."""
    return None if parameter.kind in ("word", "option") else _TYPES[parameter.kind]()


def _declared(parameter: Parameter) -> Any:
    metavar = "|".join(parameter.choices) or parameter.metavar or None
    if parameter.kind in ("word", "words"):
        return typer.Argument(metavar=metavar, help=parameter.help, show_default=False)
    return typer.Option(
        *parameter.flags,
        metavar=None if parameter.kind == "flag" else metavar,
        help=parameter.help,
        show_default=False,
    )
