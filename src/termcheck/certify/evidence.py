"""Evidence: what a verdict claims, in a form that a sceptic can check.

Accepts conflicts, packages and what they are made of; yields a record that
``check.verify`` confirms without anything of the rest of termcheck. Evidence
for a conflict is made here, from the clauses as the checker reads them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from termcheck.certify.check.document import document
from termcheck.certify.check.kernel import Kernel
from termcheck.certify.check.library import Library as Words
from termcheck.certify.check.verify import (
    BASE,
    DENIED,
    SCHEMA,
    SUPPOSED,
    Check,
    Readings,
    cited,
    digest,
)
from termcheck.certify.check.words import Refused
from termcheck.certify.refute import refutation
from termcheck.library.formula import Formula, Variable
from termcheck.library.model import Choice, Library
from termcheck.logic.case import Case
from termcheck.logic.evaluate import holds
from termcheck.logic.package import Package
from termcheck.logic.problem import Item, Unit

Record = dict[str, Any]

PROVED = ("conflict", "all", "within")
"""The kinds of claims that have a proof."""


class Uncertified(Exception):
    """Evidence for a claim could not be made; the text says which and why.

    ``number`` is the place of the claim, if it is one that has a proof.
    """

    def __init__(self, said: str, number: int | None = None) -> None:
        super().__init__(said)
        self.number = number


def certificate(question: str, verdict: str, cases: Sequence[Record]) -> Record:
    """Return the whole of a certificate: what was asked, what was answered, and the evidence."""
    return {"schema": SCHEMA, "question": question, "verdict": verdict, "cases": list(cases)}


class Evidence:
    """Collects the claims about one case; ``record`` makes the evidence.

    ``words`` are those of the library, as the checker finds them.
    """

    def __init__(self, library: Library, words: Words, readings: Readings, case: Case) -> None:
        self._library = library
        self._words = words
        self._readings = readings
        self._case = case
        self._suppositions = set(case.suppositions)
        self._units: dict[str, list[str]] = {}
        self._plain_packages: list[Record] = []
        self._claims: list[Record] = []
        self._terms: set[str] = set()
        self._places: dict[str, int] = {}
        self.uncertified: list[str] = []

    # --- claims --------------------------------------------------------------

    def holds(self, units: Sequence[Unit], package: Package, formula: str = "") -> int:
        """Claim that ``units``, the background and a formula hold in ``package``.

        Returns the number of the claim.
        """
        of = [self._unit(unit) for unit in units]
        of += [f"{SUPPOSED}{formula}"] if formula else []
        return self._once({"claim": "holds", "of": of, "package": self._package(package)})

    def conflict(
        self,
        units: Sequence[Unit],
        because: Iterable[Item],
        formula: str = "",
        denied: bool = False,
    ) -> int:
        """Claim that ``units`` cannot hold together, because of items and a formula.

        If ``denied``, because of its denial. Returns the number of the claim.
        """
        names = [self._name(item) for item in because]
        names += [f"{DENIED if denied else SUPPOSED}{formula}"] if formula else []
        of = [self._unit(unit) for unit in units]
        return self._once({"claim": "conflict", "of": of, "because": names})

    def minimal(self, units: Sequence[Unit], packages: Sequence[Package]) -> None:
        """Claim that each unit is needed; without it the others hold in a package."""
        without = [self._package(each) for each in packages]
        of = [self._unit(unit) for unit in units]
        self._claims.append({"claim": "minimal", "of": of, "without": without})

    def all(
        self,
        units: Sequence[Unit],
        conflicts: Sequence[int],
        compatible: Sequence[tuple[Package, Sequence[Unit]]],
    ) -> int:
        """Claim that the conflicts of these claims are all; each package holds without some units.

        Returns the number of the claim.
        """
        return self._once(
            {
                "claim": "all",
                "of": [self._unit(unit) for unit in units],
                "conflicts": list(conflicts),
                "compatible": [
                    {
                        "without": [self._unit(unit) for unit in without],
                        "package": self._package(package),
                    }
                    for package, without in compatible
                ],
            }
        )

    def clash(self, units: Sequence[Unit], conflict: int) -> int:
        """Claim that ``units`` cannot hold, because a conflict lies among their clauses."""
        of = [self._unit(unit) for unit in units]
        return self._once({"claim": "clash", "of": of, "conflict": conflict})

    def pairs(
        self, texts: Sequence[Sequence[Unit]], holding: Sequence[int], clashing: Sequence[int]
    ) -> None:
        """Claim that each two texts, each with its readings, hold in a claim or clash by one."""
        of = [[self._unit(unit) for unit in row] for row in texts]
        rows = {"holding": sorted(set(holding)), "clashing": sorted(set(clashing))}
        self._once({"claim": "pairs", "of": of, **rows})

    def largest(self, parts: Sequence[int], holding: Sequence[int]) -> int:
        """Claim that the sets that hold are all the largest, one choice from each part."""
        return self._once({"claim": "largest", "parts": list(parts), "holding": list(holding)})

    def best(
        self, largest: int, first: Sequence[int], objective: str, order: Sequence[str]
    ) -> None:
        """Claim that of the largest sets none is better than the ``first``."""
        claim = {"claim": "best", "largest": largest, "first": list(first)}
        self._once({**claim, "objective": objective, "order": list(order)})

    def breaks(
        self,
        units: Sequence[Unit],
        lists: Sequence[Sequence[str]],
        package: Package,
        case: int | None,
    ) -> None:
        """Claim that ``units`` hold in ``package``, and of each list of clauses one does not.

        The lists are of the case with this number, or of this one.
        """
        beside = {} if case is None else {"case": case}
        claim = {"claim": "breaks", "of": [self._unit(unit) for unit in units], **beside}
        rows = [list(each) for each in lists]
        self._once({**claim, "breaks": rows, "package": self._package(package)})

    def within(
        self,
        units: Sequence[Unit],
        because: Iterable[Item],
        lists: Sequence[Sequence[str]],
        case: int | None,
    ) -> None:
        """Claim that wherever ``units`` hold, one of the lists of clauses holds as a whole."""
        beside = {} if case is None else {"case": case}
        claim = {"claim": "within", "of": [self._unit(unit) for unit in units], **beside}
        rests = [self._name(item) for item in because]
        self._once({**claim, "because": rests, "breaks": [list(each) for each in lists]})

    def cite(self, unit: Unit) -> None:
        """Cite the clauses of a text of which another case speaks."""
        self._unit(unit)

    def declare(self, items: Iterable[Item]) -> None:
        """Cite the declarations of what clauses of another case mention, as far as there are."""
        named = {variable for item in items for part in item.parts for variable in part.variables}
        self._terms |= {str(each) for each in named if each.term in self._library.domains}

    def without(self, said: str) -> None:
        """Say that something that is answered is not claimed."""
        if said not in self.uncertified:
            self.uncertified.append(said)

    def _once(self, claim: Record) -> int:
        """Return the number of a claim, made if this is the first time."""
        number = self._places.setdefault(json.dumps(claim), len(self._claims))
        if number == len(self._claims):
            self._claims.append(claim)
        return number

    @property
    def claimed(self) -> bool:
        """Whether anything is claimed so far."""
        return bool(self._claims)

    # --- names ---------------------------------------------------------------

    def _unit(self, unit: Unit) -> str:
        names = [self._name(item) for item in unit.items]
        if unit.kind != "text":
            return names[0]
        self._units[unit.name] = names
        return unit.name

    def _name(self, item: Item) -> str:
        """Return the name under which an item is cited."""
        return f"{SUPPOSED}{item.name}" if item in self._suppositions else item.name

    # --- packages ------------------------------------------------------------

    def _package(self, package: Package) -> int:
        record = {
            "terms": {
                str(variable): _written(value)
                for variable, value in sorted(package.values.items(), key=lambda pair: str(pair[0]))
                if value != self._plain(variable)
            },
            "events": {
                event: date.fromordinal(day).isoformat()
                for event, day in sorted(package.days.items())
                if day is not None
            },
        }
        if record not in self._plain_packages:
            self._plain_packages.append(record)
        return self._plain_packages.index(record)

    def _plain(self, variable: Variable) -> object:
        domain = self._library.domains[variable.term]
        return domain.values[0] if isinstance(domain, Choice) else domain.low

    # --- the record ----------------------------------------------------------

    def record(
        self, as_of: str = "", side: str = "", earlier: Sequence[Check] = ()
    ) -> tuple[Record, Check]:
        """Return one case of a certificate, accepted; raises ``Uncertified`` or ``Refused``.

        ``as_of`` is the day whose positions are cited, ``side`` that of a
        comparison, ``earlier`` the cases before this one.
        """
        made: Record = {
            "readings": dict(self._case.readings),
            "horizon": [date.fromordinal(day).isoformat() for day in self._library.horizon],
            "background": [self._name(item) for item in self._case.background],
            "units": self._units,
            "packages": _as_changes(self._plain_packages),
            **({"as_of": as_of} if as_of else {}),
            **({"side": side} if side else {}),
            **({"terms": sorted(self._terms)} if self._terms else {}),
            **({"uncertified": self.uncertified} if self.uncertified else {}),
        }
        made["claims"] = self._claims
        try:
            made["digest"] = digest(cited(made, self._words))
            check = Check(made, self._words_for(made, side), self._readings, earlier)
            for number, claim in enumerate(self._claims):
                if claim["claim"] in PROVED and "steps" not in claim:
                    claim["steps"] = _steps(check.refutable(claim), claim, number)
        except Refused as refused:
            raise Uncertified(str(refused)) from None
        copy = document(json.dumps(made))
        check = Check(copy, self._words_for(copy, side), self._readings, earlier)
        check.claims()
        return made, check

    def _words_for(self, made: Record, side: str) -> Words | None:
        """Return the library to check a case with; that of a side has its words in it."""
        if side:
            made["words"] = cited(made, self._words)
        return None if side == BASE else self._words


_KINDS = ("terms", "events")
"""What a package has values of."""


def _as_changes(packages: Sequence[Record]) -> list[Record]:
    """Return each package as what it says otherwise than the one of which least changes.

    A plain value is written as what a package has that says nothing: ``""``.
    """
    bits: dict[object, int] = {}
    rows: list[tuple[int, int]] = []
    found: list[Record] = []
    for package in packages:
        pairs = [(kind, *pair) for kind in _KINDS for pair in package[kind].items()]
        says = sum([bits.setdefault(pair, 1 << len(bits)) for pair in pairs])
        names = sum([bits.setdefault(pair[:2], 1 << len(bits)) for pair in pairs])
        sizes = [(says & ~its).bit_count() + (had & ~names).bit_count() for its, had in rows]
        least = min(sizes, default=len(pairs))
        if least + 1 < len(pairs):
            like = sizes.index(least)
            changed = {kind: _changes(packages[like][kind], package[kind]) for kind in _KINDS}
            found.append({"like": like, **changed})
        else:
            found.append({kind: package[kind] for kind in _KINDS})
        rows.append((says, names))
    return found


def _changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Record:
    gone = {name: "" for name in old if name not in new}
    return gone | {name: value for name, value in new.items() if old.get(name, "") != value}


def _steps(kernel: Kernel, claim: Record, number: int) -> list[Any]:
    found = refutation(kernel)
    if isinstance(found, str):
        raise Uncertified(f"{found}: {', '.join(claim['of'])[:200]}", number)
    return found


def plainer(package: Package, items: Sequence[Item], plain: Mapping[Variable, Any]) -> Package:
    """Return a package in which ``items`` hold, with plain values wherever they can be."""
    values, days = dict(package.values), dict(package.days)
    speaking: dict[str, list[Formula]] = {}
    for part in (part for item in items for part in item.parts):
        for name in part.touched:
            speaking.setdefault(name, []).append(part.formula)
    changed = Package(values, days)
    for variable in sorted(values, key=str):
        kept = values[variable]
        if kept == plain[variable]:
            continue
        values[variable] = plain[variable]
        if not all(holds(each, changed) for each in speaking.get(str(variable), ())):
            values[variable] = kept
    for event in sorted(days):
        kept_day = days[event]
        if kept_day is None:
            continue
        days[event] = None
        if not all(holds(each, changed) for each in speaking.get(event, ())):
            days[event] = kept_day
    return changed


def _written(value: object) -> str | None:
    """Return a value as a package of a certificate has it: a fraction as text."""
    return None if value is None else str(value)
