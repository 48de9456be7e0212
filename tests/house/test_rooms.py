"""The rooms: one direction of imports, one door for each library, no circles."""

from __future__ import annotations

from tests.house import code
from tests.house.code import FACADE, ROOMS, SHELLS

DOORS = {
    "click": ("termcheck.cli",),
    "ctypes": ("termcheck.solve.z3",),
    "lark": ("termcheck.language.tables",),
    "multiprocessing": ("termcheck.solve", "termcheck.cli"),
    "pydantic": ("termcheck.report",),
    "pygls": ("termcheck.lsp",),
    "rich": ("termcheck.cli", "termcheck.report.text"),
    "sqlite3": ("termcheck.cli",),
    "subprocess": ("termcheck.cli",),
    "tomllib": ("termcheck.cli",),
    "typer": ("termcheck.cli",),
}
"""Which modules, or rooms, may import a library. Nobody imports z3: its door is ctypes."""

OPEN = frozenset(
    "__future__ abc ast bisect calendar collections contextlib datetime difflib enum fractions"
    " functools hashlib heapq html importlib io itertools json keyword math operator os pathlib re"
    " shutil signal string sys tempfile textwrap time types typing unicodedata zlib".split()
)
"""What every room may import of the standard library; `test_purity` says what it may do with it."""


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


def test_no_import_goes_in_a_circle() -> None:
    """No module imports, directly or through others, a module that imports it."""
    assert code.import_circles() == []


def test_a_deferred_import_says_why() -> None:
    """An import inside a function carries a reason on its line."""
    silent = [
        f"{module.place}:{found.line}"
        for module in code.modules()
        for found in code.imports(module)
        if found.deferred and " - " not in module.line(found.line).partition("#")[2]
    ]
    assert silent == []


def test_every_folder_of_the_package_is_a_room() -> None:
    """A folder of the package is one of the rooms, or a link to what ships beside it."""
    folders = {p.name for p in code.PACKAGE.iterdir() if p.is_dir() and p.name != "__pycache__"}
    assert folders - set(ROOMS) - {"grammar", "pages"} == set()
