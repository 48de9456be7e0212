"""The record of ``show``: from what was found to JSON."""

from __future__ import annotations

from termcheck.library.model import Library
from termcheck.report.lookup import Shown
from termcheck.report.records import Place, ShownRecord, ShowRecord


def show_record(library: Library, name: str, found: tuple[Shown, ...]) -> ShowRecord:
    """Return the record of what ``name`` stands for."""
    return ShowRecord(name=name, found=[_shown(library, each) for each in found])


def _shown(library: Library, found: Shown) -> ShownRecord:
    source = library.texts.get(found.span.file)
    place = source.place(found.span.start) if source else None
    return ShownRecord(
        kind=found.kind,
        name=found.name,
        place=Place(
            file=found.span.file,
            line=place.line if place else 1,
            column=place.column if place else 1,
        ),
        description=found.description,
        facts={word: list(texts) for word, texts in found.facts},
        referred={word: list(names) for word, names in found.referred},
    )
