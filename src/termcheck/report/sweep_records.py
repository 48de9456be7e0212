"""Records of ``sweep``: what was asked, how it ended, and where all answers are."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from termcheck.report.records import ConflictRecord, LibraryRecord, Record


class ChoiceRecord(Record):
    """One choice of an axis: a deal is possible in ``deals`` of ``decided`` questions.

    With all else equal, it is possible in ``opened`` where the choice before
    left none, and not in ``closed`` where that left one.
    """

    choice: str
    decided: int
    deals: int
    opened: int
    closed: int


class AxisRecord(Record):
    """What varies, by the name of its column in the results."""

    name: str
    choices: list[ChoiceRecord]


class BlockingRecord(Record):
    """A conflict and the number of questions for which it is named, or in whose way it stands.

    The same clauses may clash on other days, by other rules or suppositions: ``forms``
    counts these, and ``conflict`` is the one that comes first.
    """

    conflict: ConflictRecord
    questions: int
    forms: int


class SweepRecord(Record):
    """What came of a sweep; the answer to each question stands in the file ``results``.

    ``verdicts`` and ``answers`` count how the questions ended, and how the
    formula ``formula`` stands, which is null if none was asked about;
    ``never_happens`` counts the deals that stand only because events never happen.
    ``all_conflicts`` says that each conflict counts for every question in whose
    way it stands; otherwise a question counts for its first conflict alone.
    """

    schema_: Literal["termcheck.sweep/1"] = Field(default="termcheck.sweep/1", alias="schema")
    library: LibraryRecord
    spec: str
    title: str
    questions: int
    answered: int
    results: str
    formula: str | None
    verdicts: dict[str, int]
    answers: dict[str, int]
    never_happens: int
    axes: list[AxisRecord]
    conflicts: list[BlockingRecord]
    all_conflicts: bool
    complete: bool
    timings: dict[str, float] | None = None
