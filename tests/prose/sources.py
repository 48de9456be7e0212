"""Claims about sources: does an answer survive without what one source alone supports?"""

from __future__ import annotations

import re
from collections.abc import Collection

from termcheck.library.model import Library
from termcheck.logic.case import Case
from termcheck.logic.problem import Item
from termcheck.report.wording import source_title
from tests.prose.asking import Asking


class WithoutSources:
    """Asks the question of one case again, with sources left out."""

    def __init__(self, asking: Asking, library: Library, case: Case) -> None:
        self._asking = asking
        self._library = library
        self._case = case

    def holds(self, source: str, names: Collection[str] | None = None) -> bool:
        """Say whether the units of these names can hold without what only ``source`` supports."""
        case = self._case
        left: list[Item] = list(case.suppositions)
        for unit in case.units:
            if names is None or unit.name in names:
                rows = zip(unit.clauses or ("",) * len(unit.items), unit.items, strict=True)
                left += [item for key, item in rows if not self._is_of(key, source)]
        background = [*zip(case.kept_keys, case.kept, strict=True)]
        background += [(item.name, item) for item in case.rules]
        left += [item for key, item in background if not self._is_of(key, source)]
        return self._asking.holds((), left)

    def _is_of(self, key: str, source: str) -> bool:
        known = self._library.clauses
        clause = known.get(key) or known.get(key.rpartition(".")[0])
        if clause is None or {each.source for each in clause.citations} != {source}:
            return False
        texts = self._library.proposals
        return clause.owner not in texts or texts[clause.owner].source != source

    def rests(self, title: str, so: str, conflicts: Collection[Collection[str]]) -> bool:
        """Say whether it is so without some source of this title."""
        sources = [s for s in self._library.sources if source_title(self._library, s) == title]
        if so == "a deal would be possible":
            return any(map(self.holds, sources))
        found = re.fullmatch(r"(\d+) of (\d+) conflicts? would be gone", so)
        return found is not None and any(
            (int(found[1]), int(found[2]))
            == (sum(self.holds(source, names) for names in conflicts), len(conflicts))
            for source in sources
        )
