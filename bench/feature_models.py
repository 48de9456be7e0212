"""Feature models in UVL: seeded ones, and a converter to a problem.

The converter reads what ``feature_model`` writes: a tree of features with
mandatory, optional, or and alternative groups, and constraints that are
implications between, or choices of, features and denied features.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from bench.problem import Problem, Row

KINDS = ("mandatory", "optional", "or", "alternative")
_WEIGHTS = (25, 40, 20, 15)
_INDENT = "    "


def feature_model(features: int, constraints: int, seed: int) -> str:
    """Return a model with about so many features and so many constraints, as UVL.

    A secret product obeys it. Features come in groups below features that come before.
    """
    random = Random(f"features {seed}")
    chosen = {"f0": True}
    lines: dict[str, list[tuple[str, list[str]]]] = {"f0": []}
    while len(chosen) < features:
        above = random.choice(list(lines)[-200:])
        kind = random.choices(KINDS, _WEIGHTS)[0]
        names = [f"f{len(chosen) + at}" for at in range(random.randrange(2, 6))]
        lines[above].append((kind, names))
        lines |= {name: [] for name in names}
        chosen |= _taken(random, chosen[above], kind, names)
    rows = [f"{_INDENT}{_constraint(random, chosen)}" for _ in range(constraints)]
    return "\n".join(["features", *_tree(lines, "f0", 1), "constraints", *rows]) + "\n"


def _taken(random: Random, above: bool, kind: str, names: list[str]) -> dict[str, bool]:
    match kind:
        case "mandatory":
            return dict.fromkeys(names, above)
        case "alternative":
            one = random.choice(names)
            return {name: above and name == one for name in names}
        case _:
            taken = {name: above and random.random() < 0.5 for name in names}
            return taken | ({names[0]: above} if kind == "or" else {})


def _tree(lines: dict[str, list[tuple[str, list[str]]]], name: str, depth: int) -> list[str]:
    found = [_INDENT * depth + name]
    for kind, names in lines[name]:
        found.append(_INDENT * (depth + 1) + kind)
        for each in names:
            found += _tree(lines, each, depth + 2)
    return found


def _constraint(random: Random, chosen: dict[str, bool]) -> str:
    """Return a constraint that the secret product obeys."""
    names = list(chosen)
    while True:
        near = random.randrange(len(names) - 40)
        one, other = random.sample(names[near : near + 40], 2)
        match random.random():
            case kind if kind < 0.45 and (not chosen[one] or chosen[other]):
                return f"{one} => {other}"
            case kind if 0.45 <= kind < 0.75 and not (chosen[one] and chosen[other]):
                return f"{one} => !{other}"
            case kind if kind >= 0.75 and (chosen[one] or not chosen[other]):
                return f"{one} | !{other}"
            case _:
                pass


@dataclass(frozen=True)
class Converted:
    """A feature model as clauses: ``names`` are the features, the first of which is term 1."""

    names: tuple[str, ...]
    problem: Problem


def converted(text: str) -> Converted:
    """Return a feature model as clauses; raises ``ValueError`` at a line that it cannot read."""
    tree, _, constraints = text.partition("\nconstraints\n")
    groups = _groups(tree)
    names = tuple(dict.fromkeys(name for above, _, names in groups for name in (above, *names)))
    term = {name: at for at, name in enumerate(names, 1)}
    rows: list[Row] = [(1,)]
    choices: list[Row] = []
    for above, kind, below in groups:
        top, terms = term[above], tuple(term[name] for name in below)
        rows += [(-each, top) for each in terms]
        if kind == "mandatory":
            rows += [(-top, each) for each in terms]
        elif kind != "optional":
            rows.append((-top, *terms))
            choices += [terms] if kind == "alternative" else []
    for line in constraints.splitlines():
        one, implies, other = line.strip().partition(" => ")
        said = [_literal(one, term)] if implies else [_literal(e, term) for e in one.split(" | ")]
        rows.append((-said[0], _literal(other, term)) if implies else tuple(said))
    return Converted(names, Problem("model", len(names), (), tuple(rows), tuple(choices)))


def _groups(tree: str) -> list[tuple[str, str, list[str]]]:
    """Return the groups of a tree: the feature above, the kind, and the features in it."""
    found: list[tuple[str, str, list[str]]] = []
    path: list[tuple[int, str, list[str]]] = []
    for line in tree.splitlines()[1:]:
        word = line.strip()
        depth = len(line) - len(line.lstrip())
        while path and path[-1][0] >= depth:
            path.pop()
        if word in KINDS:
            members: list[str] = []
            found.append((path[-1][1], word, members))
            path.append((depth, word, members))
            continue
        if path:
            path[-1][2].append(word)
        path.append((depth, word, []))
    return found


def _literal(word: str, term: dict[str, int]) -> int:
    name = word.removeprefix("!")
    if name not in term:
        raise ValueError(f"cannot read `{word}`")
    return -term[name] if word.startswith("!") else term[name]
