"""The build: from parsed files to a library, with everything that is wrong in them.

Accepts what the parser yields, in any order; returns a library and all
diagnostics, those of the parser included. Pure, and never raises.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Protocol

from termcheck.language import tree
from termcheck.language.diagnostic import Diagnostic, in_order
from termcheck.language.source import SourceText
from termcheck.library.bodies import Drafter
from termcheck.library.checks import checks_of, grounded
from termcheck.library.cited import overlaps, with_sources
from termcheck.library.collect import Collected, collect
from termcheck.library.declare import declare
from termcheck.library.defines import declare_defines
from termcheck.library.drafts import Drafts
from termcheck.library.elaborate import Elaborator
from termcheck.library.faults import Faults
from termcheck.library.formula import Formula
from termcheck.library.lints import lint, lint_unused
from termcheck.library.lints_combinations import bearing, lint_combinations
from termcheck.library.model import Clause, Library
from termcheck.library.proposals import Proposals
from termcheck.library.settings import DEFAULT, Settings
from termcheck.library.statements import Statements
from termcheck.library.vocabulary import Kind, Vocabulary, vocabulary_of
from termcheck.value import Value


class ParsedFile(Protocol):
    """What the parser yields for one file."""

    @property
    def source(self) -> SourceText:
        """The text of the file."""
        ...

    @property
    def document(self) -> tree.Document:
        """Its declarations."""
        ...

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What could not be read."""
        ...


class Built(Value):
    """A library, and the diagnostics of parser and build by file, place and code.

    With an error among them, the library holds what could be understood and
    is fit for looking things up only.
    """

    library: Library
    diagnostics: tuple[Diagnostic, ...]


def build(root: str, parsed: Sequence[ParsedFile], settings: Settings = DEFAULT) -> Built:
    """Return the library in the folder ``root`` that the files make together."""
    made = make(root, parsed, settings)
    unread = [each for file in parsed for each in file.diagnostics if each.severity == "error"]
    if not unread:
        lint(made.library, made.found, made.vocabulary, made.faults)
        lint_unused(made.found, made.vocabulary, made.faults, made.vocabulary.used)
        lint_combinations(made.library, bearing(made.library, made.drafter), made.faults)
    understood = [each for each in made.faults.found() if not overlaps(each, unread)]
    cited = with_sources(made.library, understood)
    read = [each for file in parsed for each in file.diagnostics]
    return Built(made.library, in_order([*read, *cited]))


class Made:
    """A library with what it was made from, before anything was looked at twice."""

    def __init__(
        self, library: Library, found: Collected, vocabulary: Vocabulary,
        drafter: Drafter, faults: Faults,
    ) -> None:  # fmt: skip
        self.library = library
        self.found = found
        self.vocabulary = vocabulary
        self.drafter = drafter
        self.faults = faults


def make(root: str, parsed: Sequence[ParsedFile], settings: Settings) -> Made:
    """Return the library of files, with the faults that no lint is needed for."""
    faults = Faults(settings, texts_of(parsed))
    found = collect([each.document for each in parsed], faults)
    vocabulary = declare(found, faults, settings.horizon, _lost(parsed, found))
    drafts = Drafts(vocabulary, faults)
    library = _library(root, found, vocabulary, drafts, faults)
    checks = checks_of(library, vocabulary, faults, found.checks)
    return Made(library.but(checks=checks), found, vocabulary, drafts.drafter, faults)


def texts_of(parsed: Sequence[ParsedFile]) -> dict[str, SourceText]:
    """Return the texts of files, in order of their names."""
    return {each.source.file: each.source for each in sorted(parsed, key=_file)}


def _file(parsed: ParsedFile) -> str:
    return parsed.source.file


def _lost(parsed: Sequence[ParsedFile], found: Collected) -> set[tuple[Kind, str]]:
    """Return the names whose declarations could not be read."""
    faulty = [p for p in parsed if any(each.severity == "error" for each in p.diagnostics)]
    if not faulty:
        return set()
    from termcheck.library.salvage import seemingly_declared  # only faulty texts need it

    return {n for p in faulty for n in seemingly_declared(p.source) if n not in found.seen}


def _library(
    root: str,
    found: Collected,
    vocabulary: Vocabulary,
    drafts: Drafts,
    faults: Faults,
) -> Library:
    """Return the library without its checks."""
    rules = {name: drafts.rule(node) for name, node in sorted(found.rules.items())}
    proposals = Proposals(vocabulary, faults, drafts)
    proposals.declare(found.proposals)
    statements = Statements(vocabulary, faults, drafts)
    statements.declare(found.positions)
    clauses = {**rules, **proposals.clauses, **statements.clauses}
    return Library(
        root=root,
        texts=faults.texts,
        parties=MappingProxyType(vocabulary.parties),
        sources=MappingProxyType(vocabulary.sources),
        sets=MappingProxyType(dict(sorted(vocabulary.sets.items()))),
        phases=MappingProxyType(vocabulary.phases),
        default_phase=vocabulary.default_phase,
        terms=MappingProxyType(vocabulary.terms),
        events=MappingProxyType(vocabulary.events),
        defines=MappingProxyType(dict(sorted(vocabulary.defines.items()))),
        domains=MappingProxyType(vocabulary.domains),
        clauses=MappingProxyType(clauses),
        rules=tuple(rules),
        proposals=MappingProxyType(proposals.proposals),
        statements=tuple(statements.clauses),
        withdrawals=statements.withdrawals,
        checks=(),
        horizon=vocabulary.horizon,
        positions=MappingProxyType(_by_party(statements.clauses)),
        constants=MappingProxyType(vocabulary.constants),
        units=MappingProxyType(dict(sorted(vocabulary.units.items()))),
    )


def _by_party(statements: dict[str, Clause]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for key, clause in statements.items():
        found.setdefault(clause.owner, []).append(key)
    return {party: tuple(keys) for party, keys in sorted(found.items())}


class Asked(Value):
    """A formula of a question, ground; nothing if a diagnostic says why."""

    formula: Formula | None
    diagnostics: tuple[Diagnostic, ...]


def question_formula(
    library: Library, expression: tree.Expression, source: SourceText | None = None
) -> Asked:
    """Return ``expression`` as a question to ``library`` reads it.

    ``source`` is the text that it stands in, so that messages can repeat it.
    """
    texts = dict(library.texts)
    if source is not None:
        texts[source.file] = source
    vocabulary = vocabulary_of(library)
    quiet = Faults(Settings(library.horizon), texts)
    elaborator = Elaborator(vocabulary, quiet)
    declare_defines(elaborator, {name: each.syntax for name, each in library.defines.items()})
    faults = Faults(Settings(library.horizon), texts)
    formula = grounded(Elaborator(vocabulary, faults), expression)
    return Asked(formula, faults.found())
