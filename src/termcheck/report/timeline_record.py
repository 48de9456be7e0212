"""The record of ``timeline``: from days to JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from termcheck.library.model import Library
from termcheck.questions import verdict as v
from termcheck.questions.timeline import Day, Move, Timeline
from termcheck.questions.verdict import verdict_word
from termcheck.report.comparison_records import DayRecord, MoveRecord, TimelineRecord
from termcheck.report.disclosures import notes
from termcheck.report.records import ConflictRecord, LibraryRecord
from termcheck.report.values import day_text
from termcheck.report.verdict_record import conflict_record, question_record


def timeline_record(
    library: Library, found: Timeline, digest: str, timings: dict[str, float] | None = None
) -> TimelineRecord:
    """Return the record of ``found``; ``digest`` is that of the library's texts."""
    conflicts = {each.id: each for day in found.days for each in _conflicts(day)}
    return TimelineRecord(
        library=LibraryRecord(root=library.root, digest=digest),
        question=question_record(found.question, "timeline"),
        days=[_day(each) for each in found.days],
        conflicts=list(conflicts.values()),
        complete=found.complete,
        notes=list(notes(library, found.question)),
        timings=timings,
    )


def _conflicts(day: Day) -> Iterator[ConflictRecord]:
    for each in day.verdict.outcomes:
        if isinstance(each.outcome, v.Incompatible):
            yield from map(conflict_record, each.outcome.conflicts)


def _day(day: Day) -> DayRecord:
    limits = [
        limit
        for each in day.verdict.outcomes
        if isinstance(each.outcome, v.Incompatible | v.Undecided)
        for limit in each.outcome.limits
    ]
    return DayRecord(
        day=day_text(day.day) if day.day else "",
        verdict=verdict_word(day.verdict.outcome),
        conflicts=list(dict.fromkeys(each.id for each in _conflicts(day))),
        moved=[each.name for each in day.moves],
        moves=[_move(each) for each in day.moves],
        opened_by=_names(day.opened_by),
        closed_by=_names(day.closed_by),
        complete=not limits,
        limits=list(dict.fromkeys(limits)),
    )


def _move(move: Move) -> MoveRecord:
    return MoveRecord(clause=move.name, party=move.name.partition(".")[0], change=move.change)


def _names(moves: Iterable[Move]) -> list[str]:
    return [each.name for each in moves]
