"""No module has a state: what is bound at the top of a module stays as it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house import code
from tests.house.code import Module

MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
MAKERS = frozenset({"list", "dict", "set", "defaultdict", "deque", "bytearray", "Counter"})
CHANGES = frozenset(
    "add append clear discard extend insert pop popitem remove reverse setdefault sort"
    " update".split()
)

RESOURCES = frozenset({"_library", "_ready", "_template", "automaton"})
"""Functions that remember what nothing changes: a packaged resource, or compiled code."""


def tables(module: Module) -> set[str]:
    """Return the names that the top level of ``module`` binds to what can be changed."""
    found: set[str] = set()
    for node in module.tree.body:
        if isinstance(node, ast.Assign) and is_mutable(node.value):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found |= {node.target.id} if is_mutable(node.value) else set()
    return found - {"__all__"}


def is_mutable(value: ast.expr | None) -> bool:
    """Whether ``value`` makes something that can be changed."""
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        return value.func.id in MAKERS
    return isinstance(value, MUTABLE)


def changed(module: Module) -> Iterator[tuple[str, int]]:
    """Yield the plain names whose contents ``module`` changes, with the line."""
    for node in ast.walk(module.tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attr)):
                if attr in CHANGES:
                    yield name, node.lineno
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store() | ast.Del()):
                yield name, node.lineno
            case _:
                pass


def test_a_table_at_the_top_of_a_module_is_named_as_a_constant() -> None:
    """Lists, dictionaries and sets at the top of a module have names in capitals."""
    found = [f"{m.place} {name}" for m in code.modules() for name in tables(m)]
    assert [each for each in found if not each.rpartition(" ")[2].isupper()] == []


def test_nothing_changes_a_table() -> None:
    """What the top of a module binds is never changed."""
    found = [
        f"{module.place}:{line} changes {name}"
        for module in code.modules()
        for name, line in changed(module)
        if name in tables(module)
    ]
    assert found == []


def test_no_function_rebinds_a_module_s_name() -> None:
    """No function says ``global``."""
    found = [
        f"{module.place}:{node.lineno}"
        for module in code.modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Global)
    ]
    assert found == []


def test_only_packaged_resources_are_remembered() -> None:
    """A function that keeps its answers for the whole process loads what ships with it."""
    found = [
        f"{module.place}:{node.lineno} {name}"
        for module in code.modules()
        for name, node in code.definitions(module)
        if isinstance(node, code.Function)
        and any("cache" in ast.unparse(each) for each in node.decorator_list)
        and node.name not in RESOURCES
    ]
    assert found == []
