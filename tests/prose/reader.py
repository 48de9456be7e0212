"""The reader: a closed table of sentences, each with the claim that it makes.

``Reader.unconfirmed`` takes a report that was printed without line breaks and
returns every line that no sentence of the table fits, or that is not true. A
reader for one command adds the sentences of that command to the table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from termcheck.library.formula import And, Formula, Happens, Not, Or, Variable, variables
from termcheck.library.formula import events as events_of
from termcheck.library.model import Answer, Clause, Library, Question, Reference
from termcheck.library.positions import in_force
from termcheck.logic.case import Case
from termcheck.logic.problem import STATUS_QUO, Item, Unit, clause_item
from termcheck.questions.opened import is_value
from termcheck.report.clause_rows import (
    clause_rows,
    define_rows,
    rule_rows,
    status_quo_row,
    supposed_rows,
    text_row,
)
from termcheck.report.package_text import event_words
from termcheck.report.values import day_text, listed
from tests.prose.asking import Asking, Names
from tests.prose.values import LISTED, Untrue, formulas_of, on_day, parts, values_said

NUMBERS = {
    "they": 0,
    "this": 1,
    "these two": 2,
    "these three": 3,
    "these four": 4,
    "these five": 5,
    "these six": 6,
}
_NUMBERED = re.compile(r"\d  |\d\d+ +(?!minimal|packages? can|of |independent)")
"""How the first row of a conflict begins."""

Sentence = tuple[str, str]
"""A pattern that a whole line fits, and the method that says whether the line is true."""


class Reader:
    """Confirms the lines of one report; ``cases`` are those that the next lines speak of."""

    SENTENCES: ClassVar[tuple[Sentence, ...]] = ()
    SHARED: ClassVar[tuple[Sentence, ...]] = (
        (r" *(this|they|these \w+) cannot hold(?: together)?(, because of)?", "clash"),
        (r"   in the phases? (.+)", "in_phases"),
        (r"   only because a number has to be whole", "only_whole"),
        (r"   only (if .+)", "only_if"),
        (r"for example this one(, which changes as little as it can)?", "example"),
        (r"and, where nothing says how it stands today", "always"),
        (r"with these events", "with_events"),
        (r"   (\d+) other terms? as today or open", "other_terms"),
        (r"   (\d+) events? that need not happen", "idle_events"),
        (r"   (\d{4}-\d\d-\d\d|never)  (.+) \((\S+)\)", "event"),
        (r"(options taken|options left): (.+)", "options"),
        (r"(recommendations kept|recommendations not kept): (.+)", "options"),
        (r"the rules contradict each other: nothing obeys them all", "contradiction"),
        (r"what is supposed cannot be", "impossible_supposition"),
        (r"(\S+) puts no (?:clause|firm clause|red line) on the table as asked", "nothing_said"),
        (r"(\S+) has no position in force (as asked|on \S+)(?:; (.+))?", "without_position"),
        (r"open at this table, because nothing says how they stand today: (.+)", "open_terms"),
        (r"asked under each of (\d+) readings", "every_reading"),
        (r"an exchange is one clause: both sides are owed once the text is adopted", "exchange"),
        (r"this rests on (.+), of low confidence", "low_confidence"),
        (r"not certified: (.+)", "uncertified"),
    )

    def __init__(self, library: Library, question: Question) -> None:
        self.library = library
        self.question = question
        self.asking = Asking(library)
        self.cases = self.cases_of(question)
        self.clashes: list[tuple[list[str], list[Case]]] = []
        self.values: dict[Variable, Answer] = {}
        self.days: dict[str, Formula] = {}
        self.lacks: list[str] = []
        self.mode = ""
        self.extra: tuple[Formula, ...] = ()
        self._begin()

    def cases_of(self, question: Question) -> list[Case]:
        """Return the cases of a question."""
        found = self.asking.inquiry.catalogue.cases(question)
        return [each for each in found if isinstance(each, Case)]

    def about(self, names: Iterable[str]) -> list[Case]:
        """Return the cases of this question about other texts."""
        return self.cases_of(self.question.but(given=tuple(map(Reference, names))))

    def _begin(self) -> None:
        """Begin a block of rows."""
        self.names: list[str] = []
        self.because: list[str] = []
        self.clashed = False
        self.row = ""
        self.told_phases: list[str] = []
        self.whole_only = False
        self.condition = ""

    # --- lines -----------------------------------------------------------------------------------

    def unconfirmed(self, text: str) -> list[str]:
        """Return the lines of ``text`` that are no claim, or one that is not true."""
        wrong: list[str] = []
        for line in [*text.rstrip("\n").split("\n"), ""]:
            try:
                good = self._line(line)
            except (Untrue, KeyError, ValueError, IndexError, StopIteration) as found:
                good = False
                self.lacks.append(f"{type(found).__name__} {found}")
            if not good:
                wrong.append(line or f"before a blank line: {self.names} {self.lacks}")
        return [*wrong, *(f"missing: {each}" for each in self.missing())]

    def missing(self) -> Iterable[str]:
        """Yield what the report should say and does not, known when all is read."""
        return ()

    def _line(self, line: str) -> bool:
        if not line:
            return self.close()
        if re.match(_NUMBERED, line) and self.mode not in {"list", "table"} and not self.head(line):
            good = self.close()
            self.mode = "conflict"
            return self.is_row(line) and good
        if self.mode in {"conflict", "reason", "left", "turn"} and self.is_row(line):
            return True
        for pattern, method in (*self.SENTENCES, *self.SHARED):
            if found := re.fullmatch(pattern, line):
                claim: Callable[..., bool] = getattr(self, method)
                return claim(*found.groups())
        return self.mode == "package" and self.value(line)

    def head(self, line: str) -> bool:
        """Say whether a line that begins with a number is a heading of this report."""
        return not line

    def always(self) -> bool:
        """Say nothing: a heading whose lines are the claims."""
        return True

    # --- rows ------------------------------------------------------------------------------------

    def is_row(self, line: str) -> bool:
        """Take a line for a row of a clause: its name, or what it says and where it stands."""
        said = re.sub(r"^\d+ +", "", line).strip()
        head, _, rest = said.partition("  ")
        if self.row and said in self.texts(self.row):
            return True
        if not self.texts(head):
            return False
        self.row = head
        (self.because if self._joins(head) else self.names).append(head)
        return not rest or rest.strip() in self.texts(head)

    def _joins(self, head: str) -> bool:
        joining = head.startswith(("rule ", "kept ", "where ")) or head == "supposed"
        return self.clashed or joining

    def texts(self, name: str) -> set[str]:
        """Return what may be said of a row's name; nothing if it is no name of a row."""
        library = self.library
        bare = name.removeprefix("kept ")
        if name == "what is kept":
            return {"cannot hold by itself"}
        if name == "supposed":
            rows = supposed_rows(library, [each.text for each in self.question.suppose])
        elif name.startswith("rule "):
            rows = rule_rows(library, [name.removeprefix("rule ")])
        elif name.startswith("where "):
            rows = tuple(
                r for r in define_rows(library, library.clauses.values()) if r.name == name
            )
        elif name.startswith(STATUS_QUO):
            rows = (status_quo_row(library, name.removeprefix(STATUS_QUO)),)
        elif bare in {*library.proposals, *library.parties}:
            units = [u for case in self.cases for u in case.units if u.name == bare]
            rows = tuple(text_row(library, bare, unit.clauses) for unit in units)
        else:
            rows = tuple(
                row for key, r in self._keys(bare) for row in clause_rows(library, [key], r)
            )
        return {piece.text for row in rows for piece in row.texts}

    def _keys(self, name: str) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
        """Return the keys that a printed name stands for, with the reading that it names."""
        found: list[tuple[str, tuple[tuple[str, str], ...]]] = []
        for key, clause in self.library.clauses.items():
            if clause.name == name:
                found.append((key, ()))
            base, _, label = name.rpartition(".")
            if clause.name == base and any(each.label == label for each in clause.branches):
                reading = ((base, label),) if clause.has_readings else ()
                found.append((key if clause.has_readings else f"{key}.{label}", reading))
        return found

    # --- conflicts -------------------------------------------------------------------------------

    def clash(self, number: str, because: str | None) -> bool:
        """Say whether so many clauses were named."""
        self.clashed = True
        self.row = ""
        self._because = bool(because)
        blamed = len([name for name in self.names if name != "what is kept"])
        return NUMBERS.get(number) == blamed or number == f"these {blamed}"

    def in_phases(self, said: str) -> bool:
        """Note the phases of a clash; they are tried when the block ends."""
        for name, phase in self.library.phases.items():
            for word in (f"{name} ({phase.meaning})", name):
                if re.search(rf"(?:^|, | and ){re.escape(word)}(?:$|, | and )", said):
                    self.told_phases.append(name)
                    said = said.replace(word, "", 1)
                    break
        return not LISTED.sub("", said).strip()

    def only_whole(self) -> bool:
        """Note that a clash should vanish without whole numbers."""
        self.whole_only = True
        return True

    def only_if(self, said: str) -> bool:
        """Note under which readings alone a clash arises."""
        self.condition = said
        return True

    def close(self) -> bool:
        """Confirm the block that ends here."""
        good = True
        if self.mode == "conflict":
            good = self.clashed and self.confirm_clash()
        elif self.mode == "reason" and not self.names and not self.because:
            return True
        elif self.mode == "reason":
            good = self.confirm_reason()
        elif self.mode == "package" and self.values:
            good = self._package_is_least()
        if self.mode not in {"package", "table"}:
            self.mode = ""
        self._begin()
        return good

    def confirm_clash(self) -> bool:
        """Say whether what was named clashes, and nothing less of it."""
        self._tell_joined()
        here = [case for case in self.cases if self._is_read(case)]
        good = [case for case in here if self._clashes(case)]
        names = [self.unit_name(name) for name in self.names if name != "what is kept"]
        self.clashes.append((names, good))
        if self.condition:
            return bool(good) and all(fits(self.condition, c.readings) == (c in good) for c in here)
        return bool(good) and (self._is_alone() or good == here)

    def _is_alone(self) -> bool:
        """Say whether one reading is enough to tell a conflict in this report."""
        return True

    def _tell_joined(self) -> None:
        if bool([e for e in self.because if not e.startswith("where ")]) != self._because:
            raise Untrue("because of")

    def _is_read(self, case: Case) -> bool:
        units = {unit.name for unit in case.units}
        return all(
            self.unit_name(name) in units and self._reading(name) <= set(case.readings)
            for name in self.names
            if name != "what is kept"
        )

    def unit_name(self, name: str) -> str:
        """Return the unit that a printed name stands for, without its reading."""
        reading = self._reading(name)
        return next(iter(reading))[0] if reading else name

    def _reading(self, name: str) -> set[tuple[str, str]]:
        return {pair for _, readings in self._keys(name) for pair in readings}

    def _clashes(self, case: Case) -> bool:
        units = {unit.name: unit for unit in case.units}
        named = [units[self.unit_name(n)] for n in self.names if n != "what is kept"]
        among = [item for item in case.background if self._told(case, item) in self.because]
        suppose = list(case.suppositions) if "supposed" in self.because else []
        among += [item for item in suppose if item not in among]
        if self.told_phases:
            reduced = [unit.but(items=tuple(map(self._in_phases, unit.items))) for unit in named]
            if self.asking.holds(reduced, map(self._in_phases, among)):
                return False
        if self.asking.holds(named, among):
            return False
        if self.whole_only and not self.asking.relaxed().holds(named, among):
            return False
        needed = all(
            self.asking.holds([u for u in named if u is not each], case.background)
            for each in named
        )
        rules = [item for item in among if item in case.rules]
        lean = all(
            self.asking.holds(named, [item for item in among if item is not each]) for each in rules
        )
        return needed and lean

    def _in_phases(self, item: Item) -> Item:
        """Return what an item says of the phases that were told."""
        kept = tuple(
            part
            for part in item.parts
            if all(each.phase in (None, *self.told_phases) for each in part.variables)
        )
        return item.but(parts=kept)

    def _told(self, case: Case, item: Item) -> str:
        kept = dict(zip(case.kept, case.kept_keys, strict=True))
        if item in kept:
            clause = self.library.clauses.get(kept[item])
            base = clause.name if clause else kept[item]
            label = dict(case.readings).get(base, "")
            full = f"kept {base}.{label}" if label else f"kept {base}"
            return full if full in self.because else f"kept {base}"
        return f"rule {item.name}" if item in case.rules else "supposed"

    def confirm_reason(self) -> bool:
        """Say whether the rules that were named cannot hold, and each is needed."""
        rules = {f"rule {item.name}": item for item in self.asking.inquiry.catalogue.rules}
        named = [rules[each] for each in self.because if each in rules]
        named += self.cases[0].suppositions if "supposed" in self.because else ()
        return not self.asking.holds([], named) and all(
            self.asking.holds([], [item for item in named if item is not each]) for each in named
        )

    # --- packages --------------------------------------------------------------------------------

    def settled_by(self) -> tuple[list[Unit], list[Item], tuple[Formula, ...]]:
        """Return what a package that is shown has to obey."""
        case = next(iter(self.cases))
        return list(case.units), list(case.background), self.extra

    def play(self) -> tuple[list[Variable], list[str]]:
        """Return the variables and events that a shown package answers."""
        units, background, claims = self.settled_by()
        items = [item for unit in units for item in unit.items] + background
        found = list(self.asking.inquiry.in_order(items))
        found += [v for c in claims for v in variables(c) if v not in found]
        happening = {e for item in items for part in item.parts for e in part.events}
        happening |= {event for claim in claims for event in events_of(claim)}
        return found, sorted(happening)

    def variables(self) -> list[Variable]:
        """Return all variables of the library."""
        return [
            Variable(name, phase)
            for term in self.library.terms.values()
            for name in term.members
            for phase in (self.library.phases if term.by_phase else [None])
        ]

    def example(self, least: str | None) -> bool:
        """Begin a package."""
        self.mode, self.values, self.days = "package", {}, {}
        self._least = bool(least)
        return True

    def value(self, line: str) -> bool:
        """Say whether a package can have a value beside all that was told before."""
        told, _ = values_said(self.library, line, self.variables())
        self.values |= told
        return self._possible()

    def _possible(self, *more: Formula) -> bool:
        units, background, claims = self.settled_by()
        told = [*formulas_of(self.values), *self.days.values(), *claims, *more]
        return self.asking.holds(units, background, *told)

    def with_events(self) -> bool:
        """Go on with the events of a package."""
        self.mode = "package"
        return True

    def event(self, day: str, said: str, name: str) -> bool:
        """Say whether an event can happen on a day beside all that was told before."""
        if event_words(self.library, name) != said:
            return False
        self.days[name] = on_day(name, day)
        return self._possible()

    def idle_events(self, number: str) -> bool:
        """Say whether all other events, and so many, need not happen."""
        others = [each for each in self.play()[1] if each not in self.days]
        return len(others) == int(number) and self._possible(*(Not(Happens(e)) for e in others))

    def other_terms(self, number: str) -> bool:
        """Say whether so many terms in play were not told."""
        play = {each.term for each in self.play()[0]}
        return int(number) == len(play - {each.term for each in self.values})

    def _package_is_least(self) -> bool:
        """Say whether no package leaves more of today's values as they are."""
        terms = self.library.terms
        now = {
            v: terms[v.term.partition("[")[0]].now
            for v in self.play()[0]
            if terms[v.term.partition("[")[0]].has_now
        }
        changed = [v for v, value in self.values.items() if v in now and now[v] != value]
        kept = [is_value(v, value) for v, value in now.items() if v not in changed]
        self._least, least = False, self._least
        if not least or not changed:
            return True
        units, background, claims = self.settled_by()
        fewer = Or(tuple(is_value(v, now[v]) for v in changed))
        return not self.asking.holds(units, background, *claims, *kept, fewer)

    def options(self, word: str, said: str) -> bool:
        """Say whether a package can take, and leave, just these options."""
        good = word in {"options taken", "recommendations kept"}
        claims: list[Formula] = []
        for name in parts(said):
            ((key, reading), *_) = self._keys(name)
            label = f".{reading[0][1]}" if reading else ""
            whole = And(tuple(p.formula for p in clause_item(self.library, key + label).parts))
            claims.append(whole if good else Not(whole))
        self.mode = ""
        return self._possible(*claims)

    # --- what is said of the whole ---------------------------------------------------------------

    def contradiction(self) -> bool:
        """Say whether the rules cannot hold; the next rows say which."""
        self.mode = "reason"
        self.clashed = True
        rules = [self.asking.inquiry.catalogue.rules]
        return not any(self.asking.holds([], each) for each in rules)

    def impossible_supposition(self) -> bool:
        """Say whether what is supposed cannot hold with the rules."""
        self.mode = "reason"
        return not any(self.asking.holds([], (*c.rules, *c.suppositions)) for c in self.cases)

    def open_terms(self, said: str) -> bool:
        """Say whether terms are open that nobody absent has to leave as they are."""
        for each in parts(said.replace("), ", ") and ")):
            name, _, deciders = each.removesuffix(")").partition(" (decided by ")
            term = self.library.terms[name]
            if term.has_now or listed(term.deciders) != deciders:
                return False
            if set(term.deciders) <= {*(self.question.table or ())}:
                return False
        return self.question.table is not None

    def uncertified(self, what: str) -> bool:
        """Take a line on the evidence; what is certified is tested in tests.certify."""
        return bool(what)

    def nothing_said(self, name: str) -> bool:
        """Say whether a reference puts nothing on the table."""
        asked = self.question.but(given=(Reference(name),), keep=(), table=None)
        return not any(case.units for case in self.cases_of(asked))

    def without_position(self, party: str, when: str, since: str | None) -> bool:
        """Say whether a party says nothing on the day, and since when it speaks."""
        as_asked = (
            "as asked" if self.question.as_of is None else f"on {day_text(self.question.as_of)}"
        )
        spoken = [c.day for c in self.library.clauses.values() if c.owner == party]
        first = f"its first statement is of {day_text(min(spoken))}" if spoken else ""
        said = first or "no statement of it stands in the library"
        quiet = not in_force(self.library, party, self.question.as_of, self.question.attested)
        return quiet and when == as_asked and since in {said, None if spoken else said}

    def every_reading(self, number: str) -> bool:
        """Say whether there are so many combinations of readings."""
        return int(number) == len(self.cases)

    def exchange(self) -> bool:
        """Say whether a clause in a conflict is an exchange."""
        text = "".join(str(c.syntax.body) for c in self._clashing())
        return "Exchange" in text

    def low_confidence(self, said: str) -> bool:
        """Say whether these are the clauses in conflicts of which we are not sure."""
        return set(parts(said)) == {c.name for c in self._clashing() if c.confidence == "low"}

    def _clashing(self) -> list[Clause]:
        names = {name for told, _ in self.clashes for name in told}
        return [c for c in self.library.clauses.values() if c.name in names]

    def all_conflicts(self, case: Case) -> set[Names]:
        """Return all conflicts of a case."""
        return self.asking.conflicts(case.units, case.background)


def fits(condition: str, readings: Sequence[tuple[str, str]]) -> bool:
    """Say whether readings are what a printed condition asks for."""
    here = dict(readings)
    if said := re.fullmatch(r"if one reads (.+)", condition):
        ways = [
            dict(each.split(" as ") for each in LISTED.split(way)) for way in said[1].split("; or ")
        ]
        return any(all(here.get(n) == label for n, label in way.items()) for way in ways)
    for part in re.split(r"(?:, | and )(?=\S+ is read as )", condition.removeprefix("if ")):
        name, labels = part.split(" is read as ")
        if here.get(name) not in parts(labels, "or"):
            return False
    return True
