"""Records of answers about many texts or days at once: matrix, coalitions, timeline, diff.

What ``records`` says of records holds of these.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from termcheck.questions.verdict import VerdictWord
from termcheck.report.records import (
    UNCERTIFIED,
    ConflictRecord,
    LibraryRecord,
    PackageRecord,
    QuestionRecord,
    Record,
    SettledWord,
)

# --- matrix ------------------------------------------------------------------


class AloneRecord(Record):
    """Whether one text can hold by itself, and one of its shortest conflicts if not.

    ``never_happens`` are events that cannot happen while it holds.
    """

    name: str
    verdict: SettledWord
    conflict: ConflictRecord | None
    readings: dict[str, str]
    never_happens: list[str]


class PairRecord(Record):
    """How two texts end together.

    ``conflict`` is one of the shortest, under ``readings``; ``witness`` the
    place in ``groups`` of one to which both belong. Either is null where the
    other is there, and ``witness`` where texts are too many for groups.
    ``never_happens`` are events that cannot happen while both hold, under some reading.
    """

    a: str
    b: str
    verdict: SettledWord
    conflict: ConflictRecord | None
    readings: dict[str, str]
    witness: int | None
    never_happens: list[str]


class GroupRecord(Record):
    """Texts that hold together in ``package``, with open readings taken as the first.

    ``never_happens`` are events that cannot happen while they all hold.
    """

    names: list[str]
    package: PackageRecord | None
    never_happens: list[str]


class MatrixRecord(Record):
    """All pairs of ``names``."""

    schema_: Literal["termcheck.matrix/1"] = Field(default="termcheck.matrix/1", alias="schema")
    library: LibraryRecord
    question: QuestionRecord
    names: list[str]
    pairs: list[PairRecord]
    alone: list[AloneRecord]
    groups: list[GroupRecord]
    complete: bool
    limits: list[str]
    notes: list[str]
    uncertified: list[str] | None = Field(default=None, description=UNCERTIFIED)
    timings: dict[str, float] | None = None


# --- coalitions --------------------------------------------------------------


class CoalitionRecord(Record):
    """A set of parties and whether what they insist on can hold together."""

    parties: list[str]
    verdict: SettledWord


class CoalitionsRecord(Record):
    """All sets of ``parties``.

    ``reasons`` are shortest conflicts of clauses, one for each of ``blocking``
    in its order, null where a limit was hit. ``silent`` are parties that
    insist on nothing. ``never_happens`` are for each of ``agreeing``, in its
    order, the events that cannot happen while that set agrees.
    """

    schema_: Literal["termcheck.coalitions/1"] = Field(
        default="termcheck.coalitions/1", alias="schema"
    )
    library: LibraryRecord
    question: QuestionRecord
    parties: list[str]
    sets: list[CoalitionRecord]
    blocking: list[list[str]]
    reasons: list[ConflictRecord | None]
    agreeing: list[list[str]]
    never_happens: list[list[str]]
    silent: list[str]
    complete: bool
    limits: list[str]
    uncertified: list[str] | None = Field(default=None, description=UNCERTIFIED)
    timings: dict[str, float] | None = None


# --- timeline ----------------------------------------------------------------


class MoveRecord(Record):
    """What a party did to one clause on a day."""

    clause: str
    party: str
    change: Literal["stated", "restated", "withdrawn"]


class DayRecord(Record):
    """A day on which what is on the table changes; empty for what has no day.

    ``conflicts`` are ids of the timeline's ``conflicts``. ``opened_by`` and
    ``closed_by`` name the clauses of this day's moves that did it.
    """

    day: str
    verdict: VerdictWord
    conflicts: list[str]
    moved: list[str]
    moves: list[MoveRecord]
    opened_by: list[str]
    closed_by: list[str]
    complete: bool
    limits: list[str]


class TimelineRecord(Record):
    """The days of a question, oldest first, and every conflict that arose, each once."""

    schema_: Literal["termcheck.timeline/1"] = Field(default="termcheck.timeline/1", alias="schema")
    library: LibraryRecord
    question: QuestionRecord
    days: list[DayRecord]
    conflicts: list[ConflictRecord]
    complete: bool
    notes: list[str]
    uncertified: list[str] | None = Field(default=None, description=UNCERTIFIED)
    timings: dict[str, float] | None = None


# --- diff --------------------------------------------------------------------


class SideRecord(Record):
    """One side of a comparison: a library or a reference, with the digest of its texts."""

    name: str
    digest: str


class ChangeRecord(Record):
    """What became of one text.

    ``gained`` is a package that only the new text allows, ``lost`` one that
    only the old text allowed. ``vocabulary`` are terms and events on which the
    two cannot be compared, because their declarations differ.
    """

    name: str
    relation: Literal["same", "tighter", "looser", "different", "new", "gone", "undecided"]
    gained: PackageRecord | None
    lost: PackageRecord | None
    edits: list[str]
    vocabulary: list[str]


class MeetingRecord(Record):
    """A conflict that is on one side only, and between which texts."""

    texts: list[str]
    conflict: ConflictRecord


class SettledRecord(Record):
    """What the two versions of a text leave to a term, in words; null if it is left open."""

    name: str
    term: str
    base: str | None
    head: str | None


class CheckChange(Record):
    """A check that ends otherwise; null if it is on one side only."""

    name: str
    base: Literal["passed", "failed", "undecided"] | None
    head: Literal["passed", "failed", "undecided"] | None


class MovedPassage(Record):
    """A clause that cites other passages than before."""

    clause: str
    base: list[str]
    head: list[str]


class VocabularyChange(Record):
    """A declaration that differs; null if it is on one side only."""

    kind: Literal["term", "event", "party", "phase"]
    name: str
    base: str | None
    head: str | None


class DiffRecord(Record):
    """What changes from ``base`` to ``head``.

    ``newly_forced`` is settled by the head alone, ``freed`` by the base alone;
    ``opposite`` leaves no value to both, ``otherwise`` some but not the same.
    ``shared`` is told where two texts of one library are compared.
    """

    schema_: Literal["termcheck.diff/1"] = Field(default="termcheck.diff/1", alias="schema")
    base: SideRecord
    head: SideRecord
    question: QuestionRecord
    changes: list[ChangeRecord]
    vocabulary: list[VocabularyChange]
    conflicts_opened: list[MeetingRecord]
    conflicts_closed: list[MeetingRecord]
    newly_forced: list[SettledRecord]
    freed: list[SettledRecord]
    shared: list[SettledRecord]
    opposite: list[SettledRecord]
    otherwise: list[SettledRecord]
    checks_changed: list[CheckChange]
    without_effect: list[str]
    passages_moved: list[MovedPassage]
    complete: bool
    limits: list[str]
    notes: list[str]
    uncertified: list[str] | None = Field(default=None, description=UNCERTIFIED)
    timings: dict[str, float] | None = None
