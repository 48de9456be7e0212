"""The choice of a library: which folder is asked, and with which settings.

Accepts what the user named, or nothing; yields a folder, or the bytes of one
file from standard input, with the settings that apply.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import cast

from termcheck.cli.library_files import RawFile, Unread, read_file
from termcheck.cli.refusal import refusal
from termcheck.language.codes import CODES
from termcheck.language.diagnostic import Diagnostic
from termcheck.language.limits import FILE
from termcheck.language.source import Span
from termcheck.language.spelling import nearest
from termcheck.value import Value

SETTINGS = "termcheck.toml"
PROJECT = "pyproject.toml"
STANDARD_INPUT = "stdin.terms"
"""What the one file from standard input is called in messages."""


class Chosen(Value):
    """The folder ``root`` as it is printed, or the one file that was read instead.

    ``settings_file`` says where ``settings`` stand, below the root if they can;
    ``diagnostics`` what was wrong with that file.
    """

    root: str
    only: RawFile | None
    settings: Mapping[str, object]
    settings_file: str
    diagnostics: tuple[Diagnostic, ...]


def choose(named: str) -> Chosen:
    """Return the library that ``named`` stands for; nothing named is the nearest one."""
    if named == "-":
        data = sys.stdin.buffer.read(FILE + 1) if sys.stdin else b""
        if len(data) > FILE:
            raise refusal(f"what stands on standard input is larger than {FILE // 2**20} MiB")
        return Chosen("", RawFile(STANDARD_INPUT, data), MappingProxyType({}), SETTINGS, ())
    try:
        root = _root(named) if named else _nearest()
        return _with_settings(root)
    except FileNotFoundError:
        raise refusal("the current folder is no longer there") from None


def _root(named: str) -> str:
    """Return the folder that is meant: of a file, that of the library it belongs to."""
    if os.path.isdir(named):
        return named
    if not os.path.lexists(named):
        raise refusal(f"there is no file or folder `{named}`", _other_name(named))
    folder = os.path.dirname(named) or "."
    return _upwards(folder) or folder


def unmarked_folder(named: str) -> str:
    """Return the folder that the file ``named`` stands for where no settings mark a library.

    Nothing if ``named`` is no file, or stands in a library that is marked.
    """
    if not os.path.isfile(named):
        return ""
    folder = os.path.dirname(named) or "."
    return "" if _upwards(folder) else folder


def _other_name(named: str) -> str:
    """Return what ``named`` was probably meant to be, of what stands in its folder."""
    folder, name = os.path.split(named.rstrip("/" + os.sep))
    try:
        found = nearest(name, os.listdir(folder or "."))
    except OSError:
        found = ""
    if found:
        return f"did you mean `{os.path.join(folder, found)}`?"
    return "name a folder that holds files `*.terms`, or one of these files"


def _nearest() -> str:
    return _upwards(".") or ("proposals" if os.path.isdir("proposals") else ".")


def _upwards(folder: str) -> str:
    """Return the nearest folder from ``folder`` upwards with settings, or nothing."""
    here = os.path.realpath(folder)
    while True:
        if os.path.isfile(os.path.join(here, SETTINGS)):
            return _shown(here)
        above = os.path.dirname(here)
        if above == here:
            return ""
        here = above


def _shown(folder: str) -> str:
    """Return ``folder`` as it is seen from the current one."""
    return os.path.relpath(folder)


# --- settings ------------------------------------------------------------------


def _with_settings(root: str) -> Chosen:
    own = os.path.join(root, SETTINGS)
    if os.path.lexists(own):
        return _chosen(root, own, SETTINGS, ())
    here = os.path.realpath(root)
    while True:
        path = os.path.join(here, PROJECT)
        if os.path.isfile(path):
            return _chosen(root, path, os.path.relpath(path, root), ("tool", "termcheck"))
        above = os.path.dirname(here)
        if above == here:
            return Chosen(root, None, MappingProxyType({}), SETTINGS, ())
        here = above


def _chosen(root: str, path: str, name: str, table: tuple[str, ...]) -> Chosen:
    """Return the library with the settings in ``table`` of the file at ``path``."""
    data = read_file(path)
    if isinstance(data, Unread):
        return _faulty(root, name, data.code, data.message)
    if table and b".".join(part.encode() for part in table) not in data.replace(b" ", b""):
        return Chosen(root, None, MappingProxyType({}), SETTINGS, ())
    import tomllib  # only where there are settings: it takes start-up time

    try:
        found: object = tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as fault:  # also of bytes, and of numbers too long
        return _faulty(root, name, "TC188", f"the settings are not TOML: {_sentence(fault)}")
    for key in table:
        found = _mapping(found).get(key)
    return Chosen(root, None, MappingProxyType(_mapping(found)), name, ())


def _mapping(value: object) -> dict[str, object]:
    """Return a table of TOML; empty if ``value`` is something else."""
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}


def _sentence(fault: Exception) -> str:
    text = str(fault).partition("\n")[0]
    return text[:1].lower() + text[1:]


def _faulty(root: str, name: str, code: str, message: str) -> Chosen:
    found = Diagnostic(code, CODES[code][0], message, Span(name, 0, 0))
    return Chosen(root, None, MappingProxyType({}), name, (found,))
