"""The matrix against its definition: every pair asked alone."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given

from termcheck.library.model import Library, Question, Reference
from termcheck.logic.case import Case
from termcheck.logic.evaluate import holds
from termcheck.logic.problem import clause_item
from termcheck.questions import verdict as v
from termcheck.questions.consistency import verdict
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.matrix import Matrix, every_text, matrix
from termcheck.report.matrix_text import matrix_page
from termcheck.report.page import to_text
from tests.negotiations import PARTIES, Negotiation, negotiations
from tests.texts import library, question


def made_of(made: Library, names: tuple[str, ...], **options: object) -> Matrix | v.Verdict:
    """Return the matrix of ``names`` in a fresh inquiry."""
    asked = question(made, " ".join(names)).but(**options)
    found = matrix(Inquiry(made), asked)
    assert isinstance(found, Matrix | v.Verdict)
    return found


@given(negotiations())
def test_a_matrix_is_every_pair_asked_alone(written: Negotiation) -> None:
    """A pair has the verdict, and a conflict as short, as the question about the two."""
    made = library(written.text)
    names = (*written.names, *PARTIES)
    found = made_of(made, names)
    if isinstance(found, v.Verdict):
        assert isinstance(found.outcome, v.ContradictoryBackground)
        return
    assert found.complete
    assert [(each.a, each.b) for each in found.pairs] == list(combinations(names, 2))
    for pair in found.pairs:
        given_ = (Reference(pair.a), Reference(pair.b))
        alone = verdict(Inquiry(made), Question(given=given_))
        assert isinstance(alone, v.Verdict)
        if isinstance(alone.outcome, v.Compatible):
            assert (pair.found.word, pair.found.conflict) == ("compatible", None)
            told = [e.outcome for e in alone.outcomes if isinstance(e.outcome, v.Compatible)]
            never = {event for each in told for event in each.never_happens}
            assert set(pair.found.never_happens) == never
            continue
        assert isinstance(alone.outcome, v.Incompatible)
        assert pair.found.conflict in alone.outcome.conflicts
        fewest = min(len(each.names) for each in alone.outcome.conflicts)
        assert pair.found.conflict is not None
        assert fewest == len(pair.found.conflict.names)


@given(negotiations())
def test_a_group_holds_in_its_package(written: Negotiation) -> None:
    """Both texts of a compatible pair are in its group, and all its clauses hold in its package."""
    made = library(written.text)
    found = made_of(made, (*written.names, *PARTIES))
    if isinstance(found, v.Verdict):
        return
    for pair in found.pairs:
        assert (pair.group is None) == (pair.found.word != "compatible")
        assert pair.group is None or {pair.a, pair.b} <= set(found.groups[pair.group].names)
    for group in found.groups:
        asked = Question(given=tuple(map(Reference, group.names)))
        case = Inquiry(made).catalogue.cases(asked)[0]
        assert isinstance(case, Case)
        keys = [key for unit in case.units for key in unit.clauses]
        assert group.package is not None
        parts = [part for key in keys for part in clause_item(made, key).parts]
        assert all(holds(part.formula, group.package) for part in parts)


TABLED = """
party a "A"
party b "B"
term t: {low < high} now low decided by a, b "t"
term u: bool "u"
proposal high { up: t = high }
proposal yes { u: u }
proposal no { u: readings { mild: true; strict: not u } }
position a { want: red line t = high }
"""


def test_a_table_is_asked_as_it_is_of_a_pair() -> None:
    """At a table that lacks a decider the status quo stands against a pair."""
    made = library(TABLED)
    found = made_of(made, ("high", "yes"), table=("a",))
    assert isinstance(found, Matrix)
    conflict = found.pairs[0].found.conflict
    assert conflict is not None
    assert frozenset({"high.up", "status quo of t"}) == conflict.names


def test_a_status_quo_is_no_clause_of_a_pair() -> None:
    """One clause that clashes with two status quos is shorter than two that clash with one."""
    made = library(
        TABLED + 'term w: bool now false decided by b "w"\n'
        "proposal both { x: t = high or w\n y: u }\nproposal other { z: not u }\n"
    )
    found = made_of(made, ("both", "other"), table=("a",))
    assert isinstance(found, Matrix)
    conflict = found.pairs[0].found.conflict
    assert conflict is not None
    assert (conflict.clauses, conflict.status_quo) == (("both.x",), ("t", "w"))
    (row,) = (
        each
        for each in to_text(matrix_page(made, found, 80)).splitlines()
        if each.startswith("1 both")
    )
    assert row.split() == ["1", "both", "1", "1"]


def test_a_pair_must_hold_under_every_reading() -> None:
    """Of two readings one clashes, so the pair does, and the reading is named."""
    made = library(TABLED)
    found = made_of(made, ("yes", "no"))
    assert isinstance(found, Matrix)
    assert (
        found.pairs[0].found.word,
        found.pairs[0].found.readings,
    ) == ("incompatible", (("no.u", "strict"),))


WAITING = """
party a "A"
party b "B"
event lift "sanctions are lifted"
event leave "troops leave"
term t: bool "t"
proposal west { lifted: lift only after leave }
proposal east { left: leave only after lift }
proposal other { t: t }
proposal both { lifted: lift only after leave; left: leave only after lift }
position a { lifted: red line lift only after leave }
position b { left: red line leave only after lift }
"""


def test_a_pair_that_waits_for_ever_says_so() -> None:
    """Two preconditions that wait for each other hold only because neither event happens."""
    found = made_of(library(WAITING), ("west", "east", "other", "both"))
    assert isinstance(found, Matrix)
    never = {(each.a, each.b): each.found.never_happens for each in found.pairs}
    both = ("leave", "lift")
    assert never == {
        ("west", "east"): both,
        ("west", "other"): (),
        ("west", "both"): both,
        ("east", "other"): (),
        ("east", "both"): both,
        ("other", "both"): both,
    }
    assert [each.never_happens for each in found.alone] == [(), (), (), both]
    assert [(each.names, each.never_happens) for each in found.groups] == [(found.names, both)]


def test_a_contradictory_supposition_is_a_verdict() -> None:
    """What cannot be supposed is said once, and no pair is asked."""
    made = library(TABLED)
    asked = question(made, "yes high", suppose=("u and not u",))
    found = matrix(Inquiry(made), asked)
    assert isinstance(found, v.Verdict)
    assert isinstance(found.outcome, v.ContradictorySupposition)


def test_an_unknown_text_is_a_fault() -> None:
    """A reference that names nothing is said, and nothing is asked."""
    found = matrix(Inquiry(library(TABLED)), Question(given=(Reference("yes"), Reference("hihg"))))
    assert isinstance(found, tuple)
    assert [each.message for each in found] == ["there is no proposal or party `hihg`"]


def test_every_text_is_what_constrains_something() -> None:
    """All proposals with firm clauses and all parties with red lines are compared."""
    made = library(TABLED + 'proposal empty "Empty" {}\nproposal soft { s: should u }\n')
    assert every_text(made) == ("high", "no", "yes", "a")


LONG = """
term t: bool "t"
term u: bool "u"
term v: bool "v"
term w: bool "w"
rule tied: not (u and v)
proposal one { a: t; b: u; c: t; d: w }
proposal two { e: not t if w; f: v; g: not t }
proposal three { e: not t if w; h: u or v }
"""


def test_of_equally_short_conflicts_the_first_is_named() -> None:
    """What one proposal says twice is blamed where it is said first, and by independent parts."""
    made = library(LONG)
    found = made_of(made, ("one", "two", "three"))
    assert isinstance(found, Matrix)
    named = {(e.a, e.b): e.found.conflict and e.found.conflict.clauses for e in found.pairs}
    assert named == {
        ("one", "two"): ("one.a", "two.g"),
        ("one", "three"): ("one.a", "one.d", "three.e"),
        ("two", "three"): None,
    }


def crowded(number: int) -> str:
    """Return so many proposals that hold together, one against all others, and a broken one."""
    lines = [
        'term t: bool "t"',
        "proposal against { n: not t }",
        "proposal broken { x: t and not t }",
    ]
    return "\n".join([*lines, *(f"proposal p{at} {{ y: t }}" for at in range(number))])


def test_a_crowd_has_a_page_without_a_table() -> None:
    """Of very many texts the page names who clashes with most others, and makes no groups."""
    made = library(crowded(100))
    found = made_of(made, every_text(made))
    assert isinstance(found, Matrix)
    assert found.groups == ()
    assert [e.group for e in found.pairs if e.found.word == "compatible"] == [None] * 4950
    told = to_text(matrix_page(made, found, 80)).splitlines()
    assert told[0] == "201 of 5151 pairs cannot hold together"
    assert told[2].split() == ["against", "clashes", "with", "100", "of", "100", "others"]
    assert "broken cannot hold even alone" in told
    assert "181 other pairs not shown: no more were asked for" in told
