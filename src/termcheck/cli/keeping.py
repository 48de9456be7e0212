"""Keeping: whether answers are kept, the one about the whole library, and the memory of others.

Nothing is imported for it where it is off.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from termcheck.cli.opening import Opened
from termcheck.value import Value

if TYPE_CHECKING:
    from termcheck.cli.keys import Keys
    from termcheck.cli.remembered import Answer
    from termcheck.cli.remembering import Remembering
    from termcheck.cli.store import Store
    from termcheck.library.model import Library

SWITCH = "TERMCHECK_CACHE"
"""The variable that turns it off if it says ``off``."""


class Kept(Value):
    """Where answers are kept, and under which keys; they are ``certified``, or not."""

    keys: Keys
    store: Store
    certified: bool

    def answer(self) -> Answer | None:
        """Return the answer that is kept of the whole library."""
        from termcheck.cli.remembered import from_bytes  # what keeps nothing reads nothing

        found: Answer | None = from_bytes(
            self.store.get(self.keys.answer(certified=self.certified))
        )
        return found

    def keep(self, answer: Answer) -> None:
        """Keep the answer about the whole library."""
        from termcheck.cli.remembered import to_bytes  # what keeps nothing writes nothing

        self.store.put([(self.keys.answer(certified=self.certified), to_bytes(answer))])


def is_off(environment: str, *, wanted: bool) -> bool:
    """Say whether the user wants nothing kept; ``environment`` is what the switch says."""
    return not wanted or environment.lower() in ("off", "0", "no")


@contextmanager
def keeping(
    library: Opened, *, wanted: bool, notes: bool, certified: bool
) -> Generator[Kept | None, None, None]:
    """Yield where answers about ``library`` are kept, ``None`` where none are.

    Of a library in which files were refused nothing is kept.
    """
    faulty = library.collected.refused or library.chosen.diagnostics
    if faulty or is_off(os.environ.get(SWITCH, ""), wanted=wanted):
        yield None
        return
    from termcheck.cli.keys import Keys  # loads hashes
    from termcheck.cli.store import Store, cache_folder, secret_folder  # loads SQLite

    store = Store(cache_folder(os.environ), secret_folder(os.environ))
    if store.off:
        yield None
        return
    try:
        yield Kept(Keys(library, notes=notes), store, certified)
    finally:
        store.close()


@contextmanager
def remembering(library: Library, kept: Kept | None) -> Generator[Remembering | None, None, None]:
    """Yield the memory of what is asked of ``library``, ``None`` where nothing is kept."""
    if kept is None:
        yield None
        return
    from termcheck.cli.remembering import Remembering  # loads hashes

    memory = Remembering(library, kept.keys.program, kept.store)
    try:
        yield memory
    finally:
        memory.flush()
