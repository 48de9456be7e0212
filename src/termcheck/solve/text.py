"""Text: what an encoder has made, as a solver reads it.

Accepts an encoder and how much of it a solver has been told; yields the rest,
as DIMACS for a finite solver and as SMT-LIB for the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from termcheck.solve.cnf import Count
from termcheck.solve.encode import Encoder
from termcheck.solve.numbers import Inequality, Unknown

Told = tuple[int, int, int, int, int]
"""How many literals, clauses, numbers, inequalities and counts a solver knows."""

NOTHING: Told = (0, 0, 0, 0, 0)


def size(encoder: Encoder) -> Told:
    """Return what a solver knows that has been told everything."""
    cnf, numbers = encoder.cnf, encoder.numbers
    made = (len(numbers.used), len(numbers.inequalities), len(cnf.counts))
    return (cnf.size, len(cnf.clauses), *made)


def dimacs(encoder: Encoder, told: Told) -> str:
    """Return what is new since ``told``, which must all be clauses, and no count."""
    cnf = encoder.cnf
    lines = [f"p cnf {cnf.size} {len(cnf.clauses) - told[1]}"]
    lines += [f"{' '.join(map(str, row))} 0" for row in cnf.clauses[told[1] :]]
    return "\n".join(lines) + "\n"


def smt(encoder: Encoder, told: Told) -> str:
    """Return what is new since ``told``."""
    cnf, numbers = encoder.cnf, encoder.numbers
    size, clauses, used, inequalities, counts = told
    lines = [f"(declare-const b{i} Bool)" for i in range(size + 1, cnf.size + 1)]
    lines += [_declared(each) for each in numbers.used[used:]]
    whole = {each.number: each.whole for each in numbers.used}
    lines += [_defined(each, whole) for each in numbers.inequalities[inequalities:]]
    lines += [_counted(each) for each in cnf.counts[counts:]]
    lines += [_clause(row) for row in cnf.clauses[clauses:]]
    return "\n".join(lines) + "\n"


def literal_text(literal: int) -> str:
    """Return a literal as SMT-LIB writes it."""
    return f"b{literal}" if literal > 0 else f"(not b{-literal})"


def conjunction(literals: Sequence[int]) -> str:
    """Return that all of ``literals`` hold, as SMT-LIB writes it."""
    return _joined("and", literals) if literals else "true"


def _clause(row: Sequence[int]) -> str:
    return f"(assert {_joined('or', row) if row else 'false'})"


def _counted(count: Count) -> str:
    """Write that a literal holds only where so many of others do, in words of Z3's own."""
    literal, number, literals = count
    inside = " ".join(map(literal_text, literals))
    return f"(assert (or {literal_text(-literal)} ((_ at-least {number}) {inside})))"


def _joined(word: str, literals: Sequence[int]) -> str:
    """Join some literals; the standard joins two at least."""
    inside = " ".join(map(literal_text, literals))
    return inside if len(literals) == 1 else f"({word} {inside})"


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
    return f"(assert (= {literal_text(inequality.literal)} ({order} {left} {limit})))"


def _product(number: int, factor: Fraction, whole: bool, all_whole: bool) -> str:
    name = f"(to_real n{number})" if whole and not all_whole else f"n{number}"
    return name if factor == 1 else f"(* {_constant(factor, all_whole)} {name})"


def _constant(value: Fraction, whole: bool) -> str:
    if whole:
        return str(value) if value >= 0 else f"(- {-value})"
    size = f"{abs(value.numerator)}.0"
    size = size if value.denominator == 1 else f"(/ {size} {value.denominator}.0)"
    return size if value >= 0 else f"(- {size})"
