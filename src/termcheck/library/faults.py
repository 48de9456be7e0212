"""Faults: the collector into which every part of the build puts its findings.

Accepts codes of the closed table of codes; yields diagnostics in order, each
once per place and code, with the severities that the settings ask for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from termcheck.language.codes import CODES
from termcheck.language.diagnostic import Diagnostic, Label, Severity, one_per_place
from termcheck.language.source import SourceText, Span
from termcheck.library.settings import Settings
from termcheck.library.suggest import Suggestions


class Faults:
    """Findings so far, and the texts that they are about."""

    __slots__ = ("_found", "_settings", "_suggestions", "texts")

    def __init__(self, settings: Settings, texts: Mapping[str, SourceText]) -> None:
        self._found: list[Diagnostic] = []
        self._settings = settings
        self._suggestions = Suggestions()
        self.texts = texts

    def add(
        self,
        code: str,
        span: Span,
        message: str,
        help: str = "",
        related: tuple[Label, ...] = (),
    ) -> None:
        """Note a finding, unless the settings switch its code off."""
        severity = self._severity(code)
        if severity is not None:
            found = Diagnostic(code, severity, message, span, related, help)
            self._found.append(found)

    def _severity(self, code: str) -> Severity | None:
        chosen = self._settings.severities.get(code)
        if chosen is None:
            return CODES[code][0]
        return None if chosen == "off" else chosen

    def did_you_mean(self, name: str, candidates: Iterable[str]) -> str:
        """Return a question that names the nearest candidate, or nothing."""
        return self._suggestions.did_you_mean(name, candidates)

    def has_errors(self) -> bool:
        """Say whether a finding so far is an error."""
        return any(each.severity == "error" for each in self._found)

    def count(self) -> int:
        """Return how many findings there are so far, repeated ones included."""
        return len(self._found)

    def found(self) -> tuple[Diagnostic, ...]:
        """Return the findings by file, place and code, the first of each."""
        return one_per_place(self._found)

    def spelled(self, span: Span) -> str:
        """Return the text at ``span`` on one line, cut to 60 characters."""
        source = self.texts.get(span.file)
        text = " ".join(source.text[span.start : span.end].split()) if source else ""
        return text if len(text) <= 60 else text[:59] + "…"
