"""Question options: what is on the table, from the command line to a question.

The options are the same for every command that asks. Everything that is wrong
with them is said at once, before anything is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import cast

from termcheck.cli.limit_options import ENGINE, EVIDENCE, MEMORY, TIME, Wrong
from termcheck.cli.parameters import Common, Parameter
from termcheck.language.parser import parse_formula
from termcheck.language.source import Span, source_text
from termcheck.language.tree import Day, Expression
from termcheck.library.build import question_formula
from termcheck.library.days import last_day
from termcheck.library.formula import Formula
from termcheck.library.model import Attested, Library, Question, Reference, Supposition
from termcheck.library.refs import Referred, RefFault, refer
from termcheck.library.suggest import did_you_mean
from termcheck.report.disclosures import first_words, is_silent
from termcheck.report.values import day_text, few, listed
from termcheck.value import Value

_FEW = 8
"""How many names a suggestion lists."""

ATTESTED: tuple[Attested, ...] = ("own", "reported", "analyst")

AS_OF = Parameter(
    "as_of", "option", "the day whose positions count; the latest unless said", ("--as-of",), "DAY"
)
TABLE = Parameter(
    "table",
    "options",
    "the parties present, with commas; everybody unless said",
    ("--table",),
    "PARTIES",
)
SUPPOSE = Parameter(
    "suppose",
    "options",
    "a hypothesis that is nobody's clause; may be repeated",
    ("--suppose",),
    "FORMULA",
)
ATTESTED_OPTION = Parameter(
    "attested",
    "options",
    "count only statements so attested: own, reported, analyst",
    ("--attested",),
    "KINDS",
)
UNDER = Parameter(
    "under", "options", "take a clause in one of its readings", ("--under",), "CLAUSE.READING"
)
KEEP = Parameter("keep", "options", "hold clauses fixed: no fix touches them", ("--keep",), "REF")
WITHOUT = Parameter("without", "options", "take clauses off the table", ("--without",), "REF")
BY = Parameter(
    "by",
    "option",
    "what counts as one: a clause, or a whole text",
    ("--by",),
    choices=("clause", "text"),
)
LIMIT = Parameter("limit", "option", "list at most so many conflicts", ("--limit",), "N")
SECOND_OPINION = Parameter(
    "second_opinion",
    "flag",
    "ask cvc5 too, and answer only what it confirms",
    ("--second-opinion",),
)
CERTIFY = (*EVIDENCE, SECOND_OPINION)
ASKED = (AS_OF, TABLE, SUPPOSE, ATTESTED_OPTION, UNDER, KEEP, WITHOUT, BY)
"""What a question is about, whoever answers it."""

QUESTION = (*ASKED, TIME, MEMORY, LIMIT, ENGINE)


class QuestionArguments(Common):
    """Arguments of every command that asks about clauses."""

    as_of: str = ""
    table: tuple[str, ...] = ()
    suppose: tuple[str, ...] = ()
    attested: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    by: str = "clause"
    time: str = ""
    memory: str = ""
    limit: str = ""
    certificate: str = ""
    no_certify: bool = False
    no_cache: bool = False
    second_opinion: bool = False
    engine: str = "z3"


def question_of(
    library: Library, arguments: QuestionArguments, given: Sequence[str], wrong: Wrong
) -> Question:
    """Return the question; raises ``Refusal`` with all that is wrong, also what was before."""
    question = _question(library, arguments, given, wrong)
    _check_references(library, question, (question.as_of,), wrong)
    wrong.check()
    check_day(library, question, question.given, wrong)
    wrong.check()
    return question


def check_day(
    library: Library, question: Question, asked: Sequence[Reference], wrong: Wrong
) -> None:
    """Note if all of ``asked`` are parties that have said nothing by the day in question."""
    named = tuple(dict.fromkeys(each.text.partition(".")[0] for each in asked))
    if not named or not all(is_silent(library, question, each) for each in named):
        return
    when = f"on {day_text(question.as_of)}" if question.as_of else "as asked"
    who = f"`{named[0]}` has no" if len(named) == 1 else f"none of {listed(named)} has a"
    help = first_words(library, named) or "name a party that speaks, or a proposal"
    wrong.say(f"nothing is on the table: {who} position in force {when}", help)


def question_at_any_time(
    library: Library, arguments: QuestionArguments, given: Sequence[str], wrong: Wrong
) -> Question:
    """Return the question as ``question_of`` does; a reference may name what holds on any day."""
    question = _question(library, arguments, given, wrong)
    spoken = {library.clauses[key].day for key in library.statements}
    _check_references(library, question, (*sorted(spoken), None), wrong)
    wrong.check()
    return question


def _question(
    library: Library, arguments: QuestionArguments, given: Sequence[str], wrong: Wrong
) -> Question:
    return Question(
        given=_references(given),
        keep=_references(arguments.keep),
        without=_references(arguments.without),
        as_of=_day(arguments.as_of, wrong),
        table=_table(library, arguments.table, wrong),
        suppose=_suppositions(library, arguments.suppose, wrong),
        attested=_attested(arguments.attested, wrong),
        under=_references(arguments.under),
        by_text=arguments.by == "text",
    )


def split(words: Sequence[str]) -> list[str]:
    """Return the parts between commas that stand in no brackets, spaces removed."""
    found: list[str] = []
    for word in words:
        depth, start = 0, 0
        for at, sign in enumerate(word):
            depth += (sign == "[") - (sign == "]")
            if sign == "," and depth <= 0:
                found.append(word[start:at])
                start = at + 1
        found.append(word[start:])
    return [part.strip() for part in found if part.strip()]


def one_of(name: str, known: Collection[str]) -> str:
    """Return what ``name`` was probably meant to be, or else what there is."""
    return did_you_mean(name, known) or (f"one of {few(sorted(known), _FEW)}" if known else "")


def _references(words: Sequence[str]) -> tuple[Reference, ...]:
    return tuple(Reference(each) for each in split(words))


def _check_references(
    library: Library, question: Question, days: Sequence[int | None], wrong: Wrong
) -> None:
    """Note the references that name nothing on any of ``days``."""

    def referred(each: Reference) -> Referred | RefFault:
        found = [refer(library, each, day, question.attested) for day in days]
        return next((answer for answer in found if isinstance(answer, Referred)), found[-1])

    for each in (*question.given, *question.keep, *question.without):
        found = referred(each)
        if not isinstance(found, Referred):
            wrong.say(found.message, found.help or _near(library, each.text, found))
    for each in question.under:
        found = referred(each)
        if not isinstance(found, Referred):
            wrong.say(found.message, found.help or _near(library, each.text, found))
        elif not _is_reading(library, found.keys):
            wrong.say(f"`{each.text}` is no reading of a clause", "write `--under CLAUSE.READING`")


def _near(library: Library, text: str, fault: RefFault) -> str:
    """Return what a reference may have meant that is longer than what was written."""
    texts = (*library.proposals, *library.parties)
    if fault.owner not in texts:
        longer = [name for name in texts if name.startswith(text.partition(".")[0])]
        return f"did you mean `{longer[0]}`?" if longer else "`termcheck show NAME` knows all names"
    clauses = (each.name for each in library.clauses.values() if each.owner == fault.owner)
    names = sorted({*clauses, f"{fault.owner}.all", f"{fault.owner}.demands"})
    longer = [name for name in names if name.startswith(text)]
    if longer:
        return f"did you mean `{longer[0]}`?"
    return f"`termcheck show {fault.owner}` lists what it says"


def _is_reading(library: Library, keys: Sequence[str]) -> bool:
    owner = library.clauses.get(keys[0].rpartition(".")[0]) if len(keys) == 1 else None
    return owner is not None and keys[0] not in library.clauses and owner.has_readings


def _day(text: str, wrong: Wrong) -> int | None:
    """Return the last day of a day, month or year."""
    if not text:
        return None
    parts = text.split("-")
    shaped = [len(part) for part in parts] in ([4], [4, 2], [4, 2, 2]) and "00" not in parts[1:]
    if shaped and all(part.isascii() and part.isdigit() for part in parts):
        year, month, day = [*map(int, parts), 0, 0][:3]
        found = last_day(Day(Span("--as-of", 0, 0), year, month, day))
        if found is not None:
            return found
    wrong.say(
        f"`{text}` is no day", "write a day as 2025-03-18, a month as 2025-03 or a year as 2025"
    )
    return None


def limit_of(text: str, wrong: Wrong) -> int | None:
    """Return the number of ``--limit``, or ``None`` if all are listed."""
    if text and not (text.isascii() and text.isdigit() and 0 < len(text) < 10 and int(text)):
        wrong.say(f"`--limit` cannot be `{text}`", "a whole number from 1 on")
        return None
    return int(text) if text else None


def _table(library: Library, words: Sequence[str], wrong: Wrong) -> tuple[str, ...] | None:
    parties = tuple(dict.fromkeys(split(words)))
    for each in parties:
        if each not in library.parties:
            wrong.say(f"there is no party `{each}`", one_of(each, library.parties))
    return parties if words else None


def _attested(words: Sequence[str], wrong: Wrong) -> tuple[Attested, ...]:
    kinds = tuple(dict.fromkeys(split(words)))
    for each in kinds:
        if each not in ATTESTED:
            wrong.say(f"no statement is attested `{each}`", f"one of {', '.join(ATTESTED)}")
    return cast("tuple[Attested, ...]", kinds)


def _suppositions(library: Library, words: Sequence[str], wrong: Wrong) -> tuple[Supposition, ...]:
    found: list[Supposition] = []
    for word in words:
        read = formula_of(library, "--suppose", word, wrong)
        if read is not None:
            found.append(Supposition(" ".join(word.split()), read.formula))
    return tuple(found)


class ReadFormula(Value):
    """A formula of a command line: as it was read, and ground."""

    syntax: Expression
    formula: Formula


def formula_of(library: Library, label: str, text: str, wrong: Wrong) -> ReadFormula | None:
    """Return the formula that ``text`` is; notes what is wrong with it."""
    source = source_text(label, text)
    syntax, faults = parse_formula(label, text)
    if syntax is None:
        wrong.show(faults, source)
        return None
    asked = question_formula(library, syntax, source)
    if asked.formula is None:
        wrong.show([each for each in asked.diagnostics if each.severity == "error"], source)
        return None
    return ReadFormula(syntax, asked.formula)
