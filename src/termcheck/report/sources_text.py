"""What rests on one source, as text: the end of an answer of ``conflicts --sources``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from termcheck.library.model import Library
from termcheck.questions import verdict as v
from termcheck.questions.one_source import Without
from termcheck.report.by_reading import condition
from termcheck.report.gap_claims import about_sources
from termcheck.report.gap_words import sentence
from termcheck.report.layout import wrapped
from termcheck.report.page import BLANK, Page, lines


def sources_page(
    library: Library,
    verdict: v.Verdict,
    sources: Mapping[v.Readings, Sequence[Without]],
    columns: int,
) -> Page:
    """Return what each verdict rests on, sentences with the readings under which they hold."""
    every = [each.readings for each in verdict.outcomes]
    told: dict[str, list[v.Readings]] = {}
    for each in verdict.outcomes:
        for said in _sentences(library, each.outcome, sources[each.readings]):
            told.setdefault(said, []).append(each.readings)
    page: list[str] = []
    for said, readings in told.items():
        when = condition(readings, every)
        page += wrapped(f"{said}, {when}" if when else said, columns)
    return (BLANK, *lines(page)) if page else ()


def _sentences(library: Library, outcome: v.Outcome, found: Sequence[Without]) -> list[str]:
    match outcome:
        case v.Incompatible(conflicts=conflicts) if found:
            return [sentence(library, each) for each in about_sources(found, conflicts)]
        case v.Incompatible():
            return ["nothing that is in play rests on a single source"]
        case v.Compatible():
            return ["a deal stays possible whichever source is left out"]
        case _:
            return []
