"""Check lines: a line of a check block, read wherever it stands.

Accepts a library and the text that the lines are part of; yields questions,
and says of what is wrong with a line where in that text it stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.language import tree
from termcheck.language.diagnostic import Diagnostic
from termcheck.language.parser import parse
from termcheck.language.source import SourceText, Span, source_text
from termcheck.library.checks import checks_of
from termcheck.library.days import iso
from termcheck.library.defines import declare_defines
from termcheck.library.elaborate import Elaborator
from termcheck.library.faults import Faults
from termcheck.library.model import Attested, Library, Question, Reference
from termcheck.library.refs import RefFault, refer
from termcheck.library.settings import Settings
from termcheck.library.vocabulary import vocabulary_of

_OPENED = 'check "" {\n'


class CheckLines:
    """Reads lines of ``source`` as lines of a check of ``library``.

    References have to name something on each of ``days``, day numbers or
    ``None`` for the latest, among statements of the kinds ``attested``.
    ``found`` are the faults so far.
    """

    def __init__(self, library: Library, source: SourceText) -> None:
        self.days: tuple[int | None, ...] = (None,)
        self.attested: tuple[Attested, ...] = ()
        self.found: list[Diagnostic] = []
        self._library = library
        self._source = source
        self._settings = Settings(library.horizon)
        self._vocabulary = vocabulary_of(library)
        quiet = Faults(self._settings, library.texts)
        declared = {name: each.syntax for name, each in library.defines.items()}
        declare_defines(Elaborator(self._vocabulary, quiet), declared)

    def fault(self, code: str, span: Span, message: str, help: str = "") -> None:
        """Note what is wrong at ``span``."""
        self.found.append(Diagnostic(code, "error", message, span, (), help))

    def block(self, text: str, end: int) -> Question | None:
        """Return the question of a check block that ends at ``end``; ``text`` is as long as ours.

        Nothing after a fault.
        """
        day = "" if self._says_when(text) or self.days[0] is None else self._when()
        question = self._read(f"{text[:end]}\n{day}{text[end:]}")
        if question is None:
            return None
        self.attested = question.attested
        self._check_days(question, Span(self._source.file, 0, 0))
        return question if day == "" else question.but(as_of=None)

    def line(self, words: str, span: Span, said: str = "") -> Question | None:
        """Return what a line adds to a question: ``words``, and then what stands at ``span``.

        Where ``said`` is given, it stands for what is at ``span``.
        """
        start = len(_OPENED) + len(words) + 1
        kinds = f"attested {', '.join(self.attested)}\n" if self.attested else ""
        when = "" if words == "as of" else self._when()
        body = said or self._source.text[span.start : span.end]
        before = len(self.found)
        question = self._read(f"{_OPENED}{words} {body}\n{when}{kinds}}}\n")
        self.found[before:] = [_moved(e, span, start, bool(said)) for e in self.found[before:]]
        if question is None:
            return None
        self._check_days(question, span)
        return question.but(as_of=question.as_of if words == "as of" else None, attested=())

    def _when(self) -> str:
        return "" if self.days[0] is None else f"as of {iso(self.days[0])}\n"

    def _says_when(self, text: str) -> bool:
        items = [item for check in self._parsed(text, []) for item in check.items]
        return any(isinstance(item, tree.AsOf) for item in items)

    def _parsed(self, text: str, found: list[Diagnostic]) -> list[tree.Check]:
        parsed = parse(self._source.file, text)
        found += [each for each in parsed.diagnostics if each.severity == "error"]
        return [each for each in parsed.document.declarations if isinstance(each, tree.Check)]

    def _read(self, text: str) -> Question | None:
        """Return the question of the one check that ``text`` is, nothing after a fault."""
        found: list[Diagnostic] = []
        checks = self._parsed(text, found)
        source = source_text(self._source.file, text)
        faults = Faults(self._settings, {**self._library.texts, source.file: source})
        if not found:
            made = checks_of(self._library, self._vocabulary, faults, checks)
            found += [each for each in faults.found() if each.severity == "error"]
            if not found and len(made) == 1:
                return _plain(made[0].question)
        self.found += found
        return None

    def _check_days(self, question: Question, span: Span) -> None:
        """Note references that name nothing on one of the days after the first."""
        named = (*question.given, *question.keep, *question.without, *question.under)
        for day in self.days[1:]:
            for each in named:
                found = refer(self._library, each, day, self.attested)
                if isinstance(found, RefFault):
                    when = "" if day is None else f" as of {iso(day)}"
                    self.fault(found.code, span, f"{found.message}{when}", found.help)
                    return


def _plain(question: Question) -> Question:
    """Return a question whose references have no place."""

    def plain(references: Sequence[Reference]) -> tuple[Reference, ...]:
        return tuple(Reference(each.text) for each in references)

    return question.but(
        given=plain(question.given),
        keep=plain(question.keep),
        without=plain(question.without),
        under=plain(question.under),
    )


def _moved(found: Diagnostic, span: Span, start: int, whole: bool) -> Diagnostic:
    """Return a fault of a line that was read by itself, at its place in the whole text."""
    shift = span.start - start
    first = min(max(found.span.start + shift, span.start), span.end)
    last = min(max(found.span.end + shift, first), span.end)
    inside = found.span.start >= start and not whole
    return found.but(span=Span(span.file, first, last) if inside else span, related=())
