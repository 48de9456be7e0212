"""Formulas of the benchmarks as z3py terms, as somebody who knows z3py would write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import z3

from termcheck.library.formula import Among, Amount, Compare, Exactly, Formula, Not, Or
from termcheck.library.model import Choice, Domain
from termcheck.logic.problem import Item


class Terms:
    """The terms of ``domains`` as constants, and what keeps numbers within their limits."""

    def __init__(self, domains: Mapping[str, Domain]) -> None:
        self._domains = domains
        self._made: dict[str, Any] = {}
        self.limits: list[Any] = []
        for name, domain in domains.items():
            if isinstance(domain, Choice) and domain.bool:
                self._made[name] = z3.Bool(name)
                continue
            low, high = (
                (0, len(domain.values) - 1)
                if isinstance(domain, Choice)
                else (int(domain.low), int(domain.high))
            )
            self._made[name] = z3.Int(name)
            self.limits += [self._made[name] >= low, self._made[name] <= high]

    def all_of(self, items: Sequence[Item]) -> list[Any]:
        """Return what ``items`` say."""
        return [self._said(part.formula) for item in items for part in item.parts]

    def _said(self, formula: Formula) -> Any:
        match formula:
            case Or(operands=operands):
                return z3.Or([self._said(each) for each in operands])
            case Not(operand=operand):
                return z3.Not(self._said(operand))
            case Among(variable=variable, values=(value,)):
                domain = self._domains[variable.term]
                assert isinstance(domain, Choice)
                term = self._made[variable.term]
                return term if domain.bool else term == domain.values.index(value)
            case Compare(left=Amount(variable=variable), right=Exactly(value=limit)):
                return self._made[variable.term] <= int(limit)
            case Compare(left=Exactly(value=limit), right=Amount(variable=variable)):
                return self._made[variable.term] >= int(limit)
            case _:
                raise AssertionError(formula)
