"""Bases: what an answer about a library depends on, after resolution and without places.

Accepts what is asked; yields a digest that is the same wherever the same clauses
are on the table, connected with the same rules about the same terms. What is
connected shares a term or an event, directly or through rules; nothing else can
change an answer, because a package for the one part and a package for the
other are a package for both. ``places`` names the places of what was found.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import cast

from termcheck.certify.check.library import Library as Words
from termcheck.cli.store import key_of
from termcheck.language.source import Span
from termcheck.library.formula import events, variables
from termcheck.library.model import Clause, Event, Library, Question, Reference, Term
from termcheck.library.refs import References, Referred
from termcheck.logic.problem import STATUS_QUO, Background, clause_item, parts_of
from termcheck.questions.recall import Asked, Reach
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
        self._told: dict[tuple[str, object], bytes] = {}
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
        whole = asked.reach in ("texts", "everybody")
        keys = dict.fromkeys((*asked.clauses, *self._on_table(asked)))
        owners = self._texts(asked) if whole else ()
        for owner in owners:
            text = library.proposals.get(owner)
            keys |= dict.fromkeys(text.clauses if text else library.positions.get(owner, ()))
        table = tuple(filter(library.clauses.__contains__, keys))
        names = self._names(asked, keys)
        everything = whole or any(each.table is not None for each in asked.questions)
        rules = library.rules
        if not everything:
            every = names.union(*map(self._of_clause, table))
            rules = tuple([each.name for each in self._rules.connected(every)])
        parts = [
            _encoded(asked.what, told((asked.questions, asked.about, asked.named, asked.detail))),
            _encoded(*keys),
            self._block(table, asked.reach),
            self._block(rules, asked.reach),
            self._declared(
                library.terms.keys() | library.events.keys() if everything else names, whole
            ),
            _encoded(*self._readings(asked.named)),
            self._of_all(whole),
            _encoded(told(tuple([library.proposals.get(owner) for owner in owners]))),
        ]
        if asked.reach not in ("clauses", "passages"):
            parts.append(self._words((*table, *rules)))
        return Basis(key_of(*parts), (*table, *rules))

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

    def _texts(self, asked: Asked) -> tuple[str, ...]:
        """Return the texts and parties that are named, with what the texts amend."""
        library = self._library
        named = [ref.text.split(".") for q in asked.questions for ref in _references(q)]
        waiting = [".".join(path[:n]).strip() for path in named for n in range(1, len(path) + 1)]
        waiting += library.positions if asked.reach == "everybody" else []
        found: dict[str, None] = {}
        while waiting:
            owner = waiting.pop()
            if owner not in found and owner in library.proposals:
                waiting.append(library.proposals[owner].amends)
            found[owner] = None
        return tuple(found)

    def _names(self, asked: Asked, keys: Iterable[str]) -> set[str]:
        """Return the names of variables and events in what is asked, clauses and rules aside."""
        formulas = [*asked.about, *(e.formula for q in asked.questions for e in q.suppose)]
        names = {name for each in formulas for name in (*map(str, variables(each)), *events(each))}
        for key in keys:
            if key.startswith(STATUS_QUO):
                item = clause_item(self._library, key)
                names.update(name for part in item.parts for name in part.touched)
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

    # --- what is told --------------------------------------------------------------

    def _block(self, keys: tuple[str, ...], reach: Reach) -> bytes:
        """Return what clauses say, and what is declared of that which they mention."""
        bare, whole = reach == "clauses", reach in ("texts", "everybody")
        return self._once(f"block {bare} {whole}", keys, lambda: self._told_of(keys, bare, whole))

    def _told_of(self, keys: tuple[str, ...], bare: bool, whole: bool) -> bytes:
        names = frozenset[str]().union(*map(self._of_clause, keys))
        first: dict[Span, int] = {}  # texts share clauses, and their places, with what they amend
        same = [first.setdefault(self._library.clauses[e].span, at) for at, e in enumerate(keys)]
        said = [self._clause(key, bare) for key in keys]
        return key_of(*said, str(same).encode(), self._declared(names, whole))

    def _clause(self, key: str, bare: bool) -> bytes:
        """Return all that a clause is; if ``bare``, all that it means."""
        clause, without = self._library.clauses[key], _NO_MEANING if bare else ("syntax",)
        return self._once(f"clause {bare}", key, lambda: _encoded(told(clause, without)))

    def _declared(self, names: Iterable[str], whole: bool) -> bytes:
        """Return what is declared of the terms and events among ``names``."""
        library = self._library
        bases = sorted({each.partition("@")[0].partition("[")[0] for each in names})
        found = (library.terms.get(each) or library.events.get(each) for each in bases)
        return key_of(*(self._declaration(each, whole) for each in found if each))

    def _declaration(self, declared: Term | Event, whole: bool) -> bytes:
        without = () if whole else ("meaning",)
        return self._once(
            f"declared {whole}", declared.name, lambda: _encoded(told(declared, without))
        )

    def _readings(self, named: Iterable[Reference]) -> Iterator[str]:
        """Yield whether what is named is a reading, which is told by the clause's name."""
        for each in named:
            owner = self._last.get(each.text.rpartition(".")[0])
            yield f"{each.text} {owner is not None and owner.has_readings}"

    def _of_all(self, whole: bool) -> bytes:
        """Return what every answer depends on, or every answer of so wide a reach."""
        return self._once("all", whole, lambda: self._told_of_all(whole))

    def _told_of_all(self, whole: bool) -> bytes:
        library = self._library
        found: tuple[object, ...] = (library.phases, library.default_phase, library.horizon)
        if whole:
            days = [library.clauses[key].day for key in library.statements]
            found += (library.parties, library.sources, library.sets, library.units)
            found += (library.constants, library.defines, library.withdrawals, max(days, default=0))
            found += (tuple(library.positions),)
        return _encoded(told(found))

    def _words(self, keys: tuple[str, ...]) -> bytes:
        """Return the words of the vocabulary, of clauses and of what overrides them."""
        return self._once("words", keys, lambda: self._words_of(keys))

    def _words_of(self, keys: tuple[str, ...]) -> bytes:
        clauses = self._library.clauses
        names = {*keys, *(clauses[key].name for key in keys)}
        over = [key for key, each in clauses.items() if names.intersection(each.overrides)]
        spans = [clauses[key].span for key in dict.fromkeys((*keys, *over))]
        said = [self._library.texts[e.file].text[e.start : e.end] for e in spans]
        return key_of(self._once("vocabulary", (), self._vocabulary), _encoded(*said))

    def _vocabulary(self) -> bytes:
        """Return the words of all declarations, as the checker of evidence finds them."""
        words = Words({name: source.text for name, source in self._library.texts.items()})
        return _encoded(told(words.declared), told(tuple(words.phases)))

    def _once(self, what: str, about: object, tell: Callable[[], bytes]) -> bytes:
        found = self._told.get((what, about))
        if found is None:
            found = self._told[what, about] = tell()
        return found


def _references(question: Question) -> tuple[Reference, ...]:
    return (*question.given, *question.keep, *question.without, *question.under)


_NO_MEANING = ("syntax", "citations", "confidence", "note", "said_on")
"""Fields of a clause that only those read who print it."""


def told(thing: object, without: Collection[str] = ()) -> str:
    """Return all that values, mappings and tuples of them say, but not where they stand.

    The value itself ``without`` some fields.
    """
    match thing:
        case Span():
            return ""
        case Value():
            inside = [told(getattr(thing, field)) for field in thing.FIELDS if field not in without]
            return f"{type(thing).__name__}({','.join(inside)})"
        case tuple() | list():
            return f"({','.join(map(told, cast('Sequence[object]', thing)))})"
        case frozenset():
            return f"{{{','.join(sorted(map(told, cast('frozenset[object]', thing))))}}}"
        case Mapping():
            pairs = cast("Mapping[object, object]", thing).items()
            return f"{{{','.join(f'{told(key)}:{told(each)}' for key, each in pairs)}}}"
        case _:
            return repr(thing)


def _encoded(*texts: str) -> bytes:
    return key_of(*(each.encode("utf-8", "surrogatepass") for each in texts))
