"""Sets as numbers: bit k says whether the thing at place k belongs to the set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def bits(mask: int) -> Iterator[int]:
    """Yield the single bits of ``mask``, lowest first."""
    while mask:
        low = mask & -mask
        yield low
        mask ^= low


def places(mask: int) -> Iterator[int]:
    """Yield the places of the bits of ``mask``, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def in_order(masks: Iterable[int]) -> list[int]:
    """Return sets as they are listed: small ones first, then by the places of their members."""
    return sorted(masks, key=lambda mask: (mask.bit_count(), [*places(mask)]))
