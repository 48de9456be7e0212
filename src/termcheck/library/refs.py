"""References: from what a user writes to the clauses that it names.

Accepts a built library and a reference; returns keys, or a sentence on what is
wrong with it. Forms: a proposal or party; ``.demands`` and ``.all``; one
clause or alternative by its full name, or what it says for one member of its
``for each``; a glob; ``status quo of TERM``.
"""

from __future__ import annotations

from collections.abc import Collection

from termcheck.library.days import iso
from termcheck.library.model import (
    Attested,
    Clause,
    Library,
    Reference,
    Strength,
    member_label,
    members_of,
)
from termcheck.library.positions import in_force
from termcheck.library.suggest import Suggestions
from termcheck.value import Value

STATUS_QUO = "status quo of "
"""How a reference to the status quo of a term or event begins."""


class Referred(Value):
    """The keys that a reference names, in the order of their text."""

    keys: tuple[str, ...]


class RefFault(Value):
    """Why a reference names nothing: a code, one sentence and a suggestion.

    ``owner`` is the proposal or party and ``label`` the clause that it seems
    to mean, as far as they are written.
    """

    message: str
    help: str = ""
    code: str = "TC280"
    owner: str = ""
    label: str = ""


def refer(
    library: Library,
    reference: Reference,
    as_of: int | None = None,
    attested: Collection[Attested] = (),
) -> Referred | RefFault:
    """Return what ``reference`` names on the day ``as_of`` (``None``: the latest)."""
    return References(library, as_of, attested).refer(reference)


class References:
    """The references of one question, which share what is in force."""

    def __init__(
        self,
        library: Library,
        as_of: int | None = None,
        attested: Collection[Attested] = (),
        suggestions: Suggestions | None = None,
    ) -> None:
        self._library = library
        self._suggestions = suggestions or Suggestions()
        self._as_of = as_of
        self._attested = attested
        self._held: dict[str, tuple[Clause, ...]] = {}
        self._named: dict[str, dict[str, Clause]] = {}

    def refer(self, reference: Reference) -> Referred | RefFault:
        """Return what ``reference`` names, or what is wrong with it."""
        library, text = self._library, " ".join(reference.text.split())
        if text.startswith(STATUS_QUO):
            return _status_quo(library, text.removeprefix(STATUS_QUO), self._suggestions)
        exact = library.clauses.get(text)
        if exact is not None and "@" in text:
            return Referred((text,))
        owner, rest = _split(library, text)
        if not owner:
            return _stranger(library, text, exact, self._suggestions)
        if text == owner:
            return self._of(owner, ("firm", "red line"))
        return self._within(owner, rest)

    # --- Several clauses ---------------------------------------------------------

    def _every(self, owner: str) -> tuple[Clause, ...]:
        """Return all clauses of a proposal, or of a position in force."""
        found = self._held.get(owner)
        if found is None:
            library, proposal = self._library, self._library.proposals.get(owner)
            keys = (
                proposal.clauses
                if proposal
                else in_force(library, owner, self._as_of, self._attested)
            )
            found = self._held[owner] = tuple([library.clauses[key] for key in keys])
        return found

    def _of(self, owner: str, strengths: tuple[Strength, ...]) -> Referred:
        return Referred(tuple([c.key for c in self._every(owner) if c.strength in strengths]))

    def _within(self, owner: str, rest: str) -> Referred | RefFault:
        if rest in ("all", "*"):
            return self._of(owner, ASKED_FOR)
        if rest == "demands":
            if owner in self._library.proposals:
                message = f"`{owner}` is a proposal; only a party has demands"
                return RefFault(message, f"write `{owner}` or `{owner}.all`")
            return self._of(owner, ("red line", "demand"))
        if "*" in rest:
            return self._matching(owner, rest)
        return self._one(owner, rest)

    def _matching(self, owner: str, pattern: str) -> Referred | RefFault:
        clauses = [c for c in self._every(owner) if c.strength in ASKED_FOR]
        found = tuple([c.key for c in clauses if _matches(pattern, _local(c))])
        if found:
            return Referred(found)
        return RefFault(f"no clause is called `{owner}.{pattern}`", "", "TC280", owner)

    # --- One clause --------------------------------------------------------------

    def _one(self, owner: str, rest: str) -> Referred | RefFault:
        label, _, branch = rest.partition("[")[0].partition(".")
        _, bracket, index = rest.partition("[")
        named = self._named.get(owner)
        if named is None:
            named = self._named[owner] = {_local(c): c for c in self._every(owner)}
        clause = named.get(label)
        if clause is None:
            return _missing(self._library, owner, label, self._suggestions)
        if bracket and not branch:
            return self._member(clause, index)
        if not branch:
            return Referred((clause.key,))
        labels = [each.label for each in clause.branches]
        if branch in labels:
            return Referred((f"{clause.key}.{branch}",))
        message = f"`{clause.name}` has no alternative `{branch}`"
        help = self._suggestions.did_you_mean(branch, labels)
        help = help or (f"one of {', '.join(labels)}" if labels else "it has none")
        return RefFault(message, help, "TC280", owner, label)

    def _member(self, clause: Clause, index: str) -> Referred | RefFault:
        """Return what ``clause`` says for the member that ``index`` names, brackets removed."""
        wanted = tuple([word.strip() for word in index.removesuffix("]").split(",")])
        known = members_of(clause)
        if wanted in known and index.endswith("]"):
            return Referred((f"{clause.key}.{member_label(wanted)}",))
        names = [f"{clause.name}{member_label(each)}" for each in known]
        message = f"`{clause.name}` says nothing for `{', '.join(filter(None, wanted))}`"
        help = self._suggestions.did_you_mean(f"{clause.name}{member_label(wanted)}", names)
        help = help or (f"one of {', '.join(names[:_FEW])}" if names else "it has no `for each`")
        return RefFault(message, help, "TC280", clause.owner, clause.label)


_FEW = 8
"""How many members a suggestion lists."""

ASKED_FOR: tuple[Strength, ...] = ("firm", "should", "red line", "demand", "prefer")
"""What ``.all`` of a proposal or party holds: all but options and flexibility."""


def _split(library: Library, text: str) -> tuple[str, str]:
    """Return the proposal or party that ``text`` begins with, and the rest."""
    head = text
    while head:
        if head in library.proposals or head in library.parties:
            return head, text[len(head) + 1 :]
        head = head.rpartition(".")[0]
    return "", text


def _stranger(
    library: Library, text: str, rule: Clause | None, suggestions: Suggestions
) -> RefFault:
    if rule is not None and rule.strength == "rule":
        message = f"`{text}` is a rule, which holds in every answer"
        return RefFault(message, "name a clause, a proposal or a party", "TC282")
    owner = text.partition(".")[0] or text
    help = suggestions.did_you_mean(owner, (*library.proposals, *library.parties))
    return RefFault(f"there is no proposal or party `{owner}`", help, "TC280", owner)


def _local(clause: Clause) -> str:
    return clause.name[len(clause.owner) + 1 :]


def _matches(pattern: str, name: str) -> bool:
    """Say whether ``name`` fits ``pattern``, in which ``*`` stands for any letters."""
    first, *others = pattern.split("*")
    if not name.startswith(first):
        return False
    at = len(first)
    for part in others[:-1]:
        found = name.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    last = others[-1]
    return name.endswith(last) and len(name) - len(last) >= at


def _missing(library: Library, owner: str, label: str, suggestions: Suggestions) -> RefFault:
    name = f"{owner}.{label}"
    if owner in library.proposals:
        clauses = [library.clauses[key] for key in library.proposals[owner].clauses]
    else:
        clauses = [library.clauses[key] for key in library.positions.get(owner, ())]
    later = [clause for clause in clauses if _local(clause) == label]
    if later:
        return _not_in_force(library, name, later)
    help = suggestions.did_you_mean(label, {_local(clause) for clause in clauses})
    place = int(label) if label.isascii() and label.isdigit() and len(label) < 9 else 0
    if 1 <= place <= len(clauses) and owner in library.proposals:
        help = f"that clause is called `{clauses[place - 1].name}`"
    return RefFault(f"there is no clause `{name}`", help, "TC280", owner, label)


def _not_in_force(library: Library, name: str, stated: list[Clause]) -> RefFault:
    """Say since when, as what and until when a clause of a position was in force."""
    clause = stated[0]
    since = ", ".join(dict.fromkeys(f"{each.said_on or 'always'}{_kind(each)}" for each in stated))
    ends = [
        iso(each.day)
        for each in library.withdrawals
        if each.party == clause.owner and each.label == clause.label
    ]
    until = f", and withdrawn {', '.join(ends)}" if ends else ""
    message = f"`{name}` is not in force as asked: it was stated {since}{until}"
    help = "ask `as of` another day, or count other statements with `attested`"
    return RefFault(message, help, "TC281", clause.owner, clause.label)


def _kind(clause: Clause) -> str:
    return f" ({clause.attested})" if clause.attested else ""


# --- Status quo ----------------------------------------------------------------------


def _status_quo(library: Library, name: str, suggestions: Suggestions) -> Referred | RefFault:
    base = name.partition("[")[0]
    term, event = library.terms.get(base), library.events.get(base)
    members = term.members if term else event.members if event else ()
    if name not in members:
        help = suggestions.did_you_mean(name, members or (*library.terms, *library.events))
        return RefFault(f"there is no term or event `{name}`", help, "TC280", "", base)
    if term is not None and not (term.has_now and term.deciders):
        message = f"`{name}` has no status quo that somebody decides"
        return RefFault(message, "declare it with `now` and `decided by`", "TC283")
    if event is not None and not event.deciders:
        message = f"nobody decides `{name}`, so it has no status quo"
        return RefFault(message, "declare it with `decided by`", "TC283")
    return Referred((STATUS_QUO + name,))
