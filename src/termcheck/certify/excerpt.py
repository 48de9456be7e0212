"""Excerpts: the words of a library that a certificate rests on, as they were written.

Accepts a library and the names of what is cited; yields the bodies of the
clauses and every declaration that they need, cut out of the files. The checker
reads these words anew, so nothing here says what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from termcheck.language import tree
from termcheck.language.source import Span
from termcheck.library.model import Clause, Library
from termcheck.value import Value

_MEANING = re.compile(r'\s*"(?:[^"\\]|\\.)*"\s*$')
_NAME = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")


class Cited(Value):
    """A clause's words: ``text`` stands in ``file``; ``overriding`` are the names of clauses.

    ``reading`` is the label of the reading or alternative that is meant, or empty.
    """

    name: str
    file: str
    line: int
    text: str
    reading: str
    overriding: tuple[str, ...]


class Excerpt:
    """Collects what is cited; every clause once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._cited: dict[str, Cited] = {}
        self._formulas: list[str] = []
        self._terms: list[str] = []
        self._overriding = _overriding(library)

    def cite(self, key: str) -> None:
        """Take up a clause by its key, or one of its readings or alternatives."""
        if key in self._cited:
            return
        library = self._library
        label = ""
        clause = library.clauses.get(key)
        if clause is None:
            owner, _, label = key.rpartition(".")
            clause = library.clauses[owner]
        over = self._overriding.get(clause.key, ())
        span = _said(clause)
        self._cited[key] = Cited(
            key, span.file, self._line(span), self._slice(span), label, tuple(over)
        )
        for other in over:
            self.cite(other)

    def cite_formula(self, text: str) -> None:
        """Take up the words of a hypothesis."""
        self._formulas.append(text)

    def cite_term(self, name: str) -> None:
        """Take up the declaration of a term or an event."""
        self._terms.append(name.partition("[")[0])

    @property
    def clauses(self) -> tuple[Cited, ...]:
        """What was cited, in order."""
        return tuple(self._cited.values())

    def declarations(self) -> Mapping[str, tuple[str, ...]]:
        """Return the declarations that are needed, by file, in order of place."""
        library = self._library
        spans: dict[tuple[str, int], Span] = {}
        waiting = [each.text for each in self._cited.values()] + self._formulas + self._terms
        waiting += library.phases
        seen: set[str] = set()
        while waiting:
            for name in _NAME.findall(waiting.pop()):
                if name in seen:
                    continue
                seen.add(name)
                for span in library.declared.get(name, ()):
                    spans[span.file, span.start] = span
                    waiting.append(self._slice(span))
        found: dict[str, list[str]] = {}
        for place in sorted(spans):
            found.setdefault(place[0], []).append(_MEANING.sub("", self._slice(spans[place])))
        return {file: tuple(texts) for file, texts in found.items()}

    def _slice(self, span: Span) -> str:
        return self._library.texts[span.file].text[span.start : span.end]

    def _line(self, span: Span) -> int:
        return self._library.texts[span.file].text.count("\n", 0, span.start) + 1


def _said(clause: Clause) -> Span:
    """Return where a clause says what it says: from its label to the end of its body."""
    syntax = clause.syntax
    body = syntax.score if isinstance(syntax, tree.Clause) and syntax.score else syntax.body
    return syntax.span if body is None else syntax.span.but(end=body.span.end)


def _overriding(library: Library) -> dict[str, list[str]]:
    """Return the keys of the clauses that override a clause, by its key."""
    found: dict[str, list[str]] = {}
    for clause in library.clauses.values():
        for key in clause.overrides:
            found.setdefault(key, []).append(clause.key)
    return found
