"""``packages``: what could be agreed?"""

from __future__ import annotations

import os
from collections.abc import Sequence

from termcheck.cli.call import Call, asking, call_of
from termcheck.cli.conflicts import certified, evidence, footing, print_verdict, status_of
from termcheck.cli.digest import digest
from termcheck.cli.drafts import Draft, draft_of
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
from termcheck.library.model import Library, Question, Reference
from termcheck.library.refs import Referred, refer
from termcheck.questions import verdict as v
from termcheck.questions.agreed import Agreed, AgreedByReading, agreed
from termcheck.questions.forced import NotAsked
from termcheck.questions.offer import Offer, offers
from termcheck.questions.preference import OBJECTIVES, Objective
from termcheck.questions.recall import Asked
from termcheck.report.concise import concise_packages
from termcheck.report.disclosures import is_silent, silence
from termcheck.report.packages_text import WhatCouldBe, packages_page
from termcheck.report.timings import timings_page
from termcheck.report.uncertified import not_certified
from termcheck.value import Value

SHOWN = 4
"""How many packages are told in full unless ``--limit`` says otherwise."""

FROM = Parameter("offered", "options", "what is on offer and may be left out", ("--from",), "REF")
GIVEN = Parameter("given", "options", "what every package respects", ("--given",), "REF")
OBJECTIVE = Parameter(
    "objective",
    "option",
    f"which package comes first: {', '.join(OBJECTIVES)}",
    ("--objective",),
    "|".join(OBJECTIVES),
)
WRITE = Parameter(
    "write",
    "option",
    "draft the first package as a proposal in this new file",
    ("--write",),
    "FILE",
)
PARAMETERS = (
    FROM,
    GIVEN,
    OBJECTIVE,
    WRITE,
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
    """What a user may say to ``packages``."""

    offered: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    objective: str = "total"
    write: str = ""


ARGUMENTS = Arguments


def run(arguments: Arguments) -> int:
    """Ask; 0 with an answer, 1 if what is given cannot hold together, 3 if undecided."""
    wrong = Wrong()
    objective = objective_of(arguments.objective, wrong)
    if arguments.write and _is_same_file(arguments.write, arguments.output):
        wrong.say("the draft and the answer would be one file", "name two, or leave out `--output`")
    call = call_of(arguments, wrong)
    library = call.loaded.library
    on_table = (arguments.offered, arguments.given)
    question, offered = asked(library, arguments, *on_table, wrong)
    names = ",".join(each.text for each in offered)
    said = f"packages --from {names} --objective {arguments.objective}"
    draft = Draft(call.loaded, arguments.write) if arguments.write else None
    with asking(call) as session:
        told = session.inquiry.recalled(
            Asked(
                f"{said}, {evidence(call)}",
                (question, question.but(given=offered)),
                detail=(call.limit,),
                reach="everybody",
            ),
            _Told,
            lambda: _found(call, session, said, question, offered, objective),
        )
    said_aside(arguments.format, told.without)
    if told.refused is not None:
        said_aside(arguments.format, told.refused.uncertified)
        print_verdict(call, told.refused, "packages", session.seconds)
        return session.status(status_of(told.refused.outcome))
    answers = tuple((e.readings, e.answer) for e in told.deals if isinstance(e.answer, Agreed))
    answer = WhatCouldBe(question, offered, objective, answers)
    if draft is not None:
        draft_of(draft, answer)
    _print(call, answer, told.without, session.seconds)
    undecided = any(each.limits for _, each in answers)
    return session.status(3 if undecided else 0)


class _Told(Value):
    """What could be agreed, what of it was not certified, and why nothing could be asked."""

    deals: tuple[AgreedByReading, ...]
    without: tuple[str, ...]
    refused: v.Verdict | None


def _found(
    call: Call,
    session: Session,
    said: str,
    question: Question,
    offered: tuple[Reference, ...],
    objective: Objective,
) -> _Told:
    """Return the answer to a question; raises ``Refusal``."""
    put = (session.inquiry, question, offered, objective, call.limit or SHOWN)
    found = agreed(*put, session.progress.say)
    faulty = [each for each in found if not isinstance(each, AgreedByReading)]
    if faulty:
        raise refusal(faulty[0].message, faulty[0].help)
    told = tuple(each for each in found if isinstance(each, AgreedByReading))
    told, without = session.evidenced(
        told, lambda deals: _certified(call, session, said, deals, question)
    )
    refused = _refused(question, told)
    if refused is not None:
        refused = _refusal_certified(call, session, offered, refused)
    return _Told(told, tuple(without), refused)


def _is_same_file(draft: str, answer: str) -> bool:
    return bool(answer) and os.path.realpath(draft) == os.path.realpath(answer)


def objective_of(text: str, wrong: Wrong) -> Objective:
    """Return the objective called ``text``; notes if there is none."""
    if text not in OBJECTIVES:
        wrong.say(f"`--objective` cannot be `{text}`", one_of(text, OBJECTIVES))
        return "total"
    return text


def asked(
    library: Library,
    arguments: QuestionArguments,
    offered: Sequence[str],
    given: Sequence[str],
    wrong: Wrong,
) -> tuple[Question, tuple[Reference, ...]]:
    """Return the question, whose given clauses are held, and what is on offer."""
    if not offered:
        wrong.say("nothing is on offer", "name what may be left out with `--from REF`")
    everything = question_of(library, arguments, (*offered, *given), wrong)
    number = len(split(offered))
    offer, question = everything.given[:number], everything.but(given=everything.given[number:])
    _check_offer(library, question, offer, wrong)
    wrong.check()
    return question, offer


def _check_offer(
    library: Library, question: Question, offered: tuple[Reference, ...], wrong: Wrong
) -> None:
    """Note what is wrong with an offer that leaves nothing to choose."""
    keys = _keys(library, question, offered)
    held = {*_keys(library, question, (*question.given, *question.keep, *question.without))}
    free = [key for key in keys if key not in held]
    names = ", ".join(f"`{each.text}`" for each in offered)
    if not keys:
        wrong.say(f"{names} offers no clause", _more(library, question, offered))
    elif not free:
        help = "leave it out of `--given`, `--keep` and `--without`"
        wrong.say(f"all that {names} offers is given, kept or taken off the table", help)
    elif all(_is_red_line(library, key) for key in free):
        message = f"{names} offers red lines only, which are never traded"
        wrong.say(message, _more(library, question, offered))


def _more(library: Library, question: Question, offered: tuple[Reference, ...]) -> str:
    """Return what could be offered instead: more of the same text, if there is more of it."""
    name = offered[0].text.partition(".")[0]
    if is_silent(library, question, name):
        return silence(library, question, name)
    endings = ("demands", "all") if name in library.parties else ("all",)
    for ending in endings:
        more = Reference(f"{name}.{ending}")
        if any(not _is_red_line(library, key) for key in _keys(library, question, (more,))):
            return f"did you mean `--from {more.text}`?"
    return f"`termcheck show {name}` lists what it says"


def _keys(library: Library, question: Question, references: tuple[Reference, ...]) -> list[str]:
    found = (refer(library, each, question.as_of, question.attested) for each in references)
    return [key for each in found if isinstance(each, Referred) for key in each.keys]


def _is_red_line(library: Library, key: str) -> bool:
    clause = library.clauses.get(key) or library.clauses.get(key.rpartition(".")[0])
    return clause is not None and clause.strength == "red line"


def _refused(question: Question, told: tuple[AgreedByReading, ...]) -> v.Verdict | None:
    """Return the verdict on what is held if the question could not be put to it."""
    outcomes = tuple(
        v.ByReading(each.readings, each.answer.outcome)
        for each in told
        if isinstance(each.answer, NotAsked)
    )
    return v.Verdict(question, outcomes) if outcomes else None


def _certified(
    call: Call,
    session: Session,
    said: str,
    told: tuple[AgreedByReading, ...],
    question: Question,
) -> tuple[tuple[AgreedByReading, ...], tuple[str, ...]]:
    """Return the answers, certified if they are to be, and what in them was not."""
    if call.arguments.no_certify or _refused(question, told) is not None:
        return told, ()
    from termcheck.cli.certified import asked, certified_many  # what is not wanted is not loaded
    from termcheck.questions.certified_packages import certified_packages  # for the same reason

    line = asked(question, said)
    return certified_many(session.inquiry, call.arguments, line, told, certified_packages)


def _refusal_certified(
    call: Call, session: Session, offered: tuple[Reference, ...], refused: v.Verdict
) -> v.Verdict:
    """Return why nothing can be asked, certified if it is to be."""
    found = offers(session.inquiry, refused.question, offered)
    cases = [each.before_choice for each in found if isinstance(each, Offer)]
    return certified(call, session, refused, cases)


def _print(call: Call, found: WhatCouldBe, without: Sequence[str], spent: float) -> None:
    arguments, output, library = call.arguments, call.output, call.loaded.library
    seconds = call.timings(spent)
    unproved = not_certified(not arguments.no_certify, without)
    match arguments.format:
        case "json":
            from termcheck.report.packages_record import packages_record  # pydantic is slow to load
            from termcheck.report.records import answer_text  # for the same reason

            asked = (found.question, found.offered, found.objective, found.answers)
            record = packages_record(library, *asked, digest(library), seconds)
            output.text(answer_text(record, unproved))
        case "concise":
            output.page(concise_packages(found.answers))
        case _:
            page = packages_page(library, found, output.columns, arguments.verbose)
            page += footing(unproved)
            output.page((*page, *timings_page(seconds)))
