"""The scope of an expression: what its names mean at the place where it stands."""

from __future__ import annotations

from termcheck.language import tree
from termcheck.language.source import Span
from termcheck.library.faults import Faults
from termcheck.library.typed import Member, Typed
from termcheck.library.vocabulary import Vocabulary


class Scope:
    """The vocabulary, the variables bound by quantifiers, and where faults go.

    ``here`` is set when an unmarked term that varies by phase is read, and
    ``mentioned`` grows by the name of each term and event.
    """

    __slots__ = ("bound", "faults", "here", "known", "mentioned", "vocabulary")

    def __init__(self, vocabulary: Vocabulary, faults: Faults) -> None:
        self.vocabulary = vocabulary
        self.faults = faults
        self.bound: dict[str, Member] = {}
        self.here = False
        self.mentioned: set[str] = set()
        self.known: dict[tuple[str, str | None], Typed] = {}

    def fault(self, code: str, span: Span, message: str, help: str = "") -> None:
        """Note a fault of the expression at ``span``."""
        self.faults.add(code, span, message, help)

    def note_use(self, name: str) -> None:
        """Remember that a term, event, constant or definition is used."""
        self.mentioned.add(name)
        self.vocabulary.used.add(("name", name))

    def is_lost(self, name: str) -> bool:
        """Say whether the declaration of a term, event, constant or definition failed."""
        return ("name", name) in self.vocabulary.lost

    def member(self, word: tree.Word) -> str:
        """Return the member that an index names, itself or by a bound variable."""
        bound = self.bound.get(word.text)
        return bound.name if bound else word.text
