"""The record of ``sweep``: from its summary to JSON."""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.library.model import Library
from termcheck.library.sweep import Sweep
from termcheck.questions.sweep_summary import Summary
from termcheck.report.records import LibraryRecord
from termcheck.report.sweep_records import AxisRecord, BlockingRecord, ChoiceRecord, SweepRecord
from termcheck.report.sweep_text import Blocking
from termcheck.report.verdict_record import conflict_record


def sweep_record(
    library: Library,
    sweep: Sweep,
    found: Summary,
    blocking: Sequence[Blocking],
    places: tuple[str, str, str],
    timings: dict[str, float] | None = None,
) -> SweepRecord:
    """Return the record; ``places`` are the library's digest, the spec and the results."""
    digest, spec, results = places
    return SweepRecord(
        library=LibraryRecord(root=library.root, digest=digest),
        spec=spec,
        title=sweep.title,
        questions=found.questions,
        answered=found.answered,
        results=results,
        formula=sweep.asked or None,
        verdicts=dict(sorted(found.words.items())),
        answers=dict(sorted(found.standings.items())),
        never_happens=found.only,
        axes=[
            AxisRecord(
                name=each.name,
                choices=[
                    ChoiceRecord(
                        choice=choice.text,
                        decided=choice.decided,
                        deals=choice.deals,
                        opened=choice.opened,
                        closed=choice.closed,
                    )
                    for choice in each.choices
                ],
            )
            for each in found.along
        ],
        conflicts=[
            BlockingRecord(
                conflict=conflict_record(each.conflict),
                questions=each.questions,
                forms=each.forms,
            )
            for each in blocking
        ],
        all_conflicts=sweep.conflicts,
        complete=found.answered == found.questions,
        timings=timings,
    )
