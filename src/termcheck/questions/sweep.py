"""Sweep: many questions of one library, each answered as if it were asked alone.

A conflict that one question found settles every question that contains it,
wherever it was found: it travels as names. A package settles every question
whose clauses it satisfies. Neither changes an answer: the verdict is the
question's own, and so is the conflict that is named, the first in its order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from termcheck.library.formula import Formula
from termcheck.library.model import Question
from termcheck.logic.case import Case, Fault
from termcheck.logic.problem import Item, Unit
from termcheck.questions import verdict as v
from termcheck.questions.consistency import background_outcome, explained, in_order, outcome
from termcheck.questions.first_conflict import FirstConflict, Undecided, first_conflict
from termcheck.questions.forced import NotAsked, standing
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.known_clashes import Known, KnownClashes
from termcheck.questions.shortest import never_together
from termcheck.solve.conflicts import Found, all_conflicts
from termcheck.value import Value

Word = Literal[
    "compatible",
    "incompatible",
    "undecided",
    "contradictory-background",
    "contradictory-supposition",
    "nothing",
    "refused",
]
Standing = Literal["forced", "possible", "impossible", ""]


class Named(Value):
    """A conflict, the readings under which it stands, and what must be there for it."""

    conflict: v.Conflict
    clash: Known
    readings: v.Readings


class Answered(Value):
    """The answer to one question.

    ``nothing``: nobody of those who are named says anything that day.
    ``refused``: it cannot be asked, and ``limits`` say why. ``first`` is the
    first conflict in the question's order, under the first readings that have
    one, and ``every`` are all, if all are wanted. ``standing`` says how the
    formula stands that was asked about, empty if there is no deal.
    ``never_happens`` are events that cannot happen while the deal holds.
    """

    word: Word
    first: Named | None = None
    every: tuple[Named, ...] = ()
    standing: Standing = ""
    package: v.Compatible | None = None
    limits: tuple[str, ...] = ()
    never_happens: tuple[str, ...] = ()


class Sweeper:
    """Answers question after question; ``known`` is what it has learnt so far.

    ``solved`` counts the sets of clauses that were put to the oracle, and
    ``settled`` the questions that a known conflict decided.
    """

    def __init__(self, inquiry: Inquiry) -> None:
        self.known: dict[Known, None] = {}
        self.solved = 0
        self.settled = 0
        self._inquiry = inquiry
        self._background: dict[tuple[Item, ...], v.Outcome | None] = {}
        self._explained: dict[tuple[tuple[Unit, ...], tuple[Item, ...]], v.Conflict] = {}
        self._found: dict[tuple[tuple[Unit, ...], tuple[Item, ...]], Found] = {}

    def learn(self, clashes: Iterable[Known]) -> None:
        """Take it that each of ``clashes`` cannot hold together with the rules."""
        self.known.update(dict.fromkeys(clashes))

    def answer(
        self, question: Question, about: Formula | None, *, package: bool, every: bool = False
    ) -> Answered:
        """Return the answer to ``question``, and how ``about`` stands in it.

        With a ``package`` where a deal is possible, and ``every`` conflict where none is.
        """
        catalogue = self._inquiry.catalogue
        cases = catalogue.cases_about(question, about) if about else catalogue.cases(question)
        found = [case for case in cases if isinstance(case, Case)]
        if len(found) < len(cases):
            faults = [each for each in cases if isinstance(each, Fault)]
            return Answered("refused", limits=tuple(each.message for each in faults))
        if question.given and not any(_clauses(case) for case in found):
            return Answered("nothing")
        undecided: list[Answered] = []
        for case in found:
            answer = self._of_case(case)
            if answer.word not in ("compatible", "undecided"):
                wanted = every and answer.first is not None
                return self._with_every(answer, found) if wanted else answer
            undecided += [answer] if answer.word == "undecided" else []
        if undecided:
            return undecided[0]
        return self._deal(question, found, about, package)

    # --- one case -------------------------------------------------------------------

    def _of_case(self, case: Case) -> Answered:
        before = self._before(case)
        if before is not None:
            limits = before.limits if isinstance(before, v.Undecided) else ()
            return Answered(v.verdict_word(before), limits=limits)
        work = KnownClashes(self._inquiry, case, self.known)
        everything = (1 << len(case.units)) - 1
        core = work.among(everything)
        if core is None or isinstance(core, Undecided):
            self.solved += work.solved
        if core is None:
            return Answered("compatible")
        if isinstance(core, Undecided):
            return Answered("undecided", limits=(core.limit,))
        self.settled += work.solved == 0
        found = self._named(case, work, first_conflict(everything, core, work.among))
        self.solved += work.solved
        return found

    def _named(self, case: Case, work: KnownClashes, found: FirstConflict) -> Answered:
        units = tuple(unit for place, unit in enumerate(case.units) if found.units >> place & 1)
        first = self._told(case, work, units, minimal=not found.limits)
        return Answered("incompatible", first, limits=found.limits)

    def _told(
        self, case: Case, work: KnownClashes, units: tuple[Unit, ...], *, minimal: bool
    ) -> Named:
        """Return the conflict among ``units``, which is known from now on."""
        same = (units, case.background)
        conflict = self._explained.get(same)
        if conflict is None:
            conflict = self._explained[same] = explained(self._inquiry, case, units)
        clash = work.clash(units, conflict)
        self.known[clash] = None
        return Named(conflict if minimal else conflict.but(minimal=False), clash, case.readings)

    def _with_every(self, answer: Answered, cases: Iterable[Case]) -> Answered:
        """Return ``answer`` with all conflicts under all readings."""
        told, limits = list[Named](), [*answer.limits]
        for case in cases:
            if self._before(case) is not None:
                continue
            same = (case.units, case.background)
            if same not in self._found:
                self._found[same] = all_conflicts(self._inquiry.oracle, *same)
            found = self._found[same]
            limits += found.limits
            work = KnownClashes(self._inquiry, case, ())
            for minimal, sets in ((True, found.conflicts), (False, found.loose)):
                told += [
                    self._told(case, work, in_order(case, units), minimal=minimal) for units in sets
                ]
        return answer.but(every=tuple(told), limits=tuple(dict.fromkeys(limits)))

    def _before(self, case: Case) -> v.Outcome | None:
        """Return why rules and suppositions admit nothing, ``None`` if they admit something."""
        bare = case.but(units=(), kept=(), kept_keys=(), rules=case.all_rules)
        if bare.background not in self._background:
            self._background[bare.background] = background_outcome(self._inquiry, bare)
        return self._background[bare.background]

    # --- where a deal is possible ---------------------------------------------------

    def _deal(
        self, question: Question, cases: Sequence[Case], about: Formula | None, package: bool
    ) -> Answered:
        words: list[Standing] = []
        for case in cases if about else ():
            assert about is not None
            word = standing(self._inquiry, case, about)
            if isinstance(word, NotAsked):
                return Answered("compatible", limits=getattr(word.outcome, "limits", ()))
            words.append(word)
        same: Standing = words[0] if len(set(words)) == 1 else "possible" if words else ""
        never = never_together(self._inquiry, cases)
        answer = Answered("compatible", standing=same, never_happens=never)
        if not package:
            return answer
        plain = self._inquiry.catalogue.cases(question)[0]
        assert isinstance(plain, Case)
        found = outcome(self._inquiry, question, plain)
        limits: tuple[str, ...] = getattr(found, "limits", ())
        wanted = found if isinstance(found, v.Compatible) else None
        return answer.but(package=wanted, limits=limits)


def _clauses(case: Case) -> bool:
    """Say whether somebody's clause is on the table."""
    return bool(case.kept) or any(unit.kind != "status quo" for unit in case.units)
