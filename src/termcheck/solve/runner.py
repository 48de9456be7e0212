"""A runner: one way of solving, in a process of its own.

It starts when it is needed, and starts again after it was stopped, whatever
stopped it: the encoder keeps all that a solver has to be told.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from termcheck.solve import messages
from termcheck.solve.child import HAS_FORK, Child, Gone, Inside, Solver, serving
from termcheck.solve.encode import Encoder
from termcheck.solve.messages import BrokenMessage, Solving
from termcheck.solve.replies import MEMORY, Reply, SolverFault, Unknown, Unsat, Way
from termcheck.solve.spare import Spare
from termcheck.solve.text import NOTHING, dimacs, size, smt

NEARLY = 0.75
"""Which part of the memory that it may take a process has taken that breaks down for want of it."""

QUESTIONS = 5_000
"""After how many questions a runner starts afresh, before what it has learnt weighs it down."""


class Runner:
    """Answers questions about what ``encoder`` holds, one at a time.

    ``memory`` bounds what the solver takes, in megabytes; 0 is no bound, and
    ``None`` has it work in this process. A ``spare`` process is taken if it is
    still there, except where there is a bound, which it would not know.
    """

    def __init__(
        self,
        encoder: Encoder,
        way: Way,
        seed: int,
        memory: int | None,
        spare: Spare | None = None,
    ) -> None:
        self.way: Way = way
        self.solver: Solver | None = None
        self._encoder = encoder
        self._made = (way, seed, memory or 0)
        self._apart = HAS_FORK and memory is not None
        self._spare = None if memory else spare
        self._leaving: Solver | None = None
        self._told = NOTHING
        self._watched: set[int] = set()
        self._asked = 0
        self._question: tuple[int, ...] | None = None
        self._failed = False

    def start(self) -> Solver:
        """Start the process, unless it runs; raises ``SolverFault`` if there can be none."""
        if self._leaving is not None:
            self._leaving.close()
            self._leaving = None
        if self.solver is None:
            self.solver = self._child() if self._apart else Inside(Solving(*self._made))
        return self.solver

    def _child(self) -> Child:
        way, seed, _ = self._made
        spare = self._spare.taken(way, seed) if self._spare else None
        if spare is not None:
            return spare
        try:
            return Child(serving(Solving(*self._made)))
        except OSError as fault:
            raise SolverFault(f"no process could be started: {fault}") from None

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        if self.solver is not None:
            self.solver.kill()
            self._leaving = self.solver
        self.solver = None
        self._told = NOTHING
        self._watched = set()
        self._asked = 0
        self._question = None

    def ask(self, selectors: Sequence[int], seconds: float | None) -> None:
        """Ask whether ``selectors`` can hold together; the reply comes by ``reply``."""
        if self._asked >= QUESTIONS:
            self.stop()
        self._failed = False
        self._ask(tuple(selectors), seconds)

    def _ask(self, selectors: tuple[int, ...], seconds: float | None) -> None:
        self._asked += 1
        self._question = selectors
        milliseconds = 0 if self._apart or seconds is None else max(1, ceil(seconds * 1000))
        self.start().send(self._news() + messages.check(selectors, milliseconds))

    def reply(self) -> Reply | None:
        """Return the reply if it has come.

        If the process broke down instead it is started again and asked once
        more; the second time that is the reply.
        """
        assert self.solver is not None
        try:
            said = self.solver.reply()
            return None if said is None else self._sensible(messages.from_message(*said))
        except (Gone, BrokenMessage) as fault:
            question, reason = self._question, self._lost(fault)
            self.stop()
            if self._failed or question is None:
                return Unknown(reason)
            self._failed = True
            self._ask(question, None)
            return None

    def _sensible(self, reply: Reply) -> Reply:
        """Return a reply that can be one; what is encoded holds somewhere, so no core is empty."""
        if isinstance(reply, Unsat):
            core = set(reply.core)
            if not core or not core <= set(self._question or ()):
                raise BrokenMessage("a core of what was not asked")
        return reply

    def _lost(self, fault: Exception) -> str:
        """Return why a process broke down.

        For want of memory if a signal ended it when it had taken nearly all; a
        solver that hears of it says so itself.
        """
        bound, ended = self._made[2], self.solver
        crashed = isinstance(ended, Child) and ended.ending and ended.peak >= bound * NEARLY
        return MEMORY if bound and crashed else f"solver: {fault}"

    def _news(self) -> bytes:
        """Return the message that tells what was encoded since the last one, if anything was."""
        now = size(self._encoder)
        if now == self._told:
            return b""
        text = (dimacs if self.way == "finite" else smt)(self._encoder, self._told)
        watched = self._encoder.observed()
        used = self._encoder.numbers.used[self._told[2] :]
        numbers = [(each.name, each.whole) for each in used]
        message = messages.tell(sorted(watched - self._watched), numbers, text)
        self._told, self._watched = now, watched
        return message
