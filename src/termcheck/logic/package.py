"""A package: one full answer, a value for every variable in play.

Yielded by ``solve`` and accepted by ``evaluate``, which says which clauses
hold in it. Variables and events that a package does not mention are open.
"""

from __future__ import annotations

from collections.abc import Mapping

from termcheck.library.formula import Variable
from termcheck.library.model import Answer
from termcheck.value import Value


class Package(Value):
    """``values`` by variable; ``days`` by event, ``None`` if it does not happen.

    A value is a choice's name, a number in the unit of the term's declaration,
    or ``None`` for *no limit*. A day is a day number (0001-01-01 is 1).
    """

    values: Mapping[Variable, Answer]
    days: Mapping[str, int | None]
