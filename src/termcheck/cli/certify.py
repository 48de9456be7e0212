"""``certify``: a certificate for a verdict, for those who want to check it themselves."""

from __future__ import annotations

from termcheck.cli.call import call_of
from termcheck.cli.certified import asked, certificate_text
from termcheck.cli.conflicts import REFS, confirmed, print_verdict, status_of
from termcheck.cli.limit_options import Wrong
from termcheck.cli.output import complain
from termcheck.cli.parameters import LIBRARY, OUTPUT, Parameter, format_parameter
from termcheck.cli.question_options import QUESTION, SECOND_OPINION, QuestionArguments, question_of
from termcheck.cli.refusal import refusal
from termcheck.cli.session import Session
from termcheck.questions import verdict as v
from termcheck.questions.certified import Certifier
from termcheck.questions.consistency import cut_off, verdict

WORDS = Parameter(
    "words",
    "flag",
    "put in what is cited, to check it without the library",
    ("--words",),
)
PARAMETERS = (REFS, LIBRARY, *QUESTION, WORDS, SECOND_OPINION, format_parameter("json"), OUTPUT)


class Arguments(QuestionArguments):
    """What a user may say to ``certify``."""

    refs: tuple[str, ...] = ()
    words: bool = False


ARGUMENTS = Arguments


def run(arguments: Arguments) -> int:
    """Write a certificate; the status is that of ``conflicts``."""
    wrong = Wrong()
    call = call_of(arguments, wrong, arguments.refs)
    library = call.loaded.library
    question = question_of(library, arguments, arguments.refs, wrong)
    with Session(library, call.limits) as session:
        found = session.unless_cut(
            lambda: verdict(session.inquiry, question),
            lambda limit: cut_off(session.inquiry, question, limit).undecided(limit),
        )
        if not isinstance(found, v.Verdict):
            raise refusal(found[0].message, found[0].help)
        asked_twice = confirmed(call, session, found)
        checked, cases = session.unless_cut(
            lambda: Certifier(session.inquiry).verdict(asked_twice),
            lambda limit: (asked_twice.undecided(limit), ()),
        )
    if isinstance(checked.outcome, v.Undecided):
        print_verdict(call, checked, "certify", session.seconds)
    else:
        word = v.verdict_word(checked.outcome)
        said = asked(question)
        call.output.text(certificate_text(library, said, word, cases, words=arguments.words))
        if checked.confirmed_by:
            complain("cvc5 agrees\n")
    return session.status(status_of(checked.outcome))
