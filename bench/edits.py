"""Edits: ``termcheck check`` of a library that does not divide, after one edit at a time.

A copy of a library is checked in processes of their own: with nothing kept,
once more, after a comment, and after a clause was added to one proposal, then
to another. Every answer has to be that of a run without a cache, byte for
byte, before a time is printed.

    python -m bench.edits [LIBRARY [PROPOSALS]]
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from bench.cold_check import compile_everything
from bench.large import run

LIBRARY = Path(__file__).resolve().parents[1] / "proposals" / "ukraine"
PROPOSALS = 9
"""To how many proposals a clause is added, one after the other."""

_HEAD = re.compile(r"^proposal .*\{\n", re.MULTILINE)
_TERM = re.compile(r"^term ([\w.]+): bool by phase", re.MULTILINE)


def proposals(folder: Path) -> list[tuple[Path, int]]:
    """Return where each proposal's first clause begins: the file, and the place of its text."""
    files = sorted(folder.rglob("*.terms"))
    return [(file, at) for file in files for at in range(len(_HEAD.findall(_text(file))))]


def edits(folder: Path, number: int) -> Iterator[str]:
    """Edit the library in ``folder`` again and again; yields what was done."""
    texts = map(_text, sorted(folder.rglob("*.terms")))
    term = next(each[1] for each in map(_TERM.search, texts) if each is not None)
    found = proposals(folder)
    yield "nothing kept"
    yield "unchanged"
    file, _ = found[0]
    file.write_text("# a comment\n" + _text(file), encoding="utf-8")
    yield "a comment"
    step = max(1, len(found) // number)
    for file, at in found[::step][:number]:
        end = [each.end() for each in _HEAD.finditer(_text(file))][at]
        text = _text(file)
        added = f"    added: {term} or not {term}\n"
        file.write_text(text[:end] + added + text[end:], encoding="utf-8")
        yield "a clause"


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def main(words: Sequence[str]) -> int:
    """Measure; 1 if an answer is not that of a run without a cache."""
    library = Path(words[0]) if words else LIBRARY
    number = int(words[1]) if words[1:] else PROPOSALS
    compile_everything()
    spent: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as made:
        folder, kept = Path(made) / "library", Path(made) / "kept"
        shutil.copytree(library, folder)
        for edit in edits(folder, number):
            found = run(folder, kept)
            if found.printed != run(folder, kept, "--no-cache").printed:
                print(f"{edit}: another answer than without a cache")
                return 1
            spent.setdefault(edit, []).append(found.processor)
    first = spent["nothing kept"][0]
    print(f"{library.name}, processor time")
    for edit, seconds in spent.items():
        typical, most = median(seconds), max(seconds)
        print(f"{edit:<13} {typical:6.2f} s  1/{first / typical:<6.1f} at most {most:.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
