"""Coalitions against their definition: every set of parties asked alone."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given

from termcheck.library.model import Library, Question, Reference
from termcheck.questions import verdict as v
from termcheck.questions.coalitions import Coalition, Coalitions, coalitions
from termcheck.questions.consistency import verdict
from termcheck.questions.inquiry import Inquiry
from tests.negotiations import PARTIES, Negotiation, negotiations
from tests.questions.test_matrix import WAITING
from tests.texts import library, question


def can_agree(made: Library, names: tuple[str, ...]) -> bool:
    """Say, by the question about them alone, whether parties can agree."""
    found = verdict(Inquiry(made), Question(given=tuple(map(Reference, names))))
    assert isinstance(found, v.Verdict)
    return isinstance(found.outcome, v.Compatible)


@given(negotiations())
def test_coalitions_are_all_sets_asked_alone(written: Negotiation) -> None:
    """Every set has the verdict that it has alone; blocking and agreeing are the extremes."""
    made = library(written.text)
    found = coalitions(Inquiry(made), question(made, " ".join(PARTIES)))
    if isinstance(found, v.Verdict):
        assert isinstance(found.outcome, v.ContradictoryBackground)
        return
    assert isinstance(found, Coalitions)
    assert found.complete
    every = [each for n in range(1, 5) for each in combinations(PARTIES, n)]
    good = {each for each in every if can_agree(made, each)}
    words = {True: "compatible", False: "incompatible"}
    assert [(each, words[each in good]) for each in every] == [
        (each.parties, each.word) for each in found.sets()
    ]
    bad = [set(each) for each in every if each not in good]
    assert [b for b in bad if not any(o < b for o in bad)] == [set(b) for b in found.blocking]
    best = {g for g in good if not any(set(g) < set(o) for o in good)}
    assert best == set(found.agreeing)


@given(negotiations())
def test_a_blocking_set_has_a_reason_of_its_own(written: Negotiation) -> None:
    """The conflict shown for a blocking set needs a clause of each of its parties."""
    made = library(written.text)
    found = coalitions(Inquiry(made), question(made, " ".join(PARTIES)))
    if isinstance(found, v.Verdict):
        return
    assert isinstance(found, Coalitions)
    for parties, reason in zip(found.blocking, found.reasons, strict=True):
        assert reason.conflict is not None
        assert set(parties) == {name.partition(".")[0] for name in reason.conflict.clauses}


THREE = """
party a "A"
party b "B"
party c "C"
term t: 0..10 "t"
term u: {low < high} now low decided by c "u"
proposal plan { most: t <= 6 }
position a { more: red line t >= 4 }
position b { less: red line t <= 5 if u = low }
position c {
    even: red line readings { two: t != 4; three: t > 5 }
    much: demand u = high
}
"""


def test_a_text_may_be_kept_under_all_sets() -> None:
    """With the plan kept, the sets are those that can live with it."""
    made = library(THREE)
    found = coalitions(Inquiry(made), question(made, "a b c", keep="plan"))
    assert isinstance(found, Coalitions)
    assert (found.parties, found.agreeing) == (("a", "b", "c"), (("a", "b", "c"),))


def test_a_set_has_to_agree_under_every_reading() -> None:
    """One reading of c's red line blocks a and c, the other b and c at the table of a and b."""
    made = library(THREE)
    found = coalitions(Inquiry(made), question(made, "a b c", table=("a", "b")))
    assert isinstance(found, Coalitions)
    assert found.blocking == (("b", "c"),)
    assert found.agreeing == (("a", "b"), ("a", "c"))
    assert Coalition(("a", "b", "c"), "incompatible") == found.sets()[-1]


def test_a_party_that_insists_on_nothing_never_blocks() -> None:
    """A party without red lines is in every agreeing set and is named as silent."""
    made = library(THREE + 'party d "D"\n')
    found = coalitions(Inquiry(made), question(made, "a d b"))
    assert isinstance(found, Coalitions)
    assert (found.silent, found.agreeing) == (("d",), (("a", "d", "b"),))


def test_a_set_that_waits_for_ever_says_so() -> None:
    """The first two agree only because neither event happens, which is said of the largest sets."""
    made = library(WAITING + 'party c "C"\nposition c { t: red line t }\n')
    found = coalitions(Inquiry(made), question(made, "a b c"))
    assert isinstance(found, Coalitions)
    assert (found.agreeing, found.never_happens) == ((("a", "b", "c"),), (("leave", "lift"),))
    found = coalitions(Inquiry(made), question(made, "a c"))
    assert isinstance(found, Coalitions)
    assert (found.agreeing, found.never_happens) == ((("a", "c"),), ((),))


def test_parties_may_bring_their_demands() -> None:
    """A reference to demands brings them along under the party's name."""
    made = library(THREE)
    found = coalitions(Inquiry(made), question(made, "b c.demands", table=("a", "b")))
    assert isinstance(found, v.Verdict | Coalitions)
    assert isinstance(found, Coalitions)
    assert found.blocking == (("c",),)
