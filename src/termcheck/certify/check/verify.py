"""Verifying: is everything true that a certificate claims?

Accepts a certificate as text; yields what it claims, in sentences, once each
claim was checked against the words that it cites. Needs the standard library
only: the words are read, and what they mean is decided, in this folder.

A certificate claims this and no more: *these words* cannot hold together, or
can, and so on. That a library says these words, and that these are what was
put on the table, is for others to compare.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any

from termcheck.certify.check.clauses import encode
from termcheck.certify.check.document import document, field, texts
from termcheck.certify.check.holds import Core, holds
from termcheck.certify.check.kernel import Kernel
from termcheck.certify.check.library import Library
from termcheck.certify.check.packages import Days, Values, alike, day, elsewhere, package
from termcheck.certify.check.reader import Reader
from termcheck.certify.check.sets import Sets
from termcheck.certify.check.words import Refused

SCHEMA = "termcheck.certificate/1"
NAMING = ("holds", "conflict", "minimal", "all", "clash", "breaks", "within")
"""The claims whose ``of`` names clauses or texts."""

STATUS_QUO = "status quo of "
SUPPOSED = "supposed: "
DENIED = "denied: "
_NOT_OWNED = (STATUS_QUO, SUPPOSED, DENIED)
_OWNER = re.compile(r"\w+")
BASE, HEAD = "base", "head"
_STATED = re.compile(r"(.+)@([0-9]{4}-[0-9]{2}-[0-9]{2})(\..+)?")


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
    checks: list[Check] = []
    found: list[str] = []
    last = ""
    for each in field(record, "cases", list):
        checks.append(Check(each, library, earlier=tuple(checks)))
        found += checks[-1].claims()
        last, before = checks[-1].as_of or last, last
        if last < before:
            raise Refused("the days are not in order")
    if not found:
        raise Refused("the certificate claims nothing")
    without = dict.fromkeys(each for check in checks for each in check.uncertified)
    return found + [f"not certified: {each}" for each in without]


def digest(words: Mapping[str, Any]) -> str:
    """Return the digest of all words that a certificate cites."""
    said = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return str(_sha256()(said.encode("utf-8", "surrogatepass")).hexdigest())


def _sha256() -> Callable[[bytes], Any]:
    """Return Python's own SHA-256; `hashlib` has the same one, and loads OpenSSL before."""
    try:
        found: Any = import_module("_sha2" if sys.version_info >= (3, 12) else "_sha256")
    except ImportError:
        found = import_module("hashlib")
    made: Callable[[bytes], Any] = found.sha256
    return made


class Check:
    """Checks one case of a certificate: what it claims of clauses read in one way.

    ``readings`` are shared by those who check several of one library, ``earlier``
    are the cases before this one. A case with a side is one of two libraries that
    are compared; what the base says must be in the certificate.
    """

    def __init__(
        self,
        record: dict[str, Any],
        library: Library | None,
        readings: Readings | None = None,
        earlier: Sequence[Check] = (),
    ) -> None:
        self._record = record
        horizon = [day(each) for each in texts(record, "horizon")]
        if len(horizon) != 2:
            raise Refused("a horizon has a first and a last day")
        self._units = field(record, "units", dict)
        for unit in self._units:
            _is_of(unit, texts(self._units, unit))
        self._background = texts(record, "background")
        self._packages = field(record, "packages", list)
        self._earlier = earlier
        self.side = field(record, "side", str) if "side" in record else ""
        if self.side not in ("", BASE, HEAD):
            raise Refused("a side is base or head")
        words = self._words_of(None if self.side == BASE else library)
        self._clauses = field(words, "clauses", dict)
        self._readings = readings or Readings((horizon[0], horizon[1]))
        self._readings.declare(texts(words, "declarations"))
        self.reader = self._readings.reader
        self._stated = field(record, "claims", list)
        self._sets = Sets(self._stated, self._units, self._background, self._clauses)
        self.as_of = field(record, "as_of", str) if "as_of" in record else ""
        if self.as_of:
            self._in_force(self._clauses if library is None else library.names())
        without = "uncertified" in record
        self.uncertified = texts(record, "uncertified") if without else list[str]()

    def claims(self) -> list[str]:
        """Check every claim; return them in words."""
        side = f"in the {self.side}: " if self.side else ""
        when = f"on {self.as_of}: " if self.as_of else ""
        said = [self._claim(each) for each in self._stated]
        said += [f"{u} stands for: {_listed(texts(self._units, u))}" for u in self._units]
        if self._background:
            said.append(f"all of this with, in the background: {_listed(self._background)}")
        return [f"{side}{when}{each}" for each in said]

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
            case "breaks":
                return self._breaks(claim)
            case "within":
                return self._within(claim)
            case "clash":
                return self._sets.clash(claim)
            case "pairs":
                return self._sets.pairs(claim)
            case "largest":
                return self._sets.largest(claim)
            case "best":
                return self._sets.best(claim)
            case _:
                raise Refused("a claim of no known kind")

    def _in_force(self, known: Iterable[str]) -> None:
        """Refuse a statement of a later day, and one that was made anew by the day in question."""
        day(self.as_of)
        spoken: dict[str, list[str]] = {}
        for found in filter(None, map(_STATED.fullmatch, known)):
            spoken.setdefault(found[1], []).append(found[2])
        for name in self._clauses:
            cited_ = _STATED.fullmatch(name)
            if cited_ and cited_[2] > self.as_of:
                raise Refused(f"`{name}` was not said by {self.as_of}")
            if cited_ and any(cited_[2] < d <= self.as_of for d in spoken.get(cited_[1], ())):
                raise Refused(f"`{name}` was said anew by {self.as_of}")

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

    def core_of(self, name: str) -> Core:
        """Return what a name that the case cites means."""
        return self._readings.core(name, lambda: self._meaning(name))

    def _meaning(self, name: str) -> Core:
        if name.startswith(STATUS_QUO):
            return self.reader.status_quo(name.removeprefix(STATUS_QUO))
        if name.startswith(SUPPOSED):
            return self.reader.formula(name.removeprefix(SUPPOSED))
        if name.startswith(DENIED):
            return ("not", self.reader.formula(name.removeprefix(DENIED)))
        over = [(each, self._words(each)) for each in texts(self._clauses.get(name), "overriding")]
        reading = field(self._clauses[name], "reading", str)
        return self.reader.clause(self._words(name), reading, over)

    def _words(self, name: str) -> str:
        words: str = field(self._clauses.get(name), "text", str)
        return words

    def names_of(self, units: list[str]) -> list[str]:
        """Return what units consist of: a text of its clauses, all else of itself."""
        return [
            name
            for unit in units
            for name in (texts(self._units, unit) if unit in self._units else [unit])
        ]

    # --- packages ------------------------------------------------------------

    def _all_hold(self, names: list[str], number: Any) -> tuple[Values, Days]:
        values, days = package(self._packages, number, self.reader)
        for name in names:
            if not holds(self.core_of(name), values, days):
                raise Refused(f"`{name}` does not hold in package {number}")
        return values, days

    # --- claims --------------------------------------------------------------

    def _holds(self, claim: Any) -> str:
        units = texts(claim, "of")
        self._all_hold([*self.names_of(units), *self._background], claim.get("package"))
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
            self._all_hold([*self.names_of(rest), *self._background], number)
        return f"these can hold together without any one of them: {_listed(units)}"

    def _all(self, claim: Any) -> str:
        """Check: a set of units has a conflict in it, or lies in one that can hold together."""
        self.refutable(claim).refutes(field(claim, "steps", list))
        units = texts(claim, "of")
        for each in field(claim, "compatible", list):
            without = texts(each, "without")
            rest = [unit for unit in units if unit not in without]
            self._all_hold([*self.names_of(rest), *self._background], each.get("package"))
        return f"there is no other conflict among these: {_listed(units)}"

    def refutable(self, claim: Any) -> Kernel:
        """Return the clauses that a claim says cannot hold, ready for a proof."""
        kind = field(claim, "claim", str)
        if kind == "all":
            return self._covering(claim)
        cores = [self.core_of(name) for name in self.names_of(texts(claim, "of"))]
        cores += [self.core_of(name) for name in texts(claim, "because")]
        if kind == "within":
            cores += self._denials(claim)
        made = encode(cores, self.reader)
        return Kernel(made.clauses, made.atoms, made.unknowns, made.months, len(made.names))

    def _covering(self, claim: Any) -> Kernel:
        """Return: a set of units has none of the conflicts in it and lies in no compatible one."""
        place = {unit: at for at, unit in enumerate(texts(claim, "of"), 1)}
        clauses: list[tuple[int, ...]] = []
        for number in field(claim, "conflicts", list):
            blamed = self._sets.blamed(number)
            clauses.append(tuple(-_place(place, unit) for unit in blamed))
        left = [texts(each, "without") for each in field(claim, "compatible", list)]
        clauses += [tuple(_place(place, unit) for unit in each) for each in left]
        return Kernel(clauses, {}, [], {}, len(place))

    # --- beside another case ---------------------------------------------------

    def _breaks(self, claim: Any) -> str:
        """Check: in a package these hold, and one of each of the other lists does not."""
        units = texts(claim, "of")
        names = [*self.names_of(units), *self._background]
        values, days = self._all_hold(names, claim.get("package"))
        other, lists = self._other(claim)
        cores = [[other.core_of(name) for name in each] for each in lists]
        seen = values
        if other is not self:
            seen = elsewhere(values, self.reader, [c for row in cores for c in row], other.reader)
        if any(all(holds(core, seen, days) for core in row) for row in cores):
            raise Refused(f"what it is said to break holds in package {claim.get('package')}")
        return (
            f"a package that {_listed(units) or 'nothing'} allows breaks {_said_of(other, lists)}"
        )

    def _within(self, claim: Any) -> str:
        """Check: where these hold, all of one of the other lists hold."""
        self.refutable(claim).refutes(field(claim, "steps", list))
        other, lists = self._other(claim)
        because = texts(claim, "because")
        rests = f", because of {_listed(because)}" if because else ""
        units = _listed(texts(claim, "of"))
        return f"every package of {units} keeps {_said_of(other, lists)}{rests}"

    def _denials(self, claim: Any) -> list[Core]:
        other, lists = self._other(claim)
        found = [[other.core_of(name) for name in each] for each in lists]
        if other is not self:
            alike([core for row in found for core in row], self.reader, other.reader)
        return [("not", ("and", tuple(row))) for row in found]

    def _other(self, claim: Any) -> tuple[Check, list[list[str]]]:
        """Return the case whose clauses a claim speaks of besides, and lists of them."""
        lists = [texts({"breaks": each}, "breaks") for each in field(claim, "breaks", list)]
        if not lists:
            raise Refused("nothing is said to be broken")
        if "case" not in claim:
            return self, [self.names_of(each) for each in lists]
        place: int = field(claim, "case", int)
        if not 0 <= place < len(self._earlier):
            raise Refused("a case that does not come before this one")
        other: Check = self._earlier[place]
        return other, [other.names_of(each) for each in lists]


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


def _is_of(unit: str, members: Sequence[str]) -> None:
    """Refuse a text that is called after somebody else than the owner of all its clauses."""
    owner = _OWNER.match(unit)
    if owner is None:
        raise Refused("a text has a name that no text can have")
    for name in members:
        if "." in name and not name.startswith(_NOT_OWNED) and name.partition(".")[0] != owner[0]:
            raise Refused(f"`{name}` is no clause of what is called `{unit}`")


def cited(record: Mapping[str, Any], library: Library) -> dict[str, Any]:
    """Return the words of ``library`` that a certificate speaks of."""
    units = field(record, "units", dict)
    named = [*texts(record, "background")]
    for unit in units:
        named += texts(units, unit)
    for claim in field(record, "claims", list):
        kind = field(claim, "claim", str)
        if kind in NAMING:
            named += [each for each in texts(claim, "of") if each not in units]
        named += texts(claim, "because") if kind in ("conflict", "within") else []
        if kind in ("breaks", "within") and "case" not in claim:
            lists = [texts({"breaks": each}, "breaks") for each in field(claim, "breaks", list)]
            named += [name for each in lists for name in each if name not in units]
    formulas = [each for each in named if each.startswith((STATUS_QUO, SUPPOSED, DENIED))]
    formulas += texts(record, "terms") if "terms" in record else []
    for each in field(record, "packages", list):
        formulas += [*field(each, "terms", dict), *field(each, "events", dict)]
    apart = set(formulas)
    return library.words(dict.fromkeys(n for n in named if n not in apart), formulas)


def _place(places: Mapping[str, int], unit: str) -> int:
    if unit not in places:
        raise Refused("a clause that is not among those asked about")
    return places[unit]


def _listed(names: list[str]) -> str:
    return ", ".join(names) if names else "nothing"


def _said_of(other: Check, lists: Sequence[Sequence[str]]) -> str:
    """Return the lists of clauses, of which one would have to hold as a whole."""
    where = f" of the {other.side}" if other.side else ""
    return " or ".join(_listed(list(each)) for each in lists) + where
