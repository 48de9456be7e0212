"""``conflicts``: can these hold together? If not, all minimal conflicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from termcheck.cli.call import Call, asking, call_of
from termcheck.cli.limit_options import NO_CACHE, Wrong
from termcheck.cli.limits import UNDECIDED
from termcheck.cli.output import said_aside
from termcheck.cli.parameters import LIBRARY, OUTPUT, TIMINGS, VERBOSE, Parameter, format_parameter
from termcheck.cli.question_options import CERTIFY, QUESTION, QuestionArguments, question_of
from termcheck.cli.refusal import refusal
from termcheck.cli.session import Session
from termcheck.library.model import Question
from termcheck.logic.case import Case
from termcheck.questions import verdict as v
from termcheck.questions.consistency import cut_off, verdict
from termcheck.questions.one_source import Without, by_reading
from termcheck.questions.recall import Asked
from termcheck.report.concise import concise_verdict
from termcheck.report.page import Page, lines
from termcheck.report.sources_text import sources_page
from termcheck.report.timings import timings_page
from termcheck.report.uncertified import not_certified, uncertified_page
from termcheck.report.verdict_text import verdict_page

REFS = Parameter(
    "refs",
    "words",
    "proposals, parties, clauses: what is on the table",
    metavar="REF...",
    required=True,
)
SOURCES = Parameter("sources", "flag", "say what rests on a single source", ("--sources",))
PARAMETERS = (
    REFS,
    LIBRARY,
    *QUESTION,
    NO_CACHE,
    SOURCES,
    *CERTIFY,
    format_parameter("text", "concise", "json", "markdown"),
    OUTPUT,
    VERBOSE,
    TIMINGS,
)


class Arguments(QuestionArguments):
    """What a user may say to ``conflicts``."""

    refs: tuple[str, ...] = ()
    sources: bool = False


ARGUMENTS = Arguments


def run(arguments: Arguments) -> int:
    """Ask; 0 if a deal is possible, 1 if not, 3 if undecided."""
    wrong = Wrong()
    call = call_of(arguments, wrong, arguments.refs)
    question = question_of(call.loaded.library, arguments, arguments.refs, wrong)
    with asking(call) as session:
        shown = session.inquiry.recalled(
            Asked(f"conflicts, {evidence(call)}", (question,), detail=(call.limit,), reach="texts"),
            v.Verdict,
            lambda: _found(call, session, question),
        )
        sources = (
            session.unless_cut(lambda: by_reading(session.inquiry, shown), lambda _: None)
            if arguments.sources
            else None
        )
    said_aside(arguments.format, shown.uncertified)
    print_verdict(call, shown, "conflicts", session.seconds, sources)
    return session.status(status_of_verdict(shown))


def evidence(call: Call) -> str:
    """Return whether an answer is certified, in a word."""
    return "not certified" if call.arguments.no_certify else "certified"


def _found(call: Call, session: Session, question: Question) -> v.Verdict:
    """Return the answer to a question, of which all that is shown is certified.

    Raises ``Refusal``.
    """
    found = session.unless_cut(
        lambda: verdict(session.inquiry, question),
        lambda limit: cut_off(session.inquiry, question, limit),
    )
    if not isinstance(found, v.Verdict):
        raise refusal(found[0].message, found[0].help)
    return certified(call, session, limited(confirmed(call, session, found), call.limit))


def confirmed(call: Call, session: Session, found: v.Verdict) -> v.Verdict:
    """Return a verdict of which all that is not undecided was confirmed, if it is to be."""
    if not call.arguments.second_opinion:
        return found
    from termcheck.questions import second_opinion  # what is not wanted is not loaded

    return session.unless_cut(
        lambda: second_opinion.confirmed(session.inquiry, found),
        lambda limit: found.undecided(f"{v.SECOND_OPINION}cvc5 has no answer", limit),
    )


def certified(
    call: Call, session: Session, found: v.Verdict, cases: Sequence[Case] | None = None
) -> v.Verdict:
    """Return a verdict of which all that is not undecided has been certified, if it is to be.

    ``cases`` are those that were asked, if not those of its question.
    """
    if call.arguments.no_certify:
        return found
    from termcheck.cli.certified import certified_verdict  # what is not wanted is not loaded

    return session.unless_cut(
        lambda: certified_verdict(session.inquiry, call.arguments, found, cases),
        lambda limit: found if is_open(found) else found.but(unchecked=limit),
    )


def is_open(found: v.Verdict) -> bool:
    """Say whether nothing was decided."""
    return all(isinstance(each.outcome, v.Undecided) for each in found.outcomes)


def status_of_verdict(found: v.Verdict) -> int:
    """Return the exit status of a verdict: that of a limit if one kept it from being whole."""
    outcome = found.outcome
    partial = isinstance(outcome, v.Incompatible) and not {"limit"}.issuperset(outcome.limits)
    return UNDECIDED if partial or found.unchecked else status_of(outcome)


def status_of(outcome: v.Outcome) -> int:
    """Return the exit status of an outcome."""
    if isinstance(outcome, v.Compatible):
        return 0
    return 3 if isinstance(outcome, v.Undecided) else 1


def limited(found: v.Verdict, most: int | None) -> v.Verdict:
    """Return a verdict that lists at most so many conflicts of each outcome, and says so."""
    if most is None:
        return found
    outcomes = [each.but(outcome=_cut(each.outcome, most)) for each in found.outcomes]
    return found.but(outcomes=tuple(outcomes))


def _cut(outcome: v.Outcome, most: int) -> v.Outcome:
    if not isinstance(outcome, v.Incompatible) or len(outcome.conflicts) <= most:
        return outcome
    limits = (*outcome.limits, "limit")
    return v.Incompatible(outcome.conflicts[:most], outcome.menus, False, limits)


def footing(without: Sequence[str] | None, confirmed_by: str = "") -> Page:
    """Return lines that say what of an answer was not certified, and who else gave it."""
    return uncertified_page(without) + agreed(confirmed_by)


def agreed(confirmed_by: str) -> Page:
    """Return a line that says who gave the same answer, if anybody was asked."""
    return lines([f"{confirmed_by} agrees"] if confirmed_by else [], "faint")


def print_verdict(
    call: Call,
    found: v.Verdict,
    kind: str,
    asked: float,
    sources: Mapping[v.Readings, Sequence[Without]] | None = None,
) -> None:
    """Write a verdict in the format that was asked for, with what rests on one source.

    Asking took ``asked`` seconds.
    """
    arguments, output, library = call.arguments, call.output, call.loaded.library
    seconds = call.timings(asked)
    unproved = not_certified(not arguments.no_certify, found.uncertified, found.unchecked)
    match arguments.format:
        case "json":
            from termcheck.report.records import answer_text  # pydantic is slow to load
            from termcheck.report.verdict_record import verdict_record  # for the same reason

            record = verdict_record(library, found, call.loaded.digest, kind, seconds, sources)
            output.text(answer_text(record, unproved))
        case "concise":
            output.page((*concise_verdict(found), *agreed(found.confirmed_by)))
        case _:
            page = verdict_page(library, found, output.columns, arguments.verbose)
            if sources is not None:
                page += sources_page(library, found, sources, output.columns)
            page += footing(unproved, found.confirmed_by)
            output.page((*page, *timings_page(seconds)))
