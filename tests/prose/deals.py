"""Sentences of ``packages``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations
from math import prod
from typing import ClassVar

from termcheck.library.formula import Among, And, Formula, Happens, Not, Or, Variable
from termcheck.library.model import Library, Question, Reference
from termcheck.library.positions import in_force
from termcheck.logic.case import Case
from termcheck.logic.problem import Item, Unit, hypothesis
from termcheck.questions.extent import Bounds, Values, extent
from termcheck.questions.preference import Objective
from termcheck.report.package_text import event_words
from tests.prose.asking import Names, least_hitting
from tests.prose.reader import Reader, Sentence
from tests.prose.values import Untrue, formulas_of, parts, values_said

ORDER = {
    "total": "most weight of demands met first",
    "fair": "the fairest first: the least share counts, then the next",
    "lexicographic": "demands in the order in which they are listed, the first party's first",
    "nash": "the greatest product of shares first",
    "pareto": "most weight of demands met first",
}
Shares = tuple[Fraction, ...]


class Packages(Reader):
    """Reads what ``packages`` prints: what is ``offered`` beside what the question gives."""

    SENTENCES: ClassVar[tuple[Sentence, ...]] = (
        (r"(\d+) packages? can be agreed(?:, (.+))?", "number"),
        (r"all (\d+) clauses on offer can be agreed together", "whole"),
        (r"the clause on offer can be agreed()", "whole"),
        (r"red lines on offer are held, not traded: (.+?)(?:, … \((\d+) in all\))?", "held"),
        (r"the share of the best score that each party has in any package:", "table"),
        (r"   (package \d+|on the front) +([\d. %]+)", "shares"),
        (r"   the best scores are: (.+)", "best"),
        (
            r"   (\d+) outcomes? that cannot be bettered for one party without loss for another",
            "front",
        ),
        (r"left out of every package", "always_left"),
        (r" {7}excluded by (.+)", "excluded"),
        (r" {7}it cannot hold by itself", "impossible"),
        (r"(?:package (\d+)|the package): everything on offer is kept", "everything"),
        (
            r"(?:package (\d+)|the package): (\d+) of (\d+) clauses? .* are kept(?:; .*:)?",
            "deal",
        ),
        (r"it fixes|unlike package 1, it fixes", "fixes"),
        (r"   (\d+) values? more, as today or of terms that no clause names", "more_values"),
        (r"(happens|never happens): (.+)", "events"),
        (r"it leaves open what package 1 fixes: (.+)", "freed"),
        (r"it leaves open: (.+)", "open"),
        (r"(.+) (?:has|have) the best score that any package gives", "at_best"),
        (r"with what the others get in (.+), none is better for (\S+), because of", "not_better"),
        (
            r"(\S+) could score more only by giving up demands of its own that come first",
            "comes_first",
        ),
        (
            r"(\d+) independent parts \((.+)\): any choice of one goes with any other",
            "independent",
        ),
        (r"   part (\d+) leaves out one of these", "part"),
        (r"   - (.+)", "choice"),
        (r"   … (\d+) other choices?", "other_choices"),
        (
            r"proved: nothing .* added, and there are no other packages(?:; (\d+) .* shown .*)?",
            "proved",
        ),
        (r"the same under all (\d+) readings", "every_reading"),
        (r"under (.+)", "under"),
        (r"   +(\S+(?:  +\S+)*)", "parties_named"),
    )

    def __init__(
        self,
        library: Library,
        question: Question,
        offered: tuple[Reference, ...],
        objective: Objective,
    ) -> None:
        super().__init__(library, question)
        self.offered, self.objective = offered, objective
        everything = question.but(given=(*offered, *question.given))
        self.cases = self.every = self.cases_of(everything)
        self._take(self.every[0])

    # --- what is on offer ------------------------------------------------------------------------

    def _keys_of(self, references: Iterable[Reference]) -> set[str]:
        asked = self.question.but(given=tuple(references), table=None, keep=(), without=())
        found = self.cases_of(asked)
        return {key for case in found for unit in case.units for key in unit.clauses}

    def _take(self, case: Case) -> None:
        """Go on with one combination of readings."""
        self.case = case
        given = self._keys_of(self.question.given) if self.question.given else set[str]()
        clauses = self.library.clauses
        sheets = {key for key, clause in clauses.items() if clause.score}
        red = {key for key, clause in clauses.items() if clause.strength == "red line"}
        fixed = [u for u in case.units if not u.clauses or {*u.clauses} & (given | red)]
        self.red = [u.name for u in fixed if u.clauses and not {*u.clauses} & given]
        self.free = [u for u in case.units if u not in fixed and not {*u.clauses} & sheets]
        held: list[Item] = [item for unit in fixed for item in unit.items]
        self.background = [*case.all_rules, *case.suppositions, *case.kept, *held]
        self.matters = [*case.background, *held]
        self.fixes_there_are = least_hitting(self.asking.conflicts(self.free, self.background))
        self.parties = self._parties()
        self.best_scores = [self._best(party) for party in self.parties]
        self.rows_of_shares: dict[str, Shares] = {}
        self.left: dict[int, set[str]] = {}
        self.always_out: set[str] = set()
        self.kept_told: dict[int, int] = {}
        self.at = 0
        self.fixed: dict[int, set[Variable]] = {}
        self.listing: list[Names] = []
        self.choices: list[tuple[list[Names], int]] = []

    def _units(self, out: Iterable[str]) -> list[Unit]:
        gone = set(out)
        return [unit for unit in self.free if unit.name not in gone]

    def kept(self) -> list[Unit]:
        """Return what the package at hand keeps."""
        return self._units(self.left.get(self.at, set()) | self.always_out)

    def settled_by(self) -> tuple[list[Unit], list[Item], tuple[Formula, ...]]:
        """Return what the package at hand has to obey, of the rules those that matter to it."""
        return self.kept(), self.matters, ()

    def _forced(self, claim: Formula) -> bool:
        return not self.asking.holds(self.kept(), self.background, Not(claim))

    # --- scores ----------------------------------------------------------------------------------

    def _demands(self, party: str) -> list[str]:
        keys = in_force(self.library, party, self.question.as_of, self.question.attested)
        gone = self._keys_of(self.question.without) if self.question.without else set[str]()
        demands = (key for key in keys if self.library.clauses[key].strength == "demand")
        return [key for key in demands if key not in gone]

    def _parties(self) -> list[str]:
        if self.question.table is not None:
            named = list(self.question.table)
        else:
            clauses = self.library.clauses
            owners = [clauses[k].owner for u in self.case.units for k in u.clauses if k in clauses]
            heads = [e.text.partition(".")[0] for e in (*self.offered, *self.question.given)]
            named = [h for h in dict.fromkeys(heads) if h in self.library.parties and h in owners]
        return [each for each in named or self.library.parties if self._demands(each)]

    def _grades(self, party: str) -> list[tuple[Unit, Fraction]]:
        """Return what a party scores by: each demand, and each grade of a sheet, as a unit."""
        found: list[tuple[Unit, Fraction]] = []
        for key in self._demands(party):
            clause = self.library.clauses[key]
            if clause.score:
                highest = max(points for _, points in clause.score)
                for value, points in clause.score:
                    item = hypothesis(Among(Variable(clause.score_term), (value,)))
                    name = f"{key} {value}"
                    weight = clause.weight * points / highest
                    found.append((Unit(name, "clause", (), (item,)), weight))
            else:
                found.append((Unit(key, "clause", (), (self._item(key),)), clause.weight))
        return found

    def _item(self, key: str) -> Item:
        label = dict(self.case.readings).get(self.library.clauses[key].name, "")
        return self.asking.inquiry.catalogue.item(f"{key}.{label}" if label else key)

    def _best(self, party: str) -> Fraction:
        grades = self._grades(party)
        gone = least_hitting(self.asking.conflicts([u for u, _ in grades], self.background))
        return max(sum((w for u, w in grades if u.name not in out), Fraction(0)) for out in gone)

    def _outcomes(self, kept: Iterable[Unit]) -> set[Shares]:
        """Return the shares that the best packages with some clauses can have."""
        every = {party: self._grades(party) for party in self.parties}
        units = [unit for grades in every.values() for unit, _ in grades]
        items = [item for unit in kept for item in unit.items]
        gone = least_hitting(self.asking.conflicts(units, [*self.background, *items]))
        return {
            tuple(
                sum((w for u, w in every[party] if u.name not in out), Fraction(0)) / best
                if best
                else Fraction(1)
                for party, best in zip(self.parties, self.best_scores, strict=True)
            )
            for out in gone
        }

    def table(self) -> bool:
        """Begin the table of shares."""
        self.mode = "table"
        return True

    def parties_named(self, said: str) -> bool:
        """Say whether the columns are those whose demands count."""
        return self.mode == "table" and said.split() == self.parties

    def shares(self, name: str, said: str) -> bool:
        """Note a row of shares; it is confirmed when the package is known."""
        cells = [f"{each} %" for each in said.removesuffix("%").split("%")]
        told = [each.replace(" %", "").strip() for each in cells]
        found = {s for out in self.fixes_there_are for s in self._outcomes(self._units(out))}
        fitting = [shares for shares in found if [_percent(each) for each in shares] == told]
        if name.startswith("package"):
            self.rows_of_shares[name] = fitting[0]
        return bool(fitting)

    def best(self, said: str) -> bool:
        """Say whether these are the best scores that any package gives, and rows are in order."""
        self.mode = ""
        told = [(p, Fraction(n)) for p, n in (each.split() for each in said.split(", "))]
        rows = [self._worth(shares) for shares in self.rows_of_shares.values()]
        ordered = self.objective == "lexicographic" or rows == sorted(rows, reverse=True)
        return told == list(zip(self.parties, self.best_scores, strict=True)) and ordered

    def _worth(self, shares: Shares) -> tuple[Fraction, ...]:
        if self.objective == "fair":
            return tuple(sorted(shares))
        if self.objective == "nash":
            positive = [each for each in shares if each]
            return (Fraction(len(positive)), prod(positive, start=Fraction(1)))
        pairs = zip(shares, self.best_scores, strict=True)
        return (sum((share * best for share, best in pairs), Fraction(0)),)

    def front(self, number: str) -> bool:
        """Say whether so many outcomes are beaten by none."""
        every = {s for out in self.fixes_there_are for s in self._outcomes(self._units(out))}
        best = {
            each
            for each in every
            if not any(
                o != each and all(a >= b for a, b in zip(o, each, strict=True)) for o in every
            )
        }
        return len(best) == int(number)

    def at_best(self, said: str) -> bool:
        """Say whether these parties have all that any package gives them."""
        shares = self.rows_of_shares[f"package {self.at}"]
        return all(shares[self.parties.index(each)] == 1 for each in parts(said))

    def not_better(self, where: str, party: str) -> bool:
        """Begin the reason why a party cannot score more."""
        self.mode, self.party = "reason", party
        return where in {f"package {self.at}", "the package"}

    def comes_first(self, party: str) -> bool:
        """Say whether a party scores less than its best, in the order of demands."""
        shares = self.rows_of_shares[f"package {self.at}"]
        return self.objective == "lexicographic" and shares[self.parties.index(party)] < 1

    def confirm_reason(self) -> bool:
        """Say whether what was named keeps a party from scoring more."""
        shares = self.rows_of_shares[f"package {self.at}"]
        place = self.parties.index(self.party)
        grades = self._grades(self.party)
        more = [
            And(tuple(p.formula for u, _ in chosen for i in u.items for p in i.parts))
            for size in range(1, len(grades) + 1)
            for chosen in combinations(grades, size)
            if sum((w for _, w in chosen), Fraction(0)) > shares[place] * self.best_scores[place]
        ]
        bare = [name.removeprefix("kept ") for name in (*self.names, *self.because)]
        keys = [key for name in bare for key, _ in self._keys(name)]
        if any(self.library.clauses[key].score for key in keys if key in self.library.clauses):
            return True
        items = [self._item(key) for key in keys]
        rules = [i for i in self.case.all_rules if f"rule {i.name}" in self.because]
        whole = [*items, *rules, *self.case.suppositions]
        needed = all(
            self.asking.holds([], [*(i for i in items if i is not each), *rules], Or(tuple(more)))
            for each in items
        )
        return not self.asking.holds([], whole, Or(tuple(more))) and needed

    # --- packages --------------------------------------------------------------------------------

    def number(self, number: str, order: str | None) -> bool:
        """Say whether there are so many packages, and whether the order is the one asked for."""
        return int(number) == len(self.fixes_there_are) and order in {None, ORDER[self.objective]}

    def whole(self, number: str) -> bool:
        """Say whether all that is on offer can hold."""
        return self.fixes_there_are == {frozenset()} and int(number or 1) == len(self.free)

    def held(self, said: str, number: str | None) -> bool:
        """Say whether just these red lines are held."""
        names = re.split(", ", said) if number else parts(said)
        return int(number or len(names)) == len(self.red) and set(names) <= set(self.red)

    def always_left(self) -> bool:
        """Begin what no package keeps."""
        self.mode = "left"
        return True

    def is_row(self, line: str) -> bool:
        """Take a row of what is left out."""
        taken = super().is_row(line)
        if taken and self.mode == "left" and self.row:
            name = self.unit_name(self.row)
            (self.left[self.at] if self.at else self.always_out).add(name)
        return taken

    def excluded(self, said: str) -> bool:
        """Say whether a clause is excluded by what is kept, and by nothing less of it."""
        units = {unit.name: unit for unit in self.case.units}
        rules = {item.name: item for item in self.case.all_rules}
        kept = dict(zip(self.case.kept_keys, self.case.kept, strict=True))
        named: list[Item] = []
        for each in parts(re.sub(r"what is supposed \([^)]*\)", "supposed", said)):
            if each == "supposed":
                named += self.case.suppositions
            elif each.startswith("rule "):
                named.append(rules[each.removeprefix("rule ")])
            elif self.unit_name(each) in units:
                named += units[self.unit_name(each)].items
            else:
                named.append(kept[each])
        mine = units[self.unit_name(self.row)]
        known = {u.name for u in self.kept()} | {u.name for u in self.case.units} - {
            u.name for u in self.free
        }
        here = {self.unit_name(e) for e in parts(said) if self.unit_name(e) in units}
        lasting = here <= known or not self.at
        return (
            lasting
            and not self.asking.holds([mine], named)
            and all(self.asking.holds([mine], [i for i in named if i is not e]) for e in named)
        )

    def impossible(self) -> bool:
        """Say whether a clause cannot hold by itself."""
        unit = next(u for u in self.free if u.name == self.unit_name(self.row))
        return not self.asking.holds([unit], [])

    def deal(self, number: str | None, kept: str, every: str) -> bool:
        """Begin a package that leaves something out."""
        self.at = int(number or 1)
        self.left[self.at], self.mode, self.row = set(), "left", ""
        self.kept_told[self.at] = int(kept)
        return int(every) == len(self.free)

    def everything(self, number: str | None) -> bool:
        """Say whether all that is on offer is kept."""
        self.at = int(number or 1)
        self.left[self.at], self.kept_told[self.at] = set(), len(self.free)
        return self.fixes_there_are == {frozenset()}

    def close(self) -> bool:
        """Confirm a package once all that it leaves out is known."""
        if self.mode == "left":
            self._begin()
            self.mode = ""
            return True
        return super().close()

    # --- what a package settles ------------------------------------------------------------------

    def fixes(self) -> bool:
        """Begin the values that all packages with these clauses have."""
        self.mode, self.row = "package", ""
        self.fixed.setdefault(self.at, set())
        self.values = {}
        return True

    def value(self, line: str) -> bool:
        """Say whether values are forced, and if package 1 is compared, not there."""
        told, _ = values_said(self.library, line, self.variables())
        self.fixed[self.at] |= told.keys()
        good = self._forced(And(tuple(formulas_of(told))))
        if self.at > 1 and good:
            here, self.at = self.at, 1
            good = not all(self._forced(each) for each in formulas_of(told))
            self.at = here
        return good

    def more_values(self, number: str) -> bool:
        """Say whether so many more values are forced."""
        return int(number) > 0 and self.mode == "package"

    def events(self, word: str, said: str) -> bool:
        """Say whether events must happen, or never can."""
        self.mode = ""
        for each in said.split("; "):
            name = each.rpartition(" (")[2].rstrip(")")
            claim: Formula = Happens(name) if word == "happens" else Not(Happens(name))
            if each != f"{event_words(self.library, name)} ({name})" or not self._forced(claim):
                return False
        return True

    def open(self, said: str) -> bool:
        """Say whether just these terms and so many events are left open, wholly or in part."""
        told, counts = self._open_told(said)
        every, events = self.play()
        names = {each.term.partition("[")[0] for each in every}
        found = {name for name in names if self._is_open(name)}
        free = sum(self._is_open(each) for each in events)
        unnamed = counts.get("terms", 0)
        many = sum(counts.get(word, 0) for word in ("", "in part: "))
        whole = bool(many) or len(found) == len(told) + unnamed
        return set(told) <= found and whole and free == counts.get("events", 0)

    def _open_told(self, said: str) -> tuple[list[str], dict[str, int]]:
        """Return the terms that are named as open, each tried, and what is only counted."""
        names: list[str] = []
        counts: dict[str, int] = {}
        for each in said.split("; "):
            if found := re.fullmatch(
                r"(?:(\d+) terms? that no clause names)?(?: and )?(?:(\d+) events?)?", each
            ):
                counts |= {"terms": int(found[1] or 0), "events": int(found[2] or 0)}
                continue
            partly, _, rest = each.rpartition("in part: ")
            words = "in part: " if each.startswith("in part: ") else ""
            rest, _, number = rest.partition(" (")
            here = [name for name in rest.split(", ") if name != "…"]
            if number:
                counts[words] = int(number.split()[0])
            if partly or not all(self._is_so_far_open(n, bool(words)) for n in here):
                raise Untrue(each)
            names += here
        return names, counts

    def _is_so_far_open(self, name: str, in_part: bool) -> bool:
        """Say whether some of a term is open, and whether some of it is fixed as it is told."""
        found = [v for v in self.play()[0] if v.term.partition("[")[0] == name]
        return self._is_open(name) and in_part == any(map(self._one_value, found))

    def _is_open(self, name: str) -> bool:
        if name in self.library.events:
            return not self._forced(Happens(name)) and not self._forced(Not(Happens(name)))
        found = [v for v in self.play()[0] if v.term.partition("[")[0] == name]
        return any(not self._one_value(variable) for variable in found)

    def _one_value(self, variable: Variable) -> bool:
        units, background, _ = self.settled_by()
        items = [i for u in units for i in u.items] + background
        found = extent(self.asking.inquiry.oracle, items, variable)
        if isinstance(found, Values):
            return len(found.left) == 1
        assert isinstance(found, Bounds)
        return found.low == found.high and found.no_limit == (found.low is None)

    def freed(self, said: str) -> bool:
        """Say whether package 1 fixes something of these terms that this one leaves open."""
        return bool(self._open_told(said)[0])

    # --- parts and the whole ---------------------------------------------------------------------

    def independent(self, number: str, sizes: str) -> bool:
        """Say whether the packages are one choice from each part."""
        self.mode = "list"
        counts = [int(each) for each in sizes.split(" x ")]
        return int(number) == len(counts) and prod(counts) == len(self.fixes_there_are)

    def part(self, number: str) -> bool:
        """Begin the choices of one part."""
        self.choices.append(([], 0))
        return int(number) == len(self.choices)

    def choice(self, said: str) -> bool:
        """Note what one choice of a part leaves out."""
        self.choices[-1][0].append(frozenset(parts(said)))
        return True

    def other_choices(self, number: str) -> bool:
        """Note how many choices of a part are not written out."""
        self.choices[-1] = (self.choices[-1][0], int(number))
        return True

    def proved(self, hidden: str | None) -> bool:
        """Say whether packages and parts are what was told, each maximal, and all counted."""
        outs = {place: frozenset(out | self.always_out) for place, out in self.left.items()}
        good = all(out in self.fixes_there_are for out in outs.values())
        good = good and len(set(outs.values())) == len(outs)
        for place, out in outs.items():
            good = good and self.kept_told[place] == len(self.free) - len(out)
            good = good and self._row_fits(place, out)
        for listed, more in self.choices:
            names: Names = frozenset().union(*listed)
            there = {fix & names for fix in self.fixes_there_are} - {frozenset[str]()}
            good = good and (more > 0 or there == set(listed))
        shown = len(outs) or 1
        return good and len(self.fixes_there_are) == shown + int(hidden or 0)

    def _row_fits(self, place: int, out: Names) -> bool:
        """Say whether the shares of a package are those of an outcome that it can have."""
        row = self.rows_of_shares.get(f"package {place}")
        return row is None or row in self._outcomes(self._units(out))

    def under(self, said: str) -> bool:
        """Go on with one of the combinations of readings that are named."""
        ways = [set(parts(way)) for way in said.split("; or under ")]
        named = [{f"{n}.{label}" for n, label in case.readings} for case in self.every]
        self._take(self.every[named.index(ways[0])])
        return all(way in named for way in ways)


def _percent(share: Fraction) -> str:
    whole = share * 100
    return str(whole.numerator) if whole.denominator == 1 else f"{float(whole):.1f}"
