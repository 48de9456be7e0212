"""``export``: a question as other programs read it."""

from __future__ import annotations

from termcheck.cli.call import call_of
from termcheck.cli.certified import asked
from termcheck.cli.conflicts import REFS
from termcheck.cli.limit_options import Wrong
from termcheck.cli.parameters import LIBRARY, OUTPUT, Parameter
from termcheck.cli.question_options import ASKED, QuestionArguments, question_of
from termcheck.cli.refusal import Refusal, refusal
from termcheck.logic.case import Case, Fault
from termcheck.questions.inquiry import Inquiry
from termcheck.report.script_text import dimacs_text, script_of, smtlib_text

SMTLIB = Parameter("smtlib", "flag", "as SMT-LIB 2, which z3 and cvc5 read", ("--smtlib",))
DIMACS = Parameter(
    "dimacs",
    "flag",
    "as DIMACS, if no numbers are added up or compared with each other",
    ("--dimacs",),
)
PARAMETERS = (REFS, SMTLIB, DIMACS, LIBRARY, *ASKED, OUTPUT)


class Arguments(QuestionArguments):
    """What a user may say to ``export``."""

    refs: tuple[str, ...] = ()
    smtlib: bool = False
    dimacs: bool = False


ARGUMENTS = Arguments


def run(arguments: Arguments) -> int:
    """Write the question; 0, or 2 if it cannot be written in this form."""
    wrong = Wrong()
    if arguments.smtlib == arguments.dimacs:
        wrong.say("`export` writes one form", "say `--smtlib` or `--dimacs`")
    call = call_of(arguments, wrong, arguments.refs)
    library = call.loaded.library
    question = question_of(library, arguments, arguments.refs, wrong)
    script = script_of(library, _only(Inquiry(library).catalogue.cases(question)))
    if arguments.smtlib:
        call.output.text(smtlib_text(script, asked(question)))
    elif script.is_finite:
        call.output.text(dimacs_text(script, asked(question)))
    else:
        said = "`--dimacs` has no numbers, and this adds them up or compares them"
        raise refusal(said, "say `--smtlib`")
    return 0


def _only(cases: tuple[Case, ...] | tuple[Fault, ...]) -> Case:
    """Return the one case of a question; raises ``Refusal`` if there are several, or faults."""
    first = cases[0]
    if isinstance(first, Fault):
        raise refusal(first.message, first.help)
    if len(cases) > 1:
        raise _several(first, len(cases))
    return first


def _several(first: Case, number: int) -> Refusal:
    """Return the refusal of a question that is several questions."""
    named = " ".join(f"--under {clause}.{label}" for clause, label in first.readings)
    said = f"the clauses have readings that make {number} questions of this one"
    return refusal(said, f"choose one of each, for example `{named}`")
