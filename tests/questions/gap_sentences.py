"""Reads a report of `gap` back into claims, and puts each to an oracle of its own.

``unconfirmed`` accepts a report that was printed without line breaks. Every
line of it is either a claim, which is asked again, or a line of a clause, which
has to say what the clause says. What is neither is returned, and so is what is
not true.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from itertools import islice, product

from termcheck.library.formula import And, Compare, DayOf, Exactly, Formula, Happens, Not, Variable
from termcheck.library.model import Choice, Library, Question
from termcheck.logic.case import Case
from termcheck.logic.problem import STATUS_QUO, Item, Unit, hypothesis
from termcheck.questions import verdict as v
from termcheck.questions.circle import order
from termcheck.questions.fixes import RED_LINE, owners, stratum
from termcheck.questions.gap import Gap
from termcheck.questions.hotspots import sources_in_most
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.movement import Moved, NoLeast
from termcheck.questions.numbers import at_least_as_wide, changed
from termcheck.questions.opened import is_value
from termcheck.report.clause_rows import status_quo_row, text_row
from termcheck.report.values import answer_text, day_text
from termcheck.report.wording import meaning, source_title, supposed_meaning
from termcheck.solve.oracle import Compatible

_MOST = 500
_STEP = re.compile(r"(.+) (only after|no earlier than) (.+) \((.+)\)")
_PRODUCT = re.compile(
    r"(?:any one|one choice from each of (\d+) menus)(?: of these)? reopens a deal;"
    r" there (?:is|are) (.+) least fix(?:es)?"
)
_ABSENT = re.compile(
    r"with (.+) at the table (\S+) could change:"
    r" without its status quo conflicts? (.+) would be gone"
)
_NO_LEAST = (
    r"(\S+) could move from (.+) to just (above|below) (.+);"
    r" no such place is the nearest, so no move is offered"
)
_LIST = re.compile(r", | and ")


class Untrue(Exception):
    """A sentence about a choice that is no claim, or one that is not true."""


class Reader:
    """Confirms the lines of one report under one combination of readings.

    ``answer`` is used for the moved clauses alone, whose formulas no text has.
    """

    def __init__(self, library: Library, question: Question, answer: Gap) -> None:
        self.library = library
        self.question = question
        self.answer = answer
        self.inquiry = Inquiry(library)
        cases = [each for each in self.inquiry.catalogue.cases(question) if isinstance(each, Case)]
        self.case = next(each for each in cases if each.readings == answer.readings)
        self.supposed = {supposed_meaning(library, each.text) for each in question.suppose}
        self.units = {unit.name: unit for unit in self.case.units}
        self.conflicts: list[frozenset[str]] = []
        self.because: list[set[str]] = []
        self.menus: list[list[tuple[frozenset[str], tuple[Moved, ...]]]] = []

    def unconfirmed(self, text: str) -> list[str]:
        """Return the lines of ``text`` that are no claim, or one that is not true."""
        blocks = [block.split("\n") for block in text.strip("\n").split("\n\n")]
        wrong: list[str] = []
        menus = next((b for b in blocks if "reopens a deal" in b[0]), [])
        for block in blocks:
            if re.match(r"\d+  ", block[0]):
                wrong += self._conflict(block)
        try:
            wrong += self._menus(menus)
        except Untrue as found:
            return [*wrong, str(found)]
        for block in blocks:
            if block is not menus and not re.match(r"\d+  ", block[0]):
                wrong += [line for line in block if not self._claim(line)]
        return wrong

    # --- asking ------------------------------------------------------------------------

    def holds(self, units: Sequence[Unit], *more: Formula, among: set[str] | None = None) -> bool:
        """Say whether ``units`` can hold; ``among`` are the names of the background asked."""
        background = self.case.background
        if among is not None:
            background = tuple(each for each in background if self._told(each) in among)
        items = [item for unit in units for item in unit.items]
        answer = self.inquiry.oracle.compatible((*items, *background, *map(hypothesis, more)))
        return isinstance(answer, Compatible)

    def _told(self, item: Item) -> str:
        kept = dict(zip(self.case.kept, self.case.kept_keys, strict=True))
        clause = self.library.clauses.get(kept.get(item, ""))
        return clause.name if clause else item.name

    # --- conflicts -----------------------------------------------------------------------

    def _conflict(self, block: list[str]) -> Iterator[str]:
        """Yield what is wrong in a conflict: its clauses, the clash, what joins them."""
        names: list[str] = []
        because: set[str] = set()
        steps = False
        known = {*self.units, *(self._told(each) for each in self.case.background)}
        clashed = False
        for line in block:
            said = re.sub(r"^\d+  ", "", line).strip()
            word = re.sub(r"^(rule|kept) ", "", said).split("  ")[0]
            supposed = said.removeprefix("— ")
            if re.fullmatch(r"(this|these \w+) cannot hold( together)?(, because of)?", said):
                clashed = True
            elif clashed and supposed in {each.text for each in self.question.suppose}:
                because.add(supposed)
            elif word in known and (clashed or word in self.units):
                (because.add if clashed else names.append)(word)
                rest = said.removeprefix("rule ").removeprefix("kept ")[len(word) :].strip()
                if rest and not self._is_remark(rest, [word]):
                    yield line
            elif steps and re.fullmatch(_STEP, said):
                if not self._step(said):
                    yield line
            elif said.startswith("a circle in which"):
                steps = True
            elif not self._is_remark(said, [*names, *because]):
                yield line
        self.conflicts.append(frozenset(names))
        self.because.append(because)
        units = [self.units[name] for name in names]
        if self.holds(units, among=because):
            yield f"{names} hold together"
        for name in names:
            if not self.holds([self.units[n] for n in names if n != name]):
                yield f"{name} is not needed"

    def _is_remark(self, said: str, names: Sequence[str]) -> bool:
        """Say whether a line says what a clause says, where it stands, or the phase."""
        whole = [self.units[n] for n in names if n in self.units and self.units[n].kind == "text"]
        rows = [text_row(self.library, unit.name, unit.clauses) for unit in whole]
        if said in {piece.text for row in rows for piece in row.texts}:
            return True
        if whole and said.endswith("counted as one"):
            return False
        if said.startswith(("— ", "in the phase", "only because a number")):
            return True
        if said == "supposed" or said.removeprefix("supposed").strip() in self.supposed:
            return True
        for name in (each for each in names if each.startswith(STATUS_QUO)):
            (text, *_) = status_quo_row(self.library, name.removeprefix(STATUS_QUO)).texts
            if said == text.text:
                return True
        clauses = [c for c in self.library.clauses.values() if c.name in names]
        readings = [b.label for c in clauses for b in c.branches]
        said_by = {meaning(self.library, c, r) for c in clauses for r in ("", *readings)}
        return said in said_by

    def _step(self, said: str) -> bool:
        found = re.fullmatch(_STEP, said)
        assert found is not None
        later, word, earlier, name = found.groups()
        items = (
            self.units[name].items
            if name in self.units
            else tuple(each for each in self.case.background if self._told(each) == name)
        )
        denied = And((Happens(later), Not(order(earlier, later, strictly=word == "only after"))))
        answer = self.inquiry.oracle.compatible((*items, hypothesis(denied)))
        return bool(items) and not isinstance(answer, Compatible)

    # --- menus ---------------------------------------------------------------------------

    def _menus(self, block: list[str]) -> Iterator[str]:
        """Yield what is wrong in the menus: the product, each choice, what it opens."""
        if not block:
            return
        numbers: list[int] = []
        at: list[str] = []
        rows: list[tuple[list[int], str, list[str]]] = []
        for line in block[1:]:
            if found := re.fullmatch(r"for conflicts? (.+)", line):
                numbers = [int(each) for each in _LIST.split(found[1])]
            elif found := re.fullmatch(r"   ([a-z]+)  (.+)", line):
                at = []
                rows.append((numbers or [*range(1, len(self.conflicts) + 1)], found[2], at))
            else:
                at.append(line.strip())
        before: list[int] = []
        for numbers_of, said, _ in rows:
            if numbers_of != before:
                self.menus.append([])
            before = numbers_of
            self.menus[-1].append(self._choice(said))
        yield from self._product(block[0])
        place = -1
        seen: list[int] = []
        for numbers_of, said, opened in rows:
            place += numbers_of != seen
            seen = numbers_of
            yield from self._opens(place, self._choice(said), opened)

    def _choice(
        self, said: str, *, red_told: bool = True
    ) -> tuple[frozenset[str], tuple[Moved, ...]]:
        """Return the names that a choice takes off the table, and the moved units."""
        removed: set[str] = set()
        moved: list[Moved] = []
        what, _, red = said.removesuffix(")").partition(" (")
        for part in what.split("; "):
            if found := re.fullmatch(r"give up (.+)", part):
                removed |= set(_LIST.split(found[1]))
            else:
                found = re.fullmatch(r"move (\S+) from (.+) to (.+?)(, itself included)?", part)
                if found is None:
                    raise Untrue(part)
                moved.append(self._moved(found[1], found[3], part))
                removed.add(found[1])
        if red_told and self._red_lines(removed) != self._red_lines_told(red, removed):
            raise Untrue(said)
        return frozenset(removed), tuple(moved)

    def _red_lines(self, names: Collection[str]) -> set[tuple[str, str]]:
        """Return which of the units are red lines, and which whole texts hold some."""
        red = [n for n in names if stratum(self.library, self.units[n]) == RED_LINE]
        return {(n, "hold" if self.units[n].kind == "text" else "is") for n in red}

    def _red_lines_told(self, said: str, names: Collection[str]) -> set[tuple[str, str]]:
        """Return the same as a sentence in brackets says it."""
        if said in {"a red line", "red lines"}:
            return {(n, "is") for n in names if (said == "a red line") == (len(names) == 1)}
        told: set[tuple[str, str]] = set()
        for part in said.split("; ") if said else []:
            found = re.fullmatch(r"(.+) (is a|are|holds?) red lines?", part)
            if found is None:
                raise Untrue(part)
            word = "hold" if found[2].startswith("hold") else "is"
            told |= {(n, word) for n in _LIST.split(found[1])}
        return told

    def _has_no_least(self, each: NoLeast, said: re.Match[str]) -> bool:
        """Say whether a number told has to go beyond its bound, and hardly beyond it is enough."""
        number, sign = each.number, 1 if each.up else -1
        told = [re.sub(r"[, ].*$", "", said[i].replace(",", "")) for i in (2, 4)]
        exact = [str(float(v / number.factor)) for v in (number.value, each.bound)]
        if said[1] != each.before.name or [f"{float(v):g}" for v in told] != [
            f"{float(v):g}" for v in exact
        ]:
            return False
        places = [n for n, m in enumerate(self.menus) if (frozenset({said[1]}), ()) in m]
        rest = self._rest(places[0], frozenset({said[1]}))
        ends = (each.bound, each.bound + sign * Fraction(1, 10**40))
        at, beyond = (
            changed(each.before, number, at_least_as_wide(number, e, up=each.up, included=True))
            for e in ends
        )
        way = said[3] == ("above" if each.up else "below")
        return way and not self.holds([*rest, at]) and self.holds([*rest, beyond])

    def _moved(self, name: str, end: str, said: str) -> Moved:
        """Return the move that a sentence speaks of."""
        for menu in self.answer.menus:
            for choice in menu.choices:
                for each in choice.moved:
                    number = re.sub(r"[, ].*$", "", end.replace(",", ""))
                    told = {str(each.move.end), f"{float(each.move.end):g}"}
                    told |= {day_text(int(each.move.end))} if each.move.kind == "day" else set()
                    if each.move.clause == name and number in told:
                        return each
        raise Untrue(said)

    def _product(self, head: str) -> Iterator[str]:
        found = re.fullmatch(_PRODUCT, head)
        if found is None or int(found[1] or 1) != len(self.menus):
            yield head
            return
        number = 1
        for menu in self.menus:
            number *= sum(not moved for _, moved in menu)
        if number != int(found[2].replace(",", "")):
            yield head

    def _rest(self, place: int, removed: frozenset[str]) -> list[Unit]:
        gone = {n for i, m in enumerate(self.menus) if i != place for n in m[0][0]}
        return [u for u in self.case.units if u.name not in gone | removed]

    def _contexts(self, place: int, removed: frozenset[str]) -> Iterator[list[Unit]]:
        """Yield what is left with each combination of choices from the other menus."""
        others = [
            [names for names, moved in menu if not moved]
            for i, menu in enumerate(self.menus)
            if i != place
        ]
        for chosen in islice(product(*others), _MOST):
            gone = removed.union(*chosen)
            yield [unit for unit in self.case.units if unit.name not in gone]

    def _opens(
        self, place: int, choice: tuple[frozenset[str], tuple[Moved, ...]], opened: list[str]
    ) -> Iterator[str]:
        """Yield what is wrong with one choice and with what it opens."""
        removed, moved = choice
        rest = [*self._rest(place, removed), *(each.after for each in moved)]
        if not self.holds(rest):
            yield f"{sorted(removed)} repairs nothing"
        for each in moved if len(removed) == 1 else ():
            if all(self.holds([*left, _nearer(each)]) for left in self._contexts(place, removed)):
                yield f"{each.move.clause} could stop earlier"
        for name in () if moved else sorted(removed):
            if self.holds([*rest, self.units[name]]):
                yield f"{name} need not be given up"
        for line in opened:
            word, _, said = line.partition(": ")
            claims = [self._value(each) for each in said.split("; ")]
            if word == "for example":
                if not self.holds(rest, *claims):
                    yield line
            elif word != "then" or any(self.holds(rest, Not(each)) for each in claims):
                yield line

    def _value(self, said: str) -> Formula:
        """Return what ``term = value``, ``event on day`` or ``event never`` claims."""
        if found := re.fullmatch(r"(\S+) = (.+)", said):
            term, _, phase = found[1].partition("@")
            variable = Variable(term, phase or None)
            domain = self.library.domains[term]
            if isinstance(domain, Choice):
                (value,) = [x for x in domain.values if answer_text(domain, x) == found[2]]
                return is_value(variable, value)
            if found[2] == "no limit":
                return is_value(variable, None)
            return is_value(variable, Fraction(found[2].split(" ")[0].replace(",", "")))
        if found := re.fullmatch(r"(\S+) never", said):
            return Not(Happens(found[1]))
        found = re.fullmatch(r"(\S+) on (\S+)", said)
        assert found is not None, said
        day = next(d for d in range(*self.library.horizon) if day_text(d) == found[2])
        return Compare(DayOf(found[1]), "=", Exactly(Fraction(day)))

    # --- the rest ----------------------------------------------------------------------------

    def _claim(self, line: str) -> bool:
        """Say whether a line is a claim about the whole, and true."""
        if found := re.fullmatch(r"no deal: (\d+) conflicts?", line):
            return int(found[1]) == len(self.conflicts)
        if found := re.fullmatch(r"(\S+) alone can repair this: (.+)", line):
            chosen = [self._choice(part, red_told=False) for part in found[2].split("; ")]
            names = {name for removed, _ in chosen for name in removed}
            own = all(self._owners(name) == {found[1]} for name in names)
            return own and self.holds([u for u in self.case.units if u.name not in names])
        if found := re.fullmatch(r"nobody but (\S+) can repair this alone", line):
            return not any(self._alone(each) for each in self._everybody() - {found[1]})
        if found := re.fullmatch(r"(?:none of|neither|not even) (.+) can repair this alone", line):
            return not any(self._alone(each) for each in re.split(r", | and | nor ", found[1]))
        if found := re.fullmatch(r"in every repair (.+) gives? way", line):
            return not any(self._without(each) for each in _LIST.split(found[1]))
        if found := re.fullmatch(r"(\S+) stands in (\d+) conflicts", line):
            kept = [
                names | because for names, because in zip(self.conflicts, self.because, strict=True)
            ]
            return sum(found[1] in each for each in kept) == int(found[2])
        if found := re.fullmatch(_ABSENT, line):
            return self._absent(found[1], found[2], found[3])
        if found := re.fullmatch(r"(.+) is cited in (\d+) conflicts", line):
            outcome = self.answer.outcome
            assert isinstance(outcome, v.Incompatible)
            counts = sources_in_most(self.library, outcome.conflicts)
            return (found[1], int(found[2])) in {
                (source_title(self.library, n), c) for n, c in counts
            }
        if line == "whichever one source is left out, there is no deal":
            return not any(map(self._holds_without, self.library.sources))
        if found := re.fullmatch(r'without what only "(.+)" supports(?: \(.+\))?, (.+)', line):
            return any(self._rests(each, found[2]) for each in self._titled(found[1]))
        return self._disclosure(line)

    def _absent(self, parties: str, term: str, numbers: str) -> bool:
        """Say whether these conflicts, and no others, hold only without these parties."""
        base = term.partition("@")[0].partition("[")[0]
        event = self.library.events.get(base)
        deciders = event.deciders if event else self.library.terms[base].deciders
        away = [each for each in deciders if each not in (self.question.table or ())]
        named = {int(each) for each in _LIST.split(numbers)}
        unit = self.units[f"{STATUS_QUO}{term}"]
        resting = {n for n, names in enumerate(self.conflicts, 1) if unit.name in names}
        free = [
            self.holds([self.units[name] for name in self.conflicts[n - 1] - {unit.name}])
            for n in named
        ]
        return _LIST.split(parties) == away and named == resting and all(free)

    # --- sources -------------------------------------------------------------------------

    def _titled(self, title: str) -> list[str]:
        return [name for name in self.library.sources if source_title(self.library, name) == title]

    def _rests(self, source: str, so: str) -> bool:
        """Say whether a deal would be possible without a source, or so many conflicts gone."""
        if so == "a deal would be possible":
            return self._holds_without(source)
        found = re.fullmatch(r"(\d+) of (\d+) conflicts? would be gone", so)
        gone = sum(self._holds_without(source, names) for names in self.conflicts)
        return found is not None and (int(found[1]), int(found[2])) == (gone, len(self.conflicts))

    def _holds_without(self, source: str, names: Collection[str] | None = None) -> bool:
        """Say whether units can hold without what only ``source`` supports."""
        left: list[Item] = [*self.case.suppositions]
        for unit in self.case.units:
            if names is None or unit.name in names:
                keys = unit.clauses or ("",) * len(unit.items)
                rows = zip(keys, unit.items, strict=True)
                left += [item for key, item in rows if not self._is_of(key, source)]
        kept = [*zip(self.case.kept_keys, self.case.kept, strict=True)]
        rules = [(item.name, item) for item in self.case.rules]
        left += [item for key, item in (*kept, *rules) if not self._is_of(key, source)]
        return isinstance(self.inquiry.oracle.compatible(left), Compatible)

    def _is_of(self, key: str, source: str) -> bool:
        known = self.library.clauses
        clause = known.get(key) or known.get(key.rpartition(".")[0])
        if clause is None or {each.source for each in clause.citations} != {source}:
            return False
        text = self.library.proposals.get(clause.owner)
        return text is None or text.source != source

    def _owners(self, name: str) -> set[str]:
        return set(owners(self.library, self.units[name]))

    def _everybody(self) -> set[str]:
        return {each for name in self.units for each in self._owners(name)}

    def _alone(self, who: str) -> bool:
        """Say whether ``who`` repairs everything by giving up all that it has."""
        return self.holds([u for u in self.case.units if self._owners(u.name) != {who}])

    def _without(self, who: str) -> bool:
        """Say whether the others repair everything by giving up all that they have."""
        theirs = [self._owners(unit.name) for unit in self.case.units]
        kept = zip(self.case.units, theirs, strict=True)
        return self.holds([unit for unit, owners in kept if not owners or who in owners])

    def _red_lines_clash(self, names: Collection[str]) -> bool:
        """Say whether already the red lines of these units cannot hold together."""
        lines: list[Unit] = []
        for unit in (self.units[name] for name in names):
            rows = zip(unit.clauses, unit.items, strict=bool(unit.clauses))
            items = tuple(i for key, i in rows if self._strength(key) == "red line")
            lines.append(unit if unit.kind == "status quo" else unit.but(items=items))
        return not self.holds(lines)

    def _strength(self, key: str) -> str:
        clause = self.library.clauses.get(key) or self.library.clauses[key.rpartition(".")[0]]
        return clause.strength

    def _disclosure(self, line: str) -> bool:
        if line == "proved minimal; no other conflicts, and no other least fixes":
            if not self.menus:
                return not self._hits(frozenset().union(*map(self._clauses_of, self.conflicts)))
            return all(self._hits(each) for each in self._known_fixes())
        if found := re.fullmatch(r"no fix touches what is kept: (.+)", line):
            kept = {self._told(each) for each in self.case.kept}
            return set(_LIST.split(found[1])) <= kept
        if found := re.fullmatch(
            r"without a red line that gives way there is no repair of conflicts? (.+)", line
        ):
            numbers = [int(each) for each in _LIST.split(found[1])]
            return any(self._red_lines_clash(self.conflicts[n - 1]) for n in numbers)
        if found := re.fullmatch(_NO_LEAST, line):
            return any(self._has_no_least(each, found) for each in self.answer.no_least)
        if found := re.fullmatch(r"no fix helps: nothing .+ stands in conflicts? (.+)", line):
            stuck = {int(each) for each in _LIST.split(found[1])}
            fixed = [n for n, names in enumerate(self.conflicts, 1) if not self._clauses_of(names)]
            return stuck == set(fixed)
        if found := re.fullmatch(r"this rests on (.+), of low confidence", line):
            low = {c.name for c in self.library.clauses.values() if c.confidence == "low"}
            return set(_LIST.split(found[1])) <= low
        return line in {
            "an exchange is one clause: both sides are owed once the text is adopted",
            f"asked under each of {len(self.inquiry.catalogue.cases(self.question))} readings",
        }

    @staticmethod
    def _clauses_of(names: frozenset[str]) -> set[str]:
        return {name for name in names if not name.startswith(STATUS_QUO)}

    def _known_fixes(self) -> Iterator[frozenset[str]]:
        """Yield every combination of first choices with one other choice."""
        first = [menu[0][0] for menu in self.menus]
        yield frozenset().union(*first)
        for place, menu in enumerate(self.menus):
            for removed, moved in menu[1:]:
                if not moved:
                    yield frozenset().union(removed, *first[:place], *first[place + 1 :])

    def _hits(self, fix: frozenset[str]) -> bool:
        return self.holds([u for u in self.case.units if u.name not in fix])


def _nearer(moved: Moved) -> Unit:
    """Return the clause with its number anywhere short of where it moved."""
    short = at_least_as_wide(moved.number, moved.new, up=moved.up, included=False)
    return changed(moved.before, moved.number, short)
