"""Chunks: questions that follow each other, answered in one go by one process.

What comes back is plain text: rows, and the conflicts and packages that they
name. None of it depends on what else the process has answered.
"""

from __future__ import annotations

import json
import os
import time
from hashlib import sha256
from typing import Any

from termcheck.cli.sweeps.job import Job
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.sweep import Answered, Named, Sweeper
from termcheck.report.verdict_record import conflict_record, package_record
from termcheck.solve.oracle import Budget
from termcheck.value import Value

CHUNK_SECONDS = 1.0
"""How long a chunk takes at least, if there are so many questions."""


MOST_REMEMBERED = 10_000
"""After how many questions a process forgets what it need not know."""

MOST_TOLD = 2_000
"""How many clashes are told to others, and kept where all else is forgotten: the latest."""


class Task(Value):
    """The questions from ``first`` on, up to ``last`` and not with it."""

    first: int
    last: int


class Desk:
    """Where one process answers questions of ``job``; what one teaches helps with the next.

    ``memory`` bounds the solver, in megabytes, 0 without a bound.
    """

    def __init__(self, job: Job, memory: int = 0) -> None:
        self._job = job
        self._memory = memory
        self._sweeper = self._fresh()
        self._answered = 0

    def _fresh(self) -> Sweeper:
        return Sweeper(Inquiry(self._job.library, Budget(None, self._memory)))

    def _forget(self) -> None:
        """Begin with an empty memory, but for the latest clashes, once it may have grown large."""
        if self._answered >= MOST_REMEMBERED:
            known = [*self._sweeper.known][-MOST_TOLD:]
            self._sweeper, self._answered = self._fresh(), 0
            self._sweeper.learn(known)

    def answer(self, task: Task, known: str, seconds: float) -> str:
        """Return the answers from the first question on until ``seconds`` are over, as JSON.

        At least one; ``next`` is the first question that was left. ``known``
        are clashes that others have found, as JSON.
        """
        start, work = time.monotonic(), time.process_time()
        self._forget()
        self._sweeper.learn(map(frozenset, json.loads(known)))
        solved, settled = self._sweeper.solved, self._sweeper.settled
        told: dict[str, Any] = {"rows": [], "blocking": [], "conflicts": {}, "packages": {}}
        number = task.first
        while number < task.last:
            self._tell(told, number)
            number += 1
            if time.monotonic() - start >= seconds:
                break
        self._answered += number - task.first
        told |= {
            "first": task.first,
            "next": number,
            "solved": self._sweeper.solved - solved,
            "settled": self._sweeper.settled - settled,
            "seconds": time.process_time() - work,
            "worker": os.getpid(),
        }
        return json.dumps(told)

    def _tell(self, told: dict[str, Any], number: int) -> None:
        sweep = self._job.sweep
        found = self._sweeper.answer(
            sweep.question(number), sweep.about, package=sweep.packages, every=sweep.conflicts
        )
        first = found.first
        conflict = self._conflict(told, first, number) if first else None
        every = {self._conflict(told, each, number) for each in found.every}
        told["blocking"] += [[number, each] for each in sorted(every)]
        package = self._package(told, found)
        readings = ", ".join(f"{name}.{label}" for name, label in (first.readings if first else ()))
        never, limits = ", ".join(found.never_happens), ", ".join(found.limits)
        row = [found.word, conflict, readings, found.standing, package, never, limits]
        told["rows"].append([number, *(each or None for each in row)])

    def _conflict(self, told: dict[str, Any], named: Named, number: int) -> str:
        """Tell of a conflict that stands in the way of question ``number``; return its id.

        The same clauses may clash on another day, by other rules or suppositions:
        these have ids of their own, and ``named`` in common.
        """
        record = conflict_record(named.conflict).model_dump(mode="json")
        record["named"] = record.pop("id")
        record |= {"keys": list(named.conflict.keys), "clash": sorted(named.clash)}
        name = _digest(json.dumps(record, ensure_ascii=False))
        more = {"id": name, "readings": [list(each) for each in named.readings], "first": number}
        told["conflicts"].setdefault(name, record | more)
        return name

    def _package(self, told: dict[str, Any], found: Answered) -> str | None:
        if found.package is None:
            return None
        taken = dict(found.package.options), dict(found.package.recommended)
        record = package_record(self._job.library, found.package.package, *taken)
        text = json.dumps(record.model_dump(mode="json"), ensure_ascii=False)
        name = _digest(text)
        told["packages"][name] = text
        return name


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
