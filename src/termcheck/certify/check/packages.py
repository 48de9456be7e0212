"""Packages: what a package of a certificate says, checked against what can be said.

Accepts the record of a package and a reader; yields values and days as ``holds``
takes them. What a package leaves out is plain: the first value or the lowest
number of a term, and an event that does not happen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from termcheck.certify.check.document import field
from termcheck.certify.check.holds import Core, asked
from termcheck.certify.check.reader import Reader
from termcheck.certify.check.vocabulary import Choice, Range
from termcheck.certify.check.words import Refused

_NUMBER = re.compile(r"-?[0-9]{1,60}(/[1-9][0-9]{0,59})?")


class Values(dict[str, Any]):
    """Values of a package; a term that it leaves out has its first or lowest."""

    def __init__(self, reader: Reader) -> None:
        """``reader`` knows the terms."""
        super().__init__()
        self._reader = reader

    def __missing__(self, variable: str) -> Any:
        domain = self._reader.domain(variable)
        value = domain.values[0] if isinstance(domain, Choice) else domain.low
        self[variable] = value
        return value

    def checked(self, variable: str, value: Any) -> Any:
        """Return a value as it was written, if its term can have it."""
        domain = self._reader.domain(variable)
        if isinstance(domain, Choice):
            if type(value) is not str or value not in domain.values:
                raise Refused(f"`{variable}` has no such value")
            return value
        if value is None and domain.or_none:
            return None
        if type(value) is not str or not _NUMBER.fullmatch(value):
            raise Refused(f"`{variable}` is a number")
        number = Fraction(value)
        if not domain.low <= number <= domain.high or (domain.whole and number.denominator > 1):
            raise Refused(f"`{variable}` has no such value")
        return number


class Days(dict[str, int | None]):
    """Days of events; one that is left out does not happen."""

    def __missing__(self, event: str) -> None:
        return None


def package(records: list[Any], number: Any, reader: Reader) -> tuple[Values, Days]:
    """Return what the package with this number says; ``Refused`` if it cannot be so."""
    if type(number) is not int or not 0 <= number < len(records):
        raise Refused("a package that is not there")
    values, days = Values(reader), Days()
    for variable, value in _said(records, number, "terms").items():
        values[variable] = values.checked(variable, value)
    for event, text in _said(records, number, "events").items():
        days[event] = day(text)
        if not reader.horizon[0] <= day(text) <= reader.horizon[1]:
            raise Refused(f"`{event}` does not happen on that day")
    return values, days


def _said(records: list[Any], number: int, kind: str) -> dict[str, Any]:
    """Return what a package says; it may be given as changes to an earlier one."""
    record = records[number]
    found: dict[str, Any] = {}
    if "like" in record:
        like = field(record, "like", int)
        if not 0 <= like < number:
            raise Refused("a package that is like none before it")
        found = dict(_said(records, like, kind))
    for name, value in field(record, kind, dict).items():
        found[name] = value
    return {name: value for name, value in found.items() if value != ""}


def elsewhere(values: Values, reader: Reader, cores: Iterable[Core], other: Reader) -> Values:
    """Return the values that ``cores``, which ``other`` read, ask of a package.

    A term that only ``other`` knows is plain; one that both know must be in one
    unit and have a value that both know.
    """
    found = Values(other)
    for variable in _variables(cores):
        if variable.partition("@")[0].partition("[")[0] not in reader.vocabulary.terms:
            continue
        domain, here = other.domain(variable), reader.domain(variable)
        if type(domain) is not type(here) or _unit(domain, other) != _unit(here, reader):
            raise Refused(f"`{variable}` is not the same on both sides")
        value = values[variable]
        written = str(value) if isinstance(value, Fraction) else value
        found[variable] = found.checked(variable, written)
    return found


def alike(cores: Iterable[Core], one: Reader, other: Reader) -> None:
    """Refuse unless both readers know all of ``cores`` in the same way."""
    if one.horizon != other.horizon:
        raise Refused("the two sides have different days")
    for variable in _variables(cores):
        domains = [one.domain(variable), other.domain(variable)]
        if domains[0] != domains[1] or _unit(domains[0], one) != _unit(domains[1], other):
            raise Refused(f"`{variable}` is not the same on both sides")


def _variables(cores: Iterable[Core]) -> dict[str, None]:
    return dict.fromkeys(variable for core in cores for variable in asked(core)[0])


def _unit(domain: Choice | Range, reader: Reader) -> object:
    if isinstance(domain, Choice):
        return None
    return domain.unit, reader.vocabulary.units.get(domain.unit)


def day(text: Any) -> int:
    """Return the number of a day that is written out."""
    try:
        return date.fromisoformat(text).toordinal()
    except (ValueError, TypeError):
        raise Refused("a day was expected") from None
