"""Verifying: is everything true that a certificate claims?

Accepts a certificate as text; yields what it claims, in sentences, once each
claim was checked against the words that it cites. Needs the standard library
only: the words are read, and what they mean is decided, in this folder.

A certificate claims this and no more: *these words* cannot hold together, or
can, and so on. That a library says these words, and that these are what was
put on the table, is for others to compare.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from termcheck.certify.check.clauses import encode
from termcheck.certify.check.document import document, field, texts
from termcheck.certify.check.holds import Core, holds
from termcheck.certify.check.kernel import Kernel
from termcheck.certify.check.library import Library
from termcheck.certify.check.reader import Reader
from termcheck.certify.check.vocabulary import Choice
from termcheck.certify.check.words import Refused

SCHEMA = "termcheck.certificate/1"
STATUS_QUO = "status quo of "
SUPPOSED = "supposed: "
DENIED = "denied: "
_NUMBER = re.compile(r"-?[0-9]{1,60}(/[1-9][0-9]{0,59})?")


def verify(text: str, files: Mapping[str, str] | None = None) -> list[str]:
    """Return what the certificate claims, all of it confirmed; raises ``Refused`` only.

    ``files`` are those of the library, by name. A certificate that has the
    words that it cites needs none; if both are there they must be the same.
    """
    try:
        return _claims(document(text), None if files is None else Library(files))
    except Refused:
        raise
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is no reason to believe
        raise Refused(f"the checker could not follow it ({type(fault).__name__})") from None


def _claims(record: dict[str, Any], library: Library | None) -> list[str]:
    if record.get("schema") != SCHEMA:
        raise Refused(f"this is no {SCHEMA}")
    cases = field(record, "cases", list)
    found = [said for each in cases for said in Check(each, library).claims()]
    if not found:
        raise Refused("the certificate claims nothing")
    return found


def digest(words: Mapping[str, Any]) -> str:
    """Return the digest of all words that a certificate cites."""
    said = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


class Check:
    """Checks one case of a certificate: what it claims of clauses read in one way.

    ``readings`` are shared by those who check several of one library.
    """

    def __init__(
        self, record: dict[str, Any], library: Library | None, readings: Readings | None = None
    ) -> None:
        self._record = record
        horizon = [_day(each) for each in texts(record, "horizon")]
        if len(horizon) != 2:
            raise Refused("a horizon has a first and a last day")
        self._horizon = horizon[0], horizon[1]
        self._units = field(record, "units", dict)
        self._background = texts(record, "background")
        self._packages = field(record, "packages", list)
        words = self._words_of(library)
        self._clauses = field(words, "clauses", dict)
        self._readings = readings or Readings(self._horizon)
        self._readings.declare(texts(words, "declarations"))
        self._reader = self._readings.reader

    def claims(self) -> list[str]:
        """Check every claim; return them in words."""
        return [self._claim(each) for each in field(self._record, "claims", list)]

    def _claim(self, claim: Any) -> str:
        match field(claim, "claim", str):
            case "holds":
                return self._holds(claim)
            case "conflict":
                return self._conflict(claim)
            case "minimal":
                return self._minimal(claim)
            case "all":
                return self._all(claim)
            case _:
                raise Refused("a claim of no known kind")

    # --- what is cited -------------------------------------------------------

    def _words_of(self, library: Library | None) -> dict[str, Any]:
        """Return the cited words, from the certificate or from the library."""
        record = self._record
        found = None if library is None else cited(record, library)
        if "words" in record:
            said = field(record, "words", dict)
            if found is not None and found != said:
                raise Refused("the library does not say what the certificate cites")
            found = said
        if found is None:
            raise Refused("the certificate cites a library, which is needed to check it")
        if field(record, "digest", str) != digest(found):
            raise Refused("the words are not those that were certified")
        return found

    def _core(self, name: str) -> Core:
        return self._readings.core(name, lambda: self._meaning(name))

    def _meaning(self, name: str) -> Core:
        if name.startswith(STATUS_QUO):
            return self._reader.status_quo(name.removeprefix(STATUS_QUO))
        if name.startswith(SUPPOSED):
            return self._reader.formula(name.removeprefix(SUPPOSED))
        if name.startswith(DENIED):
            return ("not", self._reader.formula(name.removeprefix(DENIED)))
        over = [(each, self._words(each)) for each in texts(self._clauses.get(name), "overriding")]
        reading = field(self._clauses[name], "reading", str)
        return self._reader.clause(self._words(name), reading, over)

    def _words(self, name: str) -> str:
        words: str = field(self._clauses.get(name), "text", str)
        return words

    def _names(self, units: list[str]) -> list[str]:
        """Return what units consist of: a text of its clauses, all else of itself."""
        return [
            name
            for unit in units
            for name in (texts(self._units, unit) if unit in self._units else [unit])
        ]

    # --- packages ------------------------------------------------------------

    def _all_hold(self, names: list[str], number: Any) -> None:
        if type(number) is not int or not 0 <= number < len(self._packages):
            raise Refused("a package that is not there")
        values, days = _Values(self._reader), _Days()
        for variable, value in self._said(number, "terms").items():
            values[variable] = values.checked(variable, value)
        for event, day in self._said(number, "events").items():
            days[event] = _day(day)
            if not self._horizon[0] <= _day(day) <= self._horizon[1]:
                raise Refused(f"`{event}` does not happen on that day")
        for name in names:
            if not holds(self._core(name), values, days):
                raise Refused(f"`{name}` does not hold in package {number}")

    def _said(self, number: int, kind: str) -> dict[str, Any]:
        """Return what a package says; it may be given as changes to an earlier one."""
        package = self._packages[number]
        found: dict[str, Any] = {}
        if "like" in package:
            like = field(package, "like", int)
            if not 0 <= like < number:
                raise Refused("a package that is like none before it")
            found = dict(self._said(like, kind))
        for name, value in field(package, kind, dict).items():
            found[name] = value
        return {name: value for name, value in found.items() if value != ""}

    # --- claims --------------------------------------------------------------

    def _holds(self, claim: Any) -> str:
        units = texts(claim, "of")
        self._all_hold([*self._names(units), *self._background], claim.get("package"))
        return f"these can hold together: {_listed(units)}"

    def _conflict(self, claim: Any) -> str:
        self.refutable(claim).refutes(field(claim, "steps", list))
        units, because = texts(claim, "of"), texts(claim, "because")
        rests = f", because of {_listed(because)}" if because else ""
        return f"these cannot hold together: {_listed(units)}{rests}"

    def _minimal(self, claim: Any) -> str:
        units, packages = texts(claim, "of"), field(claim, "without", list)
        if len(packages) != len(units):
            raise Refused("that a clause is needed takes a package without it")
        for place, number in enumerate(packages):
            rest = units[:place] + units[place + 1 :]
            self._all_hold([*self._names(rest), *self._background], number)
        return f"these can hold together without any one of them: {_listed(units)}"

    def _all(self, claim: Any) -> str:
        """Check: a set of units has a conflict in it, or lies in one that can hold together."""
        self.refutable(claim).refutes(field(claim, "steps", list))
        units = texts(claim, "of")
        for each in field(claim, "compatible", list):
            without = texts(each, "without")
            rest = [unit for unit in units if unit not in without]
            self._all_hold([*self._names(rest), *self._background], each.get("package"))
        return f"there is no other conflict among these: {_listed(units)}"

    def refutable(self, claim: Any) -> Kernel:
        """Return the clauses that a claim says cannot hold, ready for a proof."""
        if field(claim, "claim", str) == "all":
            return self._covering(claim)
        names = [*self._names(texts(claim, "of")), *texts(claim, "because")]
        made = encode([self._core(name) for name in names], self._reader)
        return Kernel(made.clauses, made.atoms, made.unknowns, made.months, len(made.names))

    def _covering(self, claim: Any) -> Kernel:
        """Return: a set of units has none of the conflicts in it and lies in no compatible one."""
        place = {unit: at for at, unit in enumerate(texts(claim, "of"), 1)}
        clauses: list[tuple[int, ...]] = []
        for number in field(claim, "conflicts", list):
            blamed = self._proved(number)
            clauses.append(tuple(-_place(place, unit) for unit in blamed))
        left = [texts(each, "without") for each in field(claim, "compatible", list)]
        clauses += [tuple(_place(place, unit) for unit in each) for each in left]
        return Kernel(clauses, {}, [], {}, len(place))

    def _proved(self, number: Any) -> list[str]:
        """Return the units of a conflict that rests on the background alone."""
        claims = field(self._record, "claims", list)
        if type(number) is not int or not 0 <= number < len(claims):
            raise Refused("a claim that is not there")
        claim = claims[number]
        if field(claim, "claim", str) != "conflict":
            raise Refused("a claim that is no conflict")
        if not set(texts(claim, "because")) <= set(self._background):
            raise Refused("a conflict that rests on more than the background")
        return texts(claim, "of")


class Readings:
    """What was read of one library, each declaration and each clause once."""

    def __init__(self, horizon: tuple[int, int]) -> None:
        """Events happen between the days ``horizon``, both included."""
        self.reader = Reader(horizon)
        self._declared: set[str] = set()
        self._cores: dict[str, Core] = {}

    def declare(self, declarations: Sequence[str]) -> None:
        """Read those declarations that are new."""
        for each in declarations:
            if each not in self._declared:
                self._declared.add(each)
                self.reader.declare(each)

    def core(self, name: str, read: Callable[[], Core]) -> Core:
        """Return what ``name`` means, read if this is the first time."""
        found = self._cores.get(name)
        if found is None:
            found = self._cores[name] = read()
        return found


def cited(record: Mapping[str, Any], library: Library) -> dict[str, Any]:
    """Return the words of ``library`` that a certificate speaks of."""
    units = field(record, "units", dict)
    named = [*texts(record, "background")]
    for unit in units:
        named += texts(units, unit)
    for claim in field(record, "claims", list):
        named += [each for each in texts(claim, "of") if each not in units]
        named += texts(claim, "because") if field(claim, "claim", str) == "conflict" else []
    formulas = [each for each in named if each.startswith((STATUS_QUO, SUPPOSED, DENIED))]
    for package in field(record, "packages", list):
        formulas += [*field(package, "terms", dict), *field(package, "events", dict)]
    return library.words(dict.fromkeys(n for n in named if n not in set(formulas)), formulas)


class _Values(dict[str, Any]):
    """Values of a package; a term that it leaves out has its first or lowest."""

    def __init__(self, reader: Reader) -> None:
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


class _Days(dict[str, int | None]):
    """Days of events; one that is left out does not happen."""

    def __missing__(self, event: str) -> None:
        return None


def _place(places: Mapping[str, int], unit: str) -> int:
    if unit not in places:
        raise Refused("a clause that is not among those asked about")
    return places[unit]


def _day(text: Any) -> int:
    try:
        return date.fromisoformat(text).toordinal()
    except (ValueError, TypeError):
        raise Refused("a day was expected") from None


def _listed(names: list[str]) -> str:
    return ", ".join(names) if names else "nothing"
