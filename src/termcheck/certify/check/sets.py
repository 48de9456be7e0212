"""Sets: what single claims come to, taken together, about many sets of clauses.

Accepts claims of a case that are checked one by one elsewhere; yields what
follows from them, in sentences. Nothing is evaluated and nothing proved here:
sets are compared with sets, and weights added up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, product
from math import prod
from typing import Any

from termcheck.certify.check.document import field, texts
from termcheck.certify.check.words import Refused, words

Names = frozenset[str]

MOST_SETS = 20_000
"""How many sets one claim may be about."""


class Sets:
    """The claims of one case; ``units`` are texts with the names of their clauses."""

    def __init__(
        self,
        claims: Sequence[Any],
        units: Mapping[str, Any],
        background: Sequence[str],
        clauses: Mapping[str, Any],
    ) -> None:
        """``clauses`` are the words of the clauses that are cited, by name."""
        self._claims = claims
        self._units = units
        self._background = frozenset(background)
        self._clauses = clauses

    def _cited(self, number: Any, *kinds: str) -> Any:
        if type(number) is not int or not 0 <= number < len(self._claims):
            raise Refused("a claim that is not there")
        claim = self._claims[number]
        if field(claim, "claim", str) not in kinds:
            raise Refused("a claim of another kind than was expected")
        return claim

    def _names(self, units: Iterable[str]) -> Names:
        return frozenset(
            name
            for unit in units
            for name in (texts(self._units, unit) if unit in self._units else [unit])
        )

    def _holding(self, numbers: Sequence[Any]) -> list[Names]:
        return [frozenset(texts(self._cited(each, "holds"), "of")) for each in numbers]

    # --- conflicts -----------------------------------------------------------

    def blamed(self, number: Any) -> list[str]:
        """Return the units that a claim says cannot hold, given the background alone."""
        claim = self._cited(number, "conflict", "clash")
        units = texts(claim, "of")
        if field(claim, "claim", str) == "conflict":
            self._lies_in(claim, units)
        return units

    def _lies_in(self, conflict: Any, units: Iterable[str]) -> None:
        """Refuse unless all of a conflict lies among ``units`` and the background."""
        known = self._names(units) | self._background
        if not self._names(texts(conflict, "of")) | set(texts(conflict, "because")) <= known:
            raise Refused("a conflict that rests on more than it is said to")

    def clash(self, claim: Any) -> str:
        """Check: these units cannot hold, because a conflict lies among their clauses."""
        units = texts(claim, "of")
        self._lies_in(self._cited(claim.get("conflict"), "conflict"), units)
        return f"these cannot hold together: {', '.join(units)}"

    def pairs(self, claim: Any) -> str:
        """Check: each two texts, under each of their readings, hold together or clash."""
        rows = [texts({"of": each}, "of") for each in field(claim, "of", list)]
        together = self._holding(field(claim, "holding", list))
        conflicts = [self._cited(each, "conflict") for each in field(claim, "clashing", list)]
        apart = [self._names((*texts(e, "of"), *texts(e, "because"))) for e in conflicts]
        told = [row[0] for row in rows if row]
        clashing: list[str] = []
        for (a, one), (b, other) in combinations(enumerate(rows), 2):
            ways = [{x, y} for x in one for y in other]
            known = [self._names(way) | self._background for way in ways]
            if any(each <= way for way in known for each in apart):
                clashing.append(f"{told[a]} with {told[b]}")
            elif not ways or not all(any(way <= each for each in together) for way in ways):
                raise Refused("a pair of which nothing is shown")
        if len(told) != len(rows) or len(rows) < 2:
            raise Refused("texts to compare were expected")
        return (
            f"of each two of these, {', '.join(told)}, it is shown whether they can hold"
            f" together; these pairs cannot: {', '.join(clashing) or 'none'}"
        )

    # --- the largest sets ----------------------------------------------------

    def largest(self, claim: Any) -> str:
        """Check: these are all the largest sets that can hold together."""
        found = self._largest(claim)
        return f"these are all the largest sets that can hold together: {_sets(found)}"

    def _largest(self, claim: Any) -> list[Names]:
        """Return the largest sets: one choice from every part, and each of these holds."""
        parts = [self._cited(each, "all") for each in field(claim, "parts", list)]
        units = self._offered(claim)
        if len(frozenset[str]().union(*units)) != sum(map(len, units)):
            raise Refused("two parts have a clause in common")
        rows = [
            [all_ - set(texts(left, "without")) for left in field(part, "compatible", list)]
            for part, all_ in zip(parts, units, strict=True)
        ]
        if any(a <= b or b <= a for row in rows for a, b in combinations(row, 2)):
            raise Refused("of two sets one lies in the other")
        if prod(map(len, rows)) > MOST_SETS:
            raise Refused("these are too many sets")
        wanted = {frozenset[str]().union(*each) for each in product(*rows)}
        found = self._holding(field(claim, "holding", list))
        if set(found) != wanted or len(found) != len(wanted):
            raise Refused("these are not the largest sets")
        return found

    def _offered(self, claim: Any) -> list[Names]:
        """Return what is chosen from, part by part."""
        parts = [self._cited(each, "all") for each in field(claim, "parts", list)]
        return [frozenset(texts(each, "of")) for each in parts]

    # --- the best of them ----------------------------------------------------

    def best(self, claim: Any) -> str:
        """Check: of the largest sets none is better than ``first``, by the weights of demands."""
        largest = self._cited(claim.get("largest"), "largest")
        found, offered = self._largest(largest), self._offered(largest)
        first = self._holding(field(claim, "first", list))
        objective, order = field(claim, "objective", str), texts(claim, "order")
        weights = self._weights(name for each in offered for name in each)
        if not first or not set(first) <= set(found):
            raise Refused("the best is none of the largest sets")
        if sorted(order) != sorted(weights):
            raise Refused("the demands are not those that are there")
        sums = {each: _scores(each | self._background, weights) for each in found}
        most = {party: max(row[party] for row in sums.values()) for party in _parties(weights)}
        shares = {
            each: tuple(row[p] / most[p] if most[p] else Fraction(1) for p in sorted(most))
            for each, row in sums.items()
        }
        if objective == "pareto":
            front = [shares[each] for each in first]
            _is_front(front, list(shares.values()))
        else:
            keys = {
                e: _key(objective, e | self._background, order, sums[e], shares[e]) for e in sums
            }
            if len(first) != 1 or keys[first[0]] != max(keys.values()):
                raise Refused("another set is better")
        told = "; ".join(
            ", ".join(f"{p} {row[p]} of {most[p]}" for p in sorted(most))
            for row in (sums[each] for each in first)
        )
        return f"none of these is better, by `{objective}`, than {_sets(first)} ({told})"

    def _weights(self, names: Iterable[str]) -> dict[str, Fraction]:
        """Return the weights of the demands among ``names`` and the background."""
        found: dict[str, Fraction] = {}
        seen: set[str] = set()
        for name in sorted({*names, *self._background} & set(self._clauses)):
            weight = weight_of(field(self._clauses[name], "text", str))
            reading = field(self._clauses[name], "reading", str)
            base = name.removesuffix(f".{reading}") if reading else name
            if weight is None:
                continue
            if base in seen:
                raise Refused(f"`{base}` counts twice")
            seen.add(base)
            found[name] = weight
        return found


def weight_of(text: str) -> Fraction | None:
    """Return what a clause, behind the word of its block, weighs as a demand, if it is one."""
    block, *said = [word for _, word in words(text)]
    if said[1:2] == [":"]:
        del said[:2]
    if block != "position" or said[:1] != ["demand"]:
        return None
    weighs = said[1:2] == ["weight"] and "".join(said[2:3])[:1].isdigit()
    if "score" in (said[1:2] + said[3:4] if weighs else said[1:2]):
        raise Refused("a scoring sheet is met in part, which is not counted here")
    return Fraction(said[2].replace("_", "")) if weighs else Fraction(1)


def _parties(weights: Iterable[str]) -> list[str]:
    return sorted({name.partition(".")[0] for name in weights})


def _scores(kept: Names, weights: Mapping[str, Fraction]) -> dict[str, Fraction]:
    found = dict.fromkeys(_parties(weights), Fraction(0))
    for name in kept & set(weights):
        found[name.partition(".")[0]] += weights[name]
    return found


def _key(
    objective: str,
    kept: Names,
    order: Sequence[str],
    scores: Mapping[str, Fraction],
    shares: Sequence[Fraction],
) -> tuple[Fraction, ...]:
    """Return by what a set is compared: the greater, number by number, is the better."""
    if objective == "total":
        return (sum(scores.values(), Fraction(0)),)
    if objective == "fair":
        return tuple(sorted(shares))
    if objective == "lexicographic":
        return tuple(Fraction(name in kept) for name in order)
    if objective == "nash":
        more = [each for each in shares if each]
        return Fraction(len(more)), prod(more, start=Fraction(1))
    raise Refused(f"`{objective}` is no objective")


def _is_front(front: Sequence[tuple[Fraction, ...]], every: Sequence[tuple[Fraction, ...]]) -> None:
    """Refuse unless no set does better than one of ``front`` for all, and these are all."""
    for each in every:
        if not any(all(a >= b for a, b in zip(one, each, strict=True)) for one in front):
            raise Refused("a set that is as good as these is missing")
        for one in front:
            if each != one and all(a >= b for a, b in zip(each, one, strict=True)):
                raise Refused("another set is better for all")


def _sets(sets: Sequence[Names]) -> str:
    return "; ".join(", ".join(sorted(each)) or "nothing" for each in sets)
