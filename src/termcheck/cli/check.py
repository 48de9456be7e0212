"""``check``: is this library sound?"""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.cli.library_choice import SETTINGS, unmarked_folder
from termcheck.cli.library_files import ENDINGS
from termcheck.cli.output import Output, complain
from termcheck.cli.parameters import LIBRARY as NAMED
from termcheck.cli.parameters import OUTPUT, TIMINGS, VERBOSE, Common, Parameter, format_parameter
from termcheck.cli.question_options import (
    ENGINE,
    EVIDENCE,
    MEMORY,
    TIME,
    Wrong,
    limits_of,
)
from termcheck.cli.reading import Loaded, load
from termcheck.cli.refusal import complaint
from termcheck.cli.session import Session
from termcheck.language.diagnostic import in_order
from termcheck.library.settings import with_severities
from termcheck.questions.coverage import unreached
from termcheck.questions.notes import NOTES
from termcheck.questions.soundness import Soundness, soundness
from termcheck.report.check_text import Checked, check_page, concise_lines
from termcheck.report.page import Page, lines
from termcheck.report.timings import timings_page
from termcheck.report.values import counted

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


ARGUMENTS = Arguments


def run(arguments: Arguments) -> int:
    """Check a library; 1 with findings, 2 if files could not be read, 3 if undecided."""
    wrong = Wrong()
    limits = limits_of(arguments, wrong)
    if arguments.place and arguments.library:
        wrong.say("the library is named twice", "name it once, with `-L` or without")
    wrong.check()
    output = Output(arguments.output, arguments.format)
    named = arguments.place or arguments.library
    loaded = load(named)
    _say_what_is_meant(named, loaded)
    if loaded.has_errors:
        _print(arguments, output, loaded, _checked(loaded, None), {})
        return 2 if loaded.unread else 1
    with Session(loaded.library, limits) as session:
        levels = loaded.settings.severities
        asked = arguments.notes or any(levels.get(code, "off") != "off" for code in NOTES)
        sound = soundness(session.inquiry, session.progress.say, with_notes=asked)
        sound, without = session.evidenced(
            sound, lambda found: _certified(arguments, session, found)
        )
    found = _checked(loaded, sound)
    _print(arguments, output, loaded, found, {"ask": session.seconds}, without)
    return session.status(_status(found, arguments.strict))


def _certified(
    arguments: Arguments, session: Session, found: Soundness
) -> tuple[Soundness, Sequence[str]]:
    """Return what was found, certified if it is to be, and what in it was not."""
    if arguments.no_certify:
        return found, ()
    from termcheck.cli.certified import write_many  # what is not wanted is not loaded
    from termcheck.questions.certified import Certifier  # for the same reason
    from termcheck.questions.certified_check import MOST_EVIDENCE, QUICK, certified_check  # too

    certifier = Certifier(session.inquiry, MOST_EVIDENCE if arguments.certificate else QUICK)
    checked, cases, without = certified_check(certifier, found)
    write_many(session.inquiry.library, arguments, "check", cases, without)
    return checked, without


def _say_what_is_meant(named: str, loaded: Loaded) -> None:
    """Say on standard error which folder a file stands for, if nothing marks it as a library."""
    folder = unmarked_folder(named)
    files = sum(name.endswith(ENDINGS) for name in loaded.texts)
    if folder and files > 1:
        said = f"`{named}` stands for the library in `{folder}`: {counted(files, 'file')} there"
        help = f"put a `{SETTINGS}` beside it to mark where its library begins, or pipe it to `-`"
        complain(complaint(f"{said} and below", help))


def _checked(loaded: Loaded, sound: Soundness | None) -> Checked:
    asked = with_severities(loaded.settings, sound.diagnostics if sound else ())
    diagnostics = in_order([*loaded.diagnostics, *asked])
    missed = unreached(loaded.library) if sound else ()
    return Checked(loaded.library.root, loaded.texts, diagnostics, sound, missed)


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
    loaded: Loaded,
    found: Checked,
    asked: dict[str, float],
    without: Sequence[str] = (),
) -> None:
    seconds = {**loaded.seconds, **asked} if arguments.timings else None
    match arguments.format:
        case "json":
            from termcheck.cli.digest import digest  # only a record needs it
            from termcheck.report.check_record import check_record  # pydantic is slow to load
            from termcheck.report.records import json_text  # for the same reason

            output.text(json_text(check_record(found, digest(loaded.library), seconds)))
        case "github" | "sarif" | "junit" | "gitlab" as wanted:
            from termcheck.cli.builds import for_build  # one answer in many needs it
            from termcheck.report.finding import of_diagnostics  # for the same reason

            findings = of_diagnostics(found.diagnostics, found.texts, found.root)
            output.text(for_build(wanted, "termcheck check", found.root, findings, _passed(found)))
        case "concise":
            output.page(concise_lines(found.diagnostics, found.texts, found.root))
        case _:
            page = check_page(found, output.columns, arguments.coverage or arguments.verbose)
            page += _footing(arguments, without)
            output.page((*page, *timings_page(seconds)))


def _footing(arguments: Arguments, without: Sequence[str]) -> Page:
    """Return lines that say what was not certified."""
    said = ["not certified"] if arguments.no_certify else [f"not certified: {e}" for e in without]
    return lines(said, "faint")


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
