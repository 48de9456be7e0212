"""Sentences of ``timeline``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from termcheck.library.model import Library, Question, Reference
from termcheck.library.positions import in_force
from termcheck.library.refs import Referred, refer
from termcheck.logic.case import Case
from termcheck.report.wording import meaning, passages, title
from tests.prose.asking import Names
from tests.prose.reader import Reader, Sentence
from tests.prose.values import parts

VERBS = {"states": "stated", "restates": "restated", "withdraws": "withdrawn"}
Table = dict[str, str]
"""Keys on the table by full name."""


class Timeline(Reader):
    """Reads what ``timeline`` prints."""

    SENTENCES: ClassVar[tuple[Sentence, ...]] = (
        (r"(a deal is possible|no deal) since (\S+)", "since"),
        (r"(\d{4}-\d\d-\d\d|always)  (.+?)(?: \((\d+(?:(?:, | and )\d+)*)\))?", "day"),
        (r"   (opened|closed) by", "turn"),
        (r"   (.+) (states|restates|withdraws) (.+)", "moves"),
        (
            r"a clause is on the table from the day on which it is stated until it is withdrawn",
            "end",
        ),
    )

    def __init__(self, library: Library, question: Question) -> None:
        super().__init__(library, question)
        self.dates = [each for each in self._days() if self._moved(each)]
        self.at = -1
        self.numbered: list[set[int]] = []
        self.told_moves: set[tuple[str, str]] = set()
        self.turned: dict[str, set[str]] = {}
        self.conflicts_of_days: list[set[Names]] = []
        self.hidden = 0
        self.word = ""

    # --- what is on the table --------------------------------------------------------------------

    def _parties(self) -> list[str]:
        heads = (e.text.partition(".")[0] for e in (*self.question.given, *self.question.keep))
        return [h for h in dict.fromkeys(heads) if h in self.library.parties]

    def _days(self) -> list[int]:
        found = {c.day for c in self.library.clauses.values() if c.owner in self._parties()}
        found |= {e.day for e in self.library.withdrawals if e.party in self._parties()}
        last = self.question.as_of
        return sorted(day for day in found if last is None or day <= last)

    def table(self, day: int) -> Table:
        """Return what the parties have on the table from a day on."""
        found: Table = {}
        force = {k for p in self._parties() for k in in_force(self.library, p, day)}
        for each in (*self.question.given, *self.question.keep):
            answer = refer(self.library, each, day)
            for key in answer.keys if isinstance(answer, Referred) else ():
                if key in force:
                    found[self.library.clauses[key].name] = key
        return found

    def _before(self, day: int) -> Table:
        earlier = [each for each in self._days() if each < day]
        return self.table(earlier[-1]) if earlier else {}

    def _moved(self, day: int) -> dict[str, str]:
        """Return what changed on a day by name: stated, restated or withdrawn."""
        old, new = self._before(day), self.table(day)
        found = {
            n: "stated" if n not in old else "restated" for n, k in new.items() if old.get(n) != k
        }
        return found | {name: "withdrawn" for name in old if name not in new}

    def _cases_on(self, day: int) -> list[Case]:
        standing = [
            each
            for each in self.question.given
            if isinstance(refer(self.library, each, day), Referred)
        ]
        return self.cases_of(self.question.but(as_of=day, given=tuple(standing)))

    # --- sentences -------------------------------------------------------------------------------

    def head(self, line: str) -> bool:
        """Say whether a line begins with a day."""
        return line[:4].isdigit() and line[4:5] == "-"

    def since(self, word: str, day: str) -> bool:
        """Say whether that is how it ends, and whether it has been so since that day."""
        states = [self._state(each) for each in self.dates]
        turns = [at for at in range(1, len(states)) if states[at] != states[at - 1]]
        first = 0 if not turns else turns[-1]
        return states[-1] == (word == "no deal") and self._when(self.dates[first]) in {
            day,
            "always",
        }

    def _when(self, day: int) -> str:
        return date.fromordinal(day).isoformat() if day else "ever"

    def _state(self, day: int) -> bool:
        """Say whether there is no deal under some reading."""
        return not all(self.asking.holds(c.units, c.background) for c in self._cases_on(day))

    def day(self, day: str, said: str, numbers: str | None) -> bool:
        """Say whether a day stands as its line says; its moves follow."""
        good = self._finished()
        self.at += 1
        number = self.dates[self.at]
        cases = self._cases_on(number)
        found = {each for case in cases for each in self.all_conflicts(case)}
        self.conflicts_of_days.append(found)
        self.numbered.append({int(each) for each in parts(numbers)} if numbers else set())
        self.told_moves, self.turned, self.hidden = set(), {"opened": set(), "closed": set()}, 0
        plural = "" if len(found) == 1 else "s"
        headline = f"no deal: {len(found)} conflict{plural}" if found else "a deal is possible"
        shown = date.fromordinal(number).isoformat() if number else "always"
        return good and shown == day and said == headline

    def _finished(self) -> bool:
        """Say whether all moves of the day that ends here were told, and who turned it."""
        if self.at < 0:
            return True
        day = self.dates[self.at]
        moves = self._moved(day)
        told = dict(self.told_moves)
        if not told.items() <= moves.items() or len(moves) != len(told) + self.hidden:
            return False
        return self.turned == self._turns(day)

    def _turns(self, day: int) -> dict[str, set[str]]:
        """Return which moves opened or closed: those that ended or made a conflict."""
        now = self.conflicts_of_days[self.at]
        was = self.conflicts_of_days[self.at - 1] if self.at else set[Names]()
        found: dict[str, set[str]] = {"opened": set(), "closed": set()}
        if was and not now:
            found["opened"] = self._did(was, day, "stated", self._before(day), self.table(day))
        if now and not was:
            found["closed"] = self._did(now, day, "withdrawn", self.table(day), self._before(day))
        return found

    def _did(
        self, conflicts: Iterable[Names], day: int, idle: str, mine: Table, other: Table
    ) -> set[str]:
        found: set[str] = set()
        for each in conflicts:
            here = {n for n, change in self._moved(day).items() if change != idle and n in each}
            alone = {n for n in here if n not in other or self._goes(each, n, mine, other)}
            found |= alone or here
        return found

    def _goes(self, conflict: Names, name: str, mine: Table, other: Table) -> bool:
        """Say whether a conflict goes away with the other statement of one clause."""
        keys = [other[n] if n == name else mine.get(n, n) for n in conflict]
        asked = self.question.but(given=tuple(map(Reference, keys)), keep=())
        return all(self.asking.holds(c.units, c.background) for c in self.cases_of(asked))

    def turn(self, word: str) -> bool:
        """Begin the statements that opened or closed it."""
        self.mode, self.word, self.row = "turn", word, ""
        return True

    def is_row(self, line: str) -> bool:
        """Take a line for a statement that opened or closed it, or for a row of a conflict."""
        if self.mode != "turn":
            return super().is_row(line)
        name, _, rest = line.strip().partition("  ")
        day = self.dates[self.at]
        moved = self._moved(day)
        if name in moved and line.startswith("      "):
            self.row = name
            self.turned[self.word].add(name)
            return not rest or self._is_said(rest.strip(), name, moved[name], day)
        return bool(self.row) and self._is_said(line.strip(), self.row, moved[self.row], day)

    def _is_said(self, said: str, name: str, change: str, day: int) -> bool:
        table = self._before(day) if change == "withdrawn" else self.table(day)
        clause = self.library.clauses[table[name]]
        verb = next(verb for verb, word in VERBS.items() if word == change)
        texts = {f"{title(self.library, clause.owner)} {verb} it: {meaning(self.library, clause)}"}
        texts |= {f"— {each}" for each in [passages(self.library, clause)] if each}
        for each in self.library.withdrawals if change == "withdrawn" else ():
            if (each.party, each.label, each.day) == (clause.owner, clause.label, day):
                place = self.library.texts[each.span.file].place(each.span.start)
                texts.add(f"withdrawn in {each.span.file}, line {place.line}")
        return said in texts

    def moves(self, who: str, verb: str, said: str) -> bool:
        """Note who moved; whether these are all is known when the day ends."""
        self.mode = ""
        party = next(p for p in self.library.parties if title(self.library, p) == who)
        for each in parts(said):
            number, _, word = each.partition(" ")
            if word in {"other", "others"}:
                self.hidden += int(number)
            else:
                self.told_moves.add((f"{party}.{each}", VERBS[verb]))
        return True

    # --- conflicts -------------------------------------------------------------------------------

    def confirm_clash(self) -> bool:
        """Say whether a conflict is one on just the days that name its number."""
        if not self.clashes and not self._finished():
            return False
        number = len(self.clashes) + 1
        names = frozenset(self.unit_name(name) for name in self.names)
        here = [at for at, found in enumerate(self.conflicts_of_days) if names in found]
        told = [at for at, numbers in enumerate(self.numbered) if number in numbers]
        if not here or here != told:
            self.clashes.append(([*names], []))
            return False
        self.cases = self._cases_on(self.dates[here[-1]])
        return super().confirm_clash()

    def end(self) -> bool:
        """Say whether all days and all conflicts were told."""
        good = self._finished() if not self.clashes else True
        numbers = {each for found in self.numbered for each in found}
        every = {each for found in self.conflicts_of_days for each in found}
        told = {frozenset(names) for names, _ in self.clashes}
        return (
            good
            and self.at == len(self.dates) - 1
            and numbers == set(range(1, len(self.clashes) + 1))
            and told == every
        )
