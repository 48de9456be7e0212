"""How a side is asked: a problem in a file, an answer on standard output.

    python -m bench.peers.NAME METHOD PROBLEM SECONDS

A method takes a problem and yields what it finds, one thing after the other,
each as plain data. ``run`` prints one line of JSON: what was found, whether
the method came to its end within the seconds, the seconds that it took by the
clock and of processors, and the megabytes of its largest process. Loading the
peer and reading the file count for nobody. Needs nothing but Python.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from resource import RLIMIT_AS, RUSAGE_CHILDREN, RUSAGE_SELF, getrusage, setrlimit
from time import perf_counter, sleep
from typing import Any

from bench.problem import Problem, read

Method = Callable[[Problem], Iterator[Any]]
Asked = Callable[[], Iterator[Any]]
Prepare = Callable[[Path], Asked]

MEMORY = 8 << 30
"""Bytes that a side may take."""


class Cut(BaseException):
    """The seconds are over; not an ``Exception``, so that no peer takes it for one of its own."""


class Incomplete(Exception):
    """A method raises it where it has to stop before it has found everything."""


def run(methods: Mapping[str, Method]) -> None:
    """Answer the command line of this process with methods for problems, and end it."""
    run_prepared({name: of_problem(method) for name, method in methods.items()})


def of_problem(method: Method) -> Prepare:
    """Return the method for the file of a problem."""
    return lambda path: partial(method, read(path))


def run_prepared(methods: Mapping[str, Prepare]) -> None:
    """Answer the command line of this process; what a method does with the file is not timed."""
    name, path, seconds = sys.argv[1:]
    found, complete, clock, processor = measured(methods[name](Path(path)), float(seconds))
    told = {"found": found, "complete": complete, "clock": clock, "processor": processor}
    print(json.dumps(told | {"memory": _memory()}), flush=True)
    os._exit(0)


def measured(asked: Asked, seconds: float) -> tuple[list[Any], bool, float, float]:
    """Return what is found, whether that is all, and the seconds: by the clock, of processors."""
    setrlimit(RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, _cut)
    found: list[Any] = []
    complete = False
    before, start = _processor(), perf_counter()
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        for each in asked():
            found.append(each)  # noqa: PERF402 - what was found before a cut has to stay
        complete = True
    except (Cut, Incomplete):
        pass
    except Exception:  # a peer may turn the cut into an exception of its own
        if perf_counter() - start < seconds:
            raise
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    clock = perf_counter() - start
    _reap()
    return found, complete, clock, _processor() - before


def _cut(_signal: int, _frame: object) -> None:
    raise Cut


def _reap() -> None:
    """Let the processes that were started and have ended count; wait a moment for them."""
    for _ in range(20):
        try:
            pid, _status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            sleep(0.01)


def _memory() -> float:
    """Return the most megabytes that this process or one that it started has taken."""
    kilobytes = (getrusage(who).ru_maxrss for who in (RUSAGE_SELF, RUSAGE_CHILDREN))
    return max(kilobytes) / 1024


def _processor() -> float:
    used = (getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)
