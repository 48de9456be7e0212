"""Parts taken off a whole: an alternative or a reading is taken off only where it stands alone."""

from __future__ import annotations

import pytest

from termcheck.library.model import Question, Reference
from termcheck.logic.case import Fault
from termcheck.questions.inquiry import Inquiry
from tests.library.sources import built, errors

LIBRARY = built("""
source s "S" on 2025
set towns = {east, west}
term a: bool
term b: bool
term zone[towns]: bool
proposal plan "Plan" from s {
    pick: one of { x: a; y: b }
    read: readings { x: a; y: b }
    each: for each t in towns: zone[t]
}
""")

REFUSED = [
    ("plan", "", "plan.pick.x", "`plan.pick.y` on the table"),
    ("plan.pick", "", "plan.pick.y", "`plan.pick.x` on the table"),
    ("", "plan.pick", "plan.pick.y", "`plan.pick.x` on the table"),
    ("plan.*", "", "plan.read.x", "`plan.read.y` with `under`"),
]
TAKEN_OFF = [
    ("plan.pick.x plan.read", "plan.pick.x", {"plan.read"}),
    ("plan.pick plan.pick.x", "plan.pick.x", {"plan.pick"}),
    ("plan.pick", "plan.pick", set[str]()),
    ("plan.pick", "plan.read.x", {"plan.pick"}),
    ("plan.each", "plan.each[east]", {"plan.each[west]"}),
]


def references(text: str) -> tuple[Reference, ...]:
    """Return the references that stand in ``text`` with spaces between them."""
    return tuple(map(Reference, text.split()))


def cases(given: str, keep: str, without: str) -> list[object]:
    """Return the cases of a question, or what is wrong with it."""
    assert errors(LIBRARY) == []
    question = Question(given=references(given), keep=references(keep), without=references(without))
    return list(Inquiry(LIBRARY.library).catalogue.cases(question))


@pytest.mark.parametrize(("given", "keep", "without", "help"), REFUSED)
def test_no_alternative_is_taken_off_a_clause_on_the_table(
    given: str, keep: str, without: str, help: str
) -> None:
    """It would be another clause; what may be meant instead is suggested."""
    (fault, *_) = cases(given, keep, without)
    assert isinstance(fault, Fault)
    assert help in fault.help


@pytest.mark.parametrize(("given", "without", "left"), TAKEN_OFF)
def test_what_stands_by_itself_is_taken_off(given: str, without: str, left: set[str]) -> None:
    """An alternative named alone goes, and members of a `for each` leave the others."""
    for case in Inquiry(LIBRARY.library).catalogue.cases(
        Question(given=references(given), without=references(without))
    ):
        assert not isinstance(case, Fault)
        names = {unit.name for unit in case.units}
        assert names == left
