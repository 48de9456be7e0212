"""What expressions mean, told a second time: straight from the tree, without elaboration.

Accepts syntax trees and a world; returns truths, and numbers in metres, days
or plain. Written from the language's page and kept apart from the library
room, so that the two can be held against each other.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Any

from termcheck.language import tree
from termcheck.value import Value

UNITS = {
    "": Fraction(1),
    "m": Fraction(1),
    "km": Fraction(1000),
    "day": Fraction(1),
    "days": Fraction(1),
    "week": Fraction(7),
    "weeks": Fraction(7),
}
ORDER = ("low", "mid", "high")


class World(Value):
    """Answers by full name (``x@war`` in a phase), event days, and what names stand for."""

    values: Mapping[str, object]
    days: Mapping[str, date | None]
    sets: Mapping[str, tuple[str, ...]]
    defines: Mapping[str, tree.Expression]
    by_phase: frozenset[str]
    units: Mapping[str, str]
    phase: str


class Reader:
    """Reads expressions in one world; ``bound`` are the quantified variables."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.bound: dict[str, str] = {}

    # --- Names -------------------------------------------------------------------

    def full(self, name: tree.Name) -> str:
        """Return the name with its members."""
        members = [self.bound.get(word.text, word.text) for word in name.index]
        return f"{name.path}[{', '.join(members)}]" if members else name.path

    def answer(self, name: tree.Name) -> object:
        """Return the value of a term, in the phase that is read."""
        full = self.full(name)
        if name.path not in self.world.by_phase:
            return self.world.values[full]
        phase = name.mark.text if name.mark else self.world.phase
        return self.world.values[f"{full}@{phase}"]

    def is_choice(self, node: tree.Expression) -> bool:
        """Say whether ``node`` is a term with the values low, mid and high."""
        return isinstance(node, tree.Name) and node.path.startswith("level")

    # --- Truths ------------------------------------------------------------------

    def holds(  # noqa: C901, PLR0912 - a case for each form of expression
        self, node: tree.Expression
    ) -> bool:
        """Say whether ``node`` holds."""
        match node:
            case tree.Truth(value=value):
                return value
            case tree.Name(path=path) if path in self.world.defines:
                return self.holds(self.world.defines[path])
            case tree.Name(path=path) if path.startswith("event"):
                return self.world.days[self.full(node)] is not None
            case tree.Name():
                return self.answer(node) is True
            case tree.Not(operand=operand):
                return not self.holds(operand)
            case tree.And(operands=operands):
                return all(self.holds(each) for each in operands)
            case tree.Or(operands=operands):
                return any(self.holds(each) for each in operands)
            case tree.Compare(left=left, operator=operator, right=right):
                return self.compares(left, operator, right)
            case tree.AmongValues(subject=subject, values=values):
                return any(self.compares(subject, "=", each) for each in values)
            case tree.InRange(subject=subject, low=low, high=high):
                return self.compares(subject, ">=", low) and self.compares(subject, "<=", high)
            case tree.Conditional():
                return self.conditional(node)
            case tree.Counted(bound=bound, number=number, operands=operands):
                count = sum(self.holds(each) for each in operands)
                return {
                    "at least": count >= number,
                    "at most": count <= number,
                    "exactly": count == number,
                }[bound]
            case tree.Quantified(function="all"):
                return False not in [self.holds(node.body) for _ in self.each(node)]
            case tree.Quantified(function="some"):
                return True in [self.holds(node.body) for _ in self.each(node)]
            case tree.EventRelation():
                return self.ordered(node)
            case tree.EventDate():
                return self.dated(node)
            case _:
                raise AssertionError(node)

    def conditional(self, node: tree.Conditional) -> bool:
        """Say whether a conditional holds."""
        left, right = self.holds(node.left), self.holds(node.right)
        return {
            "if": left or not right,
            "only if": right or not left,
            "iff": left == right,
            "unless": left or right,
        }[node.word]

    def compares(self, left: tree.Expression, operator: str, right: tree.Expression) -> bool:
        """Say whether a comparison holds; undefined sides make it false."""
        one: Any
        other: Any
        if self.is_choice(left) or self.is_choice(right):
            one, other = self.level(left), self.level(right)
        elif self.is_truth(left) and self.is_truth(right):
            one, other = self.holds(left), self.holds(right)
        elif isinstance(right, tree.Name) and right.path == "none":
            assert isinstance(left, tree.Name)
            return (self.answer(left) is None) == (operator == "=")
        else:
            one, other = self.number(left), self.number(right)
        if one is None or other is None:
            return False
        outcomes: dict[str, bool] = {
            "=": one == other,
            "!=": one != other,
            "<": one < other,
            "<=": one <= other,
            ">": one > other,
            ">=": one >= other,
        }
        return outcomes[operator]

    def level(self, node: tree.Expression) -> int:
        """Return the place of a value in its order."""
        assert isinstance(node, tree.Name)
        value = self.answer(node) if self.is_choice(node) else node.path
        return ORDER.index(str(value))

    def is_truth(self, node: tree.Expression) -> bool:
        """Say whether ``node`` holds or not, rather than being a number."""
        match node:
            case tree.Name(path=path):
                return path.startswith(("bool", "event", "fact"))
            case (
                tree.Number()
                | tree.Day()
                | tree.Arithmetic()
                | tree.Negative()
                | tree.Call()
                | tree.Quantified(function="sum" | "count")
            ):
                return False
            case _:
                return True

    def each(self, node: tree.Quantified) -> Iterator[str]:
        """Yield the members, binding the variable to each in turn."""
        assert isinstance(node.members, tree.SetName)
        for member in self.world.sets[node.members.name]:
            self.bound[node.variable.text] = member
            yield member
        self.bound.pop(node.variable.text, None)

    # --- Numbers -----------------------------------------------------------------

    def number(self, node: tree.Expression) -> Fraction | None:
        """Return a number in base units, ``None`` if it is undefined."""
        match node:
            case tree.Number(value=value, unit=unit):
                return value * UNITS[unit]
            case tree.Day(year=year, month=month, day=day):
                return Fraction(date(year, month, day).toordinal())
            case tree.Name(path=path) if path in self.world.defines:
                return self.number(self.world.defines[path])
            case tree.Name():
                answer = self.answer(node)
                factor = UNITS[self.world.units.get(node.path, "")]
                return None if answer is None else Fraction(str(answer)) * factor
            case tree.Negative(operand=operand):
                return _negative(self.number(operand))
            case tree.Arithmetic(operator=operator, left=left, right=right):
                if _is_months(right):
                    return self.moved(left, operator, right)
                return _arithmetic(operator, self.number(left), self.number(right))
            case tree.Call(function="day", arguments=(event,)):
                assert isinstance(event, tree.Name)
                when = self.world.days[self.full(event)]
                return None if when is None else Fraction(when.toordinal())
            case tree.Call(function="min" | "max" as way, arguments=arguments):
                found = [self.number(each) for each in arguments]
                known = [each for each in found if each is not None]
                whole = len(known) == len(found)
                return (min(known) if way == "min" else max(known)) if whole else None
            case tree.Call(function=way, arguments=(part,)):
                return _rounded(way, self.number(part), self.grain(part) or Fraction(1))
            case tree.Quantified(function="count"):
                return Fraction(sum([self.holds(node.body) for _ in self.each(node)]))
            case tree.Quantified(function="sum", condition=condition):
                return _sum(
                    [
                        self.number(node.body)
                        for _ in self.each(node)
                        if condition is None or self.holds(condition)
                    ]
                )
            case _:
                raise AssertionError(node)

    def grain(self, node: tree.Expression) -> Fraction | None:
        """Return the unit of the first term or literal that has one."""
        match node:
            case tree.Number(unit=unit):
                return UNITS[unit] if unit else None
            case tree.Name(path=path) if path in self.world.defines:
                return self.grain(self.world.defines[path])
            case tree.Name(path=path):
                unit = self.world.units.get(path, "")
                return UNITS[unit] if unit else None
            case tree.Arithmetic(left=left, right=right):
                return self.grain(left) or self.grain(right)
            case tree.Negative(operand=operand):
                return self.grain(operand)
            case tree.Call(arguments=arguments):
                return next((g for each in arguments if (g := self.grain(each))), None)
            case tree.Quantified(body=body, function="sum"):
                return self.grain(body)
            case _:
                return None

    def moved(
        self, left: tree.Expression, operator: str, months: tree.Expression
    ) -> Fraction | None:
        """Return a day moved by a number of months."""
        day = self.number(left)
        assert isinstance(months, tree.Number)
        number = int(months.value) * (-1 if operator == "-" else 1)
        return None if day is None else Fraction(months_later(int(day), number))

    # --- Events ------------------------------------------------------------------

    def day(self, node: tree.Expression) -> date | None:
        """Return the day of an event."""
        assert isinstance(node, tree.Name)
        return self.world.days[self.full(node)]

    def ordered(self, node: tree.EventRelation) -> bool:
        """Say whether two events stand in a relation, by the language's table."""
        left, right = self.day(node.left), self.day(node.right)
        then = right and _later(right, node.duration)
        match node.word:
            case "only after":
                return left is None or (right is not None and right < left)
            case "no earlier than":
                return left is None or (right is not None and right <= left)
            case "at least":
                return left is None or (then is not None and then <= left)
            case "no later than":
                return then is None or (left is not None and left <= then)
            case "within":
                return right is None or then is None or (left is not None and right <= left <= then)
            case "after" | "upon":
                return left == then

    def dated(self, node: tree.EventDate) -> bool:
        """Say whether an event stands in a relation to a day, a month or a year."""
        day, at = self.day(node.event), node.day
        first = date(at.year, at.month or 1, at.day or 1)
        month = at.month or 12
        last = date(at.year, month, at.day or monthrange(at.year, month)[1])
        match node.word:
            case "on":
                return day is not None and first <= day <= last
            case "by":
                return day is not None and day <= last
            case "not before":
                return day is None or day >= first


def _is_months(node: tree.Expression) -> bool:
    return isinstance(node, tree.Number) and node.unit in ("month", "months")


def _later(day: date, duration: tree.Duration | None) -> date:
    if duration is None:
        return day
    if duration.unit.startswith("month"):
        return date.fromordinal(months_later(day.toordinal(), duration.number))
    return day + timedelta(days=duration.number * int(UNITS[duration.unit]))


def months_later(day: int, months: int) -> int:
    """Return the same day of the month, or that month's last, ``months`` months on."""
    start = date.fromordinal(day)
    count = start.year * 12 + start.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1])).toordinal()


def _negative(value: Fraction | None) -> Fraction | None:
    return None if value is None else -value


def _arithmetic(operator: str, one: Fraction | None, other: Fraction | None) -> Fraction | None:
    if one is None or other is None:
        return None
    match operator:
        case "+":
            return one + other
        case "-":
            return one - other
        case "*":
            return one * other
        case _:
            return one / other


def _sum(found: list[Fraction | None]) -> Fraction | None:
    known = [each for each in found if each is not None]
    return sum(known, Fraction(0)) if len(known) == len(found) else None


def _rounded(way: str, value: Fraction | None, grain: Fraction) -> Fraction | None:
    if value is None:
        return None
    units = value / grain
    match way:
        case "floor":
            return floor(units) * grain
        case "ceil":
            return ceil(units) * grain
        case _:
            size = abs(units)
            whole = floor(size) + (1 if size - floor(size) >= Fraction(1, 2) else 0)
            return (whole if units >= 0 else -whole) * grain
