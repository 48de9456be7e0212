"""Parts: what the parser has read of a declaration before it is whole.

Each is one piece of a header or of a clause's tail, in any order; a node is
built from them by ``only`` and ``every``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal, TypeVar

from termcheck.language.source import Span
from termcheck.language.tree import Attested, Day, Expression, Text, Word
from termcheck.value import Value


class Part(Value):
    """One piece; ``SAID`` is how a drafter calls it."""

    SAID: ClassVar[str] = ""

    span: Span


class Author(Part):
    """``by "author"``."""

    SAID: ClassVar[str] = "`by`"
    text: str


class FileName(Part):
    """``file "path"``."""

    SAID: ClassVar[str] = "`file`"
    text: str


class On(Part):
    """``on DAY``."""

    SAID: ClassVar[str] = "`on`"
    day: Day


class From(Part):
    """``from source``."""

    SAID: ClassVar[str] = "`from`"
    name: Word


class Amends(Part):
    """``amends proposal``."""

    SAID: ClassVar[str] = "`amends`"
    name: Word


class Attestation(Part):
    """``attested own``."""

    SAID: ClassVar[str] = "`attested`"
    kind: Attested


class ByPhase(Part):
    """``by phase``."""

    SAID: ClassVar[str] = "`by phase`"


class Now(Part):
    """``now value``."""

    SAID: ClassVar[str] = "`now`"
    value: Expression


class Deciders(Part):
    """``decided by party, party``."""

    SAID: ClassVar[str] = "`decided by`"
    names: tuple[Word, ...]


class Meaning(Part):
    """The text that says what a term or event stands for."""

    SAID: ClassVar[str] = "the meaning"
    text: str


class Overrides(Part):
    """``overrides label, label``."""

    names: tuple[Word, ...]


class Confidence(Part):
    """``confidence high``."""

    SAID: ClassVar[str] = "`confidence`"
    level: Literal["high", "medium", "low"]


class Note(Part):
    """``note "…"``."""

    text: Text


K = TypeVar("K")


def every(kind: type[K] | tuple[type[K], ...], parts: Iterable[object]) -> tuple[K, ...]:
    """Return the members of ``parts`` that are of ``kind``, in order."""
    return tuple(part for part in parts if isinstance(part, kind))
