"""``why``: is a formula forced, possible or impossible, and why?"""

from __future__ import annotations

from termcheck.cli.conflicts import limited, print_verdict, status_of
from termcheck.cli.output import Output
from termcheck.cli.parameters import LIBRARY, OUTPUT, TIMINGS, VERBOSE, Parameter, format_parameter
from termcheck.cli.question_options import (
    QUESTION,
    QuestionArguments,
    Wrong,
    formula_of,
    limit_of,
    limits_of,
    question_of,
)
from termcheck.cli.reading import Loaded, load_sound
from termcheck.cli.refusal import refusal
from termcheck.cli.session import Session
from termcheck.logic.case import Fault
from termcheck.questions import verdict as v
from termcheck.questions.consistency import verdict
from termcheck.questions.forced import AnswerByReading, NotAsked, answers
from termcheck.report.concise import concise_why
from termcheck.report.timings import timings_page
from termcheck.report.why_text import Why, why_page
from termcheck.report.wording import formula_meaning

FORMULA = Parameter("formula", "word", "what is asked about", metavar="[FORMULA]")
NOT = Parameter(
    "why_not", "option", "why this is not so, and what could give way for it", ("--not",), "FORMULA"
)
GIVEN = Parameter("given", "options", "what is on the table", ("--given",), "REF")
ALL_REASONS = Parameter("all_reasons", "flag", "look for every minimal reason", ("--all-reasons",))
PARAMETERS = (
    FORMULA,
    NOT,
    GIVEN,
    LIBRARY,
    *QUESTION,
    ALL_REASONS,
    format_parameter("text", "concise", "json"),
    OUTPUT,
    VERBOSE,
    TIMINGS,
)


class Arguments(QuestionArguments):
    """What a user may say to ``why``."""

    formula: str = ""
    why_not: str = ""
    given: tuple[str, ...] = ()
    all_reasons: bool = False


ARGUMENTS = Arguments


def run(arguments: Arguments) -> int:
    """Ask; 0 with an answer, 1 if the clauses cannot hold together, 3 if undecided."""
    wrong = Wrong()
    limits, limit = limits_of(arguments, wrong), limit_of(arguments.limit, wrong)
    written = _written(arguments, wrong)
    wrong.check()
    output = Output(arguments.output)
    loaded = load_sound(arguments.library)
    asked = formula_of(loaded.library, "FORMULA", written, wrong)
    question = question_of(loaded.library, arguments, arguments.given, wrong)
    assert asked is not None
    with Session(loaded.library, limits) as session:
        every = arguments.all_reasons or bool(arguments.why_not)
        found = answers(session.inquiry, question, asked.formula, all_reasons=every)
        refused = verdict(session.inquiry, question) if any(map(_is_refused, found)) else None
    faulty = [each for each in found if not isinstance(each, AnswerByReading)]
    if faulty:
        raise refusal(faulty[0].message, faulty[0].help)
    spent = {"ask": session.seconds}
    if isinstance(refused, v.Verdict):
        print_verdict(arguments, output, loaded, limited(refused, limit), "why", spent)
        return session.status(status_of(refused.outcome))
    text = " ".join(written.split())
    answered = tuple(
        (each.readings, each.answer)
        for each in found
        if isinstance(each, AnswerByReading) and not isinstance(each.answer, NotAsked)
    )
    said = formula_meaning(loaded.library, asked.syntax)
    why = Why(text, asked.formula, said, question, answered, bool(arguments.why_not))
    _print(arguments, output, loaded, why, spent)
    return session.status(0)


def _written(arguments: Arguments, wrong: Wrong) -> str:
    """Return the formula that is asked about; notes if there is none, or two."""
    if bool(arguments.formula) == bool(arguments.why_not):
        said = "one formula" if arguments.formula else "a formula"
        wrong.say(f"`why` asks about {said}", "write `why FORMULA` or `why --not FORMULA`")
    return arguments.formula or arguments.why_not


def _is_refused(found: AnswerByReading | Fault) -> bool:
    """Say whether the question could not be put to the clauses in this reading."""
    return isinstance(found, AnswerByReading) and isinstance(found.answer, NotAsked)


def _print(
    arguments: Arguments, output: Output, loaded: Loaded, why: Why, spent: dict[str, float]
) -> None:
    seconds = {**loaded.seconds, **spent} if arguments.timings else None
    match arguments.format:
        case "json":
            from termcheck.cli.digest import digest  # only a record needs it
            from termcheck.report.records import json_text  # pydantic is slow to load
            from termcheck.report.why_record import why_record  # for the same reason

            output.text(json_text(why_record(loaded.library, why, digest(loaded.library), seconds)))
        case "concise":
            output.page(concise_why(why))
        case _:
            page = why_page(loaded.library, why, output.columns, arguments.verbose)
            output.page((*page, *timings_page(seconds)))
