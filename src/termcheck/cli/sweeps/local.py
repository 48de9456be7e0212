"""Local crews: processes on this machine, one for each task at a time."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from termcheck.cli.sweeps import chunk
from termcheck.cli.sweeps.chunk import Desk, Task
from termcheck.cli.sweeps.crew import Done
from termcheck.cli.sweeps.job import Job, from_text, to_text

_HAS_FORK = hasattr(os, "fork")
_GLANCE = 0.5
"""Seconds between two looks of a worker at whether its parent is still there."""


class _Hand:
    """One process, the pipe to it, and its task."""

    def __init__(self, job: Job, memory: int) -> None:
        context: Any = multiprocessing.get_context("fork" if _HAS_FORK else "spawn")
        self.pipe: Connection
        self.pipe, theirs = context.Pipe()
        work = job if _HAS_FORK else to_text(job)
        arguments = (theirs, work, memory, os.getpid())
        self.process: BaseProcess = context.Process(target=_serve, args=arguments, daemon=True)
        self.process.start()
        theirs.close()
        self.task: Task | None = None

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


class LocalCrew:
    """So many processes; one that dies is replaced by another."""

    def __init__(self, job: Job, jobs: int, memory: int) -> None:
        self._job = job
        self._memory = memory
        self._jobs = jobs
        self._hands: list[_Hand] = []

    def hands(self) -> int:
        """Return how many processes there may be."""
        return self._jobs

    def idle(self) -> int:
        """Return how many more tasks can be taken."""
        return self._jobs - sum(each.task is not None for each in self._hands)

    def submit(self, task: Task, known: str) -> None:
        """Have a process answer ``task``, a new one if all others are busy."""
        hand = next((each for each in self._hands if each.task is None), None)
        if hand is None:
            hand = _Hand(self._job, self._memory)
            self._hands.append(hand)
        hand.task = task
        try:
            hand.pipe.send((task.first, task.last, known, chunk.CHUNK_SECONDS))
        except OSError:
            return  # it is dead, as `finished` will see

    def finished(self, seconds: float) -> list[Done]:
        """Return what is over; wait for one, at most so long."""
        busy = {each.pipe: each for each in self._hands if each.task is not None}
        found: list[Done] = []
        for pipe in wait(list(busy), seconds):
            assert isinstance(pipe, Connection)
            hand = busy[pipe]
            assert hand.task is not None
            try:
                told = str(pipe.recv())
            except (EOFError, OSError):
                told = ""
                hand.close()
                self._hands.remove(hand)
            found.append(Done(hand.task, told))
            hand.task = None
        return found

    def close(self) -> None:
        """End all processes."""
        while self._hands:
            self._hands.pop().close()


def _serve(pipe: Connection, work: Job | str, memory: int, parent: int) -> None:
    """Be a worker: answer one task after the other until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_IGN) if hasattr(signal, "SIGALRM") else None
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    desk = Desk(from_text(work) if isinstance(work, str) else work, memory)
    while True:
        try:
            first, last, known, seconds = pipe.recv()
            pipe.send(desk.answer(Task(first, last), known, seconds))
        except (EOFError, OSError):
            return


def _end_with(parent: int) -> None:
    """End this process soon after its parent has ended."""
    while os.getppid() == parent:
        time.sleep(_GLANCE)
    os._exit(0)
