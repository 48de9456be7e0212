"""Limits: how long a command may take, and how much memory.

``held`` keeps both from outside, whatever the command is doing: it is the last
resort. Questions watch their time themselves and end in order before that.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from termcheck.cli.output import complain
from termcheck.cli.refusal import complaint
from termcheck.value import Value

LATE = 0.3
"""Seconds that work has to end by itself when the time is up, before it is cut off."""

GRACE = 0.5
"""Seconds that a command has then to print what is known."""

LONGEST = 1_000_000
"""The greatest number of seconds that ``--time`` takes."""

LEAST_MB, MOST_MB = 64, 1_000_000
"""What ``--memory`` takes, in megabytes: from what an answer to nothing needs."""

UNDECIDED = 3
"""The exit status of a command that a limit ended."""

_AT_ONCE = 0.01
"""Seconds after which an alarm rings that should have rung already."""

_STARTED = 19
"""Where Linux says when a process started, counted from what follows its name."""

_MEGABYTE = 1 << 20


class Cut(BaseException):
    """Work did not end by itself when a limit was hit, and is cut off wherever it is.

    ``limit`` names the limit, ``status`` is the exit status of a command that has no answer then.
    """

    def __init__(self, limit: str, status: int) -> None:
        super().__init__(limit)
        self.limit = limit
        self.status = status


class Limits(Value):
    """``end`` is on the clock of ``time.monotonic``; ``memory`` in megabytes, 0 without limit.

    ``grace`` are the seconds left for the answer when work was cut off at the end.
    """

    end: float | None = None
    memory: int = 0
    grace: float = GRACE

    @property
    def left(self) -> float:
        """The seconds left; there must be an end."""
        assert self.end is not None
        return self.end - time.monotonic()


def seconds_in(text: str) -> float | None:
    """Return the seconds that ``--time`` says, or ``None`` if it says none that can be kept."""
    try:
        seconds = float(text)
    except ValueError:
        return None
    return seconds if 0 <= seconds <= LONGEST else None


def megabytes_in(text: str) -> int:
    """Return the megabytes that ``--memory`` says, or 0 if it says none that can be kept."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        return 0
    return int(text) if LEAST_MB <= int(text) <= MOST_MB else 0


@contextmanager
def held(time_said: object, memory_said: object, spent: float = 0.0) -> Generator[None, None, None]:
    """Keep the limits, as they stand on the command line, while something runs.

    So many seconds of the time are ``spent`` already.

    Memory that is refused raises ``MemoryError``; a command that has asked
    nothing when its time is up is ``Cut`` off. Who asks hears the alarm instead.
    """
    seconds = seconds_in(str(time_said)) if time_said is not None else None
    memory = megabytes_in(str(memory_said)) if memory_said is not None else 0
    before = _bounded(memory) if memory else None
    if seconds is not None and hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, _ring)
        wake_after(max(_AT_ONCE, seconds + LATE - kept_back(seconds) - spent))
    try:
        yield
    finally:
        wake_after(0)
        if before is not None:
            _restored(before)


def _ring(_: int, __: FrameType | None) -> None:
    signal.signal(signal.SIGALRM, _end)
    wake_after(GRACE)
    raise Cut("time", UNDECIDED)


def _end(_: int, __: FrameType | None) -> NoReturn:
    ended()


def age() -> float:
    """Return for how many seconds this process has run, 0 where the system does not say."""
    if sys.platform != "linux":
        return 0.0
    try:
        with open("/proc/self/stat", encoding="utf-8", errors="replace") as file:
            started = int(file.read().rpartition(")")[2].split()[_STARTED])
    except (OSError, ValueError, IndexError):
        return 0.0
    ticks: int = os.sysconf("SC_CLK_TCK")
    return max(0.0, time.clock_gettime(time.CLOCK_BOOTTIME) - started / ticks)


def kept_back(seconds: float) -> float:
    """Return how much of so many seconds is kept for the answer, when work is cut off."""
    return min(1.0, seconds / 20)


def wake_after(seconds: float) -> None:
    """Have the alarm ring after so many seconds, never if 0; there may be none on a system."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def wakes_in() -> float:
    """Return after how many seconds the alarm rings, 0 if never."""
    return signal.getitimer(signal.ITIMER_REAL)[0] if hasattr(signal, "getitimer") else 0.0


def ended() -> NoReturn:
    """End the process: the time was up, and no answer came of it in time."""
    complain(complaint(nothing_said("the time was up")))
    os._exit(UNDECIDED)


def nothing_said(why: str) -> str:
    """Return the sentence that says that a limit came before an answer."""
    return f"{why} before there was anything to say"


def _bounded(memory: int) -> tuple[int, int] | None:
    """Bound the data of this process and of those that it forks; return what held before."""
    if sys.platform == "win32":
        return None
    import resource  # there is none on Windows

    before = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = memory * _MEGABYTE
    if before[1] == resource.RLIM_INFINITY or wanted < before[1]:
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, before[1]))
    return before


def _restored(before: tuple[int, int]) -> None:
    if sys.platform != "win32":
        import resource  # there is none on Windows

        resource.setrlimit(resource.RLIMIT_DATA, before)
