"""The timeline against its definition: the question asked as of every day."""

from __future__ import annotations

from datetime import date

from hypothesis import given

from termcheck.library.model import Library, Question, Reference
from termcheck.library.positions import in_force
from termcheck.questions import verdict as v
from termcheck.questions.consistency import verdict
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.timeline import NoPosition, Timeline, on_table, timeline
from termcheck.report.page import to_text
from termcheck.report.timeline_text import timeline_page
from tests.negotiations import DAYS, PARTIES, Negotiation, negotiations
from tests.texts import library, question


def asked(made: Library, question_: Question, day: str) -> v.Outcome:
    """Return the outcome of a question as of a day, asked alone."""
    found = verdict(Inquiry(made), question_.but(as_of=date.fromisoformat(day).toordinal()))
    assert isinstance(found, v.Verdict)
    return found.outcome


def kind(outcome: v.Outcome) -> tuple[str, frozenset[frozenset[str]]]:
    """Return the verdict and the conflicts of an outcome."""
    conflicts = outcome.conflicts if isinstance(outcome, v.Incompatible) else ()
    return type(outcome).__name__, frozenset(each.names for each in conflicts)


@given(negotiations())
def test_a_timeline_is_the_question_on_every_day(written: Negotiation) -> None:
    """On every day the verdict is that of the last change, and no change is missed."""
    made = library(written.text)
    everything = question(made, " ".join((*written.names, *PARTIES)))
    found = timeline(Inquiry(made), everything)
    if isinstance(found, NoPosition):
        assert not any(in_force(made, party, None) for party in PARTIES)
        return
    assert isinstance(found, Timeline)
    for day in DAYS:
        number = date.fromisoformat(day).toordinal()
        past = [each for each in found.days if each.day <= number]
        if past:
            assert kind(asked(made, everything, day)) == kind(past[-1].verdict.outcome)
        else:
            assert not on_table(made, everything, number)


@given(negotiations())
def test_what_opened_or_closed_it_did(written: Negotiation) -> None:
    """Undone, the moves that opened the zone close it again; those that closed it open it."""
    made = library(written.text)
    everything = question(made, " ".join(PARTIES))
    found = timeline(Inquiry(made), everything)
    if not isinstance(found, Timeline):
        return
    for before, day in zip(found.days, found.days[1:], strict=False):
        turn = (type(before.verdict.outcome), type(day.verdict.outcome))
        assert bool(day.opened_by) == (turn == (v.Incompatible, v.Compatible))
        assert bool(day.closed_by) == (turn == (v.Compatible, v.Incompatible))
        now = on_table(made, everything, day.day)
        if day.closed_by:
            undone = {move.key for move in day.closed_by}
            rest = tuple(Reference(key) for key in now if key not in undone)
            assert kind(asked(made, Question(given=rest), DAYS[-1]))[0] == "Compatible"
        if day.opened_by:
            ended = set(on_table(made, everything, before.day)) - set(now)
            conflicts = before.verdict.outcome
            assert isinstance(conflicts, v.Incompatible)
            for conflict in conflicts.conflicts:
                names = {each.name for each in day.opened_by}
                assert names & set(conflict.clauses)
                assert ended & set(conflict.keys)


DATED = """
party a "A"
party b "B"
term t: 0..10 "t"
proposal plan { t: t = 5 }
position a on 2025-01-01 { low: red line t <= 3 }
position a on 2025-03-11 { withdraw low }
position b on 2025-02-01 attested analyst { high: red line t >= 4 }
position b on 2025-04-01 { high: red line t >= 6 }
"""


def moved(found: Timeline) -> list[tuple[str, list[str], list[str], list[str]]]:
    """Return for each day the moves, what opened and what closed the zone of agreement."""
    return [
        (
            date.fromordinal(day.day).isoformat(),
            [f"{each.name} {each.change}" for each in day.moves],
            [each.name for each in day.opened_by],
            [each.name for each in day.closed_by],
        )
        for day in found.days
    ]


def test_a_clause_named_alone_is_there_while_it_is_in_force() -> None:
    """A clause that is withdrawn leaves the table, and opens the zone of agreement."""
    made = library(DATED)
    found = timeline(Inquiry(made), question(made, "a.low b.high"))
    assert isinstance(found, Timeline)
    assert moved(found) == [
        ("2025-01-01", ["a.low stated"], [], []),
        ("2025-02-01", ["b.high stated"], [], ["b.high"]),
        ("2025-03-11", ["a.low withdrawn"], ["a.low"], []),
        ("2025-04-01", ["b.high restated"], [], []),
    ]


def test_a_day_may_end_the_timeline() -> None:
    """Days after the one that the question names are not looked at."""
    made = library(DATED)
    until = date(2025, 2, 15).toordinal()
    found = timeline(Inquiry(made), question(made, "plan a b", as_of=until))
    assert isinstance(found, Timeline)
    assert [row[0] for row in moved(found)] == ["2025-01-01", "2025-02-01"]


def test_only_statements_that_count_move() -> None:
    """Without what analysts say, b speaks in April only."""
    made = library(DATED)
    found = timeline(Inquiry(made), question(made, "b").but(attested=("",)))
    assert isinstance(found, Timeline)
    assert moved(found) == [("2025-04-01", ["b.high stated"], [], [])]


def test_a_proposal_alone_has_no_timeline() -> None:
    """Without a party there is nothing that has a day."""
    made = library(DATED)
    assert NoPosition(()) == timeline(Inquiry(made), question(made, "plan"))


RESTATED = """
party a "A"
source s "S" by "x" on 2031
term t: 0..10 "t"
term u: bool "u"
proposal plan { low: t <= 2; u: readings { mild: t <= 9; strict: not u } }
position a on 2031-01-01 from s attested own { high: red line t >= 5; yes: red line u }
position a on 2031-02-01 from s attested own { high: red line t >= 4 }
"""


def test_a_conflict_is_told_as_it_stands_last() -> None:
    """After a restatement the new words stand under the conflict; one reading's says which."""
    made = library(RESTATED)
    found = timeline(Inquiry(made), question(made, "plan a"))
    assert isinstance(found, Timeline)
    told = to_text(timeline_page(made, found, 200)).split("\n\n")
    [first] = [each for each in told if each.startswith("1  plan.low")]
    assert "t: at least 4" in first
    assert "at least 5" not in first
    assert "only if" not in first
    [second] = [each for each in told if each.startswith("2  plan.u.strict")]
    assert second.splitlines()[-1] == "   only if plan.u is read as strict"


def test_a_clause_that_never_was_is_a_fault() -> None:
    """A reference that names nothing on any day is said."""
    made = library(DATED)
    found = timeline(Inquiry(made), question(made, "a.hihg"))
    assert isinstance(found, tuple)
    assert [each.message for each in found] == ["there is no clause `a.hihg`"]
