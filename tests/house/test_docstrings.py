"""Every module, public name and test says what it is, and every function has types."""

from __future__ import annotations

import ast

from tests.house import code


def test_a_module_says_what_it_yields() -> None:
    """The first thing in a module is a sentence on what it is for."""
    everything = (*code.modules(), *code.tests())
    assert [each.place for each in everything if not ast.get_docstring(each.tree)] == []


def test_a_public_name_has_a_contract() -> None:
    """Every public class, function and method has a docstring."""
    silent = [
        f"{module.place}:{node.lineno} {name}"
        for module in code.modules()
        for name, node in code.definitions(module)
        if code.is_public(name) and not ast.get_docstring(node)
    ]
    assert silent == []


def test_every_function_is_typed() -> None:
    """Every parameter and every result of a function has a type, in the tests too."""
    untyped = [
        f"{module.place}:{function.lineno} {function.name}"
        for module in (*code.modules(), *code.tests())
        for function in code.functions(module)
        if not code.is_typed(function)
    ]
    assert untyped == []


def test_a_test_states_its_claim_in_one_sentence() -> None:
    """A test's docstring is one paragraph that ends as a sentence ends."""
    wrong = [
        f"{module.place}:{node.lineno} {name}"
        for module in code.tests()
        for name, node in code.definitions(module)
        if isinstance(node, code.Function)
        and node.name.startswith("test_")
        and not is_one_sentence(ast.get_docstring(node) or "")
    ]
    assert wrong == []


def is_one_sentence(claim: str) -> bool:
    """Whether ``claim`` is one paragraph that ends as a sentence ends."""
    return "\n\n" not in claim and claim.endswith((".", "?"))
