"""Drafts: a package deal written as a proposal file that the library accepts.

The file is written whole or not at all, and only if every clause in it means
in the library what the clause means that it repeats.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from termcheck.cli.output import Output, check_place, complain
from termcheck.cli.reading import Loaded
from termcheck.cli.refusal import refusal
from termcheck.language.parser import parse
from termcheck.library.build import build
from termcheck.library.formula import Formula
from termcheck.library.model import Library
from termcheck.logic.problem import clause_item
from termcheck.report.draft_text import DraftClause, draft_clauses, draft_text, remarks
from termcheck.report.escape import safe_line
from termcheck.report.packages_text import WhatCouldBe
from termcheck.report.values import listed

_ENDING = ".terms"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class Draft:
    """A proposal that is to be written to ``file``, named after it.

    Raises ``Refusal`` if the file is there already or its name cannot be used.
    """

    def __init__(self, loaded: Loaded, file: str) -> None:
        self.file = file
        self.library = loaded.library
        self.name = os.path.basename(file).removesuffix(_ENDING)
        self._check()

    def _check(self) -> None:
        if not self.file.endswith(_ENDING):
            raise refusal(f"`{self.file}` is no file of a library", f"end its name in `{_ENDING}`")
        if not _NAME.fullmatch(self.name):
            help = "letters, digits and `_` make a name, for example `draft_1.terms`"
            raise refusal(f"`{self.name}` cannot be the name of a proposal", help)
        if self.name in self.library.proposals or self.name in self.library.parties:
            raise refusal(
                f"there is a proposal or party `{self.name}` already", "name another file"
            )
        if os.path.lexists(self.file):
            raise refusal(f"`{self.file}` is there already", "name a new file")
        check_place(self.file)


def draft_of(draft: Draft, found: WhatCouldBe) -> None:
    """Write the first package of the first reading; raises ``Refusal`` if it cannot be drafted."""
    readings, answer = found.answers[0]
    if not answer.shown:
        raise refusal("no package was found in time, so none was drafted", "allow more `--time`")
    clauses = draft_clauses(draft.library, answer, answer.shown[0], readings)
    offered = [each.text for each in found.offered]
    given = [each.text for each in (*found.question.given, *found.question.keep)]
    about = remarks(answer, offered, given, readings)
    text, wrong = _accepted(draft, about, clauses)
    if wrong:
        name = wrong[0].name
        message = f"no draft was written: alone, `{name}` would not mean what it means in its text"
        raise refusal(message, _why(draft.library, wrong[0], clauses))
    Output(draft.file).text(text)
    told = f"the first package stands as proposal `{draft.name}` in {draft.file}"
    complain(f"{safe_line(told)}\n")


def _why(library: Library, wrong: DraftClause, clauses: Sequence[DraftClause]) -> str:
    """Return which overriding clauses are missing, as far as they are the reason."""
    here = {each.clause.key for each in clauses}
    over = [e for e in library.clauses.values() if wrong.clause.key in e.overrides]
    missing = [f"`{each.name}`" for each in over if each.key not in here]
    if missing:
        return f"it is overridden by {listed(missing)}, not in the package"
    return "its words rest on its own text; write its clause into a proposal by hand"


def _accepted(
    draft: Draft, about: Sequence[str], clauses: tuple[DraftClause, ...]
) -> tuple[str, list[DraftClause]]:
    """Return the text of the draft, and the clauses that it would change.

    What a red line says in every phase may already be said of each; then it is
    repeated as it stands.
    """
    text = _text(draft, about, clauses)
    wrong = _changed(draft, text, clauses)
    if not wrong:
        return text, []
    names = {each.label for each in wrong}
    other = tuple(
        each.but(every_phase=not each.every_phase) if each.label in names else each
        for each in clauses
    )
    text = _text(draft, about, other)
    return text, _changed(draft, text, other)


def _text(draft: Draft, about: Sequence[str], clauses: Sequence[DraftClause]) -> str:
    title = f"Draft package, {len(clauses)} clauses"
    return draft_text(draft.library, draft.name, title, about, clauses)


def _changed(draft: Draft, text: str, clauses: Sequence[DraftClause]) -> list[DraftClause]:
    """Return the clauses of the draft that the library reads otherwise than what they repeat."""
    library = _with(draft, text)
    return [
        each
        for each in clauses
        if _meaning(library, f"{draft.name}.{each.label}") != _meaning(draft.library, each.key)
    ]


def _with(draft: Draft, text: str) -> Library:
    """Return the library as it would be with the draft in it."""
    parsed = [parse(file, each.text) for file, each in draft.library.texts.items()]
    parsed.append(parse(f"{draft.name}{_ENDING}", text))
    return build(draft.library.root, parsed).library


def _meaning(library: Library, key: str) -> frozenset[Formula]:
    """Return the formulas of a clause; none if there is no such clause."""
    try:
        return frozenset(part.formula for part in clause_item(library, key).parts)
    except KeyError:
        return frozenset()
