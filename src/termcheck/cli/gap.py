"""``gap``: why is there no deal, and what is the cheapest way to one?"""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.cli.call import Call, asking, call_of
from termcheck.cli.conflicts import (
    REFS,
    agreed,
    confirmed,
    evidence,
    footing,
    is_open,
    print_verdict,
    status_of_verdict,
)
from termcheck.cli.limit_options import NO_CACHE, Wrong
from termcheck.cli.output import said_aside
from termcheck.cli.parameters import LIBRARY, OUTPUT, TIMINGS, VERBOSE, format_parameter
from termcheck.cli.question_options import CERTIFY, QUESTION, QuestionArguments, question_of
from termcheck.cli.refusal import refusal
from termcheck.cli.session import Session
from termcheck.library.model import Question
from termcheck.questions import verdict as v
from termcheck.questions.consistency import cut_off
from termcheck.questions.gap import Gap, gaps
from termcheck.questions.recall import Asked
from termcheck.report.gap_concise import concise_gap
from termcheck.report.gap_text import gap_page
from termcheck.report.timings import timings_page
from termcheck.report.uncertified import not_certified
from termcheck.value import Value

PARAMETERS = (
    REFS,
    LIBRARY,
    *QUESTION,
    NO_CACHE,
    *CERTIFY,
    format_parameter("text", "concise", "json", "markdown"),
    OUTPUT,
    VERBOSE,
    TIMINGS,
)


class Arguments(QuestionArguments):
    """What a user may say to ``gap``."""

    refs: tuple[str, ...] = ()


ARGUMENTS = Arguments


def run(arguments: Arguments) -> int:
    """Ask; 0 if a deal is possible, 1 if not, 3 if undecided."""
    wrong = Wrong()
    call = call_of(arguments, wrong, arguments.refs)
    library = call.loaded.library
    question = question_of(library, arguments, arguments.refs, wrong)
    with asking(call) as session:
        told = session.inquiry.recalled(
            Asked(f"gap, {evidence(call)}", (question,), reach="everybody"),
            _Told,
            lambda: _found(call, session, question),
        )
    verdict = told.verdict
    answers = [
        Gap(each.readings, now.outcome) if isinstance(now.outcome, v.Undecided) else each
        for each, now in zip(told.gaps, verdict.outcomes, strict=True)
    ]
    said_aside(arguments.format, verdict.uncertified)
    if arguments.format in ("text", "markdown") and not _is_gap(answers):
        print_verdict(call, verdict, "gap", session.seconds)
    else:
        _print(call, verdict, answers, session.seconds)
    return session.status(status_of_verdict(verdict))


class _Told(Value):
    """The gaps under each reading, and the verdict that they explain."""

    gaps: tuple[Gap, ...]
    verdict: v.Verdict


def _found(call: Call, session: Session, question: Question) -> _Told:
    """Return the answer to a question; raises ``Refusal``."""
    found = session.unless_cut(
        lambda: gaps(session.inquiry, question),
        lambda limit: _cut_off(session, question, limit),
    )
    answers = [each for each in found if isinstance(each, Gap)]
    for each in found:
        if not isinstance(each, Gap):
            raise refusal(each.message, each.help)
    outcomes = tuple(v.ByReading(each.readings, each.outcome) for each in answers)
    asked = confirmed(call, session, v.Verdict(question, outcomes))
    verdict = session.unless_cut(
        lambda: _certified(call, session, asked, answers),
        lambda limit: asked if is_open(asked) else asked.but(unchecked=limit),
    )
    return _Told(tuple(answers), verdict)


def _cut_off(session: Session, question: Question, limit: str) -> tuple[Gap, ...]:
    """Return the conflicts that were known when the work was cut off by ``limit``."""
    known = cut_off(session.inquiry, question, limit).outcomes
    return tuple(
        Gap(e.readings, e.outcome, (None,) * len(_clashes(e.outcome)), limits=(limit,))
        for e in known
    )


def _clashes(outcome: v.Outcome) -> tuple[v.Conflict, ...]:
    return outcome.conflicts if isinstance(outcome, v.Incompatible) else ()


def _certified(call: Call, session: Session, found: v.Verdict, answers: Sequence[Gap]) -> v.Verdict:
    """Return the verdict, certified with the fixes if it is to be."""
    if call.arguments.no_certify:
        return found
    from termcheck.cli.certified import certified_verdict  # what is not wanted is not loaded
    from termcheck.questions.certified_gap import claims_of_fixes  # for the same reason

    more = claims_of_fixes(answers)
    return certified_verdict(session.inquiry, call.arguments, found, more=more)


def _is_gap(answers: Sequence[Gap]) -> bool:
    return any(isinstance(each.outcome, v.Incompatible) for each in answers)


def _print(call: Call, found: v.Verdict, answers: Sequence[Gap], asked: float) -> None:
    arguments, output, library = call.arguments, call.output, call.loaded.library
    seconds, question, by = call.timings(asked), found.question, found.confirmed_by
    unproved = not_certified(not arguments.no_certify, found.uncertified, found.unchecked)
    match arguments.format:
        case "json":
            from termcheck.report.gap_record import gap_record  # pydantic is slow to load
            from termcheck.report.records import answer_text  # for the same reason

            record = gap_record(library, question, answers, call.loaded.digest, seconds, by)
            output.text(answer_text(record, unproved))
        case "concise":
            output.page((*concise_gap(library, answers), *agreed(by)))
        case _:
            page = gap_page(
                library, question, answers, output.columns, call.limit, arguments.verbose
            )
            output.page(
                (
                    *page,
                    *footing(unproved, by),
                    *timings_page(seconds),
                )
            )
