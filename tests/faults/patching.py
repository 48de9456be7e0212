"""Patches: a module of the package loaded with one piece of its text replaced.

Nothing on disk changes. The patch has to be in place before the module is
imported, so every fault is run in a process of its own.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import spec_from_loader
from pathlib import Path
from types import CodeType, ModuleType

from termcheck import value
from termcheck.value import Value

PACKAGE = Path(value.__file__).parent


class Fault(Value):
    """A wrong encoding: in ``module``, ``old`` (which stands there once) becomes ``new``.

    ``module`` is a dotted name below the package; ``name`` says what goes wrong.
    """

    name: str
    module: str
    old: str
    new: str


class DoesNotApply(Exception):
    """The text that a fault replaces does not stand in its module exactly once."""


def patched(fault: Fault) -> str:
    """Return the text of the fault's module with the fault in it; raises ``DoesNotApply``."""
    path = PACKAGE.joinpath(*fault.module.split(".")).with_suffix(".py")
    text = path.read_text(encoding="utf-8")
    if text.count(fault.old) != 1 or fault.old == fault.new:
        raise DoesNotApply(f"{fault.name}: {text.count(fault.old)} places in {fault.module}")
    return text.replace(fault.old, fault.new)


def install(fault: Fault) -> None:
    """Let the import of the fault's module, which is still to come, load it with the fault."""
    name = f"termcheck.{fault.module}"
    if name in sys.modules:
        raise DoesNotApply(f"{fault.name}: {name} is loaded already")
    sys.meta_path.insert(0, _Finder(name, patched(fault)))


class _Finder(MetaPathFinder):
    """Finds one module, with another text than it has."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._text = text

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return the spec of the patched module, nothing for any other."""
        if fullname != self._name:
            return None
        found = PathFinder.find_spec(fullname, path, target)
        assert found is not None
        assert found.origin is not None
        return spec_from_loader(fullname, _Loader(fullname, found.origin, self._text))


class _Loader(SourceFileLoader):
    """Loads a module from a given text; nothing is cached."""

    def __init__(self, name: str, path: str, text: str) -> None:
        super().__init__(name, path)
        self._text = text

    def get_code(self, fullname: str) -> CodeType:
        """Return the code of the patched text."""
        return compile(self._text, self.get_filename(fullname), "exec", dont_inherit=True)
