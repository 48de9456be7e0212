"""The row of the large library: many proposals over one vocabulary, one file each.

    python -m bench.library METHOD FILE SECONDS

is the product's side, as ``bench.product`` is for other rows; ``FILE`` names a
folder with a library. Methods: ``decided`` reads everything and decides each
proposal, as the peer does; ``check`` is the whole command, in a process of its
own; ``edited`` is the same command after it was run before and one clause was
changed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.asked import Case, check
from bench.cold_check import environment
from bench.generators import proposals
from bench.peers.exchange import Asked, Incomplete, run_prepared
from bench.sides import Side, run
from bench.table import Entry, Goal, judged, line
from bench.texts import proposals_text
from termcheck.cli.reading import load_sound
from termcheck.library.model import Question, Reference
from termcheck.logic import case as put
from termcheck.questions.inquiry import Inquiry
from termcheck.solve.beside import Beside

SIZE = 250
"""Proposals of the row, some 10,000 clauses; ``--large`` of the suite asks for more."""

SIDES = (
    Side("termcheck", "library", "decided"),
    Side("check with all lints", "library", "check"),
    Side("check, one clause edited", "library", "edited", grace=600.0),
    Side("Lark and z3py", "peers.z3_library", "library", "z3"),
)
GOALS = (
    Goal("read and decided, of Lark and z3py", 1 / 4, ("Lark",)),
    Goal("after one edit, of the whole check", 1 / 50, ("check with",), "check, one"),
)


def rows(cut: float, size: int = SIZE) -> Iterator[Entry]:
    """Time all sides on one library of ``size`` proposals."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "library"
        written(folder, size)
        path = Path(name) / "named"
        path.write_text(str(folder), encoding="utf-8")
        runs = [run(each, path, cut) for each in SIDES if each.is_there]
        case = Case(f"{size} proposals", str(folder), SIDES)
        check("library", case, runs)
    lines = tuple(line(each, size if each.complete else len(each.found) or 0.5) for each in runs)
    yield Entry("library", case.name, lines, judged(lines, GOALS))


def written(folder: Path, size: int) -> None:
    """Write a library of so many proposals into a new folder."""
    head, *texts = proposals_text(proposals(size, 1, 0)).split("\nproposal ")
    folder.mkdir()
    (folder / "all.terms").write_text(head + "\n", encoding="utf-8")
    for place, text in enumerate(texts):
        below = folder / f"part{place // 100:03}"
        below.mkdir(exist_ok=True)
        (below / f"p{place}.terms").write_text(f"proposal {text}\n", encoding="utf-8")


# --- the product's side -------------------------------------------------------------


def decided(path: Path) -> Asked:
    """Read the library and decide each proposal, by the product's own functions."""
    folder = path.read_text(encoding="utf-8")

    def asked() -> Iterator[list[str]]:
        library = load_sound(folder).library
        inquiry = Inquiry(library)
        for name in library.proposals:
            (case,) = inquiry.catalogue.cases(Question(given=(Reference(name),)))
            assert isinstance(case, put.Case)
            items = [item for unit in case.units for item in unit.items]
            Beside(inquiry.oracle, (*items, *case.background), ()).prepare()
            holds = inquiry.hold([*items, *case.background])
            yield [name, "compatible" if holds else "incompatible"]

    return asked


def checked(path: Path) -> Asked:
    """Run the whole command, with nothing kept from before."""
    folder = path.read_text(encoding="utf-8")

    def asked() -> Iterator[list[str]]:
        with tempfile.TemporaryDirectory() as cache:
            yield from _check(folder, cache)

    return asked


def edited(path: Path) -> Asked:
    """Run the whole command, change one clause, and run it again, which alone is timed."""
    folder = path.read_text(encoding="utf-8")
    cache = tempfile.mkdtemp(dir=path.parent)
    changed = Path(folder) / "part000" / "p0.terms"
    text = changed.read_text(encoding="utf-8")

    def asked() -> Iterator[list[str]]:
        yield from _check(folder, cache)

    list(_check(folder, cache))
    again = text.replace('from "0"', 'from "zero"') if 'from "0"' in text else text + "\n"
    changed.write_text(again, encoding="utf-8")
    return asked


def _check(folder: str, cache: str) -> Iterator[list[str]]:
    done = subprocess.run(
        [sys.executable, "-m", "termcheck", "check", folder, "--format", "json"],
        capture_output=True,
        text=True,
        check=False,
        env=environment() | {"XDG_CACHE_HOME": cache, "TERMCHECK_CACHE": ""},
    )
    if done.returncode not in {0, 1}:
        raise Incomplete
    for each in json.loads(done.stdout)["proposals"]:
        yield [each["name"], each["verdict"]]


METHODS = {"decided": decided, "check": checked, "edited": edited}

if __name__ == "__main__":
    run_prepared(METHODS)
