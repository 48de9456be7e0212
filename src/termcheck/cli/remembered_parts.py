"""Remembered parts: what is known of one file or one part of a library, as plain data and back."""

from __future__ import annotations

from typing import cast

from termcheck.cli.plain_data import Plain, number, read, several, texts, written
from termcheck.cli.remembered import (
    diagnostics_from,
    plain_diagnostics,
    plain_soundness,
    plain_span,
    soundness_from,
    span_from,
)
from termcheck.language.diagnostic import Diagnostic
from termcheck.library.bodies import Trigger
from termcheck.library.division import Summary
from termcheck.library.foundation import COUNTED, Remainder
from termcheck.library.lints_combinations import Bearing
from termcheck.library.vocabulary import Kind
from termcheck.questions.sound import Soundness
from termcheck.value import Value


class PartAnswer(Value):
    """The answer about one part of a divided library, or about what its parts share.

    ``read`` was found without a question. ``missed`` are the names of its
    clauses that its checks miss, ``reached`` the keys of the clauses of
    positions that they reach; ``remainder`` is told once all parts are known.
    """

    read: tuple[Diagnostic, ...]
    soundness: Soundness
    missed: tuple[str, ...]
    reached: tuple[str, ...]
    remainder: Remainder


def part_to_bytes(part: PartAnswer) -> bytes:
    """Return the answer about a part as JSON."""
    found, rest = plain_diagnostics(part.read), _plain_remainder(part.remainder)
    return written([found, plain_soundness(part.soundness), part.missed, part.reached, rest])


def part_from_bytes(data: bytes | None) -> PartAnswer | None:
    """Return the answer about a part that ``data`` is, if it is one."""
    return read(data, _part)


def summary_to_bytes(summary: Summary) -> bytes:
    """Return the summary of a file as JSON."""
    return written([summary.shared, summary.parties, summary.proposals, summary.mentions])


def summary_from_bytes(data: bytes | None) -> Summary | None:
    """Return the summary that ``data`` is, if it is one."""
    return read(data, _summary)


def _plain_remainder(rest: Remainder) -> Plain:
    said = rest.bearing
    triggers = [
        [*plain_span(each.span), sorted(each.asked), sorted(each.claimed)] for each in said.triggers
    ]
    supposed = [sorted(each) for each in said.supposed]
    return [sorted(rest.used), triggers, sorted(said.claimed), supposed, rest.passages, rest.sizes]


def _part(plain: Plain) -> PartAnswer:
    found, sound, missed, reached, rest = several(plain, 5)
    return PartAnswer(
        diagnostics_from(found),
        soundness_from(sound),
        texts(missed),
        texts(reached),
        _remainder(rest),
    )


def _remainder(plain: Plain) -> Remainder:
    used, triggers, claimed, supposed, passages, sizes = several(plain, 6)
    pairs = [texts(several(each, 2)) for each in several(used)]
    said = Bearing(
        tuple([_trigger(several(each, 5)) for each in several(triggers)]),
        frozenset(texts(claimed)),
        tuple([frozenset(texts(each)) for each in several(supposed)]),
    )
    names = cast("frozenset[tuple[Kind, str]]", frozenset(pairs))
    return Remainder(
        names,
        said,
        tuple([texts(each) for each in several(passages, len(said.triggers))]),
        tuple([number(each) for each in several(sizes, len(COUNTED))]),
    )


def _trigger(plain: list[Plain]) -> Trigger:
    *place, asked, claimed = plain
    return Trigger(span_from(place), frozenset(texts(asked)), frozenset(texts(claimed)))


def _summary(plain: Plain) -> Summary:
    shared, *names = several(plain, 4)
    if not isinstance(shared, bool):
        raise TypeError("true or false was expected")
    return Summary(shared, *map(texts, names))
