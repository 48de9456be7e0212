"""``packages``: what could be agreed?"""

from __future__ import annotations

from termcheck.cli.conflicts import print_verdict, status_of
from termcheck.cli.digest import digest
from termcheck.cli.drafts import Draft, draft_of
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
from termcheck.library.model import Library, Question, Reference
from termcheck.library.refs import Referred, refer
from termcheck.library.suggest import did_you_mean
from termcheck.questions import verdict as v
from termcheck.questions.agreed import Agreed, AgreedByReading, agreed
from termcheck.questions.forced import NotAsked
from termcheck.questions.preference import OBJECTIVES, Objective
from termcheck.report.concise import concise_packages
from termcheck.report.packages_text import WhatCouldBe, packages_page
from termcheck.report.timings import timings_page

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
    format_parameter("text", "concise", "json"),
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
    limits, limit = limits_of(arguments, wrong), limit_of(arguments.limit, wrong)
    objective = _objective(arguments.objective, wrong)
    if not arguments.offered:
        wrong.say("nothing is on offer", "name what may be left out with `--from REF`")
    wrong.check()
    output = Output(arguments.output)
    loaded = load_sound(arguments.library)
    question, offered = _asked(loaded.library, arguments, wrong)
    draft = Draft(loaded, arguments.write) if arguments.write else None
    with Session(loaded.library, limits) as session:
        most = limit or SHOWN
        asked = (session.inquiry, question, offered, objective, most)
        found = agreed(*asked, session.progress.say)
    faulty = [each for each in found if not isinstance(each, AgreedByReading)]
    if faulty:
        raise refusal(faulty[0].message, faulty[0].help)
    told = tuple(each for each in found if isinstance(each, AgreedByReading))
    spent = {"ask": session.seconds}
    refused = _refused(question, told)
    if refused is not None:
        print_verdict(arguments, output, loaded, refused, "packages", spent)
        return session.status(status_of(refused.outcome))
    answers = tuple((e.readings, e.answer) for e in told if isinstance(e.answer, Agreed))
    answer = WhatCouldBe(question, offered, objective, answers)
    if draft is not None:
        draft_of(draft, answer)
    _print(arguments, output, loaded, answer, spent)
    undecided = any(each.limits for _, each in answers)
    return session.status(3 if undecided else 0)


def _objective(text: str, wrong: Wrong) -> Objective:
    if text not in OBJECTIVES:
        help = did_you_mean(text, OBJECTIVES) or f"one of {', '.join(OBJECTIVES)}"
        wrong.say(f"`--objective` cannot be `{text}`", help)
        return "total"
    return text


def _asked(
    library: Library, arguments: Arguments, wrong: Wrong
) -> tuple[Question, tuple[Reference, ...]]:
    """Return the question, whose given clauses are held, and what is on offer."""
    everything = question_of(library, arguments, (*arguments.offered, *arguments.given), wrong)
    given = question_of(library, arguments, arguments.given, wrong)
    offered = everything.given[: len(everything.given) - len(given.given)]
    _check_offer(library, given, offered, wrong)
    wrong.check()
    return given, offered


def _check_offer(
    library: Library, question: Question, offered: tuple[Reference, ...], wrong: Wrong
) -> None:
    """Note what is wrong with an offer that leaves nothing to choose."""
    keys = _keys(library, question, offered)
    held = {*_keys(library, question, (*question.given, *question.keep, *question.without))}
    free = [key for key in keys if key not in held]
    names = ", ".join(f"`{each.text}`" for each in offered)
    if not keys:
        wrong.say(f"{names} offers no clause", _more(library, offered))
    elif not free:
        wrong.say(f"all that {names} offers is given, kept or taken off the table")
    elif all(_is_red_line(library, key) for key in free):
        message = f"{names} offers red lines only, which are never traded"
        wrong.say(message, _more(library, offered))


def _more(library: Library, offered: tuple[Reference, ...]) -> str:
    name = offered[0].text.partition(".")[0]
    ending = "demands" if name in library.parties else "all"
    return f"did you mean `--from {name}.{ending}`?"


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


def _print(
    arguments: Arguments,
    output: Output,
    loaded: Loaded,
    found: WhatCouldBe,
    spent: dict[str, float],
) -> None:
    seconds = {**loaded.seconds, **spent} if arguments.timings else None
    match arguments.format:
        case "json":
            from termcheck.report.packages_record import packages_record  # pydantic is slow to load
            from termcheck.report.records import json_text  # for the same reason

            asked = (found.question, found.offered, found.objective, found.answers)
            record = packages_record(loaded.library, *asked, digest(loaded.library), seconds)
            output.text(json_text(record))
        case "concise":
            output.page(concise_packages(found.answers))
        case _:
            page = packages_page(loaded.library, found, output.columns, arguments.verbose)
            output.page((*page, *timings_page(seconds)))
