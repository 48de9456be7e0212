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
    question_of,
    seconds_of,
)
from termcheck.cli.reading import Loaded, digest, load_sound
from termcheck.cli.refusal import refusal
from termcheck.cli.session import Session
from termcheck.library.model import Question
from termcheck.questions import verdict as v
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
    seconds, limit = seconds_of(arguments.time, wrong), limit_of(arguments.limit, wrong)
    written = _written(arguments, wrong)
    wrong.check()
    output = Output(arguments.output)
    loaded = load_sound(arguments.library)
    asked = formula_of(loaded.library, "FORMULA", written, wrong)
    question = question_of(loaded.library, arguments, arguments.given, wrong)
    assert asked is not None
    with Session(loaded.library, seconds) as session:
        every = arguments.all_reasons or bool(arguments.why_not)
        found = answers(session.inquiry, question, asked.formula, all_reasons=every)
    faulty = [each for each in found if not isinstance(each, AnswerByReading)]
    if faulty:
        raise refusal(faulty[0].message, faulty[0].help)
    told = tuple(each for each in found if isinstance(each, AnswerByReading))
    spent = {"ask": session.seconds}
    refused = _refused(question, told)
    if refused is not None:
        print_verdict(arguments, output, loaded, limited(refused, limit), spent)
        return session.status(status_of(refused.outcome))
    text = " ".join(written.split())
    answered = tuple(
        (each.readings, each.answer) for each in told if not isinstance(each.answer, NotAsked)
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


def _refused(question: Question, told: tuple[AnswerByReading, ...]) -> v.Verdict | None:
    """Return the verdict on the clauses if the question could not be put to them."""
    outcomes = tuple(
        v.ByReading(each.readings, each.answer.outcome)
        for each in told
        if isinstance(each.answer, NotAsked)
    )
    return v.Verdict(question, outcomes) if outcomes else None


def _print(
    arguments: Arguments, output: Output, loaded: Loaded, why: Why, spent: dict[str, float]
) -> None:
    seconds = {**loaded.seconds, **spent} if arguments.timings else None
    match arguments.format:
        case "json":
            from termcheck.report.records import json_text  # pydantic is slow to load
            from termcheck.report.why_record import why_record  # for the same reason

            output.text(json_text(why_record(loaded.library, why, digest(loaded.library), seconds)))
        case "concise":
            output.page(concise_why(why))
        case _:
            page = why_page(loaded.library, why, output.columns, arguments.verbose)
            output.page((*page, *timings_page(seconds)))
