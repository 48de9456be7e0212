"""The record of ``why``: from an answer to JSON."""

from __future__ import annotations

from typing import Any

from termcheck.library.model import Library
from termcheck.questions.forced import Possible, Settled
from termcheck.report.disclosures import notes
from termcheck.report.records import LibraryRecord, ReadingAnswer, WhyRecord
from termcheck.report.verdict_record import conflict_record, package_record, question_record
from termcheck.report.why_text import Answered, Why, word_of


def why_record(
    library: Library, why: Why, digest: str, timings: dict[str, float] | None = None
) -> WhyRecord:
    """Return the record of ``why``: the first reading that gives its word stands for it."""
    chosen = next(
        (answer for _, answer in why.answers if word_of(answer) == why.word), why.answers[0][1]
    )
    return WhyRecord.model_validate(
        _answer(library, chosen)
        | {
            "answer": why.word,
            "formula": why.written,
            "library": LibraryRecord(root=library.root, digest=digest),
            "question": question_record(why.question, "why"),
            "by_reading": [
                ReadingAnswer(**_answer(library, answer), readings=dict(readings))
                for readings, answer in why.answers
                if readings
            ],
            "notes": list(notes(library, why.question)),
            "second_opinion": why.confirmed_by or None,
            "timings": timings,
        }
    )


def _answer(library: Library, answer: Answered) -> dict[str, Any]:
    """Return the fields of an ``AnswerRecord``."""
    reasons = answer.reasons if isinstance(answer, Settled) else ()
    return {
        "answer": word_of(answer),
        "reasons": [
            [*each.clauses, *(f"status quo of {name}" for name in each.status_quo)]
            for each in reasons
        ],
        "detail": [conflict_record(each) for each in reasons],
        "ways_out": [list(names) for names in answer.ways_out]
        if isinstance(answer, Settled)
        else [],
        "complete": answer.complete if isinstance(answer, Settled) else not answer.limits,
        "package": package_record(library, answer.package)
        if isinstance(answer, Possible)
        else None,
    }
