"""The record of a verdict: from what was found to JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from typing import Any

from termcheck.library.model import Answer, Choice, Library, Question
from termcheck.logic.package import Package
from termcheck.questions import verdict as v
from termcheck.questions.one_source import Without
from termcheck.report.disclosures import notes
from termcheck.report.records import (
    ConflictRecord,
    LibraryRecord,
    OneSourceRecord,
    PackageRecord,
    QuestionRecord,
    ReadingOutcome,
    Value,
    VerdictRecord,
)
from termcheck.report.values import day_text
from termcheck.solve.fixes import TOO_MANY


def verdict_record(
    library: Library,
    verdict: v.Verdict,
    digest: str,
    kind: str = "conflicts",
    timings: dict[str, float] | None = None,
    sources: Mapping[v.Readings, Sequence[Without]] | None = None,
) -> VerdictRecord:
    """Return the record of ``verdict``; the top says what ``verdict.outcome`` says.

    ``sources`` says for each combination of readings what rests on one source.
    """

    def alone(found: v.ByReading) -> list[OneSourceRecord] | None:
        return None if sources is None else _one_source(found.outcome, sources[found.readings])

    worst = next(each for each in verdict.outcomes if each.outcome is verdict.outcome)
    fields = outcome_fields(library, verdict.outcome)
    if verdict.unchecked:
        fields["limits"] = [*fields["limits"], f"certificate: {verdict.unchecked}"]
    return VerdictRecord(
        **fields,
        library=LibraryRecord(root=library.root, digest=digest),
        question=question_record(verdict.question, kind),
        by_reading=[
            ReadingOutcome(
                **outcome_fields(library, each.outcome),
                readings=dict(each.readings),
                one_source=alone(each),
            )
            for each in verdict.outcomes
            if each.readings
        ],
        notes=list(notes(library, verdict.question)),
        one_source=alone(worst),
        second_opinion=verdict.confirmed_by or None,
        timings=timings,
    )


def question_record(question: Question, kind: str) -> QuestionRecord:
    """Return what was asked, as it was written."""
    return QuestionRecord.model_validate(
        {
            "kind": kind,
            "given": [each.text for each in question.given],
            "keep": [each.text for each in question.keep],
            "without": [each.text for each in question.without],
            "as_of": None if question.as_of is None else day_text(question.as_of),
            "table": None if question.table is None else list(question.table),
            "suppose": [each.text for each in question.suppose],
            "readings": [each.text for each in question.under],
            "attested": list(question.attested),
            "by": "text" if question.by_text else "clause",
        }
    )


def outcome_fields(library: Library, outcome: v.Outcome) -> dict[str, Any]:
    """Return the fields of an ``OutcomeRecord``."""
    fields: dict[str, Any] = {
        "verdict": v.verdict_word(outcome),
        "conflicts": [],
        "complete": not isinstance(outcome, v.Undecided),
        "fixes": [],
        "contradiction": [],
        "package": None,
        "never_happens": [],
        "limits": [],
    }
    match outcome:
        case v.Compatible(package=package, never_happens=never):
            taken = dict(outcome.options), dict(outcome.recommended)
            fields["package"] = package_record(library, package, *taken)
            fields |= {"never_happens": list(never), "limits": list(outcome.limits)}
        case v.Incompatible(conflicts=conflicts, menus=menus, complete=complete):
            fields["conflicts"] = [conflict_record(each) for each in conflicts]
            fields["fixes"] = [[sorted(u.name for u in fix) for fix in menu] for menu in menus]
            more = [TOO_MANY] if outcome.too_many_fixes else []
            fields |= {"complete": complete, "limits": [*outcome.limits, *more]}
        case v.Undecided(limits=limits):
            fields["limits"] = list(limits)
        case v.ContradictoryBackground(rules=rules):
            fields["contradiction"] = list(rules)
        case v.ContradictorySupposition(suppositions=supposed, rules=rules):
            fields["contradiction"] = [*supposed, *rules]
    return fields


def conflict_record(conflict: v.Conflict) -> ConflictRecord:
    """Return one conflict, or one reason."""
    names = "\n".join(sorted(conflict.names | frozenset(conflict.kept)))
    return ConflictRecord(
        id=sha256(names.encode()).hexdigest()[:12],
        clauses=list(conflict.clauses),
        rules=list(conflict.rules),
        kept=list(conflict.kept),
        suppositions=list(conflict.suppositions),
        status_quo=list(conflict.status_quo),
        phases=list(conflict.phases),
        minimal=conflict.minimal and conflict.least,
        whole_only=conflict.whole_only,
    )


def _one_source(outcome: v.Outcome, found: Sequence[Without]) -> list[OneSourceRecord]:
    conflicts = outcome.conflicts if isinstance(outcome, v.Incompatible) else ()
    return one_source_records(found, [conflict_record(each).id for each in conflicts])


def one_source_records(found: Sequence[Without], ids: Sequence[str]) -> list[OneSourceRecord]:
    """Return what rests on one source; ``ids`` are those of the conflicts, in order."""
    return [
        OneSourceRecord(
            source=each.source,
            clauses=list(each.clauses),
            rules=list(each.rules),
            verdict=each.verdict,
            gone=[ids[place] for place in each.gone],
        )
        for each in found
    ]


def package_record(
    library: Library,
    package: Package,
    options: dict[str, bool] | None = None,
    recommended: dict[str, bool] | None = None,
) -> PackageRecord:
    """Return a package; terms that vary are keyed ``name@phase``."""
    return PackageRecord(
        terms={
            str(variable): value_record(library, variable.term, value)
            for variable, value in package.values.items()
        },
        events={
            event: None if day is None else day_text(day) for event, day in package.days.items()
        },
        options=options or {},
        recommended=recommended or {},
    )


def value_record(library: Library, term: str, value: Answer) -> Value:
    """Return a truth, a word, or a number; a number that is no decimal as ``"1/3"``."""
    domain = library.domains[term]
    if isinstance(domain, Choice):
        return value == "true" if domain.bool else str(value)
    if value is None:
        return "none"
    number = Fraction(value)
    if number.denominator == 1:
        return int(number)
    return float(number) if Fraction(str(float(number))) == number else str(number)
