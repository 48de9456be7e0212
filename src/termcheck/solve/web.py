"""A web: the formulas of a question, each node once, so that formulas can be compared.

Accepts the formulas of units and of rules; yields numbered nodes in which formulas that
differ only in the order of their operands are one node. Leaves are variables,
values of choices, and events. A node comes after those inside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from termcheck.library.formula import Among, And, Formula, Happens, HowMany, Iff, Or, Variable
from termcheck.library.model import Choice, Domain
from termcheck.value import Value

Leaf = Variable | tuple[Variable, int] | str
"""A variable, a value of a choice by its place, or an event."""


class Web:
    """Nodes by number: what each is (``kind``), what is inside it, and what it is inside of.

    ``leaf`` says of leaves what they stand for. ``roots`` are the formulas of
    each unit, ``rules`` those that are no unit's.
    """

    def __init__(
        self,
        domains: Mapping[str, Domain],
        units: Sequence[Sequence[Formula]],
        rules: Sequence[Formula],
    ) -> None:
        self._domains = domains
        self.kind: list[object] = []
        self.inside: list[tuple[int, ...]] = []
        self.leaf: dict[int, Leaf] = {}
        self._number: dict[object, int] = {}
        self._memo: dict[Formula, int] = {}
        self.roots = [frozenset(map(self._node, unit)) for unit in units]
        self.rules = frozenset(map(self._node, rules))
        self.around: list[list[int]] = [[] for _ in self.kind]
        for number, inside in enumerate(self.inside):
            for each in dict.fromkeys(inside):
                self.around[each].append(number)

    def domain(self, variable: Variable) -> Domain:
        """Return the domain of a variable."""
        return self._domains[variable.term]

    def found(self, number: int, inside: Iterable[int]) -> int | None:
        """Return the node that is like ``number`` but has other nodes inside, if there is one."""
        return self._number.get((self.kind[number], _ordered(self.kind[number], inside)))

    def value(self, variable: Variable, place: int) -> int | None:
        """Return the node of a value of a choice, if any formula mentions it."""
        return self._number.get((variable, place))

    def _node(self, formula: Formula) -> int:
        found = self._memo.get(formula)
        if found is None:
            found = self._memo[formula] = self._made(formula)
        return found

    def _made(self, formula: Formula) -> int:
        match formula:
            case Among(variable=variable, values=values):
                return self._among(variable, values)
            case Happens(event=event):
                return self._leaf(event)
            case And(operands=operands):
                return self._joined("and", map(self._node, operands))
            case Or(operands=operands):
                return self._joined("or", map(self._node, operands))
            case HowMany(low=low, high=high, operands=operands):
                return self._new((_HOW_MANY, low, high), map(self._node, operands))
            case Iff(left=left, right=right):
                return self._new(_IFF, (self._node(left), self._node(right)))
            case _:
                return self._shape(formula)

    def _joined(self, kind: str, operands: Iterable[int]) -> int:
        inside = dict.fromkeys(operands)
        return next(iter(inside)) if len(inside) == 1 else self._new(kind, inside)

    def _among(self, variable: Variable, values: Iterable[str]) -> int:
        domain = self._domains[variable.term]
        assert isinstance(domain, Choice)
        places = sorted({domain.values.index(value) for value in values})
        return self._joined("or", [self._leaf((variable, place)) for place in places])

    def _leaf(self, leaf: Leaf) -> int:
        found = self._number.get(leaf)
        if found is not None:
            return found
        match leaf:
            case str():
                made = self._add(leaf, "event", ())
            case Variable():
                domain = self._domains[leaf.term]
                like = len(domain.values) if isinstance(domain, Choice) else domain
                made = self._add(leaf, ("variable", like), ())
            case (variable, _):
                made = self._add(leaf, "value", (self._leaf(variable),))
        self.leaf[made] = leaf
        return made

    def _shape(self, value: Formula) -> int:
        """Return the node of anything else: its form, with what is inside it in order."""
        form: list[object] = []
        inside: list[int] = []
        waiting: list[Any] = [value]
        while waiting:
            part = waiting.pop()
            match part:
                case Variable():
                    inside.append(self._leaf(part))
                case And() | Or() | Among() | Happens() | HowMany() | Iff() if part is not value:
                    inside.append(self._node(part))
                case Value():
                    form.append(type(part))
                    waiting += [getattr(part, field) for field in reversed(part.FIELDS)]
                    if "event" in part.FIELDS:
                        inside.append(self._leaf(str(waiting.pop())))
                case _ if isinstance(part, tuple):
                    row: tuple[Any, ...] = cast(Any, part)
                    form.append(len(row))
                    waiting += reversed(row)
                case _:
                    form.append(part)
            form.append(len(inside))
        return self._new(tuple(form), inside)

    def _new(self, kind: object, inside: Iterable[int]) -> int:
        ordered = _ordered(kind, inside)
        found = self._number.get((kind, ordered))
        return self._add((kind, ordered), kind, ordered) if found is None else found

    def _add(self, key: object, kind: object, inside: tuple[int, ...]) -> int:
        number = self._number[key] = len(self.kind)
        self.kind.append(kind)
        self.inside.append(inside)
        return number


_HOW_MANY, _IFF = "how many", "iff"


def is_ordered(kind: object) -> bool:
    """Say whether the order of what is inside a node of this kind matters."""
    return isinstance(kind, tuple) and _HOW_MANY not in kind


def _ordered(kind: object, inside: Iterable[int]) -> tuple[int, ...]:
    return tuple(inside) if is_ordered(kind) else tuple(sorted(inside))
