"""Declarations in words: what one says that can change an answer."""

from __future__ import annotations

from termcheck.library.model import Event, Party, Phase, Range, Term
from termcheck.report.values import amount_text, listed


def declared_words(declared: object | None) -> str | None:
    """Return what a declaration says that matters, nothing for none."""
    match declared:
        case Term(domain=domain):
            if isinstance(domain, Range):
                low, high = (amount_text(each, domain.unit) for each in (domain.low, domain.high))
                said = f"{low} to {high}{' or none' if domain.or_none else ''}"
            else:
                said = (" < " if domain.ordered else ", ").join(domain.values)
            said += " by phase" if declared.by_phase else ""
            said += f", now {declared.now}" if declared.has_now else ""
            return said + _deciders(declared.deciders)
        case Event():
            return f"event{_deciders(declared.deciders)}"
        case Party(title=title):
            return title
        case Phase(meaning=meaning):
            return meaning
        case _:
            return None


def _deciders(names: tuple[str, ...]) -> str:
    return f", decided by {listed(names)}" if names else ""
