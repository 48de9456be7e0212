"""A timeline, certified: one case of a certificate for each day and reading."""

from __future__ import annotations

from datetime import date

from termcheck.certify.evidence import Record
from termcheck.questions import verdict as v
from termcheck.questions.case_evidence import pieces
from termcheck.questions.certified import Certifier
from termcheck.questions.timeline import Day, Timeline

NOT_IN_FORCE = "that these are the positions in force on each day"


def certified_timeline(
    certifier: Certifier, found: Timeline
) -> tuple[Timeline, tuple[Record, ...], tuple[str, ...]]:
    """Return a timeline with its certificates, and what was not certified.

    A day whose evidence is refused is undecided, and nothing is said of what
    opened or closed there.
    """
    effort = certifier.effort()
    question = found.question
    given = (*question.given, *question.keep)
    dated = not question.attested and not any("@" in each.text for each in given)
    records: list[Record] = []
    days: list[Day] = []
    left_out = 0
    for day in found.days:
        if not effort.spend(sum(pieces(each.outcome) for each in day.verdict.outcomes)):
            left_out += 1
            days.append(day)
            continue
        as_of = date.fromordinal(day.day).isoformat() if dated and day.day else ""
        verdict, cases = certifier.verdict(day.verdict, as_of)
        records += cases
        same = not _fell(day.verdict, verdict) and not (days and _fell_before(days[-1]))
        sides = {} if same else {"opened_by": (), "closed_by": ()}
        days.append(day.but(verdict=verdict, **sides))
    without = [f"{left_out} of {len(found.days)} days"] if left_out else []
    without += [] if dated else [NOT_IN_FORCE]
    without += [each for record in records for each in record.get("uncertified", ())]
    return found.but(days=tuple(days)), tuple(records), tuple(dict.fromkeys(without))


def _fell(before: v.Verdict, after: v.Verdict) -> bool:
    return before.outcomes != after.outcomes


def _fell_before(day: Day) -> bool:
    limits = [x for e in day.verdict.outcomes for x in getattr(e.outcome, "limits", ())]
    return any(each.startswith("certificate: ") for each in limits)
