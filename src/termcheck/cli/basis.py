"""Bases: what an answer about a library depends on, after resolution and without places.

Accepts what is asked; yields a digest that is the same wherever the same clauses
are on the table, connected with the same rules about the same terms. What is
connected shares a term or an event, directly or through rules; nothing else can
change an answer, because a package for the one part and a package for the
other are a package for both. ``places`` names the places of what was found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from termcheck.cli.store import key_of
from termcheck.language.source import Span
from termcheck.library.formula import TRUE, events, variables
from termcheck.library.model import Clause, Library, Question, Reference
from termcheck.library.refs import References, Referred
from termcheck.logic.problem import STATUS_QUO, Background, Item, Part, clause_item, parts_of
from termcheck.questions.recall import Asked
from termcheck.value import Value


class Basis(Value):
    """What one answer depends on: its ``digest``, and the ``clauses``, by key, in its order."""

    digest: bytes
    clauses: tuple[str, ...]


class Bases:
    """The bases of what is asked about one library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._rules = Background([clause_item(library, key) for key in library.rules])
        self._known: dict[Asked, Basis] = {}
        self._references: dict[object, References] = {}
        self._told: dict[tuple[str, str], bytes] = {}
        self._touched: dict[str, frozenset[str]] = {}
        self._last: dict[str, Clause] = {each.name: each for each in library.clauses.values()}

    def of(self, asked: Asked) -> Basis:
        """Return what the answer to ``asked`` depends on."""
        found = self._known.get(asked)
        if found is None:
            found = self._known[asked] = self._made(asked)
        return found

    # --- inside ------------------------------------------------------------------

    def _made(self, asked: Asked) -> Basis:
        library = self._library
        keys = dict.fromkeys((*asked.clauses, *self._on_table(asked)))
        whole = asked.reach in ("texts", "everybody")
        if whole:
            keys |= dict.fromkeys(self._of_texts(asked))
        names = self._names(asked, keys)
        at_table = any(each.table is not None for each in asked.questions)
        rules = library.rules if whole or at_table else self._connected(names)
        clauses = tuple(dict.fromkeys((*filter(library.clauses.__contains__, keys), *rules)))
        names |= {name for key in clauses for name in self._of_clause(key)}
        parts = [
            _encoded(asked.what, told((asked.questions, asked.about, asked.named, asked.detail))),
            _encoded(told(tuple(keys))),
            *(self._clause(key) for key in clauses),
            *self._same_places(clauses),
            *(self._declared(name) for name in self._declarations(names, whole or at_table)),
            *map(_encoded, self._readings(asked.named)),
            self._of_all(whole),
        ]
        if asked.reach != "clauses":
            parts += self._words(clauses)
        return Basis(key_of(*parts), clauses)

    def _on_table(self, asked: Asked) -> Iterator[str]:
        """Yield the keys of what the questions name; a status quo has one, too."""
        for question in asked.questions:
            for reference in _references(question):
                yield from self._keys(question, reference)

    def _keys(self, question: Question, reference: Reference) -> Iterator[str]:
        at = (question.as_of, question.attested)
        known = self._references.get(at)
        if known is None:
            known = self._references[at] = References(self._library, *at)
        found = known.refer(reference)
        for key in found.keys if isinstance(found, Referred) else ():
            yield key
            if key not in self._library.clauses:
                yield key.rpartition(".")[0]

    def _of_texts(self, asked: Asked) -> Iterator[str]:
        """Yield the keys of all that those say who are named, and what they amend."""
        library = self._library
        waiting = [
            reference.text.strip().partition(".")[0]
            for question in asked.questions
            for reference in _references(question)
        ]
        if asked.reach == "everybody":
            waiting += library.positions
        seen: set[str] = set()
        while waiting:
            owner = waiting.pop()
            if owner in seen:
                continue
            seen.add(owner)
            yield from library.positions.get(owner, ())
            if owner in library.proposals:
                yield from library.proposals[owner].clauses
                waiting.append(library.proposals[owner].amends)

    def _names(self, asked: Asked, keys: Iterable[str]) -> set[str]:
        """Return the names of variables and events in what is asked, before any rule."""
        formulas = [*asked.about, *(e.formula for q in asked.questions for e in q.suppose)]
        names = {name for each in formulas for name in (*map(str, variables(each)), *events(each))}
        for key in keys:
            if key.startswith(STATUS_QUO):
                item = clause_item(self._library, key)
                names.update(name for part in item.parts for name in part.touched)
            else:
                names |= self._of_clause(key)
        return names

    def _of_clause(self, key: str) -> frozenset[str]:
        """Return the names that a clause mentions, in any of its branches."""
        found = self._touched.get(key)
        if found is None:
            clause = self._library.clauses.get(key)
            pieces = clause and (*clause.pieces, *(p for b in clause.branches for p in b.pieces))
            found = frozenset(name for part in parts_of(pieces or ()) for name in part.touched)
            self._touched[key] = found
        return found

    def _connected(self, names: set[str]) -> tuple[str, ...]:
        """Return the keys of the rules that are connected with ``names``."""
        start = Item("", (Part((), "", TRUE, (), (), tuple(sorted(names))),))
        return tuple([each.name for each in self._rules.relevant_to((start,))])

    # --- what is told --------------------------------------------------------------

    def _clause(self, key: str) -> bytes:
        return self._once("clause", key, lambda: told(self._library.clauses[key]))

    def _declarations(self, names: Iterable[str], everything: bool) -> list[str]:
        if everything:
            return [*self._library.terms, *self._library.events]
        return sorted({each.partition("@")[0].partition("[")[0] for each in names})

    def _declared(self, name: str) -> bytes:
        """Return what is declared under a name of a term or event."""
        library = self._library
        declared = library.terms.get(name) or library.events.get(name)
        return self._once("declared", name, lambda: told(declared))

    def _readings(self, named: Iterable[Reference]) -> Iterator[str]:
        """Yield whether what is named is a reading, which is told by the clause's name."""
        for each in named:
            owner = self._last.get(each.text.rpartition(".")[0])
            yield f"{each.text} {owner is not None and owner.has_readings}"

    def _same_places(self, clauses: tuple[str, ...]) -> list[bytes]:
        """Return for each clause which one stands at its place: texts share what they amend."""
        first: dict[Span, int] = {}
        places = [self._library.clauses[key].span for key in clauses]
        return [str(first.setdefault(each, at)).encode() for at, each in enumerate(places)]

    def _of_all(self, whole: bool) -> bytes:
        """Return what every answer depends on, or every answer of so wide a reach."""
        return self._once("all", str(whole), lambda: self._told_of_all(whole))

    def _told_of_all(self, whole: bool) -> str:
        library = self._library
        found: tuple[object, ...] = (library.phases, library.default_phase, library.horizon)
        if whole:
            days = [library.clauses[key].day for key in library.statements]
            found += (library.parties, library.sources, library.sets, library.units)
            found += (library.constants, library.defines, library.withdrawals, max(days, default=0))
            found += (library.proposals, tuple(library.positions))
        return told(found)

    def _words(self, clauses: Iterable[str]) -> list[bytes]:
        """Return the words of the vocabulary, and of what is on the table and overrides it."""
        library = self._library
        known = set(clauses)
        names = known | {library.clauses[key].name for key in known}
        over = [key for key, e in library.clauses.items() if names.intersection(e.overrides)]
        return [self._vocabulary(), *(self._words_of(key) for key in dict.fromkeys((*known, *over)))]

    def _vocabulary(self) -> bytes:
        library = self._library
        declared: list[Any] = [
            each
            for kind in (library.units, library.sets, library.constants, library.phases)
            for each in kind.values()
        ]
        declared += [*library.terms.values(), *library.events.values(), *library.defines.values()]
        return self._once("words", "", lambda: told(tuple(declared)))

    def _words_of(self, key: str) -> bytes:
        span = self._library.clauses[key].span
        text = self._library.texts[span.file].text[span.start : span.end]
        return self._once("words of", key, lambda: text)

    def _once(self, what: str, name: str, tell: Any) -> bytes:
        found = self._told.get((what, name))
        if found is None:
            found = self._told[what, name] = key_of(_encoded(what, name, tell()))
        return found


def _references(question: Question) -> tuple[Reference, ...]:
    return (*question.given, *question.keep, *question.without, *question.under)


def told(thing: object) -> str:
    """Return all that values, mappings and tuples of them say, but not where they stand."""
    if isinstance(thing, Span):
        return ""
    if isinstance(thing, Value):
        inside = [told(getattr(thing, field)) for field in thing.FIELDS]
        return f"{type(thing).__name__}({','.join(inside)})"
    if isinstance(thing, tuple):
        return f"({','.join(map(told, thing))})"
    if isinstance(thing, Mapping):
        return f"{{{','.join(f'{told(key)}:{told(each)}' for key, each in thing.items())}}}"
    if isinstance(thing, frozenset):
        return f"{{{','.join(sorted(map(told, thing)))}}}"
    return repr(thing)


def _encoded(*texts: str) -> bytes:
    return key_of(*(each.encode("utf-8", "surrogatepass") for each in texts))
