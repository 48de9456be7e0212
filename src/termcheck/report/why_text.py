"""The answer of ``why`` as text: forced, possible or impossible, and the reasons."""

from __future__ import annotations

from typing import Literal

from termcheck.library.formula import Formula
from termcheck.library.model import Library, Question
from termcheck.questions.forced import AnswerByReading, NotAsked, Possible, Settled
from termcheck.questions.verdict import Readings
from termcheck.report.conflict_text import reason_page
from termcheck.report.counting import counted
from termcheck.report.disclosures import mentioned_terms, notes
from termcheck.report.layout import wrapped
from termcheck.report.limits_text import not_plainest
from termcheck.report.package_text import package_page
from termcheck.report.page import BLANK, Line, Look, Page, Piece, joined, line, lines
from termcheck.report.values import listed
from termcheck.report.verdict_text import disclosed
from termcheck.solve.fixes import MOST
from termcheck.value import Value

Word = Literal["forced", "possible", "impossible"]
_LOOKS: dict[Word, Look] = {"forced": "good", "possible": "strong", "impossible": "bad"}
Answered = Settled | Possible

WAYS_SHOWN = 6
"""How many ways out are written out; the rest is counted."""


class Why(Value):
    """An answer to ``why``.

    ``written`` is the formula as the user wrote it, ``formula`` what it is and
    ``meaning`` what it means; ``answers`` are all of them, by reading.
    ``contrasted`` if the question was why it is not so; ``confirmed_by`` names
    who gave a second opinion and agreed.
    """

    written: str
    formula: Formula
    meaning: str
    question: Question
    answers: tuple[tuple[Readings, Answered], ...]
    contrasted: bool = False
    confirmed_by: str = ""

    @property
    def word(self) -> Word:
        """What holds under every reading: forced, impossible, else possible."""
        words: list[Word] = [word_of(answer) for _, answer in self.answers]
        return words[0] if len(set(words)) == 1 else "possible"


def word_of(answer: Answered) -> Word:
    """Return the answer in one word."""
    return answer.answer if isinstance(answer, Settled) else "possible"


def not_asked(answers: tuple[AnswerByReading, ...]) -> list[tuple[Readings, NotAsked]]:
    """Return the readings under which nothing could be asked, with the reasons."""
    return [(each.readings, each.answer) for each in answers if isinstance(each.answer, NotAsked)]


def why_page(library: Library, why: Why, columns: int, verbose: bool = False) -> Page:
    """Return the answer with its reasons and its package, by reading if they differ."""
    words = {word_of(answer) for _, answer in why.answers}
    if len(words) == 1:
        readings, answer = why.answers[0]
        told = readings if len(why.answers) == 1 else ()
        page = (
            *_head(why.word, why, columns),
            *_details(library, why, answer, told, columns, verbose),
        )
        if len(why.answers) > 1:
            page += (BLANK, *lines([f"the same under all {len(why.answers)} readings"], "faint"))
    else:
        page = _by_reading(library, why, columns, verbose)
    return (*page, *disclosed(notes(library, why.question), columns))


def _head(word: Word, why: Why, columns: int) -> Page:
    first, *more = wrapped(why.meaning, columns - len(word) - 2)
    page: list[Line] = [line(Piece(word, _LOOKS[word]), ": ", Piece(first, "strong"))]
    return (*page, *lines(more, "strong", " " * (len(word) + 2)))


def _by_reading(library: Library, why: Why, columns: int, verbose: bool) -> Page:
    sections: list[Page] = [(line(Piece("it turns on the reading", "strong")),)]
    for readings, answer in why.answers:
        under = f"under {listed(f'{name}.{label}' for name, label in readings)}"
        top = lines(wrapped(under, columns), "name")
        word = word_of(answer)
        body = (
            *_head(word, why, columns),
            *_details(library, why, answer, readings, columns, verbose),
        )
        sections.append((*top, *body))
    return joined(sections)


def _details(
    library: Library, why: Why, answer: Answered, readings: Readings, columns: int, verbose: bool
) -> Page:
    if isinstance(answer, Possible):
        nothing = "nothing excludes it: " if why.contrasted else ""
        head = line(f"{nothing}it holds in this package, and fails in another")
        terms = mentioned_terms(library, why.question, why.formula)
        shown = package_page(library, answer.package, columns, terms, verbose)
        return (BLANK, head, *shown, *not_plainest(answer.limits, columns))
    page: list[Line] = []
    several = len(answer.reasons) > 1
    for number, reason in enumerate(answer.reasons, 1):
        because = "by the rules alone" if not reason.names and not reason.kept else "because"
        page += [BLANK, line(f"{because}{f' ({number})' if several else ''}")]
        page += reason_page(library, reason, readings, columns)
    if why.contrasted and answer.answer == "impossible":
        page += _ways_out(answer, columns)
    if answer.complete:
        told = f"{counted(len(answer.reasons), 'minimal reason')}; there are no others"
    else:
        told = "one minimal reason; --all-reasons looks for others"
    return (*page, BLANK, *lines([told], "faint"))


def _ways_out(answer: Settled, columns: int) -> Page:
    """Return what could give way so that the formula becomes possible."""
    if not answer.ways_out:
        said = "nothing that is on the table could give way: the rules exclude it"
        if all(each.names for each in answer.reasons):
            said = f"it becomes possible in more ways than are listed ({MOST:,})"
        return (BLANK, line(said)) if answer.complete else ()
    page: list[Line] = [BLANK, line("it becomes possible if any one of these gives way")]
    for names in answer.ways_out[:WAYS_SHOWN]:
        first, *more = wrapped(listed(names), columns - 5)
        page += [line("   - ", Piece(first, "name")), *lines(more, "name", "     ")]
    hidden = len(answer.ways_out) - WAYS_SHOWN
    if hidden > 0:
        page.append(line("   … ", Piece(counted(hidden, "other way"), "faint")))
    return tuple(page)
