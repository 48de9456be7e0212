"""What a gap's fixes open, for its certificate: the clauses that stay, and a package for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from termcheck.logic.case import Case
from termcheck.logic.package import Package
from termcheck.logic.problem import Unit
from termcheck.questions.case_evidence import CaseEvidence
from termcheck.questions.certified import More
from termcheck.questions.gap import Gap

NOT_MOVED = "what a moved number opens"


def opened(case: Case, answer: Gap) -> Iterator[tuple[list[Unit], Package]]:
    """Yield for each fix that gives clauses up what is left of a case, and its package.

    A fix goes with the first choices of all other menus. What moves a number
    instead says what no clause of the library says, and is left out.
    """
    firsts = [set(menu.choices[0].removed) for menu in answer.menus]
    for place, menu in enumerate(answer.menus):
        others = {unit for at, first in enumerate(firsts) if at != place for unit in first}
        for choice in menu.choices:
            if choice.package is not None and not choice.moved:
                gone = others | set(choice.removed)
                yield [unit for unit in case.units if unit not in gone], choice.package


def claims_of_fixes(answers: Sequence[Gap]) -> More:
    """Return what claims of each case that its fixes open what they are said to open."""

    def claim(evidence: CaseEvidence) -> None:
        for answer in answers:
            if answer.readings == evidence.case.readings:
                for units, package in opened(evidence.case, answer):
                    evidence.holds(units, package)
                if any(choice.moved for menu in answer.menus for choice in menu.choices):
                    evidence.made.without(NOT_MOVED)

    return claim
