"""Verifying: is everything true that a certificate claims?

Accepts a certificate as text; yields what it claims, in sentences, once each
claim was checked against the words that it cites. Needs the standard library
only: the words are read, and what they mean is decided, in this folder.

A certificate claims no more than this: *these words* cannot hold together, or
can, and so on. Whether a library says these words is for the reader to
compare (``missing``), and what was put on the table is his to judge.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from termcheck.certify.check.clauses import encode
from termcheck.certify.check.document import document, field, texts
from termcheck.certify.check.holds import holds
from termcheck.certify.check.kernel import Kernel
from termcheck.certify.check.reader import Core, Reader
from termcheck.certify.check.refused import Refused

SCHEMA = "termcheck.certificate/1"
STATUS_QUO = "status quo of "
SUPPOSED = "supposed: "
DENIED = "denied: "


def verify(text: str) -> list[str]:
    """Return what the certificate claims, all of it confirmed; raises ``Refused`` only."""
    try:
        return _Check(document(text)).claims()
    except Refused:
        raise
    except Exception as fault:  # a fault of ours must never accept or crash
        raise Refused(f"the checker could not follow it ({type(fault).__name__})") from None


def missing(text: str, files: Mapping[str, str]) -> list[str]:
    """Return the cited words that do not stand in these files, as ``file: words``."""
    record = document(text)
    cited = [(file, words) for file, each in field(record, "declarations", dict).items()
             for words in each]
    for each in field(record, "clauses", dict).values():
        cited.append((field(each, "at", str).rpartition(":")[0], field(each, "text", str)))
    return [f"{file}: {words}" for file, words in cited if words not in files.get(file, "")]


def digest(record: Mapping[str, Any]) -> str:
    """Return the digest of all words that a certificate cites."""
    words = {name: record[name] for name in ("horizon", "declarations", "clauses")}
    said = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


class _Check:
    """Checks one certificate; reads each of the cited words once."""

    def __init__(self, record: dict[str, Any]) -> None:
        if record.get("schema") != SCHEMA:
            raise Refused(f"this is no {SCHEMA}")
        self._record = record
        first, last = [_day(each) for each in texts(record, "horizon")]
        self._reader = Reader((first, last))
        for declarations in field(record, "declarations", dict).values():
            for each in declarations:
                self._reader.declare(each)
        self._clauses = field(record, "clauses", dict)
        if field(record, "digest", str) != digest(record):
            raise Refused("the digest is not that of the cited words")
        self._background = texts(record, "background")
        self._units = field(record, "units", dict)
        self._packages = field(record, "packages", list)
        self._read: dict[str, Core] = {}

    def claims(self) -> list[str]:
        """Check every claim; return them in words."""
        found = [self._claim(each) for each in field(self._record, "claims", list)]
        if not found:
            raise Refused("the certificate claims nothing")
        return found

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
            case other:
                raise Refused(f"a claim of no known kind, `{other[:40]}`")

    # --- what is cited -------------------------------------------------------

    def _core(self, name: str) -> Core:
        found = self._read.get(name)
        if found is None:
            found = self._read[name] = self._meaning(name)
        return found

    def _meaning(self, name: str) -> Core:
        for prefix, read in (
            (STATUS_QUO, self._reader.status_quo),
            (SUPPOSED, self._reader.formula),
        ):
            if name.startswith(prefix):
                return read(name.removeprefix(prefix))
        if name.startswith(DENIED):
            return ("not", self._reader.formula(name.removeprefix(DENIED)))
        if name not in self._clauses:
            raise Refused(f"`{name[:80]}` is not among what is cited")
        cited = self._clauses[name]
        over = [(each, self._words(each)) for each in texts(cited, "overriding")]
        return self._reader.clause(self._words(name), field(cited, "reading", str), over)

    def _words(self, name: str) -> str:
        return str(field(self._clauses.get(name), "text", str))

    def _names(self, unit: str) -> list[str]:
        """Return what a unit consists of: a text of its clauses, all else of itself."""
        return texts(self._units, unit) if unit in self._units else [unit]

    # --- packages ------------------------------------------------------------

    def _package(self, number: Any) -> tuple[dict[str, Any], dict[str, int | None]]:
        if type(number) is not int or not 0 <= number < len(self._packages):
            raise Refused("a package that is not there")
        package = self._packages[number]
        terms = {
            name: _value(value, self._reader.domain(name))
            for name, value in field(package, "terms", dict).items()
        }
        days = {name: _day(day) for name, day in field(package, "events", dict).items()}
        return terms, days

    def _all_hold(self, names: list[str], number: Any) -> None:
        values, days = self._package(number)
        for name in names:
            if not holds(self._core(name), values, days, self._reader):
                raise Refused(f"`{name[:80]}` does not hold in package {number}")

    # --- claims --------------------------------------------------------------

    def _holds(self, claim: Any) -> str:
        units = texts(claim, "of")
        names = [name for unit in units for name in self._names(unit)]
        self._all_hold([*names, *self._background], claim.get("package"))
        return f"these hold together, in a package: {_listed(units)}"

    def _conflict(self, claim: Any) -> str:
        units, because = texts(claim, "of"), texts(claim, "because")
        names = [name for unit in units for name in self._names(unit)]
        self._refuted([self._core(name) for name in (*names, *because)], claim)
        rests = f", because of {_listed(because)}" if because else ""
        return f"these cannot hold together: {_listed(units)}{rests}"

    def _refuted(self, cores: list[Core], claim: Any) -> None:
        made = encode(cores, self._reader)
        kernel = Kernel(made.clauses, made.atoms, made.unknowns, made.months, made.size)
        kernel.refutes(field(claim, "steps", list))

    def _minimal(self, claim: Any) -> str:
        units = texts(claim, "of")
        packages = field(claim, "without", list)
        if len(packages) != len(units) or len(set(units)) != len(units):
            raise Refused("a claim of need has one package for each clause")
        for unit, number in zip(units, packages, strict=True):
            rest = [name for other in units if other != unit for name in self._names(other)]
            self._all_hold([*rest, *self._background], number)
        return f"each of these is needed for their conflict: {_listed(units)}"

    def _all(self, claim: Any) -> str:
        """Check: each set of units has one of the conflicts in it, or lies in a compatible set."""
        units = texts(claim, "of")
        place = {unit: at for at, unit in enumerate(units, 1)}
        conflicts = [[_place(place, unit) for unit in each] for each in claim["conflicts"]]
        proved = {frozenset(each["of"]) for each in self._record["claims"]
                  if each.get("claim") == "conflict"}
        if any(frozenset(each) not in proved for each in claim["conflicts"]):
            raise Refused("a conflict is counted that is not proved")
        clauses = [tuple(-each for each in row) for row in conflicts]
        for number, without in claim["compatible"]:
            rest = [name for unit in units if unit not in without for name in self._names(unit)]
            self._all_hold([*rest, *self._background], number)
            clauses.append(tuple(_place(place, unit) for unit in without))
        Kernel(clauses, {}, [], {}, len(units)).refutes(field(claim, "steps", list))
        return f"there are no other conflicts among: {_listed(units)}"


def _place(places: Mapping[str, int], unit: str) -> int:
    if unit not in places:
        raise Refused("a clause that is not among those asked about")
    return places[unit]


def _day(text: Any) -> int:
    try:
        return date.fromisoformat(text).toordinal()
    except (ValueError, TypeError):
        raise Refused("a day was expected") from None


def _value(value: Any, domain: Any) -> Any:
    """Return a value of a package, if its term can have it."""
    del domain
    if value is None:
        return None
    if type(value) is not str:
        raise Refused("a value of a package is a text or null")
    return value


def _listed(names: list[str]) -> str:
    return ", ".join(names)


_ = Fraction
