"""``gap``: why is there no deal, and what is the cheapest way to one?"""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.cli.conflicts import REFS, print_verdict, status_of
from termcheck.cli.digest import digest
from termcheck.cli.output import Output
from termcheck.cli.parameters import LIBRARY, OUTPUT, TIMINGS, VERBOSE, format_parameter
from termcheck.cli.question_options import (
    QUESTION,
    QuestionArguments,
    Wrong,
    limit_of,
    limits_of,
    question_of,
)
from termcheck.cli.reading import Loaded, load_sound
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
    format_parameter("text", "concise", "json"),
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
    limits, limit = limits_of(arguments, wrong), limit_of(arguments.limit, wrong)
    wrong.check()
    output = Output(arguments.output)
    loaded = load_sound(arguments.library)
    question = question_of(loaded.library, arguments, arguments.refs, wrong)
    with Session(loaded.library, limits) as session:
        found = gaps(session.inquiry, question)
    answers = [each for each in found if isinstance(each, Gap)]
    for each in found:
        if not isinstance(each, Gap):
            raise refusal(each.message, each.help)
    outcomes = tuple(v.ByReading(each.readings, each.outcome) for each in answers)
    verdict = v.Verdict(question, outcomes)
    spent = {"ask": session.seconds}
    if arguments.format == "text" and not _is_gap(answers):
        print_verdict(arguments, output, loaded, verdict, "gap", spent)
    else:
        _print(arguments, output, loaded, question, answers, limit, spent)
    return session.status(status_of(verdict.outcome))


def _is_gap(answers: Sequence[Gap]) -> bool:
    return any(isinstance(each.outcome, v.Incompatible) for each in answers)


def _print(
    arguments: Arguments,
    output: Output,
    loaded: Loaded,
    question: Question,
    answers: Sequence[Gap],
    limit: int | None,
    spent: dict[str, float],
) -> None:
    seconds = {**loaded.seconds, **spent} if arguments.timings else None
    library = loaded.library
    match arguments.format:
        case "json":
            from termcheck.report.gap_record import gap_record  # pydantic is slow to load
            from termcheck.report.records import json_text  # for the same reason

            output.text(json_text(gap_record(library, question, answers, digest(library), seconds)))
        case "concise":
            output.page(concise_gap(library, answers))
        case _:
            page = gap_page(library, question, answers, output.columns, limit, arguments.verbose)
            output.page((*page, *timings_page(seconds)))
