"""Numbers: from literals, terms, data and days to measures in base units.

Accepts what was written; returns measures, or nothing after a fault.
"""

from __future__ import annotations

from fractions import Fraction

from termcheck.language import tree
from termcheck.language.limits import DIGITS
from termcheck.language.numerals import too_long
from termcheck.language.source import Span
from termcheck.library import arithmetic
from termcheck.library import formula as f
from termcheck.library.arithmetic import ONE, PERCENT, data, named, times
from termcheck.library.days import first_day, written
from termcheck.library.model import Constant, Range
from termcheck.library.scope import Scope
from termcheck.library.typed import CALENDAR, PLAIN, Measure
from termcheck.library.units import scaled
from termcheck.library.vocabulary import Vocabulary


def in_unit_of(low: tree.Expression, high: tree.Expression) -> tree.Expression:
    """Return ``low`` with the scale and unit of ``high`` where it has none: ``1..2 km``."""
    number = high.operand if isinstance(high, tree.Negative) else high
    if isinstance(low, tree.Negative):
        return low.but(operand=in_unit_of(low.operand, number))
    if not isinstance(low, tree.Number) or low.unit or low.scale:
        return low
    return low.but(scale=number.scale, unit=number.unit) if isinstance(number, tree.Number) else low


def is_unit(scope: Scope, number: tree.Number | tree.NumberType | tree.Duration) -> bool:
    """Say whether the unit of ``number`` is declared; a fault is noted if not."""
    unit, vocabulary = number.unit, scope.vocabulary
    if not unit or unit in vocabulary.units:
        vocabulary.used.add(("unit", unit))
        return True
    if ("unit", unit) not in vocabulary.lost:
        message = f"there is no unit `{unit}`"
        help = scope.faults.did_you_mean(unit, vocabulary.units) or f"declare it: `unit {unit}`"
        scope.fault("TC209", number.span, message, help)
    return False


def literal(scope: Scope, number: tree.Number) -> Measure | None:
    """Return a number as written, in the base of its unit."""
    if not is_unit(scope, number):
        return None
    if not number.unit:
        return data(scaled(number), PLAIN)
    factor = scope.vocabulary.factor(number.unit)
    return data(scaled(number) * factor, scope.vocabulary.dimension(number.unit), factor)


def calendar_day(scope: Scope, day: tree.Day) -> Measure | None:
    """Return a day as a number, the first of a period; outside the horizon is a fault."""
    number = day_in_horizon(scope, day, first_day(day))
    return None if number is None else data(Fraction(number), CALENDAR, ONE)


def day_in_horizon(scope: Scope, day: tree.Day, number: int | None) -> int | None:
    """Return ``number`` if it is a day of the horizon; otherwise a fault is noted."""
    first, last = scope.vocabulary.horizon
    if number is not None and first <= number <= last:
        return number
    message = f"`{written(day)}` lies outside the days that this library looks at"
    scope.fault("TC238", day.span, message, "set `horizon` in termcheck.toml")
    return None


def amount(vocabulary: Vocabulary, variable: f.Variable, domain: Range) -> Measure:
    """Return the value of a numeric term, in the base of its unit."""
    factor = vocabulary.factor(domain.unit)
    return Measure(
        times(factor, f.Amount(variable)),
        vocabulary.dimension(domain.unit),
        domain.low * factor,
        domain.high * factor,
        factor if domain.unit else Fraction(0),
        None,
        variable,
        domain,
    )


def constant(vocabulary: Vocabulary, constant: Constant, full: str) -> Measure:
    """Return one number of a constant."""
    factor = vocabulary.factor(constant.unit)
    grain = factor if constant.unit else Fraction(0)
    return data(constant.values[full] * factor, vocabulary.dimension(constant.unit), grain)


def day_of(vocabulary: Vocabulary, event: str) -> Measure:
    """Return the day of an event as a value."""
    first, last = vocabulary.horizon
    return Measure(f.DayOf(event), CALENDAR, Fraction(first), Fraction(last), ONE)


# --- Sums and products -----------------------------------------------------------


def one_dimension(scope: Scope, span: Span, found: list[Measure]) -> str | None:
    """Return the dimension of all measures, nothing if they differ."""
    first = next((each for each in found if each.known != 0), found[0])
    for each in found:
        if arithmetic.common_dimension(first, each) is None:
            kinds = [named(one.dimension) for one in (first, each)]
            scope.fault("TC230", span, f"{' and '.join(kinds)} are counted together here")
            return None
    return first.dimension


def combined(scope: Scope, node: tree.Arithmetic, left: Measure, right: Measure) -> Measure | None:
    """Return what the operator of ``node`` makes of its two sides."""
    match node.operator:
        case "+":
            found = arithmetic.add(left, right)
        case "-":
            found = arithmetic.subtract(left, right)
        case "*":
            found = arithmetic.multiply(left, right)
        case "/":
            found = arithmetic.divide(left, right)
    if found is None:
        _cannot_combine(scope, node, left, right)
    elif any(map(too_long, (found.low, found.high))):
        text = scope.faults.spelled(node.span)
        scope.fault("TC117", node.span, f"`{text}` can have more than {DIGITS} digits")
        return None
    return found


def _cannot_combine(scope: Scope, node: tree.Arithmetic, left: Measure, right: Measure) -> None:
    text = scope.faults.spelled(node.span)
    kinds = (left.dimension, right.dimension)
    product = node.operator in ("*", "/") and right.known is None
    if node.operator == "/" and right.known == 0:
        scope.fault("TC232", node.span, f"`{text}` divides by zero")
    elif CALENDAR in kinds and "month" in kinds:
        message = f"in `{text}` the number of months is not a fixed whole number"
        scope.fault("TC245", node.span, message)
    elif product and (left.known is None or node.operator == "/"):
        message = f"`{text}` is a product or quotient of terms, which cannot be decided"
        scope.fault("TC231", node.span, message, "one side must be a number or a constant")
    else:
        words = " and ".join(named(kind) for kind in kinds)
        message = f"`{text}` puts together {words}"
        scope.fault("TC230", node.span, message, _in_plain_numbers(node, kinds))


def _in_plain_numbers(node: tree.Arithmetic, kinds: tuple[str, str]) -> str:
    """Return how a price, or another amount per unit, is said; nothing of a sum."""
    units = [each for each in dict.fromkeys(kinds) if each not in (PLAIN, PERCENT, CALENDAR)]
    if node.operator not in ("*", "/") or not units or CALENDAR in kinds:
        return ""
    plain = " and ".join(f"`… / 1 {unit}`" for unit in units)
    verb = "is a plain number" if len(units) == 1 else "are plain numbers"
    return f"{plain} {verb}: divide both sides of the comparison by their units"
