"""Definitions: names for formulas and numbers, elaborated once, in order of need.

A definition keeps its unmarked variables: they are read in the phase of the
place that uses it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from termcheck.language import tree
from termcheck.library.dependency import by_dependency
from termcheck.library.elaborate import Elaborator
from termcheck.library.elaborate_compare import claim_of, unknown_name
from termcheck.library.model import Define
from termcheck.library.typed import Claim, Measure, Pick, Unresolved
from termcheck.library.vocabulary import Defined


def names_in(node: tree.Node) -> Iterator[str]:
    """Yield the paths of all names in a tree, without recursion, in no fixed order."""
    waiting: list[object] = [node]
    while waiting:
        at = waiting.pop()
        if isinstance(at, tuple):
            waiting.extend(at)  # pyright: ignore[reportUnknownArgumentType]
        elif isinstance(at, tree.Node):
            if isinstance(at, tree.Name):
                yield at.path
            waiting.extend(getattr(at, field) for field in at.FIELDS if field != "span")


def declare_defines(scope: Elaborator, declared: Mapping[str, tree.Define]) -> None:
    """Enter every definition; those that go in a circle are lost, and reported once."""
    vocabulary = scope.vocabulary
    order = by_dependency({name: tuple(names_in(node)) for name, node in declared.items()})
    for circle in order.circles:
        path = " → ".join((*circle, circle[0]))
        span = declared[circle[0]].name.span
        scope.fault("TC270", span, f"`{circle[0]}` is defined by itself: {path}")
    vocabulary.lost.update(("name", name) for name in order.blocked)
    for name in order.order:
        defined = define(scope, declared[name])
        vocabulary.defined[name] = defined
        if defined.meaning is None:
            vocabulary.lost.add(("name", name))
        else:
            is_formula = isinstance(defined.meaning, Claim)
            node = declared[name]
            vocabulary.defines[name] = Define(name, is_formula, node.span, node)


def define(scope: Elaborator, node: tree.Define) -> Defined:
    """Return what a definition means; its meaning is nothing after a fault."""
    scope.start()
    meaning: Claim | Measure | None = None
    match scope.typed(node.value):
        case Claim(formula=formula):
            meaning = Claim(formula)
        case Measure() as measure:
            meaning = measure.but(variable=None, domain=None)
        case Pick() as pick:
            claim = claim_of(pick)
            if claim is None:
                message = f"`{pick.name}` has named values; a definition is a formula or a number"
                scope.fault("TC220", node.value.span, message, "say which value")
            else:
                meaning = Claim(claim)
        case Unresolved(node=name):
            unknown_name(scope, name)
        case _:
            pass
    mentioned = frozenset(scope.mentioned)
    return Defined(meaning, scope.here, mentioned, scope.deepest, scope.steps)
