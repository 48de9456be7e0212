"""Reading: from the name of a library to what stands in it."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping

from termcheck.cli.library_choice import Chosen, choose
from termcheck.cli.library_files import Collected, RawFile, collect_files
from termcheck.cli.refusal import Refusal, refusal
from termcheck.language.decode import decode
from termcheck.language.diagnostic import Diagnostic, in_order
from termcheck.language.parser import Parsed, parse
from termcheck.language.source import SourceText
from termcheck.library.build import build
from termcheck.library.model import Library
from termcheck.library.settings import Settings, settings_from
from termcheck.report.check_text import concise_lines
from termcheck.report.page import to_text
from termcheck.report.values import counted
from termcheck.value import Value


class Loaded(Value):
    """A library with everything that was found while it was read.

    ``texts`` are those of its files and of its settings, by file; ``settings``
    are what holds of it. ``unread``
    says that some files could not be read at all; ``seconds`` how long the
    steps took.
    """

    library: Library
    texts: Mapping[str, SourceText]
    diagnostics: tuple[Diagnostic, ...]
    unread: bool
    seconds: Mapping[str, float]
    settings: Settings

    @property
    def has_errors(self) -> bool:
        """Whether nothing can be asked of the clauses."""
        return self.unread or any(each.severity == "error" for each in self.diagnostics)


def load(named: str) -> Loaded:
    """Return the library that ``named`` stands for; raises ``Refusal`` without files."""
    start = time.perf_counter()
    chosen = choose(named)
    collected = Collected((chosen.only,), ()) if chosen.only else collect_files(chosen.root)
    if not collected.files and not collected.refused:
        help = "name the library with `-L LIBRARY`"
        raise refusal(f"`{chosen.root}` holds no file `*.terms` or `*.terms.md`", help)
    return read(chosen, collected, time.perf_counter() - start)


def read(chosen: Chosen, collected: Collected, seconds: float) -> Loaded:
    """Return the library that collected files make; reading them took so many ``seconds``."""
    start = time.perf_counter()
    parsed = tuple(map(_parsed, collected.files))
    understood = time.perf_counter()
    configured = settings_from(chosen.settings, chosen.settings_file)
    built = build(_root(chosen), parsed, configured.settings)
    found = [*collected.refused, *chosen.diagnostics, *configured.diagnostics, *built.diagnostics]
    end = time.perf_counter()
    return Loaded(
        built.library,
        built.library.texts,
        in_order(found),
        any(map(_is_unread, found)),
        {"read": seconds, "parse": understood - start, "resolve": end - understood},
        configured.settings,
    )


def _is_unread(found: Diagnostic) -> bool:
    """Say whether a finding is about a file that could not be read as text."""
    return found.code.startswith("TC18")


def _parsed(raw: RawFile) -> Parsed:
    """Return what a file says, or what is wrong with its bytes."""
    text, faults = decode(raw.file, raw.data)
    parsed = parse(raw.file, text)
    return parsed.but(diagnostics=faults) if faults else parsed


def _root(chosen: Chosen) -> str:
    """Return the library's folder as it is printed, with ``/`` between its parts."""
    return os.path.normpath(chosen.root).replace(os.sep, "/") if chosen.root else ""


def load_sound(named: str) -> Loaded:
    """Return a library that can be asked; raises ``Refusal`` with its errors if it has some."""
    return sound(load(named))


def sound(loaded: Loaded) -> Loaded:
    """Return ``loaded`` if it can be asked; raises ``Refusal`` with its errors if not."""
    if not loaded.has_errors:
        return loaded
    errors = [each for each in loaded.diagnostics if each.severity == "error"]
    listed = to_text(concise_lines(errors, loaded.texts, loaded.library.root))
    said = (
        f"termcheck: the library has {counted(len(errors), 'error')}, so nothing was asked of it\n"
    )
    raise Refusal(f"{listed}{said}  help: `termcheck check` shows them with their places\n")
