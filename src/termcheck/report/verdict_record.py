"""The record of a verdict: from what was found to JSON."""

from __future__ import annotations

from fractions import Fraction
from hashlib import sha256
from typing import Any

from termcheck.library.model import Answer, Choice, Library, Question
from termcheck.logic.package import Package
from termcheck.questions import verdict as v
from termcheck.report.disclosures import notes
from termcheck.report.records import (
    ConflictRecord,
    LibraryRecord,
    PackageRecord,
    QuestionRecord,
    ReadingOutcome,
    Value,
    VerdictRecord,
    VerdictWord,
)
from termcheck.report.values import day_text


def verdict_record(
    library: Library,
    verdict: v.Verdict,
    digest: str,
    kind: str = "conflicts",
    timings: dict[str, float] | None = None,
) -> VerdictRecord:
    """Return the record of ``verdict``; the top says what ``verdict.outcome`` says."""
    return VerdictRecord(
        **outcome_fields(library, verdict.outcome),
        library=LibraryRecord(root=library.root, digest=digest),
        question=question_record(verdict.question, kind),
        by_reading=[
            ReadingOutcome(**outcome_fields(library, each.outcome), readings=dict(each.readings))
            for each in verdict.outcomes
            if each.readings
        ],
        notes=list(notes(library, verdict.question)),
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


_WORDS: dict[type, VerdictWord] = {
    v.Compatible: "compatible",
    v.Incompatible: "incompatible",
    v.Undecided: "undecided",
    v.ContradictoryBackground: "contradictory-background",
    v.ContradictorySupposition: "contradictory-supposition",
}


def verdict_word(outcome: v.Outcome) -> VerdictWord:
    """Return the verdict in one word."""
    return _WORDS[type(outcome)]


def outcome_fields(library: Library, outcome: v.Outcome) -> dict[str, Any]:
    """Return the fields of an ``OutcomeRecord``."""
    fields: dict[str, Any] = {
        "verdict": verdict_word(outcome),
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
        case v.Incompatible(conflicts=conflicts, menus=menus, complete=complete, limits=limits):
            fields["conflicts"] = [conflict_record(each) for each in conflicts]
            fields["fixes"] = [[sorted(u.name for u in fix) for fix in menu] for menu in menus]
            fields |= {"complete": complete, "limits": list(limits)}
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
        minimal=conflict.minimal,
        whole_only=conflict.whole_only,
    )


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
