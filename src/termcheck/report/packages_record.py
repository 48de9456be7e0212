"""The record of ``packages``: from what could be agreed to JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from termcheck.library.model import Library, Question, Reference
from termcheck.logic.package import Package
from termcheck.questions.agreed import Agreed
from termcheck.questions.bargain import Point
from termcheck.questions.deal import Better, FullDeal, Left
from termcheck.questions.offer import Offer
from termcheck.questions.preference import Objective, Scores
from termcheck.questions.verdict import Readings
from termcheck.report.disclosures import notes
from termcheck.report.packages_records import (
    BetterRecord,
    ChoiceRecord,
    DealRecord,
    FrontRecord,
    LeftRecord,
    PackagesRecord,
    ReadingPackages,
    ScoreRecord,
)
from termcheck.report.records import LibraryRecord
from termcheck.report.verdict_record import conflict_record, package_record, question_record

FRONT_TOLD = 1_000
"""How many outcomes of a front a record holds."""


def packages_record(
    library: Library,
    question: Question,
    offered: Sequence[Reference],
    objective: Objective,
    answers: Sequence[tuple[Readings, Agreed]],
    digest: str,
    timings: dict[str, float] | None = None,
) -> PackagesRecord:
    """Return the record of the answers, one for each combination of readings."""
    return PackagesRecord(
        **_answered(library, answers[0][1]),
        library=LibraryRecord(root=library.root, digest=digest),
        question=question_record(question, "packages"),
        offered=[each.text for each in offered],
        objective=objective,
        by_reading=[
            ReadingPackages(**_answered(library, answer), readings=dict(readings))
            for readings, answer in answers
            if readings
        ],
        notes=list(notes(library, question.but(given=(*offered, *question.given)))),
        timings=timings,
    )


def _answered(library: Library, found: Agreed) -> dict[str, Any]:
    """Return the fields of an ``AnsweredRecord``."""
    offer, front = found.packages.offer, found.packages.front
    return {
        "packages": [_deal(library, offer, each) for each in found.shown],
        "number": found.packages.number,
        "counted": found.packages.counted,
        "complete": found.complete,
        "parts": [
            [ChoiceRecord(kept=list(way.kept), left=[*map(_left, way.left)]) for way in part]
            for part in found.parts
        ],
        "kept_in_all": list(found.kept_in_all),
        "held": list(offer.held),
        "best": {
            party: str(score)
            for party, score in zip(offer.parties, found.packages.best, strict=True)
        },
        "none_better": {each.party: _better(each) for each in found.better},
        "front": [_point(offer, each) for each in front[:FRONT_TOLD]],
        "front_complete": found.packages.whole_front and len(front) <= FRONT_TOLD,
        "front_number": len(front),
        "limits": list(found.limits),
    }


def _deal(library: Library, offer: Offer, found: FullDeal) -> DealRecord:
    outcome = found.deal.outcome
    options, recommended = dict(found.options), dict(found.recommended)
    fixed = package_record(library, Package(dict(found.fixed), {}))
    return DealRecord(
        kept=[unit.name for unit in found.kept],
        left=[_left(each) for each in found.left],
        options=options,
        recommended=recommended,
        terms=fixed.terms,
        events=dict(found.happening),
        open=[*map(str, found.open), *found.open_events],
        scores=_shares(offer, outcome.shares),
        exact=_exact(offer, outcome.scores, outcome.shares),
        package=package_record(library, found.package, options, recommended),
    )


def _shares(offer: Offer, shares: Scores) -> dict[str, float]:
    return {party: float(share) for party, share in zip(offer.parties, shares, strict=True)}


def _exact(offer: Offer, scores: Scores, shares: Scores) -> dict[str, ScoreRecord]:
    rows = zip(offer.parties, scores, shares, strict=True)
    return {party: ScoreRecord(score=str(score), share=str(share)) for party, score, share in rows}


def _left(found: Left) -> LeftRecord:
    detail = None if found.reason is None else conflict_record(found.reason)
    return LeftRecord(clause=found.unit.name, because=list(found.because), detail=detail)


def _better(found: Better) -> BetterRecord:
    reason = found.reason
    return BetterRecord(
        at_best=found.at_best,
        because=[] if reason is None else [*reason.clauses, *reason.kept],
        detail=None if reason is None else conflict_record(reason),
    )


def _point(offer: Offer, point: Point) -> FrontRecord:
    return FrontRecord(
        scores=_shares(offer, point.shares),
        exact=_exact(offer, point.scores, point.shares),
        left=[unit.name for unit in point.left],
    )
