"""``sweep``: many questions at once, answered into a file that can be gone on with."""

from __future__ import annotations

import shlex
import time
from collections.abc import Callable

from termcheck.cli.digest import digest
from termcheck.cli.limit_options import MEMORY, TIME, Wrong, jobs_of, limits_of
from termcheck.cli.limits import UNDECIDED, Limits
from termcheck.cli.output import Output, complain
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
from termcheck.cli.refusal import refusal
from termcheck.cli.stopping import Stopping
from termcheck.cli.sweeps.crew import Crew
from termcheck.cli.sweeps.plan import Plan, crew_of, planned, results_of, summed
from termcheck.cli.sweeps.ranges import Ranges
from termcheck.cli.sweeps.results import Results
from termcheck.cli.sweeps.running import run as run_sweep
from termcheck.cli.workers import processors
from termcheck.questions.sweep_summary import Summary
from termcheck.report.escape import terminal
from termcheck.report.page import BLANK, Piece, line, lines
from termcheck.report.sweep_text import concise_sweep, coordinates_text, sweep_page
from termcheck.report.timings import timings_page
from termcheck.value import Value

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
QUESTION = Parameter(
    "question",
    "option",
    "ask nothing, and say how question N is put to other commands",
    ("--question",),
    "N",
)
PARAMETERS = (
    SPEC,
    LIBRARY,
    RESULTS,
    FRESH,
    LIMIT,
    QUESTION,
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
    question: str = ""
    jobs: str = ""
    cluster: str = ""
    time: str = ""
    memory: str = ""


ARGUMENTS = Arguments


class _Sweeping(Value):
    """All that is there before the first question."""

    arguments: Arguments
    loaded: Loaded
    plan: Plan
    output: Output


def run(arguments: Arguments) -> int:
    """Answer all that is not answered yet; 3 if something was left or stayed undecided."""
    wrong = Wrong()
    limits, limit = limits_of(arguments, wrong), limit_of(arguments.limit, wrong)
    jobs = jobs_of(arguments.jobs, wrong) or processors()
    number = _number(arguments.question, wrong)
    wrong.check()
    output = Output(arguments.output, arguments.format)
    loaded = load_sound(arguments.library)
    plan = planned(loaded, arguments.spec, None, arguments.results, limit)
    asked = _Sweeping(arguments, loaded, plan, output)
    if number is not None:
        _print_question(asked, number)
        return 0
    complain(f"{terminal(plan.counted)}\n")

    def crew() -> Crew:
        return crew_of(plan.job, arguments.cluster, jobs, limits.memory)

    ready = crew() if arguments.fresh else None  # answers are not thrown away for nobody
    with results_of(plan, fresh=arguments.fresh) as results:
        return _answered(asked, results, lambda: ready or crew(), limits)


def _answered(asked: _Sweeping, results: Results, crew: Callable[[], Crew], limits: Limits) -> int:
    """Have everything answered that is not, and print what came of it."""
    ranges = Ranges(asked.plan.end, results.answered())
    status, seconds = 0, 0.0
    if ranges.left:
        status, seconds = _run(asked, results, ranges, crew(), limits)
    found = summed(asked.plan, results)
    _print(asked, found, results, seconds)
    unsure = found.answered < asked.plan.end or {"undecided", "refused"} & found.words.keys()
    return status or (UNDECIDED if unsure else 0)


def _run(
    asked: _Sweeping, results: Results, ranges: Ranges, crew: Crew, limits: Limits
) -> tuple[int, float]:
    """Ask until nothing is left or a limit is hit; return the status of a signal, and seconds."""
    said: list[str] = []
    start, end = time.perf_counter(), asked.plan.end
    progress, forecast = Progress(), Forecast("questions", end, end - ranges.left)

    def stop() -> bool:
        progress.say(forecast.text())
        return bool(said) or (limits.end is not None and limits.left <= 0)

    with Stopping(said.append, crew.close) as stopping:
        try:
            run_sweep(asked.plan.job.sweep, crew, ranges, results, stop, forecast.add)
        finally:
            progress.end()
    return stopping.status, time.perf_counter() - start


# --- one question -------------------------------------------------------------------


def _number(text: str, wrong: Wrong) -> int | None:
    """Return the number that ``--question`` says."""
    if text and not (text.isascii() and text.isdigit() and len(text) < 16):
        wrong.say(f"`--question` cannot be `{text}`", "the number of a row, from 0 on")
        return None
    return int(text) if text else None


def _print_question(asked: _Sweeping, number: int) -> None:
    """Print question ``number`` as other commands take it; nothing is asked."""
    from termcheck.cli.certified import asked as asked_as  # who sweeps loads no evidence

    sweep, library = asked.plan.job.sweep, asked.arguments.library
    if number >= sweep.size:
        raise refusal(f"there is no question {number}", f"they end with {sweep.size - 1}")
    question = sweep.question(number)
    where = coordinates_text(sweep, sweep.coordinates(number))
    said, rest = asked_as(question), f" -L {shlex.quote(library)}" if library else ""
    commands = [f"termcheck {each} {said}{rest}" for each in ("conflicts", "certify")]
    if sweep.asked:
        about = asked_as(question, shlex.quote(sweep.asked))
        commands.append(f"termcheck why {about}{rest}")
    head = line(Piece(f"question {number}", "strong"), f": {where}" if where else "")
    asked.output.page((head, BLANK, *lines(commands)))


# --- what is printed ----------------------------------------------------------------


def _print(asked: _Sweeping, found: Summary, results: Results, asking: float) -> None:
    arguments, output, library = asked.arguments, asked.output, asked.loaded.library
    seconds = {**asked.loaded.seconds, "ask": asking} if arguments.timings else None
    plan, sweep = asked.plan, asked.plan.job.sweep
    blocking = results.blocking(plan.end)
    if arguments.format == "json":
        from termcheck.report.records import json_text  # pydantic is slow to load
        from termcheck.report.sweep_record import sweep_record  # for the same reason

        places = (digest(library), arguments.spec, plan.results)
        output.text(json_text(sweep_record(library, sweep, found, blocking, places, seconds)))
    elif arguments.format == "concise":
        output.page(concise_sweep(sweep, results.told(plan.end)))
    else:
        columns = output.columns
        page = sweep_page(library, sweep, found, blocking, plan.results, columns, arguments.verbose)
        output.page((*page, *timings_page(seconds)))
