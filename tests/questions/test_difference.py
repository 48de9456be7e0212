"""The difference against its definition: sets of packages, and the questions of each side."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from termcheck.library.model import Library, Question, Reference
from termcheck.logic.evaluate import holds
from termcheck.logic.package import Package
from termcheck.logic.problem import clause_item
from termcheck.questions import verdict as v
from termcheck.questions.consistency import verdict
from termcheck.questions.difference import (
    RULES,
    Difference,
    between_libraries,
    between_texts,
)
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.sides import Side, joined
from termcheck.value import Value
from tests.libraries import VOCABULARY, bodies, formulas
from tests.questions.test_laws import worlds_of
from tests.texts import library, question


class Pair(Value):
    """A library before and after a change: clauses of a plan, red lines, and rules."""

    plans: tuple[tuple[str, ...], tuple[str, ...]]
    lines: tuple[tuple[str, ...], tuple[str, ...]]
    rules: tuple[str, ...]

    def text(self, place: int) -> str:
        """The library before (0) or after (1)."""
        clauses = "\n".join(f"    c{n}: {body}" for n, body in enumerate(self.plans[place]))
        lines = "\n".join(f"    l{n}: red line {body}" for n, body in enumerate(self.lines[place]))
        rules = [f"rule r{n}: {body}" for n, body in enumerate(self.rules)]
        plan = f'proposal plan "A plan" from draft {{\n{clauses}\n}}'
        return "\n".join((VOCABULARY, *rules, plan, f"position north {{\n{lines}\n}}"))


def pairs() -> st.SearchStrategy[Pair]:
    """Return libraries in which some clauses and red lines change."""
    texts = st.lists(bodies(), max_size=3).map(tuple)
    said = st.lists(formulas(1), max_size=2).map(tuple)
    return st.builds(
        Pair,
        st.tuples(texts, texts),
        st.tuples(said, said),
        st.lists(formulas(1), max_size=1).map(tuple),
    )


def difference(base: Library, head: Library) -> Difference:
    """Return what changes between two libraries."""
    both = joined(base, head)
    sides = [Side(Inquiry(each), question(each)) for each in (base, head)]
    return between_libraries(sides[0], sides[1], both, Inquiry(both.library))


RELATIONS = {(False, False): "same", (False, True): "tighter", (True, False): "looser"}


@given(pairs())
def test_a_relation_is_inclusion_of_packages(written: Pair) -> None:
    """Tighter, looser, same and different are what trying every package says."""
    sides = [library(written.text(place)) for place in (0, 1)]
    found = {each.name: each.found for each in difference(*sides).changes}
    for name, owner in (("plan", "plan"), ("north", "north")):
        worlds = [
            worlds_of(
                made, [*(k for k, c in made.clauses.items() if c.owner == owner), *made.rules]
            )
            for made in sides
        ]
        known = [name in {c.owner for c in made.clauses.values()} for made in sides]
        if name == "north" and not all(known):
            continue
        gained, lost = bool(worlds[1] & ~worlds[0]), bool(worlds[0] & ~worlds[1])
        expected = RELATIONS.get((gained, lost), "different")
        assert expected == (found[name].relation if name in found else "same")


@given(pairs())
def test_gained_and_lost_are_packages_of_one_side_only(written: Pair) -> None:
    """A package gained obeys the new text and not the old one, a package lost the other way."""
    sides = [library(written.text(place)) for place in (0, 1)]
    for change in difference(*sides).changes:
        if change.found.relation in ("new", "gone"):
            continue
        for package, place in ((change.found.gained, 1), (change.found.lost, 0)):
            if package is not None:
                assert obeys(sides[place], change.name, package)
                assert not obeys(sides[1 - place], change.name, package)


def obeys(made: Library, owner: str, package: Package) -> bool:
    """Say by ``evaluate`` whether all clauses of a text hold in a package."""
    keys = [key for key, clause in made.clauses.items() if clause.owner == owner]
    parts = [part for key in keys for part in clause_item(made, key).parts]
    return all(holds(part.formula, package) for part in parts)


@given(pairs())
def test_a_library_does_not_differ_from_itself(written: Pair) -> None:
    """Nothing changes between a library and another reading of the same text."""
    text = written.text(0)
    assert difference(library(text), library(text)).is_empty


@given(pairs())
def test_conflicts_opened_and_closed_are_those_of_one_side(written: Pair) -> None:
    """Opened is what only the new side's questions find, closed what only the old one's do."""
    sides = [library(written.text(place)) for place in (0, 1)]
    found = difference(*sides)
    names = [conflicts(made) for made in sides]
    assert {each.conflict.names for each in found.opened} == names[1] - names[0]
    assert {each.conflict.names for each in found.closed} == names[0] - names[1]


def conflicts(made: Library) -> set[frozenset[str]]:
    """Return the conflicts of the plan alone and with the red lines, each question asked alone."""
    found: set[frozenset[str]] = set()
    for names in (("plan",), ("plan", "north")):
        answer = verdict(Inquiry(made), Question(given=tuple(map(Reference, names))))
        assert isinstance(answer, v.Verdict)
        if isinstance(answer.outcome, v.Incompatible):
            found |= {each.names for each in answer.outcome.conflicts if each.names}
    return found


@given(pairs())
def test_an_idle_edit_can_be_taken_back(written: Pair) -> None:
    """Without an edit that changes nothing the new text allows the same packages."""
    sides = [library(written.text(place)) for place in (0, 1)]
    for name in difference(*sides).idle:
        made = sides[1]
        keys = [key for key, c in made.clauses.items() if c.owner == name.partition(".")[0]]
        whole = worlds_of(made, [*keys, *made.rules])
        rest = worlds_of(made, [*(k for k in keys if made.clauses[k].name != name), *made.rules])
        before = [key for key, c in sides[0].clauses.items() if c.name == name]
        assert whole == rest & worlds_of(sides[0], before)


BEFORE = """
party a "A"
unit km
term t: 0..10 km "t"
term u: {low, high} "u"
source s "S"
source r "R"
rule cap: t <= 9 km
proposal plan { least: t >= 4 km from s "point 1" }
proposal old { u: u = low }
position a { most: red line t <= 8 km }
check "all fits" {
    given plan, a
    expect compatible
}
check "low" {
    given plan
    expect possible t = 5 km
}
"""


def changed(*edits: tuple[str, str]) -> Difference:
    """Return what changes if the text above is edited."""
    after = BEFORE
    for old, new in edits:
        assert old in after
        after = after.replace(old, new)
    return difference(library(BEFORE), library(after))


def test_an_opened_conflict_and_a_broken_check_are_told() -> None:
    """A bound that rises above a red line opens a conflict and fails the check."""
    found = changed(("t >= 4 km", "t >= 9 km"))
    assert [(e.name, e.found.relation) for e in found.changes] == [("plan", "tighter")]
    assert [each.conflict.clauses for each in found.opened] == [("plan.least", "a.most")]
    assert [(e.name, e.base, e.head) for e in found.checks] == [
        ("all fits", "passed", "failed"),
        ("low", "passed", "failed"),
    ]


def test_a_rule_is_compared_apart_from_the_texts() -> None:
    """A rule that is relaxed makes the rules looser, and no text."""
    found = changed(("t <= 9 km", "t <= 10 km"))
    assert [(e.name, e.found.relation, e.edits) for e in found.changes] == [
        (RULES, "looser", ("cap",))
    ]


def test_a_term_that_means_something_else_is_not_compared() -> None:
    """Texts that speak of a term whose type changed are different, and say why."""
    found = changed(("term u: {low, high}", "term u: bool"), ("u: u = low", "u: u"))
    assert [(e.name, e.found.relation, e.found.apart) for e in found.changes] == [
        ("old", "different", ("u",))
    ]
    assert [(each.kind, each.name) for each in found.redeclared] == [("term", "u")]


def test_a_new_value_does_not_change_what_a_clause_says() -> None:
    """Texts are compared on the values that both sides know; the new value is told."""
    found = changed(("{low, high}", "{low, middle, high}"))
    assert found.changes == ()
    assert [each.name for each in found.redeclared] == ["u"]


def test_texts_come_and_go() -> None:
    """A proposal that is renamed is gone under the old name and new under the other."""
    found = changed(("proposal old", "proposal newer"))
    assert [(e.name, e.found.relation) for e in found.changes] == [
        ("newer", "new"),
        ("old", "gone"),
    ]


def test_a_passage_that_moved_is_told() -> None:
    """A clause that cites another place changes nothing else."""
    found = changed(("point 1", "point 2"))
    assert [(e.clause, e.base, e.head) for e in found.passages] == [
        ("plan.least", ("s: point 1",), ("s: point 2",))
    ]
    assert found.changes == found.opened == found.checks == ()


def test_an_edit_without_effect_is_told() -> None:
    """Another wording of the same bound changes nothing."""
    found = changed(("t >= 4 km", "not (t < 4 km)"))
    assert (found.idle, found.changes) == (("plan.least",), ())


TWO = """
term t: 0..10 "t"
term u: {low, middle, high} "u"
term w: bool "w"
event e "e"
proposal one { t: t >= 4
    u: u = low
    w: w
}
proposal two { t: t >= 4
    u: u in {middle, high}
    e: e
}
"""


def test_two_texts_are_compared_by_what_they_settle() -> None:
    """Of two texts one sees what both settle, what excludes the other, and what only one does."""
    made = library(TWO)
    found = between_texts(Side(Inquiry(made), question(made)), "one", "two")
    assert [each.found.relation for each in found.changes] == ["different"]
    assert {(str(each.name), each.kind) for each in found.settled} == {
        ("t", "shared"),
        ("u", "opposite"),
        ("w", "only base"),
        ("e", "only head"),
    }


SHARED = """
party south "South"
term t: 0..10 "t"
term u: 0..10 "u"
position south {
    low: red line t <= 3
    few: red line u <= 3
}
proposal one {
    much: t >= 4
    more: u >= 4
}
proposal two amends one {
    more: u >= 5
    most: t >= 5
}
proposal three {
    as_much: t >= 4
    more: u >= 9
}
"""


def alone(base: str, head: str) -> tuple[set[frozenset[str]], set[frozenset[str]]]:
    """Return the conflicts of the head alone and of the base alone, by the names of clauses."""
    made = library(SHARED)
    found = between_texts(Side(Inquiry(made), question(made)), base, head)
    opened, closed = ({each.conflict.names for each in e} for e in (found.opened, found.closed))
    return opened, closed


def test_what_a_text_inherits_is_no_conflict_of_its_own() -> None:
    """A text and one that amends it share the conflicts of clauses of one label."""
    new = frozenset({"two.most", "south.low"})
    assert alone("one", "two") == ({new}, set())
    assert alone("two", "one") == (set(), {new})
    assert alone("one", "one") == (set(), set())


def test_two_texts_share_the_conflicts_of_clauses_that_say_the_same() -> None:
    """Of texts that do not amend each other, what a clause says counts, not its label."""
    assert alone("one", "three") == (
        {frozenset({"three.more", "south.few"})},
        {frozenset({"one.more", "south.few"})},
    )
