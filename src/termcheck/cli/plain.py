"""Plain command lines: words and known options, read without typer.

Importing typer takes as long as half of a small check. Most command lines are
so plain that a table reads them; whatever is not (help, completion, a fault)
is left to typer, which means the same by the same parameters.
"""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.cli.parameters import Parameter

Found = dict[str, object]


def plain_arguments(parameters: Sequence[Parameter], words: Sequence[str]) -> Found | None:
    """Return the arguments by field, or ``None`` if typer has to look at ``words``."""
    by_flag = {flag: each for each in parameters for flag in each.flags}
    found: Found = {}
    loose: list[str] = []
    waiting = list(reversed(words))
    while waiting:
        word = waiting.pop()
        if not word.startswith("-") or word == "-":
            loose.append(word)
            continue
        if not _option(by_flag, word, waiting, found):
            return None
    return found if _arguments(parameters, loose, found) else None


def _option(by_flag: dict[str, Parameter], word: str, waiting: list[str], found: Found) -> bool:
    """Read one option into ``found``; say whether it is one that we know."""
    flag, sign, value = word.partition("=")
    parameter = by_flag.get(flag)
    if parameter is None or (sign and not flag.startswith("--")):
        return False
    if parameter.kind == "flag":
        found[parameter.field] = True
        return not sign
    if not sign:
        if not waiting or (waiting[-1].startswith("-") and waiting[-1] != "-"):
            return False
        value = waiting.pop()
    if parameter.kind == "options":
        earlier = found.get(parameter.field, ())
        found[parameter.field] = (*earlier, value) if isinstance(earlier, tuple) else (value,)
    else:
        found[parameter.field] = value
    return not parameter.choices or value in parameter.choices


def _arguments(parameters: Sequence[Parameter], loose: list[str], found: Found) -> bool:
    """Give the loose words to the arguments; say whether they fit."""
    for parameter in parameters:
        if parameter.kind == "word" and loose:
            found[parameter.field] = loose.pop(0)
        elif parameter.kind == "words":
            found[parameter.field] = tuple(loose)
            loose = []
        if parameter.required and not found.get(parameter.field):
            return False
    return not loose
