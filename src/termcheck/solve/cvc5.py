"""The door to cvc5: scripts in, its words out.

The one module that imports ``cvc5``, which is an extra. It gives second
opinions, in a process of its own that is killed when the time is up.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib.machinery import PathFinder
from typing import Any, Literal, NoReturn

from termcheck.solve.child import HAS_FORK, Child, Gone, now, wait
from termcheck.solve.messages import framed
from termcheck.solve.race import Patience
from termcheck.value import Value

SECONDS = 60.0
"""How long one opinion may take, if there is no other limit."""

_STEP_MS = 50


class Opinion(Value):
    """What cvc5 says of one script: what is asserted can hold, cannot, or it has no answer.

    ``reason`` says why there is none; it is the name of a limit, or a sentence.
    """

    word: Literal["can", "cannot", "none"]
    reason: str = ""


def is_installed() -> bool:
    """Say whether there is a cvc5, without loading it."""
    return PathFinder.find_spec("cvc5", sys.path) is not None


def opinions(scripts: Sequence[str], patience: Patience) -> tuple[Opinion, ...]:
    """Return what cvc5 says of each of ``scripts``; after one without an answer it is not asked."""
    if not HAS_FORK:
        return tuple(map(_inside, scripts))
    found: list[Opinion] = []
    try:
        child = Child(_serving(scripts))
    except OSError as fault:
        return (Opinion("none", f"no process could be started: {fault}"),)
    try:
        while len(found) < len(scripts) and not (found and found[-1].word == "none"):
            found.append(_next(child, patience))
    finally:
        child.close()
    return tuple(found)


def printed(script: str, **options: str) -> list[str]:
    """Return what cvc5 prints for the commands of ``script`` that print, in this process."""
    import cvc5  # type: ignore[import-untyped]  # an extra, and slow to load

    api: Any = cvc5
    terms = api.TermManager()
    solver, symbols = api.Solver(terms), api.SymbolManager(terms)
    for name, value in options.items():
        solver.setOption(name.replace("_", "-"), value)
    parser = api.InputParser(solver, symbols)
    parser.setStringInput(api.InputLanguage.SMT_LIB_2_6, script, "termcheck")
    found: list[str] = []
    while not (command := parser.nextCommand()).isNull():
        found.append(str(command.invoke(solver, symbols)).strip())
    return [each for each in found if each]


def _checked(script: str) -> str:
    return " ".join(printed(script, tlimit_per=str(int(SECONDS * 1000))))


def _inside(script: str) -> Opinion:
    """Return an opinion that is formed in this process, which hears nothing meanwhile."""
    try:
        return _understood(_checked(script))
    except RuntimeError as fault:
        return Opinion("none", str(fault))


def _next(child: Child, patience: Patience) -> Opinion:
    """Return the next opinion of ``child``, which has so long for it."""
    start = now()
    try:
        while (reply := child.reply()) is None:
            if limit := patience.limit() or ("time" if now() - start > SECONDS else ""):
                return Opinion("none", limit)
            wait([child], _STEP_MS)
    except Gone:
        return Opinion("none", "it broke down")
    return _understood(reply[1].decode(errors="replace"))


def _understood(said: str) -> Opinion:
    if said in {"sat", "unsat"}:
        return Opinion("can" if said == "sat" else "cannot")
    return Opinion("none", said)


def _serving(scripts: Sequence[str]) -> Callable[[int, int], NoReturn]:
    """Return what the child does: it says of one script after the other what cvc5 prints."""

    def serve(_: int, theirs: int) -> NoReturn:
        for each in scripts:
            os.write(theirs, framed(b"=", _checked(each)))
        os._exit(0)

    return serve
