"""Answers in short: one line for each thing that was found."""

from __future__ import annotations

from collections.abc import Iterable

from termcheck.questions import verdict as v
from termcheck.questions.agreed import Agreed
from termcheck.questions.forced import Settled
from termcheck.report.page import Line, Page, Piece, line
from termcheck.report.verdict_text import headline
from termcheck.report.why_text import Why, word_of


def concise_verdict(verdict: v.Verdict) -> Page:
    """Return the verdict in a line, and a line for each conflict, by reading."""
    return tuple(row for each in verdict.outcomes for row in _outcome(each))


def _outcome(found: v.ByReading) -> Iterable[Line]:
    where = under(found.readings)
    yield line(*headline([found]), where)
    if isinstance(found.outcome, v.Incompatible):
        for conflict in found.outcome.conflicts:
            yield line("conflict: ", Piece(clashing(conflict), "name"), where)


def concise_why(why: Why) -> Page:
    """Return the answer in a line, and a line for each reason, by reading."""
    found: list[Line] = []
    for readings, answer in why.answers:
        where = under(readings)
        found.append(line(f"{word_of(answer)}: {why.written}", where))
        reasons = answer.reasons if isinstance(answer, Settled) else ()
        found += [line("reason: ", Piece(clashing(reason), "name"), where) for reason in reasons]
    return tuple(found)


def under(readings: v.Readings) -> str:
    """Return the readings under which something is said, in brackets."""
    return (
        f" (under {', '.join(f'{name}.{label}' for name, label in readings)})" if readings else ""
    )


def clashing(conflict: v.Conflict) -> str:
    """Return what clashes, and by what."""
    blamed = [*conflict.clauses, *(f"status quo of {name}" for name in conflict.status_quo)]
    joined = [*conflict.rules, *conflict.kept, *conflict.suppositions]
    by = f" by {', '.join(joined)}" if joined else ""
    return f"{', '.join(blamed) or 'nothing but the background'}{by}"


def concise_packages(answers: Iterable[tuple[v.Readings, Agreed]]) -> Page:
    """Return a line for each package: who gets what share, and what is left out."""
    found: list[Line] = []
    for readings, answer in answers:
        where = under(readings)
        least = "" if answer.packages.counted else "at least "
        found.append(line(f"packages: {least}{answer.packages.number}", where))
        for each in answer.shown:
            outcome = each.deal.outcome
            shares = zip(answer.packages.offer.parties, outcome.shares, strict=True)
            said = ", ".join(f"{party} {share}" for party, share in shares)
            left = ", ".join(unit.name for unit in each.deal.left) or "nothing"
            found.append(
                line(f"package: {said or 'no demands'}; left out: ", Piece(left, "name"), where)
            )
    return tuple(found)
