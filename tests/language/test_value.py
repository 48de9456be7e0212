"""Values: their initialisers do what a written one would."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termcheck.value import Value


def made(fields: list[str], defaults: dict[str, int]) -> Any:
    """Return a class of values with ``fields``, those of ``defaults`` with these."""
    annotations = {"__annotations__": dict.fromkeys(fields, "int")}
    kind: Any = type(Value)
    return kind("Made", (Value,), {**annotations, **defaults})


@given(st.integers(0, 25), st.data())
def test_fields_are_taken_in_order_or_by_name(size: int, data: st.DataObject) -> None:
    """Some values in order, some by name, and defaults for what is left out."""
    fields = [f"field_{at}" for at in range(size)]
    plain = data.draw(st.integers(0, size))
    in_order = data.draw(st.integers(0, size))
    defaults = {name: -at for at, name in enumerate(fields) if at >= plain}
    by_name = data.draw(st.permutations(fields[in_order:]))
    named = {each: 7 for each in by_name if each not in defaults or data.draw(st.booleans())}
    value = made(fields, defaults)(*range(in_order), **named)
    expected = {
        name: at if at < in_order else named.get(name, defaults.get(name))
        for at, name in enumerate(fields)
    }
    assert {name: getattr(value, name) for name in fields} == expected


def test_two_classes_of_one_size_keep_apart() -> None:
    """Classes with as many fields as each other share no name, no default and no equality."""
    one, two = made(["a", "b"], {"b": 1}), made(["c", "d"], {})
    assert (one(0).b, two(0, 2).d, one(0) == two(0, 1)) == (1, 2, False)


def test_what_is_missing_is_named() -> None:
    """A field that is left out, or that there is none of, is named in the complaint."""
    with pytest.raises(TypeError, match="'amount'"):
        made(["amount"], {})()
    with pytest.raises(TypeError, match="'money'"):
        made(["amount"], {})(money=1)


def test_defaults_come_last() -> None:
    """A field without a default behind one that has one is refused when the class is made."""
    with pytest.raises(TypeError, match="without a default"):
        made(["a", "b"], {"a": 1})
