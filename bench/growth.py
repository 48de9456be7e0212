"""How the cost of a question grows with the size of what is written.

``FORMS`` are ways to write something large, each of which takes a number and
returns the text of a library whose proposal ``p`` can be kept.

    python -m bench.growth [--certified] [FORM...]

asks ``termcheck conflicts p`` of each form at doubling sizes, in a process of
its own, and prints the seconds of processor time and the megabytes that it
takes with its solvers, until a question takes longer than ``ENOUGH`` seconds.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from bench.cold_check import environment

SIZES = (250, 500, 1_000, 2_000)
"""How many pieces a form has, doubled each time."""

ENOUGH = 15.0
"""Seconds of processor time after which a larger question is not asked."""

Form = Callable[[int], str]


def library(declared: Sequence[str], clauses: Sequence[str]) -> str:
    """Return a library whose proposal ``p`` has ``clauses``."""
    lines = [
        'source s "Source" by "nobody" on 2030',
        *declared,
        'proposal p "Proposal" from s {',
        *(f'    k{place}: {clause} from "{place}"' for place, clause in enumerate(clauses)),
        "}",
    ]
    return "\n".join(lines) + "\n"


def names(letter: str, size: int) -> list[str]:
    """Return ``size`` names."""
    return [f"{letter}{i}" for i in range(size)]


def _bools(size: int) -> list[str]:
    return [f"term {each}: bool" for each in names("b", size)]


def _numbers(size: int) -> list[str]:
    return [f"term {each}: 0..1_000" for each in names("n", size)]


def _family(size: int, kind: str) -> list[str]:
    return [f"set all = {{{', '.join(names('m', size))}}}", f"term t[all]: {kind}"]


def _count(size: int) -> str:
    return library(_family(size, "bool"), [f"count(x in all: t[x]) >= {size // 2}"])


def _at_least(size: int) -> str:
    listed = ", ".join(names("b", size))
    return library(_bools(size), [f"at least {size // 2} of ({listed})"])


def _at_most(size: int) -> str:
    listed = ", ".join(names("b", size))
    clauses = [f"at most {size // 2} of ({listed})", f"at least {size // 3} of ({listed})"]
    return library(_bools(size), clauses)


def _and(size: int) -> str:
    return library(_bools(size), [" and ".join(names("b", size))])


def _or(size: int) -> str:
    return library(_bools(size), [" or ".join(names("b", size))])


def _chain(size: int) -> str:
    listed = names("b", size)
    links = [f"{b} if {a}" for a, b in pairwise(listed)]
    return library(_bools(size), [listed[0], *links])


def _sum(size: int) -> str:
    clauses = [f"sum(x in all: t[x]) <= {size * 100}", f"sum(x in all: t[x]) >= {size * 50}"]
    return library(_family(size, "0..1_000"), clauses)


def _weighed(size: int) -> str:
    clause = f"sum(x in all: 3 if t[x]) <= {size * 2}"
    return library(_family(size, "bool"), [clause])


def _each(size: int) -> str:
    return library(_family(size, "bool"), ["for each x in all: t[x]"])


def _thresholds(size: int) -> str:
    bounds = [f"n0 >= {i} if b{i}" for i in range(size)]
    return library([*_bools(size), "term n0: 0..1_000_000"], bounds)


def _values(size: int) -> str:
    values = names("v", min(size, 1_000))
    declared = [f"term c: {{{', '.join(values)}}}"]
    return library(declared, ["c != v0"])


def _one_of(size: int) -> str:
    branches = "; ".join(f"a{i}: n0 >= {i} and b{i}" for i in range(size))
    return library([*_bools(size), "term n0: 0..1_000_000"], [f"one of {{ {branches} }}"])


def _readings(size: int) -> str:
    ways = "; ".join(f"a{i}: b{i}" for i in range(size))
    return library(_bools(size), [f"readings {{ {ways} }}"])


def _events(size: int) -> str:
    listed = names("e", size)
    declared = [f'event {each} "{each}"' for each in listed]
    links = [f"{b} only after {a}" for a, b in pairwise(listed)]
    return library(declared, [*links, listed[-1]])


FORMS: Mapping[str, Form] = {
    "count": _count,
    "at least": _at_least,
    "at most": _at_most,
    "and": _and,
    "or": _or,
    "chain of if": _chain,
    "sum": _sum,
    "sum where": _weighed,
    "for each": _each,
    "thresholds": _thresholds,
    "values": _values,
    "one of": _one_of,
    "only after": _events,
    "readings": _readings,
}
"""Ways to write something large."""


def cost(text: str, words: Sequence[str]) -> tuple[int, float, int]:
    """Return the exit status of ``conflicts p``, its seconds of processor time, its megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "library.terms").write_text(text, encoding="utf-8")
        asked = [sys.executable, "-m", "termcheck", "conflicts", "p", "-L", folder, *words]
        process = subprocess.Popen(
            asked, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024


def main(arguments: Sequence[str]) -> None:
    """Print one row for each form."""
    words = [] if "--certified" in arguments else ["--no-certify"]
    wanted = [each for each in arguments if each in FORMS] or list(FORMS)
    print(f"{'':14}" + "".join(f"{size:>22}" for size in SIZES))
    for name in wanted:
        print(f"{name:14}", end="", flush=True)
        for size in SIZES:
            status, seconds, megabytes = cost(FORMS[name](size), words)
            wrong = "" if status == 0 else f" ({status})"
            told = f"{seconds:.2f} s {megabytes} MB{wrong}"
            print(f"{told:>22}", end="", flush=True)
            if seconds > ENOUGH:
                break
        print(flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
