"""``gap``: why is there no deal, and what is the cheapest way to one?"""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.cli.call import Call, call_of
from termcheck.cli.conflicts import REFS, certified, not_certified, print_verdict, status_of
from termcheck.cli.digest import digest
from termcheck.cli.parameters import LIBRARY, OUTPUT, TIMINGS, VERBOSE, format_parameter
from termcheck.cli.question_options import (
    CERTIFY,
    QUESTION,
    QuestionArguments,
    Wrong,
    question_of,
)
from termcheck.cli.refusal import refusal
from termcheck.cli.session import Session
from termcheck.library.model import Question
from termcheck.questions import verdict as v
from termcheck.questions.gap import Gap, gaps
from termcheck.report.gap_concise import concise_gap
from termcheck.report.gap_text import gap_page
from termcheck.report.timings import timings_page

PARAMETERS = (
    REFS,
    LIBRARY,
    *QUESTION,
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
    call = call_of(arguments, wrong)
    library = call.loaded.library
    question = question_of(library, arguments, arguments.refs, wrong)
    with Session(library, call.limits) as session:
        found = gaps(session.inquiry, question)
        answers = [each for each in found if isinstance(each, Gap)]
        for each in found:
            if not isinstance(each, Gap):
                raise refusal(each.message, each.help)
        outcomes = tuple(v.ByReading(each.readings, each.outcome) for each in answers)
        verdict = certified(call, session, v.Verdict(question, outcomes))
    if isinstance(verdict.outcome, v.Undecided):
        answers = [Gap(each.readings, each.outcome) for each in verdict.outcomes]
    if arguments.format in ("text", "markdown") and not _is_gap(answers):
        print_verdict(call, verdict, "gap", session.seconds)
    else:
        _print(call, question, answers, session.seconds)
    return session.status(status_of(verdict.outcome))


def _is_gap(answers: Sequence[Gap]) -> bool:
    return any(isinstance(each.outcome, v.Incompatible) for each in answers)


def _print(call: Call, question: Question, answers: Sequence[Gap], asked: float) -> None:
    arguments, output, library = call.arguments, call.output, call.loaded.library
    seconds = call.timings(asked)
    match arguments.format:
        case "json":
            from termcheck.report.gap_record import gap_record  # pydantic is slow to load
            from termcheck.report.records import json_text  # for the same reason

            output.text(json_text(gap_record(library, question, answers, digest(library), seconds)))
        case "concise":
            output.page(concise_gap(library, answers))
        case _:
            page = gap_page(
                library, question, answers, output.columns, call.limit, arguments.verbose
            )
            output.page((*page, *not_certified(arguments), *timings_page(seconds)))
