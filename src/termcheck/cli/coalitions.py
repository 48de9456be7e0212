"""``coalitions``: which sets of parties can agree, and which block each other?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from termcheck.cli.call import Call, asking, call_of
from termcheck.cli.conflicts import certified, evidence, footing, print_verdict, status_of
from termcheck.cli.digest import digest
from termcheck.cli.limit_options import EVIDENCE, NO_CACHE, Wrong
from termcheck.cli.output import said_aside
from termcheck.cli.parameters import LIBRARY, OUTPUT, TIMINGS, VERBOSE, Parameter, format_parameter
from termcheck.cli.question_options import (
    QUESTION,
    QuestionArguments,
    one_of,
    question_of,
    split,
)
from termcheck.cli.refusal import refusal
from termcheck.cli.session import Session
from termcheck.library.model import Library, Question
from termcheck.questions import verdict as v
from termcheck.questions.coalitions import MOST_PARTIES, Coalitions, coalitions
from termcheck.questions.recall import Asked
from termcheck.report.coalitions_text import coalitions_page
from termcheck.report.timings import timings_page
from termcheck.report.uncertified import not_certified
from termcheck.value import Value

PARTIES = Parameter(
    "refs",
    "words",
    "two to sixteen parties, each with its red lines; PARTY.demands brings its demands too",
    metavar="PARTY...",
    required=True,
)
PARAMETERS = (
    PARTIES,
    LIBRARY,
    *QUESTION,
    NO_CACHE,
    *EVIDENCE,
    format_parameter("text", "concise", "json", "markdown"),
    OUTPUT,
    VERBOSE,
    TIMINGS,
)


class Arguments(QuestionArguments):
    """What a user may say to ``coalitions``."""

    refs: tuple[str, ...] = ()


ARGUMENTS = Arguments


def run(arguments: Arguments) -> int:
    """Ask about all sets; 0 with an answer, 3 if something stayed undecided."""
    wrong = Wrong()
    call = call_of(arguments, wrong)
    library = call.loaded.library
    question = asked(library, arguments, arguments.refs, wrong)
    with asking(call) as session:
        told = session.inquiry.recalled(
            Asked(f"coalitions, {evidence(call)}", (question,), reach="texts"),
            _Told,
            lambda: _found(call, session, question),
        )
    found = told.found
    said_aside(arguments.format, told.without)
    if isinstance(found, v.Verdict):
        print_verdict(call, found, "coalitions", session.seconds)
        return session.status(status_of(found.outcome))
    _print(call, found, told.without, session.seconds)
    return session.status(0 if found.complete else 3)


class _Told(Value):
    """What was found, or a verdict on what is held, and what of it was not certified."""

    found: Coalitions | v.Verdict
    without: tuple[str, ...]


def _found(call: Call, session: Session, question: Question) -> _Told:
    """Return the answer to a question; raises ``Refusal``."""
    say = session.progress.say
    found = coalitions(session.inquiry, question, say)
    if isinstance(found, Coalitions):
        checked, without = session.evidenced(found, partial(_certified, call, session))
        return _Told(checked, tuple(without))
    if isinstance(found, v.Verdict):
        refused = certified(call, session, found)
        return _Told(refused, refused.uncertified)
    raise refusal(found[0].message, found[0].help)


def asked(
    library: Library, arguments: QuestionArguments, refs: Sequence[str], wrong: Wrong
) -> Question:
    """Return the question about the parties; raises ``Refusal`` with all that is wrong."""
    named = dict.fromkeys(each.partition(".")[0] for each in split(refs))
    for name in named:
        _check_party(library, name, wrong)
    wrong.check()
    question = question_of(library, arguments, refs, wrong)
    if len(named) < 2:
        wrong.say("a coalition needs at least two parties", "name them one after the other")
    if len(named) > MOST_PARTIES:
        help = "leave some out, or ask about a few at a time"
        wrong.say(f"these are {len(named)} parties, and at most {MOST_PARTIES} can be asked", help)
    wrong.check()
    return question


def _check_party(library: Library, name: str, wrong: Wrong) -> None:
    if name in library.parties:
        return
    if name in library.proposals:
        help = f"hold it fixed for all of them with `--keep {name}`"
        wrong.say(f"`{name}` is a proposal, not a party", help)
    else:
        wrong.say(f"there is no party `{name}`", one_of(name, library.parties))


def _certified(
    call: Call, session: Session, found: Coalitions
) -> tuple[Coalitions, tuple[str, ...]]:
    """Return the answer, certified if it is to be, and what in it was not."""
    if call.arguments.no_certify:
        return found, ()
    from termcheck.cli.certified import asked, certified_many  # what is not wanted is not loaded
    from termcheck.questions.certified_coalitions import certified_coalitions  # for the same reason

    said = f"coalitions {asked(found.question)}"
    return certified_many(session.inquiry, call.arguments, said, found, certified_coalitions)


def _print(call: Call, found: Coalitions, without: Sequence[str], asked: float) -> None:
    arguments, output, library = call.arguments, call.output, call.loaded.library
    seconds = call.timings(asked)
    unproved = not_certified(not arguments.no_certify, without)
    if arguments.format == "json":
        from termcheck.report.coalitions_record import coalitions_record  # pydantic is slow to load
        from termcheck.report.records import answer_text  # for the same reason

        record = coalitions_record(library, found, digest(library), seconds)
        output.text(answer_text(record, unproved))
    elif arguments.format == "concise":
        from termcheck.report.concise_many import concise_coalitions  # one answer in many needs it

        output.page(concise_coalitions(found, call.limit))
    else:
        page = coalitions_page(library, found, output.columns, arguments.verbose, call.limit)
        page += footing(unproved)
        output.page((*page, *timings_page(seconds)))
