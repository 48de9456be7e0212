"""Plain data: what JSON can hold, as texts, numbers and lists that were looked at.

Each function returns what it expects, or raises ``ValueError`` or ``TypeError``. ``read`` is the
way in: bytes of any other shape are nothing, never half of an answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

V = TypeVar("V")
Plain = Any
"""What JSON can hold."""


def written(plain: Plain) -> bytes:
    """Return ``plain`` as JSON."""
    return json.dumps(plain, ensure_ascii=True, separators=(",", ":")).encode()


def read(data: bytes | None, shape: Callable[[Plain], V]) -> V | None:
    """Return what ``shape`` makes of ``data``; nothing if there is none, or of another shape."""
    if data is None:
        return None
    try:
        return shape(json.loads(data))
    except (TypeError, ValueError, RecursionError):
        return None


def as_text(plain: Plain) -> str:
    """Return a text."""
    if not isinstance(plain, str):
        raise TypeError("a text was expected")
    return plain


def number(plain: Plain) -> int:
    """Return a whole number from 0 on."""
    if type(plain) is not int or plain < 0:
        raise ValueError("a number was expected")
    return plain


def one_of(plain: Plain, known: tuple[str, ...]) -> Any:
    """Return one of the words ``known``."""
    if plain not in known:
        raise ValueError("a word was expected")
    return plain


def several(plain: Plain, size: int | None = None) -> list[Plain]:
    """Return a list, of so many members if ``size`` says so."""
    if not _is_list(plain):
        raise TypeError("a list was expected")
    found: list[Plain] = plain
    if size is not None and len(found) != size:
        raise ValueError("a list of another length was expected")
    return found


def _is_list(plain: object) -> bool:
    return isinstance(plain, list)


def texts(plain: Plain) -> tuple[str, ...]:
    """Return a list of texts."""
    return tuple([as_text(each) for each in several(plain)])
