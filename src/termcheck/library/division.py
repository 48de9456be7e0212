"""Division: which files of a library can be checked without which others.

Accepts what each file declares and names; yields the files that all others
stand on, and parts that share nothing else. A text means the same whether the
other parts are there or not: formulas name what is declared in the shared
files alone, and whatever names another text is in one part with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from termcheck.language import tree
from termcheck.value import Value


class Summary(Value):
    """What the division has to know of one file.

    ``shared`` says that it holds more than proposals and checks; ``mentions``
    is what its amendments and references begin with. Names are in order, and
    may be repeated.
    """

    shared: bool
    parties: tuple[str, ...]
    proposals: tuple[str, ...]
    mentions: tuple[str, ...]


class Division(Value):
    """Files by name: ``shared``, and the ``parts``, in order of the first file of each."""

    shared: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]


def summary(document: tree.Document) -> Summary:
    """Return what ``document`` declares and names."""
    declarations = document.declarations
    return Summary(
        any(not isinstance(each, tree.Proposal | tree.Check) for each in declarations),
        tuple([each.name.text for each in declarations if isinstance(each, tree.Party)]),
        tuple([each.name.text for each in declarations if isinstance(each, tree.Proposal)]),
        tuple([name for each in declarations for name in _mentions(each)]),
    )


def _mentions(node: tree.Declaration) -> Iterator[str]:
    match node:
        case tree.Proposal(amends=tree.Word(text=name)):
            yield name
        case tree.Check(items=items):
            for path in _paths(items):
                yield path.partition(".")[0]
        case _:
            return


def _paths(items: tuple[tree.CheckItem, ...]) -> Iterator[str]:
    """Yield what the lines of a check refer to, as it is written."""
    waiting: list[object] = list(items)
    while waiting:
        found = waiting.pop()
        if isinstance(found, tuple):
            waiting += cast("tuple[object, ...]", found)
            continue
        match found:
            case tree.Ref(path=path):
                yield path
            case tree.Under(readings=words):
                yield from [word.text for word in words]
            case tree.Node() as node:
                waiting += [getattr(node, field) for field in node.FIELDS]
            case _:
                pass


def divide(summaries: Mapping[str, Summary]) -> Division | None:
    """Return the division of files by their summaries, nothing if two declare one name.

    Files that a shared file's checks name are shared, and so are those that
    name its proposals. Parties link nothing, for they are shared anyway.
    """
    home: dict[str, str] = {}
    for file, each in summaries.items():
        for name in (*each.parties, *each.proposals):
            if home.setdefault(name, file) != file:
                return None
    proposed = {name for each in summaries.values() for name in each.proposals}
    linked: dict[str, set[str]] = {file: set() for file in summaries}
    for file, each in summaries.items():
        for name in proposed.intersection(each.mentions):
            linked[file].add(home[name])
            linked[home[name]].add(file)
    groups = list(_groups(linked))
    shared = {file for file, each in summaries.items() if each.shared}
    return Division(
        tuple(sorted(file for group in groups if group & shared for file in group)),
        tuple(sorted(tuple(sorted(group)) for group in groups if not group & shared)),
    )


def _groups(linked: Mapping[str, set[str]]) -> Iterator[set[str]]:
    """Yield the sets of files between which there is a way."""
    seen: set[str] = set()
    for start in linked:
        if start in seen:
            continue
        group, waiting = set[str](), [start]
        while waiting:
            file = waiting.pop()
            if file not in group:
                group.add(file)
                waiting += linked[file]
        seen |= group
        yield group
