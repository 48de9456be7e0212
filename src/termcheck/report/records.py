"""Records: what termcheck tells machines, as pydantic models.

Names are promises (``docs/schemas`` holds them as JSON Schema); a record may
gain fields and never loses or renames one. Only what writes JSON imports this
module, because pydantic is slow to load.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel, Field

from termcheck.questions.verdict import VerdictWord
from termcheck.report.escape import json_line

UNCERTIFIED = "what of the answer was not certified; null if nothing was to be"
"""What the field of this name says, in every record of an answer."""

SettledWord = Literal["compatible", "incompatible", "undecided"]
Value = bool | int | float | str


class Record(BaseModel):
    """The base of all records; who reads one must expect fields that are new."""


class LibraryRecord(Record):
    """The library asked: its folder as it was named, and the digest of its texts."""

    root: str
    digest: str


class DiagnosticRecord(Record):
    """One finding; ``file`` is relative to the library, lines and columns count from 1."""

    code: str
    severity: Literal["error", "warning", "note"]
    message: str
    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    help: str
    sources: list[str]


class CheckOutcome(Record):
    """How one ``check`` block ended."""

    name: str
    file: str
    line: int
    status: Literal["passed", "failed", "undecided"]
    detail: str


class ProposalOutcome(Record):
    """Whether a proposal's firm clauses can hold together."""

    name: str
    verdict: SettledWord


class PositionOutcome(Record):
    """Whether a party's red lines can, from ``day`` on (empty: without a day)."""

    party: str
    day: str
    verdict: SettledWord


class CheckSummary(Record):
    """Numbers of findings and of checks."""

    errors: int
    warnings: int
    notes: int
    checks: int
    failed: int
    undecided: int


class CheckRecord(Record):
    """What ``check`` found; ``asked`` is false if errors of the text forbade questions."""

    schema_: Literal["termcheck.check/1"] = Field(
        default="termcheck.check/1", serialization_alias="schema"
    )
    library: LibraryRecord
    diagnostics: list[DiagnosticRecord]
    checks: list[CheckOutcome]
    proposals: list[ProposalOutcome]
    positions: list[PositionOutcome]
    unreached: list[str]
    asked: bool
    summary: CheckSummary
    uncertified: list[str] | None = Field(default=None, description=UNCERTIFIED)
    timings: dict[str, float] | None = None


class QuestionRecord(Record):
    """What was asked, as it was written; ``as_of`` is a day or null for the latest."""

    kind: Literal["conflicts", "gap", "why", "packages", "matrix", "coalitions", "timeline", "diff"]
    given: list[str]
    keep: list[str]
    without: list[str]
    as_of: str | None
    table: list[str] | None
    suppose: list[str]
    readings: list[str]
    attested: list[str]
    by: Literal["clause", "text"]


class ConflictRecord(Record):
    """A minimal incompatible set, with what it rests on; ``id`` depends on the set alone."""

    id: str
    clauses: list[str]
    rules: list[str]
    kept: list[str]
    suppositions: list[str]
    status_quo: list[str]
    phases: list[str]
    minimal: bool
    whole_only: bool


class OneSourceRecord(Record):
    """What is left of an answer without what ``source`` alone supports.

    ``clauses`` and ``rules`` are left out; ``verdict`` is that of the rest, and
    ``gone`` are the ids of the conflicts that then are none.
    """

    source: str
    clauses: list[str]
    rules: list[str]
    verdict: SettledWord
    gone: list[str]


class PackageRecord(Record):
    """One full answer. Numbers stand in the unit of the term; no limit is ``"none"``."""

    terms: dict[str, Value]
    events: dict[str, str | None]
    options: dict[str, bool]
    recommended: dict[str, bool]


class OutcomeRecord(Record):
    """A verdict and what it rests on."""

    verdict: VerdictWord
    conflicts: list[ConflictRecord]
    complete: bool
    fixes: list[list[list[str]]]
    contradiction: list[str]
    package: PackageRecord | None
    never_happens: list[str]
    limits: list[str]


class ReadingOutcome(OutcomeRecord):
    """A verdict under one combination of readings, by clause."""

    readings: dict[str, str]
    one_source: list[OneSourceRecord] | None = None


class VerdictHead(Record):
    """What a verdict is an answer to."""

    schema_: Literal["termcheck.verdict/1"] = Field(
        "termcheck.verdict/1", serialization_alias="schema"
    )
    library: LibraryRecord
    question: QuestionRecord


class VerdictRecord(OutcomeRecord, VerdictHead):
    """The answer to a question: under several readings, the furthest from a deal.

    ``one_source`` says what rests on a single source, null unless that was asked;
    ``second_opinion`` who else gave the answer, null unless that was asked.
    """

    by_reading: list[ReadingOutcome]
    notes: list[str]
    one_source: list[OneSourceRecord] | None = None
    second_opinion: str | None = None
    uncertified: list[str] | None = Field(default=None, description=UNCERTIFIED)
    timings: dict[str, float] | None = None


class AnswerRecord(Record):
    """What the clauses say about a formula; ``detail`` holds each reason in full.

    ``ways_out`` are least sets of clauses without which a formula that is
    forced could fail, or one that is impossible could hold; they are found
    where all reasons are asked for.
    """

    answer: Literal["forced", "possible", "impossible"]
    reasons: list[list[str]]
    ways_out: list[list[str]]
    detail: list[ConflictRecord]
    complete: bool
    package: PackageRecord | None


class ReadingAnswer(AnswerRecord):
    """An answer under one combination of readings, by clause."""

    readings: dict[str, str]


class WhyHead(Record):
    """What an answer of ``why`` is an answer to."""

    schema_: Literal["termcheck.why/1"] = Field(
        default="termcheck.why/1", serialization_alias="schema"
    )
    library: LibraryRecord
    question: QuestionRecord
    formula: str


class WhyRecord(AnswerRecord, WhyHead):
    """The answer of ``why``: what holds under every reading, else ``possible``.

    ``second_opinion`` says who else gave it, null unless that was asked.
    """

    by_reading: list[ReadingAnswer]
    notes: list[str]
    second_opinion: str | None = None
    uncertified: list[str] | None = Field(default=None, description=UNCERTIFIED)
    timings: dict[str, float] | None = None


class Place(Record):
    """Where something is declared; the file is relative to the library."""

    file: str
    line: int
    column: int


class ShownRecord(Record):
    """One thing that a name stands for, with what refers to it by kind of reference."""

    kind: str
    name: str
    place: Place
    description: str
    facts: dict[str, list[str]]
    referred: dict[str, list[str]]


class ShowRecord(Record):
    """All that a name stands for."""

    schema_: Literal["termcheck.show/1"] = Field(
        default="termcheck.show/1", serialization_alias="schema"
    )
    name: str
    found: list[ShownRecord]


class CodeRecord(Record):
    """A code of a message, with its page in Markdown if it was asked for."""

    code: str
    severity: Literal["error", "warning", "note"]
    title: str
    page: str | None = None


class ExplainRecord(Record):
    """The codes that were asked for."""

    schema_: Literal["termcheck.explain/1"] = Field(
        default="termcheck.explain/1", serialization_alias="schema"
    )
    codes: list[CodeRecord]


def answer_text(record: Record, uncertified: Sequence[str] | None) -> str:
    """Return the record of an answer as JSON; ``uncertified`` is what of it was not certified."""
    return _text(answer_data(record, uncertified))


def answer_data(record: Record, uncertified: Sequence[str] | None) -> dict[str, Any]:
    """Return the record of an answer as plain data, fields in the order of declaration."""
    without = None if uncertified is None else [*uncertified]
    return _data(record.model_copy(update={"uncertified": without}))


def json_text(record: Record) -> str:
    """Return ``record`` as JSON, fields in the order of declaration, with a line end."""
    return _text(_data(record))


def _data(record: Record) -> dict[str, Any]:
    missing = {"timings"} if getattr(record, "timings", 0) is None else None
    return record.model_dump(mode="json", by_alias=True, exclude=missing)


def _text(told: dict[str, Any]) -> str:
    text = json.dumps(told, indent=2, ensure_ascii=False)  # pydantic writes no half characters
    return "".join(f"{json_line(line)}\n" for line in text.split("\n"))
