"""Revisions: a library as it stood in a revision of git.

Git is asked for names and for bytes and for nothing else; what is checked out
stays as it is.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from types import MappingProxyType

from termcheck.cli.library_choice import SETTINGS, Chosen, choose
from termcheck.cli.library_files import ENDINGS, Collected, RawFile
from termcheck.cli.opening import Opened
from termcheck.cli.reading import Loaded, read
from termcheck.cli.refusal import refusal
from termcheck.language.limits import FILE
from termcheck.library.suggest import did_you_mean
from termcheck.value import Value

_PLAIN = ("100644", "100755")
"""The modes of plain files; links and modules are passed over."""


class Revisions(Value):
    """Two revisions as they were named; the second empty for what is checked out."""

    base: str
    head: str


def revisions(text: str) -> Revisions:
    """Return the revisions of ``main..HEAD``; a single one is compared with the working files."""
    base, dots, head = text.partition("..")
    if not base or head.startswith("."):
        raise refusal(
            f"`--git` cannot be `{text}`", "write two revisions, as in `--git main..HEAD`"
        )
    return Revisions(base, head or ("HEAD" if dots else ""))


def load_revision(named: str, revision: str) -> Loaded:
    """Return the library ``named`` as it was in ``revision``; raises ``Refusal`` if it was not."""
    start = time.perf_counter()
    chosen = choose(named)
    if chosen.only is not None:
        raise refusal("standard input has no revisions", "name a folder with `-L LIBRARY`")
    repository = _Repository(chosen.root or ".")
    tree = repository.tree(revision)
    files = [
        RawFile(path, repository.bytes_of(blob))
        for path, blob in repository.files(tree)
        if path.endswith(ENDINGS)
    ]
    if not files:
        raise refusal(f"`{chosen.root}` holds no term sheets in `{revision}`", _was_it_there())
    settings = repository.settings(tree) or chosen
    root = f"{revision}:{chosen.root}"
    found = settings.but(root=root, only=None)
    collected = Collected(tuple(sorted(files, key=lambda each: each.file)), ())
    return read(Opened(found, collected, time.perf_counter() - start))


class _Repository:
    """The repository around a folder."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        wrong = f"`{folder}` is in no git repository"
        top = self._git("rev-parse", "--show-toplevel", wrong=wrong, help=_name_another)
        inside = os.path.relpath(os.path.realpath(folder), os.path.realpath(_line(top)))
        self._inside = "" if inside == "." else inside.replace(os.sep, "/")

    def tree(self, revision: str) -> str:
        """Return the name of the library's tree in ``revision``."""
        wrong = f"git knows no revision `{revision}`"
        commit = f"{revision}^{{commit}}"
        words = ("rev-parse", "--verify", "--quiet", "--end-of-options", commit)
        found = self._git(*words, wrong=wrong, help=lambda: self._other_name(revision))
        name = _line(found)
        if not self._inside:
            return f"{name}^{{tree}}"
        missing = f"`{self._folder}` was not there in `{revision}`"
        inner = f"{name}:{self._inside}"
        found = self._git(
            "rev-parse", "--verify", "--quiet", inner, wrong=missing, help=_was_it_there
        )
        return _line(found)

    def _other_name(self, revision: str) -> str:
        """Return what a revision was probably meant to be."""
        listed = self._git("for-each-ref", "--format=%(refname:short)", wrong="git lists no names")
        names = listed.decode("utf-8", "replace").split("\n")
        return did_you_mean(revision, (*filter(None, names), "HEAD")) or "`git log` lists revisions"

    def files(self, tree: str) -> list[tuple[str, str]]:
        """Return path and blob of every plain file below ``tree`` that is not hidden."""
        listed = self._git(
            "ls-tree", "-r", "-z", "--full-tree", tree, wrong="git cannot list files"
        )
        found: list[tuple[str, str]] = []
        for row in filter(None, listed.split(b"\0")):
            facts, _, path = row.partition(b"\t")
            mode, kind, blob = facts.decode("ascii").split()
            name = path.decode("utf-8", "backslashreplace")
            hidden = any(part.startswith(".") for part in name.split("/"))
            if kind == "blob" and mode in _PLAIN and not hidden:
                found.append((name, blob))
        return found

    def bytes_of(self, blob: str) -> bytes:
        """Return what stands in a file."""
        data = self._git("cat-file", "blob", blob, wrong="git cannot read a file")
        if len(data) > FILE:
            raise refusal(f"a file of this revision is larger than {FILE // 2**20} MiB")
        return data

    def settings(self, tree: str) -> Chosen | None:
        """Return the settings that stood beside the library, if there were some."""
        blobs = dict(self.files(tree))
        if SETTINGS not in blobs:
            return None
        import tomllib  # only where there are settings: it takes start-up time

        try:
            found = tomllib.loads(self.bytes_of(blobs[SETTINGS]).decode("utf-8"))
        except (ValueError, RecursionError) as fault:  # also of bytes, and of numbers too long
            raise refusal(f"the settings of this revision are not TOML: {fault}") from None
        return Chosen("", None, MappingProxyType(found), SETTINGS, ())

    def _git(self, *words: str, wrong: str, help: Callable[[], str] = str) -> bytes:
        try:
            done = subprocess.run(  # noqa: S603 - no shell, and revisions follow --end-of-options
                ["git", "-C", self._folder, *words],  # noqa: S607 - the user's own git
                capture_output=True,
                check=False,
            )
        except OSError:
            raise refusal("git could not be started", "is it installed?") from None
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
            raise refusal(wrong, help() or said.removeprefix("fatal: "))
        return done.stdout


def _name_another() -> str:
    return "name a library inside one with `-L LIBRARY`"


def _was_it_there() -> str:
    return "was the folder there, and under this name?"


def _line(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape").rstrip("\n")
