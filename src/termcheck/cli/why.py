"""``why``: is a formula forced, possible or impossible, and why?"""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.cli.call import Call, asking, call_of
from termcheck.cli.conflicts import (
    agreed,
    certified,
    confirmed,
    evidence,
    footing,
    limited,
    print_verdict,
    status_of,
)
from termcheck.cli.limit_options import NO_CACHE, Wrong
from termcheck.cli.limits import UNDECIDED
from termcheck.cli.output import said_aside
from termcheck.cli.parameters import LIBRARY, OUTPUT, TIMINGS, VERBOSE, Parameter, format_parameter
from termcheck.cli.question_options import (
    CERTIFY,
    QUESTION,
    QuestionArguments,
    formula_of,
    question_of,
)
from termcheck.cli.refusal import refusal
from termcheck.cli.session import Session
from termcheck.library.formula import Formula
from termcheck.library.model import Question
from termcheck.logic.case import Fault
from termcheck.questions import verdict as v
from termcheck.questions.consistency import verdict
from termcheck.questions.forced import AnswerByReading, NotAsked, answers
from termcheck.questions.recall import Asked
from termcheck.report.concise import concise_why
from termcheck.report.timings import timings_page
from termcheck.report.uncertified import not_certified
from termcheck.report.why_text import Why, why_page
from termcheck.report.wording import formula_meaning
from termcheck.value import Value

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
    NO_CACHE,
    *CERTIFY,
    ALL_REASONS,
    format_parameter("text", "concise", "json", "markdown"),
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
    written = _written(arguments, wrong)
    call = call_of(arguments, wrong, arguments.given)
    library = call.loaded.library
    asked = formula_of(library, "FORMULA", written, wrong)
    question = question_of(library, arguments, arguments.given, wrong)
    assert asked is not None
    every = arguments.all_reasons or bool(arguments.why_not)
    formula = (asked.formula, " ".join(written.split()))
    with asking(call) as session:
        found = session.inquiry.recalled(
            Asked(
                f"why, {evidence(call)}",
                (question,),
                about=(asked.formula,),
                detail=(formula[1], every),
                reach="texts",
            ),
            _Told,
            lambda: _found(call, session, question, formula, every),
        )
    if found.refused is not None:
        said_aside(arguments.format, found.refused.uncertified)
        print_verdict(call, limited(found.refused, call.limit), "why", session.seconds)
        return session.status(status_of(found.refused.outcome))
    told = tuple(
        (each.readings, each.answer)
        for each in found.answers
        if not isinstance(each.answer, NotAsked)
    )
    said = formula_meaning(library, asked.syntax)
    by = v.CONFIRMS if arguments.second_opinion else ""
    why = Why(formula[1], asked.formula, said, question, told, bool(arguments.why_not), by)
    _print(call, why, session.seconds, session.limit)
    return session.status(UNDECIDED if session.limit else 0)


class _Told(Value):
    """The answers, and instead of them the verdict on what cannot hold or be certified."""

    answers: tuple[AnswerByReading, ...]
    refused: v.Verdict | None


def _found(
    call: Call, session: Session, question: Question, formula: tuple[Formula, str], every: bool
) -> _Told:
    """Return what is said about a formula and its text; raises ``Refusal``."""
    found = answers(session.inquiry, question, formula[0], all_reasons=every)
    faulty = [each for each in found if not isinstance(each, AnswerByReading)]
    if faulty:
        raise refusal(faulty[0].message, faulty[0].help)
    answered = tuple([each for each in found if isinstance(each, AnswerByReading)])
    refused: v.Verdict | None = None
    if any(map(_is_refused, found)):
        instead = verdict(session.inquiry, question)
        assert isinstance(instead, v.Verdict)
        refused = certified(call, session, confirmed(call, session, instead))
    else:
        refused = _unconfirmed(call, session, question, formula[0], answered)
        refused = refused or session.unless_cut(
            lambda: _uncertified(call, session, question, formula, answered), lambda _: None
        )
    return _Told(answered, refused)


def _unconfirmed(
    call: Call,
    session: Session,
    question: Question,
    formula: Formula,
    found: Sequence[AnswerByReading],
) -> v.Verdict | None:
    """Return what was not confirmed of what was found about a formula, if it is to be."""
    if not call.arguments.second_opinion:
        return None
    from termcheck.questions.second_opinion import confirmed_answers  # only where it is wanted

    return confirmed_answers(session.inquiry, question, formula, found)


def _uncertified(
    call: Call,
    session: Session,
    question: Question,
    formula: tuple[Formula, str],
    found: Sequence[AnswerByReading],
) -> v.Verdict | None:
    """Return what could not be certified of what was found about a formula, if it is to be."""
    if call.arguments.no_certify:
        return None
    from termcheck.cli.certified import certified_answers  # what is not wanted is not loaded

    return certified_answers(session.inquiry, call.arguments, question, formula, found)


def _written(arguments: Arguments, wrong: Wrong) -> str:
    """Return the formula that is asked about; notes if there is none, or two."""
    if bool(arguments.formula) == bool(arguments.why_not):
        said = "one formula" if arguments.formula else "a formula"
        wrong.say(f"`why` asks about {said}", "write `why FORMULA` or `why --not FORMULA`")
    return arguments.formula or arguments.why_not


def _is_refused(found: AnswerByReading | Fault) -> bool:
    """Say whether the question could not be put to the clauses in this reading."""
    return isinstance(found, AnswerByReading) and isinstance(found.answer, NotAsked)


def _print(call: Call, why: Why, asked: float, uncertified: str) -> None:
    arguments, output, library = call.arguments, call.output, call.loaded.library
    seconds = call.timings(asked)
    unproved = not_certified(not arguments.no_certify, (), uncertified)
    match arguments.format:
        case "json":
            from termcheck.report.records import answer_text  # pydantic is slow to load
            from termcheck.report.why_record import why_record  # for the same reason

            record = why_record(library, why, call.loaded.digest, seconds)
            output.text(answer_text(record, unproved))
        case "concise":
            output.page((*concise_why(why), *agreed(why.confirmed_by)))
        case _:
            page = why_page(library, why, output.columns, arguments.verbose)
            output.page(
                (
                    *page,
                    *footing(unproved, why.confirmed_by),
                    *timings_page(seconds),
                )
            )
