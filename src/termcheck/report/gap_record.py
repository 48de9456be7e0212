"""The record of ``gap``: from the answers to JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from termcheck.library.model import Library, Question
from termcheck.questions import verdict as v
from termcheck.questions.gap import Choice, Gap
from termcheck.questions.hotspots import clauses_in_most, sources_in_most
from termcheck.questions.movement import Move
from termcheck.questions.roles import roles
from termcheck.report.disclosures import notes
from termcheck.report.gap_claims import about_limits
from termcheck.report.gap_records import (
    FixRecord,
    GapRecord,
    MenuRecord,
    MoveRecord,
    PartRecord,
    ReadingGap,
    StepRecord,
)
from termcheck.report.gap_text import unexplored
from termcheck.report.gap_words import sentence, unit_of
from termcheck.report.no_deal_text import remarks
from termcheck.report.records import LibraryRecord, Value
from termcheck.report.verdict_record import (
    conflict_record,
    one_source_records,
    outcome_fields,
    package_record,
    question_record,
    value_record,
)


def gap_record(
    library: Library,
    question: Question,
    answers: Sequence[Gap],
    digest: str,
    timings: dict[str, float] | None = None,
    confirmed_by: str = "",
) -> GapRecord:
    """Return the record of ``answers``; the top says what the one furthest from a deal says.

    ``confirmed_by`` names who else found the conflicts, if anybody was asked.
    """
    by_outcome = [v.ByReading(each.readings, each.outcome) for each in answers]
    worst = v.Verdict(question, tuple(by_outcome)).outcome
    top = next(each for each in answers if each.outcome is worst)
    return GapRecord(
        **_answer(library, top),
        library=LibraryRecord(root=library.root, digest=digest),
        question=question_record(question, "gap"),
        by_reading=[
            ReadingGap(**_answer(library, each), readings=dict(each.readings))
            for each in answers
            if each.readings
        ],
        notes=list(notes(library, question)),
        second_opinion=confirmed_by or None,
        timings=timings,
    )


def _answer(library: Library, found: Gap) -> dict[str, Any]:
    """Return the fields of a ``GapOutcome``."""
    fields = outcome_fields(library, found.outcome)
    outcome = found.outcome
    conflicts = outcome.conflicts if isinstance(outcome, v.Incompatible) else ()
    ids = [conflict_record(each).id for each in conflicts]
    parts = {
        name: PartRecord(
            indispensable=part.indispensable,
            alone=None if part.alone is None else list(part.alone),
        )
        for name, part in roles(found).items()
    }
    return fields | {
        "menus": [
            MenuRecord(
                conflicts=[ids[place] for place in menu.conflicts],
                fixes=[_fix(library, each) for each in menu.choices],
            )
            for menu in found.menus
        ],
        "product_form": found.product_form,
        "number_of_fixes": outcome.fixes if isinstance(outcome, v.Incompatible) else 0,
        "parties": {name: part for name, part in parts.items() if name in library.parties},
        "texts": {name: part for name, part in parts.items() if name not in library.parties},
        "circles": {
            ids[place]: [
                StepRecord(later=each.later, earlier=each.earlier, clause=each.clause)
                for each in circle.steps
            ]
            for place, circle in enumerate(found.circles)
            if circle is not None
        },
        "hotspots": dict(clauses_in_most(conflicts)),
        "sources": dict(sources_in_most(library, conflicts)),
        "one_source": one_source_records(found.one_source, ids),
        "disclosures": _disclosures(library, found),
    }


def _disclosures(library: Library, found: Gap) -> list[str]:
    if not isinstance(found.outcome, v.Incompatible):
        return []
    said = remarks(library, [found.outcome])
    said += [sentence(library, each) for each in about_limits(library, found)]
    return said + unexplored(found)


def _fix(library: Library, choice: Choice) -> FixRecord:
    return FixRecord(
        give_up=[unit.name for unit in choice.removed],
        move=[_move(each.move) for each in choice.moved],
        parties=[name for name in choice.owners if name in library.parties],
        texts=[name for name in choice.owners if name not in library.parties],
        cost=_number(choice.cost),
        red_line=choice.gives_up_red_line,
        settled={
            str(each.variable): value_record(library, each.variable.term, each.value)
            for each in choice.settled
        },
        package=None if choice.package is None else package_record(library, choice.package),
    )


def _move(move: Move) -> MoveRecord:
    return MoveRecord.model_validate(
        {
            "clause": move.clause,
            "from": _place(move, move.start),
            "to": _place(move, move.end),
            "unit": unit_of(move.kind, move.unit),
            "included": move.included,
        }
    )


def _place(move: Move, number: Fraction) -> Value:
    if move.kind == "day" and number.denominator == 1:
        return date.fromordinal(int(number)).isoformat()
    return _number(number)


def _number(number: Fraction) -> Value:
    """Return a whole number, a decimal, or a text such as ``"1/3"``."""
    if number.denominator == 1:
        return int(number)
    return float(number) if Fraction(str(float(number))) == number else str(number)
