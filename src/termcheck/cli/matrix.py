"""``matrix``: which of these texts can hold together, two by two?"""

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
    question_of,
)
from termcheck.cli.refusal import refusal
from termcheck.cli.session import Session
from termcheck.library.model import Library, Question, Reference
from termcheck.questions import verdict as v
from termcheck.questions.matrix import Matrix, every_text, matrix
from termcheck.questions.recall import Asked
from termcheck.report.matrix_text import matrix_page
from termcheck.report.timings import timings_page
from termcheck.report.uncertified import not_certified
from termcheck.value import Value

REFS = Parameter(
    "refs",
    "words",
    "what is compared; all proposals and all parties with red lines unless said",
    metavar="[REF...]",
)
PARAMETERS = (
    REFS,
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
    """What a user may say to ``matrix``."""

    refs: tuple[str, ...] = ()


ARGUMENTS = Arguments


def run(arguments: Arguments) -> int:
    """Ask about every pair; 0 with an answer, 3 if something stayed undecided."""
    wrong = Wrong()
    call = call_of(arguments, wrong)
    library = call.loaded.library
    question = asked(library, arguments, arguments.refs, wrong)
    with asking(call) as session:
        wanted = arguments.verbose or arguments.format == "json"
        told = session.inquiry.recalled(
            Asked(f"matrix, {evidence(call)}", (question,), detail=(wanted,), reach="texts"),
            _Told,
            lambda: _found(call, session, question, wanted),
        )
    found = told.found
    said_aside(arguments.format, told.without)
    if isinstance(found, v.Verdict):
        print_verdict(call, found, "matrix", session.seconds)
        return session.status(status_of(found.outcome))
    _print(call, found, told.without, session.seconds)
    return session.status(0 if found.complete else 3)


class _Told(Value):
    """What was found, or a verdict on what is held, and what of it was not certified."""

    found: Matrix | v.Verdict
    without: tuple[str, ...]


def _found(call: Call, session: Session, question: Question, packages: bool) -> _Told:
    """Return the answer to a question; raises ``Refusal``."""
    say = session.progress.say
    found = matrix(session.inquiry, question, say, packages=packages)
    if isinstance(found, Matrix):
        checked, without = session.evidenced(found, partial(_certified, call, session))
        return _Told(checked, tuple(without))
    if isinstance(found, v.Verdict):
        refused = certified(call, session, found)
        return _Told(refused, refused.uncertified)
    raise refusal(found[0].message, found[0].help)


def asked(
    library: Library, arguments: QuestionArguments, refs: Sequence[str], wrong: Wrong
) -> Question:
    """Return the question, with at least two texts; raises ``Refusal``."""
    question = question_of(library, arguments, refs, wrong)
    if not question.given:
        names = every_text(library, question.as_of, question.attested)
        question = question.but(given=tuple(map(Reference, names)))
    if len({each.text for each in question.given}) < 2:
        raise refusal("a matrix needs at least two texts", "name proposals, parties or clauses")
    return question


def _certified(call: Call, session: Session, found: Matrix) -> tuple[Matrix, tuple[str, ...]]:
    """Return the answer, certified if it is to be, and what in it was not."""
    if call.arguments.no_certify:
        return found, ()
    from termcheck.cli.certified import asked, certified_many  # what is not wanted is not loaded
    from termcheck.questions.certified_matrix import certified_matrix  # for the same reason

    said = f"matrix {asked(found.question)}"
    return certified_many(session.inquiry, call.arguments, said, found, certified_matrix)


def _print(call: Call, found: Matrix, without: Sequence[str], asked: float) -> None:
    arguments, output, library = call.arguments, call.output, call.loaded.library
    seconds = call.timings(asked)
    unproved = not_certified(not arguments.no_certify, without)
    if arguments.format == "json":
        from termcheck.report.matrix_record import matrix_record  # pydantic is slow to load
        from termcheck.report.records import answer_text  # for the same reason

        record = matrix_record(library, found, digest(library), seconds)
        output.text(answer_text(record, unproved))
    elif arguments.format == "concise":
        from termcheck.report.concise_many import concise_matrix  # one answer in many needs it

        output.page(concise_matrix(found, call.limit))
    else:
        page = matrix_page(library, found, output.columns, arguments.verbose, call.limit)
        page += footing(unproved)
        output.page((*page, *timings_page(seconds)))
