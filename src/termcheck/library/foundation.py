"""The foundation: what the parts of a divided library stand on, built once for all.

Accepts the shared files, then one part after the other; yields libraries that
hold the shared files and one part, the findings about that part alone, and a
remainder: what can be told only once every part has been heard.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from types import MappingProxyType

from termcheck.language.diagnostic import Diagnostic, in_order
from termcheck.library.build import Made, ParsedFile, make, texts_of
from termcheck.library.checks import checks_of
from termcheck.library.cited import with_sources
from termcheck.library.collect import collect
from termcheck.library.drafts import Drafts
from termcheck.library.faults import Faults
from termcheck.library.lints import lint, lint_unused
from termcheck.library.lints_combinations import Bearing, bearing, lint_combinations
from termcheck.library.model import Library
from termcheck.library.proposals import Proposals
from termcheck.library.settings import Settings
from termcheck.library.sizes import Counted, Sizes
from termcheck.library.vocabulary import Kind
from termcheck.value import Value

COUNTED: tuple[Counted, ...] = ("members", "clauses", "steps")

NEAR = 9
"""Parts of a tenth of what a library may hold, beyond which parts are not trusted to count."""


class Remainder(Value):
    """What shared files or a part add to what is told about the library as a whole.

    ``used`` are the names that they use, ``passages`` what the clause of each
    trigger of ``bearing`` cites, ``sizes`` what ``COUNTED`` lists.
    """

    used: frozenset[tuple[Kind, str]]
    bearing: Bearing
    passages: tuple[tuple[str, ...], ...]
    sizes: tuple[int, ...]


class PartBuilt(Value):
    """A part: ``library`` can be asked about it; ``diagnostics`` are in order."""

    library: Library
    diagnostics: tuple[Diagnostic, ...]
    remainder: Remainder


class Foundation:
    """The shared files of a library; ``part`` builds one part on them.

    ``own`` is what they are by themselves.
    """

    def __init__(self, root: str, parsed: Sequence[ParsedFile], settings: Settings) -> None:
        self._settings = settings
        self._made = made = make(root, parsed, settings)
        lint(made.library, made.found, made.vocabulary, made.faults)
        self.own = PartBuilt(
            made.library, _findings(parsed, made.library, made.faults), _left(made, made.library)
        )

    def part(self, parsed: Sequence[ParsedFile]) -> PartBuilt:
        """Return the part that files of proposals and checks make."""
        base = self._made.library
        texts = texts_of(parsed)
        faults = Faults(self._settings, {**base.texts, **texts})
        found = collect([each.document for each in parsed], faults)
        vocabulary = copy(self._made.vocabulary)
        vocabulary.used, vocabulary.lost, vocabulary.sizes = set(), set(), Sizes()
        drafts = Drafts(vocabulary, faults)
        proposals = Proposals(vocabulary, faults, drafts)
        proposals.declare(found.proposals)
        alone = base.but(
            texts=MappingProxyType(texts),
            clauses=MappingProxyType(proposals.clauses),
            proposals=MappingProxyType(proposals.proposals),
            rules=(),
            statements=(),
            withdrawals=(),
            positions=MappingProxyType(dict[str, tuple[str, ...]]()),
            checks=(),
        )
        library = base.but(
            texts=MappingProxyType(faults.texts),
            clauses=MappingProxyType({**base.clauses, **proposals.clauses}),
            proposals=alone.proposals,
            checks=(),
        )
        library = library.but(checks=checks_of(library, vocabulary, faults, found.checks))
        lint(alone, found, vocabulary, faults)
        made = Made(library, found, vocabulary, drafts.drafter, faults)
        return PartBuilt(library, _findings(parsed, alone, faults), _left(made, alone))

    def conclusion(self, remainders: Iterable[Remainder]) -> tuple[Diagnostic, ...] | None:
        """Return what all together leave unused or untried.

        Nothing if they come near what one library may hold, which is counted a
        little otherwise in one piece. ``remainders`` are those of all parts.
        """
        everything = (self.own.remainder, *remainders)
        most = Sizes()
        for place, what in enumerate(COUNTED):
            most.use(what, sum(each.sizes[place] for each in everything))
            if most.left(what) * NEAR < most.used(what):
                return None
        made = self._made
        faults = Faults(self._settings, made.library.texts)
        used = frozenset[tuple[Kind, str]]().union(*(each.used for each in everything))
        lint_unused(made.found, made.vocabulary, faults, used)
        lint_combinations(made.library, _together(everything), faults)
        cited = {
            trigger.span: passages
            for each in everything
            for trigger, passages in zip(each.bearing.triggers, each.passages, strict=True)
        }
        return tuple([each.but(sources=cited.get(each.span, ())) for each in faults.found()])


def _together(remainders: Iterable[Remainder]) -> Bearing:
    said = [each.bearing for each in remainders]
    return Bearing(
        tuple([trigger for each in said for trigger in each.triggers]),
        frozenset[str]().union(*(each.claimed for each in said)),
        tuple([names for each in said for names in each.supposed]),
    )


def _findings(
    parsed: Sequence[ParsedFile], library: Library, faults: Faults
) -> tuple[Diagnostic, ...]:
    read = [each for file in parsed for each in file.diagnostics]
    return in_order([*read, *with_sources(library, faults.found())])


def _left(made: Made, own: Library) -> Remainder:
    """Return what ``own``, which is all of ``made`` that is told here, leaves to be told."""
    said, sizes = bearing(made.library, made.drafter), made.vocabulary.sizes
    bare = [Diagnostic("TC305", "warning", "", each.span) for each in said.triggers]
    return Remainder(
        frozenset(made.vocabulary.used),
        said,
        tuple([each.sources for each in with_sources(own, bare)]),
        tuple([sizes.used(what) for what in COUNTED]),
    )
