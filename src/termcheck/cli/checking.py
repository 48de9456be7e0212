"""Checking: the answer of ``check``, where none is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from time import perf_counter

from termcheck.cli.keeping import Kept, remembering
from termcheck.cli.limits import Limits
from termcheck.cli.opening import LARGE, Opened
from termcheck.cli.reading import Loaded, read
from termcheck.cli.remembered import Answer
from termcheck.cli.session import Session
from termcheck.cli.workers import processors
from termcheck.language.diagnostic import in_order
from termcheck.library.settings import with_severities
from termcheck.questions.coverage import unreached
from termcheck.questions.sound import NOTES, Soundness
from termcheck.questions.soundness import soundness
from termcheck.solve.spare import Spare
from termcheck.value import Value

IN_PARTS = "a library that was checked in parts; with `--certificate` it is checked as a whole"
"""What is said of a large library."""

Certify = Callable[[Session, Soundness], tuple[Soundness, Sequence[str]]]
"""Returns what a check found, certified, and what in it was not."""


class Asked(Value):
    """An answer, and the seconds of its steps.

    ``is_whole`` says that asking again would find no more; ``status`` is the
    exit status if a signal ended the asking, or 0. ``found_kept`` says how many
    answers were found kept.
    """

    answer: Answer
    is_whole: bool
    status: int
    seconds: Mapping[str, float]
    found_kept: str = ""


def asked(
    found: Opened,
    limits: Limits,
    kept: Kept | None,
    jobs: int | None,
    certify: Certify | None,
    *,
    notes: bool,
    spare: Spare | None = None,
) -> Asked | Loaded:
    """Return what there is to be said about a library; the library itself if it has errors.

    A library that is large is asked about in parts, by ``jobs`` processes (0: one
    for each processor; ``None``: not in parts), unless a limit is set, which only
    one process can keep. What is asked about as a whole is certified by ``certify``,
    and asked of the ``spare`` process if there is one.
    """
    faulty = found.collected.refused or found.chosen.diagnostics
    if not faulty and limits == Limits() and found.size >= LARGE and jobs is not None:
        in_parts = _in_parts(found, kept, jobs or processors(), notes=notes)
        if in_parts is not None:
            uncertified = (IN_PARTS,) if certify else ()
            return in_parts.but(answer=in_parts.answer.but(uncertified=uncertified))
    return _as_a_whole(found, limits, kept, certify, spare, notes=notes)


def _as_a_whole(
    found: Opened,
    limits: Limits,
    kept: Kept | None,
    certify: Certify | None,
    spare: Spare | None,
    *,
    notes: bool,
) -> Asked | Loaded:
    loaded = read(found)
    if loaded.has_errors:
        return loaded
    with (
        remembering(loaded.library, kept) as memory,
        Session(loaded.library, limits, memory, spare) as session,
    ):
        levels = loaded.settings.severities
        wanted = notes or any(levels.get(code, "off") != "off" for code in NOTES)
        sound = soundness(session.inquiry, session.progress.say, with_notes=wanted)
        uncertified: Sequence[str] = ()
        if certify is not None:
            sound, uncertified = session.evidenced(sound, partial(certify, session))
    told = with_severities(loaded.settings, sound.diagnostics)
    diagnostics = in_order([*loaded.diagnostics, *told])
    missed = unreached(loaded.library)
    answer = Answer(diagnostics, sound.but(diagnostics=()), missed, tuple(uncertified))
    seconds = {**loaded.seconds, "ask": session.seconds}
    status = session.status(0)
    is_whole = not (status or session.limit or session.inquiry.undecided)
    return Asked(answer, is_whole, status, seconds, memory.told if memory else "")


def _in_parts(found: Opened, kept: Kept | None, jobs: int, *, notes: bool) -> Asked | None:
    """Return the answer, nothing if the library has errors or does not divide."""
    from termcheck.cli.dividing import Dividing  # only a large library needs it

    start = perf_counter()
    dividing = Dividing(found, kept, jobs, notes=notes)
    answer = dividing.answer()
    if answer is None:
        return None
    seconds = {"read": found.seconds, "parts": perf_counter() - start}
    return Asked(answer, dividing.is_whole, 0, seconds)
