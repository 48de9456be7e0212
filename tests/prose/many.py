"""Sentences of ``matrix`` and ``coalitions``."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import ClassVar

from termcheck.library.model import Library, Question, Reference
from termcheck.logic.case import Case
from termcheck.logic.problem import STATUS_QUO
from tests.prose.asking import Names
from tests.prose.reader import Reader, Sentence, fits
from tests.prose.values import LISTED, parts

ONLY = r"(?:; (\d+) can only because events never happen)?"
LEGEND = (
    r"a number says how few clauses clash, · that the two can hold together"
    r"(, ~ that they can only because an event never happens)?"
)
SOME_AGREE = (
    r"they cannot all agree: (\d+) of (\d+) sets? of parties can agree"
    r"(?:; (\d+) of the largest only because events never happen)?"
)


class Matrix(Reader):
    """Reads what ``matrix`` prints about the texts ``named``."""

    SENTENCES: ClassVar[tuple[Sentence, ...]] = (
        (r"(\d+) of (\d+) pairs? cannot hold together" + ONLY, "clashing"),
        (r"no pair of (\d+) texts clashes" + ONLY, "none_clashes"),
        (r" {4,}([\d ]+)", "header"),
        (r" *(\d+) (\S+) +([\d·?~ ]*)", "cells"),
        (LEGEND, "legend"),
        (r"(\d+) other pairs? not shown: no more were asked for", "others"),
        (r"(\S+)(?: and (\S+))? +only because (.+) never happens?", "only_because"),
        (r"(.+) cannot hold even alone", "alone"),
        (r"(\d+)  (\S+) and (\S+)", "pair"),
        (
            r"these (\d+) groups hold together, and between them they cover every other pair",
            "groups",
        ),
        (r"(this) group holds together and covers every other pair", "groups"),
        (r" +only because (.+) never happens?", "group_never"),
        (r"   (\d+)  (.+)", "group"),
        (r" {3,}(\S.*)", "short"),
        (
            r"every pair decided; `termcheck conflicts A B` shows all conflicts of a pair",
            "all_told",
        ),
    )

    def __init__(self, library: Library, question: Question, named: Iterable[str]) -> None:
        super().__init__(library, question)
        self.named = tuple(dict.fromkeys(named))
        self.pairs = list(combinations(self.named, 2))
        self.table: dict[tuple[str, str], str] = {}
        self.least = {each: self._fewest(*each) for each in self.pairs}
        self.least |= {(name, name): self._fewest(name) for name in self.named}
        self.never = {each: self._never(*each) for each in self.pairs}
        self.never |= {(name, name): self._never(name) for name in self.named}
        self.told_never: dict[tuple[str, str], list[str]] = {}
        self.group_never_due: list[str] = []
        self.not_told = 0
        self.told: list[tuple[str, str]] = []
        self.covered: set[frozenset[str]] = set()
        self.number = 0
        self.held = 0

    def _fewest(self, *names: str) -> int:
        """Return how few clauses of texts clash under some reading, 0 if none do."""
        found = [min(map(len, self.all_conflicts(case)), default=0) for case in self.about(names)]
        return min((each for each in found if each), default=0)

    def _never(self, *names: str) -> list[str]:
        """Return what never happens while texts hold together, nothing if they cannot."""
        return [] if self._fewest(*names) else self.asking.never(self.about(names))

    def head(self, line: str) -> bool:
        """Say whether a line names two texts, or is a row of the table."""
        return bool(line)

    def clashing(self, number: str, every: str, only: str | None) -> bool:
        """Say whether so many pairs clash, and so many hold only because events never happen."""
        bad = sum(self.least[each] > 0 for each in self.pairs)
        some = sum(bool(self.never[each]) for each in self.pairs)
        return (int(number), int(every), int(only or 0)) == (bad, len(self.pairs), some)

    def none_clashes(self, number: str, only: str | None) -> bool:
        """Say whether no pair clashes."""
        return int(number) == len(self.named) and self.clashing("0", f"{len(self.pairs)}", only)

    def legend(self, only: str | None) -> bool:
        """Say whether the sign is explained exactly if it is there."""
        return bool(only) == any(self.never.values())

    def others(self, number: str) -> bool:
        """Say whether so many pairs that clash were not told."""
        self.not_told = int(number)
        return self.not_told == sum(self.least[e] > 0 for e in self.pairs) - len(self.told)

    def only_because(self, a: str, b: str | None, said: str) -> bool:
        """Say whether just these events never happen while texts hold together."""
        self.told_never[a, b or a] = parts(said)
        return parts(said) == self.never[a, b or a]

    def header(self, numbers: str) -> bool:
        """Begin a band of the table."""
        self.columns = [int(each) - 1 for each in numbers.split()]
        return all(0 <= each < len(self.named) for each in self.columns)

    def cells(self, number: str, name: str, signs: str) -> bool:
        """Say whether a row of the table is true."""
        row = self.named[int(number) - 1]
        found = signs.split()
        here = [self.named[each] for each in self.columns]
        if row in here and self._sign(row, row) == "·":
            here.remove(row)
        wanted = [self._sign(row, column) for column in here]
        return row == name and found == wanted

    def _sign(self, row: str, column: str) -> str:
        least = self.least.get((row, column)) or self.least.get((column, row)) or 0
        never = self.never.get((row, column)) or self.never.get((column, row))
        return str(min(9, least)) if least else "~" if never else "·"

    def alone(self, said: str) -> bool:
        """Say whether just these texts cannot hold alone."""
        return parts(said) == [name for name in self.named if self.least[name, name]]

    def pair(self, number: str, a: str, b: str) -> bool:
        """Begin the conflict of a pair."""
        self.number += 1
        self.told.append((a, b))
        self.cases = self.about((a, b))
        return int(number) == self.number and self.least[a, b] > 0

    def short(self, line: str) -> bool:
        """Say whether a conflict in one line is a shortest one of its pair."""
        said, _, condition = line.partition(", if ")
        said, _, supposed = said.partition(", supposing ")
        said, _, because = said.partition(", by ")
        names = said.split(", ")
        self._begin()
        self.names = names
        known = set(self.library.rules)
        for each in parts(because) if because else []:
            self.because.append(f"rule {each}" if each in known else f"kept {each}")
        suppose = [each.text for each in self.question.suppose]
        for each in suppose:
            if supposed and each in supposed:
                supposed = supposed.replace(each, "", 1)
                self.because.append("supposed")
        if LISTED.sub("", supposed or "").strip():
            return False
        here = [c for c in self.cases if not condition or fits(f"if {condition}", c.readings)]
        units = {unit.name for case in here for unit in case.units}
        good = set(names) <= units and any(self._clashes(case) for case in here)
        self.clashes.append((names, here))
        self._begin()
        return good and len(names) == self.least[self.told[-1]]

    def groups(self, number: str) -> bool:
        """Begin the groups."""
        self.held = 1 if number == "this" else int(number)
        self.found = 0
        return True

    def group(self, number: str, said: str) -> bool:
        """Say whether a group holds together under the first reading of each."""
        if not self.held:
            return self.short(f"{number}  {said}")
        names = parts(said)
        self.found += 1
        self.covered |= {frozenset(each) for each in combinations(names, 2)}
        holds = any(self.asking.holds(c.units, c.background) for c in self.about(names))
        silent = not self.group_never_due
        self.group_never_due = self.asking.never(self.about(names)[:1])
        return int(number) == self.found and holds and silent and set(names) <= set(self.named)

    def group_never(self, said: str) -> bool:
        """Say whether just these events never happen while the group above holds together."""
        due, self.group_never_due = self.group_never_due, []
        return parts(said) == due

    def all_told(self) -> bool:
        """Say whether every pair that clashes was told, and every other is in a group."""
        bad = [each for each in self.pairs if self.least[each]]
        good = {frozenset(each) for each in self.pairs if each not in bad}
        covered = good <= self.covered if good else True
        never = {pair: said for pair, said in self.never.items() if said} == self.told_never
        told = never and not self.group_never_due
        whole = self.told == bad[: len(bad) - self.not_told]
        return whole and covered and told and (not good or self.found == self.held)


class Coalitions(Reader):
    """Reads what ``coalitions`` prints."""

    SENTENCES: ClassVar[tuple[Sentence, ...]] = (
        (r"all of them can agree(?: only because (.+) never happens?)?", "all_agree"),
        (SOME_AGREE, "some_agree"),
        (r"(\d+) other sets? not shown: no more were asked for", "others"),
        (r"the largest that can", "always"),
        (r"   (.+), without (.+?)(?:, only because (.+) never happens?)?", "largest"),
        (r"   … (\d+) others?", "other_sets"),
        (r"(.+) cannot agree(; any fewer of them can)?", "blocking"),
        (r"(\S+) asks for what cannot be()", "blocking"),
        (r"(\S+) cannot live with what is kept()", "blocking"),
        (r"(\S+) insists on nothing as asked, and so blocks nobody", "silent"),
        (r"(.+ and \S+) insist on nothing as asked, and so block nobody", "silent"),
        (r"every other set contains one of these or is part of one that can agree", "all_sets"),
        (r"and so can any fewer of them", "all_agree"),
    )

    def __init__(self, library: Library, question: Question) -> None:
        super().__init__(library, question)
        owners = (each.text.partition(".")[0] for each in question.given)
        self.parties = tuple(dict.fromkeys(owners))
        every = [c for n in range(1, len(self.parties) + 1) for c in combinations(self.parties, n)]
        bad: list[Names] = []
        for each in map(frozenset, every):
            if any(known <= each for known in bad) or not self._agree(each):
                bad.append(each)
        self.every = [frozenset(each) for each in every]
        self.bad = set(bad)
        self.least = {each for each in bad if not any(other < each for other in bad)}
        good = {each for each in self.every if each not in self.bad}
        self.most = {each for each in good if not any(each < other for other in good)}
        self.told_most: list[Names] = []
        self.told_least: list[Names] = []
        self.hidden = self.not_told = 0

    def _given(self, parties: Iterable[str]) -> list[str]:
        wanted = set(parties)
        return [e.text for e in self.question.given if e.text.partition(".")[0] in wanted]

    def _agree(self, parties: Names) -> bool:
        cases = self.about(self._given(parties))
        return all(self.asking.holds(c.units, c.background) for c in cases)

    def others(self, number: str) -> bool:
        """Note how many sets that block are not told."""
        self.not_told = int(number)
        return self.not_told > 0

    def _never(self, parties: Names) -> list[str]:
        return self.asking.never(self.about(self._given(parties)))

    def all_agree(self, never: str | None = "") -> bool:
        """Say whether no set blocks, and which events then never happen."""
        told = never == "" or (parts(never) if never else []) == self._never(self.every[-1])
        return not self.bad and told

    def some_agree(self, good: str, every: str, only: str | None) -> bool:
        """Say whether so many sets can agree, and so many only because events never happen."""
        some = sum(bool(self._never(each)) for each in self.most)
        wanted = (len(self.every) - len(self.bad), len(self.every), some)
        return (int(good), int(every), int(only or 0)) == wanted

    def largest(self, names: str, others: str, never: str | None) -> bool:
        """Say whether a set is one of the largest that can agree, and what then never happens."""
        found, rest = frozenset(parts(names)), frozenset(parts(others))
        self.told_most.append(found)
        whole = found | rest == set(self.parties) and not found & rest
        return (
            found in self.most and whole and (parts(never) if never else []) == self._never(found)
        )

    def other_sets(self, number: str) -> bool:
        """Note how many sets are not written out."""
        self.hidden = int(number)
        return True

    def blocking(self, names: str, fewer: str | None) -> bool:
        """Say whether parties are a minimal set that cannot agree; its conflict follows."""
        found = frozenset(parts(names))
        self.told_least.append(found)
        self.cases = self.about(self._given(found))
        return found in self.least and bool(fewer) == (len(found) > 2)

    def confirm_clash(self) -> bool:
        """Say whether a conflict needs a clause of each party of its set."""
        owners = {name.partition(".")[0] for name in self.names if not name.startswith(STATUS_QUO)}
        return super().confirm_clash() and owners & set(self.parties) == self.told_least[-1]

    def silent(self, said: str) -> bool:
        """Say whether just these parties bring nothing."""
        nothing = [p for p in self.parties if not any(c.units for c in self._bare(p))]
        return parts(said) == nothing

    def _bare(self, party: str) -> list[Case]:
        asked = self.question.but(table=None)
        return self.cases_of(asked.but(given=tuple(map(Reference, self._given([party])))))

    def all_sets(self) -> bool:
        """Say whether all minimal sets that block and all maximal ones that agree were told."""
        whole = self.most == {frozenset(self.parties)}
        most = whole or (
            set(self.told_most) <= self.most and len(self.most) == len(self.told_most) + self.hidden
        )
        told = set(self.told_least)
        return told <= self.least and len(self.least) == len(told) + self.not_told and most
