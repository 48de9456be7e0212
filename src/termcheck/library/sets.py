"""Sets: the members of a set expression, and the declared sets in order of need.

Accepts set expressions; returns tuples of members, each once, in the order in
which they were written.
"""

from __future__ import annotations

from collections.abc import Mapping

from termcheck.language import tree
from termcheck.library.dependency import by_dependency
from termcheck.library.faults import Faults
from termcheck.library.limits import MEMBERS_OF_A_SET
from termcheck.library.vocabulary import Vocabulary


def members_of(
    vocabulary: Vocabulary, faults: Faults, expression: tree.SetExpression
) -> tuple[str, ...] | None:
    """Return the members of a set, one or more, or nothing after a fault."""
    match expression:
        case tree.SetName():
            return _named(vocabulary, faults, expression)
        case tree.SetMembers(members=words):
            return _listed(faults, expression, words)
        case tree.SetExcept(base=base, removed=removed):
            members = members_of(vocabulary, faults, base)
            return None if members is None else _without(faults, expression, members, removed)


def _named(
    vocabulary: Vocabulary, faults: Faults, expression: tree.SetName
) -> tuple[str, ...] | None:
    name = expression.name
    vocabulary.used.add(("set", name))
    if name not in vocabulary.sets and ("set", name) not in vocabulary.lost:
        help = faults.did_you_mean(name, vocabulary.sets) or f"declare it: `set {name} = {{…}}`"
        faults.add("TC207", expression.span, f"there is no set `{name}`", help)
    return vocabulary.sets.get(name)


def _listed(
    faults: Faults, expression: tree.SetMembers, words: tuple[tree.Word, ...]
) -> tuple[str, ...] | None:
    if not words:
        faults.add("TC248", expression.span, "this set has no members")
        return None
    if len(words) > MEMBERS_OF_A_SET:
        message = f"this set has {len(words):_} members, more than {MEMBERS_OF_A_SET:_}"
        faults.add("TC240", expression.span, message)
        return None
    seen: dict[str, None] = {}
    for word in words:
        if word.text in seen:
            faults.add("TC249", word.span, f"`{word.text}` stands twice in this list")
        seen[word.text] = None
    return tuple(seen)


def _without(
    faults: Faults,
    expression: tree.SetExcept,
    members: tuple[str, ...],
    removed: tuple[tree.Word, ...],
) -> tuple[str, ...] | None:
    for word in removed:
        if word.text not in members:
            message = f"`{word.text}` is no member, so it cannot be left out"
            faults.add("TC208", word.span, message, faults.did_you_mean(word.text, members))
    gone = {word.text for word in removed}
    rest = tuple([member for member in members if member not in gone])
    if not rest:
        faults.add("TC248", expression.span, "this set has no members left")
    return rest or None


def declare_sets(vocabulary: Vocabulary, faults: Faults, declared: Mapping[str, tree.Set]) -> None:
    """Enter every declared set into ``vocabulary``; those in a circle are lost."""
    needs = {name: _needed(node.members) for name, node in declared.items()}
    order = by_dependency(needs)
    for circle in order.circles:
        path = " → ".join((*circle, circle[0]))
        span = declared[circle[0]].name.span
        faults.add("TC271", span, f"the set `{circle[0]}` is made from itself: {path}")
    vocabulary.lost.update(("set", name) for name in order.blocked)
    for name in order.order:
        node = declared[name]
        members = members_of(vocabulary, faults, node.members)
        size = len(members or ())
        room = vocabulary.sizes.has_room("members", size, node.span, faults)
        if members is None or not room:
            vocabulary.lost.add(("set", name))
        else:
            vocabulary.sets[name] = members


def _needed(expression: tree.SetExpression) -> tuple[str, ...]:
    """Return the names of the sets that an expression is made from."""
    match expression:
        case tree.SetName(name=name):
            return (name,)
        case tree.SetExcept(base=tree.SetName(name=name)):
            return (name,)
        case tree.SetExcept() | tree.SetMembers():
            return ()
