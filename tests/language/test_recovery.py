"""Recovery: one wrong clause never hides the next, measured on spoilt real texts.

Each trial takes one file of the example libraries or of the Ukraine library and
spoils one, two or three of its clauses. It succeeds if exactly as many messages
come out as clauses were spoilt, one inside each of them.
"""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest

from termcheck.language.parser import parse
from termcheck.language.tree import Position, Proposal
from tests.language import faults
from tests.language.faults import Fault, Kind, Site

ROOT = Path(__file__).resolve().parents[2] / "proposals"
KINDS: tuple[Kind, ...] = (
    faults.delete_token,
    faults.duplicate_token,
    faults.misspelt_keyword,
    faults.missing_bracket,
    faults.stray_character,
)
TRIALS = 100
FLOOR = 95
"""Of a hundred trials, how many come out exactly."""


@cache
def corpus() -> tuple[tuple[str, tuple[Site, ...]], ...]:
    """Return the texts that have at least three clauses, and where these are."""
    found = []
    for path in sorted([*ROOT.glob("examples/**/*.terms"), *ROOT.glob("ukraine/**/*.terms")]):
        text = path.read_text(encoding="utf-8")
        blocks = parse(path.name, text).document.declarations
        clauses = tuple(
            Site(item.span.start, item.span.end)
            for block in blocks
            if isinstance(block, Proposal | Position)
            for item in block.items
        )
        if len(clauses) >= 3:
            found.append((text, clauses))
    return tuple(found)


def is_wrong(text: str, fault: Fault) -> bool:
    """Whether ``fault`` alone makes ``text`` wrong; a spoilt clause can be sound by accident."""
    return bool(parse("spoilt.terms", faults.spoilt(text, [fault])).diagnostics)


def trial(chance: random.Random) -> tuple[str, list[Fault]]:
    """Return a text and one to three faults in different clauses of it."""
    text, clauses = chance.choice(corpus())
    wanted = chance.randint(1, 3)
    chosen: list[Fault] = []
    while len(chosen) < wanted:
        site = chance.choice(clauses)
        fault = chance.choice(KINDS)(text, site, chance)
        is_new = all(site != other.site for other in chosen)
        if fault and is_new and is_wrong(text, fault):
            chosen.append(fault)
    return text, sorted(chosen, key=lambda each: each.start)


def clauses_told(text: str, chosen: list[Fault]) -> list[int]:
    """Return, for each message about the spoilt text, which spoilt clause it is in, or -1."""
    shift = 0
    ranges: list[tuple[int, int]] = []
    for fault in chosen:
        grown = len(fault.text) - (fault.end - fault.start)
        ranges.append((fault.site.start + shift, fault.site.end + shift + grown))
        shift += grown
    messages = parse("spoilt.terms", faults.spoilt(text, chosen)).diagnostics
    return [
        next(
            (place for place, (low, high) in enumerate(ranges) if low <= each.span.start <= high),
            -1,
        )
        for each in messages
    ]


def is_exact(text: str, chosen: list[Fault]) -> bool:
    """Whether each spoilt clause has one message, and nothing else has any."""
    return clauses_told(text, chosen) == list(range(len(chosen)))


@pytest.mark.parametrize("seed", [1, 2])
def test_spoilt_clauses_have_one_message_each(seed: int) -> None:
    """Of a hundred trials, at least the floor give exactly one message in each spoilt clause."""
    chance = random.Random(seed)
    exact = sum(is_exact(*trial(chance)) for _ in range(TRIALS))
    assert exact >= FLOOR
