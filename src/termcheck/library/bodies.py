"""Bodies: what a clause says, in pieces, one for each member of its ``for each``.

Accepts the body of a clause or rule; returns its pieces and labelled
branches, or nothing after a fault.
"""

from __future__ import annotations

from typing import assert_never

from termcheck.language import tree
from termcheck.language.source import Span
from termcheck.library import formula as f
from termcheck.library.declare import is_party
from termcheck.library.elaborate import Elaborator, conditional
from termcheck.library.elaborate_names import is_phase
from termcheck.library.limits import DEEPEST
from termcheck.library.model import Branch, Piece
from termcheck.library.phases import at_phase
from termcheck.value import Value


class Meaning(Value):
    """What a body says; ``pieces`` is empty if it has readings."""

    pieces: tuple[Piece, ...]
    branches: tuple[Branch, ...] = ()
    has_readings: bool = False


class Trigger(Value):
    """The terms after ``if`` or ``unless``, and those of the clause before it."""

    span: Span
    asked: frozenset[str]
    claimed: frozenset[str]


class Place(Value):
    """Where in a body one stands.

    ``phases`` are those in which unmarked variables are read, ``said`` if the
    body names them; ``members`` those of the ``for each`` around; ``inside``
    an alternative, whose branches have no labels of their own.
    """

    phases: tuple[str, ...]
    said: bool = False
    members: tuple[str, ...] = ()
    inside: bool = False
    depth: int = 0


class Drafter:
    """Reads bodies with one elaborator.

    ``claimed`` grows by every name that a clause mentions outside a trigger,
    ``triggers`` by one for each trigger.
    """

    def __init__(self, elaborator: Elaborator) -> None:
        self.elaborator = elaborator
        self.claimed: set[str] = set()
        self.triggers: dict[Span, Trigger] = {}
        self._branches: dict[str, Branch] = {}

    def meaning(self, body: tree.Body, phases: tuple[str, ...]) -> Meaning | None:
        """Return what ``body`` says, its unmarked variables read in ``phases`` unless said."""
        self.elaborator.start()
        self._branches = {}
        if isinstance(body, tree.Readings):
            return self._readings(body, phases)
        pieces = self._pieces(body, Place(phases))
        if pieces is None:
            return None
        return Meaning(tuple(pieces), tuple(self._branches.values()))

    def _readings(self, body: tree.Readings, phases: tuple[str, ...]) -> Meaning | None:
        found = self._alternatives(body.alternatives, Place(phases, inside=True))
        if found is None:
            return None
        branches = [
            Branch(each.label.text, each.by.text if each.by else "", tuple(pieces), each.span)
            for each, pieces in zip(body.alternatives, found, strict=True)
        ]
        return Meaning((), tuple(branches), True)

    # --- One body ----------------------------------------------------------------

    def _pieces(self, body: tree.Body, place: Place) -> list[Piece] | None:
        if place.depth >= DEEPEST:
            message = f"this nests deeper than {DEEPEST} levels"
            self._fault("TC243", body.span, message)
            return None
        place = place.but(depth=place.depth + 1)
        match body:
            case tree.Plain(formula=expression):
                return self._plain(expression, place)
            case tree.Exchange():
                return self._exchange(body, place)
            case tree.ForEach():
                return self._for_each(body, place)
            case tree.InPhases():
                return self._in_phases(body, place)
            case tree.OneOf():
                return self._one_of(body, place)
            case tree.Readings():
                message = "`readings` must be all that a clause says"
                help = "take it out of the body around it, or write `one of`"
                self._fault("TC269", body.span, message, help)
                return None
            case _:
                assert_never(body)

    def _fault(self, code: str, span: Span, message: str, help: str = "") -> None:
        self.elaborator.fault(code, span, message, help)

    def _piece(self, place: Place, formula: f.Formula, trigger: f.Formula | None) -> list[Piece]:
        phases = place.phases if self.elaborator.here else ()
        return [Piece(place.members, phases, formula, trigger)]

    def _plain(self, expression: tree.Expression, place: Place) -> list[Piece] | None:
        elaborator = self.elaborator
        elaborator.here = False
        if isinstance(expression, tree.Conditional) and expression.word in ("if", "unless"):
            left, right = self._claim(expression.left), self._trigger(expression)
            if left is None or right is None:
                return None
            trigger = right if expression.word == "if" else f.Not(right)
            return self._piece(place, conditional(expression.word, left, right), trigger)
        formula = self._claim(expression)
        return None if formula is None else self._piece(place, formula, None)

    def _claim(self, expression: tree.Expression) -> f.Formula | None:
        self.elaborator.mentioned = set()
        formula = self.elaborator.formula(expression)
        self.claimed |= self.elaborator.mentioned
        return formula

    def _trigger(self, expression: tree.Conditional) -> f.Formula | None:
        """Return what stands after ``if`` or ``unless``, right after its other side."""
        claimed = frozenset(self.elaborator.mentioned)
        self.elaborator.mentioned = set()
        formula = self.elaborator.formula(expression.right)
        asked = frozenset(self.elaborator.mentioned)
        self.triggers[expression.span] = Trigger(expression.right.span, asked, claimed)
        return formula

    def _exchange(self, body: tree.Exchange, place: Place) -> list[Piece] | None:
        self.elaborator.here = False
        left, right = self._claim(body.left), self._claim(body.right)
        if left is None or right is None:
            return None
        return self._piece(place, f.And((left, right)), None)

    def _for_each(self, body: tree.ForEach, place: Place) -> list[Piece] | None:
        members = self.elaborator.each(body.variable, body.members)
        if members is None:
            return None
        found: list[Piece] = []
        for member in members:
            pieces = self._pieces(body.body, place.but(members=(*place.members, member)))
            if pieces is None:
                self.elaborator.release(body.variable)
                return None
            found += pieces
        return found

    def _in_phases(self, body: tree.InPhases, place: Place) -> list[Piece] | None:
        if place.said:
            message = "the phases of this clause are already said"
            self._fault("TC255", body.span, message, "say them once, outside or inside")
            return None
        vocabulary = self.elaborator.vocabulary
        if not all(is_phase(self.elaborator, word) for word in body.phases):
            return None
        named = {word.text for word in body.phases} or set(vocabulary.phases)
        phases = tuple([name for name in vocabulary.phases if name in named])
        return self._pieces(body.body, place.but(phases=phases, said=True))

    # --- Alternatives --------------------------------------------------------------

    def _alternatives(
        self, alternatives: tuple[tree.Alternative, ...], place: Place
    ) -> list[list[Piece]] | None:
        """Return the pieces of each alternative, nothing if one is faulty."""
        found: list[list[Piece] | None] = []
        seen: set[str] = set()
        for each in alternatives:
            if each.label.text in seen:
                message = f"two alternatives are labelled `{each.label.text}`"
                self._fault("TC215", each.label.span, message)
            seen.add(each.label.text)
            good = each.by is None or is_party(self.elaborator, each.by)
            pieces = self._pieces(each.body, place)
            found.append(pieces if good else None)
        whole = [pieces for pieces in found if pieces is not None]
        return whole if len(whole) == len(found) else None

    def _one_of(self, body: tree.OneOf, place: Place) -> list[Piece] | None:
        found = self._alternatives(body.alternatives, place.but(inside=True))
        if found is None:
            return None
        if not place.inside:
            for each, pieces in zip(body.alternatives, found, strict=True):
                self._remember(each, pieces)
        fixed = [_names_phases(each.body) for each in body.alternatives]
        whole = [_together(pieces, said) for pieces, said in zip(found, fixed, strict=True)]
        here = any(
            piece.phases
            for pieces, said in zip(found, fixed, strict=True)
            for piece in pieces
            if not said
        )
        return [Piece(place.members, place.phases if here else (), f.Or(tuple(whole)))]

    def _remember(self, each: tree.Alternative, pieces: list[Piece]) -> None:
        label = each.label.text
        before = self._branches.get(label)
        earlier = before.pieces if before else ()
        by = each.by.text if each.by else ""
        self._branches[label] = Branch(label, by, (*earlier, *pieces), each.span)


def _names_phases(body: tree.Body) -> bool:
    """Say whether ``body`` says itself where it is read: ``always``, or ``in`` some phases."""
    while isinstance(body, tree.ForEach):
        body = body.body
    return isinstance(body, tree.InPhases)


def _together(pieces: list[Piece], fixed: bool) -> f.Formula:
    """Return that every piece holds, in all of its own phases if it is ``fixed`` there.

    Otherwise its unmarked variables stay as they are, to be read in the place
    of the ``one of``.
    """
    claims: list[f.Formula] = []
    for piece in pieces:
        if fixed and piece.phases:
            claims += [at_phase(piece.formula, phase) for phase in piece.phases]
        else:
            claims.append(piece.formula)
    return claims[0] if len(claims) == 1 else f.And(tuple(claims))
