"""Events: their order and their dates, as the language's table defines them.

Accepts relations between events; returns formulas over *happens* and *day*,
where a comparison with the day of an event that does not happen is false.
"""

from __future__ import annotations

from fractions import Fraction

from termcheck.language import tree
from termcheck.library import formula as f
from termcheck.library.days import first_day, last_day
from termcheck.library.elaborate_numbers import day_in_horizon, is_unit
from termcheck.library.scope import Scope
from termcheck.library.typed import Claim, Typed


class Length:
    """A length of time in whole days or whole months."""

    __slots__ = ("days", "months")

    def __init__(self, days: int = 0, months: int = 0) -> None:
        self.days = days
        self.months = months

    def after(self, event: str) -> f.Quantity:
        """Return the day that lies this long after ``event``."""
        if self.months:
            return f.MonthsAfter(f.DayOf(event), self.months)
        if self.days:
            return f.Total((f.DayOf(event), f.Exactly(Fraction(self.days))))
        return f.DayOf(event)


def event_name(scope: Scope, node: tree.Expression, what: Typed | None) -> str | None:
    """Return the full name of the event that ``node`` is, or note that it is none."""
    if what is None:
        return None
    if isinstance(what, Claim) and what.event:
        return what.event
    text = scope.faults.spelled(node.span)
    message = f"`{text}` is no event"
    help = "only events have a day; declare it: `event …`, or say it with `if`"
    scope.fault("TC224", node.span, message, help)
    return None


def length(scope: Scope, duration: tree.Duration | None) -> Length | None:
    """Return a duration in days or months; none written is no time at all."""
    if duration is None:
        return Length()
    if not is_unit(scope, duration):
        return None
    unit = scope.vocabulary.units[duration.unit]
    number = duration.number * unit.factor
    first, last = scope.vocabulary.horizon
    text = f"{duration.number} {duration.unit}"
    if unit.dimension not in ("day", "month") or number.denominator != 1:
        message = f"`{text}` is no length of time in whole days or months"
        scope.fault("TC245", duration.span, message, "write days, weeks, months or years")
    elif number * (1 if unit.dimension == "day" else 28) > last - first:
        message = f"`{text}` is longer than all the days that this library looks at"
        scope.fault("TC238", duration.span, message, "set `horizon` in termcheck.toml")
    elif unit.dimension == "day":
        return Length(days=int(number))
    else:
        return Length(months=int(number))
    return None


def _if_happens(event: str, consequence: f.Formula) -> f.Formula:
    return f.implies(f.Happens(event), consequence)


def relate(word: tree.RelationWord, left: str, right: str, time: Length) -> f.Formula:
    """Return ``left word right``, in which ``time`` is the duration that was written."""
    one, other = f.DayOf(left), f.DayOf(right)
    match word:
        case "only after":
            return _if_happens(left, f.Compare(other, "<", one))
        case "no earlier than":
            return _if_happens(left, f.Compare(other, "<=", one))
        case "at least":
            return _if_happens(left, f.Compare(time.after(right), "<=", one))
        case "no later than":
            return _if_happens(right, f.Compare(one, "<=", time.after(right)))
        case "within":
            not_before = f.Compare(other, "<=", one)
            not_after = f.Compare(one, "<=", time.after(right))
            return _if_happens(right, f.And((not_before, not_after)))
        case "after" | "upon":
            neither = f.And((f.Not(f.Happens(left)), f.Not(f.Happens(right))))
            return f.Or((neither, f.Compare(one, "=", time.after(right))))


def dated(scope: Scope, node: tree.EventDate, event: str) -> f.Formula | None:
    """Return ``event on DAY``, ``by DAY`` or ``not before DAY``.

    A month or a year is counted whole: ``on`` any of its days, ``by`` its
    last, ``not before`` its first.
    """
    first = day_in_horizon(scope, node.day, first_day(node.day))
    last = None if first is None else day_in_horizon(scope, node.day, last_day(node.day))
    if first is None or last is None:
        return None
    day, low, high = f.DayOf(event), f.Exactly(Fraction(first)), f.Exactly(Fraction(last))
    match node.word:
        case "by":
            return f.Compare(day, "<=", high)
        case "not before":
            return _if_happens(event, f.Compare(low, "<=", day))
        case "on" if first == last:
            return f.Compare(day, "=", low)
        case "on":
            return f.And((f.Compare(low, "<=", day), f.Compare(day, "<=", high)))
