"""Salvage: the names that a faulty text seems to declare.

Accepts texts that did not parse everywhere; returns names whose uses are not
faults of their own, because the message about their declaration is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from termcheck.language.source import SourceText
from termcheck.library.vocabulary import Kind

_DECLARES = re.compile(
    r"\s*(party|source|unit|set|constant|phase|term|event|define|rule|proposal|position)"
    r"\s+([A-Za-z_][\w.]*(?:\s*,\s*[A-Za-z_]\w*)*)",
    re.ASCII,
)
_LABEL = re.compile(r"\s*([A-Za-z_]\w*)\s*:", re.ASCII)
_KINDS: dict[str, Kind] = {
    "party": "on the table",
    "proposal": "on the table",
    "position": "on the table",
    "source": "source",
    "unit": "unit",
    "set": "set",
    "phase": "phase",
    "rule": "rule",
    "constant": "name",
    "term": "name",
    "event": "name",
    "define": "name",
}


def seemingly_declared(source: SourceText) -> Iterator[tuple[Kind, str]]:
    """Yield the kinds and names, labels as ``owner.label``, in order of place."""
    owner = ""
    for line in source.text.splitlines():
        found = _DECLARES.match(line)
        if found:
            word, names = found.groups()
            for name in names.split(","):
                yield _KINDS[word], name.strip()
            owner = names.strip() if word in ("proposal", "position") else ""
        elif owner and (label := _LABEL.match(line)):
            yield "label", f"{owner}.{label.group(1)}"
