"""Plain data: values as data that JSON can hold, and back, by the types of their fields.

``written`` and ``read`` are inverse. What a type does not allow is not read: bytes
of any other shape are nothing, never half of a value. A value that only another
shape can say, such as a place, has that shape in ``special``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from termcheck.value import Value

Plain = Any
"""What JSON can hold."""


class Shape(Value):
    """How the values of one type are said as plain data, and read from it.

    ``read`` raises ``ValueError`` or ``TypeError`` for data of another shape.
    """

    say: Callable[[Any], Plain]
    read: Callable[[Plain], Any]


class Shapes:
    """The shapes of types; those in ``special`` are given, all others follow from the type."""

    def __init__(self, special: Mapping[object, Shape] = MappingProxyType({})) -> None:
        self._known: dict[object, Shape] = dict(special)

    def written(self, kind: Any, value: object) -> bytes:
        """Return ``value``, which is of type ``kind``, as JSON."""
        plain = self._of(kind).say(value)
        return json.dumps(plain, ensure_ascii=True, separators=(",", ":")).encode()

    def read(self, kind: Any, data: bytes | None) -> Any:
        """Return the value of type ``kind`` that ``data`` says; nothing if it says none."""
        if data is None:
            return None
        try:
            return self._of(kind).read(json.loads(data))
        except (TypeError, ValueError, RecursionError):
            return None

    def _of(self, kind: Any) -> Shape:
        found = self._known.get(kind)
        if found is None:
            found = self._known[kind] = self._made(kind)
        return found

    def _made(self, kind: Any) -> Shape:
        origin, inside = get_origin(kind), get_args(kind)
        if isinstance(kind, type) and issubclass(kind, Value):
            return self._fields(kind)
        if origin is Literal:
            words = _types(inside)
            return Shape(lambda value: value, lambda plain: _one_of(words, plain))
        if origin in (Union, UnionType):
            return self._either(inside)
        if origin is tuple and inside[1:] == (...,):
            return self._several(inside[0], tuple)
        if origin is tuple:
            return self._row(inside, tuple)
        if origin is frozenset:
            return self._several(inside[0], frozenset)
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return self._pairs(*inside)
        if kind in (str, int, bool, NoneType):
            return Shape(lambda value: value, lambda plain: exactly(kind, plain))
        raise TypeError(f"no shape for {kind}")

    def _fields(self, kind: type[Value]) -> Shape:
        hints = get_type_hints(kind)
        types = tuple([hints[field] for field in kind.FIELDS])
        row = self._row(types, lambda found: kind(*found))
        fields = kind.FIELDS
        return Shape(lambda value: row.say([getattr(value, each) for each in fields]), row.read)

    def _later(self, types: tuple[Any, ...]) -> Callable[[], tuple[Shape, ...]]:
        """Return what finds the shapes of ``types`` when first called: a type may hold itself."""
        return cache(lambda: tuple([self._of(each) for each in types]))

    def _row(self, types: tuple[Any, ...], make: Callable[[list[Any]], Any]) -> Shape:
        shapes = self._later(types)

        def say(value: Any) -> Plain:
            return [shape.say(each) for shape, each in zip(shapes(), value, strict=True)]

        def read(plain: Plain) -> Any:
            rows = zip(shapes(), exactly(list, plain), strict=True)
            return make([shape.read(each) for shape, each in rows])

        return Shape(say, read)

    def _several(self, kind: Any, make: Callable[[list[Any]], Any]) -> Shape:
        shapes = self._later((kind,))

        def say(value: Any) -> Plain:
            (shape,) = shapes()
            said = [shape.say(each) for each in value]
            return sorted(said, key=repr) if isinstance(value, frozenset) else said

        def read(plain: Plain) -> Any:
            (shape,) = shapes()
            return make([shape.read(each) for each in exactly(list, plain)])

        return Shape(say, read)

    def _pairs(self, key: Any, kind: Any) -> Shape:
        rows = self._several(tuple[key, kind], dict)
        return Shape(lambda value: rows.say(value.items()), rows.read)

    def _either(self, kinds: tuple[Any, ...]) -> Shape:
        """Return the shape of a union: which of ``kinds`` it is, and what that one says."""
        by_type = {type_of: at for at, kind in enumerate(kinds) for type_of in _types_of(kind)}
        shapes, places = self._later(kinds), _types(range(len(kinds)))

        def say(value: Any) -> Plain:
            at = by_type[type(value)]
            return [at, shapes()[at].say(value)]

        def read(plain: Plain) -> Any:
            at, said = exactly(list, plain)
            place: int = _one_of(places, at)
            return shapes()[place].read(said)

        return Shape(say, read)


def _types_of(kind: Any) -> tuple[type, ...]:
    """Return the types that the values of ``kind`` have at run time."""
    if get_origin(kind) is Literal:
        members: tuple[object, ...] = get_args(kind)
        return tuple([type(each) for each in members])
    found: Any = get_origin(kind) or kind
    return (found,)


def exactly(kind: type, plain: Plain) -> Any:
    """Return plain data of just the type ``kind``."""
    if type(plain) is not kind:
        raise TypeError(f"{kind.__name__} was expected")
    return plain


def _types(known: Iterable[Any]) -> dict[Any, type]:
    """Return the type of each of some words and numbers, all different."""
    return {each: type(each) for each in known}


def _one_of(known: Mapping[Any, type], plain: Plain) -> Any:
    """Return plain data that is ``known``, and of the same type."""
    if known.get(plain) is not type(plain):
        raise ValueError("something else was expected")
    return plain
