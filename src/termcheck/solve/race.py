"""A race: several ways of solving, of which the first answer counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from termcheck.solve.child import now, wait
from termcheck.solve.replies import Reply, SolverFault, Unknown, reason_in
from termcheck.solve.runner import Runner
from termcheck.value import Value

JOIN = (0.0, 0.6, 20.0)
"""After how many seconds each runner in turn joins."""

_STEP_MS = 50


class Patience(Value):
    """How long a question may take: ``limit`` names the limit that was hit, if one was.

    ``left`` are the seconds left, if they are limited.
    """

    limit: Callable[[], str]
    left: Callable[[], float] | None


def race(
    runners: Sequence[Runner], selectors: Sequence[int], patience: Patience
) -> tuple[Runner, Reply]:
    """Return who answered first and what; without an answer, the first and the reason.

    Whoever has not answered by then is stopped.
    """
    start = now()
    running: list[Runner] = []
    waiting = list(runners)
    reason = ""
    try:
        while running or waiting:
            if waiting and (not running or now() - start >= JOIN[len(runners) - len(waiting)]):
                each = waiting.pop(0)
                try:
                    each.ask(selectors, patience.left() if patience.left else None)
                    running.append(each)
                except SolverFault as fault:
                    reason = reason or reason_in(str(fault))
            for each in running:
                reply = each.reply()
                if isinstance(reply, Unknown):
                    reason = reason or reply.reason
                    running.remove(each)
                    break
                if reply is not None:
                    running.remove(each)
                    return each, reply
            else:
                if limit := patience.limit():
                    return runners[0], Unknown(limit)
                wait([each.solver for each in running if each.solver], _STEP_MS)
        return runners[0], Unknown(patience.limit() or reason)
    finally:
        for each in running:
            each.stop()
