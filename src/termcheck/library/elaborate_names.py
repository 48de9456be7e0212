"""Names in expressions: from a written name to the term, event or number it means.

Accepts a name with its index and mark; returns what it is, ``Unresolved`` if
nothing declares it (a choice value, perhaps), or nothing after a fault.
"""

from __future__ import annotations

from typing import assert_never

from termcheck.language import tree
from termcheck.library import formula as f
from termcheck.library.elaborate_numbers import amount, constant
from termcheck.library.model import Choice, Constant, Event, Range, Term
from termcheck.library.scope import Scope
from termcheck.library.typed import Claim, Pick, Typed, Unresolved

Index = tuple[tuple[str, ...], ...]


def resolve(scope: Scope, name: tree.Name) -> Typed | None:
    """Return what ``name`` means here; definitions are resolved by the caller."""
    path = name.path
    if path in scope.bound and not name.index:
        return scope.bound[path] if _bare(scope, name, "a quantified variable") else None
    vocabulary = scope.vocabulary
    if (term := vocabulary.terms.get(path)) is not None:
        scope.note_use(path)
        return _term(scope, name, term)
    if (event := vocabulary.events.get(path)) is not None:
        scope.note_use(path)
        return _event(scope, name, event)
    if (data := vocabulary.constants.get(path)) is not None:
        scope.note_use(path)
        return _data(scope, name, data)
    return None if scope.is_lost(path) else Unresolved(name)


def _bare(scope: Scope, name: tree.Name, what: str) -> bool:
    """Say whether ``name`` has no mark, which ``what`` cannot have."""
    if name.mark is None:
        return True
    scope.fault(
        "TC251",
        name.mark.span,
        f"`{name.path}` is {what}, which has no phase",
        "leave out the mark; only terms declared `by phase` have one",
    )
    return False


def unmarked(scope: Scope, name: tree.Name, what: str) -> bool:
    """Say whether ``name`` has neither mark nor index, as ``what`` must."""
    return _bare(scope, name, what) and full_name(scope, name, ()) is not None


def _data(scope: Scope, name: tree.Name, data: Constant) -> Typed | None:
    if not _bare(scope, name, "a constant"):
        return None
    full = full_name(scope, name, data.index)
    return constant(scope.vocabulary, data, full) if full else None


def _event(scope: Scope, name: tree.Name, event: Event) -> Typed | None:
    if not _bare(scope, name, "an event"):
        return None
    full = full_name(scope, name, event.index)
    return Claim(f.Happens(full), full) if full else None


def _term(scope: Scope, name: tree.Name, term: Term) -> Typed | None:
    full = full_name(scope, name, term.index)
    if full is None or not _mark_is_good(scope, name, term):
        return None
    phase: str | None = None
    if term.by_phase:
        phase = name.mark.text if name.mark else f.HERE
        scope.here = scope.here or name.mark is None
    found = scope.known.get((full, phase))
    if found is None:
        found = scope.known[full, phase] = _read(scope, term, f.Variable(full, phase))
    return found


def _read(scope: Scope, term: Term, variable: f.Variable) -> Typed:
    match term.domain:
        case Choice() as choice:
            return Pick(variable, choice, term.name)
        case Range() as numbers:
            return amount(scope.vocabulary, variable, numbers)
        case _:
            assert_never(term.domain)


def _mark_is_good(scope: Scope, name: tree.Name, term: Term) -> bool:
    if name.mark is None:
        return True
    if not is_phase(scope, name.mark):
        return False
    if term.by_phase:
        return True
    scope.fault(
        "TC250",
        name.mark.span,
        f"`{term.name}` is the same in every phase, so it cannot be marked `@{name.mark.text}`",
        f"declare it so: `term {term.name}: … by phase`",
    )
    return False


def is_phase(scope: Scope, word: tree.Word) -> bool:
    """Say whether ``word`` is a declared phase; a fault is noted if not."""
    vocabulary = scope.vocabulary
    if word.text in vocabulary.phases:
        vocabulary.used.add(("phase", word.text))
        return True
    if ("phase", word.text) not in vocabulary.lost:
        scope.fault(
            "TC210",
            word.span,
            f"there is no phase `{word.text}`",
            scope.faults.did_you_mean(word.text, vocabulary.phases),
        )
    return False


def full_name(scope: Scope, name: tree.Name, index: Index) -> str | None:
    """Return the name with its members, for example ``t[a, b]``, if they fit ``index``."""
    if len(name.index) != len(index):
        _wrong_count(scope, name, index)
        return None
    if not index:
        return name.path
    members = [scope.member(word) for word in name.index]
    full = f"{name.path}[{', '.join(members)}]"
    if full in scope.vocabulary.members:
        return full
    for word, member, allowed in zip(name.index, members, index, strict=True):
        if member not in allowed:
            _no_member(scope, name, word, member, allowed)
            return None
    return full


def _wrong_count(scope: Scope, name: tree.Name, index: Index) -> None:
    path, given = name.path, len(name.index)
    if not index:
        message = f"`{path}` has no members, so it takes nothing in square brackets"
        help = f"write `{path}`"
    elif not given:
        message = f"`{path}` is one for each member of a set; say which"
        help = f"for example `{path}[{', '.join(each[0] for each in index)}]`"
    else:
        message = f"`{path}` takes {len(index)} in square brackets, not {given}"
        help = f"for example `{path}[{', '.join(each[0] for each in index)}]`"
    scope.fault("TC228", name.span, message, help)


def _no_member(
    scope: Scope, name: tree.Name, word: tree.Word, member: str, allowed: tuple[str, ...]
) -> None:
    path = name.path
    if word.text in scope.bound:
        message = f"`{word.text}` also stands for `{member}`, for which there is no `{path}`"
        help = f"there is one for each of {', '.join(allowed[:8])}"
    elif word.text in scope.vocabulary.sets:
        message = f"`{word.text}` is a set; `{path}` needs one member of it"
        help = f"write `all(x in {word.text}: {path}[x] …)` or `for each x in {word.text}: …`"
    else:
        message = f"there is no `{path}[{member}]`"
        help = (
            scope.faults.did_you_mean(member, allowed)
            or f"the members are {', '.join(allowed[:8])}"
        )
    scope.fault("TC208", word.span, message, help)
