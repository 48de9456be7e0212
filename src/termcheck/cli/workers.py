"""Workers: forked processes that share a row of tasks.

Accepts a task as a function of its number; yields what each returns, as bytes,
in any order. What a worker leaves undone, because it ended, is done here.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import struct
import sys
from collections.abc import Callable, Generator
from contextlib import suppress
from typing import NoReturn

Task = Callable[[int], bytes]

HAS_FORK = hasattr(os, "fork") and hasattr(select, "poll")

WORTH_IT = 4
"""Tasks for each worker below which none is started."""

_HEAD = struct.Struct("<II")
_NUMBER = struct.Struct("<I")
_PIECE = 1 << 16


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def shared_out(task: Task, number: int, jobs: int) -> Generator[tuple[int, bytes], None, None]:
    """Yield ``(i, task(i))`` for each ``i`` below ``number``, worked on by ``jobs`` processes.

    A task must depend on its number alone. No worker is left behind, however this ends.
    """
    workers = min(jobs, number // WORTH_IT) if HAS_FORK else 1
    left = set(range(number))
    if workers > 1:
        for i, data in _by_workers(task, number, workers):
            left.discard(i)
            yield i, data
    for i in sorted(left):
        yield i, task(i)


def _by_workers(task: Task, number: int, workers: int) -> Generator[tuple[int, bytes], None, None]:
    team = _Team(task, number, workers)
    try:
        yield from team.answers()
    finally:
        team.end()


class _Team:
    """Workers, and the pipes from which they take numbers and into which they answer."""

    def __init__(self, task: Task, number: int, workers: int) -> None:
        self._answers: dict[int, bytearray] = {}
        self._pids: list[int] = []
        self._unsent = b"".join(map(_NUMBER.pack, range(number)))
        self._numbers, self._to = os.pipe()
        os.set_blocking(self._to, False)
        gc.freeze()
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
        for _ in range(workers):
            self._start(task)
        os.close(self._numbers)
        gc.unfreeze()

    def _start(self, task: Task) -> None:
        ours, theirs = os.pipe()
        pid = os.fork()
        if not pid:
            for each in (self._to, ours, *self._answers):
                os.close(each)
            _work(task, self._numbers, theirs)
        os.close(theirs)
        self._answers[ours] = bytearray()
        self._pids.append(pid)

    def answers(self) -> Generator[tuple[int, bytes], None, None]:
        """Yield what the workers answer until all have ended."""
        poll = select.poll()
        for each in self._answers:
            poll.register(each, select.POLLIN)
        poll.register(self._to, select.POLLOUT)
        is_open = set(self._answers)
        while is_open:
            for end, _ in poll.poll():
                if end == self._to:
                    self._send(poll)
                    continue
                data = os.read(end, _PIECE)
                if not data:
                    poll.unregister(end)
                    is_open.discard(end)
                self._answers[end] += data
                yield from _complete(self._answers[end])

    def _send(self, poll: select.poll) -> None:
        """Offer more numbers; nobody is told when there are no more but by the end of the pipe."""
        with suppress(BlockingIOError):
            try:
                self._unsent = self._unsent[os.write(self._to, self._unsent[:4096]) :]
            except BrokenPipeError:
                self._unsent = b""
        if not self._unsent:
            poll.unregister(self._to)
            os.close(self._to)
            self._to = -1

    def end(self) -> None:
        """Kill the workers, and wait until they are gone."""
        for pid in self._pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for pid in self._pids:
            with suppress(ChildProcessError):
                os.waitpid(pid, 0)
        for each in (*self._answers, *((self._to,) if self._to >= 0 else ())):
            os.close(each)


def _complete(got: bytearray) -> Generator[tuple[int, bytes], None, None]:
    """Yield the answers that have come whole, and take them from ``got``."""
    while len(got) >= _HEAD.size:
        i, size = _HEAD.unpack_from(got)
        if len(got) < _HEAD.size + size:
            return
        data = bytes(got[_HEAD.size : _HEAD.size + size])
        del got[: _HEAD.size + size]
        yield i, data


def _work(task: Task, numbers: int, answers: int) -> NoReturn:
    """Be a worker: take numbers until there are no more. Nothing is printed; faults end it."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        while data := os.read(numbers, _NUMBER.size):
            (i,) = _NUMBER.unpack(data)
            found = task(i)
            said = memoryview(_HEAD.pack(i, len(found)) + found)
            while said:
                said = said[os.write(answers, said) :]
    except BaseException:  # noqa: BLE001 - the parent does again what was not answered
        os._exit(1)
    finally:
        os._exit(0)
