"""Remembering: answers of earlier runs to what is asked of a library, in the store.

An answer is kept under the digest of all that it depends on, with the names of
places instead of the places, so that it is found again in any version of the
library, or any other, in which nothing of that has changed.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from termcheck.cli.basis import Bases, Basis
from termcheck.cli.plain_data import Plain, Shape, Shapes, exactly
from termcheck.cli.store import Store, key_of
from termcheck.language.source import Span
from termcheck.library.model import Library
from termcheck.questions.recall import Asked

KEPT_AT_ONCE = 200
"""Answers that are kept together; an interrupted run loses no more."""


class Remembering:
    """The memory of what is asked of ``library``; ``hits`` of ``asked`` answers were there.

    ``program`` tells this program from others.
    """

    def __init__(self, library: Library, program: bytes, store: Store) -> None:
        self.asked = self.hits = 0
        self._program = program
        self._store = store
        self._library = library
        self._bases = Bases(library)
        fraction = Shape(str, lambda plain: Fraction(exactly(str, plain)))
        self._shapes = Shapes({Span: Shape(self._named, self._place), Fraction: fraction})
        self._here = (Asked(""), Basis(b"", ()))
        self._new: list[tuple[bytes, bytes]] = []

    def found(self, asked: Asked, kind: Any) -> Any:
        """Return the answer to what is ``asked``, of type ``kind``; nothing if none is kept."""
        data = self._store.get(self._key(asked, kind))
        answer = self._shapes.read(kind, data)
        self.asked += 1
        self.hits += answer is not None
        return answer

    def learnt(self, asked: Asked, kind: Any, answer: Any) -> None:
        """Keep an answer; not if it names a place of something that it does not depend on."""
        key = self._key(asked, kind)
        try:
            self._new.append((key, self._shapes.written(kind, answer)))
        except LookupError:
            return
        if len(self._new) >= KEPT_AT_ONCE:
            self.flush()

    @property
    def told(self) -> str:
        """How many answers were there, as it is printed."""
        return f"{self.hits} of {self.asked} answers"

    def flush(self) -> None:
        """Put what was learnt into the store."""
        self._store.put(self._new)
        self._new = []

    def _key(self, asked: Asked, kind: Any) -> bytes:
        basis = self._bases.of(asked)
        self._here = (asked, basis)
        return key_of(b"asked", self._program, repr(kind).encode(), basis.digest)

    # --- places --------------------------------------------------------------------

    def _named(self, span: Span) -> Plain:
        """Return which place ``span`` is; raises ``LookupError`` if it is none that is known."""
        asked, basis = self._here
        if span in asked.places:
            return asked.places.index(span)
        for key in basis.clauses:
            if self._library.clauses[key].span == span:
                return key
        raise LookupError("the place of something else")

    def _place(self, plain: Plain) -> Span:
        asked, basis = self._here
        if isinstance(plain, str) and plain in basis.clauses:
            return self._library.clauses[plain].span
        if type(plain) is int and 0 <= plain < len(asked.places):
            return asked.places[plain]
        raise ValueError("a place was expected")
