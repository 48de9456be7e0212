"""Proposals: texts with their clauses, amendments applied.

Accepts collected proposals; returns proposals and their clauses. An amending
text holds the clauses of the amended one under its own name: a repeated label
replaces, ``withdraw`` removes, everything else is added at the end.
"""

from __future__ import annotations

from collections.abc import Mapping

from termcheck.language import tree
from termcheck.language.diagnostic import Label
from termcheck.library.days import first_day, written
from termcheck.library.dependency import by_dependency
from termcheck.library.drafts import Drafts, Text
from termcheck.library.faults import Faults
from termcheck.library.model import Clause, Proposal
from termcheck.library.overrides import overridden
from termcheck.library.vocabulary import Vocabulary


class Proposals:
    """The proposals of a library, and the clauses of each before and after overriding."""

    def __init__(self, vocabulary: Vocabulary, faults: Faults, drafts: Drafts) -> None:
        self._vocabulary = vocabulary
        self._faults = faults
        self._drafts = drafts
        self._drafted: dict[str, list[Clause]] = {}
        self.proposals: dict[str, Proposal] = {}
        self.clauses: dict[str, Clause] = {}

    def declare(self, declared: Mapping[str, tree.Proposal]) -> None:
        """Enter every proposal; those whose amendments go in a circle are lost."""
        order = by_dependency(
            {name: (node.amends.text,) if node.amends else () for name, node in declared.items()}
        )
        for circle in order.circles:
            path = " → ".join((*circle, circle[0]))
            span = declared[circle[0]].name.span
            self._faults.add("TC267", span, f"`{circle[0]}` amends itself: {path}")
        self._vocabulary.lost.update(("on the table", name) for name in order.blocked)
        for name in order.order:
            self._proposal(declared[name], declared)
        self._in_order_of_name()

    def _in_order_of_name(self) -> None:
        self.proposals = dict(sorted(self.proposals.items()))
        keys = [key for proposal in self.proposals.values() for key in proposal.clauses]
        self.clauses = {key: self.clauses[key] for key in keys}

    def _proposal(self, node: tree.Proposal, declared: Mapping[str, tree.Proposal]) -> None:
        name = node.name.text
        if node.on is not None and first_day(node.on) is None:
            self._faults.add("TC238", node.on.span, f"there is no day `{written(node.on)}`")
        if node.source is not None:
            self._drafts.is_source(node.source)
        text = Text(name, node.source.text if node.source else "")
        base = self._base(node, declared)
        if base is None:
            self._vocabulary.lost.add(("on the table", name))
        drafted = self._merged(node, text, base or [])
        self._drafted[name] = drafted
        spans = {(each.span.file, each.span.start) for each in node.items}
        old = [c.key for c in drafted if (c.span.file, c.span.start) not in spans]
        clauses = overridden(drafted, self._faults, self._vocabulary, frozenset(old))
        amends = node.amends.text if node.amends else ""
        keys = tuple([clause.key for clause in clauses])
        self.clauses.update(zip(keys, clauses, strict=True))
        source = text.source
        self.proposals[name] = Proposal(name, node.title, source, amends, keys, node.span)

    def _base(
        self, node: tree.Proposal, declared: Mapping[str, tree.Proposal]
    ) -> list[Clause] | None:
        """Return the clauses of the amended text, nothing if there is no such text."""
        if node.amends is None:
            return []
        name = node.amends.text
        if name in self._drafted:
            return self._drafted[name]
        if ("on the table", name) not in self._vocabulary.lost:
            help = self._faults.did_you_mean(name, declared)
            self._faults.add("TC266", node.amends.span, f"there is no proposal `{name}`", help)
        return None

    # --- Clauses -------------------------------------------------------------------

    def _merged(self, node: tree.Proposal, text: Text, base: list[Clause]) -> list[Clause]:
        own = labelled_once(node.items, self._faults, text.owner)
        gone = self._withdrawn(node, base)
        replaced = {clause.label.text for clause in own if clause.label}
        found: list[tree.Clause | Clause] = []
        used: set[str] = set()
        for clause in base:
            if clause.label and clause.label in replaced:
                found += [each for each in own if each.label and each.label.text == clause.label]
                used.add(clause.label)
            elif clause.label not in gone:
                found.append(clause)
        found += [each for each in own if not (each.label and each.label.text in used)]
        if not self._vocabulary.sizes.has_room("clauses", len(found), node.name.span, self._faults):
            return []
        return [self._placed(text, each, place) for place, each in enumerate(found, 1)]

    def _placed(self, text: Text, each: tree.Clause | Clause, place: int) -> Clause:
        if isinstance(each, Clause):
            name = f"{text.owner}.{each.label or place}"
            return each.but(key=name, name=name, owner=text.owner)
        return self._drafts.clause(text, each, place)

    def _withdrawn(self, node: tree.Proposal, base: list[Clause]) -> set[str]:
        """Return the labels that the amending text withdraws."""
        words = [
            word for item in node.items if isinstance(item, tree.Withdraw) for word in item.labels
        ]
        labels = {clause.label for clause in base if clause.label}
        own = {
            each.label.text for each in node.items if isinstance(each, tree.Clause) and each.label
        }
        for word in words:
            if node.amends is None:
                message = f"`{node.name.text}` amends no other text, so it cannot withdraw a clause"
                help = "write `amends PROPOSAL` after its title, or leave the clause out"
                self._faults.add("TC265", word.span, message, help)
            elif word.text in own:
                message = f"`{word.text}` is withdrawn and stated in one text"
                self._faults.add("TC273", word.span, message)
            elif word.text not in labels and not self._is_lost(node.amends.text, word.text):
                message = f"`{node.amends.text}` has no clause `{word.text}`"
                self._faults.add(
                    "TC264", word.span, message, self._faults.did_you_mean(word.text, labels)
                )
        return {word.text for word in words}

    def _is_lost(self, owner: str, label: str) -> bool:
        lost = self._vocabulary.lost
        return ("label", f"{owner}.{label}") in lost or ("on the table", owner) in lost


def labelled_once(
    items: tuple[tree.Clause | tree.Withdraw, ...], faults: Faults, owner: str
) -> list[tree.Clause]:
    """Return the clauses of one block; a label that stands twice is a fault."""
    found: list[tree.Clause] = []
    first: dict[str, tree.Word] = {}
    for item in items:
        if not isinstance(item, tree.Clause):
            continue
        label = item.label
        if label is not None and not _is_good(label, first, faults, owner):
            continue
        if label is not None:
            first[label.text] = label
        found.append(item)
    return found


def _is_good(label: tree.Word, first: Mapping[str, tree.Word], faults: Faults, owner: str) -> bool:
    if label.text in first:
        related = (Label(first[label.text].span, "here first"),)
        message = f"`{owner}` has two clauses labelled `{label.text}`"
        faults.add("TC215", label.span, message, "", related)
        return False
    return True
