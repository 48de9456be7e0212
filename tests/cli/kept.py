"""Runs of ``check`` that keep answers in a folder of their own."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from tests.cli.running import Ran, run

LIBRARY = {
    "words.terms": 'party north "North"\nsource s "S" on 2030\nterm guns: 0..9\nterm truce: bool\n'
    "term aid: bool\nevent talks\nrule r: guns <= 7 if truce\n",
    "said.terms": "position north on 2030-01-01 from s attested own {\n"
    '    low: red line guns <= 3 from "1"\n    aid: accepts aid from "2"\n}\n',
    "one.terms": 'proposal one "One" from s {\n    few: guns <= 2 from "1"\n'
    '    many: guns >= 5 if truce from "2"\n    calm: truce from "3"\n}\n'
    'check "one clashes" {\n    given one\n    expect incompatible because one.few, one.many, '
    "one.calm\n}\n",
    "two.terms": 'proposal two "Two" from s {\n    some: guns >= 1 from "1"\n'
    '    same: guns >= 1 or truce from "2"\n}\n',
    "three.terms": 'proposal three "Three" amends two from s {\n    most: guns >= 6 from "1"\n}\n'
    'check "three is too much" {\n    given three, north\n    expect incompatible\n}\n',
    "four.terms": 'proposal four "Four" from s {\n    first: talks if truce from "1"\n'
    '    help: aid if not truce from "2"\n}\n',
}
"""A library with a shared vocabulary, three parts, clashes, lints and checks."""


COUNTING_STEPS = """
import os, signal, sqlite3, sys
left = int(sys.argv[1])
connect = sqlite3.connect
def counting(*words, **more):
    rows = connect(*words, **more)
    def hook():
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0
    rows.set_progress_handler(hook, 1)
    return rows
sqlite3.connect = counting
"""
"""Begins a script that is killed after as many steps of SQLite as its first argument says."""


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write files to ``folder`` and return it."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@contextmanager
def keeping_in(kept: Path) -> Generator[None, None, None]:
    """Have commands keep their answers below ``kept``."""
    names = {
        "TERMCHECK_CACHE": "on",
        "XDG_CACHE_HOME": str(kept / "cache"),
        "XDG_STATE_HOME": str(kept / "state"),
    }
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(names)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def check(library: Path, kept: Path | None, *words: str) -> Ran:
    """Check ``library`` with what is kept below ``kept``, or with nothing."""
    if kept is None:
        return run("check", str(library), *words)
    with keeping_in(kept):
        return run("check", str(library), *words)


def rows_file(kept: Path) -> Path:
    """Return the file in which rows lie."""
    return kept / "cache" / "termcheck" / "kept.sqlite"
