"""An engine: parts of items, compiled as they come, and one solver that holds them.

Accepts parts; every part gets a selector, a literal under which its formula
holds. A question is a set of selectors. The same clauses go to the
finite-domain solver as DIMACS or to the general one as SMT-LIB.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from termcheck.library.formula import (
    Amount,
    Compare,
    DayOf,
    Extreme,
    Formula,
    MonthsAfter,
    Rounded,
    Tally,
    Variable,
    nodes,
)
from termcheck.library.model import Answer, Choice, Domain
from termcheck.solve.encode import Encoder
from termcheck.solve.numbers import Bound, Inequality, Unknown
from termcheck.solve.z3 import Z3, Model, Outcome


def is_finite(formula: Formula) -> bool:
    """Say whether ``formula`` compares no two numbers or days with each other."""
    return all(_compares_one(node) for node in nodes(formula) if isinstance(node, Compare))


def _compares_one(comparison: Compare) -> bool:
    inside = [*nodes(comparison.left), *nodes(comparison.right)]
    unknown = {node for node in inside if isinstance(node, Amount | DayOf)}
    beyond = any(isinstance(node, Rounded | Extreme | Tally | MonthsAfter) for node in inside)
    return len(unknown) < 2 and not beyond


class Engine:
    """A solver with what it has been told; ``finite`` as in ``Z3``."""

    def __init__(
        self,
        domains: Mapping[str, Domain],
        horizon: tuple[int, int],
        *,
        finite: bool,
        seed: int = 0,
    ) -> None:
        self.encoder = Encoder(domains, horizon)
        self.finite = finite
        self._solver = Z3(finite=finite, seed=seed)
        self._told = (0, 0, 0, 0)
        self._selectors: dict[Formula, int] = {}

    def selector(self, formula: Formula) -> int:
        """Return a literal, the same at every call, under which ``formula`` holds."""
        found = self._selectors.get(formula)
        if found is None:
            holds = self.encoder.implied_by(formula)
            found = self._selectors[formula] = self.encoder.cnf.fresh()
            self.encoder.cnf.clauses.append((-found, holds))
        return found

    def check(self, selectors: Sequence[int], timeout_ms: int | None = None) -> Outcome:
        """Say whether the selected formulas can hold together."""
        self._tell()
        return self._solver.check(selectors, timeout_ms)

    def core(self, selectors: Sequence[int]) -> tuple[int, ...]:
        """Return the selectors that the last refutation used."""
        return self._solver.core(selectors)

    def interrupt(self) -> None:
        """End the check that is running, from another thread; it says ``unknown``."""
        self._solver.interrupt()

    def reason_unknown(self) -> str:
        """Return why the last check gave no answer, in the solver's words."""
        return self._solver.reason_unknown()

    def push(self) -> None:
        """Open a scope for ``insist``."""
        self._tell()
        self._solver.push()

    def pop(self) -> None:
        """Close the scope that was opened last."""
        self._solver.pop()

    def insist(self, literal: int) -> None:
        """Require ``literal`` until the scope is closed."""
        self._tell()
        self._solver.insist(literal)

    # --- text ----------------------------------------------------------------

    def _tell(self) -> None:
        """Give the solver what was encoded since the last time."""
        cnf, numbers = self.encoder.cnf, self.encoder.numbers
        now = (cnf.size, len(cnf.clauses), len(numbers.used), len(numbers.inequalities))
        if now == self._told:
            return
        size, clauses, used, inequalities = self._told
        if self.finite:
            lines = [f"p cnf {cnf.size} {len(cnf.clauses) - clauses}"]
            lines += [f"{' '.join(map(str, row))} 0" for row in cnf.clauses[clauses:]]
        else:
            lines = [f"(declare-const b{i} Bool)" for i in range(size + 1, cnf.size + 1)]
            lines += [_declared(each) for each in numbers.used[used:]]
            whole = {each.number: each.whole for each in numbers.used}
            lines += [_defined(each, whole) for each in numbers.inequalities[inequalities:]]
            lines += [_clause(row) for row in cnf.clauses[clauses:]]
        self._solver.read("\n".join(lines) + "\n")
        self._told = now

    def found(self) -> Found:
        """Return what the last successful check found."""
        return Found(self.encoder, self._solver.model())


class Found:
    """A solver's answer, decoded one variable at a time.

    It knows the variables and events that were encoded when it was found, and
    nothing of later ones.
    """

    def __init__(self, encoder: Encoder, model: Model) -> None:
        self._encoder = encoder
        self._model = model
        self._size = encoder.cnf.size
        self._used = {each.number for each in encoder.numbers.used}

    def value(self, variable: Variable) -> Answer:
        """Return the value of ``variable``; raises ``KeyError`` if it is not known."""
        row = self._encoder.choices.get(variable)
        if row is not None:
            domain = self._encoder.domains[variable.term]
            assert isinstance(domain, Choice)
            pairs = zip(domain.values, row, strict=True)
            return next(value for value, literal in pairs if self._true(literal))
        unknown = self._encoder.amounts[variable]
        limit = self._encoder.unlimited.get(variable)
        if limit is not None and self._true(limit):
            return None
        return self._number(unknown)

    def day(self, event: str) -> int | None:
        """Return the day of ``event``; raises ``KeyError`` if it is not known."""
        if not self._true(self._encoder.happening[event]):
            return None
        return int(self._number(self._encoder.days[event]))

    def _true(self, literal: int) -> bool:
        if abs(literal) > self._size:
            raise KeyError(literal)
        return self._model.true(abs(literal)) == (literal > 0)

    def _number(self, unknown: Unknown) -> Fraction:
        if unknown.number in self._used:
            return self._model.number(unknown.name, unknown.whole)
        row = self._encoder.numbers.thresholds[unknown.number]
        known = [(bound, self._true(lit)) for bound, lit in row if abs(lit) <= self._size]
        return between(unknown, known)


def between(unknown: Unknown, row: Sequence[tuple[Bound, bool]]) -> Fraction:
    """Return the least plain number that agrees with the thresholds of ``row``.

    It is the lower limit if that belongs to the interval, else the upper one,
    else the middle.
    """
    low: Bound = (unknown.low, True)
    high: Bound = (unknown.high, True)
    for (limit, included), is_below in row:
        if not is_below:
            low = max(low, (limit, not included), key=lambda b: (b[0], not b[1]))
        else:
            high = min(high, (limit, included), key=lambda b: (b[0], b[1]))
    if unknown.whole:
        return low[0] if low[1] else low[0] + 1
    if low[1]:
        return low[0]
    return high[0] if high[1] else (low[0] + high[0]) / 2


def _literal(literal: int) -> str:
    return f"b{literal}" if literal > 0 else f"(not b{-literal})"


def _clause(row: tuple[int, ...]) -> str:
    inside = " ".join(map(_literal, row))
    return f"(assert (or {inside}))" if row else "(assert false)"


def _declared(unknown: Unknown) -> str:
    sort = "Int" if unknown.whole else "Real"
    low, high = (_constant(each, unknown.whole) for each in (unknown.low, unknown.high))
    return (
        f"(declare-const {unknown.name} {sort})"
        f"(assert (and (<= {low} {unknown.name}) (<= {unknown.name} {high})))"
    )


def _defined(inequality: Inequality, whole: Mapping[int, bool]) -> str:
    """Write ``literal = (terms <= limit)``."""
    all_whole = all(whole[number] for number, _ in inequality.sum.terms)
    parts = [_product(number, f, whole[number], all_whole) for number, f in inequality.sum.terms]
    left = parts[0] if len(parts) == 1 else f"(+ {' '.join(parts)})"
    order = "<=" if inequality.included else "<"
    limit = _constant(-inequality.sum.constant, all_whole)
    return f"(assert (= {_literal(inequality.literal)} ({order} {left} {limit})))"


def _product(number: int, factor: Fraction, whole: bool, all_whole: bool) -> str:
    name = f"(to_real n{number})" if whole and not all_whole else f"n{number}"
    return name if factor == 1 else f"(* {_constant(factor, all_whole)} {name})"


def _constant(value: Fraction, whole: bool) -> str:
    if whole:
        return str(value) if value >= 0 else f"(- {-value})"
    size = f"{abs(value.numerator)}.0"
    size = size if value.denominator == 1 else f"(/ {size} {value.denominator}.0)"
    return size if value >= 0 else f"(- {size})"
