"""The files of a library: the one place that walks folders and reads bytes.

Accepts a folder or a file that the user named; yields the bytes of every
``.terms`` and ``.terms.md`` file, and a diagnostic for whatever was refused.
A link inside the library is passed over, because what it leads to is read in
its own place; one that leads out of it is refused. What is no plain file is
never read from.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from typing import Final, Literal

from termcheck.language.codes import CODES
from termcheck.language.diagnostic import Diagnostic
from termcheck.language.limits import FILE
from termcheck.language.source import Span
from termcheck.value import Value

MOST_FILES: Final = 20_000
"""Files of one library."""

MOST_BYTES: Final = 64 * 1024 * 1024
"""Bytes of all files of one library together."""

MOST_ENTRIES: Final = 1_000_000
"""Files and folders that are looked at before the search ends."""

ENDINGS: Final = (".terms", ".terms.md")


class RawFile(Value):
    """The bytes of one file, by its path in the library with ``/`` between its parts."""

    file: str
    data: bytes


class Collected(Value):
    """The files that were read, in order of their paths, and what was refused."""

    files: tuple[RawFile, ...]
    refused: tuple[Diagnostic, ...]


class Unread(Value):
    """Why a file was not read: a code, a sentence and a suggestion."""

    code: str
    message: str
    help: str = ""


def collect_files(root: str) -> Collected:
    """Return the files of the library in the folder ``root``."""
    walk = _Walk(root)
    files: list[RawFile] = []
    for path in walk.paths():
        found = read_file(path)
        if isinstance(found, Unread):
            walk.refuse(path, found)
        elif walk.has_room_for(path, len(found)):
            files.append(RawFile(walk.name(path), found))
    ordered = sorted(files, key=lambda each: each.file)
    return Collected(tuple(ordered), tuple(walk.refused))


def read_file(path: str) -> bytes | Unread:
    """Return the bytes of the plain file at ``path``, or why there are none."""
    try:
        handle = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
    except OSError as fault:
        return _unreadable(fault)
    before = os.fstat(handle)
    if not stat.S_ISREG(before.st_mode):
        os.close(handle)
        return Unread("TC183", "this is no plain file")
    with os.fdopen(handle, "rb", closefd=True) as stream:
        if before.st_size > FILE:
            return Unread("TC185", f"the file is larger than {FILE // 2**20} MiB")
        try:
            data = stream.read(FILE + 1)
        except OSError as fault:
            return _unreadable(fault)
        after = os.fstat(handle)
    if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        return Unread("TC187", "the file changed while it was read", "run the command again")
    return data


def _unreadable(fault: OSError) -> Unread:
    return Unread("TC180", f"the file cannot be read: {(fault.strerror or 'unknown').lower()}")


class _Walk:
    """One search of a folder; ``refused`` grows as it goes."""

    def __init__(self, root: str) -> None:
        self.refused: list[Diagnostic] = []
        self._root = root
        self._inside = os.path.realpath(root)
        self._entries = 0
        self._files = 0
        self._bytes = 0

    def paths(self) -> Iterator[str]:
        """Yield the paths of the library's files until there are too many."""
        waiting = [self._root]
        while waiting:
            below: list[str] = []
            for entry in self._listed(waiting.pop()):
                if self._bytes > MOST_BYTES:
                    return
                kind = self._kind(entry)
                if kind == "file" and self._allows_one_more(entry.path):
                    yield entry.path
                elif kind == "folder":
                    below.append(entry.path)
            waiting.extend(reversed(below))

    def name(self, path: str) -> str:
        """Return the path inside the library; bytes that are no text are escaped."""
        inside = os.fsencode(path[len(self._root) :].lstrip(os.sep).replace(os.sep, "/"))
        return inside.decode("utf-8", "backslashreplace")

    def refuse(self, path: str, fault: Unread) -> None:
        """Note that what is at ``path`` is not read."""
        severity = CODES[fault.code][0]
        span = Span(self.name(path), 0, 0)
        self.refused.append(Diagnostic(fault.code, severity, fault.message, span, (), fault.help))

    def _listed(self, folder: str) -> list[os.DirEntry[str]]:
        """Return what is in ``folder`` by name, without what is hidden."""
        if self._entries > MOST_ENTRIES:
            return []
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as fault:
            self.refuse(folder, _unreadable(fault))
            return []
        self._entries += len(entries)
        if self._entries > MOST_ENTRIES:
            message = f"there are more than {MOST_ENTRIES} files and folders here"
            self.refuse(folder, Unread("TC186", message))
        return [entry for entry in entries if not entry.name.startswith(".")]

    def has_room_for(self, path: str, size: int) -> bool:
        """Whether a file of so many bytes still fits in; the first that does not is refused."""
        self._bytes += size
        if self._bytes > MOST_BYTES:
            message = f"the files of this library have more than {MOST_BYTES // 2**20} MiB together"
            self.refuse(path, Unread("TC186", message, "divide the library into several"))
        return self._bytes <= MOST_BYTES

    def _allows_one_more(self, path: str) -> bool:
        self._files += 1
        if self._files == MOST_FILES + 1:
            self.refuse(path, Unread("TC186", f"the library has more than {MOST_FILES} files"))
        return self._files <= MOST_FILES

    def _kind(self, entry: os.DirEntry[str]) -> Literal["file", "folder", "neither"]:
        """Say what to do with an entry; refuse it if it only looks like a file of ours."""
        ours = entry.name.endswith(ENDINGS)
        if entry.is_symlink():
            self._link(entry, ours)
        elif entry.is_dir():
            if not ours:
                return "folder"
            self.refuse(entry.path, Unread("TC184", "this is a folder, not a file", "rename it"))
        elif ours:
            return "file"
        return "neither"

    def _link(self, entry: os.DirEntry[str], ours: bool) -> None:
        if not ours and not os.path.isdir(entry.path):
            return
        target = os.path.realpath(entry.path)
        if not os.path.exists(target):
            self.refuse(entry.path, Unread("TC182", "this link leads nowhere"))
        elif os.path.commonpath([self._inside, target]) != self._inside:
            help = "put the file into the library, or name the other folder with `-L`"
            self.refuse(entry.path, Unread("TC181", "this link leaves the library", help))
