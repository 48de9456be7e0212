"""Difference as text: what each text gained and lost, and what follows from that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from termcheck.library.model import Library
from termcheck.logic.package import Package
from termcheck.questions.difference import RULES, Changed, Difference
from termcheck.questions.meetings import Meeting
from termcheck.questions.settlement import Kind
from termcheck.report.conflict_text import conflict_page
from termcheck.report.declared_words import declared_words
from termcheck.report.layout import Row, rows, wrapped
from termcheck.report.limits_text import limits_text
from termcheck.report.package_text import package_page
from termcheck.report.page import BLANK, Line, Look, Page, Piece, line, lines
from termcheck.report.settled_words import told
from termcheck.report.values import listed
from termcheck.report.verdict_text import disclosed
from termcheck.value import Value

_INDENT = "   "
RELATIONS: dict[str, tuple[str, Look]] = {
    "same": ("allows the same", "good"),
    "tighter": ("is tighter: it allows less", "warn"),
    "looser": ("is looser: it allows more", "warn"),
    "different": ("is different: it allows more here and less there", "warn"),
    "new": ("is new", "warn"),
    "gone": ("is gone", "warn"),
    "undecided": ("was not decided", "warn"),
}

_PLURAL = {
    "same": "allow the same",
    "tighter": "are tighter: they allow less",
    "looser": "are looser: they allow more",
    "different": "are different: they allow more here and less there",
    "new": "are new",
    "gone": "are gone",
    "undecided": "were not decided",
}
"""The same of the rules, which are many."""


class Shown(Value):
    """A difference with what is needed to show it.

    ``names`` are what the sides are called. ``base`` and ``head`` are the
    libraries in which conflicts stand, ``both`` declares the terms of both;
    ``notes`` is what has to be disclosed.
    """

    found: Difference
    names: tuple[str, str]
    base: Library
    head: Library
    both: Library
    notes: tuple[str, ...] = ()


def diff_page(shown: Shown, columns: int, verbose: bool = False) -> Page:
    """Return what changed, text by text, then conflicts, terms, checks and the rest."""
    found = shown.found
    page: list[Line] = [line(Piece("from ", "faint"), Piece(shown.names[0], "name"))]
    page.append(line(Piece("to   ", "faint"), Piece(shown.names[1], "name")))
    if found.is_empty:
        page += [BLANK, line(Piece("nothing changes what the texts allow", "good"))]
    for change in found.changes:
        page += [BLANK, *_change(shown, change, columns, verbose)]
    opened, closed = turns(shown)
    page += _meetings(shown.head, opened, found.opened, columns)
    page += _meetings(shown.base, closed, found.closed, columns)
    for kind, head in _heads(shown):
        page += _settled(shown, kind, head, columns)
    page += _rest(found, columns)
    page += _limits(found, columns)
    return (*page, *disclosed(shown.notes, columns))


def _change(shown: Shown, change: Changed, columns: int, verbose: bool) -> Page:
    said, look = RELATIONS[change.found.relation]
    name = change.name
    if name == RULES:
        said = _PLURAL[change.found.relation]
    if shown.found.kind == "texts":
        name = f"{shown.names[1]}, beside {shown.names[0]},"
    page: list[Line] = [line(Piece(name, "name"), " ", Piece(said, look))]
    if change.edits:
        page += lines(wrapped(f"edited: {listed(change.edits)}", columns - 3), "faint", _INDENT)
    if change.found.apart:
        text = f"not compared, because {listed(change.found.apart)} mean something else now"
        page += lines(wrapped(text, columns - 3), "warn", _INDENT)
    words = (("gained", change.found.gained), ("lost", change.found.lost))
    for word, package in words:
        page += _package(shown, word, package, columns) if verbose and package else ()
    if not verbose and (change.found.gained or change.found.lost):
        number = listed(word for word, package in words if package)
        page.append(line(_INDENT, Piece(f"a package {number}: --verbose shows it", "faint")))
    return tuple(page)


def _package(shown: Shown, word: str, package: Package, columns: int) -> Page:
    head = line(_INDENT, Piece(f"{word}, for example", "strong"))
    return (head, *package_page(shown.both, package, columns))


def turns(shown: Shown) -> tuple[str, str]:
    """Return what the conflicts of the head alone, and those of the base alone, are called."""
    if shown.found.kind == "texts":
        return f"conflicts of {shown.names[1]} alone", f"conflicts of {shown.names[0]} alone"
    return "conflicts opened", "conflicts closed"


def _meetings(library: Library, word: str, found: Sequence[Meeting], columns: int) -> Page:
    page: list[Line] = []
    for number, each in enumerate(found, 1):
        page.append(BLANK)
        if number == 1:
            page += [line(Piece(f"{word}: {len(found)}", "strong")), BLANK]
        page.append(line(_INDENT, Piece(" with ".join(each.texts), "name")))
        page += conflict_page(library, each.conflict, number, each.readings, columns)
    return tuple(page)


def _heads(shown: Shown) -> Iterable[tuple[Kind, str]]:
    """Return what is settled, in the order in which it is told, with its headings."""
    if shown.found.kind == "texts":
        base, head = shown.names
        return (
            ("shared", "both settle"),
            ("opposite", "they settle in ways that exclude each other"),
            ("otherwise", "they settle, but not alike"),
            ("only base", f"only {base} settles"),
            ("only head", f"only {head} settles"),
        )
    return (
        ("only head", "newly settled"),
        ("only base", "open again"),
        ("opposite", "settled the other way"),
        ("otherwise", "settled otherwise"),
    )


def _settled(shown: Shown, kind: Kind, head: str, columns: int) -> Page:
    found = [each for each in shown.found.settled if each.kind == kind]
    if not found:
        return ()
    page: list[Line] = [BLANK, line(Piece(head, "strong"))]
    for text in dict.fromkeys(each.text for each in found):
        if shown.found.kind == "libraries":
            page.append(line(_INDENT, Piece(text, "name")))
        for each in told(shown.both, [e for e in found if e.text == text]):
            both = each.base and each.head and each.base != each.head
            said = f"{each.base} before, {each.head} now" if both else each.head or each.base
            if both and shown.found.kind == "texts":
                said = f"{each.base} in the one, {each.head} in the other"
            page += _entry(f"{each.meaning}: {said}", each.name, columns)
    return tuple(page)


def _entry(said: str, name: str, columns: int) -> Page:
    *parts, last = wrapped(f"{said}  {name}", columns - len(_INDENT) - 2)
    if not last.endswith(name):
        return lines([*parts, last], "plain", _INDENT)
    words = last.removesuffix(name)
    indents = [_INDENT, *[_INDENT + "  "] * len(parts)]
    page = [line(i, part) for i, part in zip(indents, parts, strict=False)]
    return (*page, line(indents[len(parts)], words, Piece(name, "faint")))


def _rest(found: Difference, columns: int) -> Page:
    """Return checks, idle edits, passages and vocabulary."""
    checks = [Row(e.name, (Piece(_turn(e.base, e.head)),)) for e in found.checks]
    idle = [Row(name, (Piece("changes nothing in what its text allows"),)) for name in found.idle]
    passages = [
        Row(e.clause, (Piece(f"{listed(e.base) or 'nothing'} → {listed(e.head) or 'nothing'}"),))
        for e in found.passages
    ]
    vocabulary = [
        Row(f"{e.kind} {e.name}", (Piece(_turn(declared_words(e.base), declared_words(e.head))),))
        for e in found.redeclared
    ]
    sections = (
        ("checks that end otherwise", checks),
        ("edits without effect", idle),
        ("passages that moved", passages),
        ("declarations that differ", vocabulary),
    )
    page: list[Line] = []
    for head, entries in sections:
        if entries:
            page += [BLANK, line(Piece(head, "strong"))]
            page += rows(tuple(entries), columns, _INDENT)
    return tuple(page)


def _turn(base: str | None, head: str | None) -> str:
    if base is None:
        return f"new: {head}"
    return f"gone: {base}" if head is None else f"{base} → {head}"


def _limits(found: Difference, columns: int) -> Page:
    if not found.limits:
        return ()
    said = f"there may be more: {limits_text(found.limits)}"
    return (BLANK, *lines(wrapped(said, columns), "warn"))
