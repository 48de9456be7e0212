"""Ends of months: does a verdict turn on how a month without such a day is counted?

Each proposal, each party's red lines and each check in which months are
counted is asked twice: as the language counts them, and as if a day that the
month lacks were the first of the next one. Yields a warning where the two
answers differ; what stays undecided is not reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial

from termcheck.language.diagnostic import Diagnostic, Label
from termcheck.library.model import Check, Clause, ExpectAnswer, Library, Question, Reference
from termcheck.library.month_ends import (
    check_counts_months,
    clause_counts_months,
    with_spilling_months,
)
from termcheck.logic.case import Case
from termcheck.questions.expectations import run_check
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.recall import Asked, about_check
from termcheck.solve.oracle import Incompatible, Undecided

Findings = tuple[Diagnostic, ...]

_HELP = "count in days, or name the day, and it no longer matters"
_WORDS = {
    "compatible": ("can hold together", "they could"),
    "incompatible": ("cannot hold together", "they could not"),
    "passed": ("passes", "it would pass"),
    "failed": ("fails", "it would fail"),
}


def month_ends(inquiry: Inquiry, *, part: bool = False) -> Iterator[Diagnostic]:
    """Yield the texts, red lines and checks whose answers turn on the end of a month.

    Of a ``part``, red lines are left out.
    """
    library = inquiry.library
    counting = {key for key, each in library.clauses.items() if clause_counts_months(each)}
    if not counting and not any(map(check_counts_months, library.checks)):
        return
    other = inquiry.of(with_spilling_months(library))
    for what, question in _texts(library, part):
        asked = Asked(f"months in {what}", (question,))
        work = partial(_of_text, inquiry, what, question, other, counting)
        yield from inquiry.recalled(asked, Findings, work)
    for check, changed in zip(library.checks, other.library.checks, strict=True):
        asked = about_check("months in check", check)
        work = partial(_of_check, inquiry, check, other, changed, counting)
        yield from inquiry.recalled(asked, Findings, work)


def _of_check(
    inquiry: Inquiry, check: Check, other: Inquiry, changed: Check, counting: set[str]
) -> Findings:
    """Return a warning if ``check`` ends otherwise as the ``other`` library has it."""
    claims = [e.formula for e in check.expectations if isinstance(e, ExpectAnswer)]
    cases = [
        *_cases(inquiry, check.question),
        *(
            case
            for claim in claims
            for case in inquiry.catalogue.cases_about(check.question, claim)
            if isinstance(case, Case)
        ),
    ]
    blamed = _counting(inquiry.library, cases, counting)
    if not blamed and not check_counts_months(check):
        return ()
    words = run_check(inquiry, check).status, run_check(other, changed).status
    if words[0] == words[1] or "undecided" in words:
        return ()
    labels = tuple(Label(each.span, "counts months") for each in blamed)
    message = _message(f'check "{check.name}"', words)
    return (Diagnostic("TC366", "warning", message, check.span, labels, _HELP),)


def _of_text(
    inquiry: Inquiry, what: str, question: Question, other: Inquiry, counting: set[str]
) -> Findings:
    """Return a warning if a question ends otherwise as the ``other`` library has it."""
    cases = _cases(inquiry, question)
    blamed = _counting(inquiry.library, cases, counting)
    words = _word(inquiry, cases), _word(other, _cases(other, question))
    if blamed and words[0] != words[1] and "undecided" not in words:
        return (_turning(what, words, blamed),)
    return ()


def _texts(library: Library, part: bool) -> Iterator[tuple[str, Question]]:
    """Yield each proposal, and each party's red lines on the days on which they change."""
    for name in library.proposals:
        yield f"the clauses of `{name}`", Question(given=(Reference(name),))
    if part:
        return
    said = {(library.clauses[key].owner, library.clauses[key].day) for key in library.statements}
    said |= {(each.party, each.day) for each in library.withdrawals}
    for party, day in sorted(said):
        since = f" from {date.fromordinal(day).isoformat()} on" if day else ""
        question = Question(given=(Reference(party),), as_of=day)
        yield f"the red lines of `{party}`{since}", question


def _cases(inquiry: Inquiry, question: Question) -> list[Case]:
    return [case for case in inquiry.catalogue.cases(question) if isinstance(case, Case)]


def _word(inquiry: Inquiry, cases: Sequence[Case]) -> str:
    """Return whether some reading can hold, as ``check`` says it."""
    answers = [
        inquiry.oracle.compatible(
            (*(item for unit in case.units for item in unit.items), *case.background)
        )
        for case in cases
    ]
    if answers and all(isinstance(each, Incompatible) for each in answers):
        return "incompatible"
    undecided = any(isinstance(each, Undecided) for each in answers)
    return "undecided" if undecided else "compatible"


def _counting(library: Library, cases: Iterable[Case], counting: set[str]) -> list[Clause]:
    """Return the clauses and rules in play that count months."""
    found: dict[str, Clause] = {}
    for case in cases:
        keys = [key for unit in case.units for key in unit.clauses]
        for name in (*keys, *case.kept_keys, *(rule.name for rule in case.rules)):
            key = name if name in library.clauses else name.rpartition(".")[0]
            if key in counting:
                found[key] = library.clauses[key]
    return list(found.values())


def _turning(what: str, words: tuple[str, str], blamed: Sequence[Clause]) -> Diagnostic:
    first, *more = blamed
    labels = tuple(Label(each.span, "counts months too") for each in more)
    return Diagnostic("TC366", "warning", _message(what, words), first.span, labels, _HELP)


def _message(what: str, words: tuple[str, str]) -> str:
    here, there = _WORDS[words[0]][0], _WORDS[words[1]][1]
    return (
        f"{what} {here}, but {there} if months that end on a day which their last month"
        " lacks ran to the first of the next"
    )
