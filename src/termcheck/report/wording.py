"""Wording: what a clause means, who says it, and where it stands.

Accepts a library and its clauses; yields plain sentences made from the syntax
of the clause and the descriptions of the terms, and the passages it cites.
"""

from __future__ import annotations

from typing import assert_never

from termcheck.language import tree
from termcheck.language.parser import parse_formula
from termcheck.library.model import Citation, Clause, Library
from termcheck.report.layout import shortened
from termcheck.report.phrases import Phrase, Speaker
from termcheck.report.values import listed, number_text, spaced

LONGEST_MEANING = 230
"""Columns of a meaning before it is cut: about two lines."""

LONGEST_TITLE = 60
"""Columns of a source's title before it is cut."""

_STRENGTHS = {
    "should": "recommended",
    "may": "option",
    "red line": "red line",
    "demand": "demand",
    "prefer": "preference",
    "accepts": "accepted",
}
_ATTESTED = {
    "": "",
    "own": "in its own words",
    "reported": "as reported",
    "analyst": "an analyst's view",
}


def meaning(
    library: Library, clause: Clause, reading: str = "", longest: int = LONGEST_MEANING
) -> str:
    """Return what ``clause`` means, cut to ``longest`` columns.

    ``reading`` is the label of the one branch that is meant, or empty for all.
    """
    said = _said(library, clause, reading)
    over = [each.name for each in overriding(library, clause)]
    said += f", except as {listed(over)} says" if over else ""
    return shortened(said, longest)


def _said(library: Library, clause: Clause, reading: str) -> str:
    syntax = clause.syntax
    if isinstance(syntax, tree.Clause) and syntax.score is not None:
        return _score(Speaker(library), syntax.score)
    if syntax.body is None:
        return clause.note
    if isinstance(syntax.body, tree.Plain) and isinstance(syntax.body.formula, tree.Truth):
        return clause.note or Speaker(library).formula(syntax.body.formula).text
    return _body(Speaker(library), syntax.body, reading).text


def _score(speaker: Speaker, score: tree.Score) -> str:
    points = ", ".join(
        f"{spaced(each.value.text)} {number_text(each.points.value)}" for each in score.entries
    )
    return f"points for {speaker.subject(score.term)}: {points}"


def _body(speaker: Speaker, body: tree.Body, reading: str) -> Phrase:
    match body:
        case tree.Plain(formula=formula):
            return speaker.formula(formula)
        case tree.Exchange(left=left, right=right):
            given, taken = speaker.formula(left), speaker.formula(right)
            return Phrase(f"{given.text}; in return: {taken.text}", False)
        case tree.ForEach(variable=variable, members=members, body=inner):
            said = _body(speaker.within(variable.text), inner, reading)
            return Phrase(f"for each of {speaker.members(members)}: {said.text}", False)
        case tree.InPhases(phases=phases, body=inner):
            where = listed(spaced(each.text) for each in phases) if phases else "every phase"
            return Phrase(f"in {where}: {_body(speaker, inner, reading).text}", False)
        case tree.OneOf(alternatives=branches):
            return _branches(speaker, branches, reading, "one of")
        case tree.Readings(alternatives=branches):
            return _branches(speaker, branches, reading, "to be read as")
        case _:
            assert_never(body)


def _branches(
    speaker: Speaker, branches: tuple[tree.Alternative, ...], reading: str, opening: str
) -> Phrase:
    for branch in branches:
        if branch.label.text == reading:
            return _body(speaker, branch.body, "")
    said = [f"({branch.label.text}) {_body(speaker, branch.body, '').text}" for branch in branches]
    return Phrase(f"{opening}: {', or '.join(said)}", False)


def overriding(library: Library, clause: Clause) -> list[Clause]:
    """Return the clauses of the same text that say ``overrides`` of this one."""
    proposal = library.proposals.get(clause.owner)
    keys = proposal.clauses if proposal else library.statements if clause.owner else ()
    texts = (library.clauses[key] for key in keys)
    return [each for each in texts if clause.key in each.overrides]


def formula_meaning(library: Library, expression: tree.Expression) -> str:
    """Return what the formula of a question means."""
    return shortened(Speaker(library).formula(expression).text, LONGEST_MEANING)


def supposed_meaning(library: Library, text: str) -> str:
    """Return what a hypothesis means; its text if it cannot be read alone."""
    syntax, _ = parse_formula("supposed", text)
    return text if syntax is None else formula_meaning(library, syntax)


def define_meaning(library: Library, name: str) -> str:
    """Return what the definition ``name`` stands for."""
    define = library.defines[name]
    speaker = Speaker(library)
    value = define.syntax.value
    said = speaker.formula(value).text if define.is_formula else speaker.quantity(value)
    return shortened(said, LONGEST_MEANING)


# --- whose, and where ---------------------------------------------------------


def standing(library: Library, clause: Clause) -> str:
    """Return whose clause it is and how strong: ``red line of Ukraine, 2025-03-11``."""
    strength = _STRENGTHS.get(clause.strength, "")
    if clause.owner in library.proposals and clause.owner not in library.parties:
        return (
            f"{strength} in {title(library, clause.owner)}"
            if strength
            else title(library, clause.owner)
        )
    if clause.strength == "rule":
        return "rule"
    said = [f"{strength} of {title(library, clause.owner)}"]
    said += [clause.said_on] if clause.said_on else []
    said += [_ATTESTED[clause.attested]] if clause.attested else []
    return ", ".join(said)


def title(library: Library, owner: str) -> str:
    """Return what a proposal or a party is called."""
    proposal, party = library.proposals.get(owner), library.parties.get(owner)
    found = proposal.title if proposal else party.title if party else ""
    return shortened(found or owner, LONGEST_TITLE)


def passages(library: Library, clause: Clause) -> str:
    """Return the passages that ``clause`` cites, each source named once."""
    by_source: dict[str, list[str]] = {}
    for citation in clause.citations:
        by_source.setdefault(citation.source, []).append(citation.where)
    return "; ".join(
        ", ".join(filter(None, (source_title(library, name) if name else "", *places)))
        for name, places in by_source.items()
    )


def passage(library: Library, citation: Citation) -> str:
    """Return one passage: the title of its source and where in it."""
    return ", ".join(filter(None, (source_title(library, citation.source), citation.where)))


def source_title(library: Library, name: str) -> str:
    """Return the title of a source, without remarks in brackets at its end."""
    source = library.sources.get(name)
    if source is None:
        return name
    found = source.title
    if found.endswith(")") and " (" in found:
        found = found[: found.rindex(" (")]
    return shortened(found or name, LONGEST_TITLE)


def context(library: Library, clause: Clause) -> str:
    """Return in one line whose clause it is, how strong, and the passages."""
    whose, where = standing(library, clause), passages(library, clause)
    whole = title(library, clause.owner) if clause.owner in library.proposals else ""
    if whole and where.startswith(f"{whole}, ") and whose.endswith(whole):
        return f"{whose.removesuffix(whole)}{where}"
    return " · ".join(filter(None, (whose, where)))
