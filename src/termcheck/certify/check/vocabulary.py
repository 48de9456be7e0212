"""Vocabulary: what the declarations of a library say, each read from its own text.

Declarations come in any order, so names are resolved when they are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import product
from typing import Any, Final, NamedTuple

from termcheck.certify.check.grammar import PERIODS, Parser, Tree
from termcheck.certify.check.words import Refused

_MOST_MEMBERS: Final = 100_000


class Choice(NamedTuple):
    """One of ``values``, in the order of the type; a bool has "false" and "true"."""

    values: tuple[str, ...]
    ordered: bool


class Range(NamedTuple):
    """A number from ``low`` to ``high``, both included, in its declared unit."""

    low: Fraction
    high: Fraction
    whole: bool
    unit: str
    or_none: bool


BOOL: Final = Choice(("false", "true"), False)


class Term(NamedTuple):
    """A term or, with ``families``, one for each combination of their members.

    ``now`` is the tree of its status quo, if one is declared.
    """

    families: tuple[Tree, ...]
    domain: Choice | Range
    by_phase: bool
    now: Tree | None


class Vocabulary:
    """Everything that has been declared."""

    def __init__(self) -> None:
        """Begin with nothing but the units that the language knows."""
        self.units: dict[str, tuple[Fraction, str]] = {"%": (Fraction(1), "%"), **PERIODS}
        self.sets: dict[str, Tree] = {}
        self.phases: list[str] = []
        self.default_phases: list[str] = []
        self.terms: dict[str, Term] = {}
        self.events: dict[str, tuple[Tree, ...]] = {}
        self.constants: dict[str, tuple[tuple[Tree, ...], dict[tuple[str, ...], Tree]]] = {}
        self.defines: dict[str, Tree] = {}

    # --- Reading declarations --------------------------------------------------

    def declare(self, text: str) -> None:
        """Read one declaration; parties and sources are passed over."""
        parser = Parser(text)
        readers: dict[str, Callable[[Parser], None]] = {
            "unit": self._unit,
            "set": self._set,
            "constant": self._constant,
            "phase": self._phase,
            "term": self._term,
            "event": self._event,
            "define": self._define,
        }
        word = parser.step()
        if word in ("party", "source"):
            parser.name()
        elif word in readers:
            readers[word](parser)
            if parser.kind != "end":
                raise Refused(f"did not expect `{parser.word}` in a declaration")
        else:
            raise Refused(f"`{word}` declares nothing")

    def _once(self, name: str, *kinds: Any) -> None:
        if any(name in kind for kind in kinds):
            raise Refused(f"`{name}` is declared twice")

    def _named(self, parser: Parser) -> str:
        name = parser.path()
        self._once(name, self.terms, self.events, self.constants, self.defines)
        return name

    def _unit(self, parser: Parser) -> None:
        names = parser.listed(parser.name)
        _, value, base, _ = (
            parser.quantity() if parser.take("=") else ("", Fraction(1), names[0], 0)
        )
        for name in names:
            self._once(name, self.units)
            self.units[name] = value, base

    def _set(self, parser: Parser) -> None:
        name = parser.name()
        parser.need("=")
        self._once(name, self.sets)
        self.sets[name] = parser.members()

    def _constant(self, parser: Parser) -> None:
        name, families = self._named(parser), self._families(parser)
        parser.need("=")
        values: dict[tuple[str, ...], Tree] = {}
        if not parser.take("{"):
            values[()] = parser.quantity()
        else:
            for members, value in parser.listed(lambda: self._entry(parser), "}"):
                self._once(str(members), map(str, values))
                values[members] = value
        self.constants[name] = families, values

    def _entry(self, parser: Parser) -> tuple[tuple[str, ...], Tree]:
        members = parser.index() or (parser.name(),)
        parser.need(":")
        return members, parser.quantity()

    def _phase(self, parser: Parser) -> None:
        name = parser.name()
        self._once(name, self.phases)
        if parser.kind == "text":
            parser.step()
        if parser.take("default"):
            self.default_phases.append(name)
        self.phases.append(name)

    def _families(self, parser: Parser) -> tuple[Tree, ...]:
        return parser.listed(parser.members, "]") if parser.take("[") else ()

    def _term(self, parser: Parser) -> None:
        name, families = self._named(parser), self._families(parser)
        parser.need(":")
        domain = self._domain(parser)
        by_phase, now = False, None
        while parser.kind != "end":
            if parser.take("by phase"):
                by_phase = True
            elif parser.take("now"):
                now = parser.expression(4)
            else:
                self._part(parser)
        self.terms[name] = Term(families, domain, by_phase, now)

    def _part(self, parser: Parser) -> None:
        if parser.take("decided by"):
            parser.listed(parser.name)
        else:
            parser.need_kind("text")

    def _domain(self, parser: Parser) -> Choice | Range:
        if parser.take("bool"):
            return BOOL
        if parser.take("{"):
            values = [parser.name()]
            sign = parser.word if parser.word == "<" else ","
            while parser.take(sign) and parser.word != "}":
                values.append(parser.name())
            parser.need("}")
            if len(set(values)) < len(values):
                raise Refused("a type names a value twice")
            return Choice(tuple(values), sign == "<")
        whole = not parser.take("decimal")
        low = parser.bound()
        parser.need("..")
        high = parser.bound()
        scale, unit = parser.scale(), ""
        if parser.word != "or":
            unit = parser.unit() if parser.kind == "name" or parser.word == "%" else ""
        or_none = parser.take("or")
        if or_none:
            parser.need("none")
        low, high = low * scale, high * scale
        if low > high or (whole and (low.denominator, high.denominator) != (1, 1)):
            raise Refused("the bounds of a type do not fit")
        return Range(low, high, whole, unit, or_none)

    def _event(self, parser: Parser) -> None:
        name = self._named(parser)
        self.events[name] = self._families(parser)
        while parser.kind != "end":
            self._part(parser)

    def _define(self, parser: Parser) -> None:
        name = self._named(parser)
        parser.need("=")
        self.defines[name] = parser.conditional()

    # --- Asking ----------------------------------------------------------------

    def members(self, tree: Tree, seen: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return the members of a set, named or written out."""
        base, left_out = tree
        if isinstance(base, str):
            if base in seen or base not in self.sets or len(seen) > 100:
                raise Refused(f"`{base}` is no set")
            base = self.members(self.sets[base], (*seen, base))
        return tuple(each for each in dict.fromkeys(base) if each not in left_out)

    def is_member(self, families: tuple[Tree, ...], index: tuple[str, ...]) -> bool:
        """Say whether ``index`` names one member for each of the ``families``."""
        return len(families) == len(index) and all(
            member in self.members(family) for family, member in zip(families, index, strict=True)
        )

    def has_members(self, name: str) -> bool:
        """Say whether ``name`` is that of a family."""
        if name in self.terms:
            return bool(self.terms[name].families)
        return bool(self.events.get(name) or self.constants.get(name, ((),))[0])

    def indices(self, families: tuple[Tree, ...]) -> Iterator[tuple[str, ...]]:
        """Yield every combination of members of the ``families``."""
        sets = [self.members(family) for family in families]
        size = 1
        for each in sets:
            size *= len(each)
        if size > _MOST_MEMBERS:
            raise Refused("a family is too large")
        return product(*sets)

    def unit(self, name: str) -> tuple[Fraction, str]:
        """Return how many of its base a unit is, and the base; "" is the plain number."""
        factor, steps = Fraction(1), 0
        while name:
            if name not in self.units or steps > 100:
                raise Refused(f"`{name}` is no unit")
            value, base = self.units[name]
            factor, steps = factor * value, steps + 1
            if base == name:
                return factor, base
            name = base
        return factor, ""

    def term_of(self, variable: str) -> Term:
        """Return the term of a variable, as it is printed."""
        printed, _, phase = variable.partition("@")
        name, bracket, index = printed.partition("[")
        members = tuple(index.removesuffix("]").split(", ")) if bracket else ()
        term = self.terms.get(name)
        if term is None or not self.is_member(term.families, members):
            raise Refused(f"`{variable}` is no variable")
        if (phase in self.phases) != term.by_phase:
            raise Refused(f"the phase of `{variable}` does not fit")
        return term
