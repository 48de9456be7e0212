"""Cluster crews: workers of a Dask cluster, by address or on this machine.

A task travels as plain text: the texts of library and sweep, two numbers, and
the clashes that are known. A worker needs termcheck itself, in the same
version, and reads the texts once. A task whose worker is lost is given to
another by the scheduler.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Generator
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

import distributed

from termcheck.cli.refusal import Refusal, refusal
from termcheck.cli.sweeps import chunk
from termcheck.cli.sweeps.chunk import Desk, Task
from termcheck.cli.sweeps.crew import Done
from termcheck.cli.sweeps.job import Job, digest, from_text, to_text
from termcheck.cli.sweeps.program import program

_DASK: Any = distributed
"""Dask, whose own types say little."""

LOCAL = "local"
"""The address that stands for a cluster of its own on this machine."""

_SILENT = 50
"""The level of messages that Dask keeps to itself: all of them."""

MOST_A_SECOND = 100
"""How many chunks a second all workers together may bring: with more hands, chunks are longer."""

_LOOK = 1.0
"""Seconds between two looks at how many workers there are."""

_PATIENCE = 10.0
"""Seconds that a scheduler, and a first worker, may take to answer."""


class ClusterCrew:
    """The workers of the cluster at ``address``; ``jobs`` of them if it is made here."""

    def __init__(self, job: Job, address: str, jobs: int, memory: int) -> None:
        self._address = address
        self._job = to_text(job)
        self._program = job.program
        self._memory = memory
        self._cluster: Any = None
        self._client: Any = None
        self._closing: threading.Thread | None = None
        self._tasks: dict[Any, Task] = {}
        self._hands, self._looked = 1, -_LOOK
        self._silence = ExitStack()
        self._silence.enter_context(_DASK.utils.silence_logging_cmgr(_SILENT))
        try:
            if address == LOCAL:
                self._cluster = _DASK.LocalCluster(
                    n_workers=jobs,
                    threads_per_worker=1,
                    dashboard_address=None,
                    silence_logs=_SILENT,
                )
            self._client = _DASK.Client(self._cluster or address, timeout=_PATIENCE)
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except (OSError, ValueError, TimeoutError) as fault:
            self.close()
            raise _unreached(address, fault) from None

    def hands(self) -> int:
        """Return how many tasks the workers take at a time, one at least, as of a moment ago."""
        if time.monotonic() - self._looked >= _LOOK:
            self._looked = time.monotonic()
            with self._reaching():
                threads: dict[str, int] = self._client.nthreads()
            self._hands = max(1, sum(threads.values()))
        return self._hands

    def idle(self) -> int:
        """Return how many more tasks the workers can take."""
        return self.hands() - len(self._tasks)

    def submit(self, task: Task, known: str) -> None:
        """Give ``task`` to the scheduler."""
        seconds = max(chunk.CHUNK_SECONDS, self.hands() / MOST_A_SECOND)
        numbers = (task.first, task.last, seconds, self._memory)
        words = (self._job, self._program, known, *numbers)
        with self._reaching():
            self._tasks[self._client.submit(answer, *words, pure=False, retries=0)] = task

    def finished(self, seconds: float) -> list[Done]:
        """Return what is over; wait for one, at most so long."""
        with self._reaching():
            try:
                tasks = [*self._tasks]
                over = _DASK.wait(tasks, timeout=seconds, return_when="FIRST_COMPLETED").done
            except TimeoutError:
                return []
            return [self._done(each) for each in over]

    def close(self) -> None:
        """Leave the cluster, and end it if it was made here; where tasks still run, do not wait."""
        if self._closing is None:
            self._closing = threading.Thread(target=self._leave, daemon=True)
            self._closing.start()
        if not self._tasks:
            self._closing.join(_PATIENCE)

    @contextmanager
    def _reaching(self) -> Generator[None, None, None]:
        """Turn a scheduler that is lost into a ``Refusal``."""
        try:
            yield
        except (OSError, CancelledError, _DASK.client.ClosedClientError):
            help = "what is answered is kept: start it again, and repeat the command"
            raise refusal(f"the scheduler at `{self._address}` is lost", help) from None

    def _leave(self) -> None:
        with suppress(Exception):
            if self._client is not None:
                self._client.close()
            if self._cluster is not None:
                self._cluster.close()
            self._silence.close()

    def _done(self, future: Any) -> Done:
        task = self._tasks.pop(future)
        if future.status == "finished":
            return Done(task, str(future.result()))
        fault = future.exception() if future.status == "error" else None
        if type(fault).__name__ in {"KilledWorker", "CancelledError", "NoneType"}:
            return Done(task, "")
        help = "install the same version of termcheck where the workers run"
        raise refusal(f"a worker of the cluster failed: {type(fault).__name__}: {fault}", help)


def answer(
    job: str, wanted: str, known: str, first: int, last: int, seconds: float, memory: int
) -> str:
    """Answer a task on a worker, which keeps for each of its threads what it has read."""
    worker: Any = _DASK.get_worker()
    desks: dict[Any, Desk] = worker.__dict__.setdefault("termcheck_desks", {})
    key = (threading.get_ident(), digest(job))
    if key not in desks:
        if program() != wanted:
            raise RuntimeError("this worker has another termcheck")
        for old in [each for each in desks if each[0] == key[0]]:
            del desks[old]
        desks[key] = Desk(from_text(job), memory)
    return desks[key].answer(Task(first, last), known, seconds)


def _unreached(address: str, fault: Exception) -> Refusal:
    help = "start one with `dask scheduler`, and workers with `dask worker ADDRESS --nthreads 1`"
    return refusal(f"no worker answers at `{address}`: {fault}", help)
