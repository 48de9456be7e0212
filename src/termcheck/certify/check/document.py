"""Documents: a certificate as it was written, strictly read.

Yields plain dictionaries, lists, texts and whole numbers. A key that stands
twice, a number that is not whole, or a text that is too long is refused.
"""

from __future__ import annotations

import json
from typing import Any, cast

from termcheck.certify.check.words import Refused

LONGEST = 64 * 1024 * 1024
"""How many characters a certificate may have."""


def document(text: str) -> dict[str, Any]:
    """Return what a certificate says; refuse what is no JSON object."""
    if len(text) > LONGEST:
        raise Refused("the certificate is too long")
    try:
        found = json.loads(
            text,
            object_pairs_hook=_once,
            parse_float=_no_number,
            parse_constant=_no_number,
        )
    except (ValueError, RecursionError):
        raise Refused("the certificate is no JSON that could be read") from None
    if not isinstance(found, dict):
        raise Refused("the certificate is no JSON object")
    return cast("dict[str, Any]", found)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused("the certificate says something twice")
    return found


def _no_number(text: str) -> Any:
    raise Refused(f"a whole number was expected, not {text[:20]}")


def field(record: Any, name: str, kind: type[Any]) -> Any:
    """Return a field of a record; refuse if it is missing or of another kind."""
    known = cast("dict[str, Any]", record) if type(record) is dict else {}
    found = known.get(name)
    if type(found) is not kind:
        raise Refused(f"`{name}` is missing or of the wrong kind")
    return found


def texts(record: Any, name: str) -> list[str]:
    """Return a field that is a list of texts."""
    found: list[str] = field(record, name, list)
    if not all(type(each) is str for each in found):
        raise Refused(f"`{name}` is no list of texts")
    return found
