"""``check``: is this library sound?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from termcheck.cli.keeping import keeping
from termcheck.cli.library_choice import SETTINGS, unmarked_folder
from termcheck.cli.library_files import ENDINGS
from termcheck.cli.limit_options import (
    ENGINE,
    EVIDENCE,
    JOBS,
    MEMORY,
    NO_CACHE,
    TIME,
    Wrong,
    jobs_of,
    limits_of,
)
from termcheck.cli.opening import LARGE, Opened, Texts, opened
from termcheck.cli.output import Output, complain, said_aside
from termcheck.cli.parameters import LIBRARY as NAMED
from termcheck.cli.parameters import OUTPUT, TIMINGS, VERBOSE, Common, Parameter, format_parameter
from termcheck.cli.refusal import complaint
from termcheck.report.check_text import Checked, check_page, concise_lines
from termcheck.report.counting import counted
from termcheck.report.timings import timings_page
from termcheck.report.uncertified import not_certified, uncertified_page

if TYPE_CHECKING:
    from termcheck.cli.remembered import Answer
    from termcheck.cli.session import Session
    from termcheck.questions.sound import Soundness

LIBRARY = Parameter("place", "word", "the library; the nearest one unless said", metavar="LIBRARY")
STRICT = Parameter("strict", "flag", "count warnings as findings", ("--strict",))
COVERAGE = Parameter(
    "coverage", "flag", "list the clauses that no check asks about", ("--coverage",)
)
WITH_NOTES = Parameter(
    "notes", "flag", "tell also what the proposals imply, and whom they need", ("--notes",)
)
PARAMETERS = (
    LIBRARY,
    NAMED,
    format_parameter("text", "concise", "json", "markdown", "github", "sarif", "junit", "gitlab"),
    OUTPUT,
    STRICT,
    COVERAGE,
    WITH_NOTES,
    TIME,
    MEMORY,
    ENGINE,
    *EVIDENCE,
    JOBS,
    NO_CACHE,
    VERBOSE,
    TIMINGS,
)


class Arguments(Common):
    """What a user may say to ``check``."""

    place: str = ""
    strict: bool = False
    coverage: bool = False
    notes: bool = False
    time: str = ""
    memory: str = ""
    certificate: str = ""
    no_certify: bool = False
    engine: str = "z3"
    jobs: str = ""
    no_cache: bool = False


ARGUMENTS = Arguments


def run(arguments: Arguments) -> int:
    """Check a library; 1 with findings, 2 if files could not be read, 3 if undecided."""
    wrong = Wrong()
    limits, jobs = limits_of(arguments, wrong), jobs_of(arguments.jobs, wrong)
    if arguments.place and arguments.library:
        wrong.say("the library is named twice", "name it once, with `-L` or without")
    wrong.check()
    output = Output(arguments.output, arguments.format)
    named = arguments.place or arguments.library
    library = opened(named)
    _say_what_is_meant(named, library)
    certified = not arguments.no_certify
    wanted = not (arguments.no_cache or arguments.certificate)
    with keeping(library, wanted=wanted, notes=arguments.notes, certified=certified) as kept:
        answer = kept.answer() if kept else None
        if answer is not None:
            spent = {"read": library.seconds}
            return _told(arguments, output, library, answer, spent, "the whole answer")
        from termcheck.solve.spare import waiting  # an answer that is kept needs no solver

        small = library.size < LARGE and not limits.memory
        with waiting(wanted=small) as spare:
            from termcheck.cli.checking import Asked, asked  # loaded while a solver is

            certify = partial(_certified, arguments) if certified else None
            in_parts = jobs if not arguments.certificate else None
            notes = arguments.notes
            found = asked(library, limits, kept, in_parts, certify, notes=notes, spare=spare)
        if not isinstance(found, Asked):
            checked = Checked(library.root, found.texts, found.diagnostics, None, ())
            _print(arguments, output, checked, found.seconds)
            return 2 if found.unread else 1
        put = (arguments, output, library, found.answer, found.seconds, found.found_kept)
        status = _told(*put)
        if kept and found.is_whole:
            kept.keep(found.answer)
        return found.status or status


def _certified(
    arguments: Arguments, session: Session, found: Soundness
) -> tuple[Soundness, Sequence[str]]:
    """Return what was found, certified, and what in it was not."""
    from termcheck.cli.certified import write_certificate  # what is kept is not certified again
    from termcheck.questions.certified import Certifier  # for the same reason
    from termcheck.questions.certified_check import MOST_EVIDENCE, QUICK, certified_check  # too

    certifier = Certifier(session.inquiry, MOST_EVIDENCE if arguments.certificate else QUICK)
    checked, cases, without = certified_check(certifier, found)
    write_certificate(session.inquiry.library, arguments, "check", cases)
    return checked, without


def _say_what_is_meant(named: str, library: Opened) -> None:
    """Say on standard error which folder a file stands for, if nothing marks it as a library."""
    folder = unmarked_folder(named)
    files = sum(each.file.endswith(ENDINGS) for each in library.collected.files)
    if folder and files > 1:
        said = f"`{named}` stands for the library in `{folder}`: {counted(files, 'file')} there"
        help = f"put a `{SETTINGS}` beside it to mark where its library begins, or pipe it to `-`"
        complain(complaint(f"{said} and below", help))


def _told(
    arguments: Arguments,
    output: Output,
    library: Opened,
    answer: Answer,
    seconds: Mapping[str, float],
    found_kept: str,
) -> int:
    """Print an answer, and return its exit status."""
    texts = Texts(library.collected.files)
    found = Checked(library.root, texts, answer.diagnostics, answer.soundness, answer.unreached)
    _print(arguments, output, found, seconds, answer.uncertified, found_kept)
    said_aside(arguments.format, answer.uncertified)
    return _status(found, arguments.strict)


def _status(found: Checked, strict: bool) -> int:
    assert found.soundness is not None
    sound = found.soundness
    if any(each.status == "failed" for each in sound.checks) or found.count("error"):
        return 1
    outcomes: list[str] = [each.status for each in sound.checks]
    outcomes += [each.verdict for each in sound.proposals]
    outcomes += [each.verdict for each in sound.positions]
    if "undecided" in outcomes:
        return 3
    return 1 if strict and found.count("warning") else 0


def _print(
    arguments: Arguments,
    output: Output,
    found: Checked,
    spent: Mapping[str, float],
    without: Sequence[str] = (),
    found_kept: str = "",
) -> None:
    seconds = dict(spent) if arguments.timings else None
    unproved = not_certified(not arguments.no_certify, without)
    match arguments.format:
        case "json":
            from termcheck.cli.digest import digest_of  # only a record needs it
            from termcheck.report.check_record import check_record  # pydantic is slow to load
            from termcheck.report.records import answer_text  # for the same reason

            record = check_record(found, digest_of(found.texts), seconds)
            output.text(answer_text(record, unproved))
        case "github" | "sarif" | "junit" | "gitlab" as wanted:
            from termcheck.cli.builds import for_build  # one answer in many needs it
            from termcheck.report.finding import of_diagnostics  # for the same reason

            findings = of_diagnostics(found.diagnostics, found.texts, found.root)
            output.text(for_build(wanted, "termcheck check", found.root, findings, _passed(found)))
        case "concise":
            output.page(concise_lines(found.diagnostics, found.texts, found.root))
        case _:
            page = check_page(found, output.columns, arguments.coverage or arguments.verbose)
            page += uncertified_page(unproved)
            output.page((*page, *timings_page(seconds, found_kept)))


def _passed(found: Checked) -> tuple[str, ...]:
    """Return what was asked and is well: checks, texts and the red lines of each party."""
    if found.soundness is None:
        return ()
    sound = found.soundness
    checks = (f'check "{each.name}"' for each in sound.checks if each.status == "passed")
    texts = (f"proposal {e.name}" for e in sound.proposals if e.verdict == "compatible")
    red = (each for each in sound.positions if each.verdict == "compatible")
    days = (", ".join(filter(None, (f"red lines of {e.party}", e.day))) for e in red)
    return (*checks, *texts, *days)
