"""The record of ``coalitions``: from sets of parties to JSON."""

from __future__ import annotations

from termcheck.library.model import Library
from termcheck.questions.coalitions import Coalitions
from termcheck.report.comparison_records import CoalitionRecord, CoalitionsRecord
from termcheck.report.records import LibraryRecord
from termcheck.report.verdict_record import conflict_record, question_record


def coalitions_record(
    library: Library, found: Coalitions, digest: str, timings: dict[str, float] | None = None
) -> CoalitionsRecord:
    """Return the record of ``found``; ``digest`` is that of the library's texts."""
    return CoalitionsRecord(
        library=LibraryRecord(root=library.root, digest=digest),
        question=question_record(found.question, "coalitions"),
        parties=list(found.parties),
        sets=[
            CoalitionRecord(parties=list(each.parties), verdict=each.word) for each in found.sets()
        ],
        blocking=[list(each) for each in found.blocking],
        reasons=[conflict_record(e.conflict) if e.conflict else None for e in found.reasons],
        agreeing=[list(each) for each in found.agreeing],
        never_happens=[list(each) for each in found.never_happens],
        silent=list(found.silent),
        complete=found.complete,
        limits=list(found.limits),
        timings=timings,
    )
