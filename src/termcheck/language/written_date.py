"""Dates in words: what a drafter writes as `12 May 2032` is written `2032-05-12`."""

from __future__ import annotations

from itertools import islice

from termcheck.language.fault import Fault
from termcheck.language.finding import Finding
from termcheck.language.wording import found

_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_SHORTEST = 3


def written_date(fault: Fault) -> Finding | None:
    """Return what is wrong with the name of a month beside a number, with the day as written."""
    token, before = fault.token, fault.before
    month = _month(token.text)
    if not month:
        return None
    said_after = (x.text for x in fault.pieces.since(token.end) if x.text.strip(" ,\t"))
    after = list(islice(said_after, 2))
    numbers = [before.text] if before is not None and before.text.isdecimal() else []
    numbers += [text for text in after if text.isdecimal()]
    if not numbers:
        return None
    year = next((text for text in numbers if len(text) == 4), "YYYY")
    day = next((int(text) for text in numbers if len(text) <= 2 and 1 <= int(text) <= 31), 0)
    said = f"{year}-{month:02}" + (f"-{day:02}" if day else "")
    return Finding("TC101", found(fault), token.start, token.end, f"write the date as `{said}`")


def _month(word: str) -> int:
    """Return the number of a month by its name or the beginning of it, 0 if it is none."""
    name = word.casefold().rstrip(".")
    if len(name) < _SHORTEST or word in ("may", "mar"):
        return 0
    return next((at for at, each in enumerate(_MONTHS, 1) if each.startswith(name)), 0)
