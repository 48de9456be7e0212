"""Replies: what a solver is, and what it says, without the solver.

Who asks needs no more than this; Z3 is loaded in the process that answers.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from termcheck.value import Value

Way = Literal["finite", "general", "clausal"]
"""Which of Z3's solvers: for finite domains, for all, and one for all that is young.

The clausal one stands on a SAT solver. It finds its way where the general one
loses it, and has been tried less.
"""

Number = tuple[str, bool]
"""The name of a numeric constant, and whether it is a whole number."""

MEMORY = "memory"
"""The reason of a reply that was given up for want of memory."""


class Sat(Value):
    """All can hold together.

    ``truths`` has a bit for each literal that was asked for and holds;
    ``numbers`` are the numeric constants with their values.
    """

    truths: int
    numbers: tuple[tuple[str, Fraction], ...]


class Unsat(Value):
    """The assumptions in ``core`` cannot hold together."""

    core: tuple[int, ...]


class Unknown(Value):
    """No answer, for ``reason``."""

    reason: str


Reply = Sat | Unsat | Unknown


def reason_in(said: str) -> str:
    """Return the reason in what Z3 or Python says when it gives up."""
    return MEMORY if "memory" in said.lower() else f"solver: {said}"


class SolverFault(Exception):
    """A solver refused what it was given, or could not be loaded."""
