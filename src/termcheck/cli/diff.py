"""``diff``: what does this change do to what the texts allow?"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial

from termcheck.cli.conflicts import footing
from termcheck.cli.digest import digest
from termcheck.cli.limit_options import ENGINE, EVIDENCE, MEMORY, TIME, Wrong, limits_of
from termcheck.cli.output import Output, said_aside
from termcheck.cli.parameters import LIBRARY, OUTPUT, TIMINGS, VERBOSE, Parameter, format_parameter
from termcheck.cli.question_options import (
    AS_OF,
    ATTESTED_OPTION,
    SUPPOSE,
    QuestionArguments,
    question_of,
)
from termcheck.cli.reading import Loaded, load_sound, sound
from termcheck.cli.refusal import refusal
from termcheck.cli.revisions import load_revision, revisions
from termcheck.cli.session import Session
from termcheck.library.model import Question
from termcheck.questions.comparison import Comparison
from termcheck.questions.difference import Difference, between_libraries, between_texts
from termcheck.questions.sides import Side, joined
from termcheck.report.diff_text import Shown, diff_page
from termcheck.report.disclosures import notes
from termcheck.report.timings import timings_page
from termcheck.report.uncertified import not_certified
from termcheck.value import Value

BASE = Parameter("base", "word", "a library, or a text of one", metavar="[BASE]")
HEAD = Parameter("head", "word", "what it is compared with", metavar="[HEAD]")
GIT = Parameter(
    "git",
    "option",
    "compare two revisions of the library, as in main..HEAD",
    ("--git",),
    "REVISIONS",
)
FAIL_ON = Parameter(
    "fail_on",
    "option",
    "end with status 1 if there are any",
    ("--fail-on",),
    choices=("opened", "checks"),
)
PARAMETERS = (
    BASE,
    HEAD,
    LIBRARY,
    GIT,
    FAIL_ON,
    AS_OF,
    SUPPOSE,
    ATTESTED_OPTION,
    TIME,
    MEMORY,
    ENGINE,
    *EVIDENCE,
    format_parameter("text", "concise", "json", "markdown", "github", "sarif", "junit", "gitlab"),
    OUTPUT,
    VERBOSE,
    TIMINGS,
)


class Arguments(QuestionArguments):
    """What a user may say to ``diff``."""

    base: str = ""
    head: str = ""
    git: str = ""
    fail_on: str = ""


ARGUMENTS = Arguments


class Sides(Value):
    """The two libraries, which are one and the same if two of its texts are compared.

    ``texts`` are the references to these texts, empty if libraries are compared.
    """

    base: Loaded
    head: Loaded
    names: tuple[str, str]
    texts: tuple[str, ...] = ()


def run(arguments: Arguments) -> int:
    """Compare; 0, with ``--fail-on`` 1 if there are such findings, 3 if undecided."""
    wrong = Wrong()
    limits = limits_of(arguments, wrong)
    wrong.check()
    output = Output(arguments.output, arguments.format)
    sides = sides_of(arguments)
    questions = [
        question_of(each.library, arguments, sides.texts, wrong)
        for each in (sides.base, sides.head)
    ]
    both = joined(sides.base.library, sides.head.library)
    with Session(both.library, limits) as session:
        say = session.progress.say
        if sides.texts:
            side = Side(session.inquiry, questions[0])
            found = between_texts(side, sides.names[0], sides.names[1], say)
            compared = Comparison(side, side, both, session.inquiry, sides.texts)
        else:
            base = Side(session.also(sides.base.library), questions[0])
            head = Side(session.also(sides.head.library), questions[1])
            found = between_libraries(base, head, both, session.inquiry, say)
            compared = Comparison(base, head, both, session.inquiry)
        certify = partial(_certified, arguments, sides, compared)
        found, without = session.evidenced(found, certify)
    told = notes(both.library, questions[1])
    shown = Shown(found, sides.names, sides.base.library, sides.head.library, both.library, told)
    spent = {"ask": session.seconds}
    _print(arguments, output, sides, shown, without, questions[1], spent)
    return session.status(_status(found, arguments.fail_on))


def _certified(
    arguments: Arguments, sides: Sides, compared: Comparison, found: Difference
) -> tuple[Difference, tuple[str, ...]]:
    """Return the difference, certified if it is to be, and what in it was not."""
    if arguments.no_certify:
        return found, ()
    from termcheck.cli.certified import asked, write_certificate  # what is not wanted is not loaded
    from termcheck.questions.certified_difference import certified_difference  # likewise

    checked, cases, without = certified_difference(compared, found)
    said = asked(compared.sides[1].question.but(given=()), f"diff {' '.join(sides.names)}")
    write_certificate(compared.both.library, arguments, said, cases)
    said_aside(arguments.format, without)
    return checked, without


def _status(found: Difference, fail_on: str) -> int:
    if fail_on == "opened" and found.opened:
        return 1
    if fail_on == "checks" and any(each.head not in (None, "passed") for each in found.checks):
        return 1
    return 3 if found.limits else 0


def sides_of(arguments: Arguments) -> Sides:
    """Return what is compared; raises ``Refusal`` if it cannot be read."""
    if arguments.git:
        return _of_git(arguments)
    if not arguments.head:
        help = "name two libraries, two texts of one, or revisions with `--git main..HEAD`"
        raise refusal("`diff` compares two things", help)
    named = (arguments.base, arguments.head)
    _check_different(named)
    if not arguments.library and all(map(_is_path, named)):
        base, head = map(load_sound, named)
        return Sides(base, head, named)
    loaded = load_sound(arguments.library)
    return Sides(loaded, loaded, named, named)


def _check_different(named: tuple[str, str]) -> None:
    """Raise ``Refusal`` if both names are of the same thing."""
    base, head = named
    if base == head or (os.path.exists(base) and os.path.realpath(base) == os.path.realpath(head)):
        help = "name two libraries, two texts of one, or revisions with `--git main..HEAD`"
        raise refusal(f"`{head}` would be compared with itself", help)


def _is_path(name: str) -> bool:
    """Say whether ``name`` is that of a file or folder; no name of a text has a ``/``."""
    return os.path.lexists(name) or "/" in name or os.sep in name


def _of_git(arguments: Arguments) -> Sides:
    if arguments.head:
        raise refusal("with `--git` only the library is named", "leave out HEAD")
    wanted = revisions(arguments.git)
    if arguments.base and arguments.library:
        raise refusal("the library is named twice", "name it once, with `-L` or without")
    place = arguments.base or arguments.library
    base = sound(load_revision(place, wanted.base))
    head = sound(load_revision(place, wanted.head)) if wanted.head else load_sound(place)
    return Sides(base, head, (base.library.root, head.library.root))


def _print(
    arguments: Arguments,
    output: Output,
    sides: Sides,
    shown: Shown,
    without: Sequence[str],
    question: Question,
    spent: dict[str, float],
) -> None:
    seconds = {**sides.head.seconds, **spent} if arguments.timings else None
    unproved = not_certified(not arguments.no_certify, without)
    match arguments.format:
        case "json":
            from termcheck.report.comparison_records import SideRecord  # pydantic is slow to load
            from termcheck.report.diff_record import diff_record  # for the same reason
            from termcheck.report.records import answer_text  # for the same reason

            told = [
                SideRecord(name=name, digest=digest(each.library))
                for name, each in zip(sides.names, (sides.base, sides.head), strict=True)
            ]
            both = (told[0], told[1])
            record = diff_record(shown.both, question, both, shown.found, seconds)
            output.text(answer_text(record, unproved))
        case "concise":
            from termcheck.report.concise_many import concise_diff  # one answer in many needs it

            output.page(concise_diff(shown.found))
        case "markdown":
            from termcheck.report.diff_markdown import diff_markdown  # one answer in many needs it

            output.text(diff_markdown(shown, verbose=arguments.verbose))
        case "github" | "sarif" | "junit" | "gitlab" as wanted:
            from termcheck.cli.builds import for_build  # one answer in many needs it
            from termcheck.report.diff_findings import diff_findings  # for the same reason

            root = shown.head.root.rpartition(":")[2]
            passed = () if shown.found.checks else ("the checks end as before",)
            output.text(for_build(wanted, "termcheck diff", root, diff_findings(shown), passed))
        case _:
            page = diff_page(shown, output.columns, arguments.verbose)
            page += footing(unproved)
            output.page((*page, *timings_page(seconds)))
