"""Units: a closed table of measures, each an exact multiple of its base.

Accepts declared units; enters them into a vocabulary. Nothing is approximate:
factors are fractions.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from termcheck.language import tree
from termcheck.language.limits import DIGITS
from termcheck.language.numerals import too_long
from termcheck.library.dependency import by_dependency
from termcheck.library.faults import Faults
from termcheck.library.model import Unit
from termcheck.library.vocabulary import Vocabulary

SCALES = {"": 1, "thousand": 10**3, "million": 10**6, "billion": 10**9}
"""What a word between number and unit multiplies the number by."""

BUILT_IN = {
    unit.name: unit
    for unit in (
        Unit("%", "%", Fraction(1)),
        Unit("day", "day", Fraction(1)),
        Unit("days", "day", Fraction(1)),
        Unit("week", "day", Fraction(7)),
        Unit("weeks", "day", Fraction(7)),
        Unit("month", "month", Fraction(1)),
        Unit("months", "month", Fraction(1)),
        Unit("year", "month", Fraction(12)),
        Unit("years", "month", Fraction(12)),
    )
}
"""The units that need no declaration; days and months are two dimensions."""


def scaled(number: tree.Number) -> Fraction:
    """Return a number as written, with its scale word applied."""
    return number.value * SCALES.get(number.scale, 1)


def declare_units(vocabulary: Vocabulary, faults: Faults, declared: Sequence[tree.Unit]) -> None:
    """Enter the built-in and the declared units; those in a circle are lost."""
    vocabulary.units.update(BUILT_IN)
    by_name = {word.text: node for node in declared for word in node.names}
    needs = {name: _needed(node) for name, node in by_name.items()}
    order = by_dependency(needs)
    for circle in order.circles:
        path = " → ".join((*circle, circle[0]))
        span = by_name[circle[0]].span
        faults.add("TC271", span, f"the unit `{circle[0]}` is measured in itself: {path}")
    vocabulary.lost.update(("unit", name) for name in order.blocked)
    for name in order.order:
        unit = _unit(vocabulary, faults, name, by_name[name])
        if unit is None:
            vocabulary.lost.add(("unit", name))
        else:
            vocabulary.units[name] = unit


def _needed(node: tree.Unit) -> tuple[str, ...]:
    return (node.factor.unit,) if node.factor is not None else ()


def _unit(vocabulary: Vocabulary, faults: Faults, name: str, node: tree.Unit) -> Unit | None:
    factor = node.factor
    if factor is None:
        return Unit(name, node.names[0].text, Fraction(1))
    vocabulary.used.add(("unit", factor.unit))
    base = vocabulary.units.get(factor.unit)
    if base is None:
        if ("unit", factor.unit) not in vocabulary.lost:
            help = faults.did_you_mean(factor.unit, vocabulary.units)
            message = f"there is no unit `{factor.unit}`" if factor.unit else "no unit is named"
            faults.add("TC209", factor.span, message, help)
        return None
    size = scaled(factor) * base.factor
    if size <= 0:
        faults.add("TC244", factor.span, f"one `{name}` must be more than 0 `{factor.unit}`")
        return None
    if too_long(size):
        message = f"one `{name}` has more than {DIGITS} digits of its smallest unit"
        faults.add("TC117", factor.span, message)
        return None
    return Unit(name, base.dimension, size)
