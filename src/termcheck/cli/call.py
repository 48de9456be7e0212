"""Calls: the part that is the same in every command that asks about one library."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager

from termcheck.cli.keeping import keeping, remembering
from termcheck.cli.limit_options import Wrong, limits_of
from termcheck.cli.limits import Limits
from termcheck.cli.narrowing import load_for
from termcheck.cli.opening import Opened, opened
from termcheck.cli.output import Output
from termcheck.cli.question_options import QuestionArguments, limit_of
from termcheck.cli.reading import Loaded, sound
from termcheck.cli.session import Session
from termcheck.value import Value


class Call(Value):
    """What is there before a question is asked.

    ``limits`` are those of time and memory, ``limit`` that of ``--limit``, or
    ``None``; ``output`` is where the answer goes. The library was ``found``, then ``loaded``.
    """

    arguments: QuestionArguments
    limits: Limits
    limit: int | None
    output: Output
    found: Opened
    loaded: Loaded

    def timings(self, asked: float) -> dict[str, float] | None:
        """Return the seconds of every step, ``asked`` for the question, if they are wanted."""
        return {**self.loaded.seconds, "ask": asked} if self.arguments.timings else None


def call_of(arguments: QuestionArguments, wrong: Wrong, references: Sequence[str] = ()) -> Call:
    """Return the call that ``arguments`` make, about nothing but ``references`` if there are any.

    Raises ``Refusal`` with all that is ``wrong`` so far, or if the answer has
    nowhere to go, or if the library cannot be asked.
    """
    limits, limit = limits_of(arguments, wrong), limit_of(arguments.limit, wrong)
    if arguments.second_opinion:
        from termcheck.cli.second_opinion import check_there  # what is not wanted is not loaded

        check_there(wrong)
    wrong.check()
    output = Output(arguments.output, arguments.format)
    named = (*references, *arguments.keep, *arguments.without, *arguments.under)
    found = opened(arguments.library)
    loaded = sound(load_for(found, named if references else ()))
    return Call(arguments, limits, limit, output, found, loaded)


@contextmanager
def asking(call: Call) -> Generator[Session, None, None]:
    """Yield the session in which the question of ``call`` is asked, with what earlier runs found.

    Not if it writes a certificate or asks for a second opinion: those are made anew.
    """
    arguments, library = call.arguments, call.loaded.library
    anew = arguments.no_cache or arguments.certificate or arguments.second_opinion
    with (
        keeping(call.found, wanted=not anew, notes=False, certified=False) as kept,
        remembering(library, kept) as memory,
        Session(library, call.limits, memory) as session,
    ):
        yield session
