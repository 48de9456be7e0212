"""Narrowing: of a large library, only the files that a question is about.

A check that was kept says that every part of the library is in order, and the
kept summaries say where the texts are that a question names. The answer is
that of the whole library; where anything is missing, the whole is read.
"""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.cli.keeping import Kept, keeping
from termcheck.cli.library_files import Collected
from termcheck.cli.opening import Opened, Texts
from termcheck.cli.reading import Loaded, read

WORTH_IT = 500_000
"""Bytes of files from which on looking for the needed ones is quicker than reading all."""

_STATUS_QUO = "status quo of "


def load_for(found: Opened, references: Sequence[str]) -> Loaded:
    """Return the library ``found``, at least with what ``references`` name; none name all."""
    if references and sum(len(each.data) for each in found.collected.files) >= WORTH_IT:
        with keeping(found, wanted=True, notes=False, certified=True) as kept:
            files = _needed(found, kept, references) if kept else None
        if files is not None:
            some = tuple(each for each in found.collected.files if each.file in files)
            loaded = read(found.but(collected=Collected(some, ())))
            if not loaded.has_errors:
                return loaded.but(everything=Texts(found.collected.files))
    return read(found)


def _needed(found: Opened, kept: Kept, references: Sequence[str]) -> set[str] | None:
    """Return the files that are shared or named; nothing if not all is known to be in order."""
    from termcheck.cli.remembered_parts import summary_from_bytes  # a small library needs none
    from termcheck.library.division import divide  # for the same reason

    keys = {each.file: kept.keys.summary(each.file) for each in found.collected.files}
    rows = kept.store.several(keys.values())
    summaries = {file: summary_from_bytes(rows.get(key)) for file, key in keys.items()}
    known = {file: each for file, each in summaries.items() if each is not None}
    division = divide(known) if len(known) == len(keys) else None
    if division is None or not _in_order(kept, division.shared, division.parts):
        return None
    part_of = {file: part for part in division.parts for file in part}
    home = {name: file for file, each in known.items() for name in each.proposals}
    parties = {name for each in known.values() for name in each.parties}
    files = set(division.shared)
    for head in map(_head, references):
        if head in home:
            files.update(part_of.get(home[head], ()))
        elif head and head not in parties:
            return None
    return files


def _in_order(kept: Kept, shared: tuple[str, ...], parts: Sequence[tuple[str, ...]]) -> bool:
    """Say whether an answer is kept about each part, which only those without errors have."""
    wanted = [kept.keys.part(shared), *(kept.keys.part(shared, each) for each in parts)]
    return len(kept.store.several(wanted)) == len(set(wanted))


def _head(reference: str) -> str:
    """Return what a reference begins with; nothing for a status quo, which is no text's."""
    words = " ".join(reference.split())
    return "" if words.startswith(_STATUS_QUO) else words.partition(".")[0]
