"""A package deal as a proposal: the text that a drafter starts from.

Accepts a deal in full; yields the lines of a proposal, each clause in the
words of its own text, with its label, its sources and its notes. Whether a
line still means what its clause means is for the caller to check.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from termcheck.language import tree
from termcheck.language.format_formulas import quoted
from termcheck.library.model import Citation, Clause, Library, part_name
from termcheck.logic.problem import STATUS_QUO
from termcheck.questions.agreed import Agreed
from termcheck.questions.deal import FullDeal
from termcheck.questions.verdict import Readings
from termcheck.report.clause_rows import clause_of
from termcheck.report.layout import WIDTH, wrapped
from termcheck.report.values import listed
from termcheck.value import Value

_STRENGTHS = {"should": "should ", "may": "may "}


class DraftClause(Value):
    """One clause of a draft: its new label, and the clause or branch that it repeats.

    ``key`` is that of the original, or of the branch that is taken of it.
    ``firm`` says that the deal keeps it, whatever its strength was;
    ``every_phase`` that it is read in every phase, as a red line is.
    """

    label: str
    key: str
    clause: Clause
    branch: str
    firm: bool
    every_phase: bool

    @property
    def name(self) -> str:
        """The full name of what it repeats."""
        return part_name(self.clause, self.branch) if self.branch else self.clause.name


def draft_clauses(
    library: Library, answer: Agreed, deal: FullDeal, readings: Readings
) -> tuple[DraftClause, ...]:
    """Return the clauses of the draft: what is kept, what is held, then what is recommended.

    The options of the texts remain options.
    """
    keys = [key for unit in deal.kept for key in unit.clauses]
    keys += [key for key in answer.packages.offer.case.kept_keys if not key.startswith(STATUS_QUO)]
    firm = set(keys)
    by_name = {clause.name: key for key, clause in library.clauses.items()}
    keys += [by_name[name] for name, kept in deal.recommended if kept and name in by_name]
    options = [by_name[name] for name, _ in deal.options if name in by_name]
    keys += [key for key in options if library.clauses[key].strength == "may"]
    taken = dict(readings)
    found: list[DraftClause] = []
    labels: set[str] = set()
    for key in dict.fromkeys(keys):
        clause, branch = clause_of(library, key)
        branch = branch or taken.get(clause.name, "")
        label = _label(part_name(clause, branch) if branch else clause.name, labels)
        where = f"{clause.key}.{branch}" if branch else clause.key
        found.append(DraftClause(label, where, clause, branch, key in firm, _varies(clause)))
    return tuple(each for each in found if each.clause.syntax.body is not None)


def _varies(clause: Clause) -> bool:
    """Say whether a red line has terms that are read in every phase."""
    pieces = [*clause.pieces, *(piece for branch in clause.branches for piece in branch.pieces)]
    return clause.strength == "red line" and any(len(piece.phases) > 1 for piece in pieces)


def _label(name: str, labels: set[str]) -> str:
    wanted = "".join(sign if sign.isalnum() else "_" for sign in name)
    label, place = wanted, 2
    while label in labels:
        label, place = f"{wanted}_{place}", place + 1
    labels.add(label)
    return label


def draft_text(
    library: Library, name: str, title: str, about: Sequence[str], clauses: Sequence[DraftClause]
) -> str:
    """Return the proposal ``name``; ``about`` are lines of remarks above it."""
    labels: dict[str, list[str]] = {}
    for each in clauses:
        labels.setdefault(each.clause.key, []).append(each.label)
    told = [part for remark in about for part in wrapped(remark, WIDTH - 2)]
    lines = [*(f"# {part}" for part in told), f"proposal {name} {quoted(title)} {{"]
    lines += [_clause(library, each, labels) for each in clauses]
    return "\n".join((*lines, "}", ""))


def _clause(library: Library, draft: DraftClause, labels: Mapping[str, Sequence[str]]) -> str:
    clause = draft.clause
    strength = "" if draft.firm else _STRENGTHS.get(clause.strength, "")
    always = "always " if draft.every_phase else ""
    body = _body(library, draft)
    overridden = [label for key in clause.overrides for label in labels.get(key, ())]
    tail = [f"overrides {', '.join(overridden)}"] if overridden else []
    tail += [_citation(each) for each in _citations(clause)]
    tail += [f"confidence {clause.confidence}"] if clause.confidence else []
    tail += [f"note {quoted(_note(draft))}"]
    indented = "".join(f"\n        {part}" for part in tail)
    return f"    {draft.label}: {strength}{always}{body}{indented}"


def _body(library: Library, draft: DraftClause) -> str:
    """Return the words of the clause, or of the branch that is taken."""
    syntax = draft.clause.syntax
    body = syntax.body
    if draft.branch and isinstance(body, tree.OneOf | tree.Readings):
        body = next(e.body for e in body.alternatives if e.label.text == draft.branch)
    assert body is not None, "a scoring sheet is no part of a draft"
    text = library.texts[body.span.file].text
    return text[body.span.start : body.span.end].strip()


def _citations(clause: Clause) -> Iterable[Citation]:
    return (each for each in clause.citations if each.where)


def _citation(citation: Citation) -> str:
    source = f"{citation.source} " if citation.source else ""
    return f"from {source}{quoted(citation.where)}"


def _note(draft: DraftClause) -> str:
    whose = (
        draft.name if draft.clause.strength == "firm" else f"{draft.name}, {draft.clause.strength}"
    )
    return f"{whose}: {draft.clause.note}" if draft.clause.note else whose


def remarks(
    answer: Agreed, offered: Sequence[str], given: Sequence[str], readings: Readings
) -> list[str]:
    """Return what the draft says of where it comes from."""
    number = answer.packages.number
    least = "" if answer.packages.counted else "at least "
    which = "the only one" if number == 1 else f"the first of {least}{number}"
    said = [
        f"Drafted by `termcheck packages`: {which}, by the objective {answer.packages.objective}.",
        f"On offer were {listed(offered)}{'; given was ' + listed(given) if given else ''}.",
    ]
    left = [unit.name for unit in answer.packages.deals[0].left]
    said += [f"Left out: {listed(left)}."] if left else []
    if readings:
        said.append(f"Read as {listed(f'{name}.{label}' for name, label in readings)}.")
    return said
