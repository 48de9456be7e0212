"""Faults of events, days and the status quo."""

from __future__ import annotations

from tests.faults.patching import Fault

EVENTS = (
    Fault(
        "`only after` without the precondition",
        "library.elaborate_events",
        'return _if_happens(left, f.Compare(other, "<", one))',
        'return _if_happens(left, _if_happens(right, f.Compare(other, "<", one)))',
    ),
    Fault(
        "`only after` on the same day",
        "library.elaborate_events",
        'return _if_happens(left, f.Compare(other, "<", one))',
        'return _if_happens(left, f.Compare(other, "<=", one))',
    ),
    Fault(
        "`only after` promises that it happens",
        "library.elaborate_events",
        'return _if_happens(left, f.Compare(other, "<", one))',
        'return f.Compare(other, "<", one)',
    ),
    Fault(
        "`no earlier than` read as `not on the day of`",
        "library.elaborate_events",
        'return _if_happens(left, f.Compare(other, "<=", one))',
        'return _if_happens(left, f.Compare(other, "!=", one))',
    ),
    Fault(
        "`at least` so many days means more",
        "library.elaborate_events",
        'return _if_happens(left, f.Compare(time.after(right), "<=", one))',
        'return _if_happens(left, f.Compare(time.after(right), "<", one))',
    ),
    Fault(
        "`at least` so many days without the precondition",
        "library.elaborate_events",
        'return _if_happens(left, f.Compare(time.after(right), "<=", one))',
        'return _if_happens(left, _if_happens(right, f.Compare(time.after(right), "<=", one)))',
    ),
    Fault(
        "`no later than` asks the other event",
        "library.elaborate_events",
        'return _if_happens(right, f.Compare(one, "<=", time.after(right)))',
        'return _if_happens(left, f.Compare(one, "<=", time.after(right)))',
    ),
    Fault(
        "`within` allows what came before",
        "library.elaborate_events",
        "return _if_happens(right, f.And((not_before, not_after)))",
        "return _if_happens(right, not_after)",
    ),
    Fault(
        "`upon` in one direction only",
        "library.elaborate_events",
        'return f.Or((neither, f.Compare(one, "=", time.after(right))))',
        'return _if_happens(left, f.Compare(one, "=", time.after(right)))',
    ),
    Fault(
        "`upon` promises that both happen",
        "library.elaborate_events",
        'return f.Or((neither, f.Compare(one, "=", time.after(right))))',
        'return f.Compare(one, "=", time.after(right))',
    ),
    Fault(
        "`by` a day without that day",
        "library.elaborate_events",
        'return f.Compare(day, "<=", high)',
        'return f.Compare(day, "<", high)',
    ),
    Fault(
        "`by` a month counts to its first day",
        "library.elaborate_events",
        "day_in_horizon(scope, node.day, last_day(node.day))",
        "day_in_horizon(scope, node.day, first_day(node.day))",
    ),
    Fault(
        "`not before` promises that it happens",
        "library.elaborate_events",
        'return _if_happens(event, f.Compare(low, "<=", day))',
        'return f.Compare(low, "<=", day)',
    ),
    Fault(
        "a week has five days",
        "library.units",
        'Unit("weeks", "day", Fraction(7)),',
        'Unit("weeks", "day", Fraction(5)),',
    ),
    Fault(
        "a year has ten months",
        "library.units",
        'Unit("year", "month", Fraction(12)),',
        'Unit("year", "month", Fraction(10)),',
    ),
    Fault(
        "a month is a number of days",
        "library.elaborate_events",
        "return Length(months=int(number))",
        "return Length(days=30 * int(number))",
    ),
    Fault(
        "a month after the 31st goes over into the next",
        "logic.evaluate",
        "return there + 1 if spills and start.day > last else there",
        "return date(year, month + 1, 1).toordinal() + start.day - 1",
    ),
    Fault(
        "a month that spills stays within its month",
        "logic.evaluate",
        "return there + 1 if spills and start.day > last else there",
        "return there",
    ),
    Fault(
        "the solver lets a month spill where it has the day",
        "solve.calendar",
        "_equal(numbers, day, linear({}, 1), -lacks)\n    _equal(numbers, day, linear({}), lacks)",
        "_equal(numbers, day, linear({}, 1), lacks)\n    _equal(numbers, day, linear({}), -lacks)",
    ),
    # --- status quo -----------------------------------------------------------------------
    Fault(
        "one decider at the table is enough",
        "logic.case",
        "if term.has_now and not set(term.deciders) <= set(table)",
        "if term.has_now and not set(term.deciders) & set(table)",
    ),
    Fault(
        "events happen without their deciders",
        "logic.case",
        "for event in library.events.values()\n        if not set(event.deciders) <= set(table)",
        "for event in library.events.values()\n        if not event.deciders",
    ),
    Fault(
        "an event whose decider is absent happens",
        "logic.problem",
        "return hypothesis(Not(Happens(name)), key)",
        "return hypothesis(Happens(name), key)",
    ),
    Fault(
        "the status quo is kept in one phase",
        "logic.problem",
        'phases = tuple(library.phases) if term.by_phase else ("",)',
        'phases = tuple(library.phases)[-1:] if term.by_phase else ("",)',
    ),
    Fault(
        "a status quo of no limit is any number",
        "logic.problem",
        "return Unlimited(variable)",
        "return Not(Unlimited(variable))",
    ),
    Fault(
        "only the first member of a family keeps its status quo",
        "logic.case",
        "for member in term.members",
        "for member in term.members[:1]",
    ),
)
