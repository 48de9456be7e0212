"""Reader: texts cut out of a library to the formulas that they mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, NamedTuple, TypeVar

from termcheck.certify.check.grammar import Parser, Statement, Tree
from termcheck.certify.check.holds import Core
from termcheck.certify.check.meaning import Meaning, Scope, every, negation, some, unbracketed
from termcheck.certify.check.vocabulary import Choice, Range, Vocabulary
from termcheck.certify.check.words import Refused

HORIZON: Final = (date(1900, 1, 1).toordinal(), date(2200, 12, 31).toordinal())
"""The first and the last day on which events happen, unless a library says otherwise."""

TRUE: Final = ("const", True)
_Found = TypeVar("_Found")


class Piece(NamedTuple):
    """What a clause says for one choice of members, in one phase.

    ``members`` holds, for each `for each` around it, the set and the member;
    ``phase`` is "" if nothing that varies is read. ``trigger`` is the condition
    of its `if` or `unless`, and true without one; it applies in the phases
    ``reach``, those in which the clause is read, or everywhere if that is empty.
    """

    members: tuple[tuple[tuple[str, ...], str], ...]
    phase: str
    claim: Core
    trigger: Core
    reach: tuple[str, ...]


class Reader:
    """Reads declarations first, and then what is said with them."""

    def __init__(self, horizon: tuple[int, int] = HORIZON) -> None:
        """Events happen between the days ``horizon``, both included."""
        self.horizon = horizon
        self.vocabulary = Vocabulary()

    def declare(self, text: str) -> None:
        """Take note of one declaration, as it stands in a library."""
        guarded(lambda: self.vocabulary.declare(text))

    def clause(
        self, text: str, reading: str = "", overriding: Sequence[tuple[str, str]] = ()
    ) -> Core:
        """Return what a clause or rule says, if it is held to.

        ``reading`` names one of its readings (or alternatives, if it is one of
        several), or ``[a, b]`` the members for which alone it is held to.
        ``overriding`` holds name and text of the clauses that override it, and
        must say so: where their triggers apply, this one asks for nothing.
        """
        return guarded(lambda: self._clause(text, reading, overriding))

    def formula(self, text: str) -> Core:
        """Return what a hypothesis says, read like a clause."""
        return guarded(lambda: self._meaning().formula(_whole(text, Parser.conditional), {}))

    def status_quo(self, name: str) -> Core:
        """Return: the term keeps its status quo in every phase, the event does not happen.

        Of a family named without members, all of it.
        """
        return guarded(lambda: self._status_quo(name))

    def domain(self, variable: str) -> Choice | Range:
        """Return which values a variable may have; a range is in the term's declared unit."""
        return guarded(lambda: self.vocabulary.term_of(variable).domain)

    # --- Clauses -------------------------------------------------------------------

    def _meaning(self) -> Meaning:
        known = self.vocabulary
        if len(known.default_phases) > 1:
            raise Refused("more than one phase is the default")
        return Meaning(known, known.default_phases[0] if known.default_phases else "")

    def _clause(self, text: str, reading: str, overriding: Sequence[tuple[str, str]]) -> Core:
        said = _whole(text, Parser.statement)
        pieces = self._pieces_of(said, "" if reading.startswith("[") else reading)
        for name, other_text in overriding:
            other = _whole(other_text, Parser.statement)
            if said.label not in other.overrides:
                raise Refused(f"`{name}` does not override `{said.label}`")
            triggers = self._pieces_of(other, "")
            pieces = [_weakened(piece, triggers) for piece in pieces]
        if reading.startswith("["):
            pieces = [piece for piece in pieces if _members(piece) == reading]
            if not pieces:
                raise Refused(f"nothing is said of `{reading}`")
        return every(tuple(dict.fromkeys(piece.claim for piece in pieces)))

    def _pieces_of(self, said: Statement, reading: str) -> list[Piece]:
        meaning = self._meaning()
        phases: tuple[str, ...] = (meaning.phase,)
        if said.always and self.vocabulary.phases:
            phases = tuple(self.vocabulary.phases)
        return _Body(meaning).pieces(said.body, _Place({}, (), phases, False, reading))

    def _status_quo(self, name: str) -> Core:
        _, path, index, mark = _whole(name, Parser.operand)
        known = self.vocabulary
        term = known.terms.get(path)
        families = known.events.get(path) if term is None else term.families
        if families is None or mark:
            raise Refused(f"`{name}` has no status quo")
        claims: list[Core] = []
        for members in [index] if index else known.indices(families):
            tree: Tree = ("name", path, members, "")
            if term is None:
                claims.append(negation(self._meaning().formula(tree, {})))
                continue
            if term.now is None:
                raise Refused(f"`{name}` has no status quo")
            for phase in known.phases if term.by_phase else [""]:
                meaning = Meaning(known, phase)
                claims.append(meaning.formula(("compare", "=", tree, term.now), {}))
        return every(tuple(claims))


class _Place(NamedTuple):
    """Where in a body one stands.

    ``scope`` says for which member each letter stands, ``phases`` where what is
    unmarked is read, and ``said`` whether an `in` names them. ``reading`` is
    the alternative that is still to be chosen, or "".
    """

    scope: Scope
    members: tuple[tuple[tuple[str, ...], str], ...]
    phases: tuple[str, ...]
    said: bool
    reading: str


class _Body(NamedTuple):
    """Writes a body out in full."""

    meaning: Meaning

    def pieces(self, body: Tree, place: _Place) -> list[Piece]:
        """Return the pieces of ``body``."""
        kind, known = body[0], self.meaning.vocabulary
        self.meaning.step()
        if kind == "for each":
            _, letter, family, inner = body
            found: list[Piece] = []
            each_of = known.members(family)
            for each in each_of:
                scope, members = {**place.scope, letter: each}, (*place.members, (each_of, each))
                found += self.pieces(inner, place._replace(scope=scope, members=members))
            return found
        if kind in ("in", "always"):
            phases = body[1] if kind == "in" else tuple(known.phases) or ("",)
            if kind == "in" and not set(phases) <= set(known.phases):
                raise Refused("no such phase")
            return self.pieces(body[-1], place._replace(phases=phases, said=kind == "in"))
        if kind == "readings" or (kind == "one of" and place.reading):
            chosen = dict(body[1]).get(place.reading)
            if chosen is None:
                raise Refused(f"there is no reading `{place.reading}`")
            return self.pieces(chosen, place._replace(reading=""))
        if place.reading:
            raise Refused("the clause has one reading")
        return self._leaf(body, place)

    def _leaf(self, body: Tree, place: _Place) -> list[Piece]:
        """Return the pieces of what is no longer divided, one for each phase that it reads."""
        found: list[Piece] = []
        meaning = self.meaning
        for phase in place.phases:
            meaning.phase, meaning.varies = phase, False
            claim, trigger = self._claim(body, place, phase)
            if not meaning.varies:
                reach = place.phases if place.said else ()
                return [Piece(place.members, "", claim, trigger, reach)]
            found.append(Piece(place.members, phase, claim, trigger, (phase,)))
        return found

    def _claim(self, body: Tree, place: _Place, phase: str) -> tuple[Core, Core]:
        """Return what is claimed in one phase, and under which condition."""
        meaning = self.meaning
        if body[0] == "one of":
            inside = place._replace(members=(), phases=(phase,))
            found = [self.pieces(each, inside) for _, each in body[1]]
            meaning.varies = any(
                piece.phase
                for (_, each), pieces in zip(body[1], found, strict=True)
                if not _names_phases(each)
                for piece in pieces
            )
            return some(tuple(every(tuple(p.claim for p in pieces)) for pieces in found)), TRUE
        if body[0] == "exchange":
            return every(tuple(meaning.formula(each, place.scope) for each in body[1:])), TRUE
        formula = unbracketed(body[1])
        claim = meaning.formula(formula, place.scope)
        if formula[0] not in ("if", "unless"):
            return claim, TRUE
        trigger = meaning.formula(formula[2], place.scope)
        return claim, trigger if formula[0] == "if" else negation(trigger)


def _names_phases(body: Tree) -> bool:
    """Say whether ``body`` is read where it says itself, wherever it stands."""
    while body[0] == "for each":
        body = body[3]
    return body[0] in ("in", "always")


def _members(piece: Piece) -> str:
    return f"[{', '.join(member for _, member in piece.members)}]"


def _weakened(piece: Piece, overriding: list[Piece]) -> Piece:
    """Return ``piece`` as far as none of the triggers of one overriding clause applies.

    Member by member where both are said of the same sets, otherwise wherever
    any member's trigger applies; phase by phase where the piece varies.
    """
    sets = [each for each, _ in piece.members]
    triggers = [
        other.trigger
        for other in overriding
        if (other.members == piece.members or [each for each, _ in other.members] != sets)
        and (not piece.phase or not other.reach or piece.phase in other.reach)
    ]
    return piece._replace(claim=some((*dict.fromkeys(triggers), piece.claim)))


def _whole(text: str, read: Callable[[Parser], _Found]) -> _Found:
    parser = Parser(text)
    found = read(parser)
    if parser.kind != "end":
        raise Refused(f"did not expect `{parser.word}` here")
    return found


def guarded(read: Callable[[], _Found]) -> _Found:
    """Return what ``read`` returns, if that is not nested too deeply."""
    try:
        return read()
    except RecursionError:
        raise Refused("nested too deeply") from None
