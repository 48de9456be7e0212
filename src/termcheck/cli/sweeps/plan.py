"""Plans: what a sweep will ask, and where its answers go, before anything is asked."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager

from termcheck.cli.digest import digest as digest_of_library
from termcheck.cli.library_files import Unread, read_file
from termcheck.cli.output import check_place
from termcheck.cli.reading import Loaded
from termcheck.cli.refusal import Refusal, refusal
from termcheck.cli.sweeps.crew import Crew
from termcheck.cli.sweeps.job import Job, digest
from termcheck.cli.sweeps.program import program
from termcheck.cli.sweeps.results import Results, locked, written
from termcheck.language.decode import decode
from termcheck.language.diagnostic import Diagnostic
from termcheck.language.source import source_text
from termcheck.library.sweep_reading import ReadSweep, read_sweep
from termcheck.questions.sweep_summary import Summary, summary
from termcheck.report.counting import counted
from termcheck.report.diagnostics_text import diagnostics_page
from termcheck.report.layout import WIDTH
from termcheck.report.page import to_text
from termcheck.value import Value

MOST_QUESTIONS = 1_000_000
"""How many questions are asked unless a limit says how many."""


class Plan(Value):
    """The questions of ``job`` below ``end`` are to be answered into the file ``results``."""

    job: Job
    results: str
    end: int

    @property
    def product(self) -> str:
        """How many choices there are of what varies, in words."""
        varying = " x ".join(f"{len(a.points)} ({a.name})" for a in self.job.sweep.axes)
        return varying or "nothing varies"

    @property
    def counted(self) -> str:
        """How many questions that makes, in words."""
        size = self.job.sweep.size
        first = f"the first {self.end} of " if self.end < size else ""
        return f"{first}{counted(size, 'question')}: {self.product}"


def planned(loaded: Loaded, spec: str, text: str | None, results: str, limit: int | None) -> Plan:
    """Return the plan of the sweep in the file ``spec``, whose ``text`` is read unless given.

    ``limit`` are the most questions, ``None`` for all. Raises ``Refusal`` with
    its faults, if there are too many questions, or if there is no place for results.
    """
    job = _job(loaded, spec, text)
    path = results or f"{os.path.splitext(spec)[0]}.sqlite"
    check_place(path)
    size = job.sweep.size
    plan = Plan(job, path, size if limit is None else min(limit, size))
    if plan.end > MOST_QUESTIONS and limit is None:
        message = f"this sweep has {size} questions, and at most {MOST_QUESTIONS} are asked at once"
        raise refusal(f"{message}: {plan.product}", "`--limit N` answers the first N of them")
    return plan


@contextmanager
def results_of(plan: Plan, *, fresh: bool) -> Generator[Results, None, None]:
    """Yield the results of ``plan``, which nobody else writes meanwhile.

    Raises ``Refusal`` if they are of something else, unless ``fresh`` begins anew.
    """
    with written(plan.results), locked(plan.results):
        results = Results(plan.results, _identity(plan), plan.job.sweep, fresh=fresh)
        try:
            yield results
        finally:
            results.close()


def crew_of(job: Job, address: str, jobs: int, memory: int) -> Crew:
    """Return who answers: ``jobs`` processes, or the cluster at ``address``."""
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


def summed(plan: Plan, results: Results) -> Summary:
    """Return what came of ``plan``; results that have all its answers are put in order."""
    found = summary(plan.job.sweep, results.verdicts(), plan.end)
    if found.answered >= plan.end and results.is_open:
        results.finish()
    return found


def _job(loaded: Loaded, spec: str, text: str | None) -> Job:
    faults: tuple[Diagnostic, ...] = ()
    if text is None:
        data = read_file(spec)
        if isinstance(data, Unread):
            raise refusal(f"`{spec}`: {data.message}", data.help)
        text, faults = decode(spec, data)
    read = ReadSweep(None, faults) if faults else read_sweep(loaded.library, spec, text)
    if read.sweep is None:
        texts = {**loaded.texts, spec: source_text(spec, text)}
        raise Refusal(to_text(diagnostics_page(read.diagnostics, texts, "", WIDTH)))
    return Job(loaded.library, read.sweep, spec, text, program())


def _identity(plan: Plan) -> dict[str, str]:
    """Return what the answers depend on, by the words that say so if it differs."""
    job = plan.job
    first, last = job.library.horizon
    return {
        "sweep": digest(job.spec),
        "library": f"{digest_of_library(job.library)} {first}..{last}",
        "termcheck": job.program,
        "schema": "termcheck.sweep/1",
        "title": job.sweep.title,
        "questions": str(job.sweep.size),
    }
