"""Reading: from the name of a library to what stands in it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from types import MappingProxyType

from termcheck.cli.library_files import RawFile
from termcheck.cli.opening import Opened, opened
from termcheck.cli.refusal import Refusal
from termcheck.language.decode import decode
from termcheck.language.diagnostic import Diagnostic, in_order
from termcheck.language.parser import Parsed, parse
from termcheck.language.source import SourceText
from termcheck.library.build import build
from termcheck.library.model import Library
from termcheck.library.settings import Settings, settings_from
from termcheck.report.check_text import concise_lines
from termcheck.report.counting import counted
from termcheck.report.page import to_text
from termcheck.value import Value


class Loaded(Value):
    """A library with everything that was found while it was read.

    ``texts`` are those of its files and of its settings, by file; ``settings``
    are what holds of it. ``unread``
    says that some files could not be read at all; ``seconds`` how long the
    steps took. ``everything`` are the texts of the whole library, if only some
    were needed.
    """

    library: Library
    texts: Mapping[str, SourceText]
    diagnostics: tuple[Diagnostic, ...]
    unread: bool
    seconds: Mapping[str, float]
    settings: Settings
    everything: Mapping[str, SourceText] = MappingProxyType({})

    @property
    def digest(self) -> str:
        """The digest of all texts of the library, whether they were needed or not."""
        from termcheck.cli.digest import digest_of  # only a record needs it

        return digest_of(self.everything or self.library.texts)

    @property
    def has_errors(self) -> bool:
        """Whether nothing can be asked of the clauses."""
        return self.unread or any(each.severity == "error" for each in self.diagnostics)


def load(named: str) -> Loaded:
    """Return the library that ``named`` stands for; raises ``Refusal`` without files."""
    return read(opened(named))


def read(found: Opened) -> Loaded:
    """Return the library that the files make which were opened."""
    start, chosen, collected = time.perf_counter(), found.chosen, found.collected
    parsed = tuple(map(parsed_file, collected.files))
    understood = time.perf_counter()
    configured = settings_from(chosen.settings, chosen.settings_file)
    built = build(found.root, parsed, configured.settings)
    told = [*collected.refused, *chosen.diagnostics, *configured.diagnostics, *built.diagnostics]
    end = time.perf_counter()
    return Loaded(
        built.library,
        built.library.texts,
        in_order(told),
        any(map(_is_unread, told)),
        {"read": found.seconds, "parse": understood - start, "resolve": end - understood},
        configured.settings,
    )


def _is_unread(found: Diagnostic) -> bool:
    """Say whether a finding is about a file that could not be read as text."""
    return found.code.startswith("TC18")


def parsed_file(raw: RawFile) -> Parsed:
    """Return what a file says, or what is wrong with its bytes."""
    text, faults = decode(raw.file, raw.data)
    parsed = parse(raw.file, text)
    return parsed.but(diagnostics=faults) if faults else parsed


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
