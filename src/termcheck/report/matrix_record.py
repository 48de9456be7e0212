"""The record of ``matrix``: from all pairs to JSON."""

from __future__ import annotations

from termcheck.library.model import Library
from termcheck.questions.matrix import Group, Matrix, Pair
from termcheck.questions.shortest import Shortest
from termcheck.report.comparison_records import AloneRecord, GroupRecord, MatrixRecord, PairRecord
from termcheck.report.disclosures import notes
from termcheck.report.records import ConflictRecord, LibraryRecord
from termcheck.report.verdict_record import conflict_record, package_record, question_record


def matrix_record(
    library: Library, found: Matrix, digest: str, timings: dict[str, float] | None = None
) -> MatrixRecord:
    """Return the record of ``found``; ``digest`` is that of the library's texts."""
    every = [*found.alone, *(pair.found for pair in found.pairs)]
    return MatrixRecord(
        library=LibraryRecord(root=library.root, digest=digest),
        question=question_record(found.question, "matrix"),
        names=list(found.names),
        pairs=[_pair(each) for each in found.pairs],
        alone=[_alone(name, each) for name, each in zip(found.names, found.alone, strict=True)],
        groups=[_group(library, each) for each in found.groups],
        complete=found.complete,
        limits=list(dict.fromkeys(limit for each in every for limit in each.limits)),
        notes=list(notes(library, found.question)),
        timings=timings,
    )


def _conflict(found: Shortest) -> ConflictRecord | None:
    return conflict_record(found.conflict) if found.conflict else None


def _pair(pair: Pair) -> PairRecord:
    return PairRecord(
        a=pair.a,
        b=pair.b,
        verdict=pair.found.word,
        conflict=_conflict(pair.found),
        readings=dict(pair.found.readings),
        witness=pair.group,
        never_happens=list(pair.found.never_happens),
    )


def _alone(name: str, found: Shortest) -> AloneRecord:
    return AloneRecord(
        name=name,
        verdict=found.word,
        conflict=_conflict(found),
        readings=dict(found.readings),
        never_happens=list(found.never_happens),
    )


def _group(library: Library, group: Group) -> GroupRecord:
    package = package_record(library, group.package) if group.package else None
    never = list(group.never_happens)
    return GroupRecord(names=list(group.names), package=package, never_happens=never)
