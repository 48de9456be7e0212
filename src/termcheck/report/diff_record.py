"""The record of ``diff``: from a difference to JSON."""

from __future__ import annotations

from collections.abc import Iterable

from termcheck.library.model import Library, Question
from termcheck.logic.package import Package
from termcheck.questions.difference import Changed, Difference
from termcheck.questions.meetings import Meeting
from termcheck.questions.settlement import Settlement
from termcheck.questions.sides import Redeclared
from termcheck.report.comparison_records import (
    ChangeRecord,
    CheckChange,
    DiffRecord,
    MeetingRecord,
    MovedPassage,
    SettledRecord,
    SideRecord,
    VocabularyChange,
)
from termcheck.report.declared_words import declared_words
from termcheck.report.disclosures import notes
from termcheck.report.records import PackageRecord
from termcheck.report.settled_words import extent_words
from termcheck.report.verdict_record import conflict_record, package_record, question_record


def diff_record(
    library: Library,
    question: Question,
    sides: tuple[SideRecord, SideRecord],
    found: Difference,
    timings: dict[str, float] | None = None,
) -> DiffRecord:
    """Return the record of ``found``; ``library`` declares the terms of both sides."""
    kinds = {kind: [e for e in found.settled if e.kind == kind] for kind in _KINDS}
    return DiffRecord(
        base=sides[0],
        head=sides[1],
        question=question_record(question, "diff"),
        changes=[_change(library, each) for each in found.changes],
        vocabulary=[vocabulary_change(each) for each in found.redeclared],
        conflicts_opened=_meetings(found.opened),
        conflicts_closed=_meetings(found.closed),
        newly_forced=_settled(library, kinds["only head"]),
        freed=_settled(library, kinds["only base"]),
        shared=_settled(library, kinds["shared"]),
        opposite=_settled(library, kinds["opposite"]),
        otherwise=_settled(library, kinds["otherwise"]),
        checks_changed=[CheckChange(name=e.name, base=e.base, head=e.head) for e in found.checks],
        without_effect=list(found.idle),
        passages_moved=[
            MovedPassage(clause=each.clause, base=list(each.base), head=list(each.head))
            for each in found.passages
        ],
        complete=not found.limits,
        limits=list(found.limits),
        notes=list(notes(library, question)),
        timings=timings,
    )


_KINDS = ("only head", "only base", "shared", "opposite", "otherwise")


def _change(library: Library, change: Changed) -> ChangeRecord:
    return ChangeRecord(
        name=change.name,
        relation=change.found.relation,
        gained=_package(library, change.found.gained),
        lost=_package(library, change.found.lost),
        edits=list(change.edits),
        vocabulary=list(change.found.apart),
    )


def _package(library: Library, package: Package | None) -> PackageRecord | None:
    return package_record(library, package) if package else None


def _meetings(found: Iterable[Meeting]) -> list[MeetingRecord]:
    return [
        MeetingRecord(texts=list(each.texts), conflict=conflict_record(each.conflict))
        for each in found
    ]


def _settled(library: Library, found: Iterable[Settlement]) -> list[SettledRecord]:
    return [
        SettledRecord(
            name=each.text,
            term=str(each.name),
            base=extent_words(library, each.name, each.base) if each.base else None,
            head=extent_words(library, each.name, each.head) if each.head else None,
        )
        for each in found
    ]


def vocabulary_change(found: Redeclared) -> VocabularyChange:
    """Return a declaration that differs, each side as it is declared."""
    return VocabularyChange(
        kind=found.kind,
        name=found.name,
        base=declared_words(found.base),
        head=declared_words(found.head),
    )
