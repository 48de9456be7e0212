"""The cold row: one small check in a new process, by every side in turn.

Two cases: the contract of forty clauses with numbers and days, which
`bench.cold_check` has as well, and forty clauses about yes-or-no terms, which
every peer can read.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median

from bench import cold_contract, cold_scripts
from bench.asked import Disagreement
from bench.cold_check import answer, compile_everything, measured
from bench.contract import CONFLICT, NAIVE, TERMS
from bench.generators import sparse
from bench.peers.table import PEERS
from bench.sides import Run
from bench.table import Entry, Goal, judged, line

RUNS = 9
"""How often each side runs."""

UNCHANGED = "termcheck, unchanged"
"""The side that finds an answer that was kept."""

PLAIN = sparse(40, 34, 197)
"""Forty clauses with one conflict of five."""

GOALS = (
    Goal("of the z3py script", 1.5, ("z3py script",), "termcheck check"),
    Goal("unchanged library, of the z3py script", 0.9, ("z3py script",), UNCHANGED),
    Goal("of CPMpy", 1 / 5, ("CPMpy",), "termcheck check"),
    Goal("of flamapy", 1 / 5, ("flamapy",), "termcheck check"),
)


def cold(runs: int = RUNS) -> Iterator[Entry]:
    """Time both cases, after all sides have blamed the same clauses."""
    compile_everything()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        contract = _termcheck(folder, "contract", TERMS) | _contract(folder)
        yield _entry("contract", contract, {f"contract.{each}" for each in CONFLICT}, runs, folder)
        plain = _termcheck(folder, "plain", cold_scripts.term_sheet(PLAIN)) | _plain(folder)
        yield _entry("yes-or-no", plain, {f"p.c{at}" for at in (1, 4, 20, 31, 35)}, runs, folder)


def _termcheck(folder: Path, name: str, text: str) -> dict[str, list[str]]:
    """Return how termcheck is called: cold, and of an unchanged library if it keeps a cache."""
    below = folder / name
    below.mkdir()
    (below / "library.terms").write_text(text, encoding="utf-8")
    beside = shutil.which("termcheck", path=str(Path(sys.executable).parent))
    program = [beside] if beside else [sys.executable, "-m", "termcheck"]
    asked = [*program, "check", str(below)]
    return {"termcheck check": asked, UNCHANGED: asked}


def _contract(folder: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, peer, text in (("z3py script", "z3", NAIVE), ("CPMpy", "cpmpy", cold_contract.CPMPY)):
        if PEERS[peer].is_there:
            found[name] = _python(folder / f"contract_{peer}.py", peer, text)
    return found | _minizinc(folder / "contract.mzn", cold_contract.MINIZINC)


def _plain(folder: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, (peer, file, write) in cold_scripts.SCRIPTS.items():
        if PEERS[peer].is_there:
            found[name] = _python(folder / file, peer, write(PLAIN))
    model = folder / "plain.uvl"
    model.write_text(cold_scripts.uvl(PLAIN), encoding="utf-8")
    if "flamapy" in found:
        found["flamapy"].append(str(model))
    return found | _minizinc(folder / "plain.mzn", cold_scripts.minizinc(PLAIN))


def _python(path: Path, peer: str, text: str) -> list[str]:
    """Write a script and compile it; return how it is called in its compiled form."""
    path.write_text(text, encoding="utf-8")
    python, compiled = str(PEERS[peer].python), str(path.with_suffix(".pyc"))
    said = f"import py_compile; py_compile.compile({str(path)!r}, cfile={compiled!r}, doraise=True)"
    answer([python, "-c", said])
    return [python, compiled]


def _minizinc(path: Path, text: str) -> dict[str, list[str]]:
    program = shutil.which("minizinc")
    if program is None:
        return {}
    path.write_text(text, encoding="utf-8")
    return {"MiniZinc": [program, "--solver", "gecode", str(path)]}


def _entry(
    name: str, sides: Mapping[str, list[str]], conflict: set[str], runs: int, folder: Path
) -> Entry:
    kept = {UNCHANGED: str(folder)}
    for side, command in sides.items():
        printed = answer(command, kept.get(side, ""))
        if not _right(side, printed, conflict):
            raise Disagreement(f"cold {name}: {side} does not blame {sorted(conflict)}: {printed}")
    times = measured({"python -c pass": [sys.executable, "-c", "pass"], **sides}, runs, kept)
    lines = tuple(
        line(Run(side, (), True, median(e[0] for e in own), median(e[1] for e in own)))
        for side, own in times.items()
    )
    return Entry("cold", name, lines, judged(lines, GOALS))


def _right(side: str, printed: str, conflict: set[str]) -> bool:
    """Say whether a side that names clauses names these, and any other says that they clash."""
    if side.startswith("termcheck"):
        return set(re.findall(r"\b(?:contract|p)\.c\d+\b", printed)) >= conflict
    if not side.startswith(cold_scripts.NAMES_CLAUSES):
        return "incompatible" in printed or "UNSATISFIABLE" in printed
    return set(re.findall(r"\b[uc](\d+)\b", printed)) == {each.split(".c")[1] for each in conflict}
