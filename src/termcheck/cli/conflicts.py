"""``conflicts``: can these hold together? If not, all minimal conflicts."""

from __future__ import annotations

from termcheck.cli.output import Output
from termcheck.cli.parameters import LIBRARY, OUTPUT, TIMINGS, VERBOSE, Parameter, format_parameter
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
from termcheck.questions import verdict as v
from termcheck.questions.consistency import verdict
from termcheck.report.concise import concise_verdict
from termcheck.report.timings import timings_page
from termcheck.report.verdict_text import verdict_page

REFS = Parameter(
    "refs",
    "words",
    "proposals, parties, clauses: what is on the table",
    metavar="REF...",
    required=True,
)
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
    """What a user may say to ``conflicts``."""

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
        found = verdict(session.inquiry, question)
    if not isinstance(found, v.Verdict):
        raise refusal(found[0].message, found[0].help)
    shown = limited(found, limit)
    print_verdict(arguments, output, loaded, shown, "conflicts", {"ask": session.seconds})
    return session.status(status_of(found.outcome))


def status_of(outcome: v.Outcome) -> int:
    """Return the exit status of an outcome."""
    if isinstance(outcome, v.Compatible):
        return 0
    return 3 if isinstance(outcome, v.Undecided) else 1


def limited(found: v.Verdict, most: int | None) -> v.Verdict:
    """Return a verdict that lists at most so many conflicts of each outcome, and says so."""
    if most is None:
        return found
    outcomes = [each.but(outcome=_cut(each.outcome, most)) for each in found.outcomes]
    return v.Verdict(found.question, tuple(outcomes))


def _cut(outcome: v.Outcome, most: int) -> v.Outcome:
    if not isinstance(outcome, v.Incompatible) or len(outcome.conflicts) <= most:
        return outcome
    limits = (*outcome.limits, "limit")
    return v.Incompatible(outcome.conflicts[:most], outcome.menus, False, limits)


def print_verdict(
    arguments: QuestionArguments,
    output: Output,
    loaded: Loaded,
    found: v.Verdict,
    kind: str,
    asked: dict[str, float],
) -> None:
    """Write a verdict in the format that was asked for."""
    seconds = {**loaded.seconds, **asked} if arguments.timings else None
    match arguments.format:
        case "json":
            from termcheck.cli.digest import digest  # only a record needs it
            from termcheck.report.records import json_text  # pydantic is slow to load
            from termcheck.report.verdict_record import verdict_record  # for the same reason

            record = verdict_record(loaded.library, found, digest(loaded.library), kind, seconds)
            output.text(json_text(record))
        case "concise":
            output.page(concise_verdict(found))
        case _:
            page = verdict_page(loaded.library, found, output.columns, arguments.verbose)
            output.page((*page, *timings_page(seconds)))
