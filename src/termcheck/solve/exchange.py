"""Exchange: what is known of all sets of units because it is known of one.

Accepts the units of a question and what is alike among them; yields, for any
set of units, the one set that stands for all that exchanges make of it: of each
block its first members. Sets are bits, by the places of units.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from math import prod

from termcheck.library.formula import FALSE, And, Formula, HowMany, Or
from termcheck.library.model import Domain
from termcheck.logic.problem import Item, Unit
from termcheck.solve.alike import blocks
from termcheck.solve.masks import bits, places
from termcheck.solve.web import Web


class Exchange:
    """Blocks of units that can be exchanged; all other units are blocks of one."""

    def __init__(self, blocks: Sequence[int]) -> None:
        self.blocks = tuple(blocks)

    def sets(self, units: int) -> int:
        """Return how many sets stand for all sets of so many units."""
        sizes = [block.bit_count() for block in self.blocks]
        return prod((size + 1 for size in sizes), start=1 << units - sum(sizes))

    def block(self, bit: int) -> int:
        """Return the block of a unit."""
        return next((block for block in self.blocks if block & bit), bit)

    def first(self, mask: int) -> int:
        """Return the set that stands for ``mask``: of each block as many, but its first."""
        for block in self.blocks:
            here = mask & block
            mask ^= here ^ _prefix(block, here.bit_count())
        return mask

    def before(self, left_out: int, everything: int) -> int:
        """Return of each block the members before the first that is left out."""
        rest = everything & ~left_out
        for block in self.blocks:
            if here := block & left_out:
                rest &= ~block | ((here & -here) - 1)
        return rest

    def up_to(self, mask: int) -> int:
        """Return of each block the members up to the last that is in ``mask``."""
        for block in self.blocks:
            mask |= block & ((1 << (mask & block).bit_length()) - 1)
        return mask

    def last(self, mask: int) -> int:
        """Return of each block the last member that is in ``mask``."""
        for block in self.blocks:
            if here := mask & block:
                mask ^= here ^ 1 << here.bit_length() - 1
        return mask

    def next(self, mask: int) -> int:
        """Return of each block the first member that is in ``mask``."""
        for block in self.blocks:
            if here := mask & block:
                mask ^= here ^ (here & -here)
        return mask

    def images(self, mask: int) -> Iterator[int]:
        """Yield every set that exchanges make of ``mask``."""
        rows: list[list[int]] = []
        for block in self.blocks:
            count = (mask & block).bit_count()
            rows.append([sum(each) for each in combinations(bits(block), count)])
            mask &= ~block
        for chosen in product(*rows):
            yield mask + sum(chosen)

    def more_than(self, kept: int, units: Sequence[Unit]) -> Formula:
        """Return the formula that holds where of some block more than in ``kept`` hold."""
        said: list[Formula] = []
        seen = 0
        for place in range(len(units)):
            block = self.block(1 << place)
            if seen & block or block & ~kept == 0:
                continue
            seen |= block
            here = [_whole(units[at]) for at in places(block)]
            count = (kept & block).bit_count()
            said.append(
                Or(tuple(here)) if not count else HowMany(count + 1, len(here), tuple(here))
            )
        return Or(tuple(said)) if said else FALSE


NONE = Exchange(())
"""No two units are held to be alike."""


def exchange(
    domains: Mapping[str, Domain], units: Sequence[Unit], background: Sequence[Item]
) -> Exchange:
    """Return what is alike among ``units``."""
    web = Web(domains, [_formulas(unit.items) for unit in units], _formulas(background))
    return Exchange([sum(1 << place for place in block) for block in blocks(web)])


def _prefix(block: int, count: int) -> int:
    found = 0
    for _, bit in zip(range(count), bits(block), strict=False):
        found |= bit
    return found


def _whole(unit: Unit) -> Formula:
    return And(tuple(_formulas(unit.items)))


def _formulas(items: Iterable[Item]) -> list[Formula]:
    return [part.formula for item in items for part in item.parts]
