"""``sweep``: many questions at once, answered into a file that can be gone on with."""

from __future__ import annotations

import os
import time
from typing import Any

from termcheck.cli.digest import digest
from termcheck.cli.library_files import Unread, read_file
from termcheck.cli.limit_options import MEMORY, TIME, Wrong, jobs_of, limits_of
from termcheck.cli.limits import UNDECIDED, Limits
from termcheck.cli.output import Output, check_place, complain
from termcheck.cli.parameters import (
    LIBRARY,
    OUTPUT,
    TIMINGS,
    VERBOSE,
    Common,
    Parameter,
    format_parameter,
)
from termcheck.cli.progress import Forecast, Progress
from termcheck.cli.question_options import limit_of
from termcheck.cli.reading import Loaded, load_sound
from termcheck.cli.refusal import Refusal, refusal
from termcheck.cli.stopping import Stopping
from termcheck.cli.sweeps.crew import Crew
from termcheck.cli.sweeps.job import Job
from termcheck.cli.sweeps.job import digest as digest_of
from termcheck.cli.sweeps.program import program
from termcheck.cli.sweeps.ranges import Ranges
from termcheck.cli.sweeps.results import Results, locked, written
from termcheck.cli.sweeps.running import run as run_sweep
from termcheck.cli.sweeps.tables import FLAGS
from termcheck.cli.workers import processors
from termcheck.language.decode import decode
from termcheck.language.source import source_text
from termcheck.library.sweep_reading import ReadSweep, read_sweep
from termcheck.questions import verdict as v
from termcheck.questions.sweep_summary import Summary, summary
from termcheck.report.counting import counted
from termcheck.report.diagnostics_text import diagnostics_page
from termcheck.report.escape import terminal
from termcheck.report.layout import WIDTH
from termcheck.report.page import BLANK, Piece, line, to_text
from termcheck.report.sweep_text import Blocking, concise_sweep, sweep_page
from termcheck.report.timings import timings_page
from termcheck.value import Value

MOST_QUESTIONS = 1_000_000
"""How many questions are asked unless ``--limit`` says how many."""

SPEC = Parameter(
    "spec", "word", "a file with one `sweep` block: what is asked", metavar="SPEC", required=True
)
RESULTS = Parameter(
    "results",
    "option",
    "the SQLite file of the answers; SPEC with the ending .sqlite unless said",
    ("--results",),
    "FILE",
)
FRESH = Parameter("fresh", "flag", "begin anew, whatever the file holds", ("--fresh",))
LIMIT = Parameter("limit", "option", "answer only the first N questions", ("--limit",), "N")
JOBS = Parameter(
    "jobs", "option", "how many processes answer; as many as processors unless said",
    ("--jobs",), "N",
)  # fmt: skip
CLUSTER = Parameter(
    "cluster",
    "option",
    "have a Dask cluster answer: tcp://HOST:PORT, or local for one on this machine",
    ("--cluster",),
    "ADDRESS",
)
PARAMETERS = (
    SPEC,
    LIBRARY,
    RESULTS,
    FRESH,
    LIMIT,
    JOBS,
    CLUSTER,
    TIME,
    MEMORY,
    format_parameter("text", "concise", "json", "markdown"),
    OUTPUT,
    VERBOSE,
    TIMINGS,
)


class Arguments(Common):
    """What a user may say to ``sweep``."""

    spec: str = ""
    results: str = ""
    fresh: bool = False
    limit: str = ""
    jobs: str = ""
    cluster: str = ""
    time: str = ""
    memory: str = ""


ARGUMENTS = Arguments


class _Sweeping(Value):
    """All that is there before the first question: what to ask, and where it goes."""

    arguments: Arguments
    loaded: Loaded
    job: Job
    results: str
    end: int
    output: Output


def run(arguments: Arguments) -> int:
    """Answer all that is not answered yet; 3 if something was left or stayed undecided."""
    wrong = Wrong()
    limits, limit = limits_of(arguments, wrong), limit_of(arguments.limit, wrong)
    jobs = jobs_of(arguments.jobs, wrong) or processors()
    wrong.check()
    output = Output(arguments.output, arguments.format)
    loaded = load_sound(arguments.library)
    job = _job(arguments.spec, loaded)
    path = arguments.results or f"{os.path.splitext(arguments.spec)[0]}.sqlite"
    check_place(path)
    end = _end(job, limit)
    asked = _Sweeping(arguments, loaded, job, path, end, output)
    complain(f"{terminal(_counted(job, end))}\n")
    with written(path), locked(path):
        results = Results(path, _identity(asked), _axes(job), arguments.fresh)
        try:
            return _answered(asked, results, jobs, limits)
        finally:
            results.close()


def _answered(asked: _Sweeping, results: Results, jobs: int, limits: Limits) -> int:
    """Have everything answered that is not, and print what came of it."""
    ranges = Ranges(asked.end, results.answered())
    status, seconds = 0, 0.0
    if ranges.left:
        status, seconds = _run(asked, results, ranges, jobs, limits)
    found = summary(asked.job.sweep, results.verdicts(), asked.end)
    if found.answered >= asked.end and results.is_open:
        results.finish()
    _print(asked, found, results, seconds)
    unsure = found.answered < asked.end or {"undecided", "refused"} & found.words.keys()
    return status or (UNDECIDED if unsure else 0)


def _run(
    asked: _Sweeping, results: Results, ranges: Ranges, jobs: int, limits: Limits
) -> tuple[int, float]:
    """Ask until nothing is left or a limit is hit; return the status of a signal, and seconds."""
    said: list[str] = []
    start = time.perf_counter()
    progress, forecast = Progress(), Forecast("questions", asked.end, asked.end - ranges.left)
    crew = _crew(asked.job, asked.arguments.cluster, jobs, limits.memory)

    def stop() -> bool:
        progress.say(forecast.text())
        return bool(said) or (limits.end is not None and limits.left <= 0)

    with Stopping(said.append, crew.close) as stopping:
        try:
            run_sweep(asked.job.sweep, crew, ranges, results, stop, forecast.add)
        finally:
            progress.end()
    return stopping.status, time.perf_counter() - start


def _crew(job: Job, address: str, jobs: int, memory: int) -> Crew:
    if not address:
        from termcheck.cli.sweeps.local import LocalCrew  # a cluster has no use for it

        return LocalCrew(job, jobs, memory)
    if address != "local" and "://" not in address:
        help = "write tcp://HOST:PORT, or local for a cluster on this machine"
        raise refusal(f"`--cluster` cannot be `{address}`", help)
    try:
        from termcheck.cli.sweeps.cluster import ClusterCrew  # Dask is an extra, and slow to load
    except ImportError:
        help = "`pip install 'termcheck[cluster]'` installs it"
        raise refusal("`--cluster` needs Dask, and Dask is not installed", help) from None
    return ClusterCrew(job, address, jobs, memory)


# --- what is asked ------------------------------------------------------------------


def _job(spec: str, loaded: Loaded) -> Job:
    """Return the job that the file ``spec`` specifies; raises ``Refusal`` with its faults."""
    data = read_file(spec)
    if isinstance(data, Unread):
        raise refusal(f"`{spec}`: {data.message}", data.help)
    text, faults = decode(spec, data)
    read = ReadSweep(None, faults) if faults else read_sweep(loaded.library, spec, text)
    if read.sweep is None:
        texts = {**loaded.texts, spec: source_text(spec, text)}
        raise Refusal(to_text(diagnostics_page(read.diagnostics, texts, "", WIDTH)))
    return Job(loaded.library, read.sweep, spec, text, program())


def _end(job: Job, limit: int | None) -> int:
    """Return how many questions are to be answered; raises ``Refusal`` if they are too many."""
    size = job.sweep.size
    if limit is None and size > MOST_QUESTIONS:
        message = f"this sweep has {size} questions, and at most {MOST_QUESTIONS} are asked at once"
        raise refusal(f"{message}: {_product(job)}", "`--limit N` answers the first N of them")
    return size if limit is None else min(limit, size)


def _counted(job: Job, end: int) -> str:
    size = job.sweep.size
    first = f"the first {end} of " if end < size else ""
    return f"{first}{counted(size, 'question')}: {_product(job)}"


def _product(job: Job) -> str:
    varying = " x ".join(f"{len(a.points)} ({a.name})" for a in job.sweep.axes)
    return varying or "nothing varies"


def _identity(asked: _Sweeping) -> dict[str, str]:
    """Return what the answers depend on, by the words that say so if it differs."""
    job = asked.job
    first, last = job.library.horizon
    return {
        "sweep": digest_of(job.spec),
        "library": f"{digest(job.library)} {first}..{last}",
        "termcheck": job.program,
        "schema": "termcheck.sweep/1",
        "title": job.sweep.title,
        "questions": str(job.sweep.size),
    }


def _axes(job: Job) -> list[str]:
    return [axis.name for axis in job.sweep.axes]


# --- what is printed ----------------------------------------------------------------


def _blocking(results: Results, end: int) -> list[Blocking]:
    found: list[Blocking] = []
    for each in results.conflicts(end):
        told = each.fields
        fields: dict[str, Any] = {
            name: told[name] if name in FLAGS else tuple(told[name])
            for name in v.Conflict.FIELDS
            if name in told
        }
        conflict = v.Conflict(**fields)
        readings = tuple((name, label) for name, label in told["readings"])
        found.append(Blocking(conflict, readings, each.questions, told["first"]))
    return found


def _print(asked: _Sweeping, found: Summary, results: Results, asking: float) -> None:
    arguments, output, library = asked.arguments, asked.output, asked.loaded.library
    seconds = {**asked.loaded.seconds, "ask": asking} if arguments.timings else None
    sweep = asked.job.sweep
    if arguments.format == "json":
        from termcheck.report.records import json_text  # pydantic is slow to load
        from termcheck.report.sweep_record import sweep_record  # for the same reason

        places = (digest(library), arguments.spec, asked.results)
        blocking = _blocking(results, asked.end)
        output.text(json_text(sweep_record(library, sweep, found, blocking, places, seconds)))
    elif arguments.format == "concise":
        output.page(concise_sweep(sweep, results.told(asked.end)))
    else:
        columns = output.columns
        page = sweep_page(
            library, sweep, found, _blocking(results, asked.end), columns, arguments.verbose
        )
        where = line(Piece(f"all answers: {asked.results}", "faint"))
        output.page((*page, BLANK, where, *timings_page(seconds)))
