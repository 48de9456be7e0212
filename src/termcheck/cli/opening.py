"""Opening: from the name of a library to the bytes of its files, before any is understood."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping

from termcheck.cli.library_choice import Chosen, choose
from termcheck.cli.library_files import Collected, RawFile, collect_files
from termcheck.cli.refusal import refusal
from termcheck.language.decode import decode
from termcheck.language.source import SourceText, source_text
from termcheck.value import Value

LARGE = 30_000
"""Bytes of files from which on a library is large, and is checked part by part."""


class Opened(Value):
    """A library that was chosen, its files, and the seconds that this took."""

    chosen: Chosen
    collected: Collected
    seconds: float

    @property
    def size(self) -> int:
        """How many bytes the files have together."""
        return sum(len(each.data) for each in self.collected.files)

    @property
    def root(self) -> str:
        """The library's folder as it is printed, with ``/`` between its parts."""
        root = self.chosen.root
        return os.path.normpath(root).replace(os.sep, "/") if root else ""


def opened(named: str) -> Opened:
    """Return the library that ``named`` stands for; raises ``Refusal`` without files."""
    start = time.perf_counter()
    chosen = choose(named)
    collected = Collected((chosen.only,), ()) if chosen.only else collect_files(chosen.root)
    if not collected.files and not collected.refused:
        help = "name the library with `-L LIBRARY`"
        raise refusal(f"`{chosen.root}` holds no file `*.terms` or `*.terms.md`", help)
    return Opened(chosen, collected, time.perf_counter() - start)


class Texts(Mapping[str, SourceText]):
    """The texts of files by name, each decoded when it is looked at."""

    def __init__(self, files: tuple[RawFile, ...]) -> None:
        self._files = {each.file: each for each in files}
        self._texts: dict[str, SourceText] = {}

    def __getitem__(self, file: str) -> SourceText:
        found = self._texts.get(file)
        if found is None:
            text, _ = decode(file, self._files[file].data)
            found = self._texts[file] = source_text(file, text)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)
