"""Statements: the clauses of positions, and the withdrawals, oldest first.

Accepts collected positions; returns what the parties said, in an order that
depends on days, parties and places in their blocks, never on files.
"""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.language import tree
from termcheck.language.diagnostic import Label
from termcheck.library.days import first_day, first_day_written, written
from termcheck.library.declare import is_party
from termcheck.library.drafts import Drafts, Text
from termcheck.library.elaborate import Elaborator
from termcheck.library.faults import Faults
from termcheck.library.model import Clause, Withdrawal
from termcheck.library.overrides import overridden
from termcheck.library.proposals import labelled_once
from termcheck.library.vocabulary import Vocabulary


class Statements:
    """What the parties said: ``clauses`` by key and ``withdrawals``, oldest first."""

    def __init__(self, vocabulary: Vocabulary, faults: Faults, drafts: Drafts) -> None:
        self._vocabulary = vocabulary
        self._faults = faults
        self._drafts = drafts
        self.clauses: dict[str, Clause] = {}
        self.withdrawals: tuple[Withdrawal, ...] = ()

    def declare(self, declared: Sequence[tree.Position]) -> None:
        """Enter every position, and check what each withdraws."""
        said: list[tuple[tuple[int, str, int, str], Clause]] = []
        withdrawn: list[Withdrawal] = []
        for node in declared:
            text = self._text(node)
            if text is None:
                continue
            clauses = self._clauses(node, text)
            said += [
                ((text.day, text.owner, place, clause.key), clause)
                for place, clause in enumerate(clauses, 1)
            ]
            withdrawn += _withdrawals(node, text)
        for _, clause in sorted(said, key=lambda each: each[0]):
            self._enter(clause)
        withdrawn.sort(key=lambda each: (each.day, each.party, each.label))
        self.withdrawals = tuple(withdrawn)
        self._check_withdrawals()

    def _text(self, node: tree.Position) -> Text | None:
        """Return whose position this is and since when, nothing after a fault."""
        party = node.party.text
        if not is_party(Elaborator(self._vocabulary, self._faults), node.party):
            self._vocabulary.lost.add(("on the table", party))
            return None
        day = 0 if node.on is None else first_day(node.on)
        if day is None and node.on is not None:
            message = f"there is no day `{written(node.on)}`"
            self._faults.add("TC238", node.on.span, message)
            self._vocabulary.lost.add(("on the table", party))
            return None
        if node.source is not None:
            self._drafts.is_source(node.source)
        source = node.source.text if node.source else ""
        end = f"@{first_day_written(node.on)}" if node.on else ""
        said_on = written(node.on) if node.on else ""
        return Text(party, source, end, day or 0, node.attested, said_on)

    def _clauses(self, node: tree.Position, text: Text) -> list[Clause]:
        items = labelled_once(node.items, self._faults, text.owner)
        found = [self._drafts.clause(text, each, place) for place, each in enumerate(items, 1)]
        return overridden(found, self._faults, self._vocabulary)

    def _enter(self, clause: Clause) -> None:
        first = self.clauses.get(clause.key)
        if first is None:
            self.clauses[clause.key] = clause
            return
        label = clause.syntax.label
        span = label.span if label is not None else clause.span
        message = f"`{clause.owner}` says `{clause.name}` twice on one day"
        related = (Label(first.span, "here first"),)
        self._faults.add("TC215", span, message, "choose another label", related)

    # --- Withdrawals -----------------------------------------------------------------

    def _check_withdrawals(self) -> None:
        days: dict[tuple[str, str], list[int]] = {}
        for clause in self.clauses.values():
            days.setdefault((clause.owner, clause.label), []).append(clause.day)
        labels: dict[str, set[str]] = {}
        for party, label in days:
            labels.setdefault(party, set()).add(label)
        for each in self.withdrawals:
            self._check_withdrawal(each, days.get((each.party, each.label), []), labels)

    def _check_withdrawal(
        self, each: Withdrawal, days: list[int], labels: dict[str, set[str]]
    ) -> None:
        name = f"{each.party}.{each.label}"
        if each.day in days:
            message = f"`{each.label}` is withdrawn and stated on one day"
            self._faults.add("TC273", each.span, message)
        elif days and min(days) > each.day:
            message = f"`{name}` is withdrawn before it is first stated"
            self._faults.add("TC264", each.span, message)
        elif not days and ("label", name) not in self._vocabulary.lost:
            message = f"`{each.party}` has no clause `{each.label}` to withdraw"
            help = self._faults.did_you_mean(each.label, labels.get(each.party, ()))
            self._faults.add("TC264", each.span, message, help)


def _withdrawals(node: tree.Position, text: Text) -> list[Withdrawal]:
    return [
        Withdrawal(text.owner, word.text, text.day, text.attested, word.span)
        for item in node.items
        if isinstance(item, tree.Withdraw)
        for word in item.labels
    ]
