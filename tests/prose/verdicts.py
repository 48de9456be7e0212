"""Sentences of ``conflicts`` and ``why``."""

from __future__ import annotations

import re
from typing import ClassVar

from termcheck.library.formula import Formula, Happens, Not
from termcheck.library.model import Library, Question
from termcheck.logic.case import Case
from tests.prose.asking import Names, least_hitting
from tests.prose.reader import Reader, Sentence, fits
from tests.prose.sources import WithoutSources
from tests.prose.values import parts


class Conflicts(Reader):
    """Reads what ``conflicts`` prints."""

    SENTENCES: ClassVar[tuple[Sentence, ...]] = (
        (r"a deal is possible(?: only because (.+) never happens?)?(?: (if .+))?", "deal"),
        (r"   (?!\d{4}-)(\S+)  (.+)", "never"),
        (r"   to ask for a deal in which it happens: --suppose (\S+)", "ask_for"),
        (r"no deal: (?:at least )?(\d+) conflicts?(?: (if .+))?", "no_deal"),
        (r"there may be more conflicts: no more were asked for", "more_conflicts"),
        (r"(the only minimal fix|\d+ minimal fix(?:es)?.*?)(?: (if .+))?", "fixes"),
        (r"   (menu \d+|or|or {2,}| +or|  ) (give up .+|change the .+)", "fix"),
        (r"   +or … (\d+) others, which `termcheck gap` lists", "other_fixes"),
        (r"no fix helps: nothing that could be given up stands in conflicts? (.+)", "hopeless"),
        (r"proved minimal; no other conflicts", "all_conflicts_told"),
        (r"nothing that is in play rests on a single source", "no_source"),
        (r"a deal stays possible whichever source is left out", "whichever"),
        (r"whichever one source is left out, there is no deal", "whichever"),
        (r'without what only "(.+)" supports(?: \(.+?\))?, (.+?)(?:, (if .+))?', "without_source"),
    )

    def __init__(self, library: Library, question: Question) -> None:
        super().__init__(library, question)
        self.every = self.cases
        self.menus: list[list[Names]] = []
        self.hidden: list[int] = []
        self.counts: list[int] = []
        self._never: list[str] = []

    def _when(self, condition: str | None) -> list[Case]:
        return [c for c in self.every if not condition or fits(condition, c.readings)]

    # --- sources ----------------------------------------------------------------------------------

    def _without(self, condition: str | None = None) -> list[WithoutSources]:
        return [WithoutSources(self.asking, self.library, c) for c in self._when(condition)]

    def no_source(self) -> bool:
        """Say whether leaving out any source changes no answer."""
        return not any(each.holds(s) for each in self._without() for s in self.library.sources)

    def whichever(self) -> bool:
        """Say whether all answers are the same whichever source is left out."""
        found = {each.holds(s) for each in self._without() for s in self.library.sources}
        return len(found) < 2

    def without_source(self, title: str, so: str, condition: str | None) -> bool:
        """Say whether it is so without what only one source supports."""
        told = [names for names, _ in self.clashes]
        return all(each.rests(title, so, told) for each in self._without(condition))

    # --- verdicts --------------------------------------------------------------------------------

    def deal(self, never: str | None, condition: str | None) -> bool:
        """Say whether all holds under just these readings; ``never`` are events that cannot be."""
        self.cases = self._when(condition)
        self._never = parts(never) if never else []
        good = [case for case in self.every if self.asking.holds(case.units, case.background)]
        return [c for c in good if c in self.cases] == self.cases and all(
            not self.asking.holds(case.units, case.background, Happens(event))
            for event in self._never
            for case in self.cases
        )

    def never(self, event: str, said: str) -> bool:
        """Say whether an event is one that never happens, in its own words."""
        if event == "never":
            words, _, name = said.removesuffix(")").rpartition(" (")
            return self.event("never", words, name)
        if event not in self._never or self.mode == "package":
            return self.mode == "package" and self.value(f"   {event}  {said}")
        return said.startswith(self.library.events[event.partition("[")[0]].meaning or event)

    def ask_for(self, event: str) -> bool:
        """Say whether the event can be supposed: the rules alone allow it."""
        return event in self._never

    def no_deal(self, number: str, condition: str | None) -> bool:
        """Say whether there is no deal under just these readings."""
        self.cases = self._when(condition)
        self.counts.append(int(number))
        bad = [c for c in self.every if not self.asking.holds(c.units, c.background)]
        return bad == self.cases

    def all_conflicts_told(self) -> bool:
        """Say whether the conflicts of all readings are those that were told."""
        told = {frozenset(names) for names, _ in self.clashes}
        found = {each for case in self.cases for each in self.all_conflicts(case)}
        return told == found and self.counts[-1:] == [len(self.clashes)] and self._menus_told()

    def hopeless(self, numbers: str) -> bool:
        """Say whether just these conflicts name nothing but status quos and what is kept."""
        stuck = [
            str(number)
            for number, (names, _) in enumerate(self.clashes, 1)
            if all(name.startswith("status quo of ") for name in names)
        ]
        return parts(numbers) == stuck

    def more_conflicts(self) -> bool:
        """Say whether there are more conflicts than were told."""
        told = {frozenset(names) for names, _ in self.clashes}
        found = {each for case in self.cases for each in self.all_conflicts(case)}
        return told < found and self.counts[-1:] == [len(told)]

    # --- fixes -----------------------------------------------------------------------------------

    def _least_fixes(self, case: Case) -> set[Names]:
        """Return the minimal fixes: no status quo is the table's to change."""
        clauses = [unit for unit in case.units if unit.kind != "status quo"]
        held = [item for unit in case.units if unit.kind == "status quo" for item in unit.items]
        return least_hitting(self.asking.conflicts(clauses, [*case.background, *held]))

    def fixes(self, said: str, condition: str | None) -> bool:
        """Say whether there are so many minimal fixes; choices follow."""
        self.fixing = [c for c in self.cases if not condition or fits(condition, c.readings)]
        self.menus, self.hidden, self.mode = [], [], "list"
        number = (
            1 if said == "the only minimal fix" else int(said.split(maxsplit=1)[0].replace(",", ""))
        )
        found = self._least_fixes(self.fixing[0])
        several = said.partition(" from each of ")[2].partition(" ")[0]
        self._several = int(several) if several else 0 if number == 1 else 1
        return len(found) == number

    def fix(self, word: str, said: str) -> bool:
        """Note a choice; it is tried when all are known."""
        if not word.strip().startswith("or"):
            self.menus.append([])
            self.hidden.append(0)
        self.menus[-1].append(self._choice(said))
        return True

    def _choice(self, said: str) -> Names:
        names, red = said, ""
        if found_red := re.fullmatch(r"(.+) \(([^(]*red lines?)\)", said):
            names, red = found_red.groups()
        found: list[str] = []
        for part in names.split(" and change the "):
            found += parts(part.removeprefix("give up ").removeprefix("change the "))
        keys = {u.name: u.clauses for u in self.fixing[0].units}
        strength = {key: clause.strength for key, clause in self.library.clauses.items()}
        lines = {n for n in found if any(strength.get(k) == "red line" for k in keys[n])}
        told = {(n, False) for n in found} if red in {"a red line", "red lines"} else set()
        for part in red.split("; ") if red and not told else ():
            who = re.fullmatch(r"(.+) (is a|are|holds?) red lines?", part)
            told |= {(n, who[2].startswith("hold")) for n in parts(who[1])} if who else set()
        whole = {u.name for u in self.fixing[0].units if u.kind == "text"}
        if {(n, n in whole) for n in lines} != told:
            raise ValueError(said)
        return frozenset(found)

    def other_fixes(self, number: str) -> bool:
        """Note how many choices of a menu are not written out."""
        self.hidden[-1] = int(number)
        return True

    def _menus_told(self) -> bool:
        """Say whether one choice from each menu is a minimal fix, and whether all are counted."""
        if not self.menus:
            return True
        case = self.fixing[0]
        found = self._least_fixes(case)
        number = 1
        for menu, hidden in zip(self.menus, self.hidden, strict=True):
            number *= len(menu) + hidden
        first: Names = frozenset().union(*(menu[0] for menu in self.menus))
        tried = [first - menu[0] | each for menu in self.menus for each in menu]
        several = self._several in {0, len(self.menus)}
        return number == len(found) and several and set(tried) <= found


class Why(Reader):
    """Reads what ``why`` prints; ``formula`` is asked about and ``meaning`` what it says."""

    SENTENCES: ClassVar[tuple[Sentence, ...]] = (
        (r"(forced|possible|impossible): (.+)", "answer"),
        (r"(because|by the rules alone)(?: \((\d+)\))?", "because_of"),
        (r"(\d+) minimal reasons?; there are no others", "all_reasons"),
        (r"one minimal reason; --all-reasons looks for others", "one_reason"),
        (r"it becomes possible if any one of these gives way", "ways"),
        (r"   - (.+)", "way"),
        (r"   … (\d+) other ways?", "other_ways"),
        (r"nothing that is on the table could give way: the rules exclude it", "no_way"),
        (r"(?:nothing excludes it: )?it holds in this package, and fails in another", "holds_here"),
        (r"the same under all (\d+) readings", "every_reading"),
        (r"it turns on the reading", "turns"),
        (r"under (.+)", "under"),
    )

    def __init__(
        self, library: Library, question: Question, formula: Formula, meaning: str
    ) -> None:
        super().__init__(library, question)
        found = self.asking.inquiry.catalogue.cases_about(question, formula)
        self.cases = [each for each in found if isinstance(each, Case)]
        self.every = self.cases
        self.formula = formula
        self.meaning = meaning
        self.reasons: list[Names] = []
        self.told_ways: list[Names] = []
        self.hidden = 0
        self.listing = False

    def answer(self, word: str, said: str) -> bool:
        """Say whether the formula is forced, possible or impossible in every case here."""
        self.reasons = []
        self.claim = Not(self.formula) if word == "forced" else self.formula
        each = [
            tuple(
                self.asking.holds(case.units, case.background, claim)
                for claim in (self.formula, Not(self.formula))
            )
            for case in self.cases
        ]
        words = {(True, True): "possible", (True, False): "forced", (False, True): "impossible"}
        return said == self.meaning and {words[a, b] for a, b in each} == {word}

    def turns(self) -> bool:
        """Say whether the answer is not the same under every reading."""
        return (
            len({self.asking.holds(c.units, c.background, self.formula) for c in self.every}) > 1
            or len(
                {self.asking.holds(c.units, c.background, Not(self.formula)) for c in self.every}
            )
            > 1
        )

    def under(self, said: str) -> bool:
        """Go on with one combination of readings."""
        wanted = set(parts(said))
        self.cases = [
            c for c in self.every if {f"{n}.{label}" for n, label in c.readings} == wanted
        ]
        return bool(self.cases)

    def because_of(self, word: str, number: str | None) -> bool:
        """Begin a reason."""
        self.mode = "reason"
        self._alone = word == "by the rules alone"
        return number is None or int(number) == len(self.reasons) + 1

    def confirm_reason(self) -> bool:
        """Say whether what was named excludes the opposite, and nothing less of it."""
        case = self.cases[0]
        units = {unit.name: unit for unit in case.units}
        named = [units[self.unit_name(name)] for name in self.names]
        among = [item for item in case.background if self._told(case, item) in self.because]
        self.reasons.append(frozenset(unit.name for unit in named))
        if self._alone == bool(named or any(e.startswith("kept") for e in self.because)):
            return False
        if self.asking.holds(named, among, self.claim):
            return False
        rules = [item for item in among if item in case.rules]
        return all(
            self.asking.holds([u for u in named if u is not each], case.background, self.claim)
            for each in named
        ) and all(
            self.asking.holds(named, [i for i in among if i is not each], self.claim)
            for each in rules
        )

    def _all(self) -> set[Names]:
        case = self.cases[0]
        return self.asking.conflicts(case.units, case.background, self.claim)

    def all_reasons(self, number: str) -> bool:
        """Say whether these are all the reasons."""
        good = set(self.reasons) == self._all() and int(number) == len(self.reasons)
        return good and self._ways_told()

    def one_reason(self) -> bool:
        """Say whether one reason was told."""
        return len(self.reasons) == 1

    def ways(self) -> bool:
        """Begin the list of what could give way."""
        self.mode, self.listing = "list", True
        return True

    def way(self, said: str) -> bool:
        """Note what could give way."""
        self.told_ways.append(frozenset(parts(said)))
        return True

    def other_ways(self, number: str) -> bool:
        """Note how many ways are not written out."""
        self.hidden = int(number)
        return True

    def _ways_told(self) -> bool:
        """Say whether the ways that were told are least, and whether all are counted."""
        if not self.listing:
            return True
        found = least_hitting(self._all())
        return set(self.told_ways) <= found and len(found) == len(self.told_ways) + self.hidden

    def no_way(self) -> bool:
        """Say whether the rules alone exclude it."""
        return frozenset() in self._all()

    def holds_here(self) -> bool:
        """Begin a package in which the formula holds."""
        self.extra = (self.formula,)
        return self.example(None)
