"""A difference, certified: packages gained and lost, conflicts opened and closed.

A package that a change brings holds in one version and breaks the other; where
nothing is gained, or lost, a proof says so. Two libraries take three cases of a
certificate, each with its side and its words: the base, the head with what it
gains, and the base with what it loses. What rests on a term that was declared
anew is not certified.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from math import prod

from termcheck.certify.check.library import Library as Words
from termcheck.certify.check.verify import BASE, HEAD, Check, Readings
from termcheck.certify.check.words import Refused
from termcheck.certify.evidence import Record, Uncertified
from termcheck.library.formula import And, Formula, Not
from termcheck.library.model import Library, Reference
from termcheck.logic.case import Case
from termcheck.logic.package import Package
from termcheck.logic.problem import Background, Item, Unit, hypothesis
from termcheck.questions.allowance import Compared, touched
from termcheck.questions.case_evidence import CaseEvidence, Effort, because
from termcheck.questions.certified import MOST_EVIDENCE
from termcheck.questions.comparison import Comparison
from termcheck.questions.difference import RULES, Changed, Difference, keys_of
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.meetings import Meeting
from termcheck.questions.opened import replays
from termcheck.questions.sides import Side
from termcheck.solve.explain import least_explanation
from termcheck.solve.oracle import Compatible, Undecided

MOST_WAYS = 16
"""In how many combinations of its readings a text is certified."""

NOT_SETTLED = "what is settled otherwise"
NOT_IDLE = "which edits change nothing"
NOT_CHECKS = "how checks end"


def certified_difference(
    compared: Comparison, found: Difference
) -> tuple[Difference, tuple[Record, ...], tuple[str, ...]]:
    """Return a difference with its certificate, and what in it was not certified.

    If the evidence is refused, every change is undecided.
    """
    work = _Work(compared, found)
    try:
        records = work.records()
    except (Uncertified, Refused) as fault:
        limit = f"certificate: {fault}"
        undecided = Compared("undecided", limits=(limit,))
        changes = tuple(each.but(found=undecided) for each in found.changes)
        limits = (*found.limits, limit)
        return found.but(changes=changes, opened=(), closed=(), limits=limits), (), ()
    told = ((found.settled, NOT_SETTLED), (found.idle, NOT_IDLE), (found.checks, NOT_CHECKS))
    without = [*work.without, *(said for what, said in told if what)]
    return found, records, tuple(dict.fromkeys(without))


class _Version:
    """One side: its inquiry on the values that both sides share, and its texts as units."""

    def __init__(self, side: Side, inquiry: Inquiry, names: Iterable[str]) -> None:
        self.inquiry = inquiry
        self.side = side
        self.library = side.library
        self.words = Words({name: source.text for name, source in side.library.texts.items()})
        self.supposed = tuple(hypothesis(e.formula, e.text) for e in side.question.suppose)
        self.ways = {name: list(self._ways(name)) for name in names}

    def _ways(self, name: str) -> Iterator[Unit]:
        """Yield a text under each combination of its readings."""
        catalogue, clauses = self.inquiry.catalogue, self.library.clauses
        if name == RULES:
            yield Unit(name, "text", (), tuple(catalogue.rules))
            return
        keys = keys_of(self.side, name) or ()
        open_ = [key for key in keys if key in clauses and clauses[key].has_readings]
        for labels in product(*([b.label for b in clauses[key].branches] for key in open_)):
            read = dict(zip(open_, labels, strict=True))
            said = ", ".join(f"{clauses[key].name}.{label}" for key, label in read.items())
            names = [f"{key}.{read[key]}" if key in read else key for key in keys]
            full = f"{name} under {said}" if said else name
            yield Unit(full, "text", tuple(keys), tuple(map(catalogue.item, names)))

    def rules(self, items: Sequence[Item]) -> tuple[Item, ...]:
        """Return the rules that matter to ``items``, reduced to the parts that do."""
        asked = (*items, *self.supposed)
        return Background(self.inquiry.catalogue.rules).relevant_to(asked)

    def touches(self, name: str) -> frozenset[str]:
        """Return the names of the terms and events that a text and its rules mention."""
        items = [item for unit in self.ways[name] for item in unit.items]
        found = touched([*items, *self.rules(items)])
        return frozenset(each.partition("[")[0] for each in found)

    def case(self) -> Case:
        """Return the case of which only the suppositions matter."""
        return Case((), (), (), (), self.supposed, (), self.inquiry.catalogue.rules)


class _Work:
    """The claims about one difference."""

    def __init__(self, compared: Comparison, found: Difference) -> None:
        self._compared = compared
        self._found = found
        self._effort = Effort(MOST_EVIDENCE)
        self.without: list[str] = []
        base, head = compared.sides
        names = ([each.name for each in found.changes],) * 2
        if compared.texts:
            names = ([compared.texts[0]], [compared.texts[1]])
        both = compared.both.library
        shared = base.library.but(
            domains=both.domains, terms=both.terms, events=both.events, horizon=both.horizon
        )
        one = compared.inquiry.of(shared)
        self._versions = (
            _Version(base, one, self._known(base, names[0])),
            _Version(head, compared.inquiry, self._known(head, names[1])),
        )

    def _known(self, side: Side, names: Sequence[str]) -> list[str]:
        """Return the texts that a side has, in few enough readings."""
        clauses = side.library.clauses
        found: list[str] = []
        for name in names:
            keys = () if name == RULES else keys_of(side, name)
            read = [clauses[key] for key in keys or () if key in clauses]
            ways = prod(len(each.branches) for each in read if each.has_readings)
            if keys is not None and ways <= MOST_WAYS:
                found.append(name)
        return found

    def records(self) -> tuple[Record, ...]:
        """Return the cases of the certificate, accepted by the checker."""
        if self._compared.texts:
            return self._of_texts()
        return self._of_libraries()

    def _evidence(self, place: int, library: Library) -> CaseEvidence:
        version = self._versions[place]
        readings = Readings(library.horizon)
        return CaseEvidence(version.inquiry, version.words, readings, version.case())

    def _of_texts(self) -> tuple[Record, ...]:
        evidence = self._evidence(1, self._compared.both.library)
        (change,) = self._found.changes
        names = self._compared.texts
        for place, package in ((1, change.found.gained), (0, change.found.lost)):
            self._compares(evidence, place, (names[0], names[1]), change, package, None)
        for place, meetings in ((1, self._found.opened), (0, self._found.closed)):
            self._meets(evidence, place, meetings)
        if not evidence.made.claimed:
            return ()
        return (evidence.checked()[0],)

    def _of_libraries(self) -> tuple[Record, ...]:
        library = self._compared.both.library
        places = (0, 1, 0)
        made = [self._evidence(place, library) for place in places]
        ways = [[u for ways in version.ways.values() for u in ways] for version in self._versions]
        for place, evidence in zip(places[:2], made, strict=False):
            for unit in ways[place]:
                evidence.made.cite(unit)
        for at, package_of, meetings, others in (
            (1, _gained, self._found.opened, self._found.closed),
            (2, _lost, self._found.closed, self._found.opened),
        ):
            place = places[at]
            for change in self._found.changes:
                names = (change.name, change.name)
                self._compares(made[at], place, names, change, package_of(change), at - 1)
            self._meets(made[at], place, meetings)
            self._missing(made[at], place, others)
        records: list[Record] = []
        checks: list[Check] = []
        for place, evidence in zip(places, made, strict=True):
            record, check = evidence.checked(side=(BASE, HEAD)[place], earlier=checks)
            records.append(record)
            checks.append(check)
        return tuple(records) if made[1].made.claimed or made[2].made.claimed else ()

    # --- changes -------------------------------------------------------------

    def _compares(
        self,
        evidence: CaseEvidence,
        place: int,
        names: tuple[str, str],
        change: Changed,
        package: Package | None,
        case: int | None,
    ) -> None:
        """Claim that a version goes beyond the other in a package, or that it does not."""
        if change.found.relation in ("new", "gone", "undecided") or change.found.apart:
            return
        one, other = self._versions[place], self._versions[1 - place]
        mine, theirs = names[place], names[1 - place]
        if mine not in one.ways or theirs not in other.ways or self._declared_anew(names):
            self.without.append(f"how {change.name} changed")
            return
        if not self._effort.spend(len(one.ways[mine])):
            self.without.append(f"how {change.name} changed")
            return
        lists = [[unit.name] for unit in other.ways[theirs]]
        denied = [hypothesis(Not(And(_said(unit)))) for unit in other.ways[theirs]]
        evidence.made.declare(denied)
        if case is None:
            for unit in other.ways[theirs]:
                evidence.made.cite(unit)
        if package is not None:
            unit = next(u for u in one.ways[mine] if replays(u.items, package))
            rules = () if mine == RULES else one.rules((*unit.items, *denied))
            held = (unit, *map(_alone, rules))
            whole = evidence.whole(package, held, *denied)
            here = {v: x for v, x in whole.values.items() if v.term in one.library.domains}
            evidence.made.breaks(held, lists, whole.but(values=here), case)
            return
        for unit in one.ways[mine]:
            claim = (*unit.items, *denied)
            background = (*(() if mine == RULES else one.rules(claim)), *one.supposed)
            if isinstance(one.inquiry.oracle.compatible((*claim, *background)), Compatible):
                background = (*one.inquiry.catalogue.rules, *one.supposed)
            needed = least_explanation(one.inquiry.oracle, claim, background)
            if isinstance(needed, Undecided):
                self.without.append(f"how {change.name} changed")
                return
            evidence.made.within((unit,), needed, lists, case)

    def _declared_anew(self, names: tuple[str, str]) -> bool:
        anew = {each.name for each in self._compared.both.redeclared}
        phases = any(each.kind == "phase" for each in self._compared.both.redeclared)
        versions = zip(self._versions, names, strict=True)
        return phases or any(anew & version.touches(name) for version, name in versions)

    # --- conflicts -----------------------------------------------------------

    def _meets(self, evidence: CaseEvidence, place: int, meetings: Sequence[Meeting]) -> None:
        """Claim the conflicts that only one side has."""
        for each in meetings:
            case = next(c for c in self._cases(place, each.texts) if c.readings == each.readings)
            units = [unit for unit in case.units if unit.name in each.conflict.names]
            if self._effort.spend():
                evidence.made.conflict(units, because(case, each.conflict))
            else:
                self.without.append("some of the conflicts")

    def _missing(self, evidence: CaseEvidence, place: int, meetings: Sequence[Meeting]) -> None:
        """Claim that clauses of which the other side has a conflict hold together on this one."""
        version = self._versions[place]
        for each in meetings:
            cases = self._cases(place, each.conflict.clauses)
            names = {unit.name for case in cases for unit in case.units}
            if not each.conflict.names <= names:
                continue
            for case in cases:
                units = [unit for unit in case.units if unit.name in each.conflict.names]
                items = (*(i for unit in units for i in unit.items), *case.background)
                answer = version.inquiry.oracle.compatible(items)
                if not isinstance(answer, Compatible) or not self._effort.spend():
                    self.without.append("that some of the conflicts are on one side only")
                    continue
                rules = [i for i in case.background if i not in case.suppositions]
                evidence.holds([*units, *map(_alone, rules)], answer.package)

    def _cases(self, place: int, names: Sequence[str]) -> list[Case]:
        side = self._versions[place].side
        asked = side.question.but(given=tuple(map(Reference, names)))
        return [c for c in side.inquiry.catalogue.cases(asked) if isinstance(c, Case)]


def _alone(rule: Item) -> Unit:
    return Unit(rule.name, "clause", (), (rule,))


def _gained(change: Changed) -> Package | None:
    return change.found.gained


def _lost(change: Changed) -> Package | None:
    return change.found.lost


def _said(unit: Unit) -> tuple[Formula, ...]:
    return tuple(part.formula for item in unit.items for part in item.parts)
