"""The rooms: one direction of imports, one door for each library, no circles."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping

from tests.house import code
from tests.house.code import FACADE, ROOMS, SHELLS

DOORS: Mapping[str, tuple[str, ...]] = {
    "click": ("termcheck.cli",),
    "cvc5": ("termcheck.solve.cvc5",),
    "ctypes": ("termcheck.solve.z3", "termcheck.solve.child"),
    "distributed": ("termcheck.cli.sweeps.cluster",),
    "http": (),
    "lark": ("termcheck.language.tables",),
    "logging": (),
    "marshal": (),
    "multiprocessing": ("termcheck.solve", "termcheck.cli"),
    "pickle": (),
    "pydantic": ("termcheck.report",),
    "pygls": ("termcheck.lsp",),
    "rich": ("termcheck.cli", "termcheck.report.text"),
    "shelve": (),
    "signal": ("termcheck.solve", "termcheck.cli"),
    "socket": (),
    "sqlite3": ("termcheck.cli.store", "termcheck.cli.sweeps"),
    "subprocess": ("termcheck.cli",),
    "threading": ("termcheck.solve", "termcheck.cli"),
    "tomllib": ("termcheck.cli",),
    "typer": ("termcheck.cli",),
    "urllib": (),
    "z3": (),
}
"""Which modules, or rooms, may import a library; nobody may import one without a door.

The rest of the standard library is open to all; `test_purity` says what may be done with it.
Nobody imports z3, because its door goes through ctypes.
"""

LINES_OF_THE_READER = 1_600
"""Lines of code, docstrings and empty lines left out, that a sceptic is asked to read."""

OPEN = sys.stdlib_module_names - DOORS.keys()


def allowed(importer: str, imported: str) -> bool:
    """Whether the room ``importer`` may import from the room ``imported``."""
    if importer in {imported, FACADE}:
        return True
    if imported == FACADE or imported in SHELLS:
        return False
    return ROOMS.index(imported) < ROOMS.index(importer)


def test_a_room_imports_only_rooms_above_it() -> None:
    """A library flows through the rooms in one direction, so imports do too."""
    rooms = {each.name: each.room for each in code.modules()}
    upward = [
        f"{module.place}:{found.line} imports {name}"
        for module in code.modules()
        for name, found in code.own_imports(module).items()
        if not allowed(module.room, rooms[name])
    ]
    assert upward == []


def test_each_library_has_one_door() -> None:
    """A library outside the standard one is imported in its own room only."""
    strangers = [
        f"{module.place}:{found.line} imports {found.target}"
        for module in code.modules()
        for found in code.foreign_imports(module)
        if found.target not in OPEN
        and not any(
            f"{module.name}.".startswith(f"{door}.") for door in DOORS.get(found.target, ())
        )
    ]
    assert strangers == []


def test_the_certificate_checker_leans_on_nothing_of_ours() -> None:
    """The checker of certificates imports the standard library and itself, nothing else."""
    ours = [
        f"{module.place} imports {name}"
        for module in code.modules()
        if f"{module.name}.".startswith("termcheck.certify.check.")
        for name in code.own_imports(module)
        if not name.startswith("termcheck.certify.check")
    ]
    assert ours == []


def test_the_certificate_checker_can_be_read_by_a_sceptic() -> None:
    """The reader of certificates stays short: seven modules, and so many lines of code together."""
    reader = ("clauses", "grammar", "holds", "meaning", "reader", "vocabulary", "words")
    names = {f"termcheck.certify.check.{each}" for each in reader}
    modules = [module for module in code.modules() if module.name in names]
    assert len(modules) == len(reader)
    assert sum(code.code_lines(module.tree) for module in modules) <= LINES_OF_THE_READER


def test_no_import_goes_in_a_circle() -> None:
    """No module imports, directly or through others, a module that imports it."""
    assert code.import_circles() == []


def test_a_deferred_import_says_why() -> None:
    """An import inside a function carries a reason on its line."""
    silent = [
        f"{module.place}:{found.line}"
        for module in code.modules()
        for found in code.imports(module)
        if found.deferred and not reason(module.line(found.line))
    ]
    assert silent == []


def reason(line: str) -> str:
    """Return what the comment on ``line`` says to a reader, the marks of linters left out."""
    comment = line.partition("#")[2]
    return re.sub(r"\s*#?\s*noqa: [A-Z0-9, ]+-?", "", comment).strip()


def test_every_folder_of_the_package_is_a_room() -> None:
    """A folder of the package is one of the rooms, or a link to what ships beside it."""
    folders = {p.name for p in code.PACKAGE.iterdir() if p.is_dir() and p.name != "__pycache__"}
    assert folders - set(ROOMS) - {"grammar", "pages"} == set()
