"""Records of ``gap``: why there is no deal and what would reopen one, as data.

What ``records`` says of records holds of these.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from termcheck.report.records import (
    UNCERTIFIED,
    LibraryRecord,
    OneSourceRecord,
    OutcomeRecord,
    PackageRecord,
    QuestionRecord,
    Record,
    Value,
)


class MoveRecord(Record):
    """A number of a clause that moves, the least that it has to.

    Numbers stand in ``unit``, as in packages; dates are days. ``included``: the
    bound itself counts from now on, though the clause had excluded it.
    """

    clause: str
    from_: Value = Field(alias="from")
    to: Value
    unit: str
    included: bool


class FixRecord(Record):
    """One choice: what is given up, what moves, who gives way, and what that opens.

    ``settled`` are values that hold in every package after this choice,
    whatever is chosen elsewhere. ``package`` goes with the first choices of the
    other menus, and is null where a limit was hit.
    """

    give_up: list[str]
    move: list[MoveRecord]
    parties: list[str]
    texts: list[str]
    cost: Value
    red_line: bool
    settled: dict[str, Value]
    package: PackageRecord | None


class MenuRecord(Record):
    """Choices of which any one repairs these conflicts, the cheapest first."""

    conflicts: list[str]
    fixes: list[FixRecord]


class PartRecord(Record):
    """What somebody has to do with the repairs.

    ``alone`` is the least that it can give up to repair everything by itself,
    null if it cannot.
    """

    indispensable: bool
    alone: list[str] | None


class StepRecord(Record):
    """One step of a circle: ``clause`` lets ``later`` happen only after ``earlier``."""

    later: str
    earlier: str
    clause: str


class GapOutcome(OutcomeRecord):
    """An answer. ``circles`` belong to the conflicts of order, by the conflict's id.

    Where ``product_form`` is false there is one menu, the list of the least
    fixes that were found. ``hotspots`` and ``sources`` count in how many
    conflicts clauses stand, and sources are cited; ``one_source`` says what rests
    on a single source.
    """

    menus: list[MenuRecord]
    product_form: bool
    number_of_fixes: int
    parties: dict[str, PartRecord]
    texts: dict[str, PartRecord]
    circles: dict[str, list[StepRecord]]
    hotspots: dict[str, int]
    sources: dict[str, int]
    one_source: list[OneSourceRecord]
    disclosures: list[str]


class ReadingGap(GapOutcome):
    """An answer under one combination of readings, by clause."""

    readings: dict[str, str]


class GapHead(Record):
    """What an answer of ``gap`` is an answer to."""

    schema_: Literal["termcheck.gap/1"] = Field("termcheck.gap/1", alias="schema")
    library: LibraryRecord
    question: QuestionRecord


class GapRecord(GapOutcome, GapHead):
    """The answer of ``gap``: under several readings, the furthest from a deal.

    ``second_opinion`` says who else found the conflicts, null unless that was asked.
    """

    by_reading: list[ReadingGap]
    notes: list[str]
    second_opinion: str | None = None
    uncertified: list[str] | None = Field(default=None, description=UNCERTIFIED)
    timings: dict[str, float] | None = None
