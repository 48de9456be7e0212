"""Sweeping: many questions at once for the Python interface, with rows to go through."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from tempfile import TemporaryDirectory
from typing import TypedDict, TypeVar, Unpack

from termcheck.answer import Answer, refusing, wrong_call
from termcheck.cli.digest import digest
from termcheck.cli.limit_options import Wrong, jobs_of
from termcheck.cli.limits import megabytes_in, seconds_in
from termcheck.cli.question_options import limit_of
from termcheck.cli.reading import Loaded
from termcheck.cli.sweeps.crew import Crew
from termcheck.cli.sweeps.plan import Plan, crew_of, planned, results_of, summed
from termcheck.cli.sweeps.ranges import Ranges
from termcheck.cli.sweeps.results import Results
from termcheck.cli.sweeps.rows import Row
from termcheck.cli.sweeps.running import run
from termcheck.cli.workers import processors
from termcheck.questions.sweep_summary import Summary
from termcheck.report.sweep_record import sweep_record
from termcheck.report.sweep_text import Blocking, sweep_page
from termcheck.value import Value

T = TypeVar("T")
_UNNAMED = "sweep"
"""What a sweep is called whose text is given and not its file."""


class SweepOptions(TypedDict, total=False):
    """Options of a sweep, as on the command line; ``time`` is in seconds."""

    results: str
    fresh: bool
    limit: int
    jobs: int
    cluster: str
    time: float
    memory: int


class Swept(Value):
    """What came of a sweep: its sums, its conflicts, and the rows, which it goes through.

    The most frequent conflicts come first, the rows in order.
    """

    summary: Summary
    conflicts: tuple[Blocking, ...]
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def sweep(
    loaded: Loaded, spec: str | os.PathLike[str], **options: Unpack[SweepOptions]
) -> Answer[Swept]:
    """Return the answers to the sweep ``spec``, a file or the text of one.

    What its results hold already is not asked again. They stand where the
    command puts them; those of a text are not kept unless ``results`` says where.
    """
    if not (type(spec) is str or hasattr(spec, "__fspath__")):
        raise wrong_call(f"`{spec!r}` is no sweep", "give the path of its file, or its text")
    _check(options)
    name, text = os.fspath(spec), None
    if "{" in name:
        name, text = _UNNAMED, name
    if text is None or options.get("results"):
        return refusing(lambda: _swept(loaded, name, text, options.get("results", ""), options))
    with TemporaryDirectory() as folder:
        results = os.path.join(folder, "results")
        return refusing(lambda: _swept(loaded, name, text, results, options, kept=False))


def _check(options: SweepOptions) -> None:
    """Raise ``TermcheckError`` for an option that there is not, or a value that it cannot have."""
    kinds: dict[str, tuple[type, ...]] = {
        "results": (str,), "fresh": (bool,), "limit": (int,), "jobs": (int,),
        "cluster": (str,), "time": (int, float), "memory": (int,),
    }  # fmt: skip
    for name, told in options.items():
        if name not in kinds:
            raise wrong_call(f"there is no option `{name}`", f"one of {', '.join(sorted(kinds))}")
        if not isinstance(told, kinds[name]) or (isinstance(told, bool) and name != "fresh"):
            raise wrong_call(f"`{name}` cannot be `{told!r}`", "as on the command line")
    time_said, memory = options.get("time"), options.get("memory")
    if time_said is not None and seconds_in(str(time_said)) is None:
        raise wrong_call(f"`time` cannot be `{time_said!r}`", "a number of seconds")
    if memory is not None and not megabytes_in(str(memory)):
        raise wrong_call(f"`memory` cannot be `{memory!r}`", "a number of megabytes")


def _number(options: SweepOptions, name: str, read: Callable[[str, Wrong], T]) -> T:
    wrong = Wrong()
    found = read(str(options.get(name, "")), wrong)
    wrong.check()
    return found


def _swept(
    loaded: Loaded,
    spec: str,
    text: str | None,
    results: str,
    options: SweepOptions,
    *,
    kept: bool = True,
) -> Answer[Swept]:
    plan = planned(loaded, spec, text, results, _number(options, "limit", limit_of))
    jobs = _number(options, "jobs", jobs_of) or processors()
    fresh = options.get("fresh", False)

    def crew() -> Crew:
        return crew_of(plan.job, options.get("cluster", ""), jobs, options.get("memory", 0))

    ready = crew() if fresh else None  # answers are not thrown away for nobody
    with results_of(plan, fresh=fresh) as found:
        _ask(plan, found, lambda: ready or crew(), options.get("time"))
        swept = Swept(summed(plan, found), found.blocking(plan.end), tuple(found.rows(plan.end)))
    library, asked = loaded.library, plan.job.sweep
    where = plan.results if kept else ""
    places = (digest(library), spec, where)
    return Answer(
        swept,
        lambda columns, verbose: sweep_page(
            library, asked, swept.summary, swept.conflicts, where, columns, verbose
        ),
        lambda: sweep_record(library, asked, swept.summary, swept.conflicts, places),
    )


def _ask(plan: Plan, results: Results, crew: Callable[[], Crew], seconds: float | None) -> None:
    """Have everything answered that is not, as far as the time goes."""
    ranges = Ranges(plan.end, results.answered())
    if not ranges.left:
        return
    end = None if seconds is None else time.monotonic() + seconds
    answering = crew()

    def stop() -> bool:
        return end is not None and time.monotonic() >= end

    try:
        run(plan.job.sweep, answering, ranges, results, stop, lambda _: None)
    finally:
        answering.close()
