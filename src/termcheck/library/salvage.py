"""Salvage: the names that a faulty text seems to declare.

Accepts texts that did not parse everywhere; returns names whose uses are not
faults of their own, because the message about their declaration is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from termcheck.language.source import SourceText
from termcheck.library.vocabulary import Kind

_BEGINS = re.compile(
    r"(?:^|[{;])\s*(?:"
    r"(party|source|unit|set|constant|phase|term|event|define|rule|proposal|position)"
    r"[ \t]+([A-Za-z_][\w.]*(?:[ \t]*,[ \t]*[A-Za-z_]\w*)*)"
    r"|([A-Za-z_]\w*)[ \t]*:)",
    re.ASCII | re.MULTILINE,
)
"""The beginning of a declaration, with its names, or of a labelled clause."""

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
    for found in _BEGINS.finditer(source.text):
        word, names, label = found.groups()
        if label:
            yield "label", f"{owner}.{label}"
            continue
        for name in names.split(","):
            yield _KINDS[word], name.strip()
        owner = names.strip() if word in ("proposal", "position") else ""
