"""The project's own code, read as syntax trees: what the rules of the house are about.

Yields ``Module`` values for everything under ``src/termcheck`` and the
questions that the tests and ``figures.py`` ask of them. Nothing is imported
and nothing runs.
"""

from __future__ import annotations

import ast
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "termcheck"

Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = Function | ast.ClassDef

ROOMS = (
    "value",
    "language",
    "library",
    "logic",
    "certify",
    "solve",
    "questions",
    "report",
    "cli",
    "lsp",
    "explorer",
)
"""Rooms in the order in which a library flows through them; ``value`` is the ground floor."""

SHELLS = ("cli", "lsp", "explorer")
"""The rooms that read files, clocks and the environment; none imports another."""

FACADE = "facade"
"""The room of the modules at the top of the package, which offer the others to users."""


@dataclass(frozen=True)
class Module:
    """One file of the package: its dotted name, path, text and syntax tree."""

    name: str
    path: Path
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        """The room that it belongs to."""
        parts = self.name.split(".")
        first = parts[1] if len(parts) > 1 else ""
        return first if first in ROOMS else FACADE

    @property
    def place(self) -> str:
        """Its path in the project."""
        return self.path.relative_to(ROOT).as_posix()

    def line(self, number: int) -> str:
        """Line ``number``, counted from 1."""
        return self.text.splitlines()[number - 1]


@dataclass(frozen=True)
class Import:
    """One import: the dotted name of what is imported, its line, and whether it is deferred."""

    target: str
    line: int
    deferred: bool


def read(path: Path, name: str) -> Module:
    """Return the module at ``path``."""
    text = path.read_text(encoding="utf-8")
    return Module(name, path, text, ast.parse(text, filename=str(path)))


@cache
def modules() -> tuple[Module, ...]:
    """Return every module of the package, by name."""
    found = []
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found.append(read(path, name))
    return tuple(sorted(found, key=lambda module: module.name))


@cache
def tests() -> tuple[Module, ...]:
    """Return every module of the tests, by path."""
    paths = sorted((ROOT / "tests").rglob("*.py"))
    return tuple(
        read(path, ".".join(path.relative_to(ROOT).with_suffix("").parts)) for path in paths
    )


def files() -> tuple[Path, ...]:
    """Return every file that belongs to the project and is text, links left out.

    What git ignores does not belong to it. Without git, folders whose names
    begin with a dot are left out, except ``.ci``.
    """
    names = _known_to_git()
    paths = [ROOT / name for name in names] or [p for p in ROOT.rglob("*") if not _is_hidden(p)]
    return tuple(sorted(p for p in paths if p.is_file() and not p.is_symlink() and _is_text(p)))


def _known_to_git() -> list[str]:
    """Return the paths of what git tracks or would track, nothing without git."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        return []
    listed = subprocess.run(
        [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return [name for name in listed.stdout.decode().split("\0") if name]


def _is_hidden(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return any(part.startswith(".") and part != ".ci" for part in parts) or "__pycache__" in parts


def _is_text(path: Path) -> bool:
    return b"\0" not in path.read_bytes()[:4096]


# --- Imports -----------------------------------------------------------------


def imports(module: Module) -> Iterator[Import]:
    """Yield every import of ``module``, those inside functions and types-only ones too.

    ``from a import b`` yields ``a`` and ``a.b``, because either may be a module.
    """
    for node, inside in _with_functions(module.tree, False):
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, node.lineno, inside) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = "." * node.level + (node.module or "")
            yield Import(source, node.lineno, inside)
            yield from (Import(f"{source}.{a.name}", node.lineno, inside) for a in node.names)


def _with_functions(node: ast.AST, inside: bool) -> Iterator[tuple[ast.AST, bool]]:
    for child in ast.iter_child_nodes(node):
        yield child, inside
        is_function = isinstance(child, Function | ast.Lambda)
        yield from _with_functions(child, inside or is_function)


def own_imports(module: Module) -> dict[str, Import]:
    """Return which modules of the package ``module`` imports, and where."""
    known = {each.name for each in modules()}
    found: dict[str, Import] = {}
    for each in imports(module):
        if each.target in known and each.target != "termcheck":
            found.setdefault(each.target, each)
    return found


def foreign_imports(module: Module) -> tuple[Import, ...]:
    """Return the imports of ``module`` from outside the package, by top-level name."""
    tops = [Import(i.target.partition(".")[0], i.line, i.deferred) for i in imports(module)]
    return tuple(dict.fromkeys(each for each in tops if each.target != "termcheck"))


# --- Definitions -------------------------------------------------------------


def definitions(module: Module) -> Iterator[tuple[str, Definition]]:
    """Yield functions, classes and methods with their dotted names, not those in functions."""
    yield from _definitions(module.tree, "")


def _definitions(node: ast.AST, prefix: str) -> Iterator[tuple[str, Definition]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function):
            yield prefix + child.name, child
        elif isinstance(child, ast.ClassDef):
            yield prefix + child.name, child
            yield from _definitions(child, f"{prefix}{child.name}.")
        elif isinstance(child, ast.If | ast.Try | ast.With):
            yield from _definitions(child, prefix)


def is_public(name: str) -> bool:
    """Whether no part of a dotted name begins with an underscore."""
    return not any(part.startswith("_") for part in name.split("."))


def functions(module: Module) -> Iterator[Function]:
    """Yield every function of ``module``, nested ones and methods too."""
    for node in ast.walk(module.tree):
        if isinstance(node, Function):
            yield node


# --- Size and shape ----------------------------------------------------------

_NESTING = (
    ast.If,
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.With,
    ast.AsyncWith,
    ast.Try,
    ast.Match,
)


def code_lines(node: ast.AST) -> int:
    """Return how many lines of ``node`` hold code: no docstring, comment or empty line."""
    lines: set[int] = set()
    docstrings = {id(part) for each in ast.walk(node) for part in _docstring(each)}
    for each in ast.walk(node):
        if id(each) in docstrings:
            continue
        if isinstance(each, ast.stmt | ast.expr | ast.arg | ast.keyword):
            start, end = each.lineno, each.end_lineno or each.lineno
            is_leaf = not any(ast.iter_child_nodes(each))
            lines.update(range(start, end + 1) if is_leaf else (start, end))
    return len(lines)


def _docstring(node: ast.AST) -> tuple[ast.AST, ...]:
    """Return the statement and the text of the docstring of ``node``, if it has one."""
    body = getattr(node, "body", None)
    match body:
        case [ast.Expr(value=ast.Constant(value=str())) as first, *_]:
            return first, first.value
        case _:
            return ()


def nesting(function: Function) -> int:
    """Return how deep compound statements stand in each other inside ``function``.

    ``elif`` is no deeper than its ``if``; nested functions count for themselves.
    """
    return max((_depth(child) for child in function.body), default=0)


def _depth(node: ast.AST, is_elif: bool = False) -> int:
    if isinstance(node, Definition):
        return 0
    here = isinstance(node, _NESTING) and not is_elif
    inside = [
        _depth(
            child, isinstance(node, ast.If) and isinstance(child, ast.If) and node.orelse == [child]
        )
        for child in ast.iter_child_nodes(node)
        if isinstance(child, ast.stmt | ast.excepthandler | ast.match_case)
    ]
    return here + max(inside, default=0)


def is_typed(function: Function) -> bool:
    """Whether every parameter of ``function``, except ``self``, and its result has a type."""
    every = function.args
    parameters = [*every.posonlyargs, *every.args, *every.kwonlyargs]
    parameters += [each for each in (every.vararg, every.kwarg) if each is not None]
    named = [
        p for i, p in enumerate(parameters) if not (i == 0 and p.arg in {"self", "cls", "mcs"})
    ]
    return function.returns is not None and all(p.annotation is not None for p in named)


# --- Circles -----------------------------------------------------------------


def import_circles() -> list[list[str]]:
    """Return circles among the imports that run when a module is loaded."""
    graph = {
        module.name: sorted(name for name, each in own_imports(module).items() if not each.deferred)
        for module in modules()
    }
    finished: set[str] = set()
    found: list[list[str]] = []

    def visit(name: str, path: list[str]) -> None:
        if name in path:
            found.append([*path[path.index(name) :], name])
            return
        if name in finished:
            return
        for target in graph[name]:
            visit(target, [*path, name])
        finished.add(name)

    for name in graph:
        visit(name, [])
    return found
