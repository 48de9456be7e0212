"""Meaning: a syntax tree with its vocabulary to a core, the ground formula of ``holds``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final, NamedTuple

from termcheck.certify.check.grammar import Tree
from termcheck.certify.check.holds import Core, rounded
from termcheck.certify.check.vocabulary import BOOL, Choice, Vocabulary
from termcheck.certify.check.words import Refused

Scope = Mapping[str, str]
"""The member that each letter of `for each`, `all`, `sum` and so on stands for."""

Typed = tuple[Any, ...]
"""What a tree stands for, before it is known what is asked of it:

("formula", core), ("number", number, ceiling or ""), ("day", quantity),
("choice", variable, Choice), ("event", name), ("member", name), ("word", name):
a name that means nothing by itself, as the value of a choice, or a family.
"""

_RULES: Final = {
    "_name": ("name",),
    "_bracketed": ("bracketed",),
    "_number": ("number",),
    "_date": ("date",),
    "_day": ("day",),
    "_negative": ("negative",),
    "_plus": ("+",),
    "_times": ("*",),
    "_over": ("/",),
    "_rounded": ("round", "floor", "ceil"),
    "_extreme": ("min", "max"),
    "_sum": ("sum",),
    "_count": ("count",),
    "_all": ("all",),
    "_some": ("some",),
    "_count_of": ("count of",),
    "_truth": ("truth",),
    "_known": ("known",),
    "_not": ("not",),
    "_and": ("and",),
    "_or": ("or",),
    "_conditional": ("if", "only if", "iff", "unless"),
    "_compare": ("compare",),
    "_among": ("among",),
    "_range": ("range",),
    "_order": ("only after", "no earlier than", "no later than", "at least", "within", "then"),
    "_dated": ("on", "by", "not before"),
}
_READ_BY: Final = {word: rule for rule, words in _RULES.items() for word in words}
"""Which method of ``Meaning`` reads a tree, by the word that it begins with."""

ONE: Final = Fraction(1)
_MOST_STEPS: Final = 400_000
_WIDEST: Final = 2_000
"""Binary digits of the greatest number that is computed with."""

NOTHING: Final = ("num", Fraction(0))
_TURNED: Final = {">": "<", ">=": "<="}


def negation(formula: Core) -> Core:
    """Return what holds where ``formula`` does not."""
    if formula[0] == "const":
        return ("const", not formula[1])
    return formula[1] if formula[0] == "not" else ("not", formula)


def every(formulas: tuple[Core, ...]) -> Core:
    """Return: all of ``formulas`` hold."""
    return formulas[0] if len(formulas) == 1 else ("and", formulas)


def some(formulas: tuple[Core, ...]) -> Core:
    """Return: one of ``formulas`` holds at least."""
    return formulas[0] if len(formulas) == 1 else ("or", formulas)


def implies(condition: Core, claim: Core) -> Core:
    """Return: where ``condition`` holds, ``claim`` does."""
    return some((negation(condition), claim))


def same(left: Core, right: Core) -> Core:
    """Return: both hold or neither."""
    for one, other in ((left, right), (right, left)):
        if one[0] == "const":
            return other if one[1] else negation(other)
    return ("iff", left, right)


class Number(NamedTuple):
    """A quantity in its base unit, that unit ("" for a plain number), and its grain.

    The grain is the unit, in base units, in which it was first written: what
    is rounded is rounded to a whole number of it.
    """

    quantity: Core
    unit: str
    grain: Fraction | None

    @property
    def known(self) -> Fraction | None:
        """The number itself, if it depends on nothing."""
        return self.quantity[1] if self.quantity[0] == "num" else None

    def scaled(self, factor: Fraction) -> Number:
        """Return ``factor`` times this."""
        return self._replace(quantity=times(factor, self.quantity))


class Meaning:
    """Reads trees in one phase at a time.

    ``phase`` is where unmarked terms that vary are read; ``varies`` says
    whether one has been.
    """

    def __init__(self, vocabulary: Vocabulary, phase: str) -> None:
        """Read names as ``vocabulary`` declares them."""
        self.vocabulary = vocabulary
        self.phase = phase
        self.varies = False
        self.steps = 0

    # --- The three questions ---------------------------------------------------

    def typed(self, tree: Tree, scope: Scope) -> Typed:
        """Return what ``tree`` stands for."""
        self.step()
        return getattr(self, _READ_BY[tree[0]])(tree, scope)  # type: ignore[no-any-return]

    def step(self) -> None:
        """Count one step of writing out."""
        self.steps += 1
        if self.steps > _MOST_STEPS:
            raise Refused("too long when it is written out")

    def formula(self, tree: Tree, scope: Scope) -> Core:
        """Return the formula that ``tree`` stands for."""
        found = self.typed(tree, scope)
        if found[0] == "event":
            return ("happens", found[1])
        if found[0] != "formula":
            raise Refused("expected something that holds or not")
        core: Core = found[1]
        return core

    def number(self, tree: Tree, scope: Scope) -> Number:
        """Return the number that ``tree`` stands for."""
        found = self.typed(tree, scope)
        if found[0] != "number":
            raise Refused("expected a number")
        number: Number = found[1]
        return number

    def event(self, tree: Tree, scope: Scope) -> str:
        """Return the event that ``tree`` names."""
        found = self.typed(tree, scope)
        if found[0] != "event":
            raise Refused("expected an event")
        return str(found[1])

    # --- Names -------------------------------------------------------------------

    def _name(self, tree: Tree, scope: Scope) -> Typed:
        _, path, letters, mark = tree
        index = tuple(scope.get(each, each) for each in letters)
        if path in scope and not index and not mark:
            return ("member", scope[path])
        known = self.vocabulary
        printed = f"{path}[{', '.join(index)}]" if index else path
        if not index and known.has_members(path):
            return ("word", path)
        if path in known.terms:
            return self._term(path, printed, index, mark)
        if mark:
            raise Refused(f"`{path}` has no phase")
        if path in known.events:
            if not known.is_member(known.events[path], index):
                raise Refused(f"`{printed}` is no event")
            return ("event", printed)
        if path in known.constants:
            families, values = known.constants[path]
            if not known.is_member(families, index) or index not in values:
                raise Refused(f"`{printed}` has no value")
            return self._number(values[index], {})
        if index:
            raise Refused(f"`{printed}` is not declared")
        if path in known.defines:
            return self.typed(known.defines[path], {})
        return ("word", path)

    def _term(self, path: str, printed: str, index: tuple[str, ...], mark: str) -> Typed:
        known = self.vocabulary
        term = known.terms[path]
        if not known.is_member(term.families, index):
            raise Refused(f"`{printed}` is no term")
        variable = printed
        if term.by_phase:
            self.varies = self.varies or not mark
            if (mark or self.phase) not in known.phases:
                raise Refused(f"`{printed}` is read in no phase")
            variable = f"{printed}@{mark or self.phase}"
        elif mark:
            raise Refused(f"`{printed}` does not vary by phase")
        if term.domain is BOOL:
            return ("formula", ("in", variable, ("true",)))
        if isinstance(term.domain, Choice):
            return ("choice", variable, term.domain)
        factor, base = known.unit(term.domain.unit)
        number = Number(times(factor, ("amount", variable)), base, factor if base else None)
        return ("number", number, variable if term.domain.or_none else "")

    def _bracketed(self, tree: Tree, scope: Scope) -> Typed:
        return self.typed(tree[1], scope)

    # --- Numbers -------------------------------------------------------------------

    def _number(self, tree: Tree, _: Scope) -> Typed:
        factor, base = self.vocabulary.unit(tree[2])
        quantity = ("num", sized(tree[1] * factor))
        return ("number", Number(quantity, base, factor if base else None), "")

    def _date(self, tree: Tree, _: Scope) -> Typed:
        return ("day", ("num", Fraction(tree[1])))

    def _day(self, tree: Tree, scope: Scope) -> Typed:
        return ("day", ("day", self.event(tree[1], scope)))

    def _negative(self, tree: Tree, scope: Scope) -> Typed:
        return ("number", self.number(tree[1], scope).scaled(-ONE), "")

    def _plus(self, tree: Tree, scope: Scope) -> Typed:
        """Add from left to right; a day less a day is a number of days."""
        total = self.typed(tree[1][0], scope)
        for each in tree[1][1:]:
            minus = each[0] == "negative"
            part = self.typed(each[1] if minus else each, scope)
            total = _added(total, part, -ONE if minus else ONE)
        return total

    def _times(self, tree: Tree, scope: Scope) -> Typed:
        """Multiply by a plain number; otherwise take a percentage of what is no percentage yet."""
        left, right = self.number(tree[1], scope), self.number(tree[2], scope)
        for one, other in ((left, right), (right, left)):
            if one.known is not None and not one.unit:
                return ("number", other.scaled(one.known), "")
        for one, other in ((left, right), (right, left)):
            if one.known is not None and one.unit == "%":
                return ("number", other.scaled(one.known / 100), "")
        for one, other in ((left, right), (right, left)):
            if one.known is not None and other.unit == "%":
                share = other.scaled(one.known / 100)
                return ("number", Number(share.quantity, one.unit, one.grain), "")
        raise Refused("one side of a product must be a number")

    def _over(self, tree: Tree, scope: Scope) -> Typed:
        """Divide by a number; the quotient of two numbers of one unit is a plain one."""
        left, right = self.number(tree[1], scope), self.number(tree[2], scope)
        if not right.known or right.unit not in ("", "%", left.unit):
            raise Refused("one can only divide by a plain number other than 0, or by one's like")
        quotient = left.scaled(1 / right.known)
        if right.unit == left.unit:
            return ("number", Number(quotient.quantity, "", None), "")
        return ("number", quotient.scaled(Fraction(100)) if right.unit else quotient, "")

    def _rounded(self, tree: Tree, scope: Scope) -> Typed:
        """Round to a whole number of the unit of the first term or literal."""
        number = self.number(tree[1], scope)
        grain = number.grain or ONE
        part = times(1 / grain, number.quantity)
        whole: Core = (tree[0], part)
        if part[0] == "num":
            whole = ("num", Fraction(rounded(tree[0], part[1])))
        return ("number", number._replace(quantity=times(grain, whole)), "")

    def _extreme(self, tree: Tree, scope: Scope) -> Typed:
        parts = [self.typed(each, scope) for each in tree[1]]
        if all(each[0] == "day" for each in parts):
            return ("day", (tree[0], tuple(each[1] for each in parts)))
        if any(each[0] != "number" for each in parts):
            raise Refused("expected numbers")
        numbers = [each[1] for each in parts]
        choose = min if tree[0] == "min" else max
        if all(each.known is not None for each in numbers):
            return ("number", alike(numbers, ("num", choose(each.known for each in numbers))), "")
        return ("number", alike(numbers, (tree[0], tuple(each.quantity for each in numbers))), "")

    def _sum(self, tree: Tree, scope: Scope) -> Typed:
        _, letter, members, number, condition = tree
        inner = [{**scope, letter: each} for each in self.vocabulary.members(members)]
        numbers = [self.number(number, each) for each in inner]
        quantities = [each.quantity for each in numbers]
        if condition is None:
            return ("number", alike(numbers, plus(quantities)), "")
        conditions = [self.formula(condition, each) for each in inner]
        tally = ("tally", tuple(zip(conditions, quantities, strict=True)))
        return ("number", alike(numbers, tally), "")

    def _count(self, tree: Tree, scope: Scope) -> Typed:
        tally = ("tally", tuple((each, ("num", ONE)) for each in self._each(tree, scope)))
        return ("number", Number(tally, "", None), "")

    # --- Formulas ------------------------------------------------------------------

    def _each(self, tree: Tree, scope: Scope) -> tuple[Core, ...]:
        _, letter, members, formula = tree
        return tuple(
            self.formula(formula, {**scope, letter: each})
            for each in self.vocabulary.members(members)
        )

    def _all(self, tree: Tree, scope: Scope) -> Typed:
        return ("formula", every(self._each(tree, scope)))

    def _some(self, tree: Tree, scope: Scope) -> Typed:
        return ("formula", some(self._each(tree, scope)))

    def _count_of(self, tree: Tree, scope: Scope) -> Typed:
        _, low, high, formulas = tree
        return ("formula", ("count", low, high, tuple(self.formula(f, scope) for f in formulas)))

    def _truth(self, tree: Tree, _: Scope) -> Typed:
        return ("formula", ("const", tree[1]))

    def _not(self, tree: Tree, scope: Scope) -> Typed:
        return ("formula", negation(self.formula(tree[1], scope)))

    def _and(self, tree: Tree, scope: Scope) -> Typed:
        return ("formula", ("and", tuple(self.formula(each, scope) for each in tree[1])))

    def _or(self, tree: Tree, scope: Scope) -> Typed:
        return ("formula", ("or", tuple(self.formula(each, scope) for each in tree[1])))

    def _conditional(self, tree: Tree, scope: Scope) -> Typed:
        word, claim, condition = tree[0], *(self.formula(each, scope) for each in tree[1:])
        if word == "if":
            return ("formula", implies(condition, claim))
        if word == "only if":
            return ("formula", implies(claim, condition))
        if word == "unless":
            return ("formula", ("or", (condition, claim)))
        return ("formula", same(claim, condition))

    # --- Comparisons -----------------------------------------------------------------

    def _compare(self, tree: Tree, scope: Scope) -> Typed:
        _, sign, left, right = tree
        if sign in _TURNED:
            sign, left, right = _TURNED[sign], right, left
        return ("formula", self._compared(sign, left, right, scope))

    def _compared(self, sign: str, left: Tree, right: Tree, scope: Scope) -> Core:
        """Return ``left sign right``; beside a choice, a name is first one of its values."""
        left, right = self._once(left, scope), self._once(right, scope)
        one, other = self._beside(left, right, scope), self._beside(right, left, scope)
        kinds = {one[0], other[0]}
        if kinds == {"choice", "value"}:
            return _placed(sign, one, other)
        if kinds == {"choice"}:
            return _same_choice(sign, one, other)
        if kinds == {"day"}:
            return ("cmp", sign, one[1], other[1])
        if kinds == {"number"}:
            alike([one[1], other[1]], NOTHING)
            return ("cmp", sign, one[1].quantity, other[1].quantity)
        equal: Core | None = None
        if kinds <= {"formula", "event"}:
            equal = same(self.formula(left, scope), self.formula(right, scope))
        elif kinds in ({"member"}, {"member", "word"}):
            equal = ("const", one[1] == other[1])
        elif kinds == {"number", "no limit"}:
            equal = ("none", (one if one[0] == "number" else other)[2])
        if equal is None or sign not in ("=", "!="):
            raise Refused("these cannot be compared")
        return equal if sign == "=" else negation(equal)

    def _beside(self, tree: Tree, partner: Tree, scope: Scope) -> Typed:
        """Return what ``tree`` stands for beside ``partner``: ("value", place), ("no limit",) …"""
        name = _bare(tree)
        if name:
            other: Typed = ("word", "")
            if _bare(partner) != "none":
                other = self.typed(partner, scope)
            if other[0] == "choice" and name in other[2].values:
                return ("value", other[2].values.index(name))
            if other[0] == "number" and other[2] and name == "none":
                return ("no limit",)
        return self.typed(tree, scope)

    def _once(self, tree: Tree, scope: Scope) -> Tree:
        """Return ``tree`` as ("known", what it stands for, its name or ""), if it is long.

        So what is compared several times is written out but once. A short name
        is left alone: it may be a value, and mean nothing by itself.
        """
        name = _bare(tree)
        if name and name not in self.vocabulary.defines:
            return tree
        return ("known", self.typed(tree, scope), name)

    def _known(self, tree: Tree, _: Scope) -> Typed:
        found: Typed = tree[1]
        return found

    def _among(self, tree: Tree, scope: Scope) -> Typed:
        left, items = self._once(tree[1], scope), tree[2]
        return ("formula", some(tuple(self._compared("=", left, each, scope) for each in items)))

    def _range(self, tree: Tree, scope: Scope) -> Typed:
        left, low, high = self._once(tree[1], scope), tree[2], tree[3]
        above = self._compared("<=", low, left, scope)
        return ("formula", ("and", (above, self._compared("<=", left, high, scope))))

    # --- Events ------------------------------------------------------------------------

    def _order(self, tree: Tree, scope: Scope) -> Typed:
        """Say when ``b`` may happen; a day of what does not happen makes a comparison false."""
        word, left, duration, right = tree
        a, b = self.event(left, scope), self.event(right, scope)
        day_a, day_b, happens_a, happens_b = ("day", a), ("day", b), ("happens", a), ("happens", b)
        if word == "only after":
            core = implies(happens_a, ("cmp", "<", day_b, day_a))
        elif word == "no earlier than":
            core = implies(happens_a, ("cmp", "<=", day_b, day_a))
        elif word == "at least":
            core = implies(happens_a, ("cmp", "<=", later(day_b, duration), day_a))
        elif word == "no later than":
            core = implies(happens_b, ("cmp", "<=", day_a, later(day_b, duration)))
        elif word == "within":
            soon = ("cmp", "<=", day_a, later(day_b, duration))
            core = implies(happens_b, ("and", (("cmp", "<=", day_b, day_a), soon)))
        else:
            then = ("cmp", "=", day_a, later(day_b, duration))
            core = implies(("or", (happens_a, happens_b)), then)
        return ("formula", core)

    def _dated(self, tree: Tree, scope: Scope) -> Typed:
        word, event, first, last = tree
        name = self.event(event, scope)
        start, end, day = ("num", Fraction(first)), ("num", Fraction(last)), ("day", name)
        by_end = ("cmp", "<=", day, end)
        if word == "by":
            return ("formula", by_end)
        from_start = ("cmp", "<=", start, day)
        if word == "not before":
            return ("formula", implies(("happens", name), from_start))
        return ("formula", ("and", (from_start, by_end)))


def unbracketed(tree: Tree) -> Tree:
    """Return ``tree`` without brackets around it."""
    while tree[0] == "bracketed":
        tree = tree[1]
    return tree


def _bare(tree: Tree) -> str:
    """Return the single name that ``tree`` is, or ""."""
    tree = unbracketed(tree)
    if tree[0] == "known":
        return str(tree[2])
    return tree[1] if tree[0] == "name" and not tree[2] and not tree[3] else ""


def _stands(left: int, sign: str, right: int) -> bool:
    if sign == "=":
        return left == right
    return left != right if sign == "!=" else left < right or (sign == "<=" and left == right)


def _placed(sign: str, one: Typed, other: Typed) -> Core:
    """Return: a choice and a value of its type stand so to each other."""
    _, variable, (values, ordered) = one if one[0] == "choice" else other
    if sign in ("<", "<=") and not ordered:
        raise Refused(f"the values of `{variable}` have no order")
    kept: list[str] = []
    for at, value in enumerate(values):
        pair = (at, other[1]) if one[0] == "choice" else (one[1], at)
        if _stands(pair[0], sign, pair[1]):
            kept.append(value)
    return ("in", variable, tuple(kept))


def _same_choice(sign: str, one: Typed, other: Typed) -> Core:
    """Return: two choices of one type stand so to each other."""
    values = one[2].values
    if other[2] != one[2] or (sign in ("<", "<=") and not one[2].ordered):
        raise Refused("these choices cannot be compared")
    if sign == "!=":
        return negation(_same_choice("=", one, other))
    pairs: list[Core] = []
    for at, value in enumerate(values):
        kept = tuple(each for to, each in enumerate(values) if _stands(at, sign, to))
        pairs.append(("and", (("in", one[1], (value,)), ("in", other[1], kept))))
    return ("or", tuple(pairs))


# --- Quantities ----------------------------------------------------------------


def sized(value: Fraction) -> Fraction:
    """Return ``value`` if it is not written with too many digits."""
    if value.numerator.bit_length() > _WIDEST or value.denominator.bit_length() > _WIDEST:
        raise Refused("a number has too many digits")
    return value


def times(factor: Fraction, quantity: Core) -> Core:
    """Return ``factor`` times ``quantity``."""
    if quantity[0] == "num":
        return ("num", sized(factor * quantity[1]))
    if quantity[0] == "times":
        return times(factor * quantity[1], quantity[2])
    return quantity if factor == 1 else ("times", sized(factor), quantity)


def plus(parts: Sequence[Core]) -> Core:
    """Return the sum of ``parts``, sums among them opened."""
    opened: list[Core] = []
    for each in parts:
        opened.extend(each[1] if each[0] == "sum" else (each,))
    if all(each[0] == "num" for each in opened):
        return ("num", sized(sum((each[1] for each in opened), Fraction(0))))
    return ("sum", tuple(opened))


def later(day: Core, duration: tuple[Fraction, str] | None) -> Core:
    """Return the day so long after ``day``."""
    if duration is None:
        return day
    count, period = duration
    if period == "day":
        return plus((day, ("num", count)))
    if count.denominator != 1:
        raise Refused("months are added in whole numbers")
    return ("months", day, int(count))


def alike(numbers: Sequence[Number], quantity: Core) -> Number:
    """Return ``quantity``, made of ``numbers``; only a plain 0 goes with every unit."""
    units = dict.fromkeys(each.unit for each in numbers if each.unit or each.known != 0)
    if len(units) > 1:
        raise Refused("numbers of different units")
    grain = next((each.grain for each in numbers if each.grain), None)
    return Number(quantity, next(iter(units), ""), grain)


def _added(left: Typed, right: Typed, sign: Fraction) -> Typed:
    """Return the sum, or for the sign -1 the difference, of numbers and days."""
    kinds = left[0], right[0]
    if kinds == ("number", "number"):
        numbers = [left[1], right[1].scaled(sign)]
        return ("number", alike(numbers, plus([each.quantity for each in numbers])), "")
    if kinds == ("number", "day") and sign == 1:
        return _added(right, left, sign)
    if kinds == ("day", "day") and sign == -1:
        return ("number", Number(plus((left[1], times(sign, right[1]))), "day", ONE), "")
    if kinds == ("day", "number"):
        length = right[1].scaled(sign)
        if length.unit == "day" or length.known == 0:
            return ("day", plus((left[1], length.quantity)))
        if length.unit == "month" and length.known is not None:
            return ("day", later(left[1], (length.known, "month")))
    raise Refused("these cannot be added")
