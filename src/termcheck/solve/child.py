"""Child: a process that holds one solver and can be killed at any moment.

It is forked from this one, so that everything is loaded already, and talks
over two pipes in the form of ``messages``. Nothing here waits unless ``wait``
is called, and that waits for a moment only: neither a solver that is deep in
its work nor one that does not even listen can hold up the parent. A child ends
when its parent does, however that ends.

Where there is no ``fork``, ``Inside`` stands in: a solver in this process,
which ends a question in time but hears nothing meanwhile.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import sys
import warnings
from collections.abc import Callable, Iterable
from contextlib import suppress
from time import monotonic, sleep
from typing import NoReturn, Protocol

from termcheck.solve.messages import HEAD, Solving, framed, length
from termcheck.solve.replies import reason_in

HAS_FORK = hasattr(os, "fork")

now = monotonic
"""Seconds on a clock that only runs forwards."""

_PIECE = 1 << 20
_PER_MEGABYTE = 1 << 20 if sys.platform == "darwin" else 1 << 10
"""In how many units the system counts a megabyte of memory."""

_HIGHEST = 1024
_DYING = 1.0
"""Seconds that a process has to end after it has closed its pipe."""

_SET_PARENT_DEATH_SIGNAL = 1


class Solver(Protocol):
    """Somebody who takes messages and gives replies, each in its time."""

    def send(self, message: bytes) -> None:
        """Say something; returns at once."""
        ...

    def reply(self) -> tuple[bytes, bytes] | None:
        """Return a reply's kind and rest if it has come; raises ``Gone``."""
        ...

    def kill(self) -> None:
        """End it, whatever it is doing; returns at once."""
        ...

    def close(self) -> None:
        """End it, and wait until it is gone."""
        ...


class Gone(Exception):
    """The child has ended."""


class Child:
    """A forked process in which ``serve`` reads from one pipe and writes to another.

    Once it was ``Gone``, ``ending`` says by which signal, if by one, and ``peak``
    how many megabytes it had taken at most.
    """

    def __init__(self, serve: Callable[[int, int], NoReturn]) -> None:
        self.pid = 0
        self._parent = os.getpid()
        self._unsent = memoryview(b"")
        self._got = bytearray()
        self._gone = False
        self.ending = ""
        self.peak = 0
        theirs, self._to = _pipe()
        self._from, ours = _pipe()
        self.pid = _forked()
        if not self.pid:
            _alone(self._parent, theirs, ours, serve)
        os.close(theirs)
        os.close(ours)
        os.set_blocking(self._to, False)
        os.set_blocking(self._from, False)

    def __del__(self) -> None:
        self.close()

    def send(self, message: bytes) -> None:
        """Queue a message; what the pipe does not take now is sent by ``wait``."""
        self._unsent = memoryview(b"".join((self._unsent, message)))
        self.write()

    def reply(self) -> tuple[bytes, bytes] | None:
        """Return the kind and the rest of a reply that is complete, once."""
        size = length(bytes(self._got[:HEAD]))
        if len(self._got) >= HEAD + size:
            kind, rest = bytes(self._got[:1]), bytes(self._got[HEAD : HEAD + size])
            del self._got[: HEAD + size]
            return kind, rest
        if self._gone:
            self._bury()
            raise Gone(f"the solver's process ended{self.ending}")
        return None

    def _bury(self) -> None:
        """Find out how the process ended, and how much memory it had taken at most."""
        if not self.pid or self._parent != os.getpid():
            return
        with suppress(ChildProcessError):
            end = now() + _DYING
            while not (found := os.wait4(self.pid, os.WNOHANG))[0] and now() < end:
                sleep(_DYING / 100)
            if not found[0]:
                os.kill(self.pid, signal.SIGKILL)
                found = os.wait4(self.pid, 0)
            _, status, usage = found
            code = os.waitstatus_to_exitcode(status)
            self.ending = f" by {signal.Signals(-code).name}" if code < 0 else ""
            self.peak = usage.ru_maxrss // _PER_MEGABYTE
        self._closed()

    def kill(self) -> None:
        """Kill the process."""
        if self.pid and self._parent == os.getpid():
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
        self._gone = True

    def close(self) -> None:
        """Kill the process and wait until it is gone."""
        self.kill()
        if self.pid and self._parent == os.getpid():
            with suppress(ChildProcessError):
                os.waitpid(self.pid, 0)
            self._closed()

    def _closed(self) -> None:
        """Close the pipes of a process that is gone."""
        self.pid = 0
        for each in (self._to, self._from):
            with suppress(OSError):
                os.close(each)

    def watch(self, poll: select.poll) -> None:
        """Have ``poll`` wake when there is something to write or to read."""
        if self.pid and not self._gone:
            poll.register(self._from, select.POLLIN)
            if self._unsent:
                poll.register(self._to, select.POLLOUT)

    def move(self) -> None:
        """Write and read what can be without waiting."""
        if self.pid and not self._gone:
            self.write()
            self._read()

    def write(self) -> None:
        """Write what the pipe takes; if nobody reads any more, ``_read`` will see it."""
        try:
            while self._unsent:
                self._unsent = self._unsent[os.write(self._to, self._unsent[:_PIECE]) :]
        except BlockingIOError:
            pass
        except OSError:
            self._unsent = memoryview(b"")

    def _read(self) -> None:
        try:
            while data := os.read(self._from, _PIECE):
                self._got += data
            self._gone = True
        except BlockingIOError:
            pass
        except OSError:
            self._gone = True


def wait(solvers: Iterable[Solver], milliseconds: int) -> None:
    """Wait until one of ``solvers`` has moved, at most so long."""
    children = [each for each in solvers if isinstance(each, Child)]
    if not children:
        return
    poll = select.poll()
    for each in children:
        each.watch(poll)
    poll.poll(milliseconds)
    for each in children:
        each.move()


class Inside:
    """A solver in this process: it answers while it is told."""

    def __init__(self, solving: Solving) -> None:
        self._solving = solving
        self._replies: list[bytes] = []

    def send(self, message: bytes) -> None:
        """Do what the messages say, one after the other."""
        while message:
            end = HEAD + length(message)
            said = self._solving.answer(message[:1], message[HEAD:end])
            self._replies += [said] if said else []
            message = message[end:]

    def reply(self) -> tuple[bytes, bytes] | None:
        """Return the reply that was made last."""
        said = self._replies.pop() if self._replies else None
        return None if said is None else (said[:1], said[HEAD:])

    def kill(self) -> None:
        """Forget the replies."""
        self._replies = []

    def close(self) -> None:
        """Forget the replies; the solver goes when nobody holds it."""
        self.kill()


# --- the child's side --------------------------------------------------------


def serving(solving: Solving) -> Callable[[int, int], NoReturn]:
    """Return what a child does that holds the solver of ``solving``."""

    def serve(ours: int, theirs: int) -> NoReturn:
        solving.solver()
        _serve(solving, ours, theirs)

    return serve


def prepared(ours: int, theirs: int) -> NoReturn:
    """Be a child that has prepared a solver before it is known which one is wanted."""
    solving = Solving("finite", 0, 0)
    solving.prepare()
    _serve(solving, ours, theirs)


def _serve(solving: Solving, ours: int, theirs: int) -> NoReturn:
    while head := _exactly(ours, HEAD):
        reply = solving.answer(head[:1], _exactly(ours, length(head)))
        while reply:
            reply = reply[os.write(theirs, reply) :]
    os._exit(0)


def _exactly(source: int, size: int) -> bytes:
    """Return so many bytes; the child ends if there are no more."""
    pieces: list[bytes] = []
    while size:
        data = os.read(source, min(size, _PIECE))
        if not data:
            os._exit(0)
        pieces.append(data)
        size -= len(data)
    return b"".join(pieces)


_FIRST = 3
"""The first number of a file that is none of the standard streams."""


def _pipe() -> tuple[int, int]:
    """Return the ends of a pipe; neither takes the place of a standard stream that is closed."""
    ends, low = list(os.pipe()), list[int]()
    while min(ends) < _FIRST:
        low += ends
        ends = list(os.pipe())
    for each in low:
        os.close(each)
    return ends[0], ends[1]


def _forked() -> int:
    """Fork; a thread that waits elsewhere in the parent is none of the child's business."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _alone(parent: int, ours: int, theirs: int, serve: Callable[[int, int], NoReturn]) -> NoReturn:
    """Be the child: hear no Ctrl-C, end with the parent, hold nothing of its, and serve."""
    try:
        gc.disable()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        _end_with(parent)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in {0, 1, 2} - {ours, theirs}:
            os.dup2(nowhere, stream)
        _keep_only(ours, theirs)
        serve(ours, theirs)
    except BaseException as fault:  # noqa: BLE001 - nothing may return into the parent's code
        os.write(theirs, framed(b"?", reason_in(f"{type(fault).__name__}: {fault}")))
    finally:
        os._exit(1)


def _keep_only(first: int, second: int) -> None:
    """Close every file but two and the three that each process has."""
    low, high = sorted((first, second))
    os.closerange(3, low)
    os.closerange(max(3, low + 1), high)
    os.closerange(max(3, high + 1), _HIGHEST)


def _end_with(parent: int) -> None:
    """Ask Linux for the end of this process when its parent ends; elsewhere the pipe ends it."""
    if sys.platform == "linux":
        import ctypes  # the parent never needs it

        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(0)
