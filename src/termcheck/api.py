"""The Python interface: a library of term sheets that answers questions.

    import termcheck

    texts = termcheck.load("proposals/ukraine")
    answer = texts.conflicts("quincy_plan", "russia", as_of="2025-03-18")
    answer.value      # the typed verdict
    answer.record()   # what ``--format json`` writes
    print(answer)     # what the command prints

Questions take the options of the command line as keywords. A question that
cannot be asked raises ``TermcheckError``, whose text is the command's message.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from typing import Unpack

from termcheck.answer import (
    Answer,
    Options,
    TermcheckError,
    arguments_of,
    error_of,
    refusing,
    words,
    wrong_call,
)
from termcheck.certifying import Certifying
from termcheck.cli import coalitions as coalitions_command
from termcheck.cli import matrix as matrix_command
from termcheck.cli import packages as packages_command
from termcheck.cli.conflicts import limited
from termcheck.cli.digest import digest
from termcheck.cli.limit_options import Wrong
from termcheck.cli.question_options import formula_of, question_at_any_time, question_of
from termcheck.cli.reading import Loaded, load_sound
from termcheck.cli.refusal import Refusal
from termcheck.language.diagnostic import in_order
from termcheck.library.model import Question
from termcheck.library.settings import with_severities
from termcheck.logic.case import Case, Fault
from termcheck.questions.agreed import Agreed, AgreedByReading, agreed
from termcheck.questions.certified import Certifier
from termcheck.questions.certified_check import QUICK, certified_check
from termcheck.questions.certified_coalitions import certified_coalitions
from termcheck.questions.certified_difference import certified_difference
from termcheck.questions.certified_gap import claims_of_fixes
from termcheck.questions.certified_matrix import certified_matrix
from termcheck.questions.certified_packages import certified_packages
from termcheck.questions.certified_timeline import certified_timeline
from termcheck.questions.coalitions import Coalitions, coalitions
from termcheck.questions.comparison import Comparison
from termcheck.questions.consistency import verdict
from termcheck.questions.coverage import unreached
from termcheck.questions.difference import Difference, between_libraries, between_texts
from termcheck.questions.forced import AnswerByReading, NotAsked, answers
from termcheck.questions.gap import Gap, gaps
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.matrix import Matrix, matrix
from termcheck.questions.offer import Offer, offers
from termcheck.questions.preference import Objective
from termcheck.questions.sides import Side, joined
from termcheck.questions.sound import Soundness
from termcheck.questions.soundness import soundness
from termcheck.questions.timeline import NoPosition, Timeline, timeline
from termcheck.questions.verdict import ByReading, Incompatible, Undecided, Verdict
from termcheck.report.check_record import check_record
from termcheck.report.check_text import Checked, check_page
from termcheck.report.coalitions_record import coalitions_record
from termcheck.report.coalitions_text import coalitions_page
from termcheck.report.comparison_records import SideRecord
from termcheck.report.diff_record import diff_record
from termcheck.report.diff_text import Shown, diff_page
from termcheck.report.disclosures import notes
from termcheck.report.gap_record import gap_record
from termcheck.report.gap_text import gap_page
from termcheck.report.matrix_record import matrix_record
from termcheck.report.matrix_text import matrix_page
from termcheck.report.packages_record import packages_record
from termcheck.report.packages_text import WhatCouldBe, packages_page
from termcheck.report.page import Page
from termcheck.report.timeline_record import timeline_record
from termcheck.report.timeline_text import timeline_page
from termcheck.report.verdict_record import verdict_record
from termcheck.report.verdict_text import verdict_page
from termcheck.report.why_record import why_record
from termcheck.report.why_text import Why, why_page
from termcheck.report.wording import formula_meaning
from termcheck.solve.oracle import Budget
from termcheck.sweeping import SweepOptions, Swept, sweep


def load(path: str | os.PathLike[str] = "") -> Library:
    """Return the library in a folder, by default the nearest; raises ``TermcheckError``."""
    if not (type(path) is str or hasattr(path, "__fspath__")):
        raise wrong_call(f"`{path!r}` is no library", "give the path of its folder")
    try:
        return Library(load_sound(os.fspath(path)))
    except Refusal as refused:
        raise TermcheckError(refused.text.rstrip("\n")) from None


class Library:
    """A library without errors. What one question learns, the next one knows."""

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self._texts = loaded.library
        self._inquiry = Inquiry(loaded.library, Budget(apart=True))

    def __repr__(self) -> str:
        texts, parties = len(self._texts.proposals), len(self._texts.parties)
        return f"<termcheck library {self._texts.root!r}: {texts} proposals, {parties} parties>"

    @property
    def proposals(self) -> tuple[str, ...]:
        """The names of the proposals."""
        return tuple(self._texts.proposals)

    @property
    def parties(self) -> tuple[str, ...]:
        """The names of the parties."""
        return tuple(self._texts.parties)

    @property
    def digest(self) -> str:
        """The digest of the texts: equal texts have equal digests."""
        return digest(self._texts)

    # --- questions -----------------------------------------------------------

    def check(self, *, notes: bool = False, certify: bool = True) -> Answer[Soundness]:
        """Ask whether the library is sound; ``notes`` tells also what its texts imply."""
        sure = Certifying(self._inquiry, wanted=certify)
        found = sure.many(
            soundness(self._inquiry, with_notes=notes),
            lambda _, found: certified_check(Certifier(self._inquiry, QUICK), found),
        )
        loaded, missed = self._loaded, unreached(self._texts)
        asked = with_severities(loaded.settings, found.diagnostics)
        diagnostics = in_order([*loaded.diagnostics, *asked])
        told = Checked(self._texts.root, loaded.texts, diagnostics, found, missed)
        return Answer(
            found,
            lambda columns, verbose: check_page(told, columns, verbose),
            lambda: check_record(told, self.digest),
            sure.told,
        )

    def conflicts(self, *refs: str, **options: Unpack[Options]) -> Answer[Verdict]:
        """Ask whether ``refs`` can hold together; if not, for all minimal conflicts."""
        question = self._question(_named(refs), options)
        return self._conflicts(question, self._asking(options), options)

    def why(
        self,
        formula: str,
        given: Sequence[str] = (),
        *,
        why_not: bool = False,
        all_reasons: bool = False,
        **options: Unpack[Options],
    ) -> Answer[tuple[AnswerByReading, ...]] | Answer[Verdict]:
        """Ask whether ``formula`` is forced, possible or impossible, and for one reason.

        ``given`` is what is on the table: one reference or several. With
        ``all_reasons`` every minimal reason is looked for; ``why_not`` asks why
        the formula is not so, and what could give way for it. A verdict if the
        given clauses cannot hold together.
        """
        wrong = Wrong()
        written = _one(formula, "formula")
        read = refusing(lambda: formula_of(self._texts, "formula", written, wrong))
        question = self._question(words(given, "given"), options, wrong)
        assert read is not None
        every = all_reasons or why_not
        asking = self._asking(options)
        found = answers(asking, question, read.formula, all_reasons=every)
        faults = [each for each in found if isinstance(each, Fault)]
        if faults:
            raise error_of(faults)
        told = tuple(each for each in found if isinstance(each, AnswerByReading))
        if any(isinstance(each.answer, NotAsked) for each in told):
            return self._conflicts(question, asking, options)
        sure = _certifying(asking, options)
        said = " ".join(formula.split())
        doubted = sure.answers(question, read.formula, said, told)
        if doubted:
            return self._verdict(doubted, asking, options)
        known = tuple((e.readings, e.answer) for e in told if not isinstance(e.answer, NotAsked))
        meant = formula_meaning(self._texts, read.syntax)
        why = Why(said, read.formula, meant, question, known, why_not)
        return Answer(
            told,
            lambda columns, verbose: why_page(self._texts, why, columns, verbose),
            lambda: why_record(self._texts, why, self.digest),
            sure.told,
        )

    def gap(self, *refs: str, **options: Unpack[Options]) -> Answer[tuple[Gap, ...]]:
        """Ask why ``refs`` cannot hold together and what is the cheapest way to a deal."""
        question = self._question(_named(refs), options)
        asking = self._asking(options)
        told = gaps(asking, question)
        faults = [each for each in told if isinstance(each, Fault)]
        if faults:
            raise error_of(faults)
        found = tuple(each for each in told if isinstance(each, Gap))
        plain = Verdict(question, tuple(ByReading(e.readings, e.outcome) for e in found))
        sure = _certifying(asking, options)
        plain = sure.verdict(plain, more=claims_of_fixes(found))
        found = tuple(
            Gap(each.readings, now.outcome) if isinstance(now.outcome, Undecided) else each
            for each, now in zip(found, plain.outcomes, strict=True)
        )

        def page(columns: int, verbose: bool) -> Page:
            if any(isinstance(each.outcome, Incompatible) for each in found):
                return gap_page(
                    self._texts, question, found, columns, options.get("limit"), verbose
                )
            return verdict_page(self._texts, plain, columns, verbose)

        return Answer(
            found,
            page,
            lambda: gap_record(self._texts, question, found, self.digest),
            sure.told,
        )

    def packages(
        self,
        offered: Sequence[str],
        given: Sequence[str] = (),
        objective: Objective = "total",
        **options: Unpack[Options],
    ) -> Answer[tuple[AgreedByReading, ...]] | Answer[Verdict]:
        """Ask what could be agreed of what is ``offered``, beside what is ``given``.

        Either is one reference or several: ``offered`` may be left out, each
        clause by itself, and ``given`` is held in every package. ``objective``
        says which package comes first. A verdict if what is given cannot hold
        together.
        """
        put = (words(offered, "offered"), words(given, "given"))
        arguments, wrong = arguments_of(options), Wrong()
        packages_command.objective_of(objective, wrong)
        question, offer = refusing(
            lambda: packages_command.asked(self._texts, arguments, *put, wrong)
        )
        most = options.get("limit") or packages_command.SHOWN
        asking = self._asking(options)
        told = agreed(asking, question, offer, objective, most)
        faults = [each for each in told if isinstance(each, Fault)]
        if faults:
            raise error_of(faults)
        found = tuple(each for each in told if isinstance(each, AgreedByReading))
        sure = _certifying(asking, options)
        refused = _refused(found)
        if refused:
            cases = [
                e.before_choice for e in offers(asking, question, offer) if isinstance(e, Offer)
            ]
            return self._verdict(Verdict(question, refused), asking, options, cases)
        found = sure.many(found, certified_packages)
        refused = _refused(found)
        if refused:
            return self._verdict(Verdict(question, refused), asking, options)
        known = tuple((e.readings, e.answer) for e in found if isinstance(e.answer, Agreed))
        could = WhatCouldBe(question, offer, objective, known)
        return Answer(
            found,
            lambda columns, verbose: packages_page(self._texts, could, columns, verbose),
            lambda: packages_record(self._texts, question, offer, objective, known, self.digest),
            sure.told,
        )

    def matrix(self, *refs: str, **options: Unpack[Options]) -> Answer[Matrix] | Answer[Verdict]:
        """Ask which of ``refs`` can hold together, two by two; by default all texts."""
        put = (self._texts, arguments_of(options), words(refs, "refs"), Wrong())
        question = refusing(lambda: matrix_command.asked(*put))
        asking = self._asking(options)
        found = matrix(asking, question)
        if isinstance(found, tuple):
            raise error_of(found)
        if isinstance(found, Verdict):
            return self._verdict(found, asking, options)
        sure = _certifying(asking, options)
        told = sure.many(found, certified_matrix)
        return Answer(
            told,
            lambda columns, verbose: matrix_page(
                self._texts, told, columns, verbose, options.get("limit")
            ),
            lambda: matrix_record(self._texts, told, self.digest),
            sure.told,
        )

    def coalitions(
        self, *parties: str, **options: Unpack[Options]
    ) -> Answer[Coalitions] | Answer[Verdict]:
        """Ask which sets of parties can agree, by what each insists on."""
        put = (self._texts, arguments_of(options), words(parties, "parties"), Wrong())
        question = refusing(lambda: coalitions_command.asked(*put))
        asking = self._asking(options)
        found = coalitions(asking, question)
        if isinstance(found, tuple):
            raise error_of(found)
        if isinstance(found, Verdict):
            return self._verdict(found, asking, options)
        sure = _certifying(asking, options)
        told = sure.many(found, certified_coalitions)
        return Answer(
            told,
            lambda columns, verbose: coalitions_page(
                self._texts, told, columns, verbose, options.get("limit")
            ),
            lambda: coalitions_record(self._texts, told, self.digest),
            sure.told,
        )

    def timeline(self, *refs: str, **options: Unpack[Options]) -> Answer[Timeline]:
        """Ask on every day on which a position changes how ``refs`` stand."""
        arguments = arguments_of(options)
        named = _named(refs)
        question = refusing(lambda: question_at_any_time(self._texts, arguments, named, Wrong()))
        asking = self._asking(options)
        found = timeline(asking, question)
        if isinstance(found, tuple):
            raise error_of(found)
        if isinstance(found, NoPosition):
            raise TermcheckError("termcheck: no position changes: name a party that speaks")
        sure = _certifying(asking, options)
        told = sure.many(found, certified_timeline)
        return Answer(
            told,
            lambda columns, verbose: timeline_page(self._texts, told, columns, verbose),
            lambda: timeline_record(self._texts, told, self.digest),
            sure.told,
        )

    def sweep(self, spec: str | os.PathLike[str], **options: Unpack[SweepOptions]) -> Answer[Swept]:
        """Ask every question of the sweep ``spec``, a file or the text of one."""
        return sweep(self._loaded, spec, **options)

    def diff(
        self, head: Library | str | os.PathLike[str], **options: Unpack[Options]
    ) -> Answer[Difference]:
        """Ask what changes from this library to ``head``, a library or the path of one."""
        return self._change(head if isinstance(head, Library) else load(head), options)

    def _change(self, head: Library, options: Options) -> Answer[Difference]:
        both = joined(self._texts, head._texts)
        base_side = Side(self._asking(options), self._question((), options))
        head_side = Side(head._asking(options), head._question((), options))
        asking = Inquiry(both.library, _budget_of(options))
        compared = Comparison(base_side, head_side, both, asking)
        sure = _certifying(asking, options)
        found = sure.many(
            between_libraries(base_side, head_side, both, asking),
            lambda _, found: certified_difference(compared, found),
        )
        names = (self._texts.root, head._texts.root)
        shown = Shown(found, names, self._texts, head._texts, both.library)
        return _difference(shown, head_side.question, (self.digest, head.digest), sure.told)

    def compare(self, base: str, head: str, **options: Unpack[Options]) -> Answer[Difference]:
        """Ask how two texts of this library differ."""
        question = self._question((_one(base, "base"), _one(head, "head")), options)
        side = Side(self._asking(options), question)
        both = joined(self._texts, self._texts)
        compared = Comparison(side, side, both, side.inquiry, (base, head))
        sure = _certifying(side.inquiry, options)
        found = sure.many(
            between_texts(side, base, head),
            lambda _, found: certified_difference(compared, found),
        )
        told = notes(self._texts, question)
        shown = Shown(found, (base, head), self._texts, self._texts, self._texts, told)
        return _difference(shown, question, (self.digest, self.digest), sure.told)

    # --- inside --------------------------------------------------------------

    def _conflicts(self, question: Question, asking: Inquiry, options: Options) -> Answer[Verdict]:
        found = verdict(asking, question)
        if isinstance(found, tuple):
            raise error_of(found)
        return self._verdict(found, asking, options)

    def _verdict(
        self,
        found: Verdict,
        asking: Inquiry,
        options: Options,
        cases: Sequence[Case] | None = None,
    ) -> Answer[Verdict]:
        sure = _certifying(asking, options)
        told = sure.verdict(limited(found, options.get("limit")), cases)
        return Answer(
            told,
            lambda columns, verbose: verdict_page(self._texts, told, columns, verbose),
            lambda: verdict_record(self._texts, told, self.digest),
            sure.told,
        )

    def _question(
        self, refs: Sequence[str], options: Options, wrong: Wrong | None = None
    ) -> Question:
        arguments = arguments_of(options)
        return refusing(lambda: question_of(self._texts, arguments, refs, wrong or Wrong()))

    def _asking(self, options: Options) -> Inquiry:
        """Return who asks: this library's own inquiry, or a new one that has only so long."""
        return Inquiry(self._texts, _budget_of(options)) if "time" in options else self._inquiry


def _certifying(asking: Inquiry, options: Options) -> Certifying:
    return Certifying(asking, wanted=options.get("certify", True))


def _refused(found: Sequence[AgreedByReading]) -> tuple[ByReading, ...]:
    """Return how those cases end in which nothing could be asked."""
    return tuple(
        ByReading(each.readings, each.answer.outcome)
        for each in found
        if isinstance(each.answer, NotAsked)
    )


def _named(refs: Sequence[str]) -> tuple[str, ...]:
    """Return the references of a question; raises ``TermcheckError`` if there are none."""
    if not refs:
        raise wrong_call("nothing is on the table", "name proposals, parties or clauses")
    return words(refs, "refs")


def _one(told: object, name: str) -> str:
    """Return one text; raises ``TermcheckError`` for anything else."""
    if not isinstance(told, str):
        raise wrong_call(f"`{name}` cannot be `{told!r}`", "give it as a text")
    return told


def _budget_of(options: Options) -> Budget:
    """Return how long a question may take; solvers work in processes of their own."""
    if "time" not in options:
        return Budget(apart=True)
    end = time.monotonic() + options["time"]
    return Budget(lambda: end - time.monotonic(), apart=True)


def _difference(
    shown: Shown, question: Question, digests: tuple[str, str], uncertified: tuple[str, ...] | None
) -> Answer[Difference]:
    told = [SideRecord(name=n, digest=d) for n, d in zip(shown.names, digests, strict=True)]
    return Answer(
        shown.found,
        lambda columns, verbose: diff_page(shown, columns, verbose),
        lambda: diff_record(shown.both, question, (told[0], told[1]), shown.found),
        uncertified,
    )
