"""From a command line to the report it prints, and to the reader of that report."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

from termcheck.cli import output
from termcheck.cli.diff import sides_of
from termcheck.cli.limit_options import Wrong
from termcheck.cli.plain import plain_arguments
from termcheck.cli.question_options import formula_of, question_at_any_time, question_of
from termcheck.cli.reading import load_sound
from termcheck.library.model import Question
from termcheck.questions.matrix import every_text
from termcheck.questions.sides import joined
from termcheck.report.wording import formula_meaning
from tests.cli.running import ROOT, _inside, run
from tests.prose.days import Timeline
from tests.prose.deals import Packages
from tests.prose.diffs import Diff
from tests.prose.many import Coalitions, Matrix
from tests.prose.reader import Reader
from tests.prose.verdicts import Conflicts, Why

WIDE = 100_000


def printed(words: Sequence[str], folder: Path = ROOT) -> str:
    """Return what a command prints if no line is broken."""
    with patch.object(output, "WIDTH", WIDE):
        return run(*words, folder=folder).out


def reader_of(words: Sequence[str], folder: Path = ROOT) -> Reader:
    """Return the reader of the report that a command prints."""
    name, *rest = words
    module: Any = importlib.import_module(f"termcheck.cli.{name}")
    found = plain_arguments(module.PARAMETERS, rest)
    assert found is not None
    arguments = module.ARGUMENTS(**found)
    if name == "diff":
        return _diff(arguments, folder)
    with _inside(folder):
        library = load_sound(arguments.library).library
    wrong = Wrong()
    question = question_at_any_time(library, arguments, (), wrong)
    bare = Conflicts(library, question)
    fixed = [(*c.all_rules, *c.suppositions, *c.kept) for c in bare.cases]
    if not all(bare.asking.holds([], each) for each in fixed) and name != "conflicts":
        return bare
    match name:
        case "conflicts":
            return Conflicts(library, question_of(library, arguments, arguments.refs, wrong))
        case "why":
            written = arguments.formula or arguments.why_not
            asked = formula_of(library, "FORMULA", written, wrong)
            assert asked is not None
            question = question_of(library, arguments, arguments.given, wrong)
            clauses = Conflicts(library, question)
            if not all(clauses.asking.holds(c.units, c.background) for c in clauses.cases):
                return clauses
            return Why(library, question, asked.formula, formula_meaning(library, asked.syntax))
        case "matrix":
            question = question_of(library, arguments, arguments.refs, wrong)
            return Matrix(library, question, texts_of(question, library))
        case "coalitions":
            return Coalitions(library, question_of(library, arguments, arguments.refs, wrong))
        case "timeline":
            return Timeline(
                library, question_at_any_time(library, arguments, arguments.refs, wrong)
            )
        case "packages":
            both = (*arguments.offered, *arguments.given)
            everything = question_of(library, arguments, both, wrong)
            question = question_of(library, arguments, arguments.given, wrong)
            offered = everything.given[: len(everything.given) - len(question.given)]
            held = Conflicts(library, question)
            if not all(held.asking.holds(c.units, c.background) for c in held.cases):
                kept = question.but(given=(), keep=(*question.given, *question.keep))
                return Conflicts(library, kept)
            return Packages(library, question, offered, arguments.objective or "total")
        case _:
            raise AssertionError(name)


def _diff(arguments: Any, folder: Path) -> Reader:
    with _inside(folder):
        sides = sides_of(arguments)
    libraries = (sides.base.library, sides.head.library)
    question = question_of(libraries[1], arguments, (), Wrong())
    return Diff(libraries, joined(*libraries), sides.names, question)


def texts_of(question: Question, library: Any) -> tuple[str, ...]:
    """Return the texts of a matrix, all of them unless some are named."""
    names = tuple(each.text for each in question.given)
    return names or every_text(library, question.as_of, question.attested)
