"""Messages: what is said to a solver in another process, and what it says back.

A message is one byte that says its kind, eight bytes that say how long the
rest is, lowest first, and the rest. ``Solving`` answers messages and stands at
the far end; it works without a process as well.

====  ==============================================================
kind  the rest
====  ==============================================================
B     become: the way and the seed of the solver that is wanted
T     tell: new literals to watch, new numbers, then the new clauses
C     check: milliseconds or 0, then the assumptions; one reply each
s     sat: the literals that hold, as bits, then the numbers
u     unsat: the core
?     unknown: the reason
====  ==============================================================
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from termcheck.solve.replies import (
    Number,
    Reply,
    Sat,
    SolverFault,
    Unknown,
    Unsat,
    Way,
    reason_in,
)

if TYPE_CHECKING:
    from termcheck.solve.z3 import Z3

HEAD = 9
"""How many bytes stand before the rest of a message."""


class BrokenMessage(Exception):
    """What came is no message of this form."""


def framed(kind: bytes, rest: str) -> bytes:
    """Return a message."""
    data = rest.encode()
    return kind + len(data).to_bytes(HEAD - 1, "little") + data


def length(head: bytes) -> int:
    """Return how long the rest of a message is that begins with ``head``."""
    return int.from_bytes(head[1:HEAD], "little")


def become(way: Way, seed: int) -> bytes:
    """Return the message that says which solver is wanted; the first one, if it comes at all."""
    return framed(b"B", f"{way} {seed}")


def tell(literals: Sequence[int], numbers: Sequence[Number], text: str) -> bytes:
    """Return the message that asserts ``text`` and asks for more values from now on."""
    named = " ".join(f"{name}:{'i' if whole else 'r'}" for name, whole in numbers)
    return framed(b"T", f"{' '.join(map(str, literals))}\n{named}\n{text}")


def check(assumptions: Sequence[int], milliseconds: int) -> bytes:
    """Return the message that asks for a reply within so many milliseconds, if not 0."""
    return framed(b"C", " ".join(map(str, (milliseconds, *assumptions))))


def to_message(reply: Reply) -> bytes:
    """Return the message that says ``reply``."""
    match reply:
        case Sat(truths=truths, numbers=numbers):
            pairs = " ".join(f"{name}:{value}" for name, value in numbers)
            return framed(b"s", f"{truths:x} {pairs}")
        case Unsat(core=core):
            return framed(b"u", " ".join(map(str, core)))
        case Unknown(reason=reason):
            return framed(b"?", reason)


def from_message(kind: bytes, rest: bytes) -> Reply:
    """Return what a message says; raises ``BrokenMessage``."""
    try:
        words = rest.decode()
        if kind == b"s":
            truths, *pairs = words.split()
            named = (each.partition(":") for each in pairs)
            return Sat(int(truths, 16), tuple((name, Fraction(value)) for name, _, value in named))
        if kind == b"u":
            return Unsat(tuple(map(int, words.split())))
    except (ValueError, ZeroDivisionError):
        raise BrokenMessage(f"`{kind!r}` with {len(rest)} bytes") from None
    if kind == b"?":
        return Unknown(words)
    raise BrokenMessage(f"`{kind!r}` is no kind of message")


class Solving:
    """A solver that is made when it is first needed, and answers messages.

    ``prepare`` does what can be done before it is known which one is needed.
    """

    def __init__(self, way: Way, seed: int, memory: int) -> None:
        self._made = (way, seed, memory)
        self._context: int | None = None
        self._solver: Z3 | None = None
        self._literals: list[int] = []
        self._numbers: list[Number] = []
        self._fault = ""

    def solver(self) -> Z3:
        """Return the solver."""
        if self._solver is None:
            from termcheck.solve.z3 import Z3  # who asks another process never loads it

            self._solver, self._context = Z3(*self._made, self._context), None
        return self._solver

    def prepare(self) -> None:
        """Make a context."""
        from termcheck.solve.z3 import new_context  # for the same reason

        self._context = new_context()

    def answer(self, kind: bytes, rest: bytes) -> bytes:
        """Do what a message says and return the reply, empty if there is none.

        A fault is kept for the next reply, because only a check has one.
        """
        try:
            if kind == b"B":
                way, seed = rest.decode().split()
                self._made = (cast("Way", way), int(seed), 0)
                return b""
            if kind == b"T":
                self._tell(rest.decode())
                return b""
            return self._gave_up() if self._fault else self._check(rest)
        except (SolverFault, MemoryError) as fault:
            self._fault = f"{type(fault).__name__}: {fault}"
            return b"" if kind == b"T" else self._gave_up()

    def _gave_up(self) -> bytes:
        return to_message(Unknown(reason_in(self._fault)))

    def _tell(self, said: str) -> None:
        literals, numbers, text = said.split("\n", 2)
        self._literals += map(int, literals.split())
        named = (each.partition(":") for each in numbers.split())
        self._numbers += [(name, sort == "i") for name, _, sort in named]
        self.solver().read(text)

    def _check(self, rest: bytes) -> bytes:
        milliseconds, *assumptions = map(int, rest.split())
        limit = milliseconds or None
        reply = self.solver().check(assumptions, self._literals, self._numbers, limit)
        return to_message(reply)
