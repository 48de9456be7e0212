"""``timeline``: when did the zone of agreement open or close, and which statement did it?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from termcheck.cli.call import Call, asking, call_of
from termcheck.cli.conflicts import evidence, footing, print_verdict, status_of
from termcheck.cli.digest import digest
from termcheck.cli.limit_options import ENGINE, EVIDENCE, MEMORY, NO_CACHE, TIME, Wrong
from termcheck.cli.output import said_aside
from termcheck.cli.parameters import LIBRARY, OUTPUT, TIMINGS, VERBOSE, Parameter, format_parameter
from termcheck.cli.question_options import (
    ATTESTED_OPTION,
    BY,
    KEEP,
    SUPPOSE,
    TABLE,
    UNDER,
    WITHOUT,
    QuestionArguments,
    question_at_any_time,
)
from termcheck.cli.refusal import Refusal, refusal
from termcheck.cli.session import Session
from termcheck.library.model import Library, Question
from termcheck.logic.case import Fault
from termcheck.questions import verdict as v
from termcheck.questions.recall import Asked
from termcheck.questions.timeline import NoPosition, Timeline, timeline
from termcheck.report.disclosures import first_words
from termcheck.report.timeline_text import timeline_page
from termcheck.report.timings import timings_page
from termcheck.report.uncertified import not_certified
from termcheck.report.values import day_text, listed
from termcheck.value import Value

REFS = Parameter(
    "refs",
    "words",
    "parties, their clauses, proposals: what is on the table while it is in force",
    metavar="REF...",
    required=True,
)
UNTIL = Parameter(
    "as_of", "option", "the last day that is looked at; the latest unless said", ("--as-of",), "DAY"
)
PARAMETERS = (
    REFS,
    LIBRARY,
    UNTIL,
    TABLE,
    SUPPOSE,
    ATTESTED_OPTION,
    UNDER,
    KEEP,
    WITHOUT,
    BY,
    NO_CACHE,
    TIME,
    MEMORY,
    ENGINE,
    *EVIDENCE,
    format_parameter("text", "concise", "json", "markdown"),
    OUTPUT,
    VERBOSE,
    TIMINGS,
)


class Arguments(QuestionArguments):
    """What a user may say to ``timeline``."""

    refs: tuple[str, ...] = ()


ARGUMENTS = Arguments


def run(arguments: Arguments) -> int:
    """Ask day by day; 0 with an answer, 3 if something stayed undecided."""
    wrong = Wrong()
    call = call_of(arguments, wrong)
    library = call.loaded.library
    question = question_at_any_time(library, arguments, arguments.refs, wrong)
    with asking(call) as session:
        told = session.inquiry.recalled(
            Asked(f"timeline, {evidence(call)}", (question,), reach="texts"),
            _Told,
            lambda: _found(call, session, question),
        )
    found = told.found
    said_aside(arguments.format, told.without)
    first = found.days[0].verdict
    if isinstance(first.outcome, v.ContradictoryBackground | v.ContradictorySupposition):
        print_verdict(call, first, "timeline", session.seconds)
        return session.status(status_of(first.outcome))
    _print(call, found, told.without, session.seconds)
    return session.status(0 if found.complete else 3)


class _Told(Value):
    """What was found, and what of it was not certified."""

    found: Timeline
    without: tuple[str, ...]


def _found(call: Call, session: Session, question: Question) -> _Told:
    """Return the answer to a question; raises ``Refusal``."""
    found = timeline(session.inquiry, question, session.progress.say)
    if not isinstance(found, Timeline):
        raise refused(call.loaded.library, question, found)
    checked, without = session.evidenced(found, partial(_certified, call, session))
    return _Told(checked, tuple(without))


def refused(library: Library, question: Question, found: NoPosition | tuple[Fault, ...]) -> Refusal:
    """Return why there is no timeline."""
    if not isinstance(found, NoPosition):
        return refusal(found[0].message, found[0].help)
    if not found.parties:
        help = "name a party or a clause of one: what proposals say has no days"
        return refusal("no position changes: no party is named", help)
    said = f"by {day_text(question.as_of)}" if question.as_of else "as asked"
    help = first_words(library, found.parties) or "name a party that speaks"
    return refusal(f"no position of {listed(found.parties)} is in force {said}", help)


def _certified(call: Call, session: Session, found: Timeline) -> tuple[Timeline, tuple[str, ...]]:
    """Return the answer, certified if it is to be, and what in it was not."""
    if call.arguments.no_certify:
        return found, ()
    from termcheck.cli.certified import asked, certified_many  # what is not wanted is not loaded
    from termcheck.questions.certified_timeline import certified_timeline  # for the same reason

    said = f"timeline {asked(found.question)}"
    return certified_many(session.inquiry, call.arguments, said, found, certified_timeline)


def _print(call: Call, found: Timeline, without: Sequence[str], asked: float) -> None:
    arguments, output, library = call.arguments, call.output, call.loaded.library
    seconds = call.timings(asked)
    unproved = not_certified(not arguments.no_certify, without)
    if arguments.format == "json":
        from termcheck.report.records import answer_text  # pydantic is slow to load
        from termcheck.report.timeline_record import timeline_record  # for the same reason

        record = timeline_record(library, found, digest(library), seconds)
        output.text(answer_text(record, unproved))
    elif arguments.format == "concise":
        from termcheck.report.concise_many import concise_timeline  # one answer in many needs it

        output.page(concise_timeline(found))
    else:
        page = timeline_page(library, found, output.columns, arguments.verbose)
        page += footing(unproved)
        output.page((*page, *timings_page(seconds)))
