"""Figures of the code, as ``make figures`` prints them: sizes, shapes, shares.

``python -m tests.house.figures`` measures this project; with a folder as
argument, the Python code of that folder, so that others can be measured alike.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.house import code
from tests.house.code import Module


def percentile(numbers: Iterable[int], share: float) -> int:
    """Return the number below or at which ``share`` of ``numbers`` lie; 0 if there are none."""
    ordered = sorted(numbers)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0


def spread(numbers: Sequence[int]) -> str:
    """Return median, 95 % and maximum of ``numbers``."""
    return f"{percentile(numbers, 0.5)} / {percentile(numbers, 0.95)} / {max(numbers, default=0)}"


def share(parts: Sequence[bool]) -> str:
    """Return which share of ``parts`` is true."""
    return f"{sum(parts) / len(parts):.3f}" if parts else "-"


def lines(modules: Iterable[Module]) -> list[int]:
    """Return the number of lines of each module that is not empty."""
    return [count for each in modules if (count := len(each.text.splitlines())) > 1]


def longest(modules: Sequence[Module]) -> str:
    """Return the three longest modules and the three longest functions, with their sizes."""
    by_size = sorted(modules, key=lambda module: -len(module.text.splitlines()))[:3]
    functions = [
        (code.code_lines(f), f"{each.path.name}:{f.lineno} {f.name}")
        for each in modules
        for f in code.functions(each)
    ]
    named = [f"{each.path.name} ({len(each.text.splitlines())})" for each in by_size]
    named += [f"{name} ({size})" for size, name in sorted(functions, reverse=True)[:3]]
    return ", ".join(named)


def figures(modules: Sequence[Module], tests: Sequence[Module]) -> dict[str, str]:
    """Return each figure by name."""
    functions = [f for each in modules for f in code.functions(each)]
    public = [
        bool(ast.get_docstring(node))
        for each in modules
        for name, node in code.definitions(each)
        if code.is_public(name)
    ]
    claims = [
        bool(ast.get_docstring(node))
        for each in tests
        for name, node in code.definitions(each)
        if name.rpartition(".")[2].startswith("test_")
    ]
    source, tested = sum(lines(modules)), sum(lines(tests))
    return {
        "modules": str(len(modules)),
        "module lines, median / 95 % / max": spread(lines(modules)),
        "code lines per function, median / 95 % / max": spread(
            list(map(code.code_lines, functions))
        ),
        "nesting, max": str(max(map(code.nesting, functions), default=0)),
        "public docstrings": share(public),
        "typed functions": share(list(map(code.is_typed, functions))),
        "source lines": str(source),
        "test lines per source line": f"{tested / source:.2f}" if source else "-",
        "tests with a docstring": share(claims),
        "deferred imports": str(
            sum(each.deferred for module in modules for each in code.foreign_imports(module))
            + sum(each.deferred for module in modules for each in code.own_imports(module).values())
        ),
        "longest": longest(modules),
    }


def measured(folder: Path) -> list[Module]:
    """Return the modules below ``folder``."""
    return [code.read(path, path.stem) for path in sorted(folder.rglob("*.py"))]


def main(arguments: Sequence[str]) -> None:
    """Print the figures of a folder, or of this project with its circles."""
    if arguments:
        found = figures(measured(Path(arguments[0])), [])
    else:
        found = figures(code.modules(), code.tests())
        found["import circles"] = str(len(code.import_circles()))
    for name, value in found.items():
        print(f"{name:46} {value}")


if __name__ == "__main__":
    main(sys.argv[1:])
