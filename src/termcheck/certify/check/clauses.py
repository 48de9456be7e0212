"""Clauses: cores as alternatives of literals, for the proof kernel.

Every formula within a core gets a literal of its own that is true exactly
where the formula holds (Tseitin, "On the complexity of derivation in
propositional calculus", 1968, in both directions). Numbers are left to linear
inequalities between unknowns. An unknown whose quantity is undefined (a
ceiling that is `none`, the day of what does not happen) has any value: the
literal of each comparison also asks that all it needs is defined.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil, floor, gcd, lcm
from typing import Final, NamedTuple

from termcheck.certify.check.holds import Core, months_after
from termcheck.certify.check.reader import Reader, guarded
from termcheck.certify.check.vocabulary import BOOL, Choice, Range
from termcheck.certify.check.words import Refused

TRUE: Final = 1
_HALF: Final = Fraction(1, 2)
_ZERO: Final = Fraction(0)


class Clauses:
    """What `encode` yields.

    ``clauses`` are alternatives of literals, k or -k, all of which hold; a
    literal counts from 1. ``atoms`` says what the literal of an inequality
    means: the sum of coefficient times unknown is at most the bound, or less
    if the third part says so (never where all unknowns are whole).
    ``unknowns`` are their least and greatest value and whether they are whole,
    and unknown -k is the truth of literal k: 1 if it holds, else 0;
    ``months`` says which unknown lies how many months after which. ``names``
    and ``unknown_names`` are for people.
    """

    def __init__(self) -> None:
        """Begin with the literal that is always true."""
        self.clauses: list[tuple[int, ...]] = [(TRUE,)]
        self.atoms: dict[int, tuple[tuple[tuple[int, Fraction], ...], Fraction, bool]] = {}
        self.unknowns: list[tuple[Fraction, Fraction, bool]] = []
        self.months: dict[int, tuple[int, int]] = {}
        self.names: dict[int, str] = {TRUE: "true"}
        self.unknown_names: list[str] = []

    def name(self, unknown: int) -> str:
        """Return what an unknown is called."""
        return f"({self.names[-unknown]})" if unknown < 0 else self.unknown_names[unknown]


def encode(cores: Sequence[Core], reader: Reader) -> Clauses:
    """Return clauses that can hold exactly in the packages in which all ``cores`` hold.

    Literals and unknowns are numbered as they first appear.
    """
    encoder = _Encoder(reader)
    for literal in guarded(lambda: [encoder.literal(core) for core in cores]):
        encoder.add(literal)
    return encoder.out


class _Linear(NamedTuple):
    """A sum of coefficient times unknown, by unknown, and a constant.

    ``needs`` are the literals that must be true for it to be defined.
    """

    parts: dict[int, Fraction]
    constant: Fraction
    needs: tuple[int, ...] = ()

    def plus(self, other: _Linear, factor: Fraction) -> _Linear:
        """Return this and ``factor`` times ``other``."""
        parts = dict(self.parts)
        for unknown, coefficient in other.parts.items():
            parts[unknown] = parts.get(unknown, _ZERO) + factor * coefficient
        parts = {unknown: each for unknown, each in parts.items() if each}
        needs = tuple(dict.fromkeys(self.needs + other.needs))
        return _Linear(parts, self.constant + factor * other.constant, needs)


class _Encoder:
    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.out = Clauses()
        self.literals: dict[object, int] = {}
        self.quantities: dict[Core, _Linear] = {}

    # --- Literals --------------------------------------------------------------

    def add(self, *literals: int) -> None:
        """Add the clause: one of ``literals`` is true."""
        self.out.clauses.append(literals)

    def fresh(self, key: object, name: str) -> int:
        """Return a new literal for ``key``."""
        literal = self.literals[key] = len(self.out.names) + 1
        self.out.names[literal] = name
        return literal

    def all_of(self, literals: Iterable[int]) -> int:
        """Return the literal of: all of ``literals`` are true."""
        inputs = tuple(dict.fromkeys(each for each in literals if each != TRUE))
        if -TRUE in inputs or not {-each for each in inputs}.isdisjoint(inputs):
            return -TRUE
        if len(inputs) < 2:
            return inputs[0] if inputs else TRUE
        found = self.literals.get(("all", inputs))
        if found is None:
            name = "all of " + ", ".join(map(str, inputs))
            found = self.fresh(("all", inputs), name)
            for each in inputs:
                self.add(-found, each)
            self.add(found, *(-each for each in inputs))
        return found

    def one_of(self, literals: Iterable[int]) -> int:
        """Return the literal of: one of ``literals`` is true at least."""
        return -self.all_of(-each for each in literals)

    def at_least(self, count: int, literals: Sequence[int]) -> int:
        """Return the literal of: at least ``count`` of ``literals`` are true."""
        unsure = [each for each in literals if abs(each) != TRUE]
        count -= literals.count(TRUE)
        if count <= 0 or count > len(unsure):
            return TRUE if count <= 0 else -TRUE
        if count in (1, len(unsure)):
            return self.one_of(unsure) if count == 1 else self.all_of(unsure)
        missing = _Linear({}, Fraction(count))
        for each in unsure:
            truth = _Linear({-abs(each): Fraction(1 if each > 0 else -1)}, Fraction(each < 0))
            missing = missing.plus(truth, Fraction(-1))
        return self.at_most(missing)

    def literal(self, core: Core) -> int:
        """Return the literal of ``core``."""
        if core in self.literals:
            return self.literals[core]
        kind = core[0]
        if kind == "const":
            return TRUE if core[1] else -TRUE
        if kind == "in":
            return self.value_of(core[1], core[2])
        if kind == "none":
            return -self.limited(core[1])
        if kind == "happens":
            return self.fresh(core, f"{core[1]} happens")
        if kind == "cmp":
            return self.compared(*core[1:])
        if kind == "not":
            return -self.literal(core[1])
        if kind in ("and", "or"):
            inputs = [self.literal(each) for each in core[1]]
            found = self.all_of(inputs) if kind == "and" else self.one_of(inputs)
        elif kind == "iff":
            left, right = self.literal(core[1]), self.literal(core[2])
            found = self.all_of((self.one_of((-left, right)), self.one_of((left, -right))))
        elif kind == "count":
            inputs = [self.literal(each) for each in core[3]]
            found = self.all_of(
                (self.at_least(core[1], inputs), -self.at_least(core[2] + 1, inputs))
            )
        else:
            raise Refused(f"`{kind}` is no formula")
        self.literals[core] = found
        return found

    # --- Values ----------------------------------------------------------------

    def value_of(self, variable: str, values: Sequence[str]) -> int:
        """Return the literal of: the variable has one of ``values``; it has exactly one."""
        domain = self.reader.domain(variable)
        if not isinstance(domain, Choice):
            raise Refused(f"`{variable}` is a number")
        if domain == BOOL:
            key = ("value", variable, "true")
            truth = self.literals.get(key) or self.fresh(key, variable)
            return self.one_of(truth if each == "true" else -truth for each in values)
        keys = {value: ("value", variable, value) for value in domain.values}
        if keys[domain.values[0]] not in self.literals:
            every = [self.fresh(key, f"{variable} = {value}") for value, key in keys.items()]
            self.add(*every)
            for place, each in enumerate(every):
                for other in every[:place]:
                    self.add(-other, -each)
        return self.one_of(self.literals[keys[each]] for each in domain.values if each in values)

    def limited(self, variable: str) -> int:
        """Return the literal of: the variable is a number, not `none`."""
        domain = self.reader.domain(variable)
        if not isinstance(domain, Range):
            raise Refused(f"`{variable}` is no number")
        key = ("limited", variable)
        if not domain.or_none:
            return TRUE
        return self.literals.get(key) or self.fresh(key, f"{variable} != none")

    # --- Comparisons -----------------------------------------------------------

    def compared(self, sign: str, left: Core, right: Core) -> int:
        """Return the literal of a comparison; false where a side is undefined."""
        difference = self.linear(left).plus(self.linear(right), Fraction(-1))
        if sign in ("<", "<="):
            return self.all_of((*difference.needs, self.at_most(difference, sign == "<")))
        equal = self.all_of((self.at_most(difference), -self.at_most(difference, True)))
        return self.all_of((*difference.needs, equal if sign == "=" else -equal))

    def at_most(self, linear: _Linear, strict: bool = False) -> int:
        """Return the literal of: ``linear`` is at most 0, or below it.

        Coefficients are made whole, without a common divisor, the first of them
        positive. The denial of an inequality is the negative literal.
        """
        if not linear.parts:
            holds = linear.constant < 0 or (linear.constant == 0 and not strict)
            return TRUE if holds else -TRUE
        parts = sorted(linear.parts.items())
        scale = Fraction(
            lcm(*(each.denominator for _, each in parts)),
            gcd(*(each.numerator for _, each in parts)),
        )
        turned = parts[0][1] < 0
        if turned:
            scale, strict = -scale, not strict
        row = tuple((unknown, each * scale) for unknown, each in parts)
        bound = -linear.constant * scale
        if all(unknown < 0 or self.out.unknowns[unknown][2] for unknown, _ in row):
            bound, strict = Fraction(ceil(bound) - 1 if strict else floor(bound)), False
        key = ("atom", row, bound, strict)
        found = self.literals.get(key)
        if found is None:
            sums = " + ".join(f"{each} {self.out.name(unknown)}" for unknown, each in row)
            found = self.fresh(key, f"{sums} {'<' if strict else '<='} {bound}")
            self.out.atoms[found] = row, bound, strict
        return -found if turned else found

    # --- Quantities ------------------------------------------------------------

    def unknown(self, low: Fraction, high: Fraction, whole: bool, name: str) -> _Linear:
        """Return a new unknown, as a sum of nothing else."""
        self.out.unknowns.append((low, high, whole))
        self.out.unknown_names.append(name)
        return _Linear({len(self.out.unknowns) - 1: Fraction(1)}, _ZERO)

    def bounds(self, linear: _Linear) -> tuple[Fraction, Fraction, bool]:
        """Return between what ``linear`` lies, and whether it is whole."""
        low = high = linear.constant
        whole = low.denominator == 1
        for unknown, each in linear.parts.items():
            least, greatest, is_whole = self.out.unknowns[unknown]
            low += each * (least if each > 0 else greatest)
            high += each * (greatest if each > 0 else least)
            whole = whole and is_whole and each.denominator == 1
        return low, high, whole

    def linear(self, core: Core) -> _Linear:
        """Return the quantity ``core`` as a sum, its new unknowns defined by clauses."""
        found = self.quantities.get(core)
        if found is None:
            found = self.quantities[core] = self.new_linear(core)
        return found

    def new_linear(self, core: Core) -> _Linear:
        """Return the same of a quantity that appears for the first time."""
        kind = core[0]
        if kind == "num":
            return _Linear({}, core[1])
        if kind == "amount":
            needs = self.limited(core[1])
            domain = self.reader.domain(core[1])
            assert isinstance(domain, Range)
            amount = self.unknown(domain.low, domain.high, domain.whole, core[1])
            return amount._replace(needs=(needs,) if needs != TRUE else ())
        if kind == "day":
            happens = self.literal(("happens", core[1]))
            first, last = map(Fraction, self.reader.horizon)
            return self.unknown(first, last, True, f"day({core[1]})")._replace(needs=(happens,))
        if kind == "times":
            return _Linear({}, _ZERO).plus(self.linear(core[2]), core[1])
        if kind == "tally":
            return self.total([self.counted(f, self.linear(q)) for f, q in core[1]])
        if kind == "months":
            return self.later(self.linear(core[1]), core[2])
        if kind in ("sum", "min", "max"):
            parts = [self.linear(each) for each in core[1]]
            return self.total(parts) if kind == "sum" else self.extreme(kind, parts)
        if kind in ("round", "floor", "ceil"):
            return self.rounded(kind, self.linear(core[1]))
        raise Refused(f"`{kind}` is no quantity")

    def total(self, parts: Iterable[_Linear]) -> _Linear:
        """Return the sum of ``parts``."""
        found = _Linear({}, _ZERO)
        for each in parts:
            found = found.plus(each, Fraction(1))
        return found

    def below(self, left: _Linear, right: _Linear, strict: bool = False) -> int:
        """Return the literal of: ``left`` is at most ``right``, or below it."""
        return self.at_most(left.plus(right, Fraction(-1)), strict)

    def counted(self, condition: Core, part: _Linear) -> _Linear:
        """Return an unknown that is ``part`` where ``condition`` holds, and 0 elsewhere."""
        holds, zero = self.literal(condition), _Linear({}, _ZERO)
        if not part.parts and part.constant != 1:
            return zero.plus(self.counted(condition, _Linear({}, Fraction(1))), part.constant)
        low, high, whole = self.bounds(part)
        found = self.unknown(min(low, _ZERO), max(high, _ZERO), whole, f"what counts if {holds}")
        for literal, value in ((holds, part), (-holds, zero)):
            self.add(-literal, self.below(found, value))
            self.add(-literal, self.below(value, found))
        needs = self.one_of((-holds, self.all_of(part.needs)))
        return found._replace(needs=(needs,) if needs != TRUE else ())

    def extreme(self, kind: str, parts: list[_Linear]) -> _Linear:
        """Return an unknown that is the least or the greatest of ``parts``."""
        if not parts:
            raise Refused(f"`{kind}` of nothing")
        choose = min if kind == "min" else max
        lows, highs, wholes = zip(*(self.bounds(each) for each in parts), strict=True)
        found = self.unknown(choose(lows), choose(highs), all(wholes), kind)
        reached: list[int] = []
        for each in parts:
            pair = (found, each) if kind == "min" else (each, found)
            self.add(self.below(*pair))
            reached.append(self.below(pair[1], pair[0]))
        self.add(*reached)
        return found._replace(needs=self.total(parts).needs)

    def rounded(self, kind: str, part: _Linear) -> _Linear:
        """Return a whole unknown next to ``part``."""
        low, high, whole = self.bounds(part)
        if whole:
            return part
        near = floor(low), ceil(high)
        found = self.unknown(Fraction(near[0]), Fraction(near[1]), True, kind)
        over, under = found.plus(part, Fraction(-1)), part.plus(found, Fraction(-1))
        one, half = _Linear({}, Fraction(1)), _Linear({}, _HALF)
        if kind == "floor":
            self.add(self.at_most(over))
            self.add(self.below(under, one, True))
        elif kind == "ceil":
            self.add(self.at_most(under))
            self.add(self.below(over, one, True))
        else:
            negative = self.at_most(part, True)
            self.add(self.below(over, half))
            self.add(self.below(under, half))
            self.add(negative, self.below(under, half, True))
            self.add(-negative, self.below(over, half, True))
        return found._replace(needs=part.needs)

    def later(self, day: _Linear, months: int) -> _Linear:
        """Return the unknown day that lies so many months after ``day``."""
        low, high, whole = self.bounds(day)
        if not whole:
            raise Refused("months are counted from a day of the calendar")
        start = day
        if len(day.parts) != 1 or day.constant or set(day.parts.values()) != {1}:
            start = self.unknown(low, high, True, "a day")
            self.add(self.below(start, day))
            self.add(self.below(day, start))
        bounds = Fraction(months_after(low, months)), Fraction(months_after(high, months))
        found = self.unknown(*bounds, True, f"{months} months later")
        (before,), (after,) = start.parts, found.parts
        self.out.months[after] = before, months
        return found._replace(needs=day.needs)
