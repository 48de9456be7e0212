"""Overrides: what gives way to what, written into the clauses that give way.

Accepts the clauses of one text; returns them with every overridden clause
saying "what it says, except where the trigger of the overriding one applies".
Nothing here depends on what is asked.
"""

from __future__ import annotations

from termcheck.language import tree
from termcheck.library import formula as f
from termcheck.library.dependency import by_dependency
from termcheck.library.drafts import says_nothing
from termcheck.library.faults import Faults
from termcheck.library.model import Clause, Piece
from termcheck.library.phases import at_phase
from termcheck.library.vocabulary import Vocabulary


def overridden(
    clauses: list[Clause],
    faults: Faults,
    vocabulary: Vocabulary,
    inherited: frozenset[str] = frozenset(),
) -> list[Clause]:
    """Return the clauses of one text with their overrides applied, in the same order.

    ``inherited`` are the keys of those that were written for an amended text:
    what they override may have been withdrawn.
    """
    if not any(_words(clause) for clause in clauses):
        return clauses
    by_label = {clause.label: clause for clause in clauses if clause.label}
    targets = {
        clause.key: _targets(clause, by_label, faults, vocabulary, clause.key in inherited)
        for clause in clauses
    }
    order = by_dependency(targets)
    by_key = {clause.key: clause for clause in clauses}
    for circle in order.circles:
        names = " → ".join(by_key[key].label for key in (*circle, circle[0]))
        span = _words(by_key[circle[0]])[0].span
        faults.add("TC260", span, f"these clauses override one another in a circle: {names}")
    result = dict(by_key)
    for clause in clauses:
        if clause.key in order.blocked:
            continue
        result[clause.key] = result[clause.key].but(overrides=targets[clause.key])
        for key in targets[clause.key]:
            result[key] = _gives_way(result[key], clause, faults)
    return [result[clause.key] for clause in clauses]


def _words(clause: Clause) -> tuple[tree.Word, ...]:
    return clause.syntax.tail.overrides


def _targets(
    clause: Clause,
    by_label: dict[str, Clause],
    faults: Faults,
    vocabulary: Vocabulary,
    inherited: bool,
) -> tuple[str, ...]:
    """Return the keys of the clauses that ``clause`` overrides."""
    found: dict[str, None] = {}
    for word in _words(clause):
        target = by_label.get(word.text)
        if target is not None:
            found[target.key] = None
        elif not inherited and ("label", f"{clause.owner}.{word.text}") not in vocabulary.lost:
            _no_target(clause, word, vocabulary.labels.get(word.text), faults, by_label)
    if found and clause.has_readings:
        span = _words(clause)[0].span
        message = "a clause with several readings cannot override another"
        faults.add("TC263", span, message, "its trigger would depend on the reading")
        return ()
    return tuple(found)


def _no_target(
    clause: Clause,
    word: tree.Word,
    elsewhere: str | None,
    faults: Faults,
    by_label: dict[str, Clause],
) -> None:
    """Note that ``word`` is no clause of this text; ``elsewhere`` is who has such a label."""
    if elsewhere is not None:
        whose = "another position of its party" if elsewhere == clause.owner else f"`{elsewhere}`"
        message = f"`{word.text}` is a clause of {whose}, which cannot be overridden from here"
        help = "repeat the clause here, or amend that text"
        faults.add("TC261", word.span, message, help)
        return
    message = f"this text has no clause `{word.text}` to override"
    labels = [label for label in by_label if label != clause.label]
    faults.add("TC211", word.span, message, faults.did_you_mean(word.text, labels))


# --- Giving way ------------------------------------------------------------------


def _gives_way(clause: Clause, overrider: Clause, faults: Faults) -> Clause:
    if says_nothing(clause) or says_nothing(overrider):
        return clause
    span = next(w.span for w in _words(overrider) if w.text.endswith(clause.label))
    triggers = [_applies(piece) for piece in overrider.pieces]
    if f.TRUE in [piece.formula for piece in triggers]:
        message = f"`{overrider.name}` has no `if` or `unless`, so it replaces `{clause.label}`"
        faults.add("TC310", span, message, "leave the other clause out if that is meant")
    said = _said_phases(overrider.syntax.body)
    if said:
        named = tuple(dict.fromkeys(word.text for word in said))
        triggers = [piece.but(phases=named) for piece in triggers]
    pieces = _rewritten(clause.pieces, triggers)
    branches = [
        branch.but(pieces=_rewritten(branch.pieces, triggers)) for branch in clause.branches
    ]
    if pieces == clause.pieces and tuple(branches) == clause.branches:
        message = f"`{overrider.name}` speaks of other phases than `{clause.label}`"
        faults.add("TC311", span, message, "so it overrides nothing of it")
    return clause.but(pieces=pieces, branches=tuple(branches))


def _applies(piece: Piece) -> Piece:
    """Return where an overriding piece applies; everywhere if it has no trigger."""
    return piece.but(formula=f.TRUE if piece.trigger is None else piece.trigger, trigger=None)


def _said_phases(body: tree.Body | None) -> tuple[tree.Word, ...]:
    """Return the phases that ``in PHASE`` names at the head of a body."""
    while isinstance(body, tree.ForEach):
        body = body.body
    return body.phases if isinstance(body, tree.InPhases) else ()


def _rewritten(pieces: tuple[Piece, ...], triggers: list[Piece]) -> tuple[Piece, ...]:
    """Return one body, or one branch, as it gives way.

    If it and the overriding clause are ``for each`` over the same members, it
    does so member by member; otherwise wherever any member's trigger applies.
    """
    members = {piece.members for piece in pieces}
    each = members == {trigger.members for trigger in triggers}
    found: list[Piece] = []
    for piece in pieces:
        own = [t for t in triggers if t.members == piece.members] if each else triggers
        found += _except(piece, own)
    return tuple(found)


def _except(piece: Piece, triggers: list[Piece]) -> list[Piece]:
    """Return what ``piece`` says except where a trigger applies, phase by phase."""
    if not piece.phases:
        return [piece.but(formula=f.Or((piece.formula, *_grounded(triggers))))]
    groups: dict[tuple[int, ...], list[str]] = {}
    for phase in piece.phases:
        reach = [i for i, t in enumerate(triggers) if not t.phases or phase in t.phases]
        groups.setdefault(tuple(reach), []).append(phase)
    found: list[Piece] = []
    for which, phases in groups.items():
        claims = tuple([triggers[i].formula for i in which])
        formula = f.Or((piece.formula, *claims)) if claims else piece.formula
        found.append(piece.but(phases=tuple(phases), formula=formula))
    return found


def _grounded(triggers: list[Piece]) -> list[f.Formula]:
    """Return the triggers, each fixed in its own phases, for a clause that has none."""
    return [
        claim
        for trigger in triggers
        for claim in (
            [at_phase(trigger.formula, phase) for phase in trigger.phases]
            if f.reads_here(trigger.formula)
            else [trigger.formula]
        )
    ]
