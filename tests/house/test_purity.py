"""Pure inside: below the shells nothing reads a file, a clock or the environment."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from tests.house import code
from tests.house.code import FACADE, SHELLS, Module

IMPURE_CALLS = frozenset({"open", "print", "input", "breakpoint", "exit", "quit"})
IMPURE_NAMES = frozenset(
    "date.today datetime.now datetime.today datetime.utcnow io.open os.environ os.getcwd os.getenv"
    " os.listdir os.open os.scandir os.stat os.walk sys.argv sys.exit sys.stderr sys.stdin"
    " sys.stdout time.monotonic time.perf_counter time.time".split()
)
IMPURE_IMPORTS = frozenset(
    "glob logging pathlib.Path random secrets shutil socket tempfile time".split()
)
DANGEROUS = frozenset({"eval", "exec", "compile", "__import__"})

PACKAGED = {
    "termcheck.language.automaton": {"open"},
    "termcheck.language.tables": {"open"},
    "termcheck.report.pages": {"open"},
}
"""Modules that open a file which ships with the package, and nothing else."""

STANDALONE = {"termcheck.certify.check.__main__"}
"""The checker's own shell, so that it needs no other."""

PROCESS = {"termcheck.solve.child": {"os.open", "time.monotonic"}}
"""The solver's process: it has no streams but the null device, and is waited for by a clock."""

COMPILED = {"termcheck.value": {"exec"}}
"""Modules that compile code; ``value`` does so from field names alone."""


def pure() -> list[Module]:
    """Return the modules below the shells."""
    return [
        module
        for module in code.modules()
        if module.room not in {*SHELLS, FACADE} and module.name not in STANDALONE
    ]


def called(module: Module, names: frozenset[str]) -> Iterator[str]:
    """Yield where ``module`` calls one of ``names``."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield f"{module.place}:{node.lineno} calls {node.func.id}"


def used(module: Module, names: frozenset[str]) -> Iterator[str]:
    """Yield where ``module`` uses one of the dotted ``names``."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node) in names:
            yield f"{module.place}:{node.lineno} uses {ast.unparse(node)}"


def waived(module: Module) -> set[str]:
    """Return the imports that ``module`` may have although they ask the machine."""
    return {name.partition(".")[0] for name in PROCESS.get(module.name, set())}


def calls(
    modules: list[Module], names: frozenset[str], exceptions: Mapping[str, set[str]]
) -> list[str]:
    """Return where ``modules`` call one of ``names``, apart from the exceptions by module."""
    return [
        place
        for module in modules
        for place in called(module, names - exceptions.get(module.name, set()))
    ]


def test_nothing_below_the_shells_opens_or_prints() -> None:
    """Only shells read and write; the exceptions open what ships with the package."""
    assert calls(pure(), IMPURE_CALLS, PACKAGED) == []


def test_nothing_below_the_shells_asks_the_machine() -> None:
    """Only shells know the time, the environment, the arguments and the streams."""
    found = [
        place
        for module in pure()
        for place in used(module, IMPURE_NAMES - PROCESS.get(module.name, set()))
    ]
    found += [
        f"{module.place}:{each.line} imports {each.target}"
        for module in pure()
        for each in code.imports(module)
        if each.target in IMPURE_IMPORTS and each.target not in waived(module)
    ]
    assert found == []


def test_no_text_is_ever_run() -> None:
    """Nothing evaluates text; the base of all values compiles initialisers from field names."""
    assert calls(list(code.modules()), DANGEROUS, COMPILED) == []
