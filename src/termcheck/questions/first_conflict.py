"""First conflict: of all minimal conflicts of a question, the one that its order prefers.

It is what remains if the clauses are gone through from the last to the first,
and every clause is dropped without which the rest still cannot hold together.
So its last clause is the first at which the question becomes impossible. It
depends on the question alone, never on what was known before, and costs about
as many questions to the oracle as it has clauses.
"""

from __future__ import annotations

from collections.abc import Callable

from termcheck.value import Value

Mask = int
"""A set of a case's units, by their places."""


class Undecided(Value):
    """No answer; ``limit`` says which limit was hit."""

    limit: str


Clash = Callable[[Mask], "Mask | Undecided | None"]
"""Some of the units of a set that already cannot hold together with the background, or ``None``."""


class FirstConflict(Value):
    """The units of the conflict; ``limits`` say why it may hold more than it needs."""

    units: Mask
    limits: tuple[str, ...] = ()


def first_conflict(everything: Mask, core: Mask, clash: Clash) -> FirstConflict:
    """Return the first conflict among ``everything``, of which the units ``core`` clash.

    What ``clash`` leaves undecided stays in the conflict.
    """
    left, limits = everything, list[str]()
    for place in reversed(range(everything.bit_length())):
        unit = 1 << place
        if not left & unit:
            continue
        if core & unit:
            found = clash(left & ~unit)
            if found is None:
                continue
            if isinstance(found, Undecided):
                limits.append(found.limit)
                continue
            core = found
        left &= ~unit
    return FirstConflict(left, tuple(dict.fromkeys(limits)))
