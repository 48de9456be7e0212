"""Deals in full: what one package deal settles, and why it is not more.

Accepts a deal; yields the minimal reasons for what is left out, the values
that it fixes and those that it leaves open, a package that shows it, the
options in it, and for each party why no other deal beside what the others
get is better for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from termcheck.library.formula import Formula, Happens, Not, Or, Variable, events
from termcheck.library.model import Answer, Question
from termcheck.logic.case import Case
from termcheck.logic.evaluate import holds
from termcheck.logic.package import Package
from termcheck.logic.problem import Item, Part, Unit, hypothesis
from termcheck.questions import verdict as v
from termcheck.questions.bargain import Choice, Deal
from termcheck.questions.consistency import explained
from termcheck.questions.count import says
from termcheck.questions.demands import scores_more
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.offer import Offer
from termcheck.questions.options import Taken, options_taken, recommended
from termcheck.solve.explain import least_explanation
from termcheck.solve.oracle import Incompatible, Undecided
from termcheck.solve.sifting import sifted
from termcheck.value import Value

_DOUBTED = 16
"""How many claims are doubted at once."""

_Claim = tuple[Variable | str, Formula]
"""A variable or an event, and what is claimed of it."""


class Left(Value):
    """A clause that is left out; ``reason`` is the conflict that it would be part of.

    ``because`` names the clauses that exclude it. Without a reason, a limit
    was hit before it was found.
    """

    unit: Unit
    reason: v.Conflict | None

    @property
    def because(self) -> tuple[str, ...]:
        """What is kept or given that excludes it."""
        if self.reason is None:
            return ()
        kept = (name for name in self.reason.clauses if name != self.unit.name)
        return (*kept, *self.reason.kept)


class Better(Value):
    """Why a party cannot have more: it has its best, or ``reason`` stands in the way.

    ``own`` says that it could have more only by giving up demands of its own
    that the objective holds dearer.
    """

    party: str
    reason: v.Conflict | None
    at_best: bool = False
    own: bool = False


class FullDeal(Value):
    """A deal with what it settles.

    ``fixed`` are values that every package with these clauses has; ``open``
    the variables of which that is not so. ``happening`` are events that
    happen, or do not, in all of them; ``open_events`` the others. ``limits``
    were hit while the plainest ``package`` was looked for; then it is another one.
    """

    deal: Deal
    kept: tuple[Unit, ...]
    left: tuple[Left, ...]
    fixed: tuple[tuple[Variable, Answer], ...]
    open: tuple[Variable, ...]
    happening: tuple[tuple[str, bool], ...]
    open_events: tuple[str, ...]
    package: Package
    options: Taken
    recommended: Taken
    limits: tuple[str, ...] = ()


def full_deal(
    inquiry: Inquiry, question: Question, offer: Offer, deal: Deal
) -> FullDeal | Undecided:
    """Return ``deal`` with what it settles, or which limit was hit."""
    case = offer.case.but(units=deal.kept(offer.case))
    firm = _items(case)
    wished = [item for each in deal.choices for unit in each.wishes for item in unit.items]
    held = _with_kept(case)
    asked_for = recommended(inquiry, question, held, offer.texts, wished)
    plain = inquiry.plain_package(case, question, [*wished, *asked_for.items])
    if isinstance(plain, Undecided):
        return plain
    assert plain is not None, "a deal is compatible"
    package = plain.package
    claims = _claims(inquiry, firm, package)
    settled = _settled(inquiry, firm, claims)
    if isinstance(settled, Undecided):
        return settled
    options, told = options_taken(inquiry, held, package, offer.texts, asked_for.refused)
    left = {unit.name for unit in deal.left}
    known = {what for what, _ in settled}
    return FullDeal(
        deal,
        case.units,
        tuple(each for choice in deal.choices for each in left_out(inquiry, offer, choice)),
        tuple((what, package.values[what]) for what, _ in settled if isinstance(what, Variable)),
        tuple(what for what, _ in claims if isinstance(what, Variable) and what not in known),
        tuple(
            (what, package.days[what] is not None) for what, _ in settled if isinstance(what, str)
        ),
        tuple(what for what, _ in claims if isinstance(what, str) and what not in known),
        package,
        options,
        tuple(each for each in told if each[0] not in left),
        plain.limits,
    )


def _items(case: Case) -> list[Item]:
    return [*(item for unit in case.units for item in unit.items), *case.background]


def _events(items: Iterable[Item]) -> list[str]:
    return sorted({e for item in items for part in item.parts for e in events(part.formula)})


def _with_kept(case: Case) -> Case:
    """Return the case with what is held as units too: its texts have options as well."""
    held = Unit("", "clause", case.kept_keys, case.kept)
    return case.but(units=(*case.units, held))


# --- what is left out --------------------------------------------------------------


def left_out(inquiry: Inquiry, offer: Offer, choice: Choice) -> tuple[Left, ...]:
    """Return each clause that ``choice`` leaves out with a minimal reason."""
    return tuple(
        Left(unit, excluded_by(inquiry, offer.case, unit.items, choice.kept, unit))
        for unit in choice.left
    )


def excluded_by(
    inquiry: Inquiry,
    case: Case,
    claim: Sequence[Item],
    kept: Sequence[Unit],
    unit: Unit | None = None,
) -> v.Conflict | None:
    """Return the least of ``kept`` and of what is held that excludes ``claim``.

    ``unit`` is the clause that makes the claim, if it is one. ``None`` if
    ``kept`` does not exclude it, or if a limit was hit.
    """
    whole = {Item(each.name, _parts(each)): each for each in kept}
    before = (*claim, *case.background)
    answer = inquiry.oracle.compatible((*before, *whole))
    if not isinstance(answer, Incompatible):
        return None
    needed = least_explanation(inquiry.oracle, before, tuple(whole))
    if isinstance(needed, Undecided):
        return None
    units = tuple(whole[item] for item in needed)
    if unit is not None:
        return explained(inquiry, case, (unit, *units))
    return explained(inquiry, case, units, claim[0])


def _parts(unit: Unit) -> tuple[Part, ...]:
    return tuple(part for item in unit.items for part in item.parts)


# --- what is settled ----------------------------------------------------------------


def _claims(inquiry: Inquiry, items: Sequence[Item], package: Package) -> list[_Claim]:
    """Return what ``package`` says of everything in play: values, and whether events happen."""
    found: list[_Claim] = [(each, says(package, each)) for each in inquiry.in_order(items)]
    for event in _events(items):
        happens = package.days[event] is not None
        found.append((event, Happens(event) if happens else Not(Happens(event))))
    return found


def _settled(
    inquiry: Inquiry, items: Sequence[Item], claims: Sequence[_Claim]
) -> list[_Claim] | Undecided:
    """Return those of ``claims``, which can hold together, that hold in every package.

    Of those of which that cannot be seen without the solver, a few are doubted
    at once: a package that denies one of them strikes out all that it denies,
    until none of the few can be denied.
    """
    oracle = inquiry.oracle
    formulas = [formula for _, formula in claims]
    seen = sifted(oracle.domains, oracle.horizon, items, formulas, lambda: bool(oracle.ended()))
    doubtful = [claims[place] for place in seen.open]
    known = {claims[place] for place in seen.forced}
    for start in range(0, len(doubtful), _DOUBTED):
        left: list[_Claim] = doubtful[start : start + _DOUBTED]
        while left:
            denial = hypothesis(Or(tuple(Not(formula) for _, formula in left)))
            answer = oracle.compatible((*items, denial))
            if isinstance(answer, Undecided):
                return answer
            if isinstance(answer, Incompatible):
                break
            left = [claim for claim in left if holds(claim[1], answer.package)]
        known.update(left)
    return [each for each in claims if each in known]


# --- why it is not more -----------------------------------------------------------------


def none_better(inquiry: Inquiry, offer: Offer, deal: Deal) -> tuple[Better, ...]:
    """Return for each party why no deal that keeps what the others get is better for it."""
    return tuple(
        _no_better(inquiry, offer, deal, place, party) for place, party in enumerate(offer.parties)
    )


def _no_better(inquiry: Inquiry, offer: Offer, deal: Deal, place: int, party: str) -> Better:
    if deal.outcome.shares[place] == 1:
        return Better(party, None, at_best=True)
    own = {each.key for each in offer.of(party)}
    kept = [unit for unit in deal.kept(offer.case) if not own.issuperset(unit.clauses)]
    kept += [
        _granted(offer, unit)
        for choice in deal.choices
        for unit in choice.wishes
        if unit.clauses[0] not in own
    ]
    claim = scores_more(offer.of(party), deal.outcome.scores[place])
    reason = excluded_by(inquiry, offer.case, (claim,), kept)
    return Better(party, reason, own=reason is None)


def _granted(offer: Offer, unit: Unit) -> Unit:
    """Return the unit of a wish under the name of the demand that it meets."""
    names = {each.key: each.name for each in offer.demands}
    return unit.but(name=names[unit.clauses[0]])
