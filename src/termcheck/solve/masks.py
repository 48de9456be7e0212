"""Sets as numbers: bit k says whether the thing at place k belongs to the set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from typing import TypeVar

T = TypeVar("T")


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


def members(things: Sequence[T], mask: int) -> Iterator[T]:
    """Yield the things at the places of the bits of ``mask``, in order."""
    return compress(things, bin(mask)[:1:-1].encode().translate(_TRUTHS))


_TRUTHS = bytes.maketrans(b"01", b"\0\1")


def in_order(masks: Iterable[int]) -> list[int]:
    """Return sets as they are listed: small ones first, then by the places of their members."""
    by_places = sorted(masks, key=lambda mask: bin(mask)[:1:-1], reverse=True)
    return sorted(by_places, key=int.bit_count)
