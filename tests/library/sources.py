"""Building libraries from texts that stand in the tests."""

from __future__ import annotations

from collections.abc import Mapping

from termcheck.language.parser import parse
from termcheck.library.build import Built, build
from termcheck.library.settings import DEFAULT, Settings

FILE = "library.terms"


def built(text: str, settings: Settings = DEFAULT) -> Built:
    """Return what one file makes."""
    return build("root", [parse(FILE, text)], settings)


def built_from(files: Mapping[str, str], settings: Settings = DEFAULT) -> Built:
    """Return what several files make together."""
    return build("root", [parse(file, text) for file, text in files.items()], settings)


def codes(found: Built) -> list[str]:
    """Return the codes of the diagnostics, in order."""
    return [each.code for each in found.diagnostics]


def places(found: Built) -> list[str]:
    """Return ``line:column code`` of each diagnostic, in order."""
    texts = found.library.texts
    starts = [texts[each.span.file].place(each.span.start) for each in found.diagnostics]
    return [
        f"{at.line}:{at.column} {each.code}"
        for at, each in zip(starts, found.diagnostics, strict=True)
    ]


def errors(found: Built) -> list[str]:
    """Return the errors as ``line:column code message``, for a test that expects none."""
    return [
        f"{place} {each.message}"
        for place, each in zip(places(found), found.diagnostics, strict=True)
        if each.severity == "error"
    ]
