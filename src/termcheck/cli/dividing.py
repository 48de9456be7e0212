"""Dividing: the check of a large library part by part, by several processes.

Yields what the check of the whole would. Each part is asked about with a memory
of its own, so that neither time nor room grows faster than the library, and
kept by itself, so that an edit costs the part that it touches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from termcheck.cli.keeping import Kept
from termcheck.cli.keys import Keys
from termcheck.cli.opening import Opened
from termcheck.cli.progress import Forecast, Progress
from termcheck.cli.reading import parsed_file
from termcheck.cli.remembered import Answer, to_bytes
from termcheck.cli.remembered_parts import PartAnswer, part_from_bytes, summary_from_bytes
from termcheck.cli.store import Store
from termcheck.cli.workers import shared_out
from termcheck.language.diagnostic import Diagnostic, in_order
from termcheck.language.parser import Parsed
from termcheck.library.division import Division, Summary, divide, summary
from termcheck.library.foundation import Foundation, PartBuilt
from termcheck.library.settings import Settings, settings_from, with_severities
from termcheck.questions.coverage import coverage, unreached_statements
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.sound import NOTES, Soundness
from termcheck.questions.soundness import soundness, soundness_of_part
from termcheck.solve.oracle import Budget

K = TypeVar("K")
V = TypeVar("V")

KEPT_AT_ONCE = 200
"""Answers that are kept together; an interrupted run loses no more."""


class Undividable(Exception):
    """The library has to be checked as a whole; caught in this module."""


class Dividing:
    """The check of the library ``found``, with what is ``kept`` of it.

    ``is_whole`` says that asking again would find no more.
    """

    def __init__(self, found: Opened, kept: Kept | None, jobs: int, *, notes: bool) -> None:
        self._found = found
        self._files = {each.file: each for each in found.collected.files}
        self._keys = kept.keys if kept else Keys(found, notes=notes)
        self._store = kept.store if kept else Store("", "")
        self._jobs = jobs
        self._progress = Progress()
        configured = settings_from(found.chosen.settings, found.chosen.settings_file)
        self._settings: Settings = configured.settings
        self._told = configured.diagnostics
        levels = self._settings.severities
        self.is_whole = True
        self._notes = notes or any(levels.get(code, "off") != "off" for code in NOTES)

    def answer(self) -> Answer | None:
        """Return the answer; nothing if the library has errors, or does not divide."""
        try:
            return self._answer()
        except Undividable:
            return None
        finally:
            self._progress.end()

    def _answer(self) -> Answer:
        if _has_errors(self._told):
            raise Undividable
        division = divide(self._summaries())
        if division is None or len(division.parts) < 2:
            raise Undividable
        foundation = Foundation(self._found.root, self._parsed(division.shared), self._settings)
        if _has_errors(foundation.own.diagnostics):
            raise Undividable
        shared = self._shared(foundation, division)
        parts = self._parts(foundation, division)
        rest = foundation.conclusion([each.remainder for each in parts])
        if rest is None or _has_errors(rest):
            raise Undividable
        return self._merged(foundation, (shared, *parts), rest)

    def _parsed(self, files: Iterable[str]) -> list[Parsed]:
        return [parsed_file(self._files[file]) for file in files]

    # --- summaries ---------------------------------------------------------------

    def _summaries(self) -> dict[str, Summary]:
        """Return the summary of each file; raises ``Undividable`` if one has errors."""
        names = list(self._files)
        found = self._each(
            "files read", names, self._keys.summary, self._summary, summary_from_bytes
        )
        return dict(zip(names, found, strict=True))

    def _summary(self, file: str) -> bytes:
        parsed = parsed_file(self._files[file])
        return b"" if _has_errors(parsed.diagnostics) else to_bytes(summary(parsed.document))

    # --- parts -------------------------------------------------------------------

    def _part_key(self, division: Division, files: tuple[str, ...]) -> bytes:
        return self._keys.part(division.shared, files)

    def _shared(self, foundation: Foundation, division: Division) -> PartAnswer:
        """Return the answer about the shared files."""
        key = self._keys.part(division.shared)
        kept = part_from_bytes(self._store.get(key))
        if kept is not None:
            return kept
        self._progress.say("what all parts share")
        found = self._asked(foundation.own, soundness)
        if any(each.code == "TC350" for each in found.soundness.diagnostics):
            raise Undividable
        if _is_undecided(found.soundness):
            self.is_whole = False
        else:
            self._store.put([(key, to_bytes(found))])
        return found

    def _parts(self, foundation: Foundation, division: Division) -> list[PartAnswer]:
        def asked(files: tuple[str, ...]) -> bytes:
            built = foundation.part(self._parsed(files))
            if _has_errors(built.diagnostics):
                return b""
            return to_bytes(self._asked(built, soundness_of_part))

        def key(files: tuple[str, ...]) -> bytes:
            return self._part_key(division, files)

        return self._each("parts checked", division.parts, key, asked, part_from_bytes)

    def _asked(self, built: PartBuilt, ask: Callable[..., Soundness]) -> PartAnswer:
        """Return what is found in a part that was built, with a memory of its own."""
        inquiry = Inquiry(built.library, Budget(None, 0, apart=True))
        try:
            sound = ask(inquiry, with_notes=self._notes)
        finally:
            inquiry.close()
        told = with_severities(self._settings, sound.diagnostics)
        reach = coverage(built.library)
        return PartAnswer(
            built.diagnostics,
            sound.but(diagnostics=told),
            reach.missed,
            tuple(sorted(reach.reached)),
            built.remainder,
        )

    # --- one after the other -----------------------------------------------------

    def _each(
        self,
        doing: str,
        wanted: Sequence[K],
        key: Callable[[K], bytes],
        make: Callable[[K], bytes],
        read: Callable[[bytes | None], V | None],
    ) -> list[V]:
        """Return for each of ``wanted`` what is kept of it, or is made now and kept.

        Nothing is kept that has an end only by chance. Raises ``Undividable``
        where ``make`` returns nothing.
        """
        keys = [key(each) for each in wanted]
        kept = self._store.several(keys)
        found = [read(kept.get(each)) for each in keys]
        missing = [i for i, each in enumerate(found) if each is None]
        new: list[tuple[bytes, bytes]] = []
        forecast = Forecast(doing, len(missing))
        try:
            made = shared_out(lambda i: make(wanted[missing[i]]), len(missing), self._jobs)
            for i, data in made:
                self._progress.say(forecast.text())
                forecast.add()
                value = read(data)
                if value is None:
                    raise Undividable
                found[missing[i]] = value
                if isinstance(value, PartAnswer) and _is_undecided(value.soundness):
                    self.is_whole = False
                else:
                    new.append((keys[missing[i]], data))
                if len(new) == KEPT_AT_ONCE:
                    self._store.put(new)
                    new = []
        finally:
            self._store.put(new)
        return [each for each in found if each is not None]

    # --- together ----------------------------------------------------------------

    def _merged(
        self, foundation: Foundation, parts: Sequence[PartAnswer], rest: tuple[Diagnostic, ...]
    ) -> Answer:
        read = [each for part in parts for each in part.read]
        asked = [each for part in parts for each in part.soundness.diagnostics]
        diagnostics = in_order([*self._told, *in_order([*read, *rest]), *asked])
        sounds = [part.soundness for part in parts]
        checks = [each for sound in sounds for each in sound.checks]
        proposals = [each for sound in sounds for each in sound.proposals]
        sound = Soundness(
            (),
            tuple(sorted(checks, key=lambda each: (each.span.file, each.span.start))),
            tuple(sorted(proposals, key=lambda each: each.name)),
            tuple([each for sound in sounds for each in sound.positions]),
        )
        reached = frozenset([key for part in parts for key in part.reached])
        missed = [name for part in parts for name in part.missed]
        missed += unreached_statements(foundation.own.library, reached)
        return Answer(diagnostics, sound, tuple(sorted(missed)))


def _has_errors(found: Iterable[Diagnostic]) -> bool:
    return any(each.severity == "error" for each in found)


def _is_undecided(found: Soundness) -> bool:
    words = [each.verdict for each in found.proposals]
    words += [each.verdict for each in found.positions]
    return "undecided" in words or any(each.status == "undecided" for each in found.checks)
