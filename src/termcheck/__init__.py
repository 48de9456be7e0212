"""Checks negotiation texts for clauses that cannot hold together, and says which and why.

``termcheck.load(path)`` returns a library of term sheets that answers the
questions of the command line. What is named here is imported when it is used,
so that a command starts as fast as it can.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from termcheck.answer import Answer, Options, TermcheckError
    from termcheck.api import Library, load

__all__ = ["Answer", "Library", "Options", "TermcheckError", "load"]


def __getattr__(name: str) -> object:
    """Return a public name, imported now (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from termcheck import api  # whoever runs a command never asks for it

    return getattr(api, name)


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
