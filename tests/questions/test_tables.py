"""Tables: what is absent stays as it is, in every question and in every package."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termcheck.library.formula import Variable
from termcheck.library.model import Question, Reference
from termcheck.logic.case import status_quos
from termcheck.questions import verdict as v
from termcheck.questions.agreed import Agreed, agreed
from termcheck.questions.coalitions import coalitions
from termcheck.questions.consistency import verdict
from termcheck.questions.forced import NotAsked, answers
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.matrix import matrix
from termcheck.questions.timeline import Timeline, timeline
from tests.libraries import Written, libraries
from tests.questions.test_laws import in_force, worlds_of
from tests.texts import formula, library, question

RIVER = """
party ostra "Ostra"
party crown "the Crown"
term dam: bool "the dam"
term gate: bool now false decided by crown "the gate"
term toll: {full < reduced < waived} now full decided by crown "the toll"
event opening decided by crown "the bridge opens"
proposal compact {
    dam: dam
    toll: should toll = waived
    open: should opening by 2032-01-01
    gate: may gate
}
position ostra on 2031-01-01 { d: red line dam }
"""
CLASH = RIVER + "rule must: gate\n"
ABSENT = ("ostra",)


@given(libraries(), st.sampled_from([(), ("north",), ("north", "south")]))
def test_conflicts_at_a_table_are_those_of_brute_force(
    written: Written, table: tuple[str, ...]
) -> None:
    """Conflicts are the minimal sets of clauses and of all that stays as it is."""
    made = library(written.text)
    clauses = [key for key in made.clauses if key not in made.rules]
    everything = [*clauses, *status_quos(made, table)]
    given_ = (Reference("plan"), Reference("north"))
    found = verdict(Inquiry(made), Question(given=given_, table=table))
    assert isinstance(found, v.Verdict)
    outcome = found.outcome
    if not worlds_of(made, made.rules):
        assert isinstance(outcome, v.ContradictoryBackground)
        return
    conflicts: list[frozenset[str]] = []
    for size in range(1, len(everything) + 1):
        for each in map(frozenset, combinations(everything, size)):
            known = any(other <= each for other in conflicts)
            if not known and not worlds_of(made, [*each, *made.rules]):
                conflicts.append(each)
    if isinstance(outcome, v.Compatible):
        assert conflicts == []
        return
    assert isinstance(outcome, v.Incompatible)
    assert set(conflicts) == {each.names for each in outcome.conflicts}


def _of_gate(outcome: v.Outcome) -> bool:
    """Say whether an outcome is that the gate cannot stay as it is, by the rule, and no fix."""
    assert isinstance(outcome, v.Incompatible)
    told = [(e.clauses, e.status_quo, e.rules, e.kept) for e in outcome.conflicts]
    return (told, outcome.menus) == ([((), ("gate",), ("must",), ())], ())


@pytest.mark.parametrize("given_", ["", "compact", "ostra", "compact.dam ostra"])
def test_rules_against_a_status_quo_leave_nothing_to_any_question(given_: str) -> None:
    """A rule forbids that the gate stays shut; without the Crown nothing is possible."""
    made = library(CLASH)
    found = verdict(Inquiry(made), question(made, given_, table=ABSENT))
    assert isinstance(found, v.Verdict)
    assert _of_gate(found.outcome)


def test_every_question_at_such_a_table_says_so() -> None:
    """`matrix`, `coalitions`, `timeline` and `packages` say what `conflicts` says."""
    made = library(CLASH)
    inquiry = Inquiry(made)
    asked = question(made, "compact ostra", table=ABSENT)
    pairs = matrix(inquiry, asked)
    sets = coalitions(inquiry, asked)
    days = timeline(inquiry, asked)
    assert isinstance(days, Timeline)
    assert isinstance(pairs, v.Verdict)
    assert isinstance(sets, v.Verdict)
    said = [pairs.outcome, sets.outcome, *(each.verdict.outcome for each in days.days)]
    offered = (Reference("compact"),)
    (deal,) = agreed(inquiry, question(made, "", table=ABSENT), offered, "total", 1)
    answer = getattr(deal, "answer", None)
    assert isinstance(answer, NotAsked)
    assert [_of_gate(each) for each in (*said, answer.outcome)] == [True] * 4


def test_nothing_is_forced_at_such_a_table() -> None:
    """`why` names the status quo that cannot be, and answers nothing else."""
    made = library(CLASH)
    asked = question(made, "compact", table=ABSENT)
    (why,) = answers(Inquiry(made), asked, formula(made, "dam"))
    answer = getattr(why, "answer", None)
    assert isinstance(answer, NotAsked)
    assert isinstance(answer.outcome, v.Incompatible)
    assert [each.status_quo for each in answer.outcome.conflicts] == [("gate",)]


def test_what_cannot_be_supposed_at_a_table_stops_packages_too() -> None:
    """With the Crown absent it cannot be supposed that the bridge opens: no deal, by that."""
    made = library(RIVER)
    asked = question(made, "", table=ABSENT, suppose=("opening",))
    (found,) = agreed(Inquiry(made), asked, (Reference("compact"),), "total", 1)
    answer = getattr(found, "answer", None)
    assert isinstance(answer, NotAsked)
    assert isinstance(answer.outcome, v.Incompatible)
    told = [(e.clauses, e.status_quo, e.suppositions) for e in answer.outcome.conflicts]
    assert told == [((), ("opening",), ("opening",))]


def test_recommendations_do_not_move_what_the_absent_decide() -> None:
    """At a table without the Crown neither the toll nor the opening can be kept."""
    made = library(RIVER)
    found = verdict(Inquiry(made), question(made, "compact", table=ABSENT))
    assert isinstance(found, v.Verdict)
    outcome = found.outcome
    assert isinstance(outcome, v.Compatible)
    assert outcome.recommended == (("compact.toll", False), ("compact.open", False))
    kept = outcome.package
    assert kept.values.get(Variable("toll"), "full") == "full"
    assert kept.days.get("opening") is None


def test_a_deal_does_not_move_what_the_absent_decide() -> None:
    """The package of a deal keeps the status quos of what its recommendations mention."""
    made = library(RIVER + "proposal more { a: dam\n b: should gate }\nrule r: gate only if dam\n")
    asked = question(made, "", table=ABSENT)
    (found,) = agreed(Inquiry(made), asked, (Reference("more"),), "total", 1)
    answer = getattr(found, "answer", None)
    assert isinstance(answer, Agreed)
    assert answer.shown[0].recommended == (("more.b", False),)
    assert answer.shown[0].package.values.get(Variable("gate"), "false") == "false"


@given(libraries(), st.lists(st.sampled_from(["truce", "talks", "aid", "not aid"]), max_size=3))
def test_a_package_at_a_table_keeps_every_status_quo(written: Written, wished: list[str]) -> None:
    """What a package says of clauses, rules and status quos can be so, recommendations or not."""
    soft = "\n".join(f"    s{place}: should {text}" for place, text in enumerate(wished))
    text = written.text.replace("{\n    c0", f"{{\n{soft}\n    c0", 1)
    made = library(text)
    table = ("north",)
    found = verdict(Inquiry(made), Question(given=(Reference("plan"),), table=table))
    assert isinstance(found, v.Verdict)
    for each in found.outcomes:
        if not isinstance(each.outcome, v.Compatible):
            continue
        package = each.outcome.package
        for key in (*status_quos(made, table), *made.rules):
            try:
                assert in_force(made, key, package)
            except KeyError:  # the package says nothing of it
                continue


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ("compact", ["compact.toll", "compact.open"]),
        ("compact.dam", []),
        ("compact.dam ostra", []),
        ("ostra compact", ["compact.toll", "compact.open"]),
    ],
)
def test_a_clause_named_alone_brings_no_recommendations(given_: str, kept: list[str]) -> None:
    """Recommendations belong to an answer if their proposal itself is on the table."""
    made = library(RIVER)
    found = verdict(Inquiry(made), question(made, given_))
    assert isinstance(found, v.Verdict)
    assert isinstance(found.outcome, v.Compatible)
    assert [name for name, _ in found.outcome.recommended] == kept
    assert ("toll" in {each.term for each in found.outcome.package.values}) == bool(kept)
