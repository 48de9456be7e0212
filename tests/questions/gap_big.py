"""A large library in independent parts, for what `gap` must answer in factored form.

Each part is a valley with seven clauses of three owners about two terms of its
own: five that nearly all exclude each other, and two that clash over a
number. A part has nine conflicts and ten least fixes besides moves.
"""

from __future__ import annotations

VALLEYS = 12

_HEAD = """party north "North"
party south "South"
source draft "A draft" by "Nobody" on 2025 file "draft.txt"
unit km
"""


def big_library(valleys: int = VALLEYS) -> str:
    """Return the text of a library with ``valleys`` independent parts."""
    names = [f"v{place}" for place in range(valleys)]
    terms = [
        f'term {name}.keeper: {{north, south, both, neither}} "who keeps the valley"\n'
        f'term {name}.depth: 0..100 km "depth of the empty zone"'
        for name in names
    ]
    return "\n".join(
        (
            _HEAD,
            *terms,
            "position north {",
            *(_north(name) for name in names),
            "}",
            "position south {",
            *(_south(name) for name in names),
            "}",
            'proposal plan "A plan" from draft {',
            *(_plan(name) for name in names),
            "}",
        )
    )


def _north(name: str) -> str:
    return (
        f"    {name}_mine: demand {name}.keeper = north\n"
        f"    {name}_not_theirs: demand {name}.keeper in {{north, neither}}\n"
        f"    {name}_deep: demand weight 2: {name}.depth >= 30 km"
    )


def _south(name: str) -> str:
    return (
        f"    {name}_mine: demand {name}.keeper = south\n"
        f"    {name}_not_theirs: prefer {name}.keeper = neither"
    )


def _plan(name: str) -> str:
    return f"    {name}_shared: {name}.keeper = both\n    {name}_shallow: {name}.depth <= 10 km"
