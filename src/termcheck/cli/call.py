"""Calls: the part that is the same in every command that asks about one library."""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.cli.limit_options import Wrong, limits_of
from termcheck.cli.limits import Limits
from termcheck.cli.narrowing import load_for
from termcheck.cli.output import Output
from termcheck.cli.question_options import QuestionArguments, limit_of
from termcheck.cli.reading import Loaded, sound
from termcheck.value import Value


class Call(Value):
    """What is there before a question is asked.

    ``limits`` are those of time and memory, ``limit`` that of ``--limit``, or
    ``None``; ``output`` is where the answer goes.
    """

    arguments: QuestionArguments
    limits: Limits
    limit: int | None
    output: Output
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
    loaded = sound(load_for(arguments.library, named if references else ()))
    return Call(arguments, limits, limit, output, loaded)
