"""Small negotiations made from a seed, each before and after an edit.

A library has up to two rules, three proposals and four parties with dated
statements, over the vocabulary of ``tests.libraries``; one clause in ten has
two readings. Every package of it can be tried.
"""

from __future__ import annotations

from random import Random

from termcheck.value import Value
from tests.negotiations import DAYS, PARTIES, Negotiation, Statement
from tests.questions.bargains import ATOMS


class Before(Value):
    """A negotiation, what became of it, and what the checks of both expect to be possible."""

    base: Negotiation
    head: Negotiation
    asked: str

    def text(self, place: int) -> str:
        """The library before (0) or after (1), with its two checks."""
        made = (self.base, self.head)[place]
        return "\n".join(
            (
                made.text,
                'check "fits" {\n    given plan0, north\n    expect compatible\n}',
                f'check "open" {{\n    given plan0\n    expect possible {self.asked}\n}}',
            )
        )


def generate(seed: int) -> Before:
    """Return the negotiation of ``seed``, before and after."""
    writer = _Writer(Random(seed))
    base = writer.negotiation()
    return Before(base, writer.edited(base), writer.formula())


class _Writer:
    """Writes statements about a few things only, so that many of them clash."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        rows = chance.sample(ATOMS, chance.randint(2, 3))
        self._atoms = [atom for row in rows for atom in row]

    def formula(self) -> str:
        """Return a statement."""
        one, two = self._chance.sample(self._atoms, 2)
        shapes = (*("{0}",) * 6, "({0}) and ({1})", "({0}) or ({1})", "({0}) if ({1})")
        return self._chance.choice(shapes).format(one, two)

    def _clause(self) -> str:
        if self._chance.random() < 0.1:
            return f"readings {{ mild: {self.formula()}; strict: {self.formula()} }}"
        return self.formula()

    def _statement(self) -> Statement:
        said = self._clause() if self._chance.random() < 0.8 else ""
        pick = self._chance.choice
        return Statement(pick(PARTIES), pick(DAYS), pick(("a", "b")), said)

    def negotiation(self) -> Negotiation:
        """Return a negotiation."""
        chance = self._chance
        proposals = [
            tuple(self._clause() for _ in range(chance.randint(1, 3)))
            for _ in range(chance.randint(1, 3))
        ]
        statements = tuple(self._statement() for _ in range(chance.randint(2, 7)))
        rules = tuple(self.formula() for _ in range(chance.choice((0, 0, 0, 1, 2))))
        return Negotiation(rules, tuple(proposals), statements)

    def edited(self, base: Negotiation) -> Negotiation:
        """Return ``base`` after some edits of each kind."""
        chance = self._chance
        rules, proposals, statements = [*base.rules], [*base.proposals], [*base.statements]
        if rules and chance.random() < 0.2:
            rules[-1] = self.formula()
        at = chance.randrange(len(proposals))
        proposals[at] = self._changed(proposals[at])
        if chance.random() < 0.1:
            proposals.append((self._clause(),))
        elif len(proposals) > 1 and chance.random() < 0.1:
            proposals.pop()
        if chance.random() < 0.5:
            statements[chance.randrange(len(statements))] = self._statement()
        return Negotiation(tuple(rules), tuple(proposals), tuple(statements))

    def _changed(self, clauses: tuple[str, ...]) -> tuple[str, ...]:
        """Return clauses of which one is new, gone, weaker, stronger, or says the same anew."""
        found, at = [*clauses], self._chance.randrange(len(clauses))
        ways = ["{0}", "({0}) and ({1})", "({0}) or ({1})", "not (not ({0}))", "{1}"]
        kind = self._chance.choice(("edit", "edit", "edit", "add", "drop"))
        if kind == "add" or "readings" in found[at]:
            return (*clauses, self.formula())
        if kind == "drop" and len(clauses) > 1:
            return (*clauses[:at], *clauses[at + 1 :])
        found[at] = self._chance.choice(ways).format(found[at], self.formula())
        return tuple(found)
