"""Equal questions give equal bytes, whatever chance decides behind them.

    python -m tests.same_bytes --runs 20

puts every command line of ``QUESTIONS`` to a process of its own so many times,
each time with another hash seed, another seed of the solvers, another number
of solvers that race from the start, another way of cutting the library into
files, and another order of those files, and compares what it prints and writes
with the first time. What differs is printed, and ``same_bytes.json`` kept.

Where a file lies is part of what a record says of a library, so the answers
that name files are compared among runs with the files as they are.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from tests.cli.running import EXAMPLES, ROOT

SUMMARY = Path(__file__).with_name("same_bytes.json")

LABOUR = ("mediator.all", "port", "dockers")
COALITION = ("draft.all", "harvest", "bridge", "lanterns")
OFFERED = ("--from", "mediator", "--from", "port.demands")
LANTERNS = ("lanterns", "harvest", "anchors", "bridge")

QUESTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("labour", ("conflicts", *LABOUR)),
    ("labour", ("conflicts", *LABOUR, "--format", "json", "--sources")),
    ("labour", ("conflicts", *LABOUR, "--time", "600")),
    ("coalition", ("conflicts", *COALITION)),
    ("labour", ("gap", *LABOUR)),
    ("labour", ("gap", *LABOUR, "--format", "json", "--time", "600")),
    ("coalition", ("gap", *COALITION)),
    (
        "labour",
        ("packages", "--from", "mediator", "--from", "port.demands", "--from", "dockers.demands"),
    ),
    ("labour", ("packages", *OFFERED, "--format", "json")),
    ("coalition", ("packages", "--from", "draft", "--from", "harvest.demands", "--time", "600")),
    ("labour", ("why", "--not", "working_week <= 35 hours", "--given", "mediator")),
    ("labour", ("diff", "mediator", "dockers")),
    ("labour", ("diff", "mediator", "dockers", "--format", "json", "--time", "600")),
    ("coalition", ("matrix", *LANTERNS)),
    ("coalition", ("matrix", *LANTERNS, "--format", "json", "--time", "600")),
    ("coalition", ("coalitions", *LANTERNS)),
    ("coalition", ("coalitions", *LANTERNS, "--format", "json")),
    ("coalition", ("timeline", *LANTERNS)),
    ("labour", ("timeline", "mediator", "port", "dockers", "--format", "json")),
    ("labour", ("check",)),
    ("coalition", ("check", "--coverage", "--notes", "--time", "600")),
    ("labour", ("certify", *LABOUR)),
    ("coalition", ("certify", *COALITION)),
)
"""An example library, and a command line about it."""


@dataclass(frozen=True)
class Chance:
    """What chance decides in one run; ``parts`` are the files that a library is cut into."""

    hash_seed: int
    solver_seed: int
    solvers: int
    parts: int
    order: int


def chances(runs: int) -> Iterator[Chance]:
    """Yield what is tried in each run, the first of which is as users have it."""
    for run in range(runs):
        random = Random(run)
        draw = partial(random.randrange, 1_000)
        yield Chance(draw(), draw(), 1 + run % 3, 1 + run % 4, draw()) if run else AS_IT_IS


AS_IT_IS = Chance(0, 0, 0, 1, 0)


def names_files(words: Sequence[str]) -> bool:
    """Say whether an answer names the files in which something lies."""
    return "json" in words or words[0] in {"check", "certify"}


def answer(example: str, words: Sequence[str], chance: Chance) -> bytes:
    """Return all that a command prints, and its exit status."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "library"
        folder.mkdir()
        text = (EXAMPLES / example / f"{example}.terms").read_text(encoding="utf-8")
        parts = 1 if names_files(words) else chance.parts
        for name, part in cut(text, example, parts, Random(chance.order)):
            (folder / name).write_text(part, encoding="utf-8")
        told = [str(each) for each in (chance.solver_seed, chance.solvers, chance.order)]
        ended = subprocess.run(
            [sys.executable, "-m", "tests.same_bytes", "--once", *told, *words, "-L", "library"],
            cwd=place,
            env={
                **os.environ,
                "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
                "PYTHONHASHSEED": str(chance.hash_seed),
            },
            capture_output=True,
            check=False,
        )
    return b"\n".join((ended.stdout, ended.stderr, str(ended.returncode).encode()))


def cut(text: str, name: str, number: int, random: Random) -> list[tuple[str, str]]:
    """Return the declarations of a library in so many files, whose names are in any order."""
    if number == 1:
        return [(f"{name}.terms", text)]
    declarations: list[str] = []
    for line in text.splitlines(keepends=True):
        if line[:1].isalpha() or not declarations:
            declarations.append("")
        declarations[-1] += line
    files = [f"{letter}.terms" for letter in "abcdefgh"[:number]]
    random.shuffle(files)
    pieces = [declarations[place::number] for place in range(number)]
    return [(file, "".join(piece)) for file, piece in zip(files, pieces, strict=True)]


def once(arguments: Sequence[str]) -> int:
    """Run one command line in this process, with other seeds, solvers and order of files."""
    from termcheck.cli import session
    from termcheck.cli.app import status_of
    from termcheck.questions.inquiry import Inquiry
    from termcheck.solve import engine, race

    seed, solvers, order = map(int, arguments[:3])
    if solvers:
        vars(session)["Inquiry"] = partial(Inquiry, seed=seed)
        vars(engine)["FINITE"] = engine.FINITE[:solvers]
        vars(engine)["GENERAL"] = engine.GENERAL[:solvers]
        vars(race)["JOIN"] = (0.0,) * len(race.JOIN)
        true, random = os.scandir, Random(order)

        class Shuffled:
            """What a folder holds, in another order."""

            def __init__(self, folder: str) -> None:
                with true(folder) as found:
                    self._found = sorted(found, key=lambda _: random.random())

            def __enter__(self) -> list[os.DirEntry[str]]:
                return self._found

            def __exit__(self, *_: object) -> None:
                pass

        vars(os)["scandir"] = Shuffled
    return status_of(arguments[3:])


def differing(example: str, words: Sequence[str], runs: int) -> list[Chance]:
    """Return the chances under which a command prints something else than at first."""
    first = answer(example, words, AS_IT_IS)
    assert first.rsplit(b"\n", 1)[1] in (b"0", b"1"), first.decode()
    return [each for each in chances(runs) if answer(example, words, each) != first]


def main(arguments: Sequence[str]) -> int:
    """Ask everything so many times; 1 if something differed."""
    if arguments[:1] == ["--once"]:
        return once(arguments[1:])
    runs = int(arguments[1]) if arguments[:1] == ["--runs"] else 20
    found: dict[str, list[str]] = {}
    for example, words in QUESTIONS:
        told = f"{example}: {' '.join(words)}"
        found[told] = [str(each) for each in differing(example, words, runs)]
        print(f"{len(found[told])} of {runs} differ  {told}", flush=True)  # noqa: T201
    different = {told: found[told] for told in found if found[told]}
    summary = {"runs": runs, "questions": len(found), "different": different}
    SUMMARY.write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
