"""Cases: a question about a library as units and background.

Accepts a library and a question; yields one case for each combination of the
readings that the question leaves open, or the faults in its references.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import product

from termcheck.library.formula import Formula
from termcheck.library.model import (
    Library,
    Question,
    Reference,
    member_label,
    members_of,
    part_name,
)
from termcheck.library.parts import part_of_a_whole
from termcheck.library.refs import RefFault, refer
from termcheck.logic.problem import (
    STATUS_QUO,
    Background,
    Item,
    Unit,
    clause_item,
    hypothesis,
)
from termcheck.value import Value

Hold = Callable[[Sequence[Item]], bool]
"""Says whether items are known to hold together."""

MOST_READINGS = 256
"""How many combinations of readings one question may have."""


class Case(Value):
    """A question under one combination of readings.

    ``readings`` are pairs of a clause's full name and the reading's label.
    ``units`` are what may be blamed; ``kept``, ``suppositions`` and ``rules``
    are the background, rules reduced to what can matter. ``all_rules`` are
    the rules whole; ``kept_keys`` the keys of ``kept``, in the same order.
    """

    readings: tuple[tuple[str, str], ...]
    units: tuple[Unit, ...]
    kept: tuple[Item, ...]
    kept_keys: tuple[str, ...]
    suppositions: tuple[Item, ...]
    rules: tuple[Item, ...]
    all_rules: tuple[Item, ...]

    @property
    def background(self) -> tuple[Item, ...]:
        """Everything that holds without being blamed, rules first."""
        return (*self.rules, *self.suppositions, *self.kept)


class Fault(Value):
    """What is wrong with a question: the reference, a sentence and a suggestion."""

    reference: Reference
    message: str
    help: str


class Catalogue:
    """The items of a library, made once and used by every question.

    ``hold`` is asked whether all rules and the status quos of a table hold
    together: where they do not, every question at that table is about it.
    """

    def __init__(self, library: Library, hold: Hold) -> None:
        self.library = library
        self._hold = hold
        self._items: dict[str, Item] = {}
        self.rules = tuple(self.item(key) for key in library.rules)
        self._rules = Background(self.rules)
        self._tables: dict[tuple[str, ...], _Present] = {}

    def item(self, key: str) -> Item:
        """Return the item of a clause's key, a branch's or a status quo."""
        found = self._items.get(key)
        if found is None:
            found = self._items[key] = clause_item(self.library, key)
        return found

    def relevant_to(self, items: Sequence[Item], question: Question) -> tuple[Item, ...]:
        """Return the rules, and status quos at the table, that can matter to ``items``.

        Each is reduced to the parts that can.
        """
        return self._of_table(question).relevant_to(items)

    def cases(self, question: Question) -> tuple[Case, ...] | tuple[Fault, ...]:
        """Return the cases of ``question``, or what is wrong with it."""
        return self._cases(question, [])

    def cases_about(
        self, question: Question, formula: Formula
    ) -> tuple[Case, ...] | tuple[Fault, ...]:
        """Return the cases of ``question`` with all rules that matter to ``formula`` too."""
        return self._cases(question, [hypothesis(formula)])

    def _cases(self, question: Question, about: list[Item]) -> tuple[Case, ...] | tuple[Fault, ...]:
        table = _Table(self.library, question)
        texts = table.texts(question.given)
        kept = table.keys(question.keep)
        removed = set(table.keys(question.without))
        if not table.faults:
            table.refuse_parts({*kept, *(key for _, keys in texts for key in keys)})
        if table.faults:
            return tuple(table.faults)
        left = _Left(self.library, removed)
        given = [(name, left.of(keys, set(kept))) for name, keys in texts]
        kept = left.of(kept)
        all_keys = [key for _, keys in given for key in keys] + kept
        chosen = table.readings(question, all_keys)
        if table.faults:
            return tuple(table.faults)
        return tuple(
            self._case(question, given, kept, dict(combination), about)
            for combination in product(*chosen)
        )

    # --- inside --------------------------------------------------------------

    def _case(
        self,
        question: Question,
        given: list[tuple[str, list[str]]],
        kept: list[str],
        readings: dict[str, str],
        about: list[Item],
    ) -> Case:
        units: dict[str, Unit] = {}
        seen: set[str] = set()
        for text, keys in given:
            fresh = [key for key in keys if key not in seen]
            seen.update(fresh)
            for unit in self._units(text, fresh, readings, question.by_text):
                old = units.get(unit.name)
                units[unit.name] = _merged(old, unit) if old else unit
        kept_items = tuple(self._read(key, readings) for key in kept)
        suppositions = tuple(hypothesis(each.formula, each.text) for each in question.suppose)
        start = [item for unit in units.values() for item in unit.items]
        start += [*kept_items, *suppositions, *about]
        rules, status_quo = self._background(question, start)
        for item in status_quo:
            units.setdefault(item.name, Unit(item.name, "status quo", (), (item,)))
        return Case(
            tuple((self.library.clauses[key].name, label) for key, label in readings.items()),
            tuple(units.values()),
            kept_items,
            tuple(kept),
            suppositions,
            rules,
            self.rules,
        )

    def _units(
        self, text: str, keys: list[str], readings: dict[str, str], by_text: bool
    ) -> list[Unit]:
        if by_text and keys and not keys[0].startswith(STATUS_QUO):
            items = tuple(self._read(key, readings) for key in keys)
            return [Unit(text, "text", tuple(keys), items)]
        return [self._unit(key, readings) for key in keys]

    def _unit(self, key: str, readings: dict[str, str]) -> Unit:
        if key.startswith(STATUS_QUO):
            return Unit(key, "status quo", (), (self.item(key),))
        clause = self.library.clauses.get(key)
        name = clause.name if clause else self._branch_name(key)
        return Unit(name, "clause", (key,), (self._read(key, readings),))

    def _branch_name(self, key: str) -> str:
        owner, _, label = key.rpartition(".")
        return part_name(self.library.clauses[owner], label)

    def _read(self, key: str, readings: dict[str, str]) -> Item:
        return self.item(f"{key}.{readings[key]}" if key in readings else key)

    def _background(
        self, question: Question, start: list[Item]
    ) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
        """Return the rules, and the status quos at the table, that matter.

        Rules and status quos that clash by themselves matter to every question.
        """
        if question.table is None:
            return self._rules.relevant_to(start), ()
        background = self._of_table(question)
        found = background.relevant_to((*start, *self._present(question.table).clashing))
        return (
            tuple(item for item in found if not item.name.startswith(STATUS_QUO)),
            tuple(item for item in found if item.name.startswith(STATUS_QUO)),
        )

    def _of_table(self, question: Question) -> Background:
        return self._rules if question.table is None else self._present(question.table).background

    def _present(self, table: tuple[str, ...]) -> _Present:
        if table not in self._tables:
            absent = tuple(self.item(key) for key in status_quos(self.library, table))
            everything = Background((*self.rules, *absent))
            clashing: tuple[Item, ...] = ()
            if not self._hold(everything.items):
                clashing = tuple(
                    each for each in absent if not self._hold(everything.relevant_to((each,)))
                )
            self._tables[table] = _Present(everything, clashing)
        return self._tables[table]


class _Present(Value):
    """A table: all rules and its status quos, and those of them that rules exclude.

    ``clashing`` are the status quos that cannot hold with what they are linked
    to by rules; no clause is needed for that.
    """

    background: Background
    clashing: tuple[Item, ...]


class _Left:
    """What is left of clauses once the keys ``removed`` are taken off the table.

    A clause of which only some members are taken off stands for the others.
    """

    def __init__(self, library: Library, removed: set[str]) -> None:
        self._library = library
        self._removed = removed
        self._parted = {key.rpartition(".")[0] for key in removed if key.endswith("]")}

    def of(self, keys: Iterable[str], kept: Collection[str] = ()) -> list[str]:
        """Return the keys that are left of ``keys`` beside what is ``kept``."""
        return [left for key in keys if key not in kept for left in self._of(key)]

    def _of(self, key: str) -> list[str]:
        if key in self._removed:
            return []
        clause = self._library.clauses.get(key)
        if clause is None or key not in self._parted:
            return [key]
        members = [f"{key}.{member_label(each)}" for each in members_of(clause)]
        return [each for each in members if each not in self._removed]


def status_quos(library: Library, table: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys of what stays as it is at a table of only these parties.

    Terms without ``now`` stay open, so they are not among them.
    """
    names = [
        member
        for term in library.terms.values()
        if term.has_now and not set(term.deciders) <= set(table)
        for member in term.members
    ]
    names += [
        member
        for event in library.events.values()
        if not set(event.deciders) <= set(table)
        for member in event.members
    ]
    return tuple(STATUS_QUO + name for name in names)


def _merged(old: Unit, new: Unit) -> Unit:
    return Unit(old.name, old.kind, (*old.clauses, *new.clauses), (*old.items, *new.items))


class _Table:
    """References of one question, resolved; faults accumulate."""

    def __init__(self, library: Library, question: Question) -> None:
        self.faults: list[Fault] = []
        self._library = library
        self._question = question

    def _refer(self, reference: Reference) -> list[str]:
        question = self._question
        found = refer(self._library, reference, question.as_of, question.attested)
        if isinstance(found, RefFault):
            self.faults.append(Fault(reference, found.message, found.help))
            return []
        return list(found.keys)

    def texts(self, references: tuple[Reference, ...]) -> list[tuple[str, list[str]]]:
        """Return for each reference the text that it belongs to, and its keys."""
        return [(each.text.partition(".")[0], self._refer(each)) for each in references]

    def keys(self, references: tuple[Reference, ...]) -> list[str]:
        """Return the keys that the references name, each once, in order."""
        return list(dict.fromkeys(key for each in references for key in self._refer(each)))

    def refuse_parts(self, asked: Collection[str]) -> None:
        """Refuse to take an alternative or reading off a clause that is ``asked`` whole."""
        for reference in self._question.without:
            for key in self._refer(reference):
                fault = part_of_a_whole(self._library, key, asked)
                if fault is not None:
                    self.faults.append(Fault(reference, fault.message, fault.help))

    def readings(self, question: Question, keys: list[str]) -> list[list[tuple[str, str]]]:
        """Return for each clause with readings the choices that are left."""
        fixed: dict[str, str] = {}
        for reference in question.under:
            for key in self._refer(reference):
                owner, _, label = key.rpartition(".")
                fixed[owner] = label
        choices: list[list[tuple[str, str]]] = []
        combinations = 1
        for key in dict.fromkeys(keys):
            clause = self._library.clauses.get(key)
            if clause is None or not clause.has_readings:
                continue
            labels = [fixed[key]] if key in fixed else [each.label for each in clause.branches]
            choices.append([(key, label) for label in labels])
            combinations *= len(labels)
        if combinations > MOST_READINGS:
            message = f"the question has {combinations} combinations of readings"
            self.faults.append(
                Fault(Reference(""), message, "fix some of them with `under CLAUSE.READING`")
            )
        return choices
