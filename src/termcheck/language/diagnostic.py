"""Diagnostics: what is wrong with a text, as data.

A diagnostic holds facts and places; how it looks is the renderers' business.
Messages begin small, end without a full stop and use the drafter's words.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from termcheck.language.source import Span
from termcheck.value import Value

Severity = Literal["error", "warning", "note"]
"""An error is wrong, a warning may be; a note tells what is so, to whoever asks."""


class Label(Value):
    """A second place that a diagnostic refers to, with a few words on it."""

    span: Span
    text: str


class Diagnostic(Value):
    """One finding.

    ``code`` is ``TC`` and three digits; ``span`` the place to look at first;
    ``related`` other places; ``help`` a suggestion, or empty; ``sources`` the
    passages that the clause at hand cites, for example
    ``quincy_plan, "line 110"``.
    """

    code: str
    severity: Severity
    message: str
    span: Span
    related: tuple[Label, ...] = ()
    help: str = ""
    sources: tuple[str, ...] = ()


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return ``diagnostics`` by file, place and code, each once.

    Two that say different things at one place, as two conflicts that begin
    with the same clause do, are both kept, in the order in which they were found.
    """
    return tuple(sorted(dict.fromkeys(diagnostics), key=_place))


def one_per_place(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return ``diagnostics`` in order, the first of each place and code.

    For what is looked at more than once: a formula of a `for each` has one
    fault, though it is read for every member.
    """
    found: dict[_Place, Diagnostic] = {}
    for each in diagnostics:
        found.setdefault(_place(each), each)
    return in_order(found.values())


_Place = tuple[str, int, int, str]


def _place(found: Diagnostic) -> _Place:
    return (found.span.file, found.span.start, found.span.end, found.code)
