"""Certified: answers whose evidence is checked before they are printed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from termcheck.certify.check.library import Library as Words
from termcheck.certify.check.verify import cited
from termcheck.certify.evidence import certificate
from termcheck.cli.output import Output
from termcheck.library.formula import Formula
from termcheck.library.model import Library, Question
from termcheck.logic.case import Case as Asked
from termcheck.questions import verdict as v
from termcheck.questions.certified import Certifier, Certify, More
from termcheck.questions.forced import AnswerByReading
from termcheck.questions.inquiry import Inquiry
from termcheck.report.escape import json_line

if TYPE_CHECKING:
    from termcheck.cli.question_options import QuestionArguments


class Evidenced(Protocol):
    """Arguments of a command whose answers are certified."""

    @property
    def certificate(self) -> str:
        """What ``--certificate`` says."""
        ...

    @property
    def format(self) -> str:
        """What ``--format`` says."""
        ...


Case = Mapping[str, Any]
T = TypeVar("T")


def certified_verdict(
    inquiry: Inquiry,
    arguments: QuestionArguments,
    found: v.Verdict,
    cases: Sequence[Asked] | None = None,
    more: More | None = None,
) -> v.Verdict:
    """Return a verdict of which all that is not undecided has been certified.

    ``cases`` are those that were asked, if not those of its question; ``more``
    claims what is told besides.
    """
    checked, records = Certifier(inquiry).verdict(found, cases=cases, more=more)
    _write(inquiry.library, arguments, asked(found.question), checked, records)
    return checked


def certified_many(
    inquiry: Inquiry, arguments: QuestionArguments, said: str, found: T, certify: Certify[T]
) -> tuple[T, tuple[str, ...]]:
    """Return an answer of which all that is not undecided was certified, and what was not."""
    checked, cases, without = certify(Certifier(inquiry), found)
    write_certificate(inquiry.library, arguments, said, cases)
    return checked, without


def write_certificate(
    library: Library, arguments: Evidenced, said: str, cases: Sequence[Case]
) -> None:
    """Write the certificate of an answer in many, if it is wanted."""
    if arguments.certificate:
        Output(arguments.certificate).text(certificate_text(library, said, "", cases))


def certified_answers(
    inquiry: Inquiry,
    arguments: QuestionArguments,
    question: Question,
    formula: tuple[Formula, str],
    found: Sequence[AnswerByReading],
) -> v.Verdict | None:
    """Certify what is said about a formula and its text; return what was not certified, if any."""
    refused, cases = Certifier(inquiry).answers(question, *formula, found)
    if refused is None and cases:
        said = asked(question, f"'{formula[1]}'")
        write_certificate(inquiry.library, arguments, said, cases)
    return refused


def _write(
    library: Library,
    arguments: QuestionArguments,
    said: str,
    found: v.Verdict,
    cases: Sequence[Case],
) -> None:
    if arguments.certificate:
        word = v.verdict_word(found.outcome)
        Output(arguments.certificate).text(certificate_text(library, said, word, cases))


def certificate_text(
    library: Library, said: str, verdict: str, cases: Sequence[Case], *, words: bool = False
) -> str:
    """Return a certificate as a file has it, with the words that it cites if ``words``."""
    found = [dict(each) for each in cases]
    if words:
        known = Words({name: source.text for name, source in library.texts.items()})
        found = [{**each, "words": cited(each, known)} for each in found]
    made = certificate(said, verdict, found)
    return json_line(json.dumps(made, ensure_ascii=False, separators=(",", ":"))) + "\n"


def asked(question: Question, before: str = "") -> str:
    """Return a question in one line, as it may be typed.

    ``before`` is what else is asked about; then what is given stands behind ``--given``.
    """
    given = [each.text for each in question.given]
    parts = ([before, "--given", ",".join(given)] if given else [before]) if before else given
    if question.as_of:
        parts.append(f"--as-of {date.fromordinal(question.as_of).isoformat()}")
    if question.attested:
        parts.append(f"--attested {','.join(question.attested)}")
    for flag, references in (
        ("--keep", question.keep),
        ("--without", question.without),
        ("--under", question.under),
    ):
        parts += _each(flag, (each.text for each in references))
    parts += _each("--suppose", (f"'{each.text}'" for each in question.suppose))
    if question.table is not None:
        parts.append(f"--table {','.join(question.table)}")
    if question.by_text:
        parts.append("--by text")
    return " ".join(parts)


def _each(flag: str, texts: Iterable[str]) -> list[str]:
    return [f"{flag} {text}" for text in texts]
