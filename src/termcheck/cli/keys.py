"""Keys: under which names answers about a library are kept.

A key names everything that an answer depends on: the program, the settings,
what was asked, and the files by name and content.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator

from termcheck.cli.opening import Opened
from termcheck.cli.store import key_of
from termcheck.language.literate import ENDING


class Keys:
    """The keys of what can be known of one library; ``notes`` are asked for or not.

    ``program`` is what tells this program from others.
    """

    def __init__(self, found: Opened, *, notes: bool) -> None:
        chosen = found.chosen
        self.program = program()
        asked = (repr(notes), repr(chosen.settings), chosen.settings_file)
        self._asked = key_of(self.program, *map(_encoded, asked))
        self._files = {each.file: key_of(each.data) for each in found.collected.files}

    def answer(self, *, certified: bool) -> bytes:
        """Return the key of the answer about the whole library, which is ``certified`` or not."""
        kind = b"certified answer" if certified else b"answer"
        return key_of(kind, self._asked, *self._named(self._files))

    def part(self, shared: Iterable[str], files: Iterable[str] = ()) -> bytes:
        """Return the key of what is known of ``files``, which stand on ``shared`` ones."""
        common = key_of(*self._named(shared))
        return key_of(b"part", self._asked, common, *self._named(files))

    def summary(self, file: str) -> bytes:
        """Return the key of the summary of ``file``, whatever it is called."""
        kind = b"literate" if file.endswith(ENDING) else b"plain"
        return key_of(b"summary", self.program, kind, self._files[file])

    def _named(self, files: Iterable[str]) -> Iterator[bytes]:
        for each in files:
            yield _encoded(each)
            yield self._files[each]


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def program() -> bytes:
    """Return what tells this program from others: its files with size and time, and Python.

    A program that is not made of files is like no other.
    """
    top = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    try:
        return key_of(_encoded(sys.version), *map(_encoded, _files(top)))
    except OSError:
        return os.urandom(20)


def _files(top: str) -> Iterator[str]:
    waiting = [top]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for each in sorted(entries, key=lambda entry: entry.name):
                if each.is_dir(follow_symlinks=False):
                    waiting.append(each.path)
                elif each.name.endswith((".py", ".json", ".lark")):
                    known = each.stat()
                    yield f"{each.path[len(top) :]} {known.st_size} {known.st_mtime_ns}"
