"""Clauses: from the syntax of a clause or rule to a clause of the library.

Accepts one clause with the text that it belongs to; returns it with its
meaning, not yet allowing for the clauses that override it. A clause with a
fault says nothing (``says_nothing``), but keeps its name.
"""

from __future__ import annotations

from fractions import Fraction

from termcheck.language import tree
from termcheck.library.bodies import Drafter, Meaning
from termcheck.library.elaborate import Elaborator
from termcheck.library.elaborate_compare import unknown_name
from termcheck.library.faults import Faults
from termcheck.library.model import Attested, Choice, Citation, Clause, Strength
from termcheck.library.typed import Pick, Unresolved
from termcheck.library.units import scaled
from termcheck.library.vocabulary import Vocabulary
from termcheck.value import Value


class Text(Value):
    """The block that a clause stands in: whose it is, and when it was said.

    ``key_end`` is what keys of its clauses end in, ``@`` and the day for a
    dated position; ``source`` what it cites as a whole, or empty. ``said_on``
    is the day, month or year as it is written, or empty.
    """

    owner: str
    source: str = ""
    key_end: str = ""
    day: int = 0
    attested: Attested = ""
    said_on: str = ""


def says_nothing(clause: Clause) -> bool:
    """Say whether a clause has no meaning, because of a fault in it."""
    return not (clause.pieces or clause.branches or clause.score_term)


class Drafts:
    """Makes clauses, with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary, faults: Faults) -> None:
        self._elaborator = Elaborator(vocabulary, faults)
        self.drafter = Drafter(self._elaborator)
        self._vocabulary = vocabulary
        self._faults = faults
        default = vocabulary.default_phase
        self._default = () if default is None else (default,)
        self._all = tuple(vocabulary.phases)

    def rule(self, node: tree.Rule) -> Clause:
        """Return a rule; its unmarked variables are read in every phase."""
        for word in node.tail.overrides:
            message = f"a rule cannot override `{word.text}`"
            self._faults.add("TC262", word.span, message, "write the exception with `unless`")
        meaning = self._meaning(node.body, self._all)
        return self._clause(Text(""), node.label.text, "rule", meaning, node)

    def clause(self, text: Text, node: tree.Clause, place: int) -> Clause:
        """Return a clause of a proposal or position, ``place`` counted from 1."""
        label = node.label.text if node.label else ""
        phases = self._all if node.strength == "red line" else self._default
        meaning = Meaning(()) if node.body is None else self._meaning(node.body, phases)
        name = f"{text.owner}.{label or place}"
        found = self._clause(text, name, node.strength, meaning, node)
        return self._weighed(found, node)

    def _meaning(self, body: tree.Body, phases: tuple[str, ...]) -> Meaning:
        """Return what ``body`` says; nothing after a fault, or if the library has no room for it.

        It is written out once for every phase in which it is read.
        """
        meaning = self.drafter.meaning(body, phases) or Meaning(())
        pieces = [*meaning.pieces, *(each for branch in meaning.branches for each in branch.pieces)]
        again = max((len(each.phases) for each in pieces), default=0) - 1
        steps = self._elaborator.steps * max(0, again)
        fits = self._vocabulary.sizes.has_room("steps", steps, body.span, self._faults)
        return meaning if fits else Meaning(())

    def _clause(
        self,
        text: Text,
        name: str,
        strength: Strength,
        meaning: Meaning,
        node: tree.Clause | tree.Rule,
    ) -> Clause:
        tail = node.tail
        return Clause(
            key=name + text.key_end,
            name=name,
            owner=text.owner,
            label=node.label.text if node.label else "",
            strength=strength,
            pieces=meaning.pieces,
            branches=meaning.branches,
            has_readings=meaning.has_readings,
            weight=Fraction(1),
            score_term="",
            score=(),
            overrides=(),
            citations=self._citations(text.source, tail),
            confidence=tail.confidence,
            note=" ".join(each.value for each in tail.notes),
            day=text.day,
            said_on=text.said_on,
            attested=text.attested,
            span=node.span,
            syntax=node,
        )

    # --- Sources ------------------------------------------------------------------

    def _citations(self, block: str, tail: tree.Tail) -> tuple[Citation, ...]:
        found = [self._citation(block, each) for each in tail.citations]
        if not found and block:
            return (Citation(block, ""),)
        return tuple(found)

    def _citation(self, block: str, node: tree.Citation) -> Citation:
        if node.source is not None:
            self.is_source(node.source)
            return Citation(node.source.text, node.where)
        if not block:
            message = f'"{node.where}" names no source, and nor does the text around it'
            self._faults.add("TC411", node.span, message, f'write `from SOURCE "{node.where}"`')
        return Citation(block, node.where)

    def is_source(self, word: tree.Word) -> bool:
        """Say whether ``word`` is a declared source; a fault is noted if not."""
        vocabulary = self._vocabulary
        vocabulary.used.add(("source", word.text))
        if word.text in vocabulary.sources:
            return True
        if ("source", word.text) not in vocabulary.lost:
            help = self._faults.did_you_mean(word.text, vocabulary.sources)
            help = help or f'declare it: `source {word.text} "…"`'
            self._faults.add("TC206", word.span, f"there is no source `{word.text}`", help)
        return False

    # --- Weights ------------------------------------------------------------------

    def _weighed(self, clause: Clause, node: tree.Clause) -> Clause:
        weight = node.weight
        if weight is not None and (weight.unit or weight.value < 0):
            message = f"a weight is a plain number, not `{self._faults.spelled(weight.span)}`"
            self._faults.add("TC247", weight.span, message)
        elif weight is not None:
            clause = clause.but(weight=scaled(weight))
        return clause if node.score is None else self._scored(clause, node.score)

    def _scored(self, clause: Clause, score: tree.Score) -> Clause:
        elaborator, term = self._elaborator, score.term
        elaborator.start()
        what = elaborator.typed(term)
        if isinstance(what, Unresolved):
            unknown_name(elaborator, what.node)
        elif what is not None and not isinstance(what, Pick):
            message = f"`{term.path}` has no named values, so none of them can score"
            self._faults.add("TC247", term.span, message)
        if not isinstance(what, Pick):
            return clause
        points = self._points(what.name, what.domain, score)
        if points is None:
            return clause
        variable = what.variable
        if elaborator.here and self._default:
            variable = variable.but(phase=self._default[0])
        return clause.but(score_term=str(variable), score=points)

    def _points(
        self, name: str, domain: Choice, score: tree.Score
    ) -> tuple[tuple[str, Fraction], ...] | None:
        """Return points by value in the order of the type, nothing after a fault."""
        points: dict[str, Fraction] = {}
        before = self._faults.count()
        for entry in score.entries:
            value = entry.value.text
            if value not in domain.values:
                help = self._faults.did_you_mean(value, domain.values)
                message = f"`{value}` is no value of `{name}`"
                self._faults.add("TC203", entry.value.span, message, help)
            elif value in points or entry.points.unit or entry.points.value < 0:
                message = f"`{value}` needs one plain number of points"
                self._faults.add("TC247", entry.span, message)
            points[value] = scaled(entry.points)
        if not any(points.values()):
            self._faults.add("TC247", score.span, "no value scores any points")
        if self._faults.count() > before:
            return None
        return tuple([(value, points[value]) for value in domain.values if value in points])
