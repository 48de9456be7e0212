"""Every answer of the table of questions has a certificate, which the checker accepts."""

from __future__ import annotations

from termcheck.questions import verdict as v
from termcheck.questions.certified import Certifier
from termcheck.questions.consistency import verdict
from termcheck.questions.inquiry import Inquiry
from tests.faults.questions import LIBRARY, QUESTIONS
from tests.faults.test_questions import put
from tests.texts import library, question

OVERRIDDEN = """
source draft "A draft" on 2025
term a: bool
term b: bool
term c: bool
proposal old from draft {{ l: a; o: b if c overrides l }}
proposal new from draft {{ n: {0} }}
"""


def certified(inquiry: Inquiry, found: object) -> bool:
    """Say whether the checker accepts evidence for every outcome of ``found``."""
    assert isinstance(found, v.Verdict)
    checked, records = Certifier(inquiry).verdict(found)
    return checked == found and len(records) == len(found.outcomes)


def test_every_answer_of_the_table_is_certified() -> None:
    """Nothing that a question of the table gets as an answer is refused by the checker."""
    made = library(LIBRARY)
    inquiry = Inquiry(made)
    for asked in QUESTIONS:
        assert certified(inquiry, verdict(inquiry, put(made, asked))), asked


def test_a_clause_that_gives_way_is_certified_as_what_is_left_of_it() -> None:
    """Where `c` holds, `a` need not; where it does not, `a` must: both are shown."""
    for said, compatible in (("c and not a", True), ("not c and not a", False)):
        made = library(OVERRIDDEN.format(said))
        inquiry = Inquiry(made)
        found = verdict(inquiry, question(made, "old new"))
        assert isinstance(found, v.Verdict)
        assert isinstance(found.outcome, v.Compatible) == compatible
        assert certified(inquiry, found)
