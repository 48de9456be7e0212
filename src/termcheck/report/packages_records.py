"""Records of ``packages``: what could be agreed, as data.

What ``records`` says of records holds of these.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from termcheck.report.records import (
    UNCERTIFIED,
    ConflictRecord,
    LibraryRecord,
    PackageRecord,
    QuestionRecord,
    Record,
    Value,
)

Share = Annotated[float, Field(ge=0, le=1)]
"""A part of the best score that a party can have, 1 for all of it."""


class LeftRecord(Record):
    """A clause that is left out, and a least set of clauses that excludes it.

    ``because`` are clauses kept or given, and status quos; ``detail`` the
    conflict that they make with it, null where a limit was hit.
    """

    clause: str
    because: list[str]
    detail: ConflictRecord | None


class ScoreRecord(Record):
    """How a party fares, exactly: fractions as texts, such as ``"13/14"``."""

    score: str
    share: str


class DealRecord(Record):
    """A maximal choice among the clauses on offer.

    ``terms`` are the values that every package with these clauses has, keyed
    ``name@phase`` where a term varies; ``open`` are the other terms and
    events. ``events`` says of an event whether it happens or never does.
    ``options`` and ``recommended`` say of each such clause whether ``package``
    takes or keeps it. ``scores`` are shares of the best score of each party.
    """

    kept: list[str]
    left: list[LeftRecord]
    options: dict[str, bool]
    recommended: dict[str, bool]
    terms: dict[str, Value]
    events: dict[str, bool]
    open: list[str]
    scores: dict[str, Share]
    exact: dict[str, ScoreRecord]
    package: PackageRecord


class ChoiceRecord(Record):
    """What a part of the question can keep, and what it then leaves out."""

    kept: list[str]
    left: list[LeftRecord]


class FrontRecord(Record):
    """Shares that no other package improves on for one party without loss for another."""

    scores: dict[str, Share]
    exact: dict[str, ScoreRecord]
    left: list[str]


class BetterRecord(Record):
    """Why no package that keeps what the others get is better for a party.

    It has its best, or ``because`` stands in the way; neither, where it could
    have more only by giving up demands of its own that come first.
    """

    at_best: bool
    because: list[str]
    detail: ConflictRecord | None


class AnsweredRecord(Record):
    """What could be agreed.

    ``packages`` come in the order of the objective. ``complete`` says that
    they are all of them; ``parts`` always holds all of them as a product: one
    choice from each part. ``number`` is how many there are; if they are not
    ``counted``, at least so many, and ``parts`` lacks those parts that have too
    many choices to be listed. ``best`` is the
    best score of each party in any compatible package, as a fraction.
    ``held`` are red lines that were on offer. ``none_better`` speaks of the
    first package. ``front`` is filled for ``pareto``, with the first thousand
    of ``front_number`` outcomes that were found; ``front_complete``: with all.
    """

    packages: list[DealRecord]
    number: int
    counted: bool
    complete: bool
    parts: list[list[ChoiceRecord]]
    kept_in_all: list[str]
    held: list[str]
    best: dict[str, str]
    none_better: dict[str, BetterRecord]
    front: list[FrontRecord]
    front_complete: bool
    front_number: int
    limits: list[str]


class ReadingPackages(AnsweredRecord):
    """The answer under one combination of readings, by clause."""

    readings: dict[str, str]


class PackagesHead(Record):
    """What an answer of ``packages`` is an answer to."""

    schema_: Literal["termcheck.packages/1"] = Field("termcheck.packages/1", alias="schema")
    library: LibraryRecord
    question: QuestionRecord
    offered: list[str]
    objective: Literal["total", "fair", "lexicographic", "nash", "pareto"]


class PackagesRecord(AnsweredRecord, PackagesHead):
    """The answer of ``packages``; the top is that under the first readings."""

    by_reading: list[ReadingPackages]
    notes: list[str]
    uncertified: list[str] | None = Field(default=None, description=UNCERTIFIED)
    timings: dict[str, float] | None = None
