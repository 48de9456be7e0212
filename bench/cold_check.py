"""Cold check: one small check in a new process, against a script that uses z3py.

Both sides answer the same forty clauses (``bench/contract.py``), in processes
of their own that alternate, with compiled bytecode on both sides and nothing
kept. In one more row termcheck may keep its answers, and the library has been
checked before. A time is printed only if both blame the same clauses.

    python -m bench.cold_check [RUNS]
"""

from __future__ import annotations

import compileall
import os
import py_compile
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median, quantiles
from time import perf_counter

import termcheck
from bench.contract import CONFLICT, NAIVE, TERMS

RUNS = 31
"""How often each side runs, if nothing else is said."""

BASE = "z3py script"
"""The side that all ratios are to."""

WARM = "the same, kept"
"""The side that finds an answer that was kept."""


def environment(kept: str = "") -> dict[str, str]:
    """Return the environment of all sides: this one's, with bytecode allowed.

    Answers are kept in the folder ``kept``, or nowhere.
    """
    left_out = {"PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "PYTHONPROFILEIMPORTTIME"}
    found = {name: value for name, value in os.environ.items() if name not in left_out}
    folders = {"XDG_CACHE_HOME": kept, "XDG_STATE_HOME": kept} if kept else {}
    return {**found, **folders, "TERMCHECK_CACHE": "on" if kept else "off"}


def compile_everything() -> None:
    """Compile what either side imports, so that no run measures the compiler."""
    for folder in {sysconfig.get_path("purelib"), str(Path(termcheck.__file__).parent)}:
        compileall.compile_dir(folder, quiet=2, workers=0)


def commands(folder: Path) -> dict[str, list[str]]:
    """Write both sides' input to ``folder`` and return how each is called."""
    terms, script = folder / "contract.terms", folder / "naive.py"
    terms.write_text(TERMS, encoding="utf-8")
    script.write_text(NAIVE, encoding="utf-8")
    compiled = py_compile.compile(str(script), cfile=str(folder / "naive.pyc"), doraise=True)
    program = shutil.which("termcheck", path=str(Path(sys.executable).parent))
    assert program is not None, "termcheck is not installed beside this Python"
    assert compiled is not None
    return {
        "python -c pass": [sys.executable, "-c", "pass"],
        BASE: [sys.executable, compiled],
        "termcheck check": [program, "check", str(terms)],
        WARM: [program, "check", str(terms)],
    }


def answer(command: Sequence[str], kept: str = "") -> str:
    """Return what ``command`` prints; it may exit with 1, which is a finding."""
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=environment(kept)
    )
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout


def blamed(name: str, printed: str) -> frozenset[str]:
    """Return the labels of the clauses that a side blames in what it printed."""
    pattern = r"\b(c\d\d)\b" if name == BASE else r"contract\.(c\d\d)\b"
    return frozenset(re.findall(pattern, printed))


def spent(command: Sequence[str], kept: str = "") -> tuple[float, float]:
    """Return the seconds that one run of ``command`` takes: by the clock, and of a processor."""
    start, before = perf_counter(), getrusage(RUSAGE_CHILDREN)
    subprocess.run(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
        env=environment(kept),
    )
    by_clock, after = perf_counter() - start, getrusage(RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return by_clock, used


def measured(
    sides: Mapping[str, list[str]], runs: int, kept: Mapping[str, str]
) -> dict[str, list[tuple[float, float]]]:
    """Return the seconds of each run of each side; the sides take turns.

    Those that are ``kept`` keep their answers in such a folder.
    """
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in sides}
    for _ in range(runs):
        for name, command in sides.items():
            times[name].append(spent(command, kept.get(name, "")))
    return times


def report(times: dict[str, list[tuple[float, float]]]) -> str:
    """Return one table: medians, and the median of the ratios of neighbouring runs."""
    rows = [f"{'':18}{'clock':>10}{'ratio':>8}{'middle half':>16}{'processor':>12}{'ratio':>8}"]
    for name, own in times.items():
        clock, low, high = compared(own, times[BASE], 0)
        processor, _, _ = compared(own, times[BASE], 1)
        rows.append(
            f"{name:18}{milliseconds(own, 0):>10}{clock:8.2f}{low:9.2f} - {high:.2f}"
            f"{milliseconds(own, 1):>12}{processor:8.2f}"
        )
    return "\n".join(rows)


def compared(
    own: Sequence[tuple[float, float]], base: Sequence[tuple[float, float]], which: int
) -> tuple[float, float, float]:
    """Return the median and the quartiles of the ratios of neighbouring runs."""
    ratios = [mine[which] / other[which] for mine, other in zip(own, base, strict=True)]
    low, _, high = quantiles(ratios, n=4)
    return median(ratios), low, high


def milliseconds(times: Sequence[tuple[float, float]], which: int) -> str:
    """Return the median of one kind of time, in words."""
    return f"{median(each[which] for each in times) * 1000:.1f} ms"


def main(arguments: Sequence[str]) -> None:
    """Compare the answers, then print the table."""
    runs = int(arguments[0]) if arguments else RUNS
    compile_everything()
    with tempfile.TemporaryDirectory() as folder:
        sides, kept = commands(Path(folder)), str(Path(folder) / "kept")
        for name, command in sides.items():
            if name != "python -c pass":
                found = blamed(name, answer(command, kept if name == WARM else ""))
                assert found == CONFLICT, f"{name} blames {sorted(found)}"
        print(f"forty clauses, both sides blame {', '.join(sorted(CONFLICT))}; {runs} runs each")
        print(report(measured(sides, runs, {WARM: kept})))


if __name__ == "__main__":
    main(sys.argv[1:])
